//! Who can lead tasks of a plan or join in them.

use diesel::prelude::*;

use crate::accounts::Task;
use crate::accounts::tasks::NotePlan;
use crate::db::DbConn;
use crate::db::schema::{accounts, units};
use crate::units::{Scope, Unit};
use crate::vietnamese::fold;

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Person {
    /// Account.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Word of the role.
    pub role: String,
}

/// Whoever works in a unit or below it, by name.
///
/// # Errors
/// The database refuses.
pub fn list_people(conn: &mut DbConn, unit: &Unit) -> QueryResult<Vec<Person>> {
    let roles = NotePlan::ROLES.iter().map(|role| role.as_str());
    let mut people: Vec<Person> = accounts::table
        .inner_join(units::table)
        .filter(accounts::active.eq(true))
        .filter(accounts::role.eq_any(roles))
        .filter(units::path.like(Scope::below(unit).pattern()))
        .select((accounts::id, accounts::name, accounts::role))
        .load(conn)?;
    people.sort_by_cached_key(|person| fold(&person.name));
    Ok(people)
}
