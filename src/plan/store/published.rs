//! How many answers the public can read.

use std::ops::Range;

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, not};
use diesel::prelude::*;

use crate::complaints::{Class, State};
use crate::db::DbConn;
use crate::db::schema::{complaints, publications, units};
use crate::units::Scope;

/// Of complaints that were received in a span (UTC), that are answered here and that nobody keeps to himself: how many are
/// published, and how many there are.
///
/// # Errors
/// The database refuses.
pub fn count_published(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
) -> QueryResult<(u64, u64)> {
    let answered = [State::Answered, State::Closed].map(State::as_str);
    let classes = Class::ALL.iter().filter(|class| class.is_answered_here());
    let classes: Vec<&str> = classes.map(|class| class.as_str()).collect();
    let of_units = units::table
        .filter(units::path.like(scope.pattern()))
        .select(units::id);
    let read = publications::table
        .filter(publications::withdrawn_at.is_null())
        .select(publications::complaint_id);
    let cases = complaints::table
        .filter(complaints::unit_id.eq_any(of_units))
        .filter(complaints::received_at.ge(span.start))
        .filter(complaints::received_at.lt(span.end))
        .filter(complaints::state.eq_any(answered))
        .filter(complaints::class.assume_not_null().eq_any(classes))
        .filter(not(complaints::confined));
    let all: i64 = cases.clone().select(count_star()).first(conn)?;
    let published: i64 = cases
        .filter(complaints::id.eq_any(read))
        .select(count_star())
        .first(conn)?;
    let natural = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok((natural(published), natural(all)))
}
