//! The pages of an import: a file is sent, tried, perhaps its columns corrected, and taken by one button. Only whoever
//! sent a file sees it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, Query};
use serde::Deserialize;

use super::dossiers::{first_note, wanted_of};
use super::fault::Fault;
use super::head::{Column, Mapping};
use super::pages::{Counts, StartPage, TrialPage, Tried};
use super::report::Outcome;
use super::sheet::Wanted;
use super::{Hand, Import, forget_uploads};
use crate::accounts::tasks::SetDossierRules;
use crate::accounts::{Allowed, Part, SignedFile, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::dossiers::store::{
    NewUpload, Upload, UploadKind, delete_upload, find_upload, insert_upload, replace_mapping,
    update_upload,
};
use crate::error::{AppError, AppResult};
use crate::rows::{Format, OnError};
use crate::units::Unit;
use crate::units::store::{find_unit, list_units};
use crate::web::answer::{attachment, html_page, see_other};
use crate::web::extract::{Fields, QueryNumber, clean_text};
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// Longest name of a file that is kept, characters.
const NAME_LIMIT: usize = 120;

/// What an address says was just done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Told {
    done: String,
    new: QueryNumber,
    changed: QueryNumber,
    unchanged: QueryNumber,
    refused: QueryNumber,
}

/// Asks for a file.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_start<I: Import>(
    viewer: Allowed<SetDossierRules>,
    db: Data<Db>,
    told: Query<Told>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    start_page::<I>(&viewer, &db, StatusCode::OK, None, &told, lang).await
}

/// The address that takes a file shows the form as well.
pub async fn back<I: Import>() -> HttpResponse {
    see_other(I::BASE)
}

async fn start_page<I: Import>(
    viewer: &Viewer,
    db: &Db,
    status: StatusCode,
    fault: Option<Fault>,
    told: &Told,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let units = db.read(move |conn| list_units(conn, &scope)).await?;
    let view = StartPage {
        units: &units,
        own: viewer.unit.id,
        fault: fault.as_ref(),
        csrf: &viewer.csrf,
    };
    let body = view.render::<I>(lang);
    let mut page = viewer.page(lang, &body.title, Part::Dossiers);
    if let Some((kind, text)) = told.text(lang) {
        page = page.with_notice(kind, text);
    }
    Ok(html_page(status, &page, body.markup))
}

impl Told {
    fn text(&self, lang: Lang) -> Option<(NoticeKind, String)> {
        let count = |number: QueryNumber| {
            let number = number.0.unwrap_or_default();
            usize::try_from(number).unwrap_or_default()
        };
        match self.done.as_str() {
            "taken" => {
                let counts = Counts {
                    new: count(self.new),
                    changed: count(self.changed),
                    unchanged: count(self.unchanged),
                    refused: count(self.refused),
                };
                Some((NoticeKind::Success, counts.taken(lang)))
            }
            "gone" => {
                let text = rust_i18n::t!("dossier_import.gone", locale = lang.code());
                Some((NoticeKind::Warning, text.into_owned()))
            }
            _ => None,
        }
    }
}

/// Keeps a file for its trial.
///
/// # Errors
/// 401, 403, 404 for a unit that is not theirs, 413.
pub async fn take_upload<I: Import>(
    file: SignedFile<SetDossierRules>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedFile {
        viewer,
        id,
        name,
        bytes,
    } = file;
    if bytes.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let (fault, told) = (Some(Fault::NoFile), Told::default());
        return start_page::<I>(&viewer, &db, status, fault, &told, lang).await;
    }
    let unit_id = id.parse::<i64>().unwrap_or(viewer.unit.id);
    let (scope, account_id, now) = (viewer.scope(), viewer.account.id, clock.now());
    let name: String = clean_text(&name).chars().take(NAME_LIMIT).collect();
    let upload = db
        .write(move |conn| {
            let unit = find_unit(conn, &scope, unit_id)?.ok_or(AppError::NotFound)?;
            forget_uploads(conn, now)?;
            let new = NewUpload {
                unit_id: unit.id,
                account_id,
                kind: I::KIND,
                name: &name,
                content: &bytes,
            };
            Ok::<_, AppError>(insert_upload(conn, &new, now)?)
        })
        .await?;
    Ok(see_other(&format!("{}/{upload}", I::BASE)))
}

