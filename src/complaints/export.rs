//! The cases of a year as a table for other programs. What is not in it cannot leak: no words, no names, no phones; of
//! a confined case not even what it is.

use super::store::{Outline, list_outlines};
use crate::clock::{local_day, year_in_utc};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::rows::{Cell, Written};

/// Names of the columns.
const COLUMNS: &[&str] = &[
    "number",
    "unit",
    "received",
    "way",
    "class",
    "field",
    "dimension",
    "state",
    "due",
    "done_on",
    "late",
    "reopened",
    "score",
];
/// Cases read at a time.
const PIECE: i64 = 5_000;

/// Every case received in a year, by the day in Vietnam.
///
/// # Errors
/// The year is none that a calendar has, or the database refuses.
pub fn export(conn: &mut DbConn, year: i32) -> AppResult<Written> {
    let span = year_in_utc(year)
        .ok_or_else(|| AppError::Unprocessable(format!("--year: {year} is not a year")))?;
    let mut rows = Vec::new();
    let mut last = 0;
    loop {
        let piece = list_outlines(conn, &span, last, PIECE)?;
        let Some(newest) = piece.last() else { break };
        last = newest.id;
        rows.extend(piece.into_iter().map(cells));
    }
    Ok(Written {
        columns: COLUMNS,
        rows,
    })
}

fn cells(case: Outline) -> Vec<Cell> {
    let told =
        |word: Option<String>| Cell::words(word.filter(|word| !word.is_empty() && !case.confined));
    vec![
        Cell::Number(case.id),
        Cell::Text(case.unit),
        Cell::words(Some(local_day(case.received_at))),
        Cell::Text(case.way),
        told(case.class),
        told(Some(case.field)),
        told(case.dimension),
        Cell::Text(case.state),
        Cell::words(case.due),
        Cell::words(case.done_on),
        Cell::Flag(case.late),
        Cell::Number(case.reopened.into()),
        case.score
            .map_or(Cell::Empty, |score| Cell::Number(score.into())),
    ]
}
