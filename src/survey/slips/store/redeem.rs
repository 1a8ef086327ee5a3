//! Spending a token in the transaction that stores its ballot.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use rand::Rng;

use crate::db::DbConn;
use crate::db::schema::{slip_tokens, slip_uses};
use crate::on_each;
use crate::survey::slips::hiding::{Settled, Told};
use crate::survey::slips::timeliness::Timeliness;
use crate::survey::slips::token::SlipToken;

/// A slip that a ballot comes with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Hash of its token.
    pub token_hash: String,
    /// Hash under which it has rated.
    pub use_hash: String,
    /// The day in Vietnam on which it must still be valid.
    pub day: NaiveDate,
}

impl Claim {
    /// On this slip, by a rating of this day.
    pub fn of(token: &SlipToken, day: NaiveDate) -> Self {
        Self {
            token_hash: token.hash(),
            use_hash: token.use_hash(),
            day,
        }
    }
}

/// What a token that has just been spent stood for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The unit that is rated.
    pub unit_id: i64,
    /// The counter that took the dossier, if it is known.
    pub counter_id: Option<i64>,
    /// The group under which the answers are counted; none where too few slips could have given them.
    pub group: Option<Timeliness>,
    /// The field under which they are counted; none likewise.
    pub field: Option<String>,
}

/// Spends the token if it rates on this day; nothing if it does not. Its own row, which tells the dossier, stays as it is;
/// what is noted is another hash, which leads to no dossier. The database decides: of two who come at once one waits
/// and then finds the hash there.
///
/// # Errors
/// The database refuses.
pub fn redeem(conn: &mut DbConn, claim: &Claim) -> QueryResult<Option<Held>> {
    let found: Option<(i64, Option<i64>, Option<String>, String)> = slip_tokens::table
        .find(&claim.token_hash)
        .filter(slip_tokens::valid_until.ge(claim.day))
        .select((
            slip_tokens::unit_id,
            slip_tokens::counter_id,
            slip_tokens::timeliness,
            slip_tokens::field,
        ))
        .first(conn)
        .optional()?;
    let Some((unit_id, counter_id, timeliness, field)) = found else {
        return Ok(None);
    };
    let Some(timeliness) = timeliness.and_then(|word| word.parse().ok()) else {
        return Ok(None);
    };
    if !spend(conn, claim, unit_id)? {
        return Ok(None);
    }
    let open = find_open(conn, unit_id, claim.day)?;
    let told = Told::of(&(timeliness, field), &open, |slips| {
        rand::rng().random_range(0..slips.max(1))
    });
    Ok(Some(Held {
        unit_id,
        counter_id,
        group: told.timeliness,
        field: told.field,
    }))
}

/// False if it was spent before.
fn spend(conn: &mut DbConn, claim: &Claim, unit_id: i64) -> QueryResult<bool> {
    let month = claim.day.with_day(1).unwrap_or(claim.day);
    let row = (
        slip_uses::use_hash.eq(&claim.use_hash),
        slip_uses::unit_id.eq(unit_id),
        slip_uses::month.eq(month),
    );
    let new = on_each!(conn, |c| diesel::insert_into(slip_uses::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(new == 1)
}

/// How many slips of each unit have rated.
///
/// # Errors
/// The database refuses.
pub fn count_uses(conn: &mut DbConn) -> QueryResult<BTreeMap<i64, i64>> {
    let counts: Vec<(i64, i64)> = slip_uses::table
        .group_by(slip_uses::unit_id)
        .select((slip_uses::unit_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(counts.into_iter().collect())
}

/// The unit's slips that rate on a day, by how and in which field their dossiers were settled.
fn find_open(
    conn: &mut DbConn,
    unit_id: i64,
    day: NaiveDate,
) -> QueryResult<BTreeMap<Settled, i64>> {
    let rows: Vec<(Option<String>, String, i64)> = slip_tokens::table
        .filter(slip_tokens::unit_id.eq(unit_id))
        .filter(slip_tokens::valid_until.ge(day))
        .group_by((slip_tokens::timeliness, slip_tokens::field))
        .select((
            slip_tokens::timeliness,
            slip_tokens::field,
            diesel::dsl::count_star(),
        ))
        .load(conn)?;
    let settled =
        |(word, field, n): (Option<String>, String, i64)| Some(((word?.parse().ok()?, field), n));
    Ok(rows.into_iter().filter_map(settled).collect())
}
