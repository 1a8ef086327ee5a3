//! The calendar's pages: what is loaded, and loading a year by typing or by a file. Every administrator reads it; only
//! one of a top unit changes it, because it holds for everybody.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data, Query};
use chrono::Datelike;
use serde::Deserialize;

use super::fault::Fault;
use super::form::YearForm;
use super::outlook::Gap;
use super::pages::{ListPage, LoadPage};
use super::store;
use super::table::{in_own_words, plans_of};
use super::year::{YEARS, YearPlan};
use crate::accounts::tasks::Administer;
use crate::accounts::{Allowed, Part, SignedFile, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::rows::{Refusal, Rows};
use crate::web::answer::{Done, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;

const LIST: &str = "/admin/calendar";

/// Which year the form is for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct YearQuery {
    year: QueryNumber,
}

/// Every year that is loaded, and what is missing.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (years, calendar) = db
        .read(|conn| {
            let years = store::list_years(conn)?;
            Ok::<_, diesel::result::Error>((years, store::find_working_days(conn)?))
        })
        .await?;
    let view = ListPage {
        years: &years,
        gap: Gap::of(&calendar, clock.today()),
        calendar: &calendar,
        this_year: clock.today().year(),
        may_change: may_change(&viewer),
    };
    let body = view.render(lang);
    let page = viewer.page(lang, &body.title, Part::Admin);
    let page = done.on(page, "calendar", &["loaded"]);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Asks for a year: as it is loaded, or empty.
///
/// # Errors
/// 403 for an administrator below the top.
pub async fn show_load(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<YearQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    must_be_of_the_top(&viewer)?;
    let years = db.read(store::list_years).await?;
    let today = clock.today();
    let missing = |year: &i32| !years.iter().any(|loaded| loaded.year == *year);
    let proposed = [today.year(), today.year() + 1].into_iter().find(missing);
    let asked = query.year.0.and_then(|year| i32::try_from(year).ok());
    let year = asked
        .filter(|year| YEARS.contains(year))
        .or(proposed)
        .unwrap_or(today.year() + 1);
    let form = years
        .iter()
        .find(|loaded| loaded.year == year)
        .map_or_else(|| YearForm::empty(year), YearForm::of);
    let errors = FieldErrors::default();
    Ok(load_page(
        &viewer,
        lang,
        StatusCode::OK,
        (&form, &errors),
        &[],
    ))
}

/// Takes a year that was typed. Sent twice, it is there once.
///
/// # Errors
/// 403 for an administrator below the top.
pub async fn take_typed(
    form: SignedForm<Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    must_be_of_the_top(&viewer)?;
    let form = YearForm::read(&fields);
    let mut errors = FieldErrors::default();
    let Some(plan) = form.check(lang, &mut errors) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(load_page(&viewer, lang, status, (&form, &errors), &[]));
    };
    replace(&db, &clock, vec![plan]).await
}

/// The address that takes a file shows the form as well: somebody may load it again.
pub async fn back() -> HttpResponse {
    see_other("/admin/calendar/load")
}

/// Takes the years of a file. Sent twice, they are there once.
///
/// # Errors
/// 403 for an administrator below the top, 413.
pub async fn take_file(
    file: SignedFile<Administer>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedFile { viewer, bytes, .. } = file;
    must_be_of_the_top(&viewer)?;
    match web::block(move || read_file(&bytes, lang)).await? {
        Ok(plans) => replace(&db, &clock, plans).await,
        Err(refused) => {
            let form = YearForm::empty(clock.today().year() + 1);
            let (status, errors) = (StatusCode::UNPROCESSABLE_ENTITY, FieldErrors::default());
            Ok(load_page(&viewer, lang, status, (&form, &errors), &refused))
        }
    }
}

fn read_file(bytes: &Bytes, lang: Lang) -> Result<Vec<YearPlan>, Vec<Refusal>> {
    let whole_file = |fault: &Fault| vec![Refusal::new(0, "", fault.text(lang))];
    if bytes.is_empty() {
        return Err(whole_file(&Fault::NoFile));
    }
    let rows =
        Rows::from_bytes(bytes.to_vec()).map_err(|refusal| vec![in_own_words(refusal, lang)])?;
    if !rows.unread().is_empty() {
        return Err(whole_file(&Fault::OtherSheets(rows.unread().join(", "))));
    }
    plans_of(&rows, lang)
}

async fn replace(db: &Db, clock: &Clock, plans: Vec<YearPlan>) -> AppResult<HttpResponse> {
    let (now, first) = (clock.now(), plans.first().map(YearPlan::year));
    db.write(move |conn| {
        let mut plans = plans.iter();
        plans.try_for_each(|plan| store::replace_year(conn, plan, now))
    })
    .await?;
    let at = first.map(|year| format!("#year-{year}"));
    let at = at.unwrap_or_default();
    Ok(see_other(&format!("{LIST}?done=loaded{at}")))
}

/// The calendar holds for every unit: whoever is set over all of them answers for it.
fn may_change(viewer: &Viewer) -> bool {
    viewer.may::<Administer>() && viewer.unit.parent_id.is_none()
}

fn must_be_of_the_top(viewer: &Viewer) -> AppResult<()> {
    if may_change(viewer) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

fn load_page(
    viewer: &Viewer,
    lang: Lang,
    status: StatusCode,
    (form, errors): (&YearForm, &FieldErrors),
    refused: &[Refusal],
) -> HttpResponse {
    let view = LoadPage {
        form,
        errors,
        refused,
        csrf: &viewer.csrf,
    };
    let body = view.render(lang);
    let page = viewer.page(lang, &body.title, Part::Admin);
    html_page(status, &page, body.markup)
}
