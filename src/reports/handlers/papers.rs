//! What is handed out of a report: the document for the printer and for Word, its summary on one page, and its table.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, Path, Query};
use rust_i18n::t;

use super::{address, load, read_period};
use crate::accounts::tasks::ReadIndices;
use crate::accounts::{Allowed, Viewer};
use crate::apologies::letter::DOCX_TYPE;
use crate::clock::{Clock, local_time};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::paper::{PaperPage, docx};
use crate::reports::loaded::{Asked, Loaded};
use crate::reports::pages::SummaryPage;
use crate::reports::paper::compose;
use crate::reports::summary::{Seen, Summary};
use crate::reports::table::table;
use crate::rows::Format;
use crate::web::answer::attachment;
use crate::web::language::Lang;

/// The document as pages for the printer.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_paper(
    viewer: Allowed<ReadIndices>,
    period: Path<String>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let loaded = find(&viewer, (&period, asked.into_inner()), &db, &clock).await?;
    let paper = compose(&loaded.figures, &loaded.words, &loaded.stage());
    let which = (loaded.year, loaded.period);
    let page = PaperPage {
        paper: &paper,
        back: (
            &address(&loaded.unit, which, ""),
            &t!("reports.back", locale = lang.code()),
        ),
        docx: &address(&loaded.unit, which, "/report.docx"),
        lang,
    };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page.render().into_string()))
}

/// The summary, one page for the printer.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_summary(
    viewer: Allowed<ReadIndices>,
    period: Path<String>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let loaded = find(&viewer, (&period, asked.into_inner()), &db, &clock).await?;
    let seen = Seen {
        closing: loaded.closing.as_ref(),
        late: loaded.late.values().sum(),
        at: local_time(clock.now()),
    };
    let page = SummaryPage {
        summary: &Summary::of(&loaded.figures, &loaded.words, &seen),
        back: &address(&loaded.unit, (loaded.year, loaded.period), ""),
        lang,
    };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page.render().into_string()))
}

/// The document for Word. A closed and signed report is the same bytes each time.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_docx(
    viewer: Allowed<ReadIndices>,
    period: Path<String>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let loaded = find(&viewer, (&period, asked.into_inner()), &db, &clock).await?;
    let name = file_name(&loaded, "docx");
    let bytes = web::block(move || {
        let paper = compose(&loaded.figures, &loaded.words, &loaded.stage());
        docx(&paper)
    })
    .await?
    .map_err(AppError::internal)?;
    Ok(attachment(DOCX_TYPE, &name, bytes))
}

/// The figures as a workbook.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_table(
    viewer: Allowed<ReadIndices>,
    period: Path<String>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let loaded = find(&viewer, (&period, asked.into_inner()), &db, &clock).await?;
    let name = file_name(&loaded, "xlsx");
    let bytes = web::block(move || table(&loaded).to_bytes(Format::Xlsx))
        .await?
        .map_err(AppError::Unprocessable)?;
    Ok(attachment(Format::Xlsx.media_type(), &name, bytes))
}

async fn find(
    viewer: &Viewer,
    (period, asked): (&str, Asked),
    db: &Db,
    clock: &Clock,
) -> AppResult<Loaded> {
    let (who, period, today) = (viewer.clone(), read_period(period)?, clock.today());
    db.snapshot(move |conn| load(conn, &who, (&asked, period), today))
        .await
}

fn file_name(loaded: &Loaded, kind: &str) -> String {
    let Loaded {
        unit, year, period, ..
    } = loaded;
    format!("bao-cao-hai-long-{}-{year}-{period}.{kind}", unit.code)
}
