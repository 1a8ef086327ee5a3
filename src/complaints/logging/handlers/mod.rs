//! What the form's addresses answer: `form` shows and takes it, `drafts` keeps it while it is typed, `told` says what
//! to tell the caller.

mod drafts;
mod form;
mod told;

use chrono::{Duration, NaiveDateTime};
use rust_i18n::t;
use uuid::Uuid;

use super::DRAFT_KEPT;
use super::choices::{Choices, Wanted};
use super::store::{self, Draft, Similar, Sought};
use crate::accounts::Viewer;
use crate::complaints::sight::Sight;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::secret::SigningKey;
use crate::web::ticket::{Ticket, TicketError};

pub use drafts::{drop_draft, take_draft};
pub use form::{show_form, show_similar, take_form};
pub use told::show_told;

/// Cases that are over are similar for this long.
const RECENT: Duration = Duration::days(90);

/// A form of one person is no good in the hands of another.
fn purpose(viewer: &Viewer) -> String {
    format!("log complaint {}", viewer.account.id)
}

/// The id that a form carries. It holds however long the form was open: the session's own token says that it is ours.
fn id_of(fields: &Fields, viewer: &Viewer, key: &SigningKey, now: NaiveDateTime) -> Option<Uuid> {
    let sealed = fields.raw("ticket").unwrap_or_default();
    match Ticket::open(sealed, key, &purpose(viewer), now) {
        Ok(ticket) => Some(ticket.id),
        Err(TicketError::Expired(id)) => Some(id),
        Err(TicketError::Forged) => None,
    }
}

/// The same; a bad one is noted, and then it is one for another try.
fn id_or_fresh(
    fields: &Fields,
    viewer: &Viewer,
    key: &SigningKey,
    (now, lang): (NaiveDateTime, Lang),
    errors: &mut FieldErrors,
) -> Uuid {
    id_of(fields, viewer, key, now).unwrap_or_else(|| {
        errors.add("send", t!("web.open_too_long", locale = lang.code()));
        Uuid::new_v4()
    })
}

/// A ticket for the id that a form will store under.
fn seal(id: Uuid, viewer: &Viewer, key: &SigningKey, now: NaiveDateTime) -> String {
    let ticket = Ticket { id, issued: now };
    ticket.seal(key, &purpose(viewer))
}

/// What can be chosen by the viewer, or the choice of the unit before it.
async fn find_wanted(db: &Db, viewer: &Viewer, wanted: Option<i64>) -> AppResult<Wanted> {
    let (sight, own) = (Sight::of(viewer), viewer.unit.clone());
    db.read(move |conn| store::find_wanted(conn, &sight, &own, wanted))
        .await?
        .ok_or(AppError::NotFound)
}

/// What can be chosen in the form that was sent.
async fn choices_of(db: &Db, viewer: &Viewer, fields: &Fields) -> AppResult<Choices> {
    let base = fields.text("base").parse();
    let base = base.map_err(|_| AppError::NotFound)?;
    match find_wanted(db, viewer, Some(base)).await? {
        Wanted::Form(choices) => Ok(*choices),
        Wanted::Unit(_) => Err(AppError::NotFound),
    }
}

/// Unfinished forms of the viewer, newest first, but for those that are about to be dropped.
async fn find_drafts(db: &Db, viewer: &Viewer, now: NaiveDateTime) -> AppResult<Vec<Draft>> {
    let account_id = viewer.account.id;
    db.read(move |conn| store::list_drafts(conn, account_id, now - DRAFT_KEPT))
        .await
}

/// Cases like the form as it stands.
async fn find_similar(
    db: &Db,
    viewer: &Viewer,
    form: &super::form::CallForm,
    now: NaiveDateTime,
) -> AppResult<Vec<Similar>> {
    let (sight, sought) = (Sight::of(viewer), Sought::of(form, now - RECENT));
    db.read(move |conn| store::list_similar(conn, &sight, &sought))
        .await
}
