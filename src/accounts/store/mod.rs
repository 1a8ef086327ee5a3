//! The SQL of accounts; that of sessions is in `store::sessions`.

pub mod sessions;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::account::{Account, Email, Login, Role};
use crate::db::DbConn;
use crate::db::schema::{accounts, units};
use crate::units::store::end_duty;
use crate::units::{Scope, Unit};

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
    /// Where the person reads mail, if told.
    pub email: Option<&'a Email>,
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
            accounts::unit_id.eq(new.unit.id),
            accounts::role.eq(new.role.as_str()),
            accounts::name.eq(new.name),
            accounts::login.eq(new.login.as_str()),
            accounts::password_hash.eq(new.password_hash),
            accounts::active.eq(true),
            accounts::created_at.eq(now),
            accounts::email.eq(new.email.map_or("", Email::as_str)),
        ))
        .returning(accounts::id)
        .get_result(conn)?;
    accounts::table
        .find(id)
        .select(Account::as_select())
        .first(conn)
}

/// The account that signs in with this folded login, and its password's hash; nothing for a closed account.
///
/// # Errors
/// The database refuses.
pub fn find_credentials(conn: &mut DbConn, login: &str) -> QueryResult<Option<(Account, String)>> {
    accounts::table
        .filter(accounts::login.eq(login))
        .filter(accounts::active.eq(true))
        .select((Account::as_select(), accounts::password_hash))
        .first(conn)
        .optional()
}

/// The hash of an account's password.
///
/// # Errors
/// The database refuses.
pub fn find_password_hash(conn: &mut DbConn, account_id: i64) -> QueryResult<Option<String>> {
    accounts::table
        .find(account_id)
        .select(accounts::password_hash)
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

/// How many accounts there are in the whole installation, closed ones included.
///
/// # Errors
/// The database refuses.
pub fn count_all_accounts(conn: &mut DbConn) -> QueryResult<i64> {
    accounts::table.count().get_result(conn)
}

/// An account of the units that the viewer may see, with its unit.
///
/// # Errors
/// The database refuses.
pub fn find_account(
    conn: &mut DbConn,
    scope: &Scope,
    id: i64,
) -> QueryResult<Option<(Account, Unit)>> {
    accounts::table
        .inner_join(units::table)
        .filter(accounts::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .select((Account::as_select(), Unit::as_select()))
        .first(conn)
        .optional()
}

/// The accounts of the units that the viewer may see, each with its unit: those in use first, then by unit, role and
/// name.
///
/// # Errors
/// The database refuses.
pub fn list_accounts(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<(Account, Unit)>> {
    accounts::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .order((
            accounts::active.desc(),
            units::path,
            accounts::role,
            accounts::name,
            accounts::id,
        ))
        .select((Account::as_select(), Unit::as_select()))
        .load(conn)
}

/// Who an account is from now on.
pub struct Identity<'a> {
    /// Full name.
    pub name: &'a str,
    /// What the person may do.
    pub role: Role,
    /// The unit within which the role holds.
    pub unit: &'a Unit,
    /// Where the person reads mail, if told.
    pub email: Option<&'a Email>,
}

/// Changes what may change of an account; its login stays. Who moves to another unit is no longer on duty where only
/// others may be, and who only looks on is on duty nowhere.
///
/// # Errors
/// The database refuses.
pub fn update_account(conn: &mut DbConn, account: &Account, new: &Identity<'_>) -> QueryResult<()> {
    diesel::update(accounts::table.find(account.id))
        .set((
            accounts::name.eq(new.name),
            accounts::role.eq(new.role.as_str()),
            accounts::unit_id.eq(new.unit.id),
            accounts::email.eq(new.email.map_or("", Email::as_str)),
        ))
        .execute(conn)?;
    if new.role == Role::Observer {
        return end_duty(conn, account.id, None);
    }
    if new.unit.id == account.unit_id {
        return Ok(());
    }
    end_duty(conn, account.id, Some(&Scope::below(new.unit)))
}

/// Sets where a person reads mail; `None` is nowhere.
///
/// # Errors
/// The database refuses.
pub fn update_email(conn: &mut DbConn, account_id: i64, email: Option<&Email>) -> QueryResult<()> {
    diesel::update(accounts::table.find(account_id))
        .set(accounts::email.eq(email.map_or("", Email::as_str)))
        .execute(conn)?;
    Ok(())
}

/// Opens an account again.
///
/// # Errors
/// The database refuses.
pub fn reopen_account(conn: &mut DbConn, account: &Account) -> QueryResult<()> {
    diesel::update(accounts::table.find(account.id))
        .set(accounts::active.eq(true))
        .execute(conn)?;
    Ok(())
}

/// Closes an account and ends its sessions and its duty.
///
/// # Errors
/// The database refuses.
pub fn close_account(conn: &mut DbConn, account: &Account) -> QueryResult<()> {
    diesel::update(accounts::table.find(account.id))
        .set(accounts::active.eq(false))
        .execute(conn)?;
    end_duty(conn, account.id, None)?;
    sessions::delete_sessions_of(conn, account.id)
}

/// How many other people run the unit of this account. Holds the unit's row until the transaction ends, so that two
/// administrators who remove each other at the same time come one after the other.
///
/// # Errors
/// The database refuses.
pub fn count_other_admins(conn: &mut DbConn, account: &Account) -> QueryResult<i64> {
    diesel::update(units::table.find(account.unit_id))
        .set(units::path.eq(units::path))
        .execute(conn)?;
    accounts::table
        .filter(accounts::unit_id.eq(account.unit_id))
        .filter(accounts::id.ne(account.id))
        .filter(accounts::role.eq(Role::Admin.as_str()))
        .filter(accounts::active.eq(true))
        .count()
        .get_result(conn)
}
