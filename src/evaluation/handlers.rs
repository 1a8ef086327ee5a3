//! Showing an evaluation, handing it out as a workbook, and taking what a leader says and finds.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;

use super::conclude::{Finding, conclude};
use super::export::workbook;
use super::officers::{leads, list_officers};
use super::pages::{Asked, EvaluationPage, Led, Question, Shown, file_name, years};
use super::period::Period;
use super::reading::Ground;
use super::statement::StatementForm;
use super::store;
use crate::accounts::tasks::{JudgeOfficers, ReadDossiers, ReadEvaluation};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::complaints::Sight;
use crate::complaints::store::find_case;
use crate::db::{Db, DbConn};
use crate::dossiers::store::find_years;
use crate::error::{AppError, AppResult};
use crate::rows::Format;
use crate::units::store::list_units;
use crate::units::{Scope, Unit, names, with_code};
use crate::web::answer::{attachment, html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// Longest reason of a finding, characters.
const REASON_LIMIT: usize = 500;

/// Complaints that are told at most.
const TOLD: usize = 50;

/// What was asked, and what was found.
struct Found {
    question: Question,
    shown: Option<Shown>,
}

/// The evaluation of a unit in a period. A wrong period comes back with the form, 422.
///
/// # Errors
/// 401, 403, a unit that the viewer may not see, or no way to the database.
pub async fn show_evaluation(
    viewer: Allowed<ReadEvaluation>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let asked = asked.into_inner();
    let done = asked.done();
    let found = find(&db, &viewer, asked, clock.now(), lang).await?;
    let said = found
        .shown
        .as_ref()
        .and_then(|shown| shown.evaluation.statement.as_ref());
    let form = StatementForm::of(said, clock.today(), lang);
    Ok(page_of(
        &viewer,
        found,
        (form, FieldErrors::default()),
        done,
        lang,
    ))
}

/// The same as a workbook.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see, 422 for a wrong period.
pub async fn show_workbook(
    viewer: Allowed<ReadEvaluation>,
    asked: Query<Asked>,
    db: Data<Db>,
    clock: Data<Clock>,
) -> AppResult<HttpResponse> {
    let found = find(&db, &viewer, asked.into_inner(), clock.now(), Lang::Vi).await?;
    let shown = found.shown.ok_or_else(|| {
        AppError::Unprocessable(t!("evaluation.wrong.quarter", locale = "vi").into_owned())
    })?;
    let name = file_name(&shown.unit.code, shown.period);
    let written = workbook(&shown);
    let bytes = web::block(move || written.to_bytes(Format::Xlsx))
        .await?
        .map_err(AppError::Unprocessable)?;
    Ok(attachment(Format::Xlsx.media_type(), &name, bytes))
}

/// Takes what a leader says of the unit's desk. Sent twice it is said twice, which changes nothing.
///
/// # Errors
/// 401, 403 for who does not lead the unit, 404 for a unit that the viewer may not see.
pub async fn take_statement(
    form: SignedForm<JudgeOfficers>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = find(&db, &viewer, Asked::sent(&fields), clock.now(), lang).await?;
    let led = found.shown.as_ref().filter(|shown| shown.led.is_some());
    let unit_id = led.ok_or(AppError::Forbidden)?.unit.id;
    let form = StatementForm::read(&fields);
    let said = match form.check(clock.today(), lang) {
        Ok(said) => said,
        Err(errors) => return Ok(page_of(&viewer, found, (form, errors), None, lang)),
    };
    let by = (viewer.account.id, clock.now());
    db.write(move |conn| store::insert_statement(conn, unit_id, &said, by))
        .await?;
    let back = found.question.address("/evaluation");
    Ok(see_other(&format!("{back}&done=said#said")))
}

/// Takes what a leader finds of a complaint of conduct, or takes it back.
///
/// # Errors
/// 401, 403, 404 for a complaint that the viewer may not see, 422 for a reason that is too long.
pub async fn take_unfounded(
    form: SignedForm<JudgeOfficers>,
    db: Data<Db>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let reason = fields.line("reason");
    if reason.chars().count() > REASON_LIMIT {
        let text = t!(
            "evaluation.wrong.reason",
            locale = lang.code(),
            limit = REASON_LIMIT
        );
        return Err(AppError::Unprocessable(text.into_owned()));
    }
    let note = match reason.is_empty() {
        true => t!("evaluation.conduct.note_back", locale = lang.code()),
        false => t!(
            "evaluation.conduct.note",
            locale = lang.code(),
            reason = reason
        ),
    };
    let finding = Finding {
        complaint_id: fields
            .text("complaint")
            .parse()
            .map_err(|_| AppError::NotFound)?,
        note: note.into_owned(),
        reason,
    };
    let (who, now) = (Viewer::clone(&viewer), clock.now());
    let is_found = db
        .write(move |conn| conclude(conn, &who, &finding, now))
        .await?;
    if !is_found {
        return Err(AppError::NotFound);
    }
    let (question, _) = Asked::sent(&fields).read(clock.today(), lang);
    let unit = with_code(
        &db.read(move |conn| list_units(conn, &viewer.scope()))
            .await?,
        &fields.text("unit"),
    )?
    .code
    .clone();
    let back = question.address_of("/evaluation", &unit);
    Ok(see_other(&format!("{back}&done=found#conduct")))
}

async fn find(
    db: &Db,
    viewer: &Viewer,
    asked: Asked,
    now: NaiveDateTime,
    lang: Lang,
) -> AppResult<Found> {
    let viewer = viewer.clone();
    db.snapshot(move |conn| find_in(conn, &viewer, &asked, now, lang))
        .await
}

fn find_in(
    conn: &mut DbConn,
    viewer: &Viewer,
    asked: &Asked,
    now: NaiveDateTime,
    lang: Lang,
) -> AppResult<Found> {
    let today = crate::clock::local_day(now);
    let units = list_units(conn, &viewer.scope())?;
    let code = asked.unit.as_deref().unwrap_or(&viewer.unit.code);
    let unit = with_code(&units, code)?;
    let (mut question, period) = asked.read(today, lang);
    question.units = names(&units);
    question.unit.clone_from(&unit.code);
    question.years = years(find_years(conn, &Scope::below(unit))?, today);
    let shown = match period {
        Some(period) => Some(find_shown(conn, viewer, (unit, &units), period, now)?),
        None => None,
    };
    Ok(Found { question, shown })
}

fn find_shown(
    conn: &mut DbConn,
    viewer: &Viewer,
    (unit, units): (&Unit, &[Unit]),
    period: Period,
    now: NaiveDateTime,
) -> AppResult<Shown> {
    let ground = Ground::find(conn, (unit, units), period, now)?;
    let below = ground.below(unit).into_iter();
    let led = match leads(conn, viewer, unit)? {
        true => Some(Led {
            officers: list_officers(conn, &ground, unit)?,
            conduct: list_conduct(conn, viewer, &ground)?,
        }),
        false => None,
    };
    let voices = match period.days() {
        Some(days) => store::count_voices(conn, &Scope::below(unit), &days)?,
        None => store::Voices::default(),
    };
    Ok(Shown {
        evaluation: ground.evaluate(unit),
        below: below
            .map(|below| (below.clone(), ground.evaluate(below)))
            .collect(),
        unit: unit.clone(),
        period,
        led,
        voices,
        today: crate::clock::local_day(now),
    })
}

/// The newest complaints of conduct against the files, but for those that the viewer may not see, each with what was
/// found of it.
fn list_conduct(
    conn: &mut DbConn,
    viewer: &Viewer,
    ground: &Ground,
) -> AppResult<Vec<(store::Against, Option<store::Finding>)>> {
    let sight = Sight::of(viewer);
    let newest = ground.against().iter().take(TOLD);
    let ids: Vec<i64> = newest.clone().map(|one| one.complaint_id).collect();
    let findings = store::list_findings(conn, &ids)?;
    let mut seen = Vec::new();
    for against in newest {
        if find_case(conn, &sight, against.complaint_id)?.is_some() {
            let of_it = |finding: &&store::Finding| finding.complaint_id == against.complaint_id;
            let finding = findings.iter().find(of_it).cloned();
            seen.push((against.clone(), finding));
        }
    }
    Ok(seen)
}

/// The page; 422 where something is wrong with what was asked or typed.
fn page_of(
    viewer: &Viewer,
    found: Found,
    (form, errors): (StatementForm, FieldErrors),
    done: Option<&str>,
    lang: Lang,
) -> HttpResponse {
    let is_well = errors.is_empty() && found.shown.is_some();
    let page = EvaluationPage {
        question: found.question,
        shown: found.shown,
        form,
        errors,
        may_read_dossiers: viewer.may::<ReadDossiers>(),
        csrf: &viewer.csrf,
    };
    let body = page.render(lang);
    let part = if page.may_read_dossiers {
        Part::Dossiers
    } else {
        Part::Indices
    };
    let mut page = viewer.page(lang, &body.title, part);
    if let Some(done) = done {
        let text = t!(format!("evaluation.done.{done}"), locale = lang.code());
        page = page.with_notice(NoticeKind::Success, text);
    }
    let status = match is_well {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    html_page(status, &page, body.markup)
}
