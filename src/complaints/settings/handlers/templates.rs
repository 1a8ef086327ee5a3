//! Templates of answers: the list, adding, changing, deleting.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use crate::accounts::tasks::SetComplaintRules;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::complaints::settings::pages::templates::{
    Editing, TemplatePage, TemplatesPage, ask_delete, choose_unit,
};
use crate::complaints::settings::store::{self, Template};
use crate::complaints::settings::template_form::TemplateForm;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::{PlaceChoice, Scope, UnitPlaces, UnitQuery};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::{Body, NoticeKind};

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// What was done just now.
    done: Option<String>,
}

/// Templates of the units that the viewer may see, and of those above.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<SetComplaintRules>,
    db: Data<Db>,
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, unit) = (viewer.scope(), viewer.unit.clone());
    let templates = db
        .read(move |conn| store::list_templates(conn, &scope, &unit))
        .await?;
    let shown = TemplatesPage {
        templates: &templates,
        own: &viewer.unit,
    };
    let body = shown.render(lang);
    let news = match query.done.as_deref() {
        Some("kept") => Some(t!("complaint_settings.template_kept", locale = lang.code())),
        Some("deleted") => Some(t!(
            "complaint_settings.template_deleted",
            locale = lang.code()
        )),
        _ => None,
    };
    let mut page = viewer.page(lang, &body.title, Part::Complaints);
    if let Some(text) = news {
        page = page.with_notice(NoticeKind::Success, text);
    }
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Asks for the unit where there are several, then for title and text.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn show_new(
    viewer: Allowed<SetComplaintRules>,
    db: Data<Db>,
    query: Query<UnitQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let body = match PlaceChoice::find(&db, &viewer, query.unit.0).await? {
        PlaceChoice::Unit(units) => choose_unit(&units, viewer.unit.id, lang),
        PlaceChoice::Counter(places) => form_body(
            &viewer,
            Editing::New(&places.unit),
            (&TemplateForm::default(), &FieldErrors::default()),
            lang,
        ),
    };
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Adds a template. Sent twice it is added once: a unit has one of each title.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn take_new(
    form: SignedForm<SetComplaintRules>,
    db: Data<Db>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let places = UnitPlaces::of_form(&fields, &db, &viewer).await?;
    let form = TemplateForm::read(&fields);
    let mut errors = form.check(lang);
    if errors.is_empty() {
        let (typed, unit_id) = (form.clone(), places.unit.id);
        let kept = db
            .write(move |conn| store::insert_template(conn, unit_id, &typed.title, &typed.text))
            .await?;
        if kept {
            return Ok(see_other("/complaints/templates?done=kept"));
        }
        errors = title_taken(lang);
    }
    let body = form_body(&viewer, Editing::New(&places.unit), (&form, &errors), lang);
    Ok(page_of(
        &viewer,
        lang,
        StatusCode::UNPROCESSABLE_ENTITY,
        body,
    ))
}

/// The form of a template, filled in.
///
/// # Errors
/// 404 for a template that the viewer may not change.
pub async fn show_change(
    viewer: Allowed<SetComplaintRules>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let template = find_own(&viewer, &db, *id).await?;
    let form = TemplateForm {
        title: template.title.clone(),
        text: template.text.clone(),
    };
    let shown = (&form, &FieldErrors::default());
    let body = form_body(&viewer, Editing::Old(&template), shown, lang);
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Changes a template. Cases that began with it keep what they have.
///
/// # Errors
/// 404 for a template that the viewer may not change.
pub async fn take_change(
    form: SignedForm<SetComplaintRules>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let template = find_own(&viewer, &db, *id).await?;
    let form = TemplateForm::read(&fields);
    let mut errors = form.check(lang);
    if errors.is_empty() {
        let (typed, old) = (form.clone(), template.clone());
        let kept = db
            .write(move |conn| store::update_template(conn, &old, &typed.title, &typed.text))
            .await?;
        if kept {
            return Ok(see_other("/complaints/templates?done=kept"));
        }
        errors = title_taken(lang);
    }
    let body = form_body(&viewer, Editing::Old(&template), (&form, &errors), lang);
    Ok(page_of(
        &viewer,
        lang,
        StatusCode::UNPROCESSABLE_ENTITY,
        body,
    ))
}

/// Asks whether a template should really go.
///
/// # Errors
/// 404 for a template that the viewer may not change.
pub async fn show_delete(
    viewer: Allowed<SetComplaintRules>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let template = find_own(&viewer, &db, *id).await?;
    let body = ask_delete(&template, &viewer.csrf, lang);
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Deletes a template. One that is gone already leads to the list as well.
///
/// # Errors
/// 401, 403, 404 for a template that the viewer may not change.
pub async fn take_delete(
    form: SignedForm<SetComplaintRules>,
    db: Data<Db>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (scope, id) = (form.viewer.scope(), id.into_inner());
    db.write(move |conn| {
        let found = store::find_template(conn, &Scope::everything(), id)?;
        match (found, store::find_template(conn, &scope, id)?) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(AppError::NotFound),
            (Some(_), Some(template)) => Ok(store::delete_template(conn, &template)?),
        }
    })
    .await?;
    Ok(see_other("/complaints/templates?done=deleted"))
}

async fn find_own(viewer: &Viewer, db: &Db, id: i64) -> AppResult<Template> {
    let scope = viewer.scope();
    db.read(move |conn| store::find_template(conn, &scope, id))
        .await?
        .ok_or(AppError::NotFound)
}

fn title_taken(lang: Lang) -> FieldErrors {
    let text = t!("complaint_settings.wrong.title_taken", locale = lang.code());
    FieldErrors::one("title", text)
}

fn form_body(
    viewer: &Viewer,
    editing: Editing<'_>,
    (form, errors): (&TemplateForm, &FieldErrors),
    lang: Lang,
) -> Body {
    let page = TemplatePage {
        editing,
        form,
        errors,
        csrf: &viewer.csrf,
    };
    page.render(lang)
}

fn page_of(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Complaints);
    html_page(status, &page, body.markup)
}
