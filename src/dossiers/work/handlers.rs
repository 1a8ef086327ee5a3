//! Showing a dossier and taking a step of it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::NaiveDateTime;
use maud::Markup;
use rust_i18n::t;
use serde::Deserialize;

use super::desk::Desk;
use super::form::{STEPS, StepForm};
use super::pages::{DossierPage, May, Typed};
use crate::accounts::tasks::{DraftApologies, HandleDossiers, ReadDossiers};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::calendar::NoCalendar;
use crate::clock::Clock;
use crate::db::Db;
use crate::dossiers::beside::Beside;
use crate::dossiers::pages::state_name;
use crate::dossiers::state::Step;
use crate::dossiers::steps::{Taken, take_step};
use crate::dossiers::store::Entry;
use crate::error::{AppError, AppResult};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// What the address of a dossier may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DossierQuery {
    /// What was done just now.
    done: Option<String>,
}

/// The page of a dossier.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see.
pub async fn show_dossier(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    beside: Data<Beside>,
    id: Path<i64>,
    query: Query<DossierQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let desk = find_desk(&viewer, &db, id.into_inner(), clock.now()).await?;
    let (who, dossier) = (Viewer::clone(&viewer), desk.dossier.clone());
    let beside = db
        .read(move |conn| (beside.0)(conn, &who, &dossier, lang))
        .await?;
    let shown = Shown {
        typed: &Typed::default(),
        done: query.done.as_deref().unwrap_or_default(),
        beside: &beside,
    };
    Ok(page_of(&viewer, StatusCode::OK, &desk, shown, lang))
}

/// Takes a step. Sent twice it is taken once: the second finds the dossier changed and says so. What was typed comes
/// back.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see.
pub async fn take_step_form(
    form: SignedForm<HandleDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    path: Path<(i64, String)>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (id, word) = path.into_inner();
    let step: Option<Step> = word.parse().ok();
    let step = step.filter(|step| STEPS.contains(step));
    let step = step.ok_or(AppError::NotFound)?;
    let now = clock.now();
    let desk = find_desk(&viewer, &db, id, now).await?;
    let form = StepForm::read(&fields);
    let answer = |status, errors: FieldErrors, desk: &Desk| {
        let typed = Typed {
            step: Some(step),
            form: form.clone(),
            errors,
        };
        let shown = Shown {
            typed: &typed,
            done: "",
            beside: &Markup::default(),
        };
        page_of(&viewer, status, desk, shown, lang)
    };
    if form.version != desk.dossier.version {
        let errors = FieldErrors::one("dossier", changed_meanwhile(&desk, lang));
        return Ok(answer(StatusCode::CONFLICT, errors, &desk));
    }
    if !desk.dossier.allows(step) {
        let errors = FieldErrors::one("dossier", makes_no_sense(&desk, step, lang));
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, errors, &desk));
    }
    let asked = match form.check(step, &desk, lang) {
        Ok(asked) => asked,
        Err(errors) => return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, errors, &desk)),
    };
    let (before, by) = (desk.dossier.clone(), viewer.account.id);
    let taken = db
        .write(move |conn| {
            let entry = Entry::now(by, asked.step, &asked.note, now);
            take_step(conn, &before, &entry, |dossier| {
                if asked.step == Step::Assign {
                    dossier.officer_id = asked.officer_id;
                    dossier.officer_name.clear();
                }
            })
        })
        .await?;
    match taken {
        Taken::Done(_) => return Ok(see_other(&format!("/dossiers/{id}?done={step}"))),
        Taken::NoCalendar(missing) => {
            let errors = FieldErrors::one("dossier", cannot_count(missing, lang));
            return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, errors, &desk));
        }
        Taken::Stale | Taken::NotNow => {}
    }
    let desk = find_desk(&viewer, &db, id, now).await?;
    let errors = FieldErrors::one("dossier", changed_meanwhile(&desk, lang));
    Ok(answer(StatusCode::CONFLICT, errors, &desk))
}

pub(super) async fn find_desk(
    viewer: &Viewer,
    db: &Db,
    id: i64,
    now: NaiveDateTime,
) -> AppResult<Desk> {
    let scope = viewer.scope();
    db.snapshot(move |conn| Desk::find(conn, &scope, id, now))
        .await?
        .ok_or(AppError::NotFound)
}

/// Who changed the dossier last, and what to do about it.
pub(super) fn changed_meanwhile(desk: &Desk, lang: Lang) -> String {
    let by = desk.events.last().and_then(|event| event.by.clone());
    let code = lang.code();
    match by {
        Some(name) => t!("dossiers.wrong.changed_by", locale = code, name = name),
        None => t!("dossiers.wrong.changed", locale = code),
    }
    .into_owned()
}

/// Why a step cannot be taken of the dossier as it stands.
fn makes_no_sense(desk: &Desk, step: Step, lang: Lang) -> String {
    let code = lang.code();
    let asked_before = step == Step::AskSupplement && desk.dossier.supplements > 0;
    match asked_before {
        true => t!("dossiers.wrong.supplement_once", locale = code),
        false => {
            let state = state_name(desk.dossier.state.as_str(), lang);
            t!("dossiers.wrong.not_now", locale = code, state = state)
        }
    }
    .into_owned()
}

/// Which working days are missing to go on, and what to do about it.
fn cannot_count(missing: NoCalendar, lang: Lang) -> String {
    let year = missing.year;
    t!(
        "dossiers.wrong.no_calendar",
        locale = lang.code(),
        year = year
    )
    .into_owned()
}

/// What a page of a dossier shows beside the dossier.
struct Shown<'a> {
    /// What was tried and comes back.
    typed: &'a Typed,
    /// Word of what was done just now.
    done: &'a str,
    /// What other features say of it.
    beside: &'a Markup,
}

/// The page, which says what was done just now where the history says so, too.
fn page_of(
    viewer: &Viewer,
    status: StatusCode,
    desk: &Desk,
    shown: Shown<'_>,
    lang: Lang,
) -> HttpResponse {
    let content = DossierPage {
        desk,
        typed: shown.typed,
        lang,
        csrf: &viewer.csrf,
        may: May {
            handle: viewer.may::<HandleDossiers>(),
            draft: viewer.may::<DraftApologies>(),
        },
        beside: shown.beside,
    };
    let body = content.render();
    let mut page = viewer.page(lang, &body.title, Part::Dossiers);
    let last = desk.events.last();
    let step: Option<Step> = shown.done.parse().ok();
    if let Some(step) = step.filter(|step| last.is_some_and(|last| last.action == step.as_str())) {
        let text = t!(format!("dossiers.done.{step}"), locale = lang.code());
        page = page.with_notice(NoticeKind::Success, text);
    }
    html_page(status, &page, body.markup)
}
