//! The SQL of lineage.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Former, Merger, fits};
use crate::db::DbConn;
use crate::db::schema::{unit_formers, units};
use crate::units::store::list_units;
use crate::units::{Scope, Unit};

/// What became part of what, and the units, as far as anything did.
pub struct Lineage {
    mergers: Vec<Merger>,
    units: Vec<Unit>,
}

impl Lineage {
    /// Reads it.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn) -> QueryResult<Self> {
        let mergers = list_mergers(conn)?;
        let units = match mergers.is_empty() {
            true => Vec::new(),
            false => list_units(conn, &Scope::everything())?,
        };
        Ok(Self { mergers, units })
    }

    /// These units and whatever became part of them, by itself or through others, with everything below it.
    pub fn with_formers(&self, unit_ids: Vec<i64>) -> Vec<i64> {
        let mut found = unit_ids;
        let mut seen: BTreeSet<i64> = found.iter().copied().collect();
        let mut next = 0;
        while let Some(at) = found.get(next).copied() {
            let formers = self.mergers.iter().filter(|(unit, _)| *unit == at);
            for unit in formers.flat_map(|(_, former)| self.at_and_below(*former)) {
                if seen.insert(unit) {
                    found.push(unit);
                }
            }
            next += 1;
        }
        found
    }

    fn at_and_below(&self, id: i64) -> impl Iterator<Item = i64> {
        let top = self.units.iter().find(|unit| unit.id == id);
        let below = move |other: &&Unit| top.is_some_and(|top| top.is_or_is_above(other));
        self.units.iter().filter(below).map(|unit| unit.id)
    }
}

/// Whether `former` may become part of `unit`.
///
/// # Errors
/// The database refuses.
pub fn may_merge(conn: &mut DbConn, unit: &Unit, former: &Unit) -> QueryResult<bool> {
    Ok(fits(unit, former, &list_mergers(conn)?))
}

pub(super) fn list_mergers(conn: &mut DbConn) -> QueryResult<Vec<Merger>> {
    unit_formers::table
        .select((unit_formers::unit_id, unit_formers::former_id))
        .load(conn)
}

/// The units that became part of this one, the latest first.
///
/// # Errors
/// The database refuses.
pub fn list_formers(conn: &mut DbConn, unit_id: i64) -> QueryResult<Vec<Former>> {
    let rows: Vec<(Unit, NaiveDate)> = unit_formers::table
        .inner_join(units::table.on(units::id.eq(unit_formers::former_id)))
        .filter(unit_formers::unit_id.eq(unit_id))
        .order((unit_formers::since.desc(), units::name))
        .select((Unit::as_select(), unit_formers::since))
        .load(conn)?;
    let former = |(unit, since)| Former { unit, since };
    Ok(rows.into_iter().map(former).collect())
}

/// The days since which units at and below this one have other ground than before, with the names of what they took in.
///
/// # Errors
/// The database refuses.
pub fn list_merged(conn: &mut DbConn, unit: &Unit) -> QueryResult<Vec<(NaiveDate, String)>> {
    let rows: Vec<(i64, i64, NaiveDate)> = unit_formers::table.load(conn)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let units = list_units(conn, &Scope::everything())?;
    let find = |id| units.iter().find(|other| other.id == id);
    let merged = rows.into_iter().filter_map(|(successor, former, since)| {
        let (successor, former) = (find(successor)?, find(former)?);
        let is_new_ground = unit.is_or_is_above(successor) && !unit.is_or_is_above(former);
        is_new_ground.then(|| (since, former.name.clone()))
    });
    let mut merged: Vec<_> = merged.collect();
    merged.sort();
    Ok(merged)
}

/// Notes that a unit became part of another; again with another day.
///
/// # Errors
/// The database refuses.
pub fn insert_former(
    conn: &mut DbConn,
    unit_id: i64,
    former_id: i64,
    since: NaiveDate,
) -> QueryResult<()> {
    delete_former(conn, unit_id, former_id)?;
    diesel::insert_into(unit_formers::table)
        .values((
            unit_formers::unit_id.eq(unit_id),
            unit_formers::former_id.eq(former_id),
            unit_formers::since.eq(since),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes a mistaken note back.
///
/// # Errors
/// The database refuses.
pub(super) fn delete_former(conn: &mut DbConn, unit_id: i64, former_id: i64) -> QueryResult<()> {
    let noted = unit_formers::table.find((unit_id, former_id));
    diesel::delete(noted).execute(conn)?;
    Ok(())
}
