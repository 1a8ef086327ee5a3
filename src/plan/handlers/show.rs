//! Looking at the plan of a unit and year, and making one.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use chrono::{Datelike, NaiveDate};
use rust_i18n::t;
use serde::Deserialize;

use super::{address, conflict, status_of};
use crate::accounts::tasks::{ReadPlan, WritePlan};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::{Clock, local_day};
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::plan::access::{Reader, writes};
use crate::plan::copy::copy;
use crate::plan::pages::{PlanPage, Shown};
use crate::plan::start::begin;
use crate::plan::store;
use crate::plan::whole::Whole;
use crate::units::store::list_units;
use crate::units::{Scope, Unit, names, with_code};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::years::{YEARS, read_year};

/// What may have been done just now.
const DONE: [&str; 12] = [
    "made", "copied", "saved", "issued", "reopened", "closed", "item", "removed", "moved", "task",
    "note", "reading",
];

/// Which plan is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    unit: Option<String>,
    year: Option<String>,
}

/// The plan of a unit and year, or how to make one. A wrong year comes back with the form, 422.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn show_plan(
    viewer: Allowed<ReadPlan>,
    asked: Query<Asked>,
    done: Query<Done>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (asked, today, who) = (asked.into_inner(), clock.today(), Viewer::clone(&viewer));
    let page = db
        .snapshot(move |conn| find_page(conn, &who, &asked, today, lang))
        .await?;
    let status = status_of(&page.errors);
    let body = page.render(lang);
    let frame = viewer.page(lang, &body.title, Part::Plan);
    let frame = done.on(frame, "plan", &DONE);
    Ok(html_page(status, &frame, body.markup))
}

fn find_page(
    conn: &mut DbConn,
    viewer: &Viewer,
    asked: &Asked,
    today: NaiveDate,
    lang: Lang,
) -> AppResult<PlanPage> {
    let units = list_units(conn, &viewer.scope())?;
    let unit = with_code(&units, asked.unit.as_deref().unwrap_or(&viewer.unit.code))?;
    let typed = asked.year.clone();
    let typed = typed.unwrap_or_else(|| today.year().to_string());
    let mut errors = FieldErrors::default();
    let year = read_year(&typed);
    if year.is_none() {
        let wrong = t!(
            "web.choose.wrong_year",
            locale = lang.code(),
            typed = typed,
            first = YEARS.start(),
            last = YEARS.end()
        );
        errors.add("year", wrong);
    }
    let shown = match year {
        Some(year) => Some(find_shown(conn, viewer, unit, (year, today))?),
        None => None,
    };
    let mut years = store::list_years(conn, &Scope::below(unit))?;
    years.extend([today.year() + 1, today.year()]);
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    Ok(PlanPage {
        units: names(&units),
        unit: unit.clone(),
        years,
        year: typed.trim().chars().take(20).collect(),
        errors,
        own: store::list_own(conn, viewer.account.id)?,
        writes: writes(viewer, unit.id),
        shown,
        today,
        csrf: viewer.csrf.clone(),
    })
}

fn find_shown(
    conn: &mut DbConn,
    viewer: &Viewer,
    unit: &Unit,
    (year, today): (i32, NaiveDate),
) -> AppResult<Shown> {
    let Some(plan) = store::find_plan_of(conn, unit.id, year)? else {
        return Ok(Shown::Nothing {
            year,
            before: store::find_plan_of(conn, unit.id, year - 1)?.is_some(),
        });
    };
    let whole = Whole::find(conn, &Reader::of(viewer), plan.id, today)?;
    let has_next = store::find_plan_of(conn, unit.id, year + 1)?.is_some();
    Ok(Shown::Plan(Box::new(whole), has_next))
}

/// Makes the plan of the own unit for a year. Sent twice it is made once.
///
/// # Errors
/// 401, 403 for another unit than the own, 422 for a wrong year, 409 where there is nothing to copy.
pub async fn take_new(
    form: SignedForm<WritePlan>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let year = read_year(&fields.text("year")).ok_or_else(|| {
        let text = t!("plan.wrong.year", locale = lang.code());
        AppError::Unprocessable(text.into_owned())
    })?;
    let (start, code) = (fields.text("start"), fields.text("unit"));
    if code != viewer.unit.code {
        return Err(AppError::Forbidden);
    }
    let back = address(&viewer.unit, year);
    let (who, now) = (Viewer::clone(&viewer), clock.now());
    db.write(move |conn| {
        if store::find_plan_of(conn, who.unit.id, year)?.is_some() {
            return Ok(());
        }
        let by = (who.account.id, now);
        if start != "copy" {
            begin(conn, &who.unit, year, start == "filled", by)?;
            return Ok::<_, AppError>(());
        }
        let before = store::find_plan_of(conn, who.unit.id, year - 1)?;
        let before = before.ok_or_else(|| conflict("nothing_to_copy", lang))?;
        let today = local_day(now);
        let whole = Whole::find(conn, &Reader::of(&who), before.id, today)?;
        copy(conn, &whole, by)?;
        Ok(())
    })
    .await?;
    Ok(see_other(&format!("{back}&done=made")))
}
