//! Looking at the reports of a year, and at one of them.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::{Datelike, NaiveDate};

use super::{load, read_period};
use crate::accounts::tasks::ReadIndices;
use crate::accounts::{Allowed, Part, Viewer};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::indices::{list_closings, offered_years_of};
use crate::reports::loaded::{Asked, writes};
use crate::reports::pages::{ReportPage, YearPage};
use crate::reports::store;
use crate::units::names;
use crate::units::store::list_units;
use crate::web::answer::{Done, html_page};
use crate::web::language::Lang;

/// What may have been done just now.
const DONE: [&str; 3] = ["closed", "saved", "cutoff"];

/// The reports of a unit's year, and where each stands.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see or a year that is none.
pub async fn show_year(
    viewer: Allowed<ReadIndices>,
    asked: Query<Asked>,
    done: Query<Done>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (asked, today, who) = (asked.into_inner(), clock.today(), Viewer::clone(&viewer));
    let page = db
        .snapshot(move |conn| find_year(conn, &who, &asked, today))
        .await?;
    let body = page.render(lang);
    let frame = viewer.page(lang, &body.title, Part::Reports);
    let frame = done.on(frame, "reports", &DONE);
    Ok(html_page(StatusCode::OK, &frame, body.markup))
}

fn find_year(
    conn: &mut DbConn,
    viewer: &Viewer,
    asked: &Asked,
    today: NaiveDate,
) -> AppResult<YearPage> {
    let unit = asked.unit(conn, viewer)?;
    let year = asked.year(today.year())?;
    let mut closings = Vec::new();
    for closing in list_closings(conn, unit.id, year)? {
        let late: u64 = closing.late(conn)?.values().sum();
        closings.push((closing, late));
    }
    Ok(YearPage {
        units: names(&list_units(conn, &viewer.scope())?),
        years: offered_years_of(conn, &unit, today.year())?,
        cutoff: store::find_cutoff(conn, unit.id)?,
        writes: writes(viewer, &unit),
        closings,
        year,
        unit,
        today,
        csrf: viewer.csrf.clone(),
    })
}

/// One report: the answer in a sentence, its figures, what came later, and what is to be done with it.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_report(
    viewer: Allowed<ReadIndices>,
    period: Path<String>,
    asked: Query<Asked>,
    done: Query<Done>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (asked, today, who) = (asked.into_inner(), clock.today(), Viewer::clone(&viewer));
    let period = read_period(&period)?;
    let loaded = db
        .snapshot(move |conn| load(conn, &who, (&asked, period), today))
        .await?;
    let page = ReportPage {
        writes: writes(&viewer, &loaded.unit),
        csrf: &viewer.csrf,
        loaded: &loaded,
    };
    let body = page.render(lang);
    let frame = viewer.page(lang, &body.title, Part::Reports);
    let frame = done.on(frame, "reports", &DONE);
    Ok(html_page(StatusCode::OK, &frame, body.markup))
}
