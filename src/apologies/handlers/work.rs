//! One apology: shown, approved, sent back, given up, handed over.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use crate::accounts::tasks::{ApproveApologies, DraftApologies, ReadDossiers};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::apologies::apology::{Apology, State};
use crate::apologies::desk::Desk;
use crate::apologies::hand_over::{HandOverForm, hand_over};
use crate::apologies::issue::{Issued, issue};
use crate::apologies::pages::ApologyPage;
use crate::apologies::store;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::messages::Ways;
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// Longest words about why something is sent back or given up, characters.
const NOTE_LIMIT: usize = 400;

/// What was done just now.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ApologyQuery {
    done: Option<String>,
}

/// What comes back with a form: what was typed, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    /// Why it is sent back or given up.
    pub note: String,
    /// How it was handed over.
    pub hand_over: HandOverForm,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl Typed {
    fn wrong(field: &str, key: &str, lang: Lang) -> Self {
        let text = t!(format!("apologies.wrong.{key}"), locale = lang.code());
        Self {
            errors: FieldErrors::one(field, text),
            ..Self::default()
        }
    }
}

/// The page of an apology.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_apology(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    ways: Data<Ways>,
    id: Path<i64>,
    query: Query<ApologyQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = find(&viewer, &db, &clock, id.into_inner()).await?;
    let done = match found.1.state {
        State::Waiting => "drafted",
        other => other.as_str(),
    };
    let done = (query.done.as_deref() == Some(done)).then_some(done);
    let shown = (StatusCode::OK, done, &Typed::default());
    Ok(apology_page(&viewer, lang, (&found, &ways), shown))
}

/// Approves an apology: it gets its number.
///
/// # Errors
/// 401, 403, 404.
pub async fn take_approval(
    form: SignedForm<ApproveApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    ways: Data<Ways>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (desk, apology) = find(&viewer, &db, &clock, id.into_inner()).await?;
    if !desk.sender.is_signed_in(viewer.unit.id) {
        return Err(AppError::Forbidden);
    }
    let (id, signer) = (apology.id, viewer.account.name.clone());
    let by = viewer.account.id;
    let issued = match is_of(&fields, &apology) {
        true => {
            db.write(move |conn| issue(conn, &apology, &desk.dossier, (by, &signer), desk.now))
                .await?
        }
        false => Issued::Stale,
    };
    let (status, key) = match issued {
        Issued::Done(_) => return Ok(see_other(&format!("/apologies/{id}?done=issued"))),
        Issued::Stale => (StatusCode::CONFLICT, "changed"),
        Issued::Outdated => (StatusCode::UNPROCESSABLE_ENTITY, "outdated"),
        Issued::TooLong => (StatusCode::UNPROCESSABLE_ENTITY, "too_long"),
        Issued::NoForm => (StatusCode::UNPROCESSABLE_ENTITY, "no_form"),
        Issued::NoName => (StatusCode::UNPROCESSABLE_ENTITY, "no_name"),
    };
    // As it is now, with what stands against the approval.
    let found = find(&viewer, &db, &clock, id).await?;
    let typed = Typed::wrong("approve", key, lang);
    Ok(apology_page(
        &viewer,
        lang,
        (&found, &ways),
        (status, None, &typed),
    ))
}

/// Sends an apology back to whoever wrote it, with the reason. Whoever may not sign it may not send it back.
///
/// # Errors
/// 401, 403, 404.
pub async fn take_return(
    form: SignedForm<ApproveApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    ways: Data<Ways>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = find(&viewer, &db, &clock, id.into_inner()).await?;
    if !found.0.sender.is_signed_in(viewer.unit.id) {
        return Err(AppError::Forbidden);
    }
    end_draft(
        &viewer,
        (&db, &ways),
        found,
        (State::Returned, &fields),
        lang,
    )
    .await
}

/// Gives an apology up that has no number. Why is kept.
///
/// # Errors
/// 401, 403, 404.
pub async fn take_withdrawal(
    form: SignedForm<DraftApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    ways: Data<Ways>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = find(&viewer, &db, &clock, id.into_inner()).await?;
    end_draft(
        &viewer,
        (&db, &ways),
        found,
        (State::Withdrawn, &fields),
        lang,
    )
    .await
}

