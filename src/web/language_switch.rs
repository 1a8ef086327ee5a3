//! The language switch in the footer: remembers the choice in a cookie and leads back to the page it was made on,
//! with that page's own choices. Phone forms carry their language in their address and never meet this.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::{Uri, header};
use actix_web::web::{self, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use super::language::{LANG_COOKIE, Lang};
use crate::error::{AppError, AppResult};

/// Mounts the switch.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/language/{lang}", web::get().to(remember));
}

/// Address of the switch to a language.
pub fn address(lang: Lang) -> String {
    format!("/language/{lang}")
}

async fn remember(request: HttpRequest, lang: Path<String>) -> AppResult<HttpResponse> {
    let lang: Lang = lang.parse().map_err(|_| AppError::NotFound)?;
    let cookie = Cookie::build(LANG_COOKIE, lang.code())
        .path("/")
        .max_age(Duration::days(365))
        .same_site(SameSite::Lax)
        .http_only(true)
        .finish();
    Ok(HttpResponse::SeeOther()
        .cookie(cookie)
        .insert_header((header::LOCATION, back_to(&request)))
        .finish())
}

/// The page of ours that the reader came from, else the first page.
fn back_to(request: &HttpRequest) -> String {
    let host = request.connection_info().host().to_owned();
    request
        .headers()
        .get(header::REFERER)
        .and_then(|referer| referer.to_str().ok())
        .and_then(|referer| page_of(referer, &host))
        .unwrap_or_else(|| "/".to_owned())
}

/// Path and query of an address on `host`, without a language of its own.
fn page_of(referer: &str, host: &str) -> Option<String> {
    let address: Uri = referer.parse().ok()?;
    if !address.authority()?.as_str().eq_ignore_ascii_case(host) {
        return None;
    }
    let path = address.path();
    // Two slashes would begin the name of another host.
    if path.starts_with("//") || path.starts_with("/\\") || path.starts_with("/language/") {
        return None;
    }
    let choices: Vec<&str> = address
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|choice| !choice.is_empty() && !choice.starts_with("lang="))
        .collect();
    if choices.is_empty() {
        return Some(path.to_owned());
    }
    Some(format!("{path}?{}", choices.join("&")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_keeps_the_page_and_its_choices() {
        let back = |referer| page_of(referer, "dg.example.vn:8080");
        assert_eq!(
            back("http://dg.example.vn:8080/indices?year=2026&lang=vi&unit=H21"),
            Some("/indices?year=2026&unit=H21".into())
        );
        assert_eq!(back("http://DG.example.vn:8080/?lang=en"), Some("/".into()));
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for referer in [
            "http://example.org/indices",
            "http://dg.example.vn//example.org/",
            "http://dg.example.vn/\\example.org",
            "/indices",
            "about:blank",
        ] {
            assert_eq!(page_of(referer, "dg.example.vn"), None, "{referer}");
        }
    }
}
