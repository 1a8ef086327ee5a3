//! One dossier: stored, found, changed.

use std::ops::Range;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::applications::replace_application;
use super::events::{Entry, insert_event};
use super::tallies::{Moves, move_tallies};
use crate::db::DbConn;
use crate::db::schema::{dossiers, units};
use crate::dossiers::dossier::{Application, Dossier};
use crate::on_each;
use crate::units::Scope;

/// Whether a changed dossier was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It was.
    Done,
    /// Somebody else changed the dossier in between: nothing was kept.
    Stale,
}

/// Takes a dossier in, with who handed in what its first line of history and its counts. Nothing is kept, and nothing returned, if
/// the unit has one with this code.
///
/// # Errors
/// The database refuses.
pub fn insert_dossier(
    conn: &mut DbConn,
    new: &Dossier,
    application: &Application,
    entry: &Entry<'_>,
) -> QueryResult<Option<Dossier>> {
    let row = (
        (
            dossiers::unit_id.eq(new.unit_id),
            dossiers::code.eq(&new.code),
            dossiers::procedure_id.eq(new.procedure_id),
            dossiers::procedure_name.eq(&new.procedure_name),
            dossiers::field.eq(&new.field),
            dossiers::officer_id.eq(new.officer_id),
            dossiers::officer_name.eq(&new.officer_name),
            dossiers::way.eq(new.way.as_str()),
            dossiers::state.eq(new.state.as_str()),
            dossiers::received_at.eq(new.received_at),
            dossiers::limit_n.eq(new.limit_n),
            dossiers::limit_unit.eq(&new.limit_unit),
            dossiers::counted_from.eq(new.counted_from),
        ),
        (
            dossiers::first_due_at.eq(new.first_due_at),
            dossiers::due_at.eq(new.due_at),
            dossiers::stopped_at.eq(new.stopped_at),
            dossiers::ended_at.eq(new.ended_at),
            dossiers::returned_at.eq(new.returned_at),
            dossiers::days_late.eq(new.days_late),
            dossiers::timing.eq(new.timing.as_str()),
            dossiers::supplements.eq(new.supplements),
            dossiers::contacts.eq(new.contacts),
            dossiers::agencies.eq(new.agencies),
            dossiers::owed_from.eq(new.owed_from),
        ),
    );
    let stored: Option<i64> = on_each!(conn, |c| diesel::insert_into(dossiers::table)
        .values(&row)
        .on_conflict((dossiers::unit_id, dossiers::code))
        .do_nothing()
        .returning(dossiers::id)
        .get_result(c)
        .optional())?;
    let Some(id) = stored else { return Ok(None) };
    replace_application(conn, id, application)?;
    insert_event(conn, id, entry)?;
    count(conn, None, new)?;
    Ok(Some(Dossier { id, ..new.clone() }))
}