/// A file that was found, and how it is to be read.
struct Found {
    upload: Upload,
    unit: Unit,
    wanted: Wanted,
}

async fn find<I: Import>(viewer: &Viewer, db: &Db, id: i64) -> AppResult<Option<Found>> {
    let (scope, account) = (viewer.scope(), viewer.account.id);
    db.read(move |conn| {
        let Some(upload) = find_upload(conn, account, I::KIND, id)? else {
            return Ok::<_, AppError>(None);
        };
        let unit = find_unit(conn, &scope, upload.unit_id)?.ok_or(AppError::NotFound)?;
        let wanted = wanted_for::<I>(conn, &upload)?;
        Ok(Some(Found {
            upload,
            unit,
            wanted,
        }))
    })
    .await
}

fn wanted_for<I: Import>(conn: &mut DbConn, upload: &Upload) -> AppResult<Wanted> {
    let sheet = Some(upload.sheet.clone()).filter(|sheet| !sheet.is_empty());
    let mut wanted = wanted_of::<I>(conn, upload.unit_id, sheet)?;
    if let Ok(own) = serde_json::from_str::<Mapping>(&upload.mapping) {
        wanted.mapping.extend(own);
    }
    Ok(wanted)
}

/// Tries a file.
async fn try_out<I: Import>(
    db: &Db,
    found: &mut Found,
    clock: &Clock,
) -> AppResult<Tried<I::Target>> {
    let (bytes, now) = (std::mem::take(&mut found.upload.content), clock.now());
    let (wanted, unit_id) = (found.wanted.clone(), found.upload.unit_id);
    let read = web::block(move || I::read(bytes, &wanted, now)).await?;
    let file = match read {
        Ok(file) => file,
        Err(fault) => return Ok(Tried::Unread(fault)),
    };
    let outcome = db.read(move |conn| {
        let outcome = I::carry(conn, unit_id, &file, now, None)?;
        Ok::<_, AppError>((I::sheet(&file).clone(), outcome))
    });
    let (sheet, outcome) = outcome.await?;
    Ok(Tried::Read(Box::new(sheet), outcome))
}

/// What would become of a file.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_trial<I: Import>(
    viewer: Allowed<SetDossierRules>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let id = id.into_inner();
    let Some(mut found) = find::<I>(&viewer, &db, id).await? else {
        return Ok(gone::<I>());
    };
    let tried = try_out::<I>(&db, &mut found, &clock).await?;
    let view = TrialPage {
        id,
        name: &found.upload.name,
        unit: &found.unit.name,
        tried: &tried,
        csrf: &viewer.csrf,
    };
    let body = view.render::<I>(lang);
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    let status = match tried {
        Tried::Unread(Fault::WhichSheet(_)) | Tried::Read(..) => StatusCode::OK,
        Tried::Unread(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(html_page(status, &page, body.markup))
}

fn gone<I: Import>() -> HttpResponse {
    see_other(&format!("{}?done=gone", I::BASE))
}

/// Takes which sheet is meant, and what its columns mean.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn take_columns<I: Import>(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (viewer, id) = (&form.viewer, id.into_inner());
    let Some(found) = find::<I>(viewer, &db, id).await? else {
        return Ok(gone::<I>());
    };
    let sheet = form
        .fields
        .raw("sheet")
        .map_or(found.upload.sheet, clean_text);
    let mapping = serde_json::to_string(&mapping_of::<I>(&form.fields)).unwrap_or_default();
    db.write(move |conn| update_upload(conn, id, (&sheet, &mapping)))
        .await?;
    Ok(see_other(&format!("{}/{id}", I::BASE)))
}

