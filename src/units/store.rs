//! The SQL of units and counters.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::duty::Duty;
use super::place::{PlaceChoice, UnitPlaces};
use super::unit::{Counter, Scope, Unit, UnitCode};
use crate::accounts::store::list_accounts;
use crate::accounts::{Account, Role};
use crate::db::DbConn;
use crate::db::schema::{accounts, counters, units};

/// What a new unit needs.
pub struct NewUnit<'a> {
    /// Its code.
    pub code: &'a UnitCode,
    /// Its official name.
    pub name: &'a str,
    /// The unit above, if any.
    pub parent: Option<&'a Unit>,
    /// Number of the leader's hotline.
    pub hotline: &'a str,
    /// Where it is.
    pub address: &'a str,
}

/// Adds a unit. A code that is taken is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn insert_unit(conn: &mut DbConn, new: &NewUnit<'_>, now: NaiveDateTime) -> QueryResult<Unit> {
    let id: i64 = diesel::insert_into(units::table)
        .values((
            units::code.eq(new.code.as_str()),
            units::name.eq(new.name),
            units::parent_id.eq(new.parent.map(|parent| parent.id)),
            units::path.eq(""),
            units::hotline.eq(new.hotline),
            units::address.eq(new.address),
            units::created_at.eq(now),
        ))
        .returning(units::id)
        .get_result(conn)?;
    let above = new.parent.map_or("/", |parent| parent.path.as_str());
    diesel::update(units::table.find(id))
        .set(units::path.eq(format!("{above}{id}/")))
        .execute(conn)?;
    units::table.find(id).select(Unit::as_select()).first(conn)
}

/// Changes what may change of a unit; its code and place in the tree stay.
///
/// # Errors
/// The database refuses.
pub fn update_unit(
    conn: &mut DbConn,
    unit: &Unit,
    name: &str,
    hotline: &str,
    address: &str,
) -> QueryResult<()> {
    diesel::update(units::table.find(unit.id))
        .set((
            units::name.eq(name),
            units::hotline.eq(hotline),
            units::address.eq(address),
        ))
        .execute(conn)?;
    Ok(())
}

/// The unit with this code, for public addresses.
///
/// # Errors
/// The database refuses.
pub fn find_unit_by_code(conn: &mut DbConn, code: &UnitCode) -> QueryResult<Option<Unit>> {
    units::table
        .filter(units::code.eq(code.as_str()))
        .select(Unit::as_select())
        .first(conn)
        .optional()
}

/// A unit that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_unit(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Unit>> {
    units::table
        .find(id)
        .filter(units::path.like(scope.pattern()))
        .select(Unit::as_select())
        .first(conn)
        .optional()
}

/// The units that the viewer may see, each after the one above it.
///
/// # Errors
/// The database refuses.
pub fn list_units(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Unit>> {
    let mut units: Vec<Unit> = units::table
        .filter(units::path.like(scope.pattern()))
        .select(Unit::as_select())
        .load(conn)?;
    // Not by the database: its collation may pass over the slashes.
    units.sort_by_cached_key(Unit::line);
    Ok(units)
}

/// The units above each of these, from the top; those with none above them are left out.
///
/// # Errors
/// The database refuses.
pub fn list_above(
    conn: &mut DbConn,
    unit_ids: &BTreeSet<i64>,
) -> QueryResult<BTreeMap<i64, Vec<i64>>> {
    let units: Vec<Unit> = units::table
        .filter(units::id.eq_any(unit_ids))
        .filter(units::parent_id.is_not_null())
        .select(Unit::as_select())
        .load(conn)?;
    let above = |unit: Unit| {
        let line = unit.line().into_iter().filter(|id| *id != unit.id);
        (unit.id, line.collect())
    };
    Ok(units.into_iter().map(above).collect())
}

/// Counters of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn list_counters(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Counter>> {
    counters::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .order((units::path, counters::name))
        .select(Counter::as_select())
        .load(conn)
}

/// What the viewer may choose from for the place of something new: the units, or the counters of the wanted unit or
/// of the only one. Nothing if the wanted unit is not theirs to see.
///
/// # Errors
/// The database refuses.
pub fn find_place_choice(
    conn: &mut DbConn,
    scope: &Scope,
    wanted: Option<i64>,
) -> QueryResult<Option<PlaceChoice>> {
    if let Some(id) = wanted {
        let places = find_unit_places(conn, scope, id)?;
        return Ok(places.map(PlaceChoice::Counter));
    }
    let units = list_units(conn, scope)?;
    match units.as_slice() {
        [only] => Ok(find_unit_places(conn, scope, only.id)?.map(PlaceChoice::Counter)),
        _ => Ok(Some(PlaceChoice::Unit(units))),
    }
}

/// A unit that the viewer may see, with its open counters.
///
/// # Errors
/// The database refuses.
pub fn find_unit_places(
    conn: &mut DbConn,
    scope: &Scope,
    id: i64,
) -> QueryResult<Option<UnitPlaces>> {
    let Some(unit) = find_unit(conn, scope, id)? else {
        return Ok(None);
    };
    let counters = counters::table
        .filter(counters::unit_id.eq(unit.id))
        .filter(counters::active.eq(true))
        .order((counters::name, counters::id))
        .select(Counter::as_select())
        .load(conn)?;
    Ok(Some(UnitPlaces { unit, counters }))
}

