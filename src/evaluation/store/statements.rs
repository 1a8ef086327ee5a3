//! What units say of their own desks: lines are added, never changed.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, evaluation_statements, units};
use crate::evaluation::statement::{Said, Statement};
use crate::units::Scope;

/// What holds on a day of the units that the viewer may see and of those above them, by unit: of one unit the latest day
/// and, of that, the latest word come last.
///
/// # Errors
/// The database refuses.
pub fn find_statements(
    conn: &mut DbConn,
    (scope, above): (&Scope, &[i64]),
    day: NaiveDate,
) -> QueryResult<Vec<Statement>> {
    let seen = units::table
        .filter(units::path.like(scope.pattern()))
        .select(units::id);
    let seen = evaluation_statements::unit_id.eq_any(seen);
    evaluation_statements::table
        .left_join(accounts::table.on(evaluation_statements::stated_by.eq(accounts::id.nullable())))
        .filter(seen.or(evaluation_statements::unit_id.eq_any(above)))
        .filter(evaluation_statements::valid_from.le(day))
        .order((
            evaluation_statements::unit_id,
            evaluation_statements::valid_from,
            evaluation_statements::id,
        ))
        .select((
            evaluation_statements::unit_id,
            (
                evaluation_statements::valid_from,
                evaluation_statements::board,
                evaluation_statements::online,
                evaluation_statements::through_desk,
            ),
            accounts::name.nullable(),
            evaluation_statements::stated_at,
        ))
        .load(conn)
}

/// Notes what somebody says of a unit.
///
/// # Errors
/// The database refuses.
pub fn insert_statement(
    conn: &mut DbConn,
    unit_id: i64,
    said: &Said,
    (by, at): (i64, NaiveDateTime),
) -> QueryResult<()> {
    diesel::insert_into(evaluation_statements::table)
        .values((
            evaluation_statements::unit_id.eq(unit_id),
            evaluation_statements::valid_from.eq(said.valid_from),
            evaluation_statements::board.eq(said.board),
            evaluation_statements::online.eq(said.online),
            evaluation_statements::through_desk.eq(said.through_desk),
            evaluation_statements::stated_by.eq(by),
            evaluation_statements::stated_at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}
