//! Names and secrets of this installation, kept in the database so that every node shares them.

use diesel::prelude::*;

use super::DbConn;
use super::schema::settings;
use crate::on_each;

/// Key that signs forms and session cookies.
pub const SIGNING_KEY: &str = "signing_key";
/// Marks a database of generated samples: every page says so.
pub const SAMPLE: &str = "sample";

/// The value stored under `name`, if any.
///
/// # Errors
/// The database refuses.
pub fn find_setting(conn: &mut DbConn, name: &str) -> QueryResult<Option<String>> {
    settings::table
        .find(name)
        .select(settings::value)
        .first(conn)
        .optional()
}

/// The value stored under `name`; `fresh` is stored first where there is none. Two nodes starting at once agree.
///
/// # Errors
/// The database refuses.
pub fn find_or_store_setting(conn: &mut DbConn, name: &str, fresh: &str) -> QueryResult<String> {
    let row = (settings::name.eq(name), settings::value.eq(fresh));
    on_each!(conn, |c| diesel::insert_into(settings::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    settings::table
        .find(name)
        .select(settings::value)
        .first(conn)
}

/// Forgets a setting; true if there was one, so that a one-time secret is used once.
///
/// # Errors
/// The database refuses.
pub fn delete_setting(conn: &mut DbConn, name: &str) -> QueryResult<bool> {
    let deleted = diesel::delete(settings::table.find(name)).execute(conn)?;
    Ok(deleted == 1)
}
