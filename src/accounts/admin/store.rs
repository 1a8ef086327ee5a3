//! What the overview counts.

use diesel::prelude::*;

use crate::accounts::account::Role;
use crate::db::DbConn;
use crate::db::schema::{accounts, calendar_years, counters, devices, links, messages, units};
use crate::units::Scope;

/// How much of each thing there is in use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) units: i64,
    pub(super) counters: i64,
    pub(super) accounts: i64,
    /// Accounts of those who do not administer.
    pub(super) staff: i64,
    pub(super) tablets: i64,
    pub(super) links: i64,
    /// Years whose working days are loaded.
    pub(super) years: i64,
    /// What has not left the server yet, or never did.
    pub(super) messages: i64,
}

/// Counts what the viewer may see.
///
/// # Errors
/// The database refuses.
pub(super) fn count_in_use(conn: &mut DbConn, scope: &Scope) -> QueryResult<Counts> {
    let seen = units::path.like(scope.pattern());
    let open_accounts = || {
        accounts::table
            .inner_join(units::table)
            .filter(units::path.like(scope.pattern()))
            .filter(accounts::active.eq(true))
    };
    Ok(Counts {
        units: units::table.filter(seen.clone()).count().get_result(conn)?,
        counters: counters::table
            .inner_join(units::table)
            .filter(seen.clone())
            .filter(counters::active.eq(true))
            .count()
            .get_result(conn)?,
        accounts: open_accounts().count().get_result(conn)?,
        staff: open_accounts()
            .filter(accounts::role.ne(Role::Admin.as_str()))
            .count()
            .get_result(conn)?,
        tablets: devices::table
            .inner_join(units::table)
            .filter(seen.clone())
            .filter(devices::revoked_at.is_null())
            .count()
            .get_result(conn)?,
        links: links::table
            .inner_join(units::table)
            .filter(seen.clone())
            .filter(links::revoked_at.is_null())
            .count()
            .get_result(conn)?,
        years: calendar_years::table.count().get_result(conn)?,
        messages: messages::table
            .inner_join(units::table)
            .filter(seen)
            .filter(messages::sent_at.is_null())
            .count()
            .get_result(conn)?,
    })
}
