//! Showing a case and taking a step of it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::{Duration, NaiveDateTime};
use rust_i18n::t;
use serde::Deserialize;
use uuid::Uuid;

use super::carry_out::{Hand, Outcome, carry_out};
use super::desk::Desk;
use super::form::{Move, StepForm, field_id, has_form};
use super::pages::{CasePage, Typed};
use super::permission::{may, may_now};
use super::store::find_template;
use crate::accounts::tasks::{ReadComplaints, ReadContacts};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::complaints::access::{Access, Asked, ask, refuse};
use crate::complaints::case::Case;
use crate::complaints::sight::Sight;
use crate::complaints::state::Step;
use crate::complaints::steps::Taken;
use crate::complaints::store::{Event, find_case};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;
use crate::web::public_url::Reach;

/// How long the address of a case may say that something was done just now.
const JUST_NOW: Duration = Duration::minutes(5);

/// What the address of a case may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CaseQuery {
    /// What was done just now; shown if the history says so, too.
    done: Option<String>,
}

/// The page of a case. Whom it names is told so, and that the try is written down.
///
/// # Errors
/// 401, 403, 404 for a case that the viewer may not see.
pub async fn show_case(
    viewer: Allowed<ReadComplaints>,
    db: Data<Db>,
    clock: Data<Clock>,
    number: Path<i64>,
    query: Query<CaseQuery>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let desk = match find_desk(&viewer, &db, Asked::to_read(number.into_inner(), &clock)).await? {
        Access::Open(desk) => desk,
        other => return refuse(&viewer, &other, lang),
    };
    let word = query.done.as_deref().unwrap_or_default();
    let done = just_done(&desk, word, &viewer, clock.now());
    let typed = Typed::default();
    let reader = Reader::of(&viewer, &reach, lang);
    Ok(case_page(&reader, StatusCode::OK, &desk, &typed, done))
}

/// The step of this name, if the viewer took it within the last minutes.
fn just_done(desk: &Desk, word: &str, viewer: &Viewer, now: NaiveDateTime) -> Option<Step> {
    let step: Step = word.parse().ok()?;
    let is_of_this_page = has_form(step) || step == Step::Attach;
    let is_proof = |event: &Event| {
        event.action == step.as_str()
            && event.account_id == Some(viewer.account.id)
            && now - event.at <= JUST_NOW
    };
    (is_of_this_page && desk.events.iter().any(is_proof)).then_some(step)
}

/// Takes a step. Sent twice it is taken once: the second finds the case changed and says so. What was typed comes back.
///
/// # Errors
/// 401, 403 for a step that the role may not take, 404.
pub async fn take_step_form(
    form: SignedForm<ReadComplaints>,
    db: Data<Db>,
    clock: Data<Clock>,
    path: Path<(i64, String)>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (number, word) = path.into_inner();
    let step = word.parse().ok().filter(|step| has_form(*step));
    let step = step.ok_or(AppError::NotFound)?;
    let desk = match find_desk(&viewer, &db, Asked::to_take(step, number, &clock)).await? {
        Access::Open(desk) => desk,
        other => return refuse(&viewer, &other, lang),
    };
    if !may(viewer.account.role, step)
        || step == Step::Correct && !may_call_back(&viewer, &desk.case)
    {
        return Err(AppError::Forbidden);
    }
    let form = StepForm::read(&fields);
    let answer = |status, errors: FieldErrors, desk: &Desk| {
        let typed = Typed {
            step: Some(step),
            form: form.clone(),
            errors,
        };
        case_page(
            &Reader::of(&viewer, &reach, lang),
            status,
            desk,
            &typed,
            None,
        )
    };
    let asked = match read_move(&form, step, &desk, (&viewer, lang)) {
        Ok(asked) => asked,
        Err((status, errors)) => return Ok(answer(status, errors, &desk)),
    };
    let hand = Hand {
        by: viewer.account.id,
        at: clock.now(),
    };
    let sight = Sight::of(&viewer);
    let (outcome, desk) = db
        .write(move |conn| {
            let outcome = carry_out(conn, &sight, &desk, &asked, hand)?;
            Ok::<_, diesel::result::Error>((outcome, desk))
        })
        .await?;
    match outcome {
        Outcome::Taken(Taken::Done(_)) => lead_on(&viewer, &db, number, step).await,
        Outcome::Taken(Taken::Stale | Taken::NotNow) => {
            let errors = FieldErrors::one("case", changed_meanwhile(&desk, lang));
            Ok(answer(StatusCode::CONFLICT, errors, &desk))
        }
        Outcome::NoSuchCase => {
            let text = t!("complaints.wrong.no_such_case", locale = lang.code());
            let errors = FieldErrors::one(field_id(step, "other"), text);
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, errors, &desk))
        }
    }
}

/// What a form asks for, unless the case is another by now or something is wrong with it.
fn read_move(
    form: &StepForm,
    step: Step,
    desk: &Desk,
    (viewer, lang): (&Viewer, Lang),
) -> Result<Move, (StatusCode, FieldErrors)> {
    if let Some((status, why)) = stands_against(form, step, desk, (viewer, lang)) {
        return Err((status, FieldErrors::one("case", why)));
    }
    let wrong = |errors| (StatusCode::UNPROCESSABLE_ENTITY, errors);
    form.check(step, desk, lang).map_err(wrong)
}

