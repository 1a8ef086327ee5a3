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
use rust_i18n::t;
use subtle::ConstantTimeEq;

use super::guard::Allowed;
use crate::accounts::Task;
use crate::error::AppError;
use crate::web::extract::size;
use crate::web::guard::foreign_form;
use crate::web::language::language_of;

#[derive(MultipartForm)]
struct Upload {
    csrf: Option<Text<String>>,
    id: Option<Text<String>>,
    file: Option<FileBytes>,
}

/// A file, in the field `file`, sent by somebody whose role may do `T`, from a page of the same session.
pub struct SignedFile<T: Task> {
    /// Who sent it.
    pub viewer: Allowed<T>,
    /// What the form's field `id` says: whatever the page made up for it, the same when the form is sent twice.
    pub id: String,
    /// Name that it came with, not to be trusted.
    pub name: String,
    /// Empty where none was chosen.
    pub bytes: Bytes,
}

/// For the address that takes a file: how large it may be, bytes, and what is said of one that is larger.
pub fn file_limit(limit: usize) -> MultipartFormConfig {
    MultipartFormConfig::default()
        .total_limit(limit)
        .memory_limit(limit)
        .error_handler(move |error, request| {
            match error {
                MultipartError::Payload(PayloadError::Overflow) => {
                    let (lang, limit) = (language_of(request), size(limit));
                    let text = t!("error.too_large.file", locale = lang.code(), limit = limit);
                    AppError::TooLarge(text.into_owned())
                }
                other => AppError::BadRequest(other.to_string()),
            }
            .into()
        })
}

impl<T: Task> FromRequest for SignedFile<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = Allowed::<T>::from_request(request, payload);
        let form = MultipartForm::<Upload>::from_request(request, payload);
        Box::pin(async move {
            let viewer = viewer.await?;
            let Upload { csrf, id, file } = form.await?.into_inner();
            let token = csrf.map(Text::into_inner).unwrap_or_default();
            if !bool::from(token.as_bytes().ct_eq(viewer.csrf.as_bytes())) {
                return Err(foreign_form());
            }
            let (name, bytes) = match file {
                Some(file) => (file.file_name.unwrap_or_default(), file.data),
                None => Default::default(),
            };
            Ok(Self {
                viewer,
                id: id.map(Text::into_inner).unwrap_or_default(),
                name,
                bytes,
            })
        })
    }
}
