//! Showing the figures of a unit and year.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use chrono::{Datelike, NaiveDate};

use super::breakdown::{Breakdown, COUNTED};
use super::counts::Counts;
use super::pages::{FiguresPage, Shown};
use crate::accounts::tasks::{ReadComplaints, ReadIndices};
use crate::accounts::{Allowed, Part, Viewer};
use crate::clock::Clock;
use crate::complaints::store;
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::units::store::list_units;
use crate::units::{Scope, Unit, names, with_code};
use crate::web::answer::html_page;
use crate::web::language::Lang;
use crate::web::years::{Asked, Choices, Offer, Years, offered_years};

/// The figures for whoever may read indices. A wrong year comes back with the form, 422.
///
/// # Errors
/// 401, 403, a unit that the viewer may not see, or no way to the database.
pub async fn show_figures(
    viewer: Allowed<ReadIndices>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (asked, today, who) = (asked.into_inner(), clock.today(), Viewer::clone(&viewer));
    let page = db
        .read(move |conn| find_page(conn, &asked, &who, today, lang))
        .await?;
    let status = match &page.shown {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let body = page.render(lang);
    let part = if viewer.may::<ReadComplaints>() {
        Part::Complaints
    } else {
        Part::Indices
    };
    let page = viewer.page(lang, &body.title, part);
    Ok(html_page(status, &page, body.markup))
}

fn find_page(
    conn: &mut DbConn,
    asked: &Asked,
    viewer: &Viewer,
    today: NaiveDate,
    lang: Lang,
) -> AppResult<FiguresPage> {
    let units = list_units(conn, &viewer.scope())?;
    let code = asked.unit.as_deref().unwrap_or(&viewer.unit.code);
    let unit = with_code(&units, code)?;
    let scope = Scope::below(unit);
    let offer = Offer {
        page: "/complaints/figures",
        units: names(&units),
        unit: unit.code.clone(),
        years: offered_years(store::find_years(conn, &scope)?, today.year()),
        more: Vec::new(),
    };
    let (choices, years) = Choices::read(asked, offer, today.year(), lang);
    let shown = match years {
        Some(years) => Some(find_shown(conn, (unit, &units), years, today)?),
        None => None,
    };
    Ok(FiguresPage {
        choices,
        shown,
        may_read_cases: viewer.may::<ReadComplaints>(),
    })
}

fn find_shown(
    conn: &mut DbConn,
    (unit, units): (&Unit, &[Unit]),
    (year, compare): Years,
    today: NaiveDate,
) -> AppResult<Shown> {
    let scope = Scope::below(unit);
    let mut whole = |year| -> AppResult<Counts> {
        let sums = store::sum_tallies(conn, &scope, year)?;
        Ok(sums.into_iter().collect())
    };
    let now = whole(year)?;
    let before = match compare {
        Some(year) => Some((year, whole(year)?)),
        None => None,
    };
    let tallies = store::list_tallies(conn, &scope, year, &COUNTED)?;
    let fields = store::list_field_tallies(conn, &scope, year, &COUNTED)?;
    Ok(Shown {
        year,
        now,
        before,
        parts: Breakdown::of(&tallies, &fields, unit, units),
        today,
    })
}
