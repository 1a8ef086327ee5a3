//! Turns an error into our page, or on the API into a problem document (RFC 9457). Every error offers a way on.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpResponse};
use maud::html;
use rust_i18n::t;
use serde_json::json;

use super::answer::see_other;
use super::language::{Lang, language_of};
use super::layout::{Frame, Page, Site, document};
use crate::error::{AppError, Problem};

/// Middleware: gives every error response a body that its reader can use. Headers already set are kept.
///
/// # Errors
/// A middleware inside of this one failed: the error then carries its page with it.
pub async fn error_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let asked = Asked::of(&request);
    let response = match next.call(request).await {
        Ok(response) => response.map_into_boxed_body(),
        Err(error) => return Err(with_page(error, &asked)),
    };
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return Ok(response);
    }
    let Some(problem) = problem_of(&response) else {
        return Ok(response);
    };
    let frame = response.request().extensions_mut().remove::<Frame>();
    let (request, old) = response.into_parts();
    let mut new = render(&asked, frame, status, &problem);
    for (name, value) in old.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            new.headers_mut().append(name.clone(), value.clone());
        }
    }
    Ok(ServiceResponse::new(request, new))
}

/// What an error page needs to know of the request.
struct Asked {
    lang: Lang,
    site: Site,
    path: String,
    /// The whole address, if it may be asked for again after sign-in.
    again: Option<String>,
}

impl Asked {
    fn of(request: &ServiceRequest) -> Self {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let address = request.uri().path_and_query();
        let site = request.app_data::<Data<Site>>().map(|site| ***site);
        Self {
            lang: language_of(request.request()),
            site: site.unwrap_or_default(),
            path: request.path().to_owned(),
            again: address.filter(|_| reads).map(ToString::to_string),
        }
    }

    fn sign_in(&self) -> String {
        match serde_urlencoded::to_string([("next", self.again.as_deref())]) {
            Ok(query) if self.again.is_some() => format!("/signin?{query}"),
            _ => "/signin".to_owned(),
        }
    }
}

fn with_page(error: actix_web::Error, asked: &Asked) -> actix_web::Error {
    let status = error.as_response_error().status_code();
    let ours = error.as_error::<AppError>().map(AppError::problem);
    let problem = ours.unwrap_or_else(|| plain_problem(status));
    tracing::error!(%error, "request failed");
    InternalError::from_response(error, render(asked, None, status, &problem)).into()
}

/// Middleware of the address that stands for all others: a known address asked with a wrong method is answered
/// 405 with the methods that it knows, which the framework has noted while it looked for one; the rest is 404.
///
/// # Errors
/// None of its own.
pub async fn not_found_or_not_allowed(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    if response.headers().contains_key(header::ALLOW) {
        return Ok(response);
    }
    let (request, _) = response.into_parts();
    Ok(ServiceResponse::from_err(AppError::NotFound, request))
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
    Problem::plain(name)
}

fn render(
    asked: &Asked,
    frame: Option<Frame>,
    status: StatusCode,
    problem: &Problem,
) -> HttpResponse<BoxBody> {
    let by_program = ["/api/", "/data/"];
    if by_program.iter().any(|start| asked.path.starts_with(start)) {
        return problem_document(&asked.path, status, problem);
    }
    if problem.name == "sign_in_needed" {
        return see_other(&asked.sign_in());
    }
    let lang = asked.lang;
    let title = t!(
        format!("error.{}.title", problem.name),
        locale = lang.code()
    );
    let page = Page {
        title: title.to_string(),
        sample: asked.site.sample,
        ..frame.map_or_else(|| Page::public(lang, ""), |Frame(page)| page)
    };
    let body = html! {
        div.error-page {
            h1 { (title) }
            @if problem.told {
                p.lead { (problem.detail) }
            } @else {
                p.lead { (t!(format!("error.{}.advice", problem.name), locale = lang.code())) }
            }
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
    let detail = if !problem.detail.is_empty() {
        problem.detail.clone()
    } else if status == StatusCode::UNAUTHORIZED {
        "Authorization: Bearer with a valid token is needed".to_owned()
    } else {
        t!(format!("error.{}.advice", problem.name), locale = "en").into_owned()
    };
    let body = json!({
        "type": format!("urn:hailong:problem:{}", problem.name),
        "title": title,
        "status": status.as_u16(),
        "detail": detail,
        "instance": path,
    });
    let mut response = HttpResponse::build(status);
    if status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    response
        .content_type("application/problem+json")
        .body(body.to_string())
}

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::{App, body, test, web};

    use super::*;

    async fn fails(
        _: ServiceRequest,
        _: Next<BoxBody>,
    ) -> Result<ServiceResponse, actix_web::Error> {
        Err(AppError::Busy(2).into())
    }

    #[actix_web::test]
    async fn a_failure_before_any_page_is_shown_as_a_page_too() {
        let app = App::new()
            .wrap(from_fn(fails))
            .wrap(from_fn(error_pages))
            .route("/", web::get().to(HttpResponse::Ok));
        let app = test::init_service(app).await;
        let request = test::TestRequest::get().uri("/").to_request();
        let error = test::try_call_service(&app, request)
            .await
            .expect_err("it fails");
        let response = error.error_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        let page = body::to_bytes(response.into_body()).await.expect("a body");
        assert!(String::from_utf8_lossy(&page).contains("Máy chủ đang bận"));
    }
}
