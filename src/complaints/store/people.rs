//! Who has to do with cases of a unit: colleagues, and the leader who keeps what others must not see.

use diesel::prelude::*;

use crate::accounts::Role;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_rules, units};
use crate::units::Unit;

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
    accounts::table
        .inner_join(units::table)
        .filter(accounts::active.eq(true))
        .filter(
            units::id
                .eq_any(line)
                .or(units::path.like(format!("{unit_path}%"))),
        )
        .order((accounts::name, accounts::id))
        .select((
            accounts::id,
            accounts::name,
            accounts::role,
            accounts::unit_id,
        ))
        .load(conn)
}

/// The leader who keeps what may be a denunciation in a unit: the one whom its rules name, else the next one above;
/// never one whom it names (Luật Tố cáo 2018 Điều 12: whoever is denounced does not settle it). Where no rules name
/// anybody, the unit's only leader does, else the next one above.
///
/// # Errors
/// The database refuses.
pub fn find_keeper(conn: &mut DbConn, unit: &Unit, named: &[i64]) -> QueryResult<Option<i64>> {
    for id in unit.line().into_iter().rev() {
        let chosen: Option<Option<i64>> = complaint_rules::table
            .find(id)
            .select(complaint_rules::leader_id)
            .first(conn)
            .optional()?;
        let leaders: Vec<i64> = accounts::table
            .filter(accounts::unit_id.eq(id))
            .filter(accounts::active.eq(true))
            .filter(accounts::role.eq(Role::Leader.as_str()))
            .select(accounts::id)
            .load(conn)?;
        let only = match leaders.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let keeper = chosen.flatten().or(only);
        if let Some(keeper) = keeper.filter(|id| !named.contains(id)) {
            return Ok(Some(keeper));
        }
    }
    Ok(None)
}
