//! The units directly below one, each with its overall figure in both years: what a province compares.
//! A unit's figure is its own and that of everything below it.

use std::collections::BTreeMap;

use super::measure::Measure;
use super::reading::{list_questionnaires, table_of};
use super::store::{self, YearSums};
use super::table::{Figure, Table};
use crate::db::DbConn;
use crate::error::AppResult;
use crate::units::store::list_units;
use crate::units::{Scope, Unit};

/// One unit's overall figures.
#[derive(Clone, Debug)]
pub struct UnitBelow {
    /// The unit.
    pub unit: Unit,
    /// Overall, this year.
    pub now: Figure,
    /// Overall, in the year compared with.
    pub before: Option<Figure>,
    /// Ballots of this year.
    pub ballots: u64,
}

/// The units directly below, in the order of their names.
///
/// # Errors
/// The database refuses.
pub fn list_below(
    conn: &mut DbConn,
    unit: &Unit,
    year: i32,
    compare: Option<i32>,
) -> AppResult<Vec<UnitBelow>> {
    let mut all = list_units(conn, &Scope::below(unit))?;
    all.retain(|below| below.id != unit.id);
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = all.iter().map(|unit| unit.id).collect();
    let questionnaires = list_questionnaires(conn)?;
    let now = store::find_year_sums_by_unit(conn, &ids, year)?;
    let before = match compare {
        Some(year) => Some(store::find_year_sums_by_unit(conn, &ids, year)?),
        None => None,
    };
    let table = |child: &Unit, sums: &BTreeMap<i64, YearSums>| -> Table {
        table_of(&pooled(child, &all, sums), &questionnaires)
    };
    let children = all.iter().filter(|below| below.parent_id == Some(unit.id));
    let mut found: Vec<_> = children
        .map(|child| {
            let now = table(child, &now);
            UnitBelow {
                unit: child.clone(),
                before: before
                    .as_ref()
                    .map(|sums| table(child, sums).figure(Measure::Overall)),
                ballots: now.ballots(),
                now: now.figure(Measure::Overall),
            }
        })
        .collect();
    found.sort_by(|a, b| a.unit.name.cmp(&b.unit.name));
    Ok(found)
}

/// The sums of a unit and of everything below it.
fn pooled(child: &Unit, all: &[Unit], sums: &BTreeMap<i64, YearSums>) -> YearSums {
    let scope = Scope::below(child);
    let mut pooled = YearSums::default();
    for unit in all.iter().filter(|unit| scope.covers(unit)) {
        if let Some(sums) = sums.get(&unit.id) {
            pooled += sums;
        }
    }
    pooled
}
