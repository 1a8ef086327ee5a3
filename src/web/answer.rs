//! The answers that a page's handler gives: a document, or "look there", and what was just done.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use maud::Markup;
use rust_i18n::t;
use serde::Deserialize;

use super::layout::{NoticeKind, Page, document};

/// A document.
pub fn html_page(status: StatusCode, page: &Page, body: Markup) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(document(page, body).into_string())
}

/// 429: a document that says when to try again, for people and, in `Retry-After`, for machines.
pub fn too_many_page(seconds: u64, page: &Page, body: Markup) -> HttpResponse {
    let mut answer = html_page(StatusCode::TOO_MANY_REQUESTS, page, body);
    answer
        .headers_mut()
        .insert(header::RETRY_AFTER, seconds.into());
    answer
}

/// A file to keep: its media type, its name, its bytes.
pub fn attachment(kind: &'static str, name: &str, bytes: Vec<u8>) -> HttpResponse {
    let disposition = format!("attachment; filename=\"{name}\"");
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(bytes)
}

/// 303: what was sent is done, the rest is at this address of ours.
pub fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .finish()
}

/// What an address says has just been done: `?done=NAME`. Nothing is stored for it.
#[derive(Default, Deserialize)]
pub struct Done {
    done: Option<String>,
}

impl Done {
    /// The page with the message `AREA.done.NAME`, where NAME is one of `known`.
    pub fn on(&self, page: Page, area: &str, known: &[&str]) -> Page {
        let name = self.done.as_deref().filter(|name| known.contains(name));
        match name {
            Some(name) => {
                let text = t!(format!("{area}.done.{name}"), locale = page.lang.code());
                page.with_notice(NoticeKind::Success, text)
            }
            None => page,
        }
    }
}
