//! Managing links: the list, adding one, withdrawing one. Drawings and printed sheets are in `sheets`.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;

use super::form::LinkForm;
use super::link::{CODE_LENGTH, LinkKind, PrintableLink};
use super::pages::{Body, add, list, withdraw};
use super::places::Places;
use super::store::{self, NewLink};
use crate::accounts::tasks::{Administer, PrintLinks};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::store::{find_place_choice, find_unit_places, list_units};
use crate::units::{Counter, PlaceChoice, Scope, UnitPlaces};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;
use crate::web::public_url::Reach;
use crate::web::secret::{SigningKey, code_of};
use crate::web::ticket::Ticket;

/// What the address of the list may carry; each is empty, absent or a number.
#[derive(Deserialize)]
pub struct ListQuery {
    unit: Option<String>,
    page: Option<String>,
    added: Option<String>,
    withdrawn: Option<String>,
}

fn number(text: Option<&String>) -> Option<i64> {
    text.and_then(|text| text.parse().ok())
}

/// The links of the units that the viewer may see.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<PrintLinks>,
    db: Data<Db>,
    query: Query<ListQuery>,
    reach: Reach,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let wanted = number(query.unit.as_ref());
    let page = number(query.page.as_ref()).unwrap_or(1).clamp(1, 100_000);
    let news = number(query.added.as_ref().or(query.withdrawn.as_ref()));
    let withdrawing = query.withdrawn.is_some();
    let (mut shown, news) = db
        .read(move |conn| {
            let units = list_units(conn, &scope)?;
            let chosen = units.iter().find(|unit| Some(unit.id) == wanted);
            let within = chosen.map_or_else(|| scope.clone(), Scope::below);
            let unit = chosen.map(|unit| unit.id);
            let skip = (page - 1) * list::PER_PAGE;
            let links = store::list_printable(conn, &within, skip, list::PER_PAGE + 1)?;
            let news = match news {
                Some(id) => store::find_printable(conn, &scope, id)?,
                None => None,
            };
            let shown = list::ListPage::new(units, unit, page, links);
            Ok::<_, diesel::result::Error>((shown, news))
        })
        .await?;
    shown.may_change = viewer.may::<Administer>();
    let title = t!("links.title", locale = lang.code());
    let mut page = viewer.page(lang, &title, Part::Links);
    if let Some(link) = news.filter(|link| link.revoked_at.is_some() == withdrawing) {
        page = page.with_notice(NoticeKind::Success, news_of(&link, lang));
    }
    Ok(html_page(StatusCode::OK, &page, shown.render(&reach, lang)))
}

fn news_of(link: &PrintableLink, lang: Lang) -> String {
    let key = match link.revoked_at {
        None => "links.added",
        Some(_) => "links.was_withdrawn",
    };
    let (place, code) = (link.place(), &link.link.code);
    t!(key, locale = lang.code(), place = place, code = code).into_owned()
}

/// What the address of the form may carry.
#[derive(Deserialize)]
pub struct AddQuery {
    unit: Option<String>,
}

/// Asks for the unit, then for the rest.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn show_add(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    query: Query<AddQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let wanted = number(query.unit.as_ref());
    let choice = db
        .read(move |conn| find_place_choice(conn, &scope, wanted))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(match choice {
        PlaceChoice::Unit(units) => {
            let body = add::choose_unit(&units, viewer.unit.id, lang);
            admin_page(&viewer, lang, StatusCode::OK, body)
        }
        PlaceChoice::Counter(places) => {
            let (form, errors) = (LinkForm::default(), FieldErrors::default());
            let ticket = Ticket::new(clock.now());
            let asked = Asked {
                viewer: &viewer,
                key: &key,
                lang,
            };
            asked.page(StatusCode::OK, &places, (&form, &errors), ticket)
        }
    })
}

