//! The counts that the newest files of other installations tell.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use diesel::dsl::{exists, max, min, sum};
use diesel::prelude::*;

use super::told::{days_of, stored};
use crate::db::DbConn;
use crate::db::schema::{foreign_tally_months, foreign_turnout_months, turnout_months};
use crate::exchange::pool::{Counts, add};
use crate::on_each;

/// Rows in one statement at most.
const ROWS: usize = 500;

/// Whether one of these units got ballots of its own in a year.
///
/// # Errors
/// The database refuses.
pub fn has_own_ballots(conn: &mut DbConn, unit_ids: &[i64], year: i32) -> QueryResult<bool> {
    let (first, last) = days_of(year);
    let own = turnout_months::table
        .filter(turnout_months::unit_id.eq_any(unit_ids))
        .filter(turnout_months::month.between(first, last));
    diesel::select(exists(own)).get_result(conn)
}

/// What a file tells, by month, channel, questionnaire's row and criterion; ballots under the empty one.
pub type ForeignCounts = BTreeMap<(NaiveDate, String, i64, String), Counts>;

#[derive(Insertable)]
#[diesel(table_name = foreign_tally_months)]
struct NewTally<'a> {
    unit_id: i64,
    month: NaiveDate,
    channel: &'a str,
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
#[diesel(table_name = foreign_turnout_months)]
struct NewTurnout<'a> {
    unit_id: i64,
    month: NaiveDate,
    channel: &'a str,
    questionnaire_id: i64,
    ballots: i32,
}

/// Puts the counts of a unit's year in the place of those that were there.
///
/// # Errors
/// The database refuses, or a count is larger than it holds.
pub fn replace_counts(
    conn: &mut DbConn,
    (unit_id, year): (i64, i32),
    counts: &ForeignCounts,
) -> QueryResult<()> {
    let (first, last) = days_of(year);
    let old = foreign_tally_months::table
        .filter(foreign_tally_months::unit_id.eq(unit_id))
        .filter(foreign_tally_months::month.between(first, last));
    diesel::delete(old).execute(conn)?;
    let old = foreign_turnout_months::table
        .filter(foreign_turnout_months::unit_id.eq(unit_id))
        .filter(foreign_turnout_months::month.between(first, last));
    diesel::delete(old).execute(conn)?;
    let (mut tallies, mut turnout) = (Vec::new(), Vec::new());
    for ((month, channel, questionnaire_id, criterion), counts) in counts {
        let [n1, n2, n3, n4, n5, no_opinion] = stored(counts)?;
        let (month, questionnaire_id) = (*month, *questionnaire_id);
        if criterion.is_empty() {
            turnout.push(NewTurnout {
                unit_id,
                month,
                channel,
                questionnaire_id,
                ballots: n1,
            });
        } else {
            tallies.push(NewTally {
                unit_id,
                month,
                channel,
                questionnaire_id,
                criterion,
                n1,
                n2,
                n3,
                n4,
                n5,
                no_opinion,
            });
        }
    }
    for rows in tallies.chunks(ROWS) {
        on_each!(conn, |c| diesel::insert_into(foreign_tally_months::table)
            .values(rows)
            .execute(c))?;
    }
    for rows in turnout.chunks(ROWS) {
        on_each!(conn, |c| diesel::insert_into(foreign_turnout_months::table)
            .values(rows)
            .execute(c))?;
    }
    Ok(())
}

/// Counts of other installations' files, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRow<K> {
    /// What they are added up by.
    pub of: K,
    /// How the ballots came in; empty for several ways together.
    pub channel: String,
    /// Row of the questionnaire.
    pub questionnaire_id: i64,
    /// The criterion; empty where ballots are counted, in the first count.
    pub criterion: String,
    /// Scores 1 to 5, then "không có ý kiến".
    pub counts: Counts,
}

