//! The leaders who keep what others must not see.

use chrono::NaiveDateTime;
use diesel::dsl::not;
use diesel::prelude::*;

use super::cases::{Entry, Saved, list_named, save_case};
use crate::accounts::Role;
use crate::complaints::case::Case;
use crate::complaints::state::Step;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_rules, complaints, units};
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

/// Gives a leader to the confined cases of a unit, and of those below it, that nobody keeps or whose keeper leads no
/// more. Cases that a leader keeps stay with that one. Where no leader is to be found, the case waits for one.
///
/// # Errors
/// The database refuses.
pub fn entrust_confined(
    conn: &mut DbConn,
    unit: &Unit,
    by: i64,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let kept = complaints::keeper_id.assume_not_null().eq_any(leading!());
    let orphans: Vec<Case> = complaints::table
        .inner_join(units::table)
        .filter(units::path.like(Scope::below(unit).pattern()))
        .filter(complaints::confined.eq(true))
        .filter(complaints::keeper_id.is_null().or(not(kept)))
        .order(complaints::id)
        .select(Case::as_select())
        .load(conn)?;
    for case in orphans {
        entrust(conn, &case, by, now)?;
    }
    Ok(())
}

fn entrust(conn: &mut DbConn, case: &Case, by: i64, now: NaiveDateTime) -> QueryResult<()> {
    let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    let named: Vec<i64> = list_named(conn, case)?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let Some(keeper) = find_keeper(conn, &unit, &named)? else {
        return Ok(());
    };
    let mut after = case.clone();
    after.keeper_id = Some(keeper);
    let name: String = accounts::table
        .find(keeper)
        .select(accounts::name)
        .first(conn)?;
    let entry = Entry {
        by: Some(by),
        step: Step::Entrust,
        note: &name,
        at: now,
    };
    if save_case(conn, case, &after, &entry)? == Saved::Stale {
        tracing::warn!(case = case.id, "changed while it was given to a leader");
    }
    Ok(())
}
