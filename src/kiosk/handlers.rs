//! Managing tablets: the list, adding one and showing its token once, revoking one.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;

use super::pages::{self, AddPage, ListPage, PER_PAGE, TokenPage};
use super::pairing::Devices;
use super::store::{self, NewDevice};
use crate::accounts::tasks::Administer;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::links::qr::{Qr, Strength};
use crate::units::{PlaceChoice, UnitPlaces, UnitQuery};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::{Fields, QueryNumber};
use crate::web::language::Lang;
use crate::web::layout::{Body, NoticeKind};
use crate::web::public_url::Reach;
use crate::web::secret::{SigningKey, random_token};
use crate::web::ticket::Ticket;

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    page: QueryNumber,
    revoked: QueryNumber,
}

/// The tablets of the units that the viewer may see.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let (page, revoked) = (query.page.as_page(), query.revoked.0);
    let (devices, news) = db
        .read(move |conn| {
            let skip = (page - 1) * PER_PAGE;
            let devices = store::list_placed(conn, &scope, skip, PER_PAGE + 1)?;
            let news = match revoked {
                Some(id) => store::find_placed(conn, &scope, id)?,
                None => None,
            };
            Ok::<_, diesel::result::Error>((devices, news))
        })
        .await?;
    let body = ListPage::new(page, devices).render(lang);
    let mut page = viewer.page(lang, &body.title, Part::Admin);
    if let Some(device) = news.filter(|device| device.revoked_at.is_some()) {
        let (place, id) = (device.place(), device.short_id());
        let text = t!(
            "devices.was_revoked",
            locale = lang.code(),
            place = place,
            id = id
        );
        page = page.with_notice(NoticeKind::Success, text);
    }
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// Asks for the unit, then for the counter.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn show_add(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    query: Query<UnitQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let body = match PlaceChoice::find(&db, &viewer, query.unit.0).await? {
        PlaceChoice::Unit(units) => pages::choose_unit(&units, viewer.unit.id, lang),
        PlaceChoice::Counter(places) => {
            let asked = Asked {
                viewer: &viewer,
                key: &key,
                lang,
            };
            let secret = Secret::fresh(clock.now());
            asked.body(&places, ("", &FieldErrors::default()), &secret)
        }
    };
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Adds a tablet and shows its token, which nobody can show again: the database keeps its hash alone. Sent twice, as
/// by a reload, it is the same tablet and the same token, because both came with the form.
///
/// # Errors
/// 404 for a unit that the viewer may not see, 409 for a tablet that was revoked meanwhile.
pub async fn take_add(
    form: SignedForm<Administer>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let places = UnitPlaces::of_form(&fields, &db, &viewer).await?;
    let asked = Asked {
        viewer: &viewer,
        key: &key,
        lang,
    };
    let (chosen, now) = (fields.text("counter"), clock.now());
    let mut errors = FieldErrors::default();
    let counter = places.check_counter(&chosen, lang, &mut errors);
    let secret = asked.secret(&fields, now, &mut errors);
    let (Ok(counter), true) = (counter, errors.is_empty()) else {
        let body = asked.body(&places, (&chosen, &errors), &secret);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page_of(&viewer, lang, status, body));
    };
    let scope = viewer.scope();
    let address = reach
        .base
        .address(&format!("/kiosk#token={}", secret.token));
    let device = db
        .write(move |conn| {
            let new = NewDevice {
                public_id: secret.ticket.id,
                unit: &places.unit,
                counter: counter.as_ref(),
                token: &secret.token,
            };
            match store::insert_device_once(conn, &new, now)? {
                Some(device) => store::find_placed(conn, &scope, device.id),
                None => Ok(None),
            }
        })
        .await?
        .ok_or_else(|| AppError::Conflict(t!("devices.gone", locale = lang.code()).into_owned()))?;
    let page = TokenPage {
        device: &device,
        address: &address,
        qr: Qr::new(&address, Strength::Screen)?.svg(),
        warning: reach.warning(lang),
    };
    Ok(page_of(&viewer, lang, StatusCode::OK, page.render(lang)))
}

/// Asks whether a tablet's token should really be revoked.
///
/// # Errors
/// 404 for a tablet that the viewer may not see or that is revoked already.
pub async fn show_revoke(
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
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Revokes a tablet's token. Doing it again changes nothing.
///
/// # Errors
/// 404 for a tablet that the viewer may not see.
pub async fn take_revoke(
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

/// What a new tablet will be known by, made with its form and sent back with it.
struct Secret {
    token: String,
    ticket: Ticket,
}

impl Secret {
    fn fresh(now: NaiveDateTime) -> Self {
        Self {
            token: random_token(),
            ticket: Ticket::new(now),
        }
    }
}

/// The form that one request is about.
struct Asked<'a> {
    viewer: &'a Viewer,
    key: &'a SigningKey,
    lang: Lang,
}

impl Asked<'_> {
    /// The ticket vouches for the token: nobody can put one of their own choice into the form.
    fn purpose(&self, token: &str) -> String {
        format!("add device {} {token}", self.viewer.account.id)
    }

    /// The secret that the form carries. A bad one is noted; then it is one for another try.
    fn secret(&self, fields: &Fields, now: NaiveDateTime, errors: &mut FieldErrors) -> Secret {
        let (token, sealed) = (fields.text("token"), fields.text("ticket"));
        match Ticket::open(&sealed, self.key, &self.purpose(&token), now) {
            Ok(ticket) => Secret { token, ticket },
            Err(_) => {
                errors.add("send", t!("web.open_too_long", locale = self.lang.code()));
                Secret::fresh(now)
            }
        }
    }

    fn body(
        &self,
        places: &UnitPlaces,
        (counter, errors): (&str, &FieldErrors),
        secret: &Secret,
    ) -> Body {
        let page = AddPage {
            places,
            counter,
            errors,
            ticket: &secret.ticket.seal(self.key, &self.purpose(&secret.token)),
            token: &secret.token,
            csrf: &self.viewer.csrf,
        };
        page.render(self.lang)
    }
}

fn page_of(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Admin);
    html_page(status, &page, body.markup)
}
