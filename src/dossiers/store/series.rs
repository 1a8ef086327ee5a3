//! Numbers that a unit gives one after the other.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::series;
use crate::on_each;

/// The next number of a unit's series, from 1. Whoever asks at the same time waits until this transaction ends; if it
/// fails, the number was never given.
///
/// # Errors
/// The database refuses.
pub fn take_next(conn: &mut DbConn, unit_id: i64, name: &str) -> QueryResult<i64> {
    let row = (
        series::unit_id.eq(unit_id),
        series::name.eq(name),
        series::last.eq(1_i64),
    );
    on_each!(conn, |c| diesel::insert_into(series::table)
        .values(&row)
        .on_conflict((series::unit_id, series::name))
        .do_update()
        .set(series::last.eq(series::last + 1))
        .returning(series::last)
        .get_result(c))
}
