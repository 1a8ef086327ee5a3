//! Files that lie in the binary: styles, fonts and drawings under `/static`, the tablet's front end under `/kiosk`.

use actix_web::http::header::{self, EntityTag, HeaderName, HeaderValue, IfNoneMatch};
use actix_web::web::{self, Header, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use data_encoding::{BASE64, HEXLOWER};
use maud::{Markup, PreEscaped};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::guard::POLICY;
use crate::error::{AppError, AppResult};

#[derive(RustEmbed)]
#[folder = "static"]
struct Static;

#[derive(RustEmbed)]
#[folder = "kiosk"]
struct Kiosk;

/// Mounts the files.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/static/{file:.*}", web::get().to(static_file))
        .route("/kiosk", web::get().to(kiosk_shell))
        .route("/kiosk/files.js", web::get().to(kiosk_files))
        .route("/kiosk/worker.js", web::get().to(kiosk_worker))
        .route("/kiosk/{file:.*}", web::get().to(kiosk_file));
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

async fn kiosk_file(
    request: HttpRequest,
    path: web::Path<String>,
    known: Option<Header<IfNoneMatch>>,
) -> AppResult<HttpResponse> {
    let file = Kiosk::get(&path).ok_or(AppError::NotFound)?;
    Ok(answer(&request, file, known))
}

/// The page itself. It carries the version of all its files, so that a tablet can tell which it runs.
async fn kiosk_shell(
    request: HttpRequest,
    known: Option<Header<IfNoneMatch>>,
) -> AppResult<HttpResponse> {
    let mut file = Kiosk::get("index.html").ok_or(AppError::NotFound)?;
    let version = kiosk_version();
    let page = String::from_utf8_lossy(&file.data).replace("{{version}}", &version);
    file.data = page.into_bytes().into();
    Ok(answer_as(
        &request,
        file,
        EntityTag::new_strong(version),
        known,
    ))
}

/// The worker that keeps the files on the tablet. Its scope is wider than its folder.
async fn kiosk_worker(
    request: HttpRequest,
    known: Option<Header<IfNoneMatch>>,
) -> AppResult<HttpResponse> {
    let file = Kiosk::get("worker.js").ok_or(AppError::NotFound)?;
    let mut response = answer(&request, file, known);
    let name = HeaderName::from_static("service-worker-allowed");
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static("/kiosk"));
    Ok(response)
}

/// What the worker keeps: the version and the list of files that belong to it.
async fn kiosk_files() -> HttpResponse {
    let list = json!({"version": kiosk_version(), "files": kiosk_list()});
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/javascript; charset=utf-8")
        .body(format!("self.hailong = {list};\n"))
}

/// Files of `static/` that the tablet's page uses.
const SHARED: [&str; 4] = ["tokens.css", "fonts.css", "faces.svg", "icon.svg"];

/// Addresses of everything that the tablet needs to start.
fn kiosk_list() -> Vec<String> {
    let own = Kiosk::iter()
        .filter(|name| is_kept(name))
        .map(|name| format!("/kiosk/{name}"));
    let shared = SHARED.iter().map(|name| format!("/static/{name}"));
    let rest = ["/kiosk".to_owned(), asset_url("fonts/noto-sans.woff2")];
    rest.into_iter().chain(shared).chain(own).collect()
}

/// The page has an address of its own; the worker is kept by the browser; a licence is read by people.
fn is_kept(name: &str) -> bool {
    !matches!(name, "index.html" | "worker.js") && !name.ends_with("LICENSE")
}

/// Version of the tablet's program: another one for any change in any of its files.
pub fn kiosk_version() -> String {
    let mut hasher = Sha256::new();
    let own = Kiosk::iter().filter_map(|name| Kiosk::get(&name));
    let shared = SHARED.iter().filter_map(|name| Static::get(name));
    for file in own.chain(shared) {
        hasher.update(file.metadata.sha256_hash());
    }
    let mut version = HEXLOWER.encode(&hasher.finalize());
    version.truncate(12);
    version
}

/// Forever for an address that carries the hash, otherwise "ask again", answered with 304 while nothing changed.
fn answer(
    request: &HttpRequest,
    file: EmbeddedFile,
    known: Option<Header<IfNoneMatch>>,
) -> HttpResponse {
    let tag = EntityTag::new_strong(HEXLOWER.encode(&file.metadata.sha256_hash()));
    answer_as(request, file, tag, known)
}

fn answer_as(
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
