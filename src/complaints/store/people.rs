//! Who has to do with cases of a unit.

use diesel::prelude::*;

use crate::accounts::Role;
use crate::db::DbConn;
use crate::db::schema::{accounts, units};
use crate::vietnamese::fold;

/// Somebody of a unit, of one below it or of one above it.
#[derive(Clone, Debug, Queryable)]
pub struct Colleague {
    /// The account.
    pub id: i64,
    /// Full name.
    pub name: String,
    /// What they may do.
    #[diesel(deserialize_as = String)]
    pub role: Role,
    /// The unit they belong to.
    pub unit_id: i64,
}

/// Open accounts of a unit, of those below it and of those above it, by name.
///
/// # Errors
/// The database refuses.
pub fn list_people_of(conn: &mut DbConn, unit_path: &str) -> QueryResult<Vec<Colleague>> {
    let line: Vec<i64> = unit_path
        .split('/')
        .filter_map(|id| id.parse().ok())
        .collect();
    let mut found: Vec<Colleague> = accounts::table
        .inner_join(units::table)
        .filter(accounts::active.eq(true))
        .filter(
            units::id
                .eq_any(line)
                .or(units::path.like(format!("{unit_path}%"))),
        )
        .order(accounts::id)
        .select((
            accounts::id,
            accounts::name,
            accounts::role,
            accounts::unit_id,
        ))
        .load(conn)?;
    found.sort_by_cached_key(|person| fold(&person.name));
    Ok(found)
}
