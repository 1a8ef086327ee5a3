//! The two answers that a page's handler gives: a document, or "look there".

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use maud::Markup;

use super::layout::{Page, document};

/// A document.
pub fn html_page(status: StatusCode, page: &Page, body: Markup) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(document(page, body).into_string())
}

/// 303: what was sent is done, the rest is at this address of ours.
pub fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .finish()
}
