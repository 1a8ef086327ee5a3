//! The own counts, what of them was told, and the groups it was told in.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::DbConn;
use crate::db::schema::{tally_months, told_cells, told_groups, told_years, turnout_months};
use crate::exchange::pool::{Counts, Groups, Series};
use crate::on_each;
use crate::survey::ballot::Channel;

/// Questionnaire's row and criterion; an empty criterion counts ballots.
pub type SeriesKey = (i64, String);
/// Every series of a unit and year.
pub type AllSeries = BTreeMap<SeriesKey, Series>;

type Row = (NaiveDate, String, i64, String, i32, i32, i32, i32, i32, i32);

/// First and last day of a year; no day where the calendar has no such year.
pub(in crate::exchange) fn days_of(year: i32) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    (day(1, 1), day(12, 31))
}

/// The own counts of a unit's year.
///
/// # Errors
/// The database refuses.
pub fn list_counts(conn: &mut DbConn, unit_id: i64, year: i32) -> QueryResult<AllSeries> {
    let (first, last) = days_of(year);
    let mut all = AllSeries::new();
    let rows: Vec<Row> = tally_months::table
        .filter(tally_months::unit_id.eq(unit_id))
        .filter(tally_months::month.between(first, last))
        .select((
            tally_months::month,
            tally_months::channel,
            tally_months::questionnaire_id,
            tally_months::criterion,
            tally_months::n1,
            tally_months::n2,
            tally_months::n3,
            tally_months::n4,
            tally_months::n5,
            tally_months::no_opinion,
        ))
        .load(conn)?;
    rows.into_iter().for_each(|row| put(&mut all, row));
    let turnout: Vec<(NaiveDate, String, i64, i32)> = turnout_months::table
        .filter(turnout_months::unit_id.eq(unit_id))
        .filter(turnout_months::month.between(first, last))
        .select((
            turnout_months::month,
            turnout_months::channel,
            turnout_months::questionnaire_id,
            turnout_months::ballots,
        ))
        .load(conn)?;
    for (month, channel, id, ballots) in turnout {
        let row = (month, channel, id, String::new(), ballots, 0, 0, 0, 0, 0);
        put(&mut all, row);
    }
    Ok(all)
}

/// What of them was told.
///
/// # Errors
/// The database refuses.
pub fn list_told_counts(conn: &mut DbConn, unit_id: i64, year: i32) -> QueryResult<AllSeries> {
    let (first, last) = days_of(year);
    let mut all = AllSeries::new();
    let rows: Vec<Row> = told_cells::table
        .filter(told_cells::unit_id.eq(unit_id))
        .filter(told_cells::month.between(first, last))
        .select((
            told_cells::month,
            told_cells::channel,
            told_cells::questionnaire_id,
            told_cells::criterion,
            told_cells::n1,
            told_cells::n2,
            told_cells::n3,
            told_cells::n4,
            told_cells::n5,
            told_cells::no_opinion,
        ))
        .load(conn)?;
    rows.into_iter().for_each(|row| put(&mut all, row));
    Ok(all)
}

fn put(all: &mut AllSeries, row: Row) {
    let (month, channel, questionnaire, criterion, n1, n2, n3, n4, n5, none) = row;
    let Ok(channel) = channel.parse::<Channel>() else {
        return;
    };
    let counts = [n1, n2, n3, n4, n5, none].map(i64::from);
    let series = all.entry((questionnaire, criterion)).or_default();
    series.insert((channel, month), counts);
}

/// A place of counts in the tables.
#[derive(Insertable)]
#[diesel(table_name = told_groups)]
struct NewGroup<'a> {
    unit_id: i64,
    month: NaiveDate,
    until: NaiveDate,
    channel: &'static str,
    questionnaire_id: i64,
    criterion: &'a str,
    n1: i32,
    n2: i32,
    n3: i32,
    n4: i32,
    n5: i32,
    no_opinion: i32,
}

#[derive(Insertable)]
#[diesel(table_name = told_cells)]
struct NewCell<'a> {
    unit_id: i64,
    month: NaiveDate,
    channel: &'static str,
    questionnaire_id: i64,
    criterion: &'a str,
    n1: i32,
    n2: i32,
    n3: i32,
    n4: i32,
    n5: i32,
    no_opinion: i32,
}

