//! Registers without persons: numbers, codes, days and where things stand; no names, no phones, no words.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use chrono::Datelike;
use diesel::result::Error;
use serde::Deserialize;

use crate::accounts::{Allowed, Part, Viewer};
use crate::apologies::store as apologies;
use crate::clock::Clock;
use crate::complaints::{self, Sight};
use crate::db::Db;
use crate::dossiers::{self, store as files};
use crate::error::AppResult;
use crate::supervision::pages::{ApologyRegister, CaseRegister, DossierRegister, PER_PAGE};
use crate::supervision::tasks::{ReadRegisters, WriteNotes};
use crate::web::answer::html_page;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::layout::Body;
use crate::web::years::{offered_years, read_year};

/// What the address of a register may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RegisterQuery {
    tab: Option<String>,
    year: Option<String>,
    page: QueryNumber,
}

/// The register of complaints.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_complaints(
    viewer: Allowed<ReadRegisters>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<RegisterQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked = query.tab.as_deref().and_then(|tab| tab.parse().ok());
    let (who, now, number) = (Viewer::clone(&viewer), clock.now(), query.page.as_page());
    let page = db
        .read(move |conn| {
            let sight = Sight {
                contacts: false,
                ..Sight::of(&who)
            };
            let ground = complaints::Ground::find(conn, who.unit.id, now)?;
            let today = complaints::store::Today {
                day: ground.today,
                soon_until: ground.soon_until(),
            };
            let tab = asked.unwrap_or(complaints::store::Tab::All);
            let skip = (number - 1) * PER_PAGE;
            Ok::<_, Error>(CaseRegister {
                counts: complaints::store::count_tabs(conn, &sight, today)?,
                cases: complaints::store::list_cases(
                    conn,
                    &sight,
                    (tab, today),
                    skip,
                    PER_PAGE + 1,
                )?,
                tab,
                number,
                today: today.day,
                calendar: ground.calendar,
                may_note: who.may::<WriteNotes>(),
            })
        })
        .await?;
    Ok(answer(&viewer, &page.render(lang), lang))
}

/// The register of dossiers.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_dossiers(
    viewer: Allowed<ReadRegisters>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<RegisterQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked = query.tab.as_deref().and_then(|tab| tab.parse().ok());
    let (who, now, number) = (Viewer::clone(&viewer), clock.now(), query.page.as_page());
    let page = db
        .read(move |conn| {
            let (scope, everything) = (who.scope(), files::Filter::default());
            let ground = dossiers::Ground::find(conn, who.unit.id)?;
            let (today, _) = ground.today(now);
            let tab = asked.unwrap_or(files::Tab::All);
            let skip = ((number - 1) * PER_PAGE, PER_PAGE + 1);
            Ok::<_, Error>(DossierRegister {
                counts: files::count_tabs(conn, &scope, &everything, today)?,
                dossiers: files::list_dossiers(conn, &scope, &everything, (tab, today), skip)?,
                tab,
                number,
                now,
                ground,
                may_note: who.may::<WriteNotes>(),
            })
        })
        .await?;
    Ok(answer(&viewer, &page.render(lang), lang))
}

/// The register of apologies of a year.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_apologies(
    viewer: Allowed<ReadRegisters>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<RegisterQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let this_year = clock.today().year();
    let asked = query.year.as_deref().and_then(read_year);
    let (scope, number) = (viewer.scope(), query.page.as_page());
    let year = asked.unwrap_or(this_year);
    let page = db
        .read(move |conn| {
            let page = ((number - 1) * PER_PAGE, PER_PAGE + 1);
            Ok::<_, Error>(ApologyRegister {
                lines: apologies::list_register(conn, &scope, year, Some(page))?,
                years: offered_years(apologies::find_years(conn, &scope)?, this_year),
                year,
                number,
            })
        })
        .await?;
    Ok(answer(&viewer, &page.render(lang), lang))
}

fn answer(viewer: &Viewer, body: &Body, lang: Lang) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Supervision);
    html_page(StatusCode::OK, &page, body.markup.clone())
}
