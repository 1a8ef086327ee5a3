//! Complaints of an officer's conduct in a file. Only what an official decided to be one counts, and nothing that its
//! keeper alone may see: no figure tells of that. What a leader found to be untrue takes no points.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::files::{Whose, find_files};
use crate::complaints::case::Case;
use crate::complaints::{Class, State};
use crate::db::DbConn;
use crate::db::schema::{accounts, complaints, evaluation_unfounded, units};
use crate::dossiers::Dossier;
use crate::evaluation::files::File;
use crate::on_each;
use crate::units::Scope;

/// Whether a complaint is of conduct, taken in, and seen by more than its keeper.
macro_rules! is_of_conduct {
    () => {
        complaints::class
            .assume_not_null()
            .eq(Class::Conduct.as_str())
            .and(complaints::confined.eq(false))
            .and(complaints::state.ne(State::Refused.as_str()))
    };
}

/// A complaint against a file.
#[derive(Clone, Debug)]
pub struct Against {
    /// Its number.
    pub complaint_id: i64,
    /// The file.
    pub dossier_id: i64,
    /// Code of the file.
    pub code: String,
    /// Whose the file is, and what is known of it.
    pub file: (Whose, File),
    /// Whether it was found to be untrue.
    pub is_untrue: bool,
}

/// What was found of a complaint that is untrue.
#[derive(Clone, Debug, Queryable)]
pub struct Finding {
    /// Number of the complaint.
    pub complaint_id: i64,
    /// Why.
    pub reason: String,
    /// Who found it.
    pub by: String,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// Complaints of conduct against the files of a span (UTC), the newest first. Complaints are few and files are many: it
/// begins with complaints, of whatever day.
///
/// # Errors
/// The database refuses.
pub fn list_against(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
) -> QueryResult<Vec<Against>> {
    let seen = units::table
        .filter(units::path.like(scope.pattern()))
        .select(units::id);
    let of_conduct: Vec<(i64, i64, String, Option<i64>)> = complaints::table
        .left_join(
            evaluation_unfounded::table.on(evaluation_unfounded::complaint_id.eq(complaints::id)),
        )
        .filter(complaints::unit_id.eq_any(seen))
        .filter(is_of_conduct!())
        .filter(complaints::dossier.gt(""))
        .select((
            complaints::unit_id,
            complaints::id,
            complaints::dossier,
            evaluation_unfounded::complaint_id.nullable(),
        ))
        .load(conn)?;
    let mut by_unit: BTreeMap<i64, Vec<(i64, String, bool)>> = BTreeMap::new();
    for (unit_id, id, code, unfounded) in of_conduct {
        let of_unit = by_unit.entry(unit_id).or_default();
        of_unit.push((id, code, unfounded.is_some()));
    }
    let mut against = Vec::new();
    for (unit_id, complaints) in by_unit {
        let codes: Vec<&str> = complaints
            .iter()
            .map(|(_, code, _)| code.as_str())
            .collect();
        let files = find_files(conn, unit_id, &codes, span)?;
        for (complaint_id, code, is_untrue) in complaints {
            if let Some((dossier_id, file)) = files.get(&code) {
                against.push(Against {
                    complaint_id,
                    dossier_id: *dossier_id,
                    code,
                    file: file.clone(),
                    is_untrue,
                });
            }
        }
    }
    against.sort_by_key(|one| std::cmp::Reverse(one.complaint_id));
    Ok(against)
}

/// What was found of these complaints.
///
/// # Errors
/// The database refuses.
pub fn list_findings(conn: &mut DbConn, complaints: &[i64]) -> QueryResult<Vec<Finding>> {
    evaluation_unfounded::table
        .inner_join(accounts::table.on(evaluation_unfounded::decided_by.eq(accounts::id)))
        .filter(evaluation_unfounded::complaint_id.eq_any(complaints))
        .select((
            evaluation_unfounded::complaint_id,
            evaluation_unfounded::note,
            accounts::name,
            evaluation_unfounded::decided_at,
        ))
        .load(conn)
}

/// Numbers of the complaints that take points from a file.
///
/// # Errors
/// The database refuses.
pub fn list_against_file(conn: &mut DbConn, dossier: &Dossier) -> QueryResult<Vec<i64>> {
    let found_untrue = evaluation_unfounded::table.select(evaluation_unfounded::complaint_id);
    complaints::table
        .filter(complaints::unit_id.eq(dossier.unit_id))
        .filter(complaints::dossier.eq(&dossier.code))
        .filter(is_of_conduct!())
        .filter(complaints::id.ne_all(found_untrue))
        .select(complaints::id)
        .load(conn)
}

/// Notes that a complaint was found to be untrue; noted once.
///
/// # Errors
/// The database refuses.
pub fn insert_unfounded(
    conn: &mut DbConn,
    case: &Case,
    note: &str,
    (by, at): (i64, NaiveDateTime),
) -> QueryResult<()> {
    let row = (
        evaluation_unfounded::complaint_id.eq(case.id),
        evaluation_unfounded::note.eq(note),
        evaluation_unfounded::decided_by.eq(by),
        evaluation_unfounded::decided_at.eq(at),
    );
    on_each!(conn, |c| diesel::insert_into(evaluation_unfounded::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Takes that back.
///
/// # Errors
/// The database refuses.
pub fn delete_unfounded(conn: &mut DbConn, case: &Case) -> QueryResult<()> {
    diesel::delete(evaluation_unfounded::table.find(case.id)).execute(conn)?;
    Ok(())
}
