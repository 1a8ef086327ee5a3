//! The whole catalogue that a unit sees: past, present and to come.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::procedures;
use crate::dossiers::procedure::Procedure;
use crate::units::Unit;

/// Every row of the catalogue of a unit and those above it: the unit's own first, of one code the latest first.
///
/// # Errors
/// The database refuses.
pub fn list_catalogue(conn: &mut DbConn, unit: &Unit) -> QueryResult<Vec<Procedure>> {
    let line = unit.line();
    let mut found: Vec<Procedure> = procedures::table
        .filter(procedures::unit_id.eq_any(&line))
        .order((procedures::valid_from.desc(), procedures::id))
        .select(Procedure::as_select())
        .load(conn)?;
    let place = |id: i64| line.iter().position(|above| *above == id);
    found.sort_by_key(|procedure| std::cmp::Reverse(place(procedure.unit_id)));
    Ok(found)
}

/// How many rows the catalogue of a unit itself has.
///
/// # Errors
/// The database refuses.
pub fn count_procedures(conn: &mut DbConn, unit: &Unit) -> QueryResult<i64> {
    procedures::table
        .filter(procedures::unit_id.eq(unit.id))
        .count()
        .get_result(conn)
}

/// Puts a procedure in the place of the row it has. One of the same code and day beside it is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn update_procedure(conn: &mut DbConn, new: &Procedure) -> QueryResult<()> {
    diesel::update(procedures::table.find(new.id))
        .set((
            procedures::code.eq(&new.code),
            procedures::name.eq(&new.name),
            procedures::field.eq(&new.field),
            procedures::limit_n.eq(new.limit_n),
            procedures::limit_unit.eq(&new.limit_unit),
            procedures::basis.eq(&new.basis),
            procedures::fee.eq(&new.fee),
            procedures::valid_until.eq(new.valid_until),
            procedures::at_desk.eq(new.at_desk),
            procedures::online.eq(new.online),
        ))
        .execute(conn)?;
    Ok(())
}