/// Adds a link. Sent twice it is added once: its code belongs to the form's ticket.
///
/// # Errors
/// 404 for a unit that the viewer may not see.
pub async fn take_add(
    form: SignedForm<Administer>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let scope = viewer.scope();
    let unit = fields.text("unit").parse();
    let unit = unit.map_err(|_| AppError::NotFound)?;
    let places = db
        .read(move |conn| find_unit_places(conn, &scope, unit))
        .await?
        .ok_or(AppError::NotFound)?;
    let asked = Asked {
        viewer: &viewer,
        key: &key,
        lang,
    };
    let now = clock.now();
    let (counter, kind, ticket) = match asked.read(&fields, &places, now) {
        Ok(read) => read,
        Err(wrong) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let filled = (&wrong.form, &wrong.errors);
            return Ok(asked.page(status, &places, filled, wrong.ticket));
        }
    };
    let link = db
        .write(move |conn| {
            let new = NewLink {
                code: &code_of(ticket.id, CODE_LENGTH),
                unit: &places.unit,
                counter: counter.as_ref(),
                kind,
            };
            store::insert_link_once(conn, &new, now)
        })
        .await?
        .ok_or_else(|| AppError::Conflict("this code is taken; open the form again".to_owned()))?;
    let id = link.id;
    Ok(see_other(&format!("/admin/links?added={id}#link-{id}")))
}

/// Asks whether a link should really be withdrawn.
///
/// # Errors
/// 404 for a link that the viewer may not see or that is withdrawn already.
pub async fn show_withdraw(
    viewer: Allowed<Administer>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let link = find_link_in_use(&viewer, &db, id.into_inner()).await?;
    let body = withdraw::ask(&link, &viewer.csrf, lang);
    Ok(admin_page(&viewer, lang, StatusCode::OK, body))
}

/// Withdraws a link. Doing it again changes nothing.
///
/// # Errors
/// 404 for a link that the viewer may not see.
pub async fn take_withdraw(
    form: SignedForm<Administer>,
    db: Data<Db>,
    places: Data<Places>,
    clock: Data<Clock>,
    id: Path<i64>,
) -> AppResult<HttpResponse> {
    let (scope, id, now) = (form.viewer.scope(), id.into_inner(), clock.now());
    let found = db
        .write(move |conn| {
            let link = store::find_printable(conn, &scope, id)?;
            if let Some(link) = &link {
                store::revoke_link(conn, &link.link, now)?;
            }
            Ok::<_, diesel::result::Error>(link)
        })
        .await?;
    places.forget(&found.ok_or(AppError::NotFound)?.link.code);
    Ok(see_other(&format!("/admin/links?withdrawn={id}")))
}

/// A link that the viewer may see and that still leads somewhere.
///
/// # Errors
/// 404 where there is none.
pub async fn find_link_in_use(viewer: &Viewer, db: &Db, id: i64) -> AppResult<PrintableLink> {
    let scope = viewer.scope();
    db.read(move |conn| store::find_printable(conn, &scope, id))
        .await?
        .filter(|link| link.revoked_at.is_none())
        .ok_or(AppError::NotFound)
}

/// A form that must be shown again, and the ticket for another try.
struct Wrong {
    form: LinkForm,
    errors: FieldErrors,
    ticket: Ticket,
}

/// The form that one request is about.
struct Asked<'a> {
    viewer: &'a Viewer,
    key: &'a SigningKey,
    lang: Lang,
}

impl Asked<'_> {
    /// A form of one person is no good in the hands of another.
    fn purpose(&self) -> String {
        format!("add link {}", self.viewer.account.id)
    }

    /// What the form says, if everything is right.
    fn read(
        &self,
        fields: &Fields,
        places: &UnitPlaces,
        now: NaiveDateTime,
    ) -> Result<(Option<Counter>, LinkKind, Ticket), Wrong> {
        let form = LinkForm::read(fields);
        let ticket = fields.raw("ticket").unwrap_or_default();
        let ticket = Ticket::open(ticket, self.key, &self.purpose(), now);
        match (form.check(places, self.lang), ticket) {
            (Ok((counter, kind)), Ok(ticket)) => Ok((counter, kind, ticket)),
            (checked, ticket) => {
                let mut errors = checked.err().unwrap_or_default();
                let ticket = ticket.unwrap_or_else(|_| {
                    errors.add("send", t!("links.open_too_long", locale = self.lang.code()));
                    Ticket::new(now)
                });
                Err(Wrong {
                    form,
                    errors,
                    ticket,
                })
            }
        }
    }

    fn page(
        &self,
        status: StatusCode,
        places: &UnitPlaces,
        (form, errors): (&LinkForm, &FieldErrors),
        ticket: Ticket,
    ) -> HttpResponse {
        let page = add::AddPage {
            places,
            form,
            errors,
            ticket: &ticket.seal(self.key, &self.purpose()),
            csrf: &self.viewer.csrf,
        };
        admin_page(self.viewer, self.lang, status, page.render(self.lang))
    }
}

fn admin_page(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Links);
    html_page(status, &page, body.markup)
}
