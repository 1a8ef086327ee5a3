//! Seeing and changing what is set for one tablet.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use super::form::SettingsForm;
use super::hours::Hours;
use super::pages::SettingsPage;
use super::store;
use crate::accounts::tasks::Administer;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::bearer::Devices;
use crate::kiosk::device::PlacedDevice;
use crate::kiosk::store::find_placed;
use crate::units::UnitPlaces;
use crate::units::store::{find_counter, find_unit_places};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// What has just been done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Done {
    paired: QueryNumber,
    saved: QueryNumber,
}

/// A tablet in use and where it may stand.
struct Found {
    placed: PlacedDevice,
    places: UnitPlaces,
    hours: Option<Hours>,
    has_pin: bool,
}

impl Found {
    async fn find(db: &Db, viewer: &Viewer, id: i64) -> AppResult<Self> {
        let scope = viewer.scope();
        db.read(move |conn| {
            let placed = find_placed(conn, &scope, id)?.ok_or(AppError::NotFound)?;
            if placed.revoked_at.is_some() {
                return Err(AppError::NotFound);
            }
            let mut places =
                find_unit_places(conn, &scope, placed.device.unit_id)?.ok_or(AppError::NotFound)?;
            // A counter that has been closed stays chosen, or saving would move the tablet.
            let own = placed.device.counter_id;
            if let Some(id) = own.filter(|id| places.counters.iter().all(|open| open.id != *id)) {
                places.counters.extend(find_counter(conn, &scope, id)?);
            }
            let (hours, pin) = store::find_settings(conn, id)?;
            Ok(Self {
                placed,
                places,
                hours,
                has_pin: pin.is_some(),
            })
        })
        .await
    }

    fn page<'a>(
        &'a self,
        form: &'a SettingsForm,
        errors: &'a FieldErrors,
        csrf: &'a str,
    ) -> SettingsPage<'a> {
        SettingsPage {
            placed: &self.placed,
            places: &self.places,
            has_pin: self.has_pin,
            form,
            errors,
            csrf,
        }
    }
}

/// The form, filled in.
///
/// # Errors
/// 404 for a tablet that is revoked or that the viewer may not see.
pub async fn show(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    id: Path<i64>,
    done: Query<Done>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let found = Found::find(&db, &viewer, *id).await?;
    let form = SettingsForm::of(found.placed.device.counter_id, found.hours.as_ref());
    let errors = FieldErrors::default();
    let body = found.page(&form, &errors, &viewer.csrf).render(lang);
    let mut page = viewer.page(lang, &body.title, Part::Tablets);
    let news = match (done.paired.0, done.saved.0) {
        (Some(_), _) => Some("devices.settings.paired"),
        (_, Some(_)) => Some("devices.settings.saved"),
        _ => None,
    };
    if let Some(key) = news {
        page = page.with_notice(NoticeKind::Success, t!(key, locale = lang.code()));
    }
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Changes what is set; the tablet learns of it within a minute.
///
/// # Errors
/// 404 for a tablet that is revoked or that the viewer may not see.
pub async fn change(
    form: SignedForm<Administer>,
    db: Data<Db>,
    devices: Data<Devices>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let found = Found::find(&db, &viewer, *id).await?;
    let typed = SettingsForm::read(&fields);
    let mut errors = FieldErrors::default();
    let counter = found
        .places
        .check_counter(&typed.counter, lang, &mut errors);
    let (hours, pin) = (typed.hours(lang, &mut errors), typed.pin(lang, &mut errors));
    let (Ok(counter), true) = (counter, errors.is_empty()) else {
        let body = found.page(&typed, &errors, &viewer.csrf).render(lang);
        let page = viewer.page(lang, &body.title, Part::Tablets);
        return Ok(html_page(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page,
            body.markup,
        ));
    };
    let device = found.placed.device;
    db.write(move |conn| {
        let counter_id = counter.map(|counter| counter.id);
        store::update_settings(conn, &device, counter_id, hours.as_ref(), pin.as_ref())
    })
    .await?;
    devices.forget();
    Ok(see_other(&format!("/kiosks/{id}/settings?saved=1")))
}
