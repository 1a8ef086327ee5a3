//! A file that staff send from a page of ours: who sends it is known before the first byte of it is read.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::MultipartError;
use actix_multipart::form::bytes::Bytes as FileBytes;
use actix_multipart::form::text::Text;
use actix_multipart::form::{MultipartForm, MultipartFormConfig};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use subtle::ConstantTimeEq;

use crate::accounts::Allowed;
use crate::accounts::tasks::TakeHandOver;
use crate::error::AppError;
use crate::web::guard::foreign_form;

/// Largest file, bytes: ten thousand ballots with comments, in the letters of two encodings.
const FILE_LIMIT: usize = 32 * 1024 * 1024;

#[derive(MultipartForm)]
struct Upload {
    csrf: Option<Text<String>>,
    file: Option<FileBytes>,
}

/// A file sent by somebody who may, from a page of the same session.
pub(super) struct SignedFile {
    pub(super) viewer: Allowed<TakeHandOver>,
    /// Empty where none was chosen.
    pub(super) bytes: Bytes,
}

/// How large a file may be, and what is said of one that is larger.
pub(super) fn limits() -> MultipartFormConfig {
    MultipartFormConfig::default()
        .total_limit(FILE_LIMIT)
        .memory_limit(FILE_LIMIT)
        .error_handler(|error, _| {
            match error {
                MultipartError::Payload(PayloadError::Overflow) => {
                    AppError::TooLarge(format!("file over {FILE_LIMIT} bytes"))
                }
                other => AppError::BadRequest(other.to_string()),
            }
            .into()
        })
}

impl FromRequest for SignedFile {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = Allowed::<TakeHandOver>::from_request(request, payload);
        let form = MultipartForm::<Upload>::from_request(request, payload);
        Box::pin(async move {
            let viewer = viewer.await?;
            let Upload { csrf, file } = form.await?.into_inner();
            let token = csrf.map(Text::into_inner).unwrap_or_default();
            if !bool::from(token.as_bytes().ct_eq(viewer.csrf.as_bytes())) {
                return Err(foreign_form());
            }
            let bytes = file.map(|file| file.data).unwrap_or_default();
            Ok(Self { viewer, bytes })
        })
    }
}
