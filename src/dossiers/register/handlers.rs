//! Showing the form, taking it, and saying by when the result is promised.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use chrono::{NaiveDate, NaiveDateTime};
use rust_i18n::t;
use uuid::Uuid;

use super::choices::Choices;
use super::enrol::{Enrolled, Hand, enrol};
use super::form::NewForm;
use super::pages::{FormPage, choose_unit, received_page};
use crate::accounts::tasks::HandleDossiers;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::{Clock, local_day};
use crate::db::Db;
use crate::dossiers::steps::Ground;
use crate::dossiers::store;
use crate::error::{AppError, AppResult};
use crate::units::store::find_unit;
use crate::units::{PlaceChoice, UnitQuery};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::Body;
use crate::web::moment::read_moment;
use crate::web::secret::SigningKey;
use crate::web::ticket::{Ticket, TicketError};

/// The form; where there are several units, one is chosen first.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn show_form(
    viewer: Allowed<HandleDossiers>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    query: Query<UnitQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let unit_id = match PlaceChoice::find(&db, &viewer, query.unit.0).await? {
        PlaceChoice::Counter(places) => places.unit.id,
        PlaceChoice::Unit(units) => {
            let body = choose_unit(&units, viewer.unit.id, lang);
            return Ok(page_of(&viewer, lang, StatusCode::OK, body));
        }
    };
    let now = clock.now();
    let choices = find_choices(&db, &viewer, unit_id, local_day(now)).await?;
    let own = viewer.account.id;
    let form = NewForm::blank(choices.officer(&own.to_string()));
    let body = FormPage {
        choices: &choices,
        form: &form,
        errors: &FieldErrors::default(),
        ticket: &seal(Uuid::new_v4(), &viewer, &key, now),
        csrf: &viewer.csrf,
    }
    .render(lang);
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

/// Registers a dossier and shows by when its result is promised. Sent twice it is registered once.
///
/// # Errors
/// 401, 403, 404 for a unit that the viewer may not see.
pub async fn take_form(
    form: SignedForm<HandleDossiers>,
    db: Data<Db>,
    key: Data<SigningKey>,
    clock: Data<Clock>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let now = clock.now();
    let form = NewForm::read(&fields);
    let unit_id = fields.text("unit").parse();
    let unit_id = unit_id.map_err(|_| AppError::NotFound)?;
    // A limit is that of the day of receipt, which may be another day.
    let received = read_moment(&form.day, &form.time, now).unwrap_or(now);
    let choices = find_choices(&db, &viewer, unit_id, local_day(received)).await?;
    let mut errors = FieldErrors::default();
    let id = id_of(&fields, &viewer, &key, now).unwrap_or_else(|| {
        errors.add("send", t!("web.open_too_long", locale = lang.code()));
        Uuid::new_v4()
    });
    let new = form.check(&choices, now, lang, &mut errors);
    if let Some(new) = new {
        let hand = Hand {
            form_id: id.to_string(),
            by: viewer.account.id,
            now,
        };
        let ground = Ground { ..choices.ground };
        let (enrolled, ground) = db
            .write(move |conn| {
                let enrolled = enrol(conn, &ground, &new, &hand)?;
                Ok::<_, diesel::result::Error>((enrolled, ground))
            })
            .await?;
        if let Enrolled::As(id) = enrolled {
            return Ok(see_other(&format!("/dossiers/{id}/received")));
        }
        errors.add(
            "code",
            t!("dossiers.wrong.code_taken", locale = lang.code()),
        );
        let choices = Choices { ground, ..choices };
        return Ok(wrong(
            &viewer,
            &key,
            (id, now),
            (&choices, &form, &errors),
            lang,
        ));
    }
    Ok(wrong(
        &viewer,
        &key,
        (id, now),
        (&choices, &form, &errors),
        lang,
    ))
}

/// The form as it was sent, with what is wrong.
fn wrong(
    viewer: &Viewer,
    key: &SigningKey,
    (id, now): (Uuid, NaiveDateTime),
    (choices, form, errors): (&Choices, &NewForm, &FieldErrors),
    lang: Lang,
) -> HttpResponse {
    let body = FormPage {
        choices,
        form,
        errors,
        ticket: &seal(id, viewer, key, now),
        csrf: &viewer.csrf,
    }
    .render(lang);
    page_of(viewer, lang, StatusCode::UNPROCESSABLE_ENTITY, body)
}

/// By when the result of a dossier that was just registered is promised, and its slip.
///
/// # Errors
/// 401, 403, 404 for a dossier that the viewer may not see.
pub async fn show_received(
    viewer: Allowed<HandleDossiers>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, id) = (viewer.scope(), id.into_inner());
    let dossier = db
        .read(move |conn| store::find_dossier(conn, &scope, id))
        .await?
        .ok_or(AppError::NotFound)?;
    let body = received_page(&dossier, &viewer.csrf, lang);
    Ok(page_of(&viewer, lang, StatusCode::OK, body))
}

async fn find_choices(
    db: &Db,
    viewer: &Viewer,
    unit_id: i64,
    day: NaiveDate,
) -> AppResult<Choices> {
    let scope = viewer.scope();
    db.read(move |conn| {
        let unit = find_unit(conn, &scope, unit_id)?.ok_or(AppError::NotFound)?;
        Ok::<_, AppError>(Choices {
            procedures: store::list_procedures(conn, &unit, day)?,
            officers: store::list_officers(conn, &unit)?,
            ground: Ground::find(conn, unit.id)?,
        })
    })
    .await
}

/// A form of one person is no good in the hands of another.
fn purpose(viewer: &Viewer) -> String {
    format!("register dossier {}", viewer.account.id)
}

/// The id that a form carries, however long it was open: the session's own token says that it is ours.
fn id_of(fields: &Fields, viewer: &Viewer, key: &SigningKey, now: NaiveDateTime) -> Option<Uuid> {
    let sealed = fields.raw("ticket").unwrap_or_default();
    match Ticket::open(sealed, key, &purpose(viewer), now) {
        Ok(ticket) => Some(ticket.id),
        Err(TicketError::Expired(id)) => Some(id),
        Err(TicketError::Forged) => None,
    }
}

fn seal(id: Uuid, viewer: &Viewer, key: &SigningKey, now: NaiveDateTime) -> String {
    Ticket { id, issued: now }.seal(key, &purpose(viewer))
}

fn page_of(viewer: &Viewer, lang: Lang, status: StatusCode, body: Body) -> HttpResponse {
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    html_page(status, &page, body.markup)
}