/// What each column means by a form: `column-KEY` is the word of a meaning, or nothing.
fn mapping_of<I: Import>(fields: &Fields) -> Mapping {
    let known =
        |word: &str| word.is_empty() || I::Target::all().iter().any(|column| column.word() == word);
    fields
        .with_prefix("column-")
        .filter(|(_, word)| known(word))
        .map(|(key, word)| (key.to_owned(), word.to_owned()))
        .collect()
}

/// Takes a file. Sent twice, it is taken once.
///
/// # Errors
/// 401, 403, 503 where somebody wrote in between.
pub async fn take<I: Import>(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (viewer, id) = (&form.viewer, id.into_inner());
    let Some(Found { upload, wanted, .. }) = find::<I>(viewer, &db, id).await? else {
        return Ok(gone::<I>());
    };
    let on_error = form.fields.raw("on_error").unwrap_or_default();
    let on_error = on_error.parse().unwrap_or(OnError::Refuse);
    let (unit_id, by, now) = (upload.unit_id, Some(viewer.account.id), clock.now());
    let read = web::block(move || I::read(upload.content, &wanted, now)).await?;
    let Ok(file) = read else {
        return Ok(see_other(&format!("{}/{id}", I::BASE)));
    };
    let taken = db
        .write(move |conn| {
            // First the file, so that of two who take it one waits for the other here.
            if !delete_upload(conn, id)? {
                return Err(AppError::NotFound);
            }
            let note = first_note();
            let hand = Hand {
                by,
                now,
                note: &note,
            };
            let outcome = I::carry(conn, unit_id, &file, now, Some(&hand))?;
            if !outcome.refused.is_empty() && on_error == OnError::Refuse {
                return Err(AppError::Conflict(String::new()));
            }
            if I::KIND == UploadKind::Dossiers {
                let mapping = I::sheet(&file).head.mapping();
                let mapping = serde_json::to_string(&mapping).unwrap_or_default();
                replace_mapping(conn, unit_id, &mapping)?;
            }
            Ok(outcome)
        })
        .await;
    match taken {
        Ok(outcome) => Ok(see_other(&told_at::<I>(&outcome))),
        Err(AppError::NotFound) => Ok(gone::<I>()),
        Err(AppError::Conflict(_)) => Ok(see_other(&format!("{}/{id}", I::BASE))),
        Err(error) => Err(error),
    }
}

fn told_at<I: Import>(outcome: &Outcome) -> String {
    format!(
        "{}?done=taken&new={}&changed={}&unchanged={}&refused={}",
        I::BASE,
        outcome.new,
        outcome.changed,
        outcome.unchanged,
        outcome.refused.len()
    )
}

/// Throws a file away.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn discard<I: Import>(
    form: SignedForm<SetDossierRules>,
    db: Data<Db>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let id = id.into_inner();
    if find::<I>(&form.viewer, &db, id).await?.is_some() {
        db.write(move |conn| delete_upload(conn, id)).await?;
    }
    Ok(see_other(I::BASE))
}

/// Hands out the rows that are refused.
///
/// # Errors
/// 401, 403, 404.
pub async fn hand_out_refused<I: Import>(
    viewer: Allowed<SetDossierRules>,
    db: Data<Db>,
    clock: Data<Clock>,
    path: Path<(i64, String)>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (id, format) = path.into_inner();
    let format: Format = format.parse().map_err(|_| AppError::NotFound)?;
    let found = find::<I>(&viewer, &db, id).await?;
    let mut found = found.ok_or(AppError::NotFound)?;
    let Tried::Read(_, outcome) = try_out::<I>(&db, &mut found, &clock).await? else {
        return Err(AppError::NotFound);
    };
    let title = |word: &str| {
        let column = I::Target::all().iter().find(|column| column.word() == word);
        column.map_or_else(|| word.to_owned(), |column| column.title(lang))
    };
    let table = outcome.refused_table(lang, title);
    let bytes = table.to_bytes(format).map_err(AppError::Unprocessable)?;
    let name = format!("refused.{format}");
    Ok(attachment(format.media_type(), &name, bytes))
}
