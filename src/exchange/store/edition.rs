//! The edition: what is told of some units' year, and what waits.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{max, sum};
use diesel::prelude::*;

use super::told::{SeriesKey, days_of};
use crate::db::DbConn;
use crate::db::schema::{
    foreign_turnout_months, told_cells, told_groups, told_years, turnout_months, units,
};
use crate::exchange::pool::{Groups, Label};

/// When something of these units' year was told last.
///
/// # Errors
/// The database refuses.
pub fn find_told_at(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<Option<NaiveDateTime>> {
    told_years::table
        .filter(told_years::unit_id.eq_any(unit_ids))
        .filter(told_years::year.eq(year))
        .select(max(told_years::told_at))
        .first(conn)
}

type GroupRow = (
    NaiveDate,
    NaiveDate,
    String,
    i64,
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// What was told of these units' year, added up.
///
/// # Errors
/// The database refuses.
pub fn list_told(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<BTreeMap<SeriesKey, Groups>> {
    let (first, last) = days_of(year);
    let labelled = (
        told_groups::month,
        told_groups::until,
        told_groups::channel,
        told_groups::questionnaire_id,
        told_groups::criterion,
    );
    let rows: Vec<GroupRow> = told_groups::table
        .filter(told_groups::unit_id.eq_any(unit_ids))
        .filter(told_groups::month.between(first, last))
        .group_by(labelled)
        .select((
            told_groups::month,
            told_groups::until,
            told_groups::channel,
            told_groups::questionnaire_id,
            told_groups::criterion,
            sum(told_groups::n1),
            sum(told_groups::n2),
            sum(told_groups::n3),
            sum(told_groups::n4),
            sum(told_groups::n5),
            sum(told_groups::no_opinion),
        ))
        .load(conn)?;
    let mut told = BTreeMap::<_, Groups>::new();
    for (month, until, channel, questionnaire, criterion, n1, n2, n3, n4, n5, none) in rows {
        let label = Label {
            month,
            until,
            channel: channel.parse().ok(),
        };
        let counts = [n1, n2, n3, n4, n5, none].map(Option::unwrap_or_default);
        let groups = told.entry((questionnaire, criterion)).or_default();
        groups.insert(label, counts);
    }
    Ok(told)
}

/// Ballots of each of these units in a year, and how many of them were told.
///
/// # Errors
/// The database refuses.
pub fn list_turnout(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<BTreeMap<i64, (i64, i64)>> {
    let (first, last) = days_of(year);
    let ballots: Vec<(i64, Option<i64>)> = turnout_months::table
        .filter(turnout_months::unit_id.eq_any(unit_ids))
        .filter(turnout_months::month.between(first, last))
        .group_by(turnout_months::unit_id)
        .select((turnout_months::unit_id, sum(turnout_months::ballots)))
        .load(conn)?;
    let told: Vec<(i64, Option<i64>)> = told_cells::table
        .filter(told_cells::unit_id.eq_any(unit_ids))
        .filter(told_cells::month.between(first, last))
        .filter(told_cells::criterion.eq(""))
        .group_by(told_cells::unit_id)
        .select((told_cells::unit_id, sum(told_cells::n1)))
        .load(conn)?;
    let told: BTreeMap<_, _> = told.into_iter().collect();
    let both = |(unit, ballots): (i64, Option<i64>)| {
        let told = told.get(&unit).copied().flatten();
        (
            unit,
            (ballots.unwrap_or_default(), told.unwrap_or_default()),
        )
    };
    Ok(ballots.into_iter().map(both).collect())
}

/// Units whose told groups do not add up to what was told of their counts, by code.
///
/// # Errors
/// The database refuses.
pub fn list_wrongly_told(conn: &mut DbConn) -> QueryResult<Vec<String>> {
    let cells: Vec<(i64, Option<i64>, Option<i64>)> = told_cells::table
        .group_by(told_cells::unit_id)
        .select((
            told_cells::unit_id,
            sum(told_cells::n1 + told_cells::n2 + told_cells::n3),
            sum(told_cells::n4 + told_cells::n5 + told_cells::no_opinion),
        ))
        .order(told_cells::unit_id)
        .load(conn)?;
    let groups: Vec<(i64, Option<i64>, Option<i64>)> = told_groups::table
        .group_by(told_groups::unit_id)
        .select((
            told_groups::unit_id,
            sum(told_groups::n1 + told_groups::n2 + told_groups::n3),
            sum(told_groups::n4 + told_groups::n5 + told_groups::no_opinion),
        ))
        .order(told_groups::unit_id)
        .load(conn)?;
    let differing = cells.iter().filter(|row| !groups.contains(row));
    let differing = differing.chain(groups.iter().filter(|row| !cells.contains(row)));
    let ids: Vec<i64> = differing.map(|(id, ..)| *id).collect();
    units::table
        .filter(units::id.eq_any(ids))
        .select(units::code)
        .load(conn)
}

/// Months in which something of each unit came in, own ballots and files alike: the unit and the first day.
///
/// # Errors
/// The database refuses.
pub fn list_months(conn: &mut DbConn) -> QueryResult<Vec<(i64, NaiveDate)>> {
    let mut months: Vec<(i64, NaiveDate)> = turnout_months::table
        .select((turnout_months::unit_id, turnout_months::month))
        .distinct()
        .load(conn)?;
    let foreign: Vec<(i64, NaiveDate)> = foreign_turnout_months::table
        .select((
            foreign_turnout_months::unit_id,
            foreign_turnout_months::month,
        ))
        .distinct()
        .load(conn)?;
    months.extend(foreign);
    Ok(months)
}
