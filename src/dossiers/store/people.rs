//! Who works on dossiers, and in whose name.

use diesel::prelude::*;

use crate::accounts::Task;
use crate::accounts::tasks::HandleDossiers;
use crate::db::DbConn;
use crate::db::schema::{accounts, units};
use crate::units::{Scope, Unit};
use crate::vietnamese::fold;

/// Account and name of whoever may work on a unit's dossiers, by name: people of the unit and of those above it.
///
/// # Errors
/// The database refuses.
pub fn list_officers(conn: &mut DbConn, unit: &Unit) -> QueryResult<Vec<(i64, String)>> {
    let handle = HandleDossiers::ROLES.iter().map(|role| role.as_str());
    let mut found: Vec<(i64, String)> = accounts::table
        .filter(accounts::active.eq(true))
        .filter(accounts::role.eq_any(handle))
        .filter(accounts::unit_id.eq_any(unit.line()))
        .select((accounts::id, accounts::name))
        .load(conn)?;
    found.sort_by_cached_key(|(_, name)| fold(name));
    Ok(found)
}

/// Account and name of whoever works on dossiers in what a viewer may see, by name.
///
/// # Errors
/// The database refuses.
pub fn list_officers_below(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<(i64, String)>> {
    let handle = HandleDossiers::ROLES.iter().map(|role| role.as_str());
    let mut found: Vec<(i64, String)> = accounts::table
        .inner_join(units::table)
        .filter(accounts::active.eq(true))
        .filter(accounts::role.eq_any(handle))
        .filter(units::path.like(scope.pattern()))
        .select((accounts::id, accounts::name))
        .load(conn)?;
    found.sort_by_cached_key(|(_, name)| fold(name));
    Ok(found)
}

/// A unit and those above it, the topmost first: in whose name it writes.
///
/// # Errors
/// The database refuses.
pub fn list_line(conn: &mut DbConn, unit: &Unit) -> QueryResult<Vec<Unit>> {
    let ids = unit.line();
    let mut line: Vec<Unit> = units::table
        .filter(units::id.eq_any(&ids))
        .select(Unit::as_select())
        .load(conn)?;
    line.sort_by_key(|unit| ids.iter().position(|id| *id == unit.id));
    Ok(line)
}
