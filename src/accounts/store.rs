//! The SQL of accounts and sessions.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::account::{Account, Role};
use crate::db::DbConn;
use crate::db::schema::{accounts, sessions, units};
use crate::units::Unit;

/// A session as it lies in the table.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = sessions, treat_none_as_null = true)]
pub struct SessionRow {
    /// SHA-256 of the cookie's key.
    pub key_hash: String,
    /// Whose session; `None` before sign-in.
    pub account_id: Option<i64>,
    /// JSON of what it holds.
    pub state: String,
    /// When it began, or last changed.
    pub created_at: NaiveDateTime,
    /// When it ends.
    pub expires_at: NaiveDateTime,
}

/// What a new account needs.
pub struct NewAccount<'a> {
    /// The unit within which the role holds.
    pub unit_id: i64,
    /// What the person may do.
    pub role: Role,
    /// Full name.
    pub name: &'a str,
    /// What is typed to sign in.
    pub login: &'a str,
    /// Hash of the password.
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
) -> QueryResult<Account> {
    let id: i64 = diesel::insert_into(accounts::table)
        .values((
            accounts::unit_id.eq(new.unit_id),
            accounts::role.eq(new.role.as_str()),
            accounts::name.eq(new.name),
            accounts::login.eq(new.login),
            accounts::password_hash.eq(new.password_hash),
            accounts::active.eq(true),
            accounts::created_at.eq(now),
        ))
        .returning(accounts::id)
        .get_result(conn)?;
    accounts::table
        .find(id)
        .select(Account::as_select())
        .first(conn)
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

/// Writes a session down, new or changed, and forgets those that ended.
///
/// # Errors
/// The database refuses.
pub fn replace_session(conn: &mut DbConn, row: &SessionRow) -> QueryResult<()> {
    let ended = sessions::table.filter(sessions::expires_at.lt(row.created_at));
    diesel::delete(ended).execute(conn)?;
    let changed = diesel::update(sessions::table.find(&row.key_hash))
        .set(row)
        .execute(conn)?;
    if changed == 0 {
        diesel::insert_into(sessions::table)
            .values(row)
            .execute(conn)?;
    }
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
