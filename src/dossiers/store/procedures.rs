//! The catalogue of procedures.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{procedures, units};
use crate::dossiers::procedure::Procedure;
use crate::on_each;
use crate::units::{Scope, Unit};

/// Takes a procedure in, or puts it in the place of what was known of this code from that day on. What was known of it
/// before ends on the day before, so that one limit holds on each day.
///
/// # Errors
/// The database refuses.
pub fn insert_procedure(conn: &mut DbConn, new: &Procedure) -> QueryResult<i64> {
    let changed = (
        procedures::name.eq(&new.name),
        procedures::field.eq(&new.field),
        procedures::limit_n.eq(new.limit_n),
        procedures::limit_unit.eq(&new.limit_unit),
        procedures::basis.eq(&new.basis),
        procedures::fee.eq(&new.fee),
        procedures::valid_until.eq(new.valid_until),
        procedures::at_desk.eq(new.at_desk),
        procedures::online.eq(new.online),
    );
    let row = (
        procedures::unit_id.eq(new.unit_id),
        procedures::code.eq(&new.code),
        procedures::valid_from.eq(new.valid_from),
        changed,
    );
    let id = on_each!(conn, |c| diesel::insert_into(procedures::table)
        .values(&row)
        .on_conflict((
            procedures::unit_id,
            procedures::code,
            procedures::valid_from,
        ))
        .do_update()
        .set(changed)
        .returning(procedures::id)
        .get_result(c))?;
    diesel::update(procedures::table)
        .filter(procedures::unit_id.eq(new.unit_id))
        .filter(procedures::code.eq(&new.code))
        .filter(procedures::valid_from.lt(new.valid_from))
        .filter(
            procedures::valid_until
                .is_null()
                .or(procedures::valid_until.assume_not_null().ge(new.valid_from)),
        )
        .set(procedures::valid_until.eq(new.valid_from.pred_opt()))
        .execute(conn)?;
    Ok(id)
}

/// The procedures that hold in a unit on a day, by name: its own, or those of the units above it. Of one code, that of
/// the nearest unit.
///
/// # Errors
/// The database refuses.
pub fn list_procedures(
    conn: &mut DbConn,
    unit: &Unit,
    day: NaiveDate,
) -> QueryResult<Vec<Procedure>> {
    let line = unit.line();
    let mut found: Vec<Procedure> = procedures::table
        .filter(procedures::unit_id.eq_any(&line))
        .filter(procedures::valid_from.le(day))
        .filter(
            procedures::valid_until
                .is_null()
                .or(procedures::valid_until.assume_not_null().ge(day)),
        )
        .select(Procedure::as_select())
        .load(conn)?;
    let place = |id: i64| line.iter().position(|above| *above == id);
    found.sort_by_key(|procedure| std::cmp::Reverse(place(procedure.unit_id)));
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|procedure| seen.insert(procedure.code.clone()));
    found.sort_by_cached_key(|procedure| crate::vietnamese::fold(&procedure.name));
    Ok(found)
}

/// A procedure of the units that the viewer may see, or of those above them.
///
/// # Errors
/// The database refuses.
pub fn find_procedure(
    conn: &mut DbConn,
    scope: &Scope,
    unit: &Unit,
    id: i64,
) -> QueryResult<Option<Procedure>> {
    procedures::table
        .inner_join(units::table)
        .filter(procedures::id.eq(id))
        .filter(
            units::path
                .like(scope.pattern())
                .or(procedures::unit_id.eq_any(unit.line())),
        )
        .select(Procedure::as_select())
        .first(conn)
        .optional()
}
