//! Managing links: the list, adding one, withdrawing one. Drawings and printed sheets are in `sheets`.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::NaiveDateTime;
use rust_i18n::t;
use serde::Deserialize;

use super::form::LinkForm;
use super::link::{CODE_LENGTH, PrintableLink};
use super::pages::{add, list, withdraw};
use super::places::Places;
use super::store::{self, NewLink};
use crate::accounts::tasks::{Administer, PrintLinks};
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::store::list_units;
use crate::units::{PlaceChoice, Scope, UnitPlaces, UnitQuery};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::{Fields, QueryNumber};
use crate::web::language::Lang;
use crate::web::layout::{Body, NoticeKind};
use crate::web::public_url::Reach;
use crate::web::secret::{SigningKey, code_of};
use crate::web::ticket::Ticket;

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    unit: QueryNumber,
    page: QueryNumber,
    added: QueryNumber,
    withdrawn: QueryNumber,
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
    let (wanted, page) = (query.unit.0, query.page.as_page());
    let news = query.added.0.or(query.withdrawn.0);
    let withdrawing = query.withdrawn.0.is_some();
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

/// Asks for the unit, then for the rest.
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
        PlaceChoice::Unit(units) => add::choose_unit(&units, viewer.unit.id, lang),
        PlaceChoice::Counter(places) => {
            let (form, errors) = (LinkForm::default(), FieldErrors::default());
            let asked = Asked {
                viewer: &viewer,
                key: &key,
                lang,
            };
            asked.body(&places, (&form, &errors), Ticket::new(clock.now()))
        }
    };
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
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
    let places = UnitPlaces::of_form(&fields, &db, &viewer).await?;
    let asked = Asked {
        viewer: &viewer,
        key: &key,
        lang,
    };
    let (form, now) = (LinkForm::read(&fields), clock.now());
    let mut errors = FieldErrors::default();
    let chosen = form.check(&places, lang, &mut errors);
    let ticket = asked.ticket(&fields, now, &mut errors);
    let Some((counter, kind)) = chosen.filter(|_| errors.is_empty()) else {
        let body = asked.body(&places, (&form, &errors), ticket);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(page_of(&viewer, lang, status, body));
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
        .ok_or_else(|| AppError::Conflict(t!("links.taken", locale = lang.code()).into_owned()))?;
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
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
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

    /// The ticket that the form carries. A bad one is noted; then it is one for another try.
    fn ticket(&self, fields: &Fields, now: NaiveDateTime, errors: &mut FieldErrors) -> Ticket {
        let sealed = fields.raw("ticket").unwrap_or_default();
        Ticket::open(sealed, self.key, &self.purpose(), now).unwrap_or_else(|_| {
            errors.add("send", t!("web.open_too_long", locale = self.lang.code()));
            Ticket::new(now)
        })
    }

    fn body(
        &self,
        places: &UnitPlaces,
        (form, errors): (&LinkForm, &FieldErrors),
        ticket: Ticket,
    ) -> Body {
        let page = add::AddPage {
            places,
            form,
            errors,
            ticket: &ticket.seal(self.key, &self.purpose()),
            csrf: &self.viewer.csrf,
        };
        page.render(self.lang)
    }
}

fn page_of(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Links);
    html_page(status, &page, body.markup)
}
