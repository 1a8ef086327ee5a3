//! Revoking a tablet's token: asked first, then done.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::pages;
use crate::accounts::tasks::Administer;
use crate::accounts::{Allowed, Part, SignedForm};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::{Devices, store};
use crate::web::answer::{html_page, see_other};
use crate::web::language::Lang;

/// Asks whether a tablet's token should really be revoked.
///
/// # Errors
/// 404 for a tablet that the viewer may not see or that is revoked already.
pub async fn show(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let device = db
        .read(move |conn| store::find_placed(conn, &scope, id.into_inner()))
        .await?
        .filter(|device| device.revoked_at.is_none())
        .ok_or(AppError::NotFound)?;
    let body = pages::ask_revoke(&device, &viewer.csrf, lang);
    let page = viewer.page(lang, &body.title, Part::Tablets);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Revokes a tablet's token. Doing it again changes nothing.
///
/// # Errors
/// 404 for a tablet that the viewer may not see.
pub async fn take(
    form: SignedForm<Administer>,
    db: Data<Db>,
    devices: Data<Devices>,
    clock: Data<Clock>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (scope, id, now) = (form.viewer.scope(), id.into_inner(), clock.now());
    let found = db
        .write(move |conn| {
            let placed = store::find_placed(conn, &scope, id)?;
            if let Some(placed) = &placed {
                store::revoke_device(conn, &placed.device, now)?;
            }
            Ok::<_, diesel::result::Error>(placed)
        })
        .await?;
    found.ok_or(AppError::NotFound)?;
    devices.forget();
    Ok(see_other(&format!("/kiosks?revoked={id}")))
}
