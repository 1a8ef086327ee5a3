//! What waits to be answered, and what of it is late.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::notes::last_entries;
use crate::calendar::store::find_working_days;
use crate::db::DbConn;
use crate::db::schema::{supervision_entries, supervision_notes, units};
use crate::supervision::note::{Step, due};
use crate::units::Scope;

/// Something that must be answered.
#[derive(Clone, Debug, Queryable)]
pub struct Asked {
    /// The entry.
    pub entry_id: i64,
    /// Number of the note.
    pub note_id: i64,
    /// Its unit.
    pub unit_id: i64,
    /// Word of the step.
    pub step: String,
    /// When it was asked, UTC.
    pub at: NaiveDateTime,
    /// Within how many working days.
    pub days: Option<i32>,
}

/// How much must be answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// All of it.
    pub open: usize,
    /// Of which the day is over.
    pub late: usize,
}

/// Everything that must be answered, the oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_waiting(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Asked>> {
    let asks = [Step::Ask, Step::Unsatisfied].map(Step::as_str);
    last_entries!()
        .filter(units::path.like(scope.pattern()))
        .filter(supervision_entries::step.eq_any(asks))
        .order(supervision_entries::id)
        .select((
            supervision_entries::id,
            supervision_notes::id,
            supervision_notes::unit_id,
            supervision_entries::step,
            supervision_entries::at,
            supervision_entries::days,
        ))
        .load(conn)
}

/// Counts what must be answered on a day.
///
/// # Errors
/// The database refuses.
pub fn count_waiting(conn: &mut DbConn, scope: &Scope, today: NaiveDate) -> QueryResult<Waiting> {
    let asked = list_waiting(conn, scope)?;
    count(conn, &asked, today)
}

/// The same of a unit alone.
///
/// # Errors
/// The database refuses.
pub fn count_waiting_of(
    conn: &mut DbConn,
    scope: &Scope,
    unit_id: i64,
    today: NaiveDate,
) -> QueryResult<Waiting> {
    let mut asked = list_waiting(conn, scope)?;
    asked.retain(|one| one.unit_id == unit_id);
    count(conn, &asked, today)
}

fn count(conn: &mut DbConn, asked: &[Asked], today: NaiveDate) -> QueryResult<Waiting> {
    if asked.is_empty() {
        return Ok(Waiting::default());
    }
    let calendar = find_working_days(conn)?;
    let is_late = |one: &&Asked| {
        let step = one.step.parse().unwrap_or(Step::Ask);
        let due = due(step, one.at, one.days, &calendar);
        due.is_some_and(|due| due.is_ok_and(|due| due < today))
    };
    Ok(Waiting {
        open: asked.len(),
        late: asked.iter().filter(is_late).count(),
    })
}
