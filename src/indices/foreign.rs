//! Counts that came by file from other installations (`exchange`), added to the sums of the own ones. Every sum of
//! tallies goes through `add_to` or `add_by_unit`, once.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use diesel::QueryResult;
use serde::Serialize;

use super::classes::{ByClass, Class};
use super::index::Counts;
use super::store::SumsBy;
use crate::db::DbConn;
use crate::exchange::store::{self, ForeignRow};

/// Adds what files tell of these units, by month: the month of a group is its last one.
pub(super) fn add_to(
    sums: &mut SumsBy<NaiveDate>,
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<()> {
    for row in store::sum_foreign(conn, unit_ids, months)? {
        add_counts(sums.entry(row.of).or_default(), row);
    }
    Ok(())
}

/// The same, each unit by itself.
pub(super) fn add_by_unit(
    sums: &mut SumsBy<i64>,
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<()> {
    for row in store::sum_foreign_by_unit(conn, unit_ids, months)? {
        add_counts(sums.entry(row.of).or_default(), row);
    }
    Ok(())
}

/// Several classes together, and those that this program does not know, have no class.
fn add_counts<K>(sums: &mut ByClass, row: ForeignRow<K>) {
    let sums = sums.entry(row.channel.parse().ok()).or_default();
    let [n1, n2, n3, n4, n5, none] = row.counts.map(i64::unsigned_abs);
    if row.criterion.is_empty() {
        *sums.turnout.entry(row.questionnaire_id).or_default() += n1;
    } else {
        let key = (row.questionnaire_id, row.criterion);
        *sums.tallies.entry(key).or_default() += Counts {
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
    /// The classes that its ballots are of; nothing where several are told together.
    pub classes: Vec<Class>,
}

/// The files that a year of these units rests on.
pub(super) fn list_sources(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<Vec<ForeignSource>> {
    let sources = store::list_sources(conn, unit_ids, year)?;
    let source = |source: store::Source| {
        let channels = source.channels.iter();
        let mut classes: Vec<Class> = channels.map(|channel| channel.parse().ok()).collect();
        classes.sort_by_key(|class| (class.is_none(), *class));
        classes.dedup();
        ForeignSource {
            name: source.name,
            until: source.until,
            untold: source.untold.unsigned_abs(),
            classes,
        }
    };
    Ok(sources.into_iter().map(source).collect())
}
