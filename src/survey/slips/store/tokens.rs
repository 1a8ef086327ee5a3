//! Tokens from issue to withdrawal. The dossier's id is a number like any other here.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{counters, slip_tokens, slip_uses, units};
use crate::survey::slips::place::{Found, SlipState};
use crate::survey::slips::timeliness::Timeliness;
use crate::survey::slips::token::SlipToken;

/// Makes a token for a dossier, to be printed on its receipt slip; nobody can read it again. It rates nothing until
/// [`open`]. An earlier one of the same dossier dies, so that a slip that was lost is worth nothing. Call it only while the
/// result has not been returned: after [`open`] the former may have been used, which nobody can find out, and the dossier
/// would be rated twice.
///
/// # Errors
/// The database refuses: there is no such unit or counter.
pub fn issue(
    conn: &mut DbConn,
    unit_id: i64,
    counter_id: Option<i64>,
    dossier_id: i64,
) -> QueryResult<SlipToken> {
    close(conn, dossier_id)?;
    let token = SlipToken::fresh();
    diesel::insert_into(slip_tokens::table)
        .values((
            slip_tokens::token_hash.eq(token.hash()),
            slip_tokens::unit_id.eq(unit_id),
            slip_tokens::counter_id.eq(counter_id),
            slip_tokens::dossier_id.eq(dossier_id),
        ))
        .execute(conn)?;
    Ok(token)
}

/// The result was returned: the dossier's slip rates from now on, to the end of that day in Vietnam (30 days after the
/// result, kiosk.md M9), and its answers are counted under `timeliness` and `field`. Again with other values as they change, whether
/// it was used or not; one that was never issued is not there.
///
/// # Errors
/// The database refuses.
pub fn open(
    conn: &mut DbConn,
    dossier_id: i64,
    until: NaiveDate,
    (timeliness, field): (Timeliness, &str),
) -> QueryResult<()> {
    diesel::update(slip_tokens::table.filter(slip_tokens::dossier_id.eq(dossier_id)))
        .set((
            slip_tokens::valid_until.eq(until),
            slip_tokens::timeliness.eq(timeliness.as_str()),
            slip_tokens::field.eq(field),
        ))
        .execute(conn)?;
    Ok(())
}

/// An apology came after the result: answers that are still to come are counted under `timeliness`.
///
/// # Errors
/// The database refuses.
pub fn regroup(conn: &mut DbConn, dossier_id: i64, timeliness: Timeliness) -> QueryResult<()> {
    diesel::update(slip_tokens::table.filter(slip_tokens::dossier_id.eq(dossier_id)))
        .filter(slip_tokens::valid_until.is_not_null())
        .set(slip_tokens::timeliness.eq(timeliness.as_str()))
        .execute(conn)?;
    Ok(())
}

/// The dossier was withdrawn: its slip rates no more. One that was used stays used.
///
/// # Errors
/// The database refuses.
pub fn close(conn: &mut DbConn, dossier_id: i64) -> QueryResult<()> {
    diesel::delete(slip_tokens::table.filter(slip_tokens::dossier_id.eq(dossier_id)))
        .execute(conn)?;
    Ok(())
}

/// Which of these dossiers, at most a thousand, have a slip.
///
/// # Errors
/// The database refuses.
pub fn list_with_slip(conn: &mut DbConn, dossiers: &[i64]) -> QueryResult<BTreeSet<i64>> {
    let found: Vec<i64> = slip_tokens::table
        .filter(slip_tokens::dossier_id.eq_any(dossiers))
        .select(slip_tokens::dossier_id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// The slip of a token as it stands on this day; one that has rated tells its unit alone. For showing only: whether it
/// rates is decided when it is redeemed.
///
/// # Errors
/// The database refuses.
pub fn find_slip(
    conn: &mut DbConn,
    token: &SlipToken,
    today: NaiveDate,
) -> QueryResult<Option<Found>> {
    type Unit = (i64, String, String, String);
    type Row = (Unit, Option<i64>, Option<String>, Option<NaiveDate>);
    let unit = (units::id, units::path, units::name, units::hotline);
    let found = |(unit_id, unit_path, unit_name, hotline): Unit, state| Found {
        unit_id,
        unit_path,
        unit_name,
        hotline,
        counter_id: None,
        counter_name: None,
        state,
    };
    let used: Option<Unit> = slip_uses::table
        .inner_join(units::table)
        .filter(slip_uses::use_hash.eq(token.use_hash()))
        .select(unit)
        .first(conn)
        .optional()?;
    if let Some(unit) = used {
        return Ok(Some(found(unit, SlipState::Used)));
    }
    let row: Option<Row> = slip_tokens::table
        .inner_join(units::table)
        .left_join(counters::table)
        .filter(slip_tokens::token_hash.eq(token.hash()))
        .select((
            unit,
            slip_tokens::counter_id,
            counters::name.nullable(),
            slip_tokens::valid_until,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(|(unit, counter_id, counter_name, until)| Found {
        counter_id,
        counter_name,
        ..found(unit, SlipState::of(until, today))
    }))
}
