//! Writing a report and closing its figures. Only the leader of its unit does.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::Datelike;
use rust_i18n::t;

use super::{address, address_of_year, load, read_period};
use crate::accounts::tasks::WriteReports;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::indices::{Cutoff, list_closings};
use crate::reports::close::{Closed, close};
use crate::reports::form::WordsForm;
use crate::reports::loaded::{Asked, Loaded, writes};
use crate::reports::pages::WordsPage;
use crate::reports::store;
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Sets where the reports of the own unit end. What is closed stays as it was.
///
/// # Errors
/// 401, 403, 409 once a period of this year is closed, 422 for a word that is none.
pub async fn take_cutoff(
    form: SignedForm<WriteReports>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let cutoff: Cutoff = fields
        .line("cutoff")
        .parse()
        .map_err(|reason| AppError::Unprocessable(format!("cutoff: {reason}")))?;
    let year = clock.today().year();
    let back = address_of_year(&viewer.unit, year);
    let unit_id = viewer.unit.id;
    db.write(move |conn| {
        // Another cut-off in the middle of a year would count days twice, or never.
        if !list_closings(conn, unit_id, year)?.is_empty() {
            return Err(conflict("cutoff", lang));
        }
        Ok::<_, AppError>(store::replace_cutoff(conn, unit_id, cutoff)?)
    })
    .await?;
    Ok(see_other(&format!("{back}&done=cutoff")))
}

/// Closes a period of the own unit. Sent twice it is closed once.
///
/// # Errors
/// 401, 403 for another unit than the own, 404, 409 while its days are not over.
pub async fn take_closing(
    form: SignedForm<WriteReports>,
    period: Path<String>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let period = read_period(&period)?;
    let asked = asked_in(&fields);
    if asked.unit.as_ref() != Some(&viewer.unit.code) {
        return Err(AppError::Forbidden);
    }
    let year = asked.year(clock.today().year())?;
    let back = address(&viewer.unit, (year, period), "");
    let (who, now) = (Viewer::clone(&viewer), clock.now());
    let by = (who.account.id, now);
    let closed = db
        .write(move |conn| close(conn, &who.unit, (year, period), by))
        .await?;
    match closed {
        Closed::Now | Closed::Before => Ok(see_other(&format!("{back}&done=closed"))),
        Closed::TooEarly => Err(conflict("too_early", lang)),
    }
}

/// The form of what a report says beside its figures.
///
/// # Errors
/// 401, 403 for another unit than the own, 404.
pub async fn show_words(
    viewer: Allowed<WriteReports>,
    period: Path<String>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let loaded = written(&viewer, (&period, asked.into_inner()), &db, &clock).await?;
    let form = WordsForm::of(&loaded.words);
    Ok(answer(
        &viewer,
        &loaded,
        (&form, &FieldErrors::default()),
        lang,
    ))
}

/// Takes it. With something wrong it comes back as it was typed, 422.
///
/// # Errors
/// 401, 403, 404, 409 where somebody else changed it meanwhile.
pub async fn take_words(
    form: SignedForm<WriteReports>,
    period: Path<String>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let loaded = written(&viewer, (&period, asked_in(&fields)), &db, &clock).await?;
    let typed = WordsForm::read(&fields);
    let words = match typed.check(loaded.figures.days.1, lang) {
        Ok(words) => words.signed_by(&loaded.head),
        Err(errors) => return Ok(answer(&viewer, &loaded, (&typed, &errors), lang)),
    };
    let which = (loaded.unit.id, loaded.year, loaded.period);
    let kept = db
        .write(move |conn| Ok::<_, AppError>(store::save_words(conn, which, &words)?))
        .await?;
    if !kept {
        let text = t!("reports.conflict.changed", locale = lang.code());
        let errors = FieldErrors::one("number", text);
        return Ok(answer(&viewer, &loaded, (&typed, &errors), lang));
    }
    let back = address(&loaded.unit, (loaded.year, loaded.period), "");
    Ok(see_other(&format!("{back}&done=saved")))
}

fn conflict(key: &str, lang: Lang) -> AppError {
    let text = t!(format!("reports.conflict.{key}"), locale = lang.code());
    AppError::Conflict(text.into_owned())
}

fn asked_in(fields: &Fields) -> Asked {
    let given = |name| Some(fields.line(name)).filter(|text| !text.is_empty());
    Asked {
        unit: given("unit"),
        year: given("year"),
    }
}

/// A report that the viewer writes.
async fn written(
    viewer: &Viewer,
    (period, asked): (&str, Asked),
    db: &Db,
    clock: &Clock,
) -> AppResult<Loaded> {
    let (who, period, today) = (viewer.clone(), read_period(period)?, clock.today());
    let loaded = db
        .snapshot(move |conn| load(conn, &who, (&asked, period), today))
        .await?;
    match writes(viewer, &loaded.unit) {
        true => Ok(loaded),
        false => Err(AppError::Forbidden),
    }
}

fn answer(
    viewer: &Viewer,
    loaded: &Loaded,
    (form, errors): (&WordsForm, &FieldErrors),
    lang: Lang,
) -> HttpResponse {
    let page = WordsPage {
        loaded,
        form,
        errors,
        csrf: &viewer.csrf,
    };
    let body = page.render(lang);
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let frame = viewer.page(lang, &body.title, Part::Reports);
    html_page(status, &frame, body.markup)
}