/// Why the step of a form cannot be taken of the case as it is now, if so.
fn stands_against(
    form: &StepForm,
    step: Step,
    desk: &Desk,
    (viewer, lang): (&Viewer, Lang),
) -> Option<(StatusCode, String)> {
    let (case, code) = (&desk.case, lang.code());
    let is_stale = form.version != case.version;
    let why = if case.waits_for_release(step) && case.allows(Step::Release) {
        t!("complaints.wrong.release_first", locale = code).into_owned()
    } else if is_stale {
        changed_meanwhile(desk, lang)
    } else if may_now(viewer.account.role, step, case) {
        return None;
    } else {
        t!("complaints.wrong.not_now", locale = code).into_owned()
    };
    let status = match is_stale {
        true => StatusCode::CONFLICT,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Some((status, why))
}

/// The answer as it was typed so far, with the text of a template after it. Nothing of it is kept before it is sent.
///
/// # Errors
/// 401, 403 for a role that writes no answers, 404.
pub async fn take_template(
    form: SignedForm<ReadComplaints>,
    db: Data<Db>,
    clock: Data<Clock>,
    number: Path<i64>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let asked = Asked::to_take(Step::Write, number.into_inner(), &clock);
    let desk = match find_desk(&viewer, &db, asked).await? {
        Access::Open(desk) => desk,
        other => return refuse(&viewer, &other, lang),
    };
    if !may(viewer.account.role, Step::Write) {
        return Err(AppError::Forbidden);
    }
    let (unit, template) = (desk.unit.clone(), fields.text("template").parse().ok());
    let text = db
        .read(move |conn| match template {
            Some(id) => find_template(conn, &unit, id),
            None => Ok(None),
        })
        .await?;
    let mut typed = Typed {
        step: Some(Step::Write),
        form: StepForm::read(&fields),
        errors: FieldErrors::default(),
    };
    let against = stands_against(&typed.form, Step::Write, &desk, (&viewer, lang));
    if let Some((_, why)) = &against {
        typed.errors.add("case", why.clone());
    }
    match &text {
        Some(text) => typed.form.continue_with(text),
        None => {
            let missing = t!("complaints.wrong.no_such_template", locale = lang.code());
            typed.errors.add(field_id(Step::Write, "text"), missing);
        }
    }
    let status = match (against, text) {
        (Some((status, _)), _) => status,
        (None, Some(_)) => StatusCode::OK,
        (None, None) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let reader = Reader::of(&viewer, &reach, lang);
    Ok(case_page(&reader, status, &desk, &typed, None))
}

/// Back to the case; to the inbox where the step took it out of the person's sight.
async fn lead_on(viewer: &Viewer, db: &Db, number: i64, step: Step) -> AppResult<HttpResponse> {
    let sight = Sight::of(viewer);
    let seen = db.read(move |conn| find_case(conn, &sight, number)).await?;
    Ok(match seen {
        Some(_) => see_other(&format!("/complaints/{number}?done={step}")),
        None => see_other("/complaints"),
    })
}

pub(super) async fn find_desk(viewer: &Viewer, db: &Db, asked: Asked) -> AppResult<Access<Desk>> {
    let sight = Sight::of(viewer);
    ask(viewer, db, asked, move |conn, case| {
        Ok(Desk::read(conn, &sight, case, asked.at())?)
    })
    .await
}

/// Who changed the case last, and what to do about it.
pub(super) fn changed_meanwhile(desk: &Desk, lang: Lang) -> String {
    let last = desk.events.last();
    let by = last.and_then(|event| event.by.clone());
    let code = lang.code();
    match by {
        Some(name) => t!("complaints.wrong.changed_by", locale = code, name = name),
        None => t!("complaints.wrong.changed", locale = code),
    }
    .into_owned()
}

/// Who reads the page of a case, in which language, and under which address citizens read answers.
pub(super) struct Reader<'a> {
    viewer: &'a Viewer,
    lang: Lang,
    answers: String,
}

impl<'a> Reader<'a> {
    pub(super) fn of(viewer: &'a Viewer, reach: &Reach, lang: Lang) -> Self {
        Self {
            viewer,
            lang,
            answers: reach.base.spoken_address("/answers"),
        }
    }
}

pub(super) fn case_page(
    reader: &Reader<'_>,
    status: StatusCode,
    desk: &Desk,
    typed: &Typed,
    done: Option<Step>,
) -> HttpResponse {
    let (viewer, lang) = (reader.viewer, reader.lang);
    let shown = CasePage {
        lang,
        role: viewer.account.role,
        account_id: viewer.account.id,
        answers: &reader.answers,
        csrf: &viewer.csrf,
        with_contact: may_call_back(viewer, &desk.case),
        fresh_id: Uuid::new_v4(),
        desk,
        typed,
    };
    let body = shown.render();
    let mut page = viewer.page(lang, &body.title, Part::Complaints);
    if let Some(step) = done {
        page = page.with_notice(NoticeKind::Success, told(step, desk, lang));
    }
    html_page(status, &page, body.markup)
}

/// Whether the viewer may know whom to call. Nobody else could call back about what its keeper alone sees.
fn may_call_back(viewer: &Viewer, case: &Case) -> bool {
    let keeps = case.confined && case.keeper_id == Some(viewer.account.id);
    viewer.may::<ReadContacts>() || keeps
}

/// What was done just now. An answer is approved for everybody, but not everybody can look it up.
fn told(step: Step, desk: &Desk, lang: Lang) -> String {
    let key = match step {
        Step::Approve if !desk.has_phone() => "complaints.done.approve_without_phone".to_owned(),
        Step::Correct if desk.contact.is_none() => "complaints.done.erased".to_owned(),
        step => format!("complaints.done.{step}"),
    };
    t!(key, locale = lang.code()).into_owned()
}
