//! The numbers that were given, against what was given out.

use diesel::dsl::{count_star, max, min};
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{apologies, series};

/// The numbers of a unit's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// The unit.
    pub unit_id: i64,
    /// The year.
    pub year: i32,
    /// Letters with a number.
    pub letters: i64,
    /// The lowest number.
    pub first: i64,
    /// The highest.
    pub last: i64,
    /// The last one that was given out.
    pub given: i64,
}

impl Series {
    /// Whether there is no gap: no number twice the database holds.
    pub const fn is_whole(&self) -> bool {
        self.first == 1 && self.last == self.letters && self.given == self.last
    }
}

type Row = (i64, Option<i32>, i64, Option<i32>, Option<i32>);

/// Every unit's every year with a letter.
///
/// # Errors
/// The database refuses.
pub fn list_series(conn: &mut DbConn) -> QueryResult<Vec<Series>> {
    let rows: Vec<Row> = apologies::table
        .filter(apologies::number.is_not_null())
        .group_by((apologies::unit_id, apologies::year))
        .select((
            apologies::unit_id,
            apologies::year,
            count_star(),
            min(apologies::number),
            max(apologies::number),
        ))
        .load(conn)?;
    let given: Vec<(i64, String, i64)> = series::table
        .filter(series::name.like("apology %"))
        .select((series::unit_id, series::name, series::last))
        .load(conn)?;
    let whole = |(unit_id, year, letters, first, last): Row| {
        let year = year.unwrap_or_default();
        let name = format!("apology {year}");
        let given = given
            .iter()
            .find(|(unit, own, _)| *unit == unit_id && *own == name);
        Series {
            unit_id,
            year,
            letters,
            first: first.map_or(0, i64::from),
            last: last.map_or(0, i64::from),
            given: given.map_or(0, |(.., last)| *last),
        }
    };
    Ok(rows.into_iter().map(whole).collect())
}
