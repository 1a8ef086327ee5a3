//! What can be chosen in the form, and what was just logged.

use diesel::prelude::*;

use crate::accounts::Role;
use crate::complaints::case::Case;
use crate::complaints::logging::choices::{Choices, MANY_UNITS, Wanted};
use crate::complaints::sight::Sight;
use crate::complaints::store::{list_people_of, seen_by};
use crate::db::DbConn;
use crate::db::schema::{complaint_officers, complaints, units};
use crate::units::store::{find_unit, list_counters, list_units};
use crate::units::{Scope, Unit, UnitPlaces};

/// Cases whose dossiers are suggested.
const CASES_LOOKED_AT: i64 = 300;
/// Dossiers suggested at most.
const DOSSIERS: usize = 100;

/// The form of the wanted unit, or of the viewer's own; where there are too many units for one form, the choice among
/// them. Nothing if the wanted unit is not the viewer's to see.
///
/// # Errors
/// The database refuses.
pub fn find_wanted(
    conn: &mut DbConn,
    sight: &Sight,
    own: &Unit,
    wanted: Option<i64>,
) -> QueryResult<Option<Wanted>> {
    let all = list_units(conn, &sight.scope)?;
    let many = all.len() > MANY_UNITS;
    let base = match wanted {
        Some(id) => find_unit(conn, &sight.scope, id)?,
        None if many => return Ok(Some(Wanted::Unit(all))),
        None => Some(own.clone()),
    };
    let Some(base) = base else {
        return Ok(None);
    };
    let mut below: Vec<Unit> = all
        .into_iter()
        .filter(|unit| base.is_or_is_above(unit))
        .collect();
    if below.len() > MANY_UNITS {
        below.retain(|unit| unit.id == base.id);
    }
    let counters = list_counters(conn, &Scope::below(&base))?;
    let places: Vec<UnitPlaces> = below
        .into_iter()
        .map(|unit| UnitPlaces {
            counters: counters
                .iter()
                .filter(|counter| counter.unit_id == unit.id && counter.active)
                .cloned()
                .collect(),
            unit,
        })
        .collect();
    let line = base.line();
    let near = |unit_id: i64| {
        line.contains(&unit_id) || places.iter().any(|place| place.unit.id == unit_id)
    };
    let mut colleagues = list_people_of(conn, &base.path)?;
    colleagues.retain(|person| person.role != Role::Observer && near(person.unit_id));
    Ok(Some(Wanted::Form(Box::new(Choices {
        dossiers: list_dossiers(conn, sight)?,
        elsewhere: many,
        base,
        places,
        colleagues,
    }))))
}

/// Codes and names of the dossiers that cases are about, newest first, each once.
fn list_dossiers(conn: &mut DbConn, sight: &Sight) -> QueryResult<Vec<String>> {
    let found: Vec<String> = complaints::table
        .filter(seen_by!(sight))
        .filter(complaints::dossier.ne(""))
        .order(complaints::id.desc())
        .limit(CASES_LOOKED_AT)
        .select(complaints::dossier)
        .load(conn)?;
    let mut dossiers: Vec<String> = Vec::new();
    for dossier in found {
        if dossiers.len() < DOSSIERS && !dossiers.contains(&dossier) {
            dossiers.push(dossier);
        }
    }
    Ok(dossiers)
}

/// A case of the viewer's units that they took in themselves, even one that they may not open; one that names them only
/// until somebody has looked into it: they know what they have just typed, and must tell the caller the number.
///
/// # Errors
/// The database refuses.
pub fn find_logged(conn: &mut DbConn, sight: &Sight, id: i64) -> QueryResult<Option<Case>> {
    let seen = units::table
        .filter(units::path.like(sight.scope.pattern()))
        .select(units::id);
    let names = complaint_officers::table
        .filter(complaint_officers::account_id.eq(sight.account_id))
        .select(complaint_officers::complaint_id);
    complaints::table
        .filter(complaints::id.eq(id))
        .filter(complaints::recorded_by.eq(sight.account_id))
        .filter(complaints::unit_id.eq_any(seen))
        .filter(complaints::version.eq(1).or(complaints::id.ne_all(names)))
        .select(Case::as_select())
        .first(conn)
        .optional()
}
