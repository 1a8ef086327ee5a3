//! The letter of an apology, for the printer and for Word.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path};
use rust_i18n::t;

use super::work::find;
use crate::accounts::tasks::ReadDossiers;
use crate::accounts::{Allowed, Viewer};
use crate::apologies::apology::Apology;
use crate::apologies::letter::{DOCX_TYPE, LetterPage, Sheet, Ways, docx};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::answer::attachment;
use crate::web::language::Lang;

/// The letter as one sheet to print: a draft before it is issued, then as it was issued.
///
/// # Errors
/// 401, 403, 404 also where its personal data were erased.
pub async fn show_letter(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (sheet, apology) = sheet_of(&viewer, &db, &clock, id.into_inner()).await?;
    let address = format!("/apologies/{}", apology.id);
    let page = LetterPage {
        sheet: &sheet,
        ways: Ways {
            back: (&address, &t!("apologies.back", locale = lang.code())),
            docx: &format!("{address}/letter.docx"),
        },
        lang,
    };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page.render().into_string()))
}

/// The letter as a document for Word.
///
/// # Errors
/// As `show_letter`.
pub async fn show_docx(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (sheet, apology) = sheet_of(&viewer, &db, &clock, id.into_inner()).await?;
    let name = match (apology.number, apology.year) {
        (Some(number), Some(year)) => format!("phieu-xin-loi-{year}-{number:02}.docx"),
        _ => "phieu-xin-loi-du-thao.docx".to_owned(),
    };
    let bytes = web::block(move || docx(&sheet))
        .await?
        .map_err(AppError::internal)?;
    Ok(attachment(DOCX_TYPE, &name, bytes))
}

async fn sheet_of(viewer: &Viewer, db: &Db, clock: &Clock, id: i64) -> AppResult<(Sheet, Apology)> {
    let (desk, apology) = find(viewer, db, clock, id).await?;
    let letter = desk.letter(&apology, "").ok_or(AppError::NotFound)?;
    let sheet = Sheet::of(&letter).map_err(|error| AppError::Unprocessable(error.to_string()))?;
    Ok((sheet, apology))
}
