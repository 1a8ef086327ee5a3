//! The history of a case: lines are added, never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::complaints::state::Step;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_events};

/// One line of a case's history.
#[derive(Clone, Debug, Queryable)]
pub struct Event {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// The account that acted.
    pub account_id: Option<i64>,
    /// Name of whoever did it; nobody is the citizen, or the program by rule.
    pub by: Option<String>,
    /// Word of the step.
    pub action: String,
    /// Why, or what.
    pub note: String,
}

/// A line to be written into the history.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The account that acts; nobody is the citizen, or the program by rule.
    pub by: Option<i64>,
    /// What is done.
    pub step: Step,
    /// Why, or what.
    pub note: &'a str,
    /// When, UTC.
    pub at: NaiveDateTime,
}

impl<'a> Entry<'a> {
    /// What the program does by rule, or the citizen does.
    pub const fn by_rule(step: Step, note: &'a str, at: NaiveDateTime) -> Self {
        Self {
            by: None,
            step,
            note,
            at,
        }
    }
}

/// Writes a line of history.
///
/// # Errors
/// The database refuses.
pub fn insert_event(conn: &mut DbConn, case: &Case, entry: &Entry<'_>) -> QueryResult<()> {
    diesel::insert_into(complaint_events::table)
        .values((
            complaint_events::complaint_id.eq(case.id),
            complaint_events::at.eq(entry.at),
            complaint_events::account_id.eq(entry.by),
            complaint_events::action.eq(entry.step.as_str()),
            complaint_events::state.eq(case.state.as_str()),
            complaint_events::note.eq(entry.note),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether the same line is in the history already, since a moment (UTC).
///
/// # Errors
/// The database refuses.
pub fn has_event_since(
    conn: &mut DbConn,
    case: &Case,
    entry: &Entry<'_>,
    since: NaiveDateTime,
) -> QueryResult<bool> {
    let same: Vec<Option<i64>> = complaint_events::table
        .filter(complaint_events::complaint_id.eq(case.id))
        .filter(complaint_events::action.eq(entry.step.as_str()))
        .filter(complaint_events::note.eq(entry.note))
        .filter(complaint_events::at.gt(since))
        .select(complaint_events::account_id)
        .load(conn)?;
    Ok(same.contains(&entry.by))
}

/// The history of a case, oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_events(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<Event>> {
    complaint_events::table
        .left_join(accounts::table)
        .filter(complaint_events::complaint_id.eq(case.id))
        .order(complaint_events::id)
        .select((
            complaint_events::at,
            complaint_events::account_id,
            accounts::name.nullable(),
            complaint_events::action,
            complaint_events::note,
        ))
        .load(conn)
}

/// By what the message that tells the citizen of a line of history is queued once.
pub fn message_key(event_id: i64) -> String {
    format!("complaint event {event_id}")
}

/// Those of all messages that the citizen may have been told by of a case.
///
/// # Errors
/// The database refuses.
pub fn list_message_keys(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<String>> {
    let ids: Vec<i64> = complaint_events::table
        .filter(complaint_events::complaint_id.eq(case.id))
        .select(complaint_events::id)
        .load(conn)?;
    Ok(ids.into_iter().map(message_key).collect())
}