/// Keeps a changed dossier, unless somebody else changed it since `before` was read. Its history and its counts move with it.
///
/// # Errors
/// The database refuses.
pub fn save_dossier(
    conn: &mut DbConn,
    before: &Dossier,
    after: &Dossier,
    entry: &Entry<'_>,
) -> QueryResult<Saved> {
    let kept = diesel::update(dossiers::table.find(before.id))
        .filter(dossiers::version.eq(before.version))
        .set((
            (
                dossiers::version.eq(before.version + 1),
                dossiers::procedure_id.eq(after.procedure_id),
                dossiers::procedure_name.eq(&after.procedure_name),
                dossiers::field.eq(&after.field),
                dossiers::officer_id.eq(after.officer_id),
                dossiers::officer_name.eq(&after.officer_name),
                dossiers::way.eq(after.way.as_str()),
                dossiers::state.eq(after.state.as_str()),
                dossiers::received_at.eq(after.received_at),
                dossiers::limit_n.eq(after.limit_n),
                dossiers::limit_unit.eq(&after.limit_unit),
                dossiers::counted_from.eq(after.counted_from),
                dossiers::first_due_at.eq(after.first_due_at),
                dossiers::due_at.eq(after.due_at),
            ),
            (
                dossiers::stopped_at.eq(after.stopped_at),
                dossiers::ended_at.eq(after.ended_at),
                dossiers::returned_at.eq(after.returned_at),
                dossiers::days_late.eq(after.days_late),
                dossiers::timing.eq(after.timing.as_str()),
                dossiers::supplements.eq(after.supplements),
                dossiers::contacts.eq(after.contacts),
                dossiers::agencies.eq(after.agencies),
                dossiers::errors_owed.eq(after.errors_owed),
                dossiers::error_at.eq(after.error_at),
                dossiers::apologised_on.eq(after.apologised_on),
                dossiers::apologised_again_on.eq(after.apologised_again_on),
                dossiers::owed_from.eq(after.owed_from),
            ),
        ))
        .execute(conn)?;
    if kept == 0 {
        return Ok(Saved::Stale);
    }
    insert_event(conn, after.id, entry)?;
    count(conn, Some(before), after)?;
    Ok(Saved::Done)
}

/// Moves the counts from what a dossier was to what it is.
fn count(conn: &mut DbConn, before: Option<&Dossier>, after: &Dossier) -> QueryResult<()> {
    let mut moves = Moves::default();
    moves.note(before, after);
    move_tallies(conn, &moves)
}

/// Holds a dossier for the rest of the transaction, if it still is as it was read: what is done beside it is done to
/// this version and no other.
///
/// # Errors
/// The database refuses.
pub fn hold_dossier(conn: &mut DbConn, dossier: &Dossier) -> QueryResult<bool> {
    let held = diesel::update(dossiers::table.find(dossier.id))
        .filter(dossiers::version.eq(dossier.version))
        .set(dossiers::version.eq(dossier.version))
        .execute(conn)?;
    Ok(held == 1)
}

/// A dossier that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_dossier(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Dossier>> {
    dossiers::table
        .inner_join(units::table)
        .filter(dossiers::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .select(Dossier::as_select())
        .first(conn)
        .optional()
}

/// A unit's dossier with a code.
///
/// # Errors
/// The database refuses.
pub fn find_by_code(conn: &mut DbConn, unit_id: i64, code: &str) -> QueryResult<Option<Dossier>> {
    dossiers::table
        .filter(dossiers::unit_id.eq(unit_id))
        .filter(dossiers::code.eq(code))
        .select(Dossier::as_select())
        .first(conn)
        .optional()
}

/// Dossiers received in a span (UTC) after a row, with the codes of their units, in the order of their rows. For whoever
/// runs the server: every unit is looked at.
///
/// # Errors
/// The database refuses.
pub fn list_received(
    conn: &mut DbConn,
    span: &Range<NaiveDateTime>,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<(Dossier, String)>> {
    dossiers::table
        .inner_join(units::table)
        .filter(dossiers::id.gt(after))
        .filter(dossiers::received_at.ge(span.start))
        .filter(dossiers::received_at.lt(span.end))
        .order(dossiers::id)
        .limit(at_most)
        .select((Dossier::as_select(), units::code))
        .load(conn)
}

/// The dossier that a form has registered already.
///
/// # Errors
/// The database refuses.
pub fn find_by_form(conn: &mut DbConn, form_id: &str) -> QueryResult<Option<i64>> {
    dossiers::table
        .filter(dossiers::form_id.eq(form_id))
        .select(dossiers::id)
        .first(conn)
        .optional()
}

/// Notes by which form a dossier was registered.
///
/// # Errors
/// The database refuses, or the form has registered another one.
pub fn note_form(conn: &mut DbConn, id: i64, form_id: &str) -> QueryResult<()> {
    diesel::update(dossiers::table.find(id))
        .set(dossiers::form_id.eq(form_id))
        .execute(conn)?;
    Ok(())
}
