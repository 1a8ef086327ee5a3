//! Turns an error into our page, or on the API into a problem document (RFC 9457). Every error offers a way on.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Data;
use maud::html;
use rust_i18n::t;
use serde_json::json;

use super::language::{Lang, language_of};
use super::layout::{Page, Site, document};
use crate::error::Problem;

/// Middleware: gives every error response a body that its reader can use. Headers already set are kept.
///
/// # Errors
/// None of its own.
pub async fn error_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let lang = language_of(request.request());
    let path = request.path().to_owned();
    let site = request.app_data::<Data<Site>>().map(|site| ***site);
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Ok(response);
    }
    let Some(problem) = problem_of(&response) else {
        return Ok(response);
    };
    let (request, old) = response.into_parts();
    let mut new = render(&path, (lang, site.unwrap_or_default()), status, &problem);
    for (name, value) in old.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            new.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(ServiceResponse::new(request, new))
}

/// Our own note, or a plain name for an error that the framework answered (an unknown address, a wrong method).
/// A response that already is a page or a document stays as it is.
fn problem_of(response: &ServiceResponse) -> Option<Problem> {
    if let Some(problem) = response.response().extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let content_type = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_document = content_type.is_some_and(|text| !text.starts_with("text/plain"));
    (!is_document).then(|| plain_problem(response.status()))
}

fn plain_problem(status: StatusCode) -> Problem {
    let name = match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        status if status.is_server_error() => "internal",
        _ => "bad_request",
    };
    Problem {
        name,
        detail: String::new(),
    }
}

fn render(
    path: &str,
    (lang, site): (Lang, Site),
    status: StatusCode,
    problem: &Problem,
) -> HttpResponse<BoxBody> {
    if path.starts_with("/api/") {
        return problem_document(path, status, problem);
    }
    if problem.name == "sign_in_needed" {
        return HttpResponse::SeeOther()
            .insert_header((header::LOCATION, format!("/signin?next={path}")))
            .finish();
    }
    let title = t!(
        format!("error.{}.title", problem.name),
        locale = lang.code()
    );
    let advice = t!(
        format!("error.{}.advice", problem.name),
        locale = lang.code()
    );
    let mut page = Page::public(lang, &title);
    page.sample = site.sample;
    let body = html! {
        div.error-page {
            h1 { (title) }
            p.lead { (advice) }
            @if !problem.detail.is_empty() { p.detail lang="en" { (problem.detail) } }
            p.actions { a.button href="/" { (t!("error.home", locale = lang.code())) } }
            p.stat-note { (t!("error.code", locale = lang.code(), code = status.as_u16())) }
        }
    };
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(document(&page, body).into_string())
}

fn problem_document(path: &str, status: StatusCode, problem: &Problem) -> HttpResponse<BoxBody> {
    let title = t!(format!("error.{}.title", problem.name), locale = "en");
    let mut body = json!({
        "type": format!("urn:hailong:problem:{}", problem.name),
        "title": title,
        "status": status.as_u16(),
        "instance": path,
    });
    if !problem.detail.is_empty()
        && let Some(fields) = body.as_object_mut()
    {
        fields.insert("detail".to_owned(), json!(problem.detail));
    }
    HttpResponse::build(status)
        .content_type("application/problem+json")
        .body(body.to_string())
}