/// Whose counts: unit, questionnaire, criterion.
pub type Whose<'a> = (i64, &'a SeriesKey);

/// Adds to what was told of the own counts.
///
/// # Errors
/// The database refuses, or a count is larger than it holds.
pub fn add_told_cells(
    conn: &mut DbConn,
    (unit_id, (questionnaire_id, criterion)): Whose<'_>,
    cells: &Series,
) -> QueryResult<()> {
    for ((channel, month), counts) in cells {
        let [n1, n2, n3, n4, n5, no_opinion] = stored(counts)?;
        let row = NewCell {
            unit_id,
            month: *month,
            channel: channel.as_str(),
            questionnaire_id: *questionnaire_id,
            criterion,
            n1,
            n2,
            n3,
            n4,
            n5,
            no_opinion,
        };
        on_each!(conn, |c| diesel::insert_into(told_cells::table)
            .values(&row)
            .on_conflict((
                told_cells::unit_id,
                told_cells::month,
                told_cells::channel,
                told_cells::questionnaire_id,
                told_cells::criterion,
            ))
            .do_update()
            .set((
                told_cells::n1.eq(told_cells::n1 + excluded(told_cells::n1)),
                told_cells::n2.eq(told_cells::n2 + excluded(told_cells::n2)),
                told_cells::n3.eq(told_cells::n3 + excluded(told_cells::n3)),
                told_cells::n4.eq(told_cells::n4 + excluded(told_cells::n4)),
                told_cells::n5.eq(told_cells::n5 + excluded(told_cells::n5)),
                told_cells::no_opinion
                    .eq(told_cells::no_opinion + excluded(told_cells::no_opinion)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Adds groups to those that were told.
///
/// # Errors
/// As `add_told_cells`.
pub fn add_told_groups(
    conn: &mut DbConn,
    (unit_id, (questionnaire_id, criterion)): Whose<'_>,
    groups: &Groups,
) -> QueryResult<()> {
    for (label, counts) in groups {
        let [n1, n2, n3, n4, n5, no_opinion] = stored(counts)?;
        let row = NewGroup {
            unit_id,
            month: label.month,
            until: label.until,
            channel: label.channel.map_or("", Channel::as_str),
            questionnaire_id: *questionnaire_id,
            criterion,
            n1,
            n2,
            n3,
            n4,
            n5,
            no_opinion,
        };
        on_each!(conn, |c| diesel::insert_into(told_groups::table)
            .values(&row)
            .on_conflict((
                told_groups::unit_id,
                told_groups::month,
                told_groups::until,
                told_groups::channel,
                told_groups::questionnaire_id,
                told_groups::criterion,
            ))
            .do_update()
            .set((
                told_groups::n1.eq(told_groups::n1 + excluded(told_groups::n1)),
                told_groups::n2.eq(told_groups::n2 + excluded(told_groups::n2)),
                told_groups::n3.eq(told_groups::n3 + excluded(told_groups::n3)),
                told_groups::n4.eq(told_groups::n4 + excluded(told_groups::n4)),
                told_groups::n5.eq(told_groups::n5 + excluded(told_groups::n5)),
                told_groups::no_opinion
                    .eq(told_groups::no_opinion + excluded(told_groups::no_opinion)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Counts as a column holds them.
pub(super) fn stored(counts: &Counts) -> QueryResult<[i32; 6]> {
    let mut stored = [0; 6];
    for (stored, count) in stored.iter_mut().zip(counts) {
        *stored = i32::try_from(*count)
            .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    }
    Ok(stored)
}

/// Notes when something of a unit's year was told.
///
/// # Errors
/// The database refuses.
pub fn note_told(
    conn: &mut DbConn,
    unit_id: i64,
    year: i32,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let row = (
        told_years::unit_id.eq(unit_id),
        told_years::year.eq(year),
        told_years::told_at.eq(now),
    );
    on_each!(conn, |c| diesel::insert_into(told_years::table)
        .values(row)
        .on_conflict((told_years::unit_id, told_years::year))
        .do_update()
        .set(told_years::told_at.eq(now))
        .execute(c))?;
    Ok(())
}