/// A counter with the name of its officer.
#[derive(Queryable)]
pub struct CounterRow {
    /// The counter.
    pub counter: Counter,
    /// Name of the officer on it.
    pub officer: Option<String>,
}

/// The counters of a unit by name, those in use first.
///
/// # Errors
/// The database refuses.
pub fn list_counters_of(conn: &mut DbConn, unit: &Unit) -> QueryResult<Vec<CounterRow>> {
    counters::table
        .left_join(accounts::table.on(counters::officer_id.eq(accounts::id.nullable())))
        .filter(counters::unit_id.eq(unit.id))
        .order((counters::active.desc(), counters::name))
        .select((Counter::as_select(), accounts::name.nullable()))
        .load(conn)
}

/// A counter that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_counter(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Counter>> {
    counters::table
        .inner_join(units::table)
        .filter(counters::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .select(Counter::as_select())
        .first(conn)
        .optional()
}

/// A counter that the viewer may see, with those who may be on duty there.
///
/// # Errors
/// The database refuses.
pub fn find_duty(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Duty>> {
    let Some(counter) = find_counter(conn, scope, id)? else {
        return Ok(None);
    };
    let Some(unit) = find_unit(conn, scope, counter.unit_id)? else {
        return Ok(None);
    };
    let serves = |(account, home): &(Account, Unit)| {
        let may = account.active && account.role != Role::Observer;
        (may && home.is_or_is_above(&unit)) || counter.officer_id == Some(account.id)
    };
    let accounts = list_accounts(conn, scope)?;
    let officers = accounts.into_iter().filter(serves);
    let officers = officers.map(|(account, _)| account).collect();
    Ok(Some(Duty {
        counter,
        unit,
        officers,
    }))
}

/// Puts an officer on duty at a counter, or nobody.
///
/// # Errors
/// The database refuses.
pub fn update_duty(
    conn: &mut DbConn,
    counter: &Counter,
    officer_id: Option<i64>,
) -> QueryResult<()> {
    diesel::update(counters::table.find(counter.id))
        .set(counters::officer_id.eq(officer_id))
        .execute(conn)?;
    Ok(())
}

/// Takes an officer off duty, but for the counters of these units.
///
/// # Errors
/// The database refuses.
pub fn end_duty(conn: &mut DbConn, officer_id: i64, but_in: Option<&Scope>) -> QueryResult<()> {
    let kept: Vec<i64> = match but_in {
        Some(scope) => units::table
            .filter(units::path.like(scope.pattern()))
            .select(units::id)
            .load(conn)?,
        None => Vec::new(),
    };
    diesel::update(counters::table)
        .filter(counters::officer_id.eq(officer_id))
        .filter(counters::unit_id.ne_all(kept))
        .set(counters::officer_id.eq(None::<i64>))
        .execute(conn)?;
    Ok(())
}

/// The counter of this name in a unit; it is added where there is none.
///
/// # Errors
/// The database refuses.
pub fn find_or_insert_counter(conn: &mut DbConn, unit: &Unit, name: &str) -> QueryResult<Counter> {
    let known = counters::table
        .filter(counters::unit_id.eq(unit.id))
        .filter(counters::name.eq(name))
        .select(Counter::as_select())
        .first(conn)
        .optional()?;
    match known {
        Some(counter) => Ok(counter),
        None => insert_counter(conn, unit, name, None),
    }
}

/// Adds a counter. A name that the unit has already is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn insert_counter(
    conn: &mut DbConn,
    unit: &Unit,
    name: &str,
    officer_id: Option<i64>,
) -> QueryResult<Counter> {
    let id: i64 = diesel::insert_into(counters::table)
        .values((
            counters::unit_id.eq(unit.id),
            counters::name.eq(name),
            counters::officer_id.eq(officer_id),
            counters::active.eq(true),
        ))
        .returning(counters::id)
        .get_result(conn)?;
    counters::table
        .find(id)
        .select(Counter::as_select())
        .first(conn)
}

/// What may change of a counter.
pub struct CounterChange<'a> {
    /// Its name.
    pub name: &'a str,
    /// The account of the officer on it.
    pub officer_id: Option<i64>,
    /// Whether it is open.
    pub active: bool,
    /// Code of the only field that it serves; empty for several.
    pub field: &'a str,
}

/// Renames a counter, puts an officer on it, tells its field, opens or closes it. A name that the unit has already is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn update_counter(
    conn: &mut DbConn,
    counter: &Counter,
    change: &CounterChange<'_>,
) -> QueryResult<()> {
    diesel::update(counters::table.find(counter.id))
        .set((
            counters::name.eq(change.name),
            counters::officer_id.eq(change.officer_id),
            counters::active.eq(change.active),
            counters::field.eq(change.field),
        ))
        .execute(conn)?;
    Ok(())
}
