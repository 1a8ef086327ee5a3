//! Staff type the code of the tablet before them, choose where it stands, and confirm.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use maud::Markup;
use rust_i18n::t;

use super::code::PairingCode;
use super::pages::{self, ConfirmPage};
use super::store::{self, Confirmed, Pairing};
use crate::accounts::tasks::Administer;
use crate::accounts::{Allowed, Part, SignedForm, Throttle, Viewer, wait_text};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::Devices;
use crate::kiosk::device::PlacedDevice;
use crate::units::{Counter, PlaceChoice, UnitPlaces};
use crate::web::answer::{html_page, see_other, too_many_page};
use crate::web::components::FieldErrors;
use crate::web::language::Lang;
use crate::web::layout::{Body, Page};

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
    let pairing = match find(&db, &clock, &throttle, &viewer, &typed).await? {
        Ok(pairing) => pairing,
        Err(refused) => {
            let errors = FieldErrors::one("code", refused.text(lang));
            let body = pages::ask_code(&typed, &errors, &viewer.csrf, lang);
            let page = viewer.page(lang, &body.title, Part::Tablets);
            return Ok(refused.answer(&page, body.markup));
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
        let known = find_known(&db, &viewer, &pairing).await?;
        let page = ConfirmPage {
            pairing: &pairing,
            known: known.as_ref(),
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

/// Why what was typed leads to no tablet.
enum NoTablet {
    NotACode,
    Unknown,
    /// Seconds until the next try.
    TooMany(u64),
}

impl NoTablet {
    fn text(&self, lang: Lang) -> String {
        let code = lang.code();
        match self {
            Self::NotACode => t!("devices.pair.no_code", locale = code).into_owned(),
            Self::Unknown => t!("devices.pair.unknown", locale = code).into_owned(),
            Self::TooMany(seconds) => wait_text(*seconds, lang),
        }
    }

    fn answer(&self, page: &Page, body: Markup) -> HttpResponse {
        match self {
            Self::TooMany(seconds) => too_many_page(*seconds, page, body),
            _ => html_page(StatusCode::UNPROCESSABLE_ENTITY, page, body),
        }
    }
}

/// The tablet that shows this code.
async fn find(
    db: &Db,
    clock: &Clock,
    throttle: &Throttle,
    viewer: &Viewer,
    typed: &str,
) -> AppResult<Result<Pairing, NoTablet>> {
    let Some(code) = PairingCode::read(typed) else {
        return Ok(Err(NoTablet::NotACode));
    };
    if let Err(seconds) = throttle.count_code(viewer.account.id) {
        return Ok(Err(NoTablet::TooMany(seconds)));
    }
    let now = clock.now();
    let found = db
        .read(move |conn| store::find_open(conn, &code, now))
        .await?;
    Ok(found.ok_or(NoTablet::Unknown))
}

async fn find_known(
    db: &Db,
    viewer: &Viewer,
    pairing: &Pairing,
) -> AppResult<Option<PlacedDevice>> {
    let (scope, pairing) = (viewer.scope(), pairing.clone());
    db.read(move |conn| store::find_known(conn, &pairing, &scope))
        .await
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
