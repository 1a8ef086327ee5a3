//! How each unit handles dossiers.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::dossier_rules;
use crate::dossiers::rules::Rules;
use crate::on_each;
use crate::units::Unit;

/// The rules of a unit, or of the nearest unit above it that has some, or the usual ones.
///
/// # Errors
/// The database refuses.
pub fn find_rules(conn: &mut DbConn, unit: &Unit) -> QueryResult<Rules> {
    let line = unit.line();
    let mut rows: Vec<(i64, String)> = dossier_rules::table
        .filter(dossier_rules::unit_id.eq_any(&line))
        .select((dossier_rules::unit_id, dossier_rules::rules))
        .load(conn)?;
    let place = |id: i64| line.iter().position(|above| *above == id);
    rows.sort_by_key(|(id, _)| std::cmp::Reverse(place(*id)));
    let found = rows
        .iter()
        .find_map(|(_, text)| serde_json::from_str(text).ok());
    Ok(found.unwrap_or_default())
}

/// The rules that a unit set for itself, if it did.
///
/// # Errors
/// The database refuses.
pub fn find_own_rules(conn: &mut DbConn, unit_id: i64) -> QueryResult<Option<Rules>> {
    let text: Option<String> = dossier_rules::table
        .find(unit_id)
        .select(dossier_rules::rules)
        .first(conn)
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text).unwrap_or_default()))
}

/// Takes a unit's own rules away; without any, nothing happens.
///
/// # Errors
/// The database refuses.
pub fn delete_rules(conn: &mut DbConn, unit: &Unit) -> QueryResult<()> {
    diesel::delete(dossier_rules::table.find(unit.id)).execute(conn)?;
    Ok(())
}

/// Sets the rules of a unit.
///
/// # Errors
/// The database refuses.
pub fn replace_rules(conn: &mut DbConn, unit: &Unit, rules: &Rules) -> QueryResult<()> {
    let text = serde_json::to_string(rules).unwrap_or_default();
    let row = (
        dossier_rules::unit_id.eq(unit.id),
        dossier_rules::rules.eq(&text),
    );
    on_each!(conn, |c| diesel::insert_into(dossier_rules::table)
        .values(&row)
        .on_conflict(dossier_rules::unit_id)
        .do_update()
        .set(dossier_rules::rules.eq(&text))
        .execute(c))?;
    Ok(())
}
