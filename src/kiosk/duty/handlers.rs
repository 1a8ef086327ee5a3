//! Seeing and changing who is on duty.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::pages::DutyPage;
use crate::accounts::tasks::CareForTablets;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::store::find_placed;
use crate::units::Duty;
use crate::units::store::{find_duty, update_duty};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;

/// Duty at the counter of a tablet in use.
async fn find(db: &Db, viewer: &Viewer, id: i64) -> AppResult<Duty> {
    let scope = viewer.scope();
    db.read(move |conn| {
        let placed = find_placed(conn, &scope, id)?.filter(|placed| placed.revoked_at.is_none());
        match placed.and_then(|placed| placed.device.counter_id) {
            Some(counter) => find_duty(conn, &scope, counter),
            None => Ok(None),
        }
    })
    .await?
    .ok_or(AppError::NotFound)
}

/// The choice.
///
/// # Errors
/// 404 for a tablet that is revoked, that stands at no counter or that the viewer may not see.
pub async fn show(
    viewer: Allowed<CareForTablets>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let duty = find(&db, &viewer, *id).await?;
    let now = duty.counter.officer_id;
    let page = DutyPage {
        tablet: *id,
        duty: &duty,
        chosen: &now.map(|id| id.to_string()).unwrap_or_default(),
        errors: &FieldErrors::default(),
        csrf: &viewer.csrf,
    };
    let body = page.render(lang);
    let page = viewer.page(lang, &body.title, Part::Tablets);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Puts somebody on duty; ballots name them from when the tablet has heard of it.
///
/// # Errors
/// 404 as `show`.
pub async fn change(
    form: SignedForm<CareForTablets>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let duty = find(&db, &viewer, *id).await?;
    let (chosen, mut errors) = (fields.text("officer"), FieldErrors::default());
    let Ok(officer_id) = duty.check_officer(&chosen, lang, &mut errors) else {
        let page = DutyPage {
            tablet: *id,
            duty: &duty,
            chosen: &chosen,
            errors: &errors,
            csrf: &viewer.csrf,
        };
        let body = page.render(lang);
        let page = viewer.page(lang, &body.title, Part::Tablets);
        return Ok(html_page(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page,
            body.markup,
        ));
    };
    db.write(move |conn| update_duty(conn, &duty.counter, officer_id))
        .await?;
    Ok(see_other(&format!("/kiosks/{id}")))
}
