//! The cases of a year as they are handed out: nothing that anybody said, no name, no phone.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{complaints, units};

/// A case without its words.
#[derive(Clone, Debug, Queryable)]
pub struct Outline {
    /// Its number.
    pub id: i64,
    /// Code of the unit.
    pub unit: String,
    /// When it came into the register, UTC.
    pub received_at: NaiveDateTime,
    /// Word of how it came in.
    pub way: String,
    /// Word of what it was decided to be.
    pub class: Option<String>,
    /// Code of its field, or empty.
    pub field: String,
    /// Word of its dimension.
    pub dimension: Option<String>,
    /// Word of where it stands.
    pub state: String,
    /// By when something is owed, or was.
    pub due: Option<NaiveDate>,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// Whether its day passed.
    pub late: bool,
    /// How often it was reopened.
    pub reopened: i32,
    /// How the citizen rates the handling.
    pub score: Option<i32>,
    /// Whether nobody but its keeper may see what it is.
    pub confined: bool,
}

/// Cases received in a span (UTC) after a number, in the order of their numbers. For whoever runs the server: every unit
/// is looked at.
///
/// # Errors
/// The database refuses.
pub fn list_outlines(
    conn: &mut DbConn,
    span: &Range<NaiveDateTime>,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<Outline>> {
    complaints::table
        .inner_join(units::table)
        .filter(complaints::id.gt(after))
        .filter(complaints::received_at.ge(span.start))
        .filter(complaints::received_at.lt(span.end))
        .order(complaints::id)
        .limit(at_most)
        .select((
            complaints::id,
            units::code,
            complaints::received_at,
            complaints::channel,
            complaints::class,
            complaints::field,
            complaints::dimension,
            complaints::state,
            complaints::due,
            complaints::done_on,
            complaints::late,
            complaints::reopened,
            complaints::score,
            complaints::confined,
        ))
        .load(conn)
}
