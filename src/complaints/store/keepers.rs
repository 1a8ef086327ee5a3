//! The leaders who keep what others must not see.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::cases::{Saved, save_case};
use super::events::Entry;
use super::named::list_named;
use crate::accounts::Role;
use crate::complaints::case::Case;
use crate::complaints::sight::Sight;
use crate::complaints::state::Step;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_officers, complaint_rules, complaints, units};
use crate::units::store::find_unit;
use crate::units::{Scope, Unit};

/// Ids of the open accounts of leaders.
macro_rules! leading {
    () => {
        accounts::table
            .filter(accounts::active.eq(true))
            .filter(accounts::role.eq(Role::Leader.as_str()))
            .select(accounts::id)
    };
}

/// The leader who keeps what may be a denunciation in a unit: the one whom its rules name, else the next one above;
/// never one whom it names (Luật Tố cáo 2018 Điều 12: whoever is denounced does not settle it), nor one who leads no
/// more. Where no rules name anybody, the unit's only leader does, else the next one above.
///
/// # Errors
/// The database refuses.
pub fn find_keeper(conn: &mut DbConn, unit: &Unit, named: &[i64]) -> QueryResult<Option<i64>> {
    for id in unit.line().into_iter().rev() {
        let set_by_rules = complaint_rules::table
            .find(id)
            .select(complaint_rules::leader_id.assume_not_null());
        let chosen: Option<i64> = leading!()
            .filter(accounts::id.eq_any(set_by_rules))
            .filter(accounts::unit_id.eq_any(unit.line()))
            .first(conn)
            .optional()?;
        let leaders: Vec<i64> = leading!().filter(accounts::unit_id.eq(id)).load(conn)?;
        let only = match leaders.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let keeper = chosen.or(only);
        if let Some(keeper) = keeper.filter(|id| !named.contains(id)) {
            return Ok(Some(keeper));
        }
    }
    Ok(None)
}

/// Confined cases of these units that nobody keeps: who did leads no more, leads elsewhere, or is named.
///
/// # Errors
/// The database refuses.
pub fn list_orphans(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Case>> {
    let homes = diesel::alias!(units as homes);
    let home = homes.field(units::path);
    let named = complaint_officers::table
        .filter(complaint_officers::complaint_id.eq(complaints::id))
        .select(complaint_officers::account_id);
    let confined: Vec<(Case, String, Option<String>)> = complaints::table
        .inner_join(units::table)
        .left_join(
            accounts::table.on(complaints::keeper_id
                .eq(accounts::id.nullable())
                .and(accounts::active.eq(true))
                .and(accounts::role.eq(Role::Leader.as_str()))
                .and(accounts::id.ne_all(named))),
        )
        .left_join(homes.on(accounts::unit_id.eq(homes.field(units::id))))
        .filter(units::path.like(scope.pattern()))
        .filter(complaints::confined.eq(true))
        .order(complaints::id)
        .select((Case::as_select(), units::path, home.nullable()))
        .load(conn)?;
    let kept = |unit: &str, home: &Option<String>| {
        home.as_deref().is_some_and(|home| unit.starts_with(home))
    };
    let orphans = confined
        .into_iter()
        .filter(|(_, unit, home)| !kept(unit, home));
    Ok(orphans.map(|(case, ..)| case).collect())
}

/// How many open confined cases wait for a leader who keeps them; of one that names the viewer nothing is told.
///
/// # Errors
/// The database refuses.
pub fn count_unkept(conn: &mut DbConn, sight: &Sight) -> QueryResult<usize> {
    let below = units::table
        .filter(units::path.like(sight.scope.pattern()))
        .select(units::id);
    let name_them = complaint_officers::table
        .filter(complaint_officers::account_id.eq(sight.account_id))
        .select(complaint_officers::complaint_id);
    // Whole cases, which are few: asked for less, SQLite goes through an index of all others that holds that.
    let unkept: Vec<Case> = complaints::table
        .filter(complaints::unit_id.eq_any(below))
        .filter(complaints::confined)
        .filter(complaints::keeper_id.is_null())
        .filter(complaints::id.ne_all(name_them))
        .select(Case::as_select())
        .load(conn)?;
    Ok(unkept.iter().filter(|case| case.state.is_open()).count())
}

/// Gives a leader to the confined cases of these units that nobody keeps. Where no leader is to be found, the case waits
/// for one.
///
/// # Errors
/// The database refuses.
pub fn entrust_confined(
    conn: &mut DbConn,
    scope: &Scope,
    by: Option<i64>,
    now: NaiveDateTime,
) -> QueryResult<()> {
    for case in list_orphans(conn, scope)? {
        entrust(conn, &case, by, now)?;
    }
    Ok(())
}

/// Gives a confined case to a leader. Where none is to be found, it waits for one, kept by nobody.
///
/// # Errors
/// The database refuses.
pub fn entrust(
    conn: &mut DbConn,
    case: &Case,
    by: Option<i64>,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    let named: Vec<i64> = list_named(conn, case)?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let mut after = case.clone();
    after.keeper_id = find_keeper(conn, &unit, &named)?;
    if after == *case {
        return Ok(());
    }
    let names: Vec<String> = accounts::table
        .filter(accounts::id.nullable().eq(after.keeper_id))
        .select(accounts::name)
        .load(conn)?;
    let entry = Entry {
        by,
        step: Step::Entrust,
        note: &names.concat(),
        at: now,
    };
    if save_case(conn, case, &after, &entry)? == Saved::Stale {
        tracing::warn!(case = case.id, "changed while it was given to a leader");
    }
    Ok(())
}
