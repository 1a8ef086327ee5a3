//! What is looked at: sums of tallies, and counts that an index of the database gives. No ballot is ever read.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, min, sum};
use diesel::prelude::*;

use crate::accounts::Role;
use crate::complaints::State;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_officers, complaints, dossiers, turnout_days, units};
use crate::units::Scope;

/// Ids of the units of a scope.
///
/// # Errors
/// The database refuses.
pub fn list_unit_ids(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<i64>> {
    units::table
        .filter(units::path.like(scope.pattern()))
        .select(units::id)
        .load(conn)
}

/// How many ballots came on each day since one.
///
/// # Errors
/// The database refuses.
pub fn count_ballots(
    conn: &mut DbConn,
    unit_ids: &[i64],
    since: NaiveDate,
) -> QueryResult<BTreeMap<NaiveDate, u64>> {
    let rows: Vec<(NaiveDate, Option<i64>)> = turnout_days::table
        .filter(turnout_days::unit_id.eq_any(unit_ids))
        .filter(turnout_days::day.ge(since))
        .group_by(turnout_days::day)
        .select((turnout_days::day, sum(turnout_days::ballots)))
        .load(conn)?;
    let natural = |sum: Option<i64>| sum.and_then(|sum| u64::try_from(sum).ok()).unwrap_or(0);
    Ok(rows
        .into_iter()
        .map(|(day, ballots)| (day, natural(ballots)))
        .collect())
}

/// The complaints that name somebody who leads. Looked up once, not for each case: there are few.
macro_rules! naming_a_leader {
    () => {{
        let leaders = accounts::table
            .filter(accounts::role.eq(Role::Leader.as_str()))
            .select(accounts::id);
        complaint_officers::table
            .filter(complaint_officers::account_id.eq_any(leaders))
            .select(complaint_officers::complaint_id)
    }};
}

/// Open complaints whose day is over, and the day that is over for longest. What its keeper alone sees is not counted,
/// nor what names somebody who leads and would be told: no figure tells of it.
///
/// # Errors
/// The database refuses.
pub fn count_late_complaints(
    conn: &mut DbConn,
    unit_ids: &[i64],
    today: NaiveDate,
) -> QueryResult<(i64, Option<NaiveDate>)> {
    let open = State::OPEN.iter().map(|state| state.as_str());
    complaints::table
        .filter(complaints::unit_id.eq_any(unit_ids))
        .filter(complaints::state.eq_any(open))
        .filter(complaints::due.lt(today))
        .filter(complaints::confined.eq(false))
        .filter(complaints::id.ne_all(naming_a_leader!()))
        .select((count_star(), min(complaints::due)))
        .first(conn)
}

/// Dossiers for which an apology is owed, and since when the first one is.
///
/// # Errors
/// The database refuses.
pub fn count_owed_apologies(
    conn: &mut DbConn,
    unit_ids: &[i64],
    now: NaiveDateTime,
) -> QueryResult<(i64, Option<NaiveDateTime>)> {
    dossiers::table
        .filter(dossiers::unit_id.eq_any(unit_ids))
        .filter(dossiers::owed_from.le(now))
        .select((count_star(), min(dossiers::owed_from)))
        .first(conn)
}

/// How many complaints were answered on these days, but for those that name a leader.
///
/// # Errors
/// The database refuses.
pub fn count_answered(
    conn: &mut DbConn,
    unit_ids: &[i64],
    (first, last): (NaiveDate, NaiveDate),
) -> QueryResult<i64> {
    complaints::table
        .filter(complaints::unit_id.eq_any(unit_ids))
        .filter(complaints::done_on.between(first, last))
        .filter(complaints::confined.eq(false))
        .filter(complaints::id.ne_all(naming_a_leader!()))
        .count()
        .get_result(conn)
}

/// Open complaints that are due until a day, but for those that name a leader.
///
/// # Errors
/// The database refuses.
pub fn count_due_complaints(
    conn: &mut DbConn,
    unit_ids: &[i64],
    (first, last): (NaiveDate, NaiveDate),
) -> QueryResult<i64> {
    let open = State::OPEN.iter().map(|state| state.as_str());
    complaints::table
        .filter(complaints::unit_id.eq_any(unit_ids))
        .filter(complaints::state.eq_any(open))
        .filter(complaints::due.between(first, last))
        .filter(complaints::confined.eq(false))
        .filter(complaints::id.ne_all(naming_a_leader!()))
        .count()
        .get_result(conn)
}
