//! Dossiers, apologies and complaints of some days, to the day: tallies know months alone.

use diesel::dsl::count_star;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::days_in_utc;
use crate::complaints;
use crate::db::DbConn;
use crate::db::schema::{apologies, complaints as cases, dossiers, units};
use crate::dossiers::State;
use crate::dossiers::timing::Timing;
use crate::indices::Span;
use crate::plan::count_published;
use crate::units::{Scope, Unit};

/// Dossiers of some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossiers {
    /// Received in these days.
    pub received: u64,
    /// Of these, those to which something had to be added.
    pub supplemented: u64,
    /// Ended in these days: the result was ready, or they were refused.
    pub ended: u64,
    /// Of these, after the day that was promised first.
    pub late: u64,
    /// Of the late ones, those for which an apology was issued.
    pub apologised: u64,
    /// Of those that ended, refused.
    pub refused: u64,
    /// Letters of apology issued in these days, whatever for.
    pub letters: u64,
}

/// Complaints received in some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// All.
    pub received: u64,
    /// Done by their day.
    pub in_time: u64,
    /// After it, or not done though it has passed.
    pub late: u64,
    /// Something is still owed.
    pub open: u64,
    /// Answers that the public can read.
    pub published: u64,
}

/// Dossiers of a unit and everything below it.
///
/// # Errors
/// The database refuses.
pub fn count_dossiers(conn: &mut DbConn, unit: &Unit, span: Span) -> QueryResult<Dossiers> {
    let moments = days_in_utc(span.from, span.to);
    let of_units = || {
        units::table
            .filter(units::path.like(Scope::below(unit).pattern()))
            .select(units::id)
    };
    let received = dossiers::table
        .filter(dossiers::unit_id.eq_any(of_units()))
        .filter(dossiers::received_at.ge(moments.start))
        .filter(dossiers::received_at.lt(moments.end))
        .select(count_star());
    let ended = dossiers::table
        .filter(dossiers::unit_id.eq_any(of_units()))
        .filter(dossiers::ended_at.ge(moments.start))
        .filter(dossiers::ended_at.lt(moments.end))
        .filter(dossiers::state.ne(State::Withdrawn.as_str()))
        .select(count_star());
    let late = ended
        .clone()
        .filter(dossiers::timing.eq(Timing::Late.as_str()));
    let letters = apologies::table
        .filter(apologies::unit_id.eq_any(of_units()))
        .filter(apologies::issued_at.ge(moments.start))
        .filter(apologies::issued_at.lt(moments.end))
        .select(count_star());
    let supplemented = received.clone().filter(dossiers::supplements.gt(0));
    let apologised = late.clone().filter(dossiers::apologised_on.is_not_null());
    let refused = ended
        .clone()
        .filter(dossiers::state.eq(State::Refused.as_str()));
    Ok(Dossiers {
        received: natural(received.first(conn)?),
        supplemented: natural(supplemented.first(conn)?),
        ended: natural(ended.first(conn)?),
        late: natural(late.first(conn)?),
        apologised: natural(apologised.first(conn)?),
        refused: natural(refused.first(conn)?),
        letters: natural(letters.first(conn)?),
    })
}

/// Complaints of a unit and everything below it.
///
/// # Errors
/// The database refuses.
pub fn count_cases(conn: &mut DbConn, unit: &Unit, span: Span) -> QueryResult<Cases> {
    let moments = days_in_utc(span.from, span.to);
    let scope = Scope::below(unit);
    let of_units = units::table
        .filter(units::path.like(scope.pattern()))
        .select(units::id);
    let received = cases::table
        .filter(cases::unit_id.eq_any(of_units))
        .filter(cases::received_at.ge(moments.start))
        .filter(cases::received_at.lt(moments.end))
        .select(count_star());
    let states = complaints::State::ALL.iter();
    let open: Vec<&str> = states
        .filter(|state| state.is_open())
        .map(|state| state.as_str())
        .collect();
    let in_time = received
        .clone()
        .filter(cases::done_on.is_not_null())
        .filter(cases::late.eq(false));
    let late = received.clone().filter(cases::late.eq(true));
    let open = received.clone().filter(cases::state.eq_any(open));
    Ok(Cases {
        received: natural(received.first(conn)?),
        in_time: natural(in_time.first(conn)?),
        late: natural(late.first(conn)?),
        open: natural(open.first(conn)?),
        published: count_published(conn, &scope, &moments)?.0,
    })
}

fn natural(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
