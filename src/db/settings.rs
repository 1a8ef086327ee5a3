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

/// Holds a setting for the rest of the transaction: whoever holds it next waits, and then reads what was stored.
/// `fresh` is stored first where there is none.
///
/// # Errors
/// The database refuses, or another holds it for too long.
pub fn hold_setting(conn: &mut DbConn, name: &str, fresh: &str) -> QueryResult<()> {
    let row = (settings::name.eq(name), settings::value.eq(fresh));
    on_each!(conn, |c| diesel::insert_into(settings::table)
        .values(&row)
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(settings::value))
        .execute(c))?;
    Ok(())
}

/// Stores a value under `name`, whatever was there.
///
/// # Errors
/// The database refuses.
pub fn replace_setting(conn: &mut DbConn, name: &str, value: &str) -> QueryResult<()> {
    let row = (settings::name.eq(name), settings::value.eq(value));
    on_each!(conn, |c| diesel::insert_into(settings::table)
        .values(&row)
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(value))
        .execute(c))?;
    Ok(())
}

/// Takes a setting away if it has this value; true for the one caller who took it.
///
/// # Errors
/// The database refuses.
pub fn take_setting(conn: &mut DbConn, name: &str, value: &str) -> QueryResult<bool> {
    let setting = settings::table.find(name).filter(settings::value.eq(value));
    let taken = diesel::delete(setting).execute(conn)?;
    Ok(taken == 1)
}
