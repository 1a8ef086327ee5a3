//! What waits for whom, and the register of a year.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Query};
use chrono::Datelike;
use diesel::result::Error;
use serde::Deserialize;

use crate::accounts::tasks::{ApproveApologies, ReadDossiers};
use crate::accounts::{Allowed, Part};
use crate::apologies::apology::State;
use crate::apologies::pages::{ListPage, PER_PAGE, RegisterPage};
use crate::apologies::register::{file_name, register};
use crate::apologies::store::{self, Tab};
use crate::clock::Clock;
use crate::db::Db;
use crate::dossiers::store::find_dossier;
use crate::error::{AppError, AppResult};
use crate::rows::Format;
use crate::web::answer::{attachment, html_page};
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::years::{offered_years, read_year};

/// What the address of a list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    tab: Option<String>,
    year: Option<String>,
    /// Of this dossier alone.
    dossier: QueryNumber,
    page: QueryNumber,
}

/// The part of the list that was asked for, or else what waits for the viewer first; or every apology of a dossier.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see.
pub async fn show_list(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, this_year) = (viewer.scope(), clock.today().year());
    let asked: Option<Tab> = query.tab.as_deref().and_then(|tab| tab.parse().ok());
    let order = match viewer.may::<ApproveApologies>() {
        true => [Tab::Waiting, Tab::Returned, Tab::Issued],
        false => [Tab::Returned, Tab::Issued, Tab::Waiting],
    };
    let year = query
        .year
        .as_deref()
        .and_then(read_year)
        .unwrap_or(this_year);
    let (number, dossier_id) = (query.page.as_page(), query.dossier.0);
    let shown = db
        .read(move |conn| {
            let counts = store::count_tabs(conn, &scope)?;
            let has = |tab: &Tab| counts.iter().any(|(own, count)| own == tab && *count > 0);
            let tab = asked
                .or(order.into_iter().find(has))
                .unwrap_or(Tab::Register);
            let page = ((number - 1) * PER_PAGE, PER_PAGE + 1);
            let dossier = match dossier_id {
                Some(id) => find_dossier(conn, &scope, id)?
                    .ok_or(Error::NotFound)
                    .map(Some)?,
                None => None,
            };
            let lines = match (&dossier, tab) {
                (Some(dossier), _) => store::list_lines_of(conn, &scope, dossier)?,
                (None, Tab::Waiting) => store::list_lines(conn, &scope, State::Waiting, page)?,
                (None, Tab::Returned) => store::list_lines(conn, &scope, State::Returned, page)?,
                (None, Tab::Issued) => store::list_lines(conn, &scope, State::Issued, page)?,
                (None, Tab::Register) => store::list_register(conn, &scope, year, Some(page))?,
            };
            let years = offered_years(store::find_years(conn, &scope)?, this_year);
            Ok::<_, Error>(ListPage {
                tab,
                counts,
                lines,
                dossier,
                number,
                year,
                years,
            })
        })
        .await?;
    let body = shown.render(lang);
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Which year.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct YearQuery {
    year: Option<String>,
}

/// The register of a year to print.
///
/// # Errors
/// 401, 403.
pub async fn show_register(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<YearQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let year = year_of(&query, &clock);
    let scope = viewer.scope();
    let lines = db
        .read(move |conn| store::list_register(conn, &scope, year, None))
        .await?;
    let page = RegisterPage {
        unit: &viewer.unit.name,
        year,
        lines: &lines,
        today: clock.today(),
        lang,
    };
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(page.render().into_string()))
}

/// The register of a year as a workbook.
///
/// # Errors
/// 401, 403.
pub async fn show_workbook(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<YearQuery>,
) -> AppResult<HttpResponse> {
    let year = year_of(&query, &clock);
    let scope = viewer.scope();
    let lines = db
        .read(move |conn| store::list_register(conn, &scope, year, None))
        .await?;
    let bytes = web::block(move || register(lines).to_bytes(Format::Xlsx))
        .await?
        .map_err(AppError::Unprocessable)?;
    let name = file_name(year);
    Ok(attachment(Format::Xlsx.media_type(), &name, bytes))
}

fn year_of(query: &YearQuery, clock: &Clock) -> i32 {
    let asked = query.year.as_deref().and_then(read_year);
    asked.unwrap_or(clock.today().year())
}
