//! Spending a token in the transaction that stores its ballot.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::slip_tokens;
use crate::survey::slips::timeliness::Timeliness;
use crate::survey::slips::token::SlipToken;

/// A slip that a ballot comes with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Hash of its token.
    pub token_hash: String,
    /// The day in Vietnam on which it must still be valid.
    pub day: NaiveDate,
}

impl Claim {
    /// On this slip, by a rating of this day.
    pub fn of(token: &SlipToken, day: NaiveDate) -> Self {
        Self {
            token_hash: token.hash(),
            day,
        }
    }
}

/// What a token that has just been spent stood for. It is known to this transaction alone: the row has lost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The unit that is rated.
    pub unit_id: i64,
    /// The counter that took the dossier, if it is known.
    pub counter_id: Option<i64>,
    /// The group of the answers.
    pub timeliness: Timeliness,
}

/// Spends the token if it rates on this day; nothing if it does not. The database decides: the first statement finds the
/// row only while it may be used and holds it, so that of two who come at once one waits and then finds nothing.
///
/// # Errors
/// The database refuses.
pub fn redeem(conn: &mut DbConn, claim: &Claim) -> QueryResult<Option<Held>> {
    let row = slip_tokens::table.find(&claim.token_hash);
    let held: Option<(i64, Option<i64>, Option<String>)> = diesel::update(row)
        .filter(slip_tokens::used.eq(false))
        .filter(slip_tokens::valid_until.ge(claim.day))
        .set(slip_tokens::used.eq(slip_tokens::used))
        .returning((
            slip_tokens::unit_id,
            slip_tokens::counter_id,
            slip_tokens::timeliness,
        ))
        .get_result(conn)
        .optional()?;
    let Some((unit_id, counter_id, timeliness)) = held else {
        return Ok(None);
    };
    let Some(timeliness) = timeliness.and_then(|word| word.parse().ok()) else {
        return Ok(None);
    };
    diesel::update(row)
        .set((
            slip_tokens::used.eq(true),
            slip_tokens::counter_id.eq(None::<i64>),
            slip_tokens::dossier_id.eq(None::<i64>),
            slip_tokens::timeliness.eq(None::<String>),
            slip_tokens::valid_until.eq(None::<NaiveDate>),
        ))
        .execute(conn)?;
    Ok(Some(Held {
        unit_id,
        counter_id,
        timeliness,
    }))
}
