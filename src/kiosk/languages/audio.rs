//! `GET /kiosk/audio/{lang}/{file}`: recordings, whole or in the parts that a browser's player asks for. They were read
//! when the server started, so no path of a request ever reaches the disk.

use actix_web::http::header::{self, ByteRangeSpec, ContentRange, ContentRangeSpec, Range};
use actix_web::web::{Data, Header, Path};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};

use super::Languages;
use crate::error::{AppError, AppResult};

/// One recording.
///
/// # Errors
/// 404 for whatever is not in the commune's folder, or is of a language that is not complete.
pub async fn get_audio(
    request: HttpRequest,
    languages: Data<Languages>,
    path: Path<(String, String)>,
    range: Option<Header<Range>>,
) -> AppResult<HttpResponse> {
    let (lang, file) = path.into_inner();
    let recording = languages
        .recording(&lang, &file)
        .ok_or(AppError::NotFound)?;
    let is_for_good = request.query_string() == format!("v={}", recording.short_hash());
    let caching = if is_for_good {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let begin = |mut response: HttpResponseBuilder| {
        response
            .insert_header((header::CACHE_CONTROL, caching))
            .insert_header((header::ACCEPT_RANGES, "bytes"))
            // A part of a compressed file is no part of the file.
            .insert_header((header::CONTENT_ENCODING, "identity"))
            .insert_header((header::CONTENT_TYPE, recording.kind));
        response
    };
    let length = recording.bytes.len() as u64;
    let Some(wanted) = range.and_then(|range| only_part(&range.into_inner())) else {
        return Ok(begin(HttpResponse::Ok()).body(recording.bytes.clone()));
    };
    let part = wanted.to_satisfiable_range(length);
    let content_range = ContentRange(ContentRangeSpec::Bytes {
        range: part,
        instance_length: Some(length),
    });
    let bytes = part.and_then(|(first, last)| {
        let (first, last) = (usize::try_from(first).ok()?, usize::try_from(last).ok()?);
        (first <= last && last < recording.bytes.len()).then(|| recording.bytes.slice(first..=last))
    });
    Ok(match bytes {
        Some(bytes) => begin(HttpResponse::PartialContent())
            .insert_header(content_range)
            .body(bytes),
        None => HttpResponse::RangeNotSatisfiable()
            .insert_header((header::CONTENT_RANGE, format!("bytes */{length}")))
            .finish(),
    })
}

/// Several parts at once, or parts of something else than bytes, may be answered with the whole (RFC 9110, 14.2).
fn only_part(range: &Range) -> Option<ByteRangeSpec> {
    match range {
        Range::Bytes(parts) => match parts.as_slice() {
            [part] => Some(part.clone()),
            _ => None,
        },
        Range::Unregistered(..) => None,
    }
}
