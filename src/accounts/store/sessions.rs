//! The SQL of sessions.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::sessions;

/// A session as it lies in the table.
#[derive(Insertable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    /// SHA-256 of the cookie's key.
    pub key_hash: String,
    /// Whose session; `None` before sign-in.
    pub account_id: Option<i64>,
    /// JSON of what it holds.
    pub state: String,
    /// When it began.
    pub created_at: NaiveDateTime,
    /// When it ends.
    pub expires_at: NaiveDateTime,
}

/// What a session holds, unless it has ended.
///
/// # Errors
/// The database refuses.
pub fn find_session(
    conn: &mut DbConn,
    key_hash: &str,
    now: NaiveDateTime,
) -> QueryResult<Option<String>> {
    sessions::table
        .find(key_hash)
        .filter(sessions::expires_at.gt(now))
        .select(sessions::state)
        .first(conn)
        .optional()
}

/// Writes a new session down and forgets those that ended.
///
/// # Errors
/// The database refuses.
pub fn insert_session(conn: &mut DbConn, row: &SessionRow) -> QueryResult<()> {
    let ended = sessions::table.filter(sessions::expires_at.lt(row.created_at));
    diesel::delete(ended).execute(conn)?;
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Changes what a session holds, if it has not been ended.
///
/// # Errors
/// The database refuses.
pub fn update_session(conn: &mut DbConn, key_hash: &str, state: &str) -> QueryResult<()> {
    diesel::update(sessions::table.find(key_hash))
        .set(sessions::state.eq(state))
        .execute(conn)?;
    Ok(())
}

/// Moves the end of a session.
///
/// # Errors
/// The database refuses.
pub fn extend_session(
    conn: &mut DbConn,
    key_hash: &str,
    expires_at: NaiveDateTime,
) -> QueryResult<()> {
    diesel::update(sessions::table.find(key_hash))
        .set(sessions::expires_at.eq(expires_at))
        .execute(conn)?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// The database refuses.
pub fn delete_session(conn: &mut DbConn, key_hash: &str) -> QueryResult<()> {
    diesel::delete(sessions::table.find(key_hash)).execute(conn)?;
    Ok(())
}

/// Ends every session of an account.
///
/// # Errors
/// The database refuses.
pub fn delete_sessions_of(conn: &mut DbConn, account_id: i64) -> QueryResult<()> {
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account_id))).execute(conn)?;
    Ok(())
}

/// The sessions of an account that have not ended, latest first: when each began and what it holds.
///
/// # Errors
/// The database refuses.
pub fn list_sessions_of(
    conn: &mut DbConn,
    account_id: i64,
    now: NaiveDateTime,
) -> QueryResult<Vec<(NaiveDateTime, String)>> {
    sessions::table
        .filter(sessions::account_id.eq(account_id))
        .filter(sessions::expires_at.gt(now))
        .order(sessions::created_at.desc())
        .select((sessions::created_at, sessions::state))
        .load(conn)
}
