//! Files that lie in the binary: styles, fonts and drawings under `/static`. The tablet's front end is in `kiosk_app`.

use actix_web::http::header::{self, EntityTag, IfNoneMatch};
use actix_web::web::{self, Header, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use data_encoding::{BASE64, HEXLOWER};
use maud::{Markup, PreEscaped};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use super::guard::POLICY;
use crate::error::{AppError, AppResult};

#[derive(RustEmbed)]
#[folder = "static"]
pub(super) struct Static;

/// Mounts the files.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/static/{file:.*}", web::get().to(static_file));
}

/// Address of a file under `static/`, with its content hash, so that browsers may keep it for good.
pub fn asset_url(name: &str) -> String {
    match Static::get(name) {
        Some(file) => format!("/static/{name}?v={}", short_hash(&file)),
        None => format!("/static/{name}"),
    }
}

/// A style element for such a page, made once.
pub struct InlineStyle {
    /// The element.
    pub element: Markup,
    /// The page's Content-Security-Policy, which allows this element and no other.
    pub policy: String,
}

impl InlineStyle {
    /// The style sheets with these names under `static/`, one after the other.
    pub fn of(names: &[&str]) -> Self {
        // Without the indentation, which only its authors need: every phone loads this.
        let text = text_of(names);
        let css = text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
        let hash = BASE64.encode(&Sha256::digest(css.as_bytes()));
        let source = format!("style-src 'sha256-{hash}'");
        Self {
            element: maud::html! { style { (PreEscaped(css)) } },
            policy: POLICY.replace("style-src 'self'", &source),
        }
    }
}

/// A drawing from `static/` as inline SVG.
pub fn inline_svg(name: &str) -> Markup {
    PreEscaped(text_of(&[name]))
}

fn text_of(names: &[&str]) -> String {
    names
        .iter()
        .filter_map(|name| Static::get(name))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect()
}

async fn static_file(
    request: HttpRequest,
    path: web::Path<String>,
    known: Option<Header<IfNoneMatch>>,
) -> AppResult<HttpResponse> {
    let file = Static::get(&path).ok_or(AppError::NotFound)?;
    Ok(answer(&request, file, known))
}

/// Forever for an address that carries the hash, otherwise "ask again", answered with 304 while nothing changed.
pub(super) fn answer(
    request: &HttpRequest,
    file: EmbeddedFile,
    known: Option<Header<IfNoneMatch>>,
) -> HttpResponse {
    let tag = EntityTag::new_strong(HEXLOWER.encode(&file.metadata.sha256_hash()));
    answer_as(request, file, tag, known)
}

/// The same under another tag than the file's own hash.
pub(super) fn answer_as(
    request: &HttpRequest,
    file: EmbeddedFile,
    tag: EntityTag,
    known: Option<Header<IfNoneMatch>>,
) -> HttpResponse {
    let hash = short_hash(&file);
    let for_good = request.query_string() == format!("v={hash}");
    let caching = if for_good {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let unchanged = match known.map(Header::into_inner) {
        Some(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        _ => false,
    };
    let mut response = if unchanged {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header(header::ETag(tag));
    if unchanged {
        return response.finish();
    }
    response
        .insert_header((header::CONTENT_TYPE, content_type(file.metadata.mimetype())))
        .body(file.data.into_owned())
}

fn content_type(mime: &str) -> String {
    // Modules are guessed by the old name of what is now text/javascript (RFC 9239).
    let mime = if mime == "application/javascript" {
        "text/javascript"
    } else {
        mime
    };
    if mime.starts_with("text/") || mime.ends_with("json") {
        format!("{mime}; charset=utf-8")
    } else {
        mime.to_owned()
    }
}

fn short_hash(file: &EmbeddedFile) -> String {
    let mut hash = HEXLOWER.encode(&file.metadata.sha256_hash());
    hash.truncate(12);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_is_asked_for_under_its_lasting_address() {
        let font = asset_url("fonts/noto-sans.woff2");
        assert!(font.contains("?v="), "{font}");
        assert!(text_of(&["fonts.css"]).contains(&font), "{font}");
    }
}
