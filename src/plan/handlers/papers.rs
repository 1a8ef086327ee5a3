//! What is printed and handed out of a plan: the plan, the report on it, and its table.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path};
use rust_i18n::t;

use super::back;
use crate::accounts::tasks::ReadPlan;
use crate::accounts::{Allowed, Viewer};
use crate::apologies::letter::DOCX_TYPE;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::paper::{Paper, PaperPage, docx};
use crate::plan::access::Reader;
use crate::plan::export::workbook;
use crate::plan::paper::{Kind, Sender, compose};
use crate::plan::whole::Whole;
use crate::rows::Format;
use crate::web::answer::attachment;
use crate::web::language::Lang;

/// A document of a plan as pages for the printer.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_paper(
    viewer: Allowed<ReadPlan>,
    path: Path<(i64, String)>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (id, kind) = path.into_inner();
    let kind: Kind = kind.parse().map_err(|_| AppError::NotFound)?;
    let (whole, paper) = find(&db, &viewer, &clock, (id, kind)).await?;
    let page = PaperPage {
        paper: &paper,
        back: (
            &back(&viewer, &whole.unit, whole.plan.year),
            &t!("plan.back", locale = lang.code()),
        ),
        docx: &format!("/plan/{id}/{kind}.docx"),
        lang,
    };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page.render().into_string()))
}

/// The same for Word.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_docx(
    viewer: Allowed<ReadPlan>,
    path: Path<(i64, String)>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let (id, kind) = path.into_inner();
    let kind: Kind = kind.parse().map_err(|_| AppError::NotFound)?;
    let (whole, paper) = find(&db, &viewer, &clock, (id, kind)).await?;
    let name = match kind {
        Kind::Plan => "ke-hoach",
        Kind::Report => "bao-cao-ke-hoach",
    };
    let name = format!("{name}-{}-{}.docx", whole.unit.code, whole.plan.year);
    let bytes = web::block(move || docx(&paper))
        .await?
        .map_err(AppError::internal)?;
    Ok(attachment(DOCX_TYPE, &name, bytes))
}

/// The plan as a workbook: a row for each item and each task.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_workbook(
    viewer: Allowed<ReadPlan>,
    id: Path<i64>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let (whole, _) = find(&db, &viewer, &clock, (*id, Kind::Plan)).await?;
    let name = format!("ke-hoach-{}-{}.xlsx", whole.unit.code, whole.plan.year);
    let written = workbook(&whole);
    let bytes = web::block(move || written.to_bytes(Format::Xlsx))
        .await?
        .map_err(AppError::Unprocessable)?;
    Ok(attachment(Format::Xlsx.media_type(), &name, bytes))
}

async fn find(
    db: &Db,
    viewer: &Viewer,
    clock: &Clock,
    (id, kind): (i64, Kind),
) -> AppResult<(Whole, Paper)> {
    let (reader, today) = (Reader::of(viewer), clock.today());
    db.snapshot(move |conn| {
        let whole = Whole::find(conn, &reader, id, today)?;
        let sender = Sender::find(conn, &whole)?;
        let paper = compose(kind, &whole, &sender);
        Ok::<_, AppError>((whole, paper))
    })
    .await
}
