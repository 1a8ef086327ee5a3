//! The breakdown at an address of its own, with the filters of the leader's page.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use chrono::{Datelike, NaiveDate};
use rust_i18n::t;

use super::{Breakdown, pages};
use crate::accounts::{Allowed, Part, Viewer, tasks};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::indices::store::{Area, find_years};
use crate::units::store::list_units;
use crate::units::{names, with_code};
use crate::web::answer::html_page;
use crate::web::language::Lang;
use crate::web::years::{Asked, Choices, Offer, offered_years};

/// The page. A wrong year comes back with the form, 422.
pub async fn show(
    viewer: Allowed<tasks::ReadIndices>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (asked, today, who) = (asked.into_inner(), clock.today(), Viewer::clone(&viewer));
    let (choices, found) = db
        .read(move |conn| find(conn, &asked, &who, today, lang))
        .await?;
    let status = match &found {
        Some(_) => StatusCode::OK,
        None => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = t!("breakdown.title", locale = lang.code());
    let body = pages::breakdown_page(lang, &choices, found.as_ref());
    Ok(html_page(
        status,
        &viewer.page(lang, &title, Part::Indices),
        body,
    ))
}

fn find(
    conn: &mut DbConn,
    asked: &Asked,
    viewer: &Viewer,
    today: NaiveDate,
    lang: Lang,
) -> AppResult<(Choices, Option<Breakdown>)> {
    let units = list_units(conn, &viewer.scope())?;
    let code = asked.unit.as_deref().unwrap_or(&viewer.unit.code);
    let unit = with_code(&units, code)?;
    let area = Area::find(conn, unit)?;
    let offer = Offer {
        page: "/indices/breakdown",
        units: names(&units),
        unit: unit.code.clone(),
        years: offered_years(find_years(conn, &area.unit_ids)?, today.year()),
        more: Vec::new(),
    };
    let (choices, years) = Choices::read(asked, offer, today.year(), lang);
    let found = match years {
        Some(years) => Some(Breakdown::of_years(conn, viewer, &area, years, today)?),
        None => None,
    };
    Ok((choices, found))
}
