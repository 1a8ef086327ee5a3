//! Showing alerts, acknowledging one, and wanting the letter of the week or not.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use rust_i18n::t;
use serde::Deserialize;

use crate::accounts::tasks::ReadComplaints;
use crate::accounts::{Allowed, Part, SignedForm, Viewer};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::watch::form::TICKED;
use crate::watch::pages::{AlertPage, ListPage, PER_PAGE};
use crate::watch::store::alerts::{self, Alert, AlertStep, By};
use crate::watch::store::people::{READERS, find_wish, gets_letters, put_wish};
use crate::watch::tasks::{AcknowledgeAlerts, ReadAlerts, SetWatchRules};
use crate::web::answer::{html_page, see_other};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::layout::NoticeKind;

/// Longest note, characters.
const NOTE_LIMIT: usize = 500;
/// Alerts that ring at once at most.
const OPEN_LIMIT: i64 = 200;

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    page: QueryNumber,
    saved: Option<String>,
}

/// What rings, and what is over.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<ReadAlerts>,
    db: Data<Db>,
    query: Query<ListQuery>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (who, number) = (Viewer::clone(&viewer), query.page.as_page());
    let page = db
        .read(move |conn| find_list(conn, &who, number))
        .await?
        .render(lang);
    let mut frame = viewer.page(lang, &page.title, Part::Watch);
    if query.saved.is_some() {
        let text = t!("watch.letter.saved", locale = lang.code());
        frame = frame.with_notice(NoticeKind::Success, text);
    }
    Ok(html_page(StatusCode::OK, &frame, page.markup))
}

fn find_list(conn: &mut DbConn, who: &Viewer, number: i64) -> diesel::QueryResult<ListPage> {
    let scope = who.scope();
    let skip = (number - 1) * PER_PAGE;
    let wish = find_wish(conn, who.account.id)?;
    Ok(ListPage {
        open: alerts::list_alerts(conn, &scope, false, (0, OPEN_LIMIT))?,
        over: alerts::list_alerts(conn, &scope, true, (skip, PER_PAGE + 1))?,
        number,
        may_set: who.may::<SetWatchRules>(),
        wants_letter: READERS
            .contains(&who.account.role)
            .then(|| wish.unwrap_or(gets_letters(who.account.role))),
        has_email: !who.account.email.is_empty(),
        csrf: who.csrf.clone(),
    })
}

/// One alert with its evidence and its history.
///
/// # Errors
/// 401, 403, 404 for an alert of a unit that the viewer may not see.
pub async fn show_one(
    viewer: Allowed<ReadAlerts>,
    db: Data<Db>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let errors = FieldErrors::default();
    one(&viewer, &db, id.into_inner(), ("", errors), lang).await
}

async fn one(
    viewer: &Viewer,
    db: &Db,
    id: i64,
    (note, errors): (&str, FieldErrors),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let scope = viewer.scope();
    let (alert, events) = db
        .read(move |conn| {
            let alert = alerts::find_alert(conn, &scope, id)?.ok_or(AppError::NotFound)?;
            let events = alerts::list_events(conn, id)?;
            Ok::<_, AppError>((alert, events))
        })
        .await?;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let body = AlertPage {
        may_acknowledge: may_acknowledge(viewer, &alert),
        reads_cases: viewer.may::<ReadComplaints>(),
        alert: &alert,
        events: &events,
        note,
        errors: &errors,
        csrf: &viewer.csrf,
    }
    .render(lang);
    let page = viewer.page(lang, &body.title, Part::Watch);
    Ok(html_page(status, &page, body.markup))
}

/// Whoever leads the unit itself: nobody above takes its alerts from it.
fn may_acknowledge(viewer: &Viewer, alert: &Alert) -> bool {
    let waits = alert.acknowledged_at.is_none() && alert.ended_at.is_none();
    waits && viewer.may::<AcknowledgeAlerts>() && viewer.account.unit_id == alert.unit_id
}

/// Takes an acknowledgement; sent twice, or after somebody else's, it changes nothing.
///
/// # Errors
/// 401, 403 for who does not lead the unit, 404 for an alert that the viewer may not see, 422 for a note that is too
/// long.
pub async fn take_acknowledgement(
    form: SignedForm<AcknowledgeAlerts>,
    db: Data<Db>,
    clock: Data<Clock>,
    id: Path<i64>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let SignedForm { viewer, fields } = form;
    let (id, note) = (id.into_inner(), fields.text("note"));
    let mut errors = FieldErrors::default();
    errors.at_most("note", &note, NOTE_LIMIT, lang);
    if !errors.is_empty() {
        return one(&viewer, &db, id, (&note, errors), lang).await;
    }
    let (who, now) = (Viewer::clone(&viewer), clock.now());
    db.write(move |conn| {
        let alert = alerts::find_alert(conn, &who.scope(), id)?.ok_or(AppError::NotFound)?;
        if alert.unit_id != who.account.unit_id {
            return Err(AppError::Forbidden);
        }
        let by = By {
            account_id: Some(who.account.id),
            name: &who.account.name,
            note: &note,
        };
        alerts::take_step(conn, id, AlertStep::Acknowledge, &by, now)?;
        Ok(())
    })
    .await?;
    Ok(see_other(&format!("/watch/{id}")))
}

/// Notes whether somebody wants the letter of the week.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn take_letter(form: SignedForm<ReadAlerts>, db: Data<Db>) -> AppResult<HttpResponse> {
    let (id, wanted) = (form.viewer.account.id, form.fields.text("wanted") == TICKED);
    db.write(move |conn| put_wish(conn, id, wanted)).await?;
    Ok(see_other("/watch?saved=letter"))
}
