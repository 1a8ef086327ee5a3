//! The SQL of lineage.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Former, Merger, fits};
use crate::db::DbConn;
use crate::db::schema::{unit_formers, units};
use crate::units::store::list_units;
use crate::units::{Scope, Unit};

/// The units that became part of these by themselves or through others, and everything below them; these first.
///
/// # Errors
/// The database refuses.
pub fn with_formers(conn: &mut DbConn, unit_ids: &[i64]) -> QueryResult<Vec<i64>> {
    let known = list_mergers(conn)?;
    if known.is_empty() {
        return Ok(unit_ids.to_vec());
    }
    let all = list_units(conn, &Scope::everything())?;
    let mut found = unit_ids.to_vec();
    let mut seen: BTreeSet<i64> = found.iter().copied().collect();
    let mut next = 0;
    while let Some(at) = found.get(next).copied() {
        let formers = known.iter().filter(|(unit, _)| *unit == at);
        for (_, former) in formers {
            let former = all.iter().filter(|unit| unit.id == *former);
            let below =
                former.flat_map(|former| all.iter().filter(|unit| former.is_or_is_above(unit)));
            for unit in below {
                if seen.insert(unit.id) {
                    found.push(unit.id);
                }
            }
        }
        next += 1;
    }
    Ok(found)
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
    let successor = diesel::alias!(units as successor);
    unit_formers::table
        .inner_join(units::table.on(units::id.eq(unit_formers::former_id)))
        .inner_join(successor.on(successor.field(units::id).eq(unit_formers::unit_id)))
        .filter(successor.field(units::path).like(format!("{}%", unit.path)))
        .filter(units::path.not_like(format!("{}%", unit.path)))
        .order((unit_formers::since, units::name))
        .select((unit_formers::since, units::name))
        .load(conn)
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
