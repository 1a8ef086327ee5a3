//! How each unit handles complaints.

use diesel::prelude::*;

use crate::complaints::rules::{Days, Rules};
use crate::db::DbConn;
use crate::db::schema::complaint_rules;
use crate::on_each;
use crate::units::Unit;

/// The rules of a unit, or of the nearest unit above it that has some, or the usual ones. A leader who is named
/// further up answers for the units below that name none.
///
/// # Errors
/// The database refuses.
pub fn find_rules(conn: &mut DbConn, unit: &Unit) -> QueryResult<Rules> {
    let line = unit.line();
    let mut rows: Vec<(i64, Option<i64>, String)> = complaint_rules::table
        .filter(complaint_rules::unit_id.eq_any(&line))
        .select((
            complaint_rules::unit_id,
            complaint_rules::leader_id,
            complaint_rules::days,
        ))
        .load(conn)?;
    let place = |id: i64| line.iter().position(|above| *above == id);
    rows.sort_by_key(|(id, ..)| std::cmp::Reverse(place(*id)));
    let days: Option<Days> = rows
        .iter()
        .find_map(|(.., days)| serde_json::from_str(days).ok());
    Ok(Rules {
        leader_id: rows.iter().find_map(|(_, leader, _)| *leader),
        days: days.unwrap_or_default(),
    })
}

/// The rules that a unit set for itself, if it did.
///
/// # Errors
/// The database refuses.
pub fn find_own_rules(conn: &mut DbConn, unit_id: i64) -> QueryResult<Option<Rules>> {
    let row: Option<(Option<i64>, String)> = complaint_rules::table
        .find(unit_id)
        .select((complaint_rules::leader_id, complaint_rules::days))
        .first(conn)
        .optional()?;
    Ok(row.map(|(leader_id, days)| Rules {
        leader_id,
        days: serde_json::from_str(&days).unwrap_or_default(),
    }))
}

/// Takes a unit's own rules away; without any, nothing happens.
///
/// # Errors
/// The database refuses.
pub fn delete_rules(conn: &mut DbConn, unit: &Unit) -> QueryResult<()> {
    diesel::delete(complaint_rules::table.find(unit.id)).execute(conn)?;
    Ok(())
}

/// Sets the rules of a unit.
///
/// # Errors
/// The database refuses.
pub fn replace_rules(conn: &mut DbConn, unit: &Unit, rules: &Rules) -> QueryResult<()> {
    let days = serde_json::to_string(&rules.days).unwrap_or_default();
    let row = (
        complaint_rules::unit_id.eq(unit.id),
        complaint_rules::leader_id.eq(rules.leader_id),
        complaint_rules::days.eq(&days),
    );
    on_each!(conn, |c| diesel::insert_into(complaint_rules::table)
        .values(&row)
        .on_conflict(complaint_rules::unit_id)
        .do_update()
        .set((
            complaint_rules::leader_id.eq(rules.leader_id),
            complaint_rules::days.eq(&days),
        ))
        .execute(c))?;
    Ok(())
}
