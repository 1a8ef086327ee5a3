//! Counts that came by file from other installations (`exchange`), added to the sums of the own ones. Every sum of
//! tallies goes through `add_to` or `add_by_unit`, once.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use diesel::QueryResult;
use serde::Serialize;

use super::index::Counts;
use super::store::YearSums;
use crate::db::DbConn;
use crate::exchange::store;

/// Adds what files tell of these units in the months between two days, both included.
pub(super) fn add_to(
    sums: &mut YearSums,
    conn: &mut DbConn,
    unit_ids: &[i64],
    days: (NaiveDate, NaiveDate),
) -> QueryResult<()> {
    for row in store::sum_foreign(conn, unit_ids, days)? {
        add_counts(sums, row.questionnaire_id, row.criterion, row.counts);
    }
    Ok(())
}

/// The same, each unit by itself.
pub(super) fn add_by_unit(
    sums: &mut BTreeMap<i64, YearSums>,
    conn: &mut DbConn,
    unit_ids: &[i64],
    days: (NaiveDate, NaiveDate),
) -> QueryResult<()> {
    for (unit, questionnaire, criterion, counts) in
        store::sum_foreign_by_unit(conn, unit_ids, days)?
    {
        let sums = sums.entry(unit).or_default();
        add_counts(sums, questionnaire, criterion, counts);
    }
    Ok(())
}

fn add_counts(sums: &mut YearSums, questionnaire: i64, criterion: String, counts: [i64; 6]) {
    let [n1, n2, n3, n4, n5, none] = counts.map(i64::unsigned_abs);
    if criterion.is_empty() {
        *sums.turnout.entry(questionnaire).or_default() += n1;
    } else {
        *sums.tallies.entry((questionnaire, criterion)).or_default() += Counts {
            scores: [n1, n2, n3, n4, n5],
            no_opinion: none,
        };
    }
}

/// First and last year of the own ballots, and of files as well.
pub(super) fn widen(
    own: Option<(i32, i32)>,
    conn: &mut DbConn,
    unit_ids: &[i64],
) -> QueryResult<Option<(i32, i32)>> {
    let months = store::find_foreign_months(conn, unit_ids)?;
    let foreign = months.map(|(first, last)| (first.year(), last.year()));
    Ok(match (own, foreign) {
        (Some(own), Some(foreign)) => Some((own.0.min(foreign.0), own.1.max(foreign.1))),
        (own, foreign) => own.or(foreign),
    })
}

/// A unit whose figures came by file, and up to which day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForeignSource {
    /// Name of the unit.
    pub name: String,
    /// The last day that is counted.
    pub until: NaiveDate,
    /// Ballots whose scores are not told, because they are too few.
    pub untold: u64,
}

/// The files that a year of these units rests on.
pub(super) fn list_sources(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<Vec<ForeignSource>> {
    let sources = store::list_sources(conn, unit_ids, year)?;
    let source = |(name, until, untold): (String, NaiveDate, i64)| ForeignSource {
        name,
        until,
        untold: untold.unsigned_abs(),
    };
    Ok(sources.into_iter().map(source).collect())
}
