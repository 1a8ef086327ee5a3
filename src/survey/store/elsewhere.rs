//! Ballots of days that are counted elsewhere: a unit that runs an installation of its own has handed its counts over by
//! file (`exchange`), so whoever rated then would be counted twice here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;

use super::accept::Placed;
use super::incoming::Incoming;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::db::schema::{foreign_files, units};

/// The ballots that may be counted here, and those of days that a file speaks for.
pub(super) fn split_elsewhere<'a>(
    conn: &mut DbConn,
    batch: &'a [Incoming],
) -> QueryResult<(Placed<'a>, Placed<'a>)> {
    let spoken = Spoken::find(conn, batch)?;
    let is_open = |(_, incoming): &(usize, &Incoming)| !spoken.covers(incoming);
    Ok(batch.iter().enumerate().partition(is_open))
}

/// Up to which day of each year files speak for which units.
struct Spoken {
    /// Path of the unit whose file it is, year, last day.
    files: Vec<(String, i32, NaiveDate)>,
    /// Paths of the ballots' units.
    paths: BTreeMap<i64, String>,
}

impl Spoken {
    fn find(conn: &mut DbConn, batch: &[Incoming]) -> QueryResult<Self> {
        let first = batch.iter().map(day_of).min().unwrap_or_default();
        let files: Vec<_> = foreign_files::table
            .inner_join(units::table)
            .filter(foreign_files::until.ge(first))
            .select((units::path, foreign_files::year, foreign_files::until))
            .distinct()
            .load(conn)?;
        let paths = match files.is_empty() {
            true => Vec::new(),
            false => {
                let ids: BTreeSet<i64> = batch.iter().map(|ballot| ballot.source.unit_id).collect();
                units::table
                    .filter(units::id.eq_any(ids))
                    .select((units::id, units::path))
                    .load(conn)?
            }
        };
        Ok(Self {
            files,
            paths: paths.into_iter().collect(),
        })
    }

    fn covers(&self, incoming: &Incoming) -> bool {
        let day = day_of(incoming);
        let own = self.paths.get(&incoming.source.unit_id);
        own.is_some_and(|own| {
            self.files.iter().any(|(path, year, until)| {
                own.starts_with(path) && *year == day.year() && day <= *until
            })
        })
    }
}

fn day_of(incoming: &Incoming) -> NaiveDate {
    local_day(incoming.rated_at.moment)
}
