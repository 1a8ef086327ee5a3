//! The dossiers of a year as a table for other programs. What is not in it cannot leak: no names, no phones, no papers.

use chrono::NaiveDateTime;

use super::dossier::Dossier;
use super::store::list_received;
use crate::clock::{local_day, local_time, year_in_utc};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::rows::{Cell, Written};

/// Names of the columns.
const COLUMNS: &[&str] = &[
    "code",
    "unit",
    "procedure",
    "field",
    "way",
    "state",
    "received",
    "first_due",
    "due",
    "ended",
    "returned",
    "late",
    "days_late",
    "apologised_on",
    "apologised_again_on",
    "supplements",
];
/// Dossiers read at a time.
const PIECE: i64 = 5_000;

/// Every dossier received in a year, by the day in Vietnam.
///
/// # Errors
/// The year is none that a calendar has, or the database refuses.
pub fn export(conn: &mut DbConn, year: i32) -> AppResult<Written> {
    let span = year_in_utc(year)
        .ok_or_else(|| AppError::Unprocessable(format!("--year: {year} is not a year")))?;
    let mut rows = Vec::new();
    let mut last = 0;
    loop {
        let piece = list_received(conn, &span, last, PIECE)?;
        let Some((newest, _)) = piece.last() else {
            break;
        };
        last = newest.id;
        rows.extend(piece.into_iter().map(cells));
    }
    Ok(Written {
        columns: COLUMNS,
        rows,
    })
}

fn cells((dossier, unit): (Dossier, String)) -> Vec<Cell> {
    let moment = |utc: NaiveDateTime| local_time(utc).format("%Y-%m-%d %H:%M").to_string();
    let late = dossier.ended_at.is_some_and(|ended| dossier.is_late(ended));
    vec![
        Cell::Text(dossier.code.clone()),
        Cell::Text(unit),
        Cell::Text(dossier.procedure_name.clone()),
        Cell::words(Some(dossier.field.clone()).filter(|field| !field.is_empty())),
        Cell::Text(dossier.way.to_string()),
        Cell::Text(dossier.state.to_string()),
        Cell::Text(moment(dossier.received_at)),
        Cell::words(dossier.first_due_at.map(local_day)),
        Cell::words(dossier.due_at.map(local_day)),
        Cell::words(dossier.ended_at.map(moment)),
        Cell::words(dossier.returned_at.map(moment)),
        Cell::Flag(late),
        dossier
            .days_late
            .map_or(Cell::Empty, |days| Cell::Number(days.into())),
        Cell::words(dossier.apologised_on),
        Cell::words(dossier.apologised_again_on),
        Cell::Number(dossier.supplements.into()),
    ]
}
