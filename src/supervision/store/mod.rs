//! The SQL of supervision. Lines are added, never changed.

pub mod notes;
pub mod subjects;
pub mod waiting;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, supervision_rules};
use crate::on_each;

/// Within how many working days a unit answers.
///
/// # Errors
/// The database refuses.
pub fn find_days(conn: &mut DbConn, unit_id: i64) -> QueryResult<i32> {
    let set: Option<i32> = supervision_rules::table
        .find(unit_id)
        .select(supervision_rules::days)
        .first(conn)
        .optional()?;
    Ok(set.unwrap_or(super::USUAL_DAYS))
}

/// Sets it; what was asked before keeps its day.
///
/// # Errors
/// The database refuses.
pub fn put_days(
    conn: &mut DbConn,
    unit_id: i64,
    days: i32,
    (by, at): (i64, chrono::NaiveDateTime),
) -> QueryResult<()> {
    let content = (
        supervision_rules::days.eq(days),
        supervision_rules::changed_by.eq(by),
        supervision_rules::changed_at.eq(at),
    );
    on_each!(conn, |c| diesel::insert_into(supervision_rules::table)
        .values((supervision_rules::unit_id.eq(unit_id), content))
        .on_conflict(supervision_rules::unit_id)
        .do_update()
        .set(content)
        .execute(c))?;
    Ok(())
}

/// The addresses of whoever leads a unit, by account.
///
/// # Errors
/// The database refuses.
pub fn list_leaders(conn: &mut DbConn, unit_id: i64) -> QueryResult<Vec<(i64, String)>> {
    accounts::table
        .filter(accounts::unit_id.eq(unit_id))
        .filter(accounts::role.eq(crate::accounts::Role::Leader.as_str()))
        .filter(accounts::active.eq(true))
        .filter(accounts::email.ne(""))
        .order(accounts::id)
        .select((accounts::id, accounts::email))
        .load(conn)
}

/// The address of one account, if it is open and reads mail.
///
/// # Errors
/// The database refuses.
pub fn find_mailbox(conn: &mut DbConn, account_id: i64) -> QueryResult<Vec<(i64, String)>> {
    accounts::table
        .filter(accounts::id.eq(account_id))
        .filter(accounts::active.eq(true))
        .filter(accounts::email.ne(""))
        .select((accounts::id, accounts::email))
        .load(conn)
}
