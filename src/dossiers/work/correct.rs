//! Putting right what is known of an applicant.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use diesel::result::Error;
use rust_i18n::t;

use super::desk::Desk;
use super::handlers::{changed_meanwhile, find_desk};
use super::pages::correct_page;
use crate::accounts::tasks::HandleDossiers;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::dossiers::applicant::ApplicantForm;
use crate::dossiers::state::Step;
use crate::dossiers::steps::{Taken, take_step};
use crate::dossiers::store::{self, Entry};
use crate::error::{AppError, AppResult};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// The form, filled in with what is known.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see, or whose applicant was erased.
pub async fn show_form(
    viewer: Allowed<HandleDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let desk = find_desk(&viewer, &db, id.into_inner(), clock.now()).await?;
    let known = desk.application.as_ref().ok_or(AppError::NotFound)?;
    let form = ApplicantForm::of(known);
    let errors = FieldErrors::default();
    Ok(page_of(
        &viewer,
        StatusCode::OK,
        &desk,
        (&form, &errors),
        lang,
    ))
}

/// Keeps what was typed in the place of what was known.
///
/// # Errors
/// As `show_form`.
pub async fn take_form(
    form: SignedForm<HandleDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let now = clock.now();
    let desk = find_desk(&viewer, &db, id.into_inner(), now).await?;
    if desk.application.is_none() {
        return Err(AppError::NotFound);
    }
    let form = ApplicantForm::read(&fields);
    let version: Option<i64> = fields.text("version").parse().ok();
    if version != Some(desk.dossier.version) {
        let errors = FieldErrors::one("name", changed_meanwhile(&desk, lang));
        return Ok(page_of(
            &viewer,
            StatusCode::CONFLICT,
            &desk,
            (&form, &errors),
            lang,
        ));
    }
    let mut errors = FieldErrors::default();
    let new = form.check(lang, &mut errors);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page_of(&viewer, status, &desk, (&form, &errors), lang));
    }
    let (before, by) = (desk.dossier.clone(), viewer.account.id);
    let taken = db
        .write(move |conn| {
            let note = t!("dossiers.corrected", locale = Lang::Vi.code());
            let entry = Entry::now(by, Step::Note, &note, now);
            let taken = take_step(conn, &before, &entry, |_| {})?;
            if let Taken::Done(_) = taken {
                store::replace_application(conn, before.id, &new)?;
            }
            Ok::<_, Error>(taken)
        })
        .await?;
    if let Taken::Done(_) = taken {
        return Ok(see_other(&format!(
            "/dossiers/{}?done=note",
            desk.dossier.id
        )));
    }
    let errors = FieldErrors::one("name", changed_meanwhile(&desk, lang));
    Ok(page_of(
        &viewer,
        StatusCode::CONFLICT,
        &desk,
        (&form, &errors),
        lang,
    ))
}

fn page_of(
    viewer: &Viewer,
    status: StatusCode,
    desk: &Desk,
    (form, errors): (&ApplicantForm, &FieldErrors),
    lang: Lang,
) -> HttpResponse {
    let body = correct_page(&desk.dossier, (form, errors), &viewer.csrf, lang);
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    html_page(status, &page, body.markup)
}
