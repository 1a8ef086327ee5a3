//! The apologies of a year as a table for other programs: without names, phones and own words.

use super::store::{Line, list_register};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::error::AppResult;
use crate::rows::{Cell, Written};
use crate::units::Scope;

/// Names of the columns.
const COLUMNS: &[&str] = &[
    "unit",
    "number",
    "issued",
    "dossier",
    "kind",
    "reason",
    "old_due",
    "new_due",
    "handed_on",
    "handed_way",
];

/// Every apology with a number of a year, by unit and number.
///
/// # Errors
/// The database refuses.
pub fn export(conn: &mut DbConn, year: i32) -> AppResult<Written> {
    let lines = list_register(conn, &Scope::everything(), year, None)?;
    Ok(Written {
        columns: COLUMNS,
        rows: lines.into_iter().map(cells).collect(),
    })
}

fn cells(line: Line) -> Vec<Cell> {
    let day = |utc: Option<chrono::NaiveDateTime>| Cell::words(utc.map(local_day));
    vec![
        Cell::Text(line.unit_code),
        line.number
            .map_or(Cell::Empty, |number| Cell::Number(number.into())),
        day(line.issued_at),
        Cell::Text(line.code),
        Cell::Text(line.kind),
        Cell::Text(line.reason),
        day(line.old_due_at),
        day(line.new_due_at),
        day(line.handed_at),
        Cell::words(line.handed_way),
    ]
}
