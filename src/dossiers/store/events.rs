//! The history of a dossier: lines are added, never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, dossier_events};
use crate::dossiers::state::Step;

/// One line of a dossier's history.
#[derive(Clone, Debug, Queryable)]
pub struct Event {
    /// When it happened, UTC.
    pub at: NaiveDateTime,
    /// When it was written down, UTC.
    pub noted_at: NaiveDateTime,
    /// The account that did it.
    pub account_id: Option<i64>,
    /// Name of whoever did it; nobody is an import, or the program by rule.
    pub by: Option<String>,
    /// Word of the step.
    pub action: String,
    /// Why, or what.
    pub note: String,
}

/// A line to be written into the history.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The account that acts; nobody is an import, or the program by rule.
    pub by: Option<i64>,
    /// What is done.
    pub step: Step,
    /// Why, or what.
    pub note: &'a str,
    /// When it happened, UTC.
    pub at: NaiveDateTime,
    /// When it is written down, UTC.
    pub noted_at: NaiveDateTime,
}

impl<'a> Entry<'a> {
    /// What somebody does now.
    pub const fn now(by: i64, step: Step, note: &'a str, now: NaiveDateTime) -> Self {
        Self {
            by: Some(by),
            step,
            note,
            at: now,
            noted_at: now,
        }
    }
}

/// Writes a line of history.
pub(super) fn insert_event(
    conn: &mut DbConn,
    dossier_id: i64,
    entry: &Entry<'_>,
) -> QueryResult<()> {
    diesel::insert_into(dossier_events::table)
        .values((
            dossier_events::dossier_id.eq(dossier_id),
            dossier_events::at.eq(entry.at),
            dossier_events::noted_at.eq(entry.noted_at),
            dossier_events::account_id.eq(entry.by),
            dossier_events::action.eq(entry.step.as_str()),
            dossier_events::note.eq(entry.note),
        ))
        .execute(conn)?;
    Ok(())
}

/// The history of a dossier, oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_events(conn: &mut DbConn, dossier_id: i64) -> QueryResult<Vec<Event>> {
    dossier_events::table
        .left_join(accounts::table)
        .filter(dossier_events::dossier_id.eq(dossier_id))
        .order(dossier_events::id)
        .select((
            dossier_events::at,
            dossier_events::noted_at,
            dossier_events::account_id,
            accounts::name.nullable(),
            dossier_events::action,
            dossier_events::note,
        ))
        .load(conn)
}
