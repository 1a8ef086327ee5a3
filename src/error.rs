//! The one error type of the program and its status table. Causes are logged once at the edge and never shown.
//! How an error looks as a page or as JSON lives in `web::error_page`.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

/// What a request can end in besides its page. A wrong form is not an error: it is the same page again (422).
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// 400: the request cannot be understood. The text says what and where.
    #[error("{0}")]
    BadRequest(String),
    /// 401 on the API, a redirect to the sign-in page elsewhere.
    #[error("sign-in needed")]
    SignInNeeded,
    /// 403: signed in, but not allowed; also a form that did not come from our own page.
    #[error("forbidden")]
    Forbidden,
    /// 404: nothing here, or nothing that the viewer may see.
    #[error("not found")]
    NotFound,
    /// 409: the request contradicts what is stored. The text says all that whoever asked needs, in their language:
    /// a page's reader in their own, the command line in English.
    #[error("{0}")]
    Conflict(String),
    /// 413: the body is larger than the limit. The text says all that whoever sent it needs: the reader of a page in
    /// their own language, a machine in English.
    #[error("{0}")]
    TooLarge(String),
    /// 422: understood, but a value is not acceptable. The text says what and where.
    #[error("{0}")]
    Unprocessable(String),
    /// 429: too many tries; seconds to wait.
    #[error("too many requests")]
    TooMany(u64),
    /// 503: the ballot queue is full or the server is stopping; seconds to wait. The sender keeps what it has.
    #[error("busy")]
    Busy(u64),
    /// 500: our fault. The cause is in the log only.
    #[error("{0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Seconds after which a refused sender may try again.
pub const BUSY_SECONDS: u64 = 2;

/// Result of handlers and everything that may end a request.
pub type AppResult<T> = Result<T, AppError>;

/// Marks a response that `web::error_page` turns into a page or a problem document.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Name of the error in the catalogue (`error.<name>.title`) and in the problem's type.
    pub name: &'static str,
    /// What exactly was wrong, safe to show; empty where there is nothing to add.
    pub detail: String,
    /// Whether the detail is in the reader's language and stands for the general advice; otherwise it is in English and
    /// for machines.
    pub told: bool,
}

impl Problem {
    /// Its name says all.
    pub const fn plain(name: &'static str) -> Self {
        Self {
            name,
            detail: String::new(),
            told: false,
        }
    }
}

impl AppError {
    /// An error of ours with its cause.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// What may be said of this error to the outside.
    pub fn problem(&self) -> Problem {
        let (name, detail) = match self {
            Self::BadRequest(detail) => ("bad_request", detail.as_str()),
            Self::SignInNeeded => ("sign_in_needed", ""),
            Self::Forbidden => ("forbidden", ""),
            Self::NotFound => ("not_found", ""),
            Self::Conflict(detail) => ("conflict", detail.as_str()),
            Self::TooLarge(detail) => ("too_large", detail.as_str()),
            Self::Unprocessable(detail) => ("unprocessable", detail.as_str()),
            Self::TooMany(_) => ("too_many", ""),
            Self::Busy(_) => ("busy", ""),
            Self::Internal(_) => ("internal", ""),
        };
        Problem {
            name,
            detail: detail.to_owned(),
            told: matches!(self, Self::Conflict(_) | Self::TooLarge(_)),
        }
    }
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::SignInNeeded => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unprocessable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Internal(cause) = self {
            tracing::error!(error = %cause, "request failed");
        }
        let mut response = HttpResponse::build(self.status_code());
        if let Self::TooMany(seconds) | Self::Busy(seconds) = self {
            response.insert_header(("Retry-After", seconds.to_string()));
        }
        response.extensions_mut().insert(self.problem());
        response.finish()
    }
}

impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::NotFound,
            diesel::result::Error::DatabaseError(_, told) if is_lock(told.message()) => {
                tracing::warn!(error = told.message(), "another writer holds the database");
                Self::Busy(BUSY_SECONDS)
            }
            other => Self::internal(other),
        }
    }
}

/// Neither database gives this error a kind of its own.
fn is_lock(message: &str) -> bool {
    message == "database is locked"
        || message.contains("due to lock timeout")
        || message.contains("deadlock detected")
}

impl From<actix_web::error::BlockingError> for AppError {
    fn from(error: actix_web::error::BlockingError) -> Self {
        Self::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use diesel::result::{DatabaseErrorKind, Error};

    use super::*;

    #[test]
    fn whoever_lost_against_another_writer_may_try_again() {
        for (message, status) in [
            ("database is locked", StatusCode::SERVICE_UNAVAILABLE),
            (
                "canceling statement due to lock timeout",
                StatusCode::SERVICE_UNAVAILABLE,
            ),
            ("deadlock detected", StatusCode::SERVICE_UNAVAILABLE),
            (
                "relation \"x\" does not exist",
                StatusCode::INTERNAL_SERVER_ERROR,
            ),
        ] {
            let told = Box::new(message.to_owned());
            let error = Error::DatabaseError(DatabaseErrorKind::Unknown, told);
            assert_eq!(AppError::from(error).status_code(), status, "{message}");
        }
    }
}
