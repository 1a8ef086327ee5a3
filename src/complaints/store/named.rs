//! The officers whom a case names, and those whom it keeps out because a confined case of the same matter names them.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_officers};
use crate::on_each;

/// Notes that a case itself names an officer; noted once.
///
/// # Errors
/// The database refuses.
pub fn name_officer(conn: &mut DbConn, case: &Case, account_id: i64) -> QueryResult<()> {
    let row = (
        complaint_officers::complaint_id.eq(case.id),
        complaint_officers::account_id.eq(account_id),
        complaint_officers::silent.eq(false),
    );
    on_each!(conn, |c| diesel::insert_into(complaint_officers::table)
        .values(&row)
        .on_conflict((
            complaint_officers::complaint_id,
            complaint_officers::account_id,
        ))
        .do_update()
        .set(complaint_officers::silent.eq(false))
        .execute(c))?;
    Ok(())
}

/// Keeps an officer out of a case without telling anybody there. Whether it did not before.
///
/// # Errors
/// The database refuses.
pub fn keep_out(conn: &mut DbConn, case: &Case, account_id: i64) -> QueryResult<bool> {
    let row = (
        complaint_officers::complaint_id.eq(case.id),
        complaint_officers::account_id.eq(account_id),
        complaint_officers::silent.eq(true),
    );
    let noted = on_each!(conn, |c| diesel::insert_into(complaint_officers::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(noted > 0)
}

/// Notes that a case does not name an officer after all.
///
/// # Errors
/// The database refuses.
pub fn unname_officer(conn: &mut DbConn, case: &Case, account_id: i64) -> QueryResult<()> {
    diesel::delete(complaint_officers::table.find((case.id, account_id)))
        .execute(conn)
        .map(|_| ())
}

/// Whether a case keeps an officer out, named by it or not.
///
/// # Errors
/// The database refuses.
pub fn is_named(conn: &mut DbConn, case: &Case, account_id: i64) -> QueryResult<bool> {
    let row = complaint_officers::table.find((case.id, account_id));
    diesel::select(exists(row)).get_result(conn)
}

/// All officers whom a case keeps out: account and name. Whoever reads the case may be told of those in [`list_told`]
/// alone.
///
/// # Errors
/// The database refuses.
pub fn list_named(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<(i64, String)>> {
    complaint_officers::table
        .inner_join(accounts::table)
        .filter(complaint_officers::complaint_id.eq(case.id))
        .order(accounts::name)
        .select((accounts::id, accounts::name))
        .load(conn)
}

/// The officers whom a case itself names: account and name.
///
/// # Errors
/// The database refuses.
pub fn list_told(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<(i64, String)>> {
    complaint_officers::table
        .inner_join(accounts::table)
        .filter(complaint_officers::complaint_id.eq(case.id))
        .filter(complaint_officers::silent.eq(false))
        .order(accounts::name)
        .select((accounts::id, accounts::name))
        .load(conn)
}
