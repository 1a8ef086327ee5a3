//! Drafting an apology for a dossier, and drafting it anew after the leader sent it back.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use super::work::find;
use crate::accounts::tasks::DraftApologies;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::apologies::apology::{Apology, Kind, State};
use crate::apologies::desk::Desk;
use crate::apologies::form::DraftForm;
use crate::apologies::pages::DraftPage;
use crate::apologies::store;
use crate::clock::Clock;
use crate::db::Db;
use crate::dossiers::store::hold_dossier;
use crate::error::{AppError, AppResult};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;

/// For which dossier.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DossierQuery {
    dossier: QueryNumber,
}

/// Asks what the apology says. Where one is under way already, leads there.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see.
pub async fn show_new(
    viewer: Allowed<DraftApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<DossierQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let desk = desk_of(&viewer, &db, &clock, &query).await?;
    if let Some(address) = under_way(&desk) {
        return Ok(see_other(&address));
    }
    let form = DraftForm::first(&desk.possible, &desk.dossier, (&desk.calendar, desk.now));
    let shown = (&form, &FieldErrors::default());
    Ok(draft_page(
        &viewer,
        lang,
        (StatusCode::OK, &desk, None),
        shown,
    ))
}

/// Takes the draft; it waits for the leader then. Sent twice it is there once.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see.
pub async fn take_new(
    form: SignedForm<DraftApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<DossierQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let mut desk = desk_of(&viewer, &db, &clock, &query).await?;
    let form = DraftForm::read(&fields);
    if let Some(apology) = desk.at_work(&form.kind) {
        if form.says_what(apology) {
            return Ok(see_other(&format!("/apologies/{}", apology.id)));
        }
        // Somebody else was first: what was typed is given back, beside the way to theirs.
        let errors = FieldErrors::one("kind", t!("apologies.wrong.drafted", locale = lang.code()));
        desk.possible.extend(form.kind.parse::<Kind>().ok());
        let shown = (StatusCode::CONFLICT, &desk, None);
        return Ok(draft_page(&viewer, lang, shown, (&form, &errors)));
    }
    let time = (&desk.calendar, desk.now);
    let draft = match form.check(&desk.dossier, &desk.possible, time, lang) {
        Ok(draft) => draft,
        Err(errors) => {
            let shown = (StatusCode::UNPROCESSABLE_ENTITY, &desk, None);
            return Ok(draft_page(&viewer, lang, shown, (&form, &errors)));
        }
    };
    let (by, dossier) = ((viewer.account.id, desk.now), desk.dossier);
    let found = db
        .write(move |conn| {
            // Held, so that of two who draft at once the second finds the first one's.
            hold_dossier(conn, &dossier)?;
            if let Some(id) = store::find_at_work(conn, &dossier, draft.kind)? {
                return Ok(Some(id));
            }
            match store::insert_apology(conn, &dossier, &draft, by)? {
                Some(id) => Ok::<_, diesel::result::Error>(Some(id)),
                None => store::find_id_of(conn, &dossier, draft.kind),
            }
        })
        .await?;
    let id = found.ok_or(AppError::NotFound)?;
    Ok(see_other(&format!("/apologies/{id}?done=drafted")))
}

/// Asks anew what an apology without a number says.
///
/// # Errors
/// 401, 403, 404.
pub async fn show_again(
    viewer: Allowed<DraftApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (desk, apology) = find_changeable(&viewer, &db, &clock, id.into_inner()).await?;
    let form = DraftForm::of(&apology);
    let shown = (StatusCode::OK, &desk, Some(&apology));
    Ok(draft_page(
        &viewer,
        lang,
        shown,
        (&form, &FieldErrors::default()),
    ))
}

/// Takes another draft in the place of the former one.
///
/// # Errors
/// 401, 403, 404.
pub async fn take_again(
    form: SignedForm<DraftApologies>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (desk, apology) = find_changeable(&viewer, &db, &clock, id.into_inner()).await?;
    let form = DraftForm::read(&fields);
    let again = |status, errors: &FieldErrors| {
        draft_page(
            &viewer,
            lang,
            (status, &desk, Some(&apology)),
            (&form, errors),
        )
    };
    let time = (&desk.calendar, desk.now);
    let draft = match form.check(&desk.dossier, &[apology.kind], time, lang) {
        Ok(draft) => draft,
        Err(errors) => return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &errors)),
    };
    let (id, before) = (apology.id, apology.clone());
    let kept = form.version == before.version.to_string()
        && db
            .write(move |conn| {
                store::change_apology(conn, &before, State::Waiting, Some(&draft), "")
            })
            .await?;
    if !kept {
        let text = t!("apologies.wrong.changed", locale = lang.code());
        return Ok(again(StatusCode::CONFLICT, &FieldErrors::one("kind", text)));
    }
    Ok(see_other(&format!("/apologies/{id}?done=drafted")))
}

async fn desk_of(viewer: &Viewer, db: &Db, clock: &Clock, query: &DossierQuery) -> AppResult<Desk> {
    let id = query.dossier.0.ok_or(AppError::NotFound)?;
    let (scope, now) = (viewer.scope(), clock.now());
    db.read(move |conn| Desk::of_dossier(conn, &scope, id, now))
        .await?
        .ok_or(AppError::NotFound)
}

/// An apology that has no number yet.
async fn find_changeable(
    viewer: &Viewer,
    db: &Db,
    clock: &Clock,
    id: i64,
) -> AppResult<(Desk, Apology)> {
    let found = find(viewer, db, clock, id).await?;
    match found.1.state {
        State::Waiting | State::Returned => Ok(found),
        _ => Err(AppError::NotFound),
    }
}

/// Where the apology is that keeps another one from being drafted.
fn under_way(desk: &Desk) -> Option<String> {
    let at_work = |apology: &&Apology| matches!(apology.state, State::Waiting | State::Returned);
    let found = desk.apologies.iter().find(at_work)?;
    let is_all = desk.possible.is_empty();
    is_all.then(|| format!("/apologies/{}", found.id))
}

fn draft_page(
    viewer: &Viewer,
    lang: Lang,
    (status, desk, again): (StatusCode, &Desk, Option<&Apology>),
    (form, errors): (&DraftForm, &FieldErrors),
) -> HttpResponse {
    let shown = DraftPage {
        lang,
        desk,
        again,
        form,
        errors,
        csrf: &viewer.csrf,
    };
    let body = shown.render();
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    html_page(status, &page, body.markup)
}
