//! The requests of reports: looking at them, writing and closing one, and what is handed out of one.

pub mod papers;
pub mod show;
pub mod write;

use chrono::{Datelike, NaiveDate};

use super::loaded::{Asked, Loaded};
use crate::accounts::Viewer;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::indices::Period;
use crate::units::Unit;

/// Address of a unit's year of reports.
fn address_of_year(unit: &Unit, year: i32) -> String {
    format!("/reports?unit={}&year={year}", unit.code)
}

/// Address of a report, or of a part of it: "", "/paper", "/words".
pub(super) fn address(unit: &Unit, (year, period): (i32, Period), part: &str) -> String {
    format!("/reports/{period}{part}?unit={}&year={year}", unit.code)
}

fn read_period(word: &str) -> AppResult<Period> {
    word.parse().map_err(|_| AppError::NotFound)
}

/// The report that an address names.
fn load(
    conn: &mut DbConn,
    viewer: &Viewer,
    (asked, period): (&Asked, Period),
    today: NaiveDate,
) -> AppResult<Loaded> {
    let unit = asked.unit(conn, viewer)?;
    let year = asked.year(today.year())?;
    Loaded::find(conn, unit, (year, period), today)
}
