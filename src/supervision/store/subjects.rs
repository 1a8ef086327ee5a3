//! What notes may be about: units that somebody leads, complaints and dossiers that there are.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::accounts::Role;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaints, dossiers, units};
use crate::units::{Scope, Unit};

/// The units of a scope that somebody leads, who will answer.
///
/// # Errors
/// The database refuses.
pub fn list_led_units(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Unit>> {
    let leaders = accounts::table
        .filter(accounts::role.eq(Role::Leader.as_str()))
        .filter(accounts::active.eq(true))
        .select(accounts::unit_id);
    units::table
        .filter(units::path.like(scope.pattern()))
        .filter(units::id.eq_any(leaders))
        .order(units::path)
        .select(Unit::as_select())
        .load(conn)
}

/// Whether there is a complaint of this number that is not kept from others.
///
/// # Errors
/// The database refuses.
pub fn has_complaint(conn: &mut DbConn, scope: &Scope, number: i64) -> QueryResult<bool> {
    diesel::select(exists(
        complaints::table
            .inner_join(units::table)
            .filter(units::path.like(scope.pattern()))
            .filter(complaints::id.eq(number))
            .filter(complaints::confined.eq(false)),
    ))
    .get_result(conn)
}

/// The dossier of this code, if there is one.
///
/// # Errors
/// The database refuses.
pub fn find_dossier(conn: &mut DbConn, scope: &Scope, code: &str) -> QueryResult<Option<i64>> {
    dossiers::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .filter(dossiers::code.eq(code))
        .select(dossiers::id)
        .first(conn)
        .optional()
}