async fn end_draft(
    viewer: &Viewer,
    (db, ways): (&Db, &Ways),
    found: (Desk, Apology),
    (state, fields): (State, &Fields),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (note, field) = (fields.line("note"), format!("{state}-note"));
    let mut errors = FieldErrors::default();
    if note.is_empty() {
        let text = t!(
            format!("apologies.wrong.note_{state}"),
            locale = lang.code()
        );
        errors.add(&field, text);
    }
    errors.at_most(&field, &note, NOTE_LIMIT, lang);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if errors.is_empty() {
        let (id, before, why) = (found.1.id, found.1.clone(), note.clone());
        let fits = match state {
            State::Returned => before.state == State::Waiting,
            _ => matches!(before.state, State::Waiting | State::Returned),
        };
        let kept = fits
            && is_of(fields, &before)
            && db
                .write(move |conn| store::change_apology(conn, &before, state, None, &why))
                .await?;
        if kept {
            return Ok(see_other(&format!("/apologies/{id}?done={state}")));
        }
        status = StatusCode::CONFLICT;
        errors = Typed::wrong("approve", "changed", lang).errors;
    }
    let typed = Typed {
        note,
        errors,
        ..Typed::default()
    };
    Ok(apology_page(
        viewer,
        lang,
        (&found, ways),
        (status, None, &typed),
    ))
}

/// Notes how an issued apology reached the applicant, or sends it. Sent twice it is noted once.
///
/// # Errors
/// 401, 403, 404.
pub async fn take_hand_over(
    form: SignedForm<DraftApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    ways: Data<Ways>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = find(&viewer, &db, &clock, id.into_inner()).await?;
    let (id, by) = (found.1.id, viewer.account.id);
    let form = HandOverForm::read(&fields);
    let (status, errors) = match form.check((&found.0, &found.1), &ways, lang) {
        Err(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Ok(asked) => {
            let (desk, apology) = found;
            let kept = is_of(&fields, &apology)
                && db
                    .write(move |conn| hand_over(conn, (&desk, &apology), &asked, by))
                    .await?;
            if kept {
                return Ok(see_other(&format!("/apologies/{id}?done=handed_over")));
            }
            let errors = Typed::wrong("hand_over", "changed", lang).errors;
            (StatusCode::CONFLICT, errors)
        }
    };
    let found = find(&viewer, &db, &clock, id).await?;
    let typed = Typed {
        hand_over: form,
        errors,
        ..Typed::default()
    };
    Ok(apology_page(
        &viewer,
        lang,
        (&found, &ways),
        (status, None, &typed),
    ))
}

/// An apology that the viewer may see, with everything around it.
pub(super) async fn find(
    viewer: &Viewer,
    db: &Db,
    clock: &Clock,
    id: i64,
) -> AppResult<(Desk, Apology)> {
    let (scope, now) = (viewer.scope(), clock.now());
    db.read(move |conn| Desk::of_apology(conn, &scope, id, now))
        .await?
        .ok_or(AppError::NotFound)
}

/// Whether a form is about the apology as it is now.
fn is_of(fields: &Fields, apology: &Apology) -> bool {
    fields.text("version") == apology.version.to_string()
}

fn apology_page(
    viewer: &Viewer,
    lang: Lang,
    (found, ways): (&(Desk, Apology), &Ways),
    (status, done, typed): (StatusCode, Option<&str>, &Typed),
) -> HttpResponse {
    let shown = ApologyPage {
        lang,
        desk: &found.0,
        apology: &found.1,
        ways,
        typed,
        csrf: &viewer.csrf,
        may_draft: viewer.may::<DraftApologies>(),
        may_approve: viewer.may::<ApproveApologies>()
            && found.0.sender.is_signed_in(viewer.unit.id),
        reader: &viewer.account.name,
    };
    let body = shown.render();
    let mut page = viewer.page(lang, &body.title, Part::Dossiers);
    if let Some(word) = done {
        let text = t!(format!("apologies.done.{word}"), locale = lang.code());
        page = page.with_notice(NoticeKind::Success, text);
    }
    html_page(status, &page, body.markup)
}
