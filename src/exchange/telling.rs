//! Telling: what has come since it was last told goes into groups that are told from now on. Whoever hands something
//! out, in a file, a table or at a public address, tells first and then hands out what is told, and nothing else.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::pool::{Groups, LEAST, When, news, step};
use super::store::{self, AllSeries, SeriesKey};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::db::settings::hold_setting;
use crate::error::AppResult;

/// Days in which ballots of a day may still come in from tablets that were without network ("tạm tính").
pub const SETTLING: u64 = 7;
/// Held while something is told or taken in, so that two who do it at once do not do it twice.
const TURN: &str = "exchange_turn";

/// What is told of some units' year.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The groups of each questionnaire's row and criterion; ballots under the empty one, in the first count.
    pub groups: BTreeMap<SeriesKey, Groups>,
    /// Ballots of the year.
    pub ballots: i64,
    /// Ballots among them whose scores are not told, because they are too few.
    pub untold: i64,
    /// When something of it was told last.
    pub told_at: Option<NaiveDateTime>,
}

/// True once nothing more can come for a year.
pub fn is_over(year: i32, today: NaiveDate) -> bool {
    let settled = today.checked_sub_days(Days::new(SETTLING));
    settled.is_some_and(|settled| settled.year() > year)
}

/// Those of these units that may have something to tell.
///
/// # Errors
/// The database refuses.
pub fn list_due(conn: &mut DbConn, unit_ids: &[i64], year: i32) -> AppResult<Vec<i64>> {
    let turnout = store::list_turnout(conn, unit_ids, year)?;
    let due = turnout
        .into_iter()
        .filter(|(_, (ballots, told))| ballots - told >= LEAST);
    Ok(due.map(|(unit, _)| unit).collect())
}

/// Tells what can be told of these units' year. The connection must be in a transaction.
///
/// # Errors
/// The database refuses.
pub fn tell(conn: &mut DbConn, unit_ids: &[i64], year: i32, now: NaiveDateTime) -> AppResult<()> {
    take_turn(conn)?;
    for unit_id in list_due(conn, unit_ids, year)? {
        let counts = store::list_counts(conn, unit_id, year)?;
        let told = store::list_told_counts(conn, unit_id, year)?;
        if tell_one(conn, (unit_id, year), (&counts, &told), now)? {
            store::note_told(conn, unit_id, year, now)?;
        }
    }
    Ok(())
}

/// Waits until nobody else tells or takes in, until the end of the transaction.
///
/// # Errors
/// The database refuses.
pub(super) fn take_turn(conn: &mut DbConn) -> AppResult<()> {
    Ok(hold_setting(conn, TURN, "")?)
}

/// True if something was told.
fn tell_one(
    conn: &mut DbConn,
    (unit_id, year): (i64, i32),
    (counts, told): (&AllSeries, &AllSeries),
    now: NaiveDateTime,
) -> AppResult<bool> {
    let mut anything = false;
    for (key, series) in counts {
        let before = told.get(key);
        let when = match before {
            None => When::First,
            Some(_) if is_over(year, local_day(now)) => When::Over,
            Some(_) => When::Open,
        };
        let mut more = news(series, before.unwrap_or(&Default::default()));
        let step = step(&more, when);
        more.retain(|(channel, _), _| step.channels.contains(channel));
        store::add_told_cells(conn, (unit_id, key), &more)?;
        store::add_told_groups(conn, (unit_id, key), &step.groups)?;
        anything |= !more.is_empty();
    }
    Ok(anything)
}

impl Told {
    /// What is told of these units' year, as it stands.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, unit_ids: &[i64], year: i32) -> AppResult<Self> {
        let turnout = store::list_turnout(conn, unit_ids, year)?;
        let ballots = turnout.values().map(|(ballots, _)| ballots).sum();
        let told: i64 = turnout.values().map(|(_, told)| told).sum();
        Ok(Self {
            groups: store::list_told(conn, unit_ids, year)?,
            ballots,
            untold: ballots - told,
            told_at: store::find_told_at(conn, unit_ids, year)?,
        })
    }
}