/// Sums of the columns of counts; nothing where nothing is added up.
type Sums = (
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

fn counts_of((n1, n2, n3, n4, n5, none): Sums) -> Counts {
    [n1, n2, n3, n4, n5, none].map(Option::unwrap_or_default)
}

/// Adds up what files tell of some units in some months, by one of the columns.
macro_rules! sums_by {
    ($conn:expr, $unit_ids:expr, $months:expr, $key:ident) => {{
        let scores = (
            foreign_tally_months::$key,
            foreign_tally_months::channel,
            foreign_tally_months::questionnaire_id,
            foreign_tally_months::criterion,
        );
        let scores = foreign_tally_months::table
            .filter(foreign_tally_months::unit_id.eq_any($unit_ids))
            .filter(foreign_tally_months::month.ge($months.start))
            .filter(foreign_tally_months::month.lt($months.end))
            .group_by(scores)
            .select((
                scores,
                (
                    sum(foreign_tally_months::n1),
                    sum(foreign_tally_months::n2),
                    sum(foreign_tally_months::n3),
                    sum(foreign_tally_months::n4),
                    sum(foreign_tally_months::n5),
                    sum(foreign_tally_months::no_opinion),
                ),
            ))
            .load($conn)?;
        let ballots = (
            foreign_turnout_months::$key,
            foreign_turnout_months::channel,
            foreign_turnout_months::questionnaire_id,
        );
        let ballots = foreign_turnout_months::table
            .filter(foreign_turnout_months::unit_id.eq_any($unit_ids))
            .filter(foreign_turnout_months::month.ge($months.start))
            .filter(foreign_turnout_months::month.lt($months.end))
            .group_by(ballots)
            .select((ballots, sum(foreign_turnout_months::ballots)))
            .load($conn)?;
        Ok(gathered(scores, ballots))
    }};
}

/// What files tell of these units in some months, from the first to the one before the end, by month and channel.
///
/// # Errors
/// The database refuses.
pub fn sum_foreign(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<Vec<ForeignRow<NaiveDate>>> {
    sums_by!(conn, unit_ids, months, month)
}

/// The same of each unit by itself, of all months together.
///
/// # Errors
/// The database refuses.
pub fn sum_foreign_by_unit(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<Vec<ForeignRow<i64>>> {
    sums_by!(conn, unit_ids, months, unit_id)
}

type Scores<K> = ((K, String, i64, String), Sums);
type Ballots<K> = ((K, String, i64), Option<i64>);

fn gathered<K>(scores: Vec<Scores<K>>, ballots: Vec<Ballots<K>>) -> Vec<ForeignRow<K>> {
    let scores =
        scores.into_iter().map(
            |((of, channel, questionnaire_id, criterion), sums)| ForeignRow {
                of,
                channel,
                questionnaire_id,
                criterion,
                counts: counts_of(sums),
            },
        );
    let ballots = ballots
        .into_iter()
        .map(|((of, channel, questionnaire_id), ballots)| ForeignRow {
            of,
            channel,
            questionnaire_id,
            criterion: String::new(),
            counts: [ballots.unwrap_or_default(), 0, 0, 0, 0, 0],
        });
    scores.chain(ballots).collect()
}

/// What is stored of a unit's year, for the check against its file.
///
/// # Errors
/// The database refuses.
pub fn list_stored(conn: &mut DbConn, unit_id: i64, year: i32) -> QueryResult<ForeignCounts> {
    let mut stored = ForeignCounts::new();
    let (first, last) = days_of(year);
    for row in sum_foreign(conn, &[unit_id], first..last)? {
        let key = (row.of, row.channel, row.questionnaire_id, row.criterion);
        add(stored.entry(key).or_default(), &row.counts);
    }
    Ok(stored)
}

/// Counts of no file: how many rows there are in all.
///
/// # Errors
/// The database refuses.
pub fn count_stored(conn: &mut DbConn) -> QueryResult<i64> {
    let tallies: i64 = foreign_tally_months::table.count().get_result(conn)?;
    let turnout: i64 = foreign_turnout_months::table.count().get_result(conn)?;
    Ok(tallies + turnout)
}

/// First and last month of which files tell something of these units.
///
/// # Errors
/// The database refuses.
pub fn find_foreign_months(
    conn: &mut DbConn,
    unit_ids: &[i64],
) -> QueryResult<Option<(NaiveDate, NaiveDate)>> {
    let ends: (Option<NaiveDate>, Option<NaiveDate>) = foreign_turnout_months::table
        .filter(foreign_turnout_months::unit_id.eq_any(unit_ids))
        .select((
            min(foreign_turnout_months::month),
            max(foreign_turnout_months::month),
        ))
        .first(conn)?;
    Ok(ends.0.zip(ends.1))
}

/// Units of which files tell something.
///
/// # Errors
/// The database refuses.
pub fn list_foreign_unit_ids(conn: &mut DbConn) -> QueryResult<Vec<i64>> {
    foreign_turnout_months::table
        .select(foreign_turnout_months::unit_id)
        .distinct()
        .load(conn)
}
