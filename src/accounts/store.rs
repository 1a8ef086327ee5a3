//! The SQL of accounts and sessions.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::account::{Account, Login, Role};
use crate::db::DbConn;
use crate::db::schema::{accounts, sessions, units};
use crate::units::Unit;

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

/// The account with its unit; nothing for a closed account.
///
/// # Errors
/// The database refuses.
pub fn find_viewer(conn: &mut DbConn, id: i64) -> QueryResult<Option<(Account, Unit)>> {
    accounts::table
        .inner_join(units::table)
        .filter(accounts::id.eq(id))
        .filter(accounts::active.eq(true))
        .select((Account::as_select(), Unit::as_select()))
        .first(conn)
        .optional()
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
pub fn update_session(
    conn: &mut DbConn,
    key_hash: &str,
    state: &str,
    expires_at: NaiveDateTime,
) -> QueryResult<()> {
    diesel::update(sessions::table.find(key_hash))
        .set((
            sessions::state.eq(state),
            sessions::expires_at.eq(expires_at),
        ))
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

/// What a new account needs.
pub struct NewAccount<'a> {
    /// The unit within which the role holds.
    pub unit: &'a Unit,
    /// What the person may do.
    pub role: Role,
    /// Full name.
    pub name: &'a str,
    /// What is typed to sign in.
    pub login: &'a Login,
    /// The password's hash.
    pub password_hash: &'a str,
}

/// Adds an account. A login that is taken is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn insert_account(
    conn: &mut DbConn,
    new: &NewAccount<'_>,
    now: NaiveDateTime,
) -> QueryResult<i64> {
    diesel::insert_into(accounts::table)
        .values((
            accounts::unit_id.eq(new.unit.id),
            accounts::role.eq(new.role.as_str()),
            accounts::name.eq(new.name),
            accounts::login.eq(new.login.as_str()),
            accounts::password_hash.eq(new.password_hash),
            accounts::active.eq(true),
            accounts::created_at.eq(now),
        ))
        .returning(accounts::id)
        .get_result(conn)
}

/// The account that signs in with this folded login, and its password's hash; nothing for a closed account.
///
/// # Errors
/// The database refuses.
pub fn find_credentials(conn: &mut DbConn, login: &str) -> QueryResult<Option<(i64, String)>> {
    accounts::table
        .filter(accounts::login.eq(login))
        .filter(accounts::active.eq(true))
        .select((accounts::id, accounts::password_hash))
        .first(conn)
        .optional()
}

/// Sets the hash of a new password.
///
/// # Errors
/// The database refuses.
pub fn update_password(conn: &mut DbConn, account_id: i64, hash: &str) -> QueryResult<()> {
    diesel::update(accounts::table.find(account_id))
        .set(accounts::password_hash.eq(hash))
        .execute(conn)?;
    Ok(())
}
