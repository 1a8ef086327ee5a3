//! Closing a period: its figures are kept as they are at that moment, once.

use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use super::figures::Figures;
use super::store;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::indices::{
    Closing, Period, count_ballots, find_closing, insert_closing, list_ground_ids,
};
use crate::survey::store::hold_head;
use crate::units::Unit;

/// What became of a wish to close a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Its figures are kept.
    Now,
    /// They were kept before.
    Before,
    /// Its days are not over.
    TooEarly,
}

/// Closes a period of a unit in the name of an account; inside a write transaction, so that no ballot comes between the
/// figures and the end of the chain.
///
/// # Errors
/// No calendar has the year, or the database refuses.
pub fn close(
    conn: &mut DbConn,
    unit: &Unit,
    (year, period): (i32, Period),
    (by, now): (i64, NaiveDateTime),
) -> AppResult<Closed> {
    let (last_seq, link) = hold_head(conn)?;
    if find_closing(conn, unit.id, (year, period))?.is_some() {
        return Ok(Closed::Before);
    }
    let cutoff = store::find_cutoff(conn, unit.id)?;
    let span = period.of_reports(year, cutoff).ok_or(AppError::NotFound)?;
    let today = local_day(now);
    if span.to >= today {
        return Ok(Closed::TooEarly);
    }
    let figures = Figures::take(conn, unit, (year, period, cutoff), today)?;
    let figures = serde_json::to_string(&figures).map_err(AppError::internal)?;
    let unit_ids = list_ground_ids(conn, unit)?;
    let closing = Closing {
        unit_id: unit.id,
        period,
        cutoff,
        span,
        closed_at: now,
        closed_by: String::new(),
        last_seq,
        link,
        ballots: count_ballots(conn, &unit_ids, span)?,
        unit_ids,
        digest: Sha256::digest(figures.as_bytes()).to_vec(),
        figures,
    };
    insert_closing(conn, &closing, by)?;
    Ok(Closed::Now)
}
