//! Middleware in front of every page: response headers that browsers enforce, and refusal of forms that another
//! site sent. Who may see what is decided by `accounts::guard`.

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;

use crate::error::Problem;

/// Scripts, styles and everything else from ourselves only; nothing inline.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
     frame-ancestors 'none'; base-uri 'none'";

/// Adds the security headers that a handler has not set itself.
///
/// # Errors
/// Those of the inner service.
pub async fn security_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    set_default(headers, header::CONTENT_SECURITY_POLICY, POLICY);
    set_default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set_default(headers, header::REFERRER_POLICY, "same-origin");
    set_default(headers, header::X_FRAME_OPTIONS, "DENY");
    set_default(
        headers,
        header::PERMISSIONS_POLICY,
        "camera=(), microphone=(), geolocation=()",
    );
    set_default(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set_default(headers, header::CACHE_CONTROL, "no-store");
    Ok(response)
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Answers HEAD as GET on every address; the server leaves the body out by itself.
///
/// # Errors
/// Those of the inner service.
pub async fn head_as_get(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

/// Refuses unsafe requests to pages that another site made a browser send (OWASP: Fetch Metadata, then Origin).
/// The API carries bearer tokens, which a browser never adds by itself, and is not looked at.
/// Where a browser sends neither header, the form's own token decides.
///
/// # Errors
/// Those of the inner service; a refusal is a response.
pub async fn same_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if !safe && !request.path().starts_with("/api/") && !is_from_ourselves(&request) {
        return Ok(request.error_response(foreign_form()).map_into_boxed_body());
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// The answer to a form that is not from our own page in this session: 403, and what to do about it.
pub fn foreign_form() -> actix_web::Error {
    let mut response = HttpResponse::Forbidden().finish();
    response
        .extensions_mut()
        .insert(Problem::plain("foreign_form"));
    InternalError::from_response("a form that is not ours", response).into()
}

fn is_from_ourselves(request: &ServiceRequest) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN).filter(|origin| *origin != "null") else {
        return true;
    };
    let host = request.connection_info().host().to_owned();
    origin
        .split_once("://")
        .is_some_and(|(_, origin_host)| origin_host.eq_ignore_ascii_case(&host))
}
