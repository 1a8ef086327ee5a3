//! Documents that a browser may keep as long as it asks whether they changed: on a slow network "nothing changed"
//! costs some bytes only.

use std::time::SystemTime;

use actix_web::HttpResponse;
use actix_web::http::header::{self, EntityTag, IfNoneMatch};
use actix_web::web::Header;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Who may keep a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The reader's browser, because it is in the reader's language; it asks every time.
    Browser,
    /// Anybody on the way, for five minutes.
    Anybody,
}

/// What the request says that it has.
pub type Known = Option<Header<IfNoneMatch>>;

/// 200 with the document, or 304 where the reader has it.
pub fn unless_known(
    known: Known,
    (content_type, keep): (&str, Keep),
    document: String,
) -> HttpResponse {
    let mut hash = HEXLOWER.encode(&Sha256::digest(document.as_bytes()));
    hash.truncate(32);
    // Weak, because it travels compressed or not.
    let tag = EntityTag::new_weak(hash);
    let is_known = is_known(known, &tag);
    let caching = match keep {
        Keep::Browser => "private, no-cache",
        Keep::Anybody => "public, max-age=300",
    };
    let mut answer = if is_known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header(header::ETag(tag));
    if is_known {
        return answer.finish();
    }
    answer
        .insert_header((header::CONTENT_TYPE, content_type.to_owned()))
        .body(document)
}

/// 200 with a file of public data, or 304 where the reader has it. Anybody on the way may keep it for so many seconds. Its
/// tag is strong: the file travels byte for byte, uncompressed.
pub fn unless_held(
    known: Known,
    (content_type, seconds): (&str, u32),
    changed: SystemTime,
    file: Vec<u8>,
) -> HttpResponse {
    let tag = EntityTag::new_strong(HEXLOWER.encode(&Sha256::digest(&file)));
    let is_known = is_known(known, &tag);
    let mut answer = if is_known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    let caching = format!("public, max-age={seconds}");
    answer
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header(header::LastModified(changed.into()))
        .insert_header(header::ETag(tag));
    if is_known {
        return answer.finish();
    }
    answer
        .insert_header((header::CONTENT_TYPE, content_type.to_owned()))
        .insert_header(header::ContentEncoding::Identity)
        .body(file)
}

fn is_known(known: Known, tag: &EntityTag) -> bool {
    match known.map(Header::into_inner) {
        Some(IfNoneMatch::Any) => true,
        Some(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(tag)),
        None => false,
    }
}
