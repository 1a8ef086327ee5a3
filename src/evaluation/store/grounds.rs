//! What the indicators of a unit are made from: how complaints were handled, what waits online, what the catalogue says.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::accounts::Role;
use crate::complaints::{Class, State as CaseState};
use crate::db::DbConn;
use crate::db::schema::{accounts, complaints, dossiers, procedures, units};
use crate::dossiers::dossier::Way;
use crate::evaluation::points::Petitions;
use crate::units::Scope;

macro_rules! units_of {
    ($scope:expr) => {
        units::table
            .filter(units::path.like($scope.pattern()))
            .select(units::id)
    };
}

/// Petitions within competence that were received in a span (UTC), by unit. What is open with its day ahead is left out:
/// nobody knows yet. What is not decided, or is seen by its keeper alone, counts as what it was taken for.
///
/// # Errors
/// The database refuses.
pub fn count_petitions(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
) -> QueryResult<BTreeMap<i64, Petitions>> {
    let competent = Class::ALL.iter().filter(|class| class.is_competent());
    let competent: Vec<&str> = competent.map(|class| class.as_str()).collect();
    let decided = complaints::confined.eq(false).and(
        complaints::class
            .assume_not_null()
            .eq_any(competent.clone()),
    );
    let taken_for = complaints::confined
        .eq(true)
        .or(complaints::class.is_null())
        .and(complaints::proposed.eq_any(competent));
    let rows: Vec<(i64, String, bool, i64)> = complaints::table
        .filter(complaints::unit_id.eq_any(units_of!(scope)))
        .filter(complaints::received_at.ge(span.start))
        .filter(complaints::received_at.lt(span.end))
        .filter(decided.or(taken_for))
        .group_by((complaints::unit_id, complaints::state, complaints::late))
        .select((
            complaints::unit_id,
            complaints::state,
            complaints::late,
            count_star(),
        ))
        .load(conn)?;
    let mut petitions: BTreeMap<i64, Petitions> = BTreeMap::new();
    for (unit_id, state, is_late, cases) in rows {
        let is_open = state.parse().is_ok_and(CaseState::is_open);
        let cases = u64::try_from(cases).unwrap_or(0);
        let of_unit = petitions.entry(unit_id).or_default();
        match (is_open, is_late) {
            (false, false) => of_unit.in_time += cases,
            (false, true) => of_unit.late += cases,
            (true, true) => of_unit.prolonged += cases,
            (true, false) => {}
        }
    }
    Ok(petitions)
}

/// Files handed in online whose day passed before a moment (UTC) and that are not solved, by unit.
///
/// # Errors
/// The database refuses.
pub fn count_overdue(
    conn: &mut DbConn,
    scope: &Scope,
    until: NaiveDateTime,
) -> QueryResult<BTreeMap<i64, u64>> {
    let due = dossiers::first_due_at.assume_not_null();
    let stopped = dossiers::stopped_at.assume_not_null();
    let rows: Vec<(i64, i64)> = dossiers::table
        .filter(dossiers::unit_id.eq_any(units_of!(scope)))
        .filter(dossiers::ended_at.is_null())
        .filter(dossiers::way.eq(Way::Online.as_str()))
        .filter(due.lt(until))
        .filter(dossiers::stopped_at.is_null().or(stopped.gt(due)))
        .group_by(dossiers::unit_id)
        .select((dossiers::unit_id, count_star()))
        .load(conn)?;
    let count = |(unit_id, files): (i64, i64)| (unit_id, u64::try_from(files).unwrap_or(0));
    Ok(rows.into_iter().map(count).collect())
}

/// A procedure of the catalogue, as far as it is counted.
#[derive(Clone, Debug, Queryable)]
pub struct Provided {
    /// The unit in which it holds, and below.
    pub unit_id: i64,
    /// Its code.
    pub code: String,
    /// Whether all of it is done at the desk.
    pub at_desk: bool,
    /// Whether it can be handed in online.
    pub online: bool,
}

/// The procedures that hold on a day, of the units that the viewer may see and of those above them.
///
/// # Errors
/// The database refuses.
pub fn list_provided(
    conn: &mut DbConn,
    (scope, above): (&Scope, &[i64]),
    day: NaiveDate,
) -> QueryResult<Vec<Provided>> {
    let seen = procedures::unit_id.eq_any(units_of!(scope));
    procedures::table
        .filter(seen.or(procedures::unit_id.eq_any(above)))
        .filter(procedures::valid_from.le(day))
        .filter(
            procedures::valid_until
                .is_null()
                .or(procedures::valid_until.assume_not_null().ge(day)),
        )
        .select((
            procedures::unit_id,
            procedures::code,
            procedures::at_desk,
            procedures::online,
        ))
        .load(conn)
}

/// How many lead a unit itself.
///
/// # Errors
/// The database refuses.
pub fn count_leaders(conn: &mut DbConn, unit_id: i64) -> QueryResult<i64> {
    accounts::table
        .filter(accounts::unit_id.eq(unit_id))
        .filter(accounts::role.eq(Role::Leader.as_str()))
        .filter(accounts::active.eq(true))
        .count()
        .get_result(conn)
}

/// Names of accounts.
///
/// # Errors
/// The database refuses.
pub fn list_officer_names(conn: &mut DbConn, ids: &[i64]) -> QueryResult<BTreeMap<i64, String>> {
    let names: Vec<(i64, String)> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::name))
        .load(conn)?;
    Ok(names.into_iter().collect())
}
