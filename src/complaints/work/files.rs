//! Papers and pictures of a case: what may be added, and handing one out. A file is what its first bytes say, whatever
//! its name says; nothing that a browser would run is taken, and what is handed out is only ever saved.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::web::{Data, Path};
use chrono::NaiveDateTime;
use rust_i18n::t;
use uuid::Uuid;

use super::handlers::{Reader, case_page, changed_meanwhile, find_desk};
use super::pages::Typed;
use super::permission::may;
use super::store::{NewFile, find_file, has_file, insert_file};
use crate::accounts::tasks::{HandleComplaints, ReadComplaints};
use crate::accounts::{Allowed, SignedFile};
use crate::clock::Clock;
use crate::complaints::access::{Access, Asked, refuse};
use crate::complaints::case::Case;
use crate::complaints::state::Step;
use crate::complaints::steps::{Taken, take_step};
use crate::complaints::store::Entry;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::web::answer::see_other;
use crate::web::components::FieldErrors;
use crate::web::extract::clean_text;
use crate::web::language::Lang;
use crate::web::public_url::Reach;

/// Largest file, bytes: a page photographed by a telephone, many times over. Twice as much is read, so that what is a
/// little too large is told on the page and not cut off.
pub(super) const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// Files of one case.
const FILES_LIMIT: usize = 20;
/// Longest name that is kept, characters.
const NAME_LIMIT: usize = 120;
/// What is taken: papers, pictures, and tables and texts of the office.
const TAKEN: [&str; 8] = [
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heif",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
];

/// Adds a file. Sent twice it is added once.
///
/// # Errors
/// 401, 403, 404, or 413 for what is much too large.
pub(super) async fn take_file(
    upload: SignedFile<HandleComplaints>,
    db: Data<Db>,
    clock: Data<Clock>,
    number: Path<i64>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (viewer, number) = (&upload.viewer, number.into_inner());
    let desk = match find_desk(viewer, &db, Asked::to_take(Step::Attach, number, &clock)).await? {
        Access::Open(desk) => desk,
        other => return refuse(viewer, &other, lang),
    };
    let reader = Reader::of(viewer, &reach, lang);
    let checked = check(&upload, desk.files.len());
    let (id, name, media_type) = match checked {
        Ok(checked) => checked,
        Err(key) => {
            let text = t!(format!("complaints.wrong.{key}"), locale = lang.code());
            let typed = Typed::wrong(Step::Attach, FieldErrors::one("attach-file", text));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(case_page(&reader, status, &desk, &typed, None));
        }
    };
    let content = upload.bytes.clone();
    let hand = (viewer.account.id, clock.now());
    let desk = Arc::new(desk);
    let case = Arc::clone(&desk);
    let taken = db
        .write(move |conn| {
            let new = NewFile {
                public_id: id.as_bytes(),
                name: &name,
                media_type,
                content: &content,
            };
            add_file(conn, &case.case, &new, hand)
        })
        .await?;
    if taken == Taken::Stale {
        let errors = FieldErrors::one("attach-file", changed_meanwhile(&desk, lang));
        let typed = Typed::wrong(Step::Attach, errors);
        let status = StatusCode::CONFLICT;
        return Ok(case_page(&reader, status, &desk, &typed, None));
    }
    Ok(see_other(&format!(
        "/complaints/{number}?done=attach#files"
    )))
}

/// The step first, so that no file is there without its line in the history.
fn add_file(
    conn: &mut DbConn,
    case: &Case,
    new: &NewFile<'_>,
    (by, now): (i64, NaiveDateTime),
) -> diesel::QueryResult<Taken> {
    if has_file(conn, new.public_id)? {
        return Ok(Taken::NotNow);
    }
    let entry = Entry {
        by: Some(by),
        step: Step::Attach,
        note: new.name,
        at: now,
    };
    let taken = take_step(conn, case, &entry, |_, _| {})?;
    if matches!(taken, Taken::Done(_)) {
        insert_file(conn, case, new, (by, now))?;
    }
    Ok(taken)
}

/// Id, name to keep and type of a file that may be added, or what is wrong with it.
fn check(
    upload: &SignedFile<HandleComplaints>,
    already: usize,
) -> Result<(Uuid, String, &'static str), &'static str> {
    if upload.bytes.is_empty() {
        return Err("file_needed");
    }
    if upload.bytes.len() > FILE_LIMIT {
        return Err("file_too_large");
    }
    if already >= FILES_LIMIT {
        return Err("too_many_files");
    }
    let found = infer::get(&upload.bytes).map(|kind| kind.mime_type());
    let media_type = TAKEN.into_iter().find(|taken| Some(*taken) == found);
    let media_type = media_type.ok_or("file_not_taken")?;
    let id = Uuid::try_parse(&upload.id).map_err(|_| "send_again")?;
    Ok((id, plain_name(&upload.name), media_type))
}

/// The last part of a name, without what a disk or a header could choke on.
fn plain_name(told: &str) -> String {
    let told = clean_text(told);
    let last = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|letter| !letter.is_control() && !"\"<>:|?*\u{202e}\u{202d}".contains(*letter))
        .take(NAME_LIMIT)
        .collect();
    let kept = kept.trim_matches(['.', ' ']).to_owned();
    if kept.is_empty() {
        "tep".to_owned()
    } else {
        kept
    }
}

/// Hands a file out, to be saved and never shown or run by the browser.
///
/// # Errors
/// 401, 403, 404.
pub(super) async fn show_file(
    viewer: Allowed<ReadComplaints>,
    db: Data<Db>,
    clock: Data<Clock>,
    path: Path<(i64, i64)>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (number, id) = path.into_inner();
    let desk = match find_desk(&viewer, &db, Asked::to_read(number, &clock)).await? {
        Access::Open(desk) => desk,
        other => return refuse(&viewer, &other, lang),
    };
    if !may(viewer.account.role, Step::Attach) {
        return Err(AppError::Forbidden);
    }
    let found = db.read(move |conn| find_file(conn, &desk.case, id)).await?;
    let (name, media_type, content) = found.ok_or(AppError::NotFound)?;
    let name = DispositionParam::FilenameExt(ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.into_bytes(),
    });
    let saved = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![name],
    };
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(saved)
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ))
        .body(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_lead_anywhere() {
        let kept = plain_name;
        assert_eq!(kept("../../etc/đơn.pdf"), "đơn.pdf");
        assert_eq!(kept("C:\\Users\\a\\ảnh.jpg"), "ảnh.jpg");
        assert_eq!(kept("gpj.\u{202e}exe"), "gpj.exe");
        assert_eq!(kept("..."), "tep");
        assert_eq!(kept(""), "tep");
        assert_eq!(kept("a\r\nb.pdf"), "ab.pdf");
        assert!(kept(&"ạ".repeat(500)).chars().count() <= NAME_LIMIT);
    }
}
