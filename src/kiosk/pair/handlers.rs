//! Staff type the code of the tablet before them, choose where it stands, and confirm.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use rust_i18n::t;

use super::code::PairingCode;
use super::pages::{self, ConfirmPage};
use super::store::{self, Confirmed, Pairing};
use crate::accounts::tasks::Administer;
use crate::accounts::{Allowed, Part, SignedForm, Throttle, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::Devices;
use crate::units::{Counter, PlaceChoice, UnitPlaces};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::Body;

/// Asks for the code.
///
/// # Errors
/// 401 or 403.
pub async fn show(viewer: Allowed<Administer>, lang: Lang) -> AppResult<HttpResponse> {
    let body = pages::ask_code("", &FieldErrors::default(), &viewer.csrf, lang);
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Takes the code, then the unit, then the counter with the confirmation; each step carries what came before.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn take(
    form: SignedForm<Administer>,
    db: Data<Db>,
    devices: Data<Devices>,
    clock: Data<Clock>,
    throttle: Data<Throttle>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let typed = fields.text("code");
    let pairing = match find(&db, &clock, &throttle, &viewer, &typed, lang).await? {
        Ok(pairing) => pairing,
        Err(error) => {
            let errors = FieldErrors::one("code", error);
            let body = pages::ask_code(&typed, &errors, &viewer.csrf, lang);
            return Ok(page_of(
                &viewer,
                lang,
                StatusCode::UNPROCESSABLE_ENTITY,
                body,
            ));
        }
    };
    let unit = fields.text("unit").parse().ok();
    let places = match PlaceChoice::find(&db, &viewer, unit).await? {
        PlaceChoice::Unit(units) => {
            let body = pages::choose_unit(&pairing, &units, viewer.unit.id, &viewer.csrf, lang);
            return Ok(page_of(&viewer, lang, StatusCode::OK, body));
        }
        PlaceChoice::Counter(places) => places,
    };
    let (chosen, mut errors) = (fields.text("counter"), FieldErrors::default());
    let counter = places.check_counter(&chosen, lang, &mut errors);
    let (Ok(counter), "yes") = (counter, fields.text("confirmed").as_str()) else {
        let page = ConfirmPage {
            pairing: &pairing,
            places: &places,
            counter: &chosen,
            errors: &errors,
            csrf: &viewer.csrf,
        };
        let status = if errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        return Ok(page_of(&viewer, lang, status, page.render(lang)));
    };
    let device = confirm(&db, &clock, &viewer, pairing, places, counter).await?;
    devices.forget();
    let device = device
        .ok_or_else(|| AppError::Conflict(t!("devices.gone", locale = lang.code()).into_owned()))?;
    Ok(see_other(&format!("/kiosks/{device}/settings?paired=1")))
}

/// The tablet that shows this code, or what to tell who typed it.
async fn find(
    db: &Db,
    clock: &Clock,
    throttle: &Throttle,
    viewer: &Viewer,
    typed: &str,
    lang: Lang,
) -> AppResult<Result<Pairing, String>> {
    let told = |key: &str| Ok(Err(t!(key, locale = lang.code()).into_owned()));
    let Some(code) = PairingCode::read(typed) else {
        return told("devices.pair.no_code");
    };
    if let Err(seconds) = throttle.count_code(viewer.account.id) {
        let text = t!("accounts.wait", locale = lang.code(), seconds = seconds);
        return Ok(Err(text.into_owned()));
    }
    let now = clock.now();
    let found = db
        .read(move |conn| store::find_open(conn, &code, now))
        .await?;
    found.map_or_else(|| told("devices.pair.unknown"), |pairing| Ok(Ok(pairing)))
}

/// The row of the new tablet; nothing if somebody else was quicker.
async fn confirm(
    db: &Db,
    clock: &Clock,
    viewer: &Viewer,
    pairing: Pairing,
    places: UnitPlaces,
    counter: Option<Counter>,
) -> AppResult<Option<i64>> {
    let (scope, now) = (viewer.scope(), clock.now());
    db.write(move |conn| {
        let confirmed = Confirmed {
            unit: &places.unit,
            counter: counter.as_ref(),
            scope: &scope,
        };
        let device = store::confirm(conn, &pairing, &confirmed, now)?;
        Ok::<_, diesel::result::Error>(device.map(|device| device.id))
    })
    .await
}

fn page_of(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Tablets);
    html_page(status, &page, body.markup)
}
