//! Complaints of an officer's conduct in a file. Only what an official decided to be one counts, and nothing that its
//! keeper alone may see: no figure tells of that. What a leader found to be untrue takes no points.

use std::ops::Range;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::files::ended_in;
use crate::complaints::case::Case;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaints, dossiers, evaluation_unfounded, units};
use crate::dossiers::Dossier;
use crate::on_each;
use crate::units::Scope;

/// Complaints that are told at most.
const TOLD: i64 = 50;

/// Whether a complaint is of conduct, taken in, and seen by more than its keeper.
macro_rules! is_of_conduct {
    () => {
        complaints::class
            .assume_not_null()
            .eq($crate::complaints::Class::Conduct.as_str())
            .and(complaints::confined.eq(false))
            .and(complaints::state.ne($crate::complaints::State::Refused.as_str()))
    };
}

/// Whether it takes points.
macro_rules! counts_against {
    () => {
        $crate::evaluation::store::conduct::is_of_conduct!().and(
            complaints::id.ne_all(
                $crate::db::schema::evaluation_unfounded::table
                    .select($crate::db::schema::evaluation_unfounded::complaint_id),
            ),
        )
    };
}
pub(super) use {counts_against, is_of_conduct};

/// A complaint against a file, and what was found of it.
#[derive(Clone, Debug, Queryable)]
pub struct Against {
    /// Its number.
    pub complaint_id: i64,
    /// The file.
    pub dossier_id: i64,
    /// Code of the file.
    pub code: String,
    /// Why it is held to be untrue, if it is.
    pub note: Option<String>,
    /// Who found that.
    pub by: Option<String>,
    /// When, UTC.
    pub at: Option<NaiveDateTime>,
}

/// Complaints of conduct against the files of a span, the newest first; some of them.
///
/// # Errors
/// The database refuses.
pub fn list_complaints(
    conn: &mut DbConn,
    scope: &Scope,
    span: &Range<NaiveDateTime>,
) -> QueryResult<Vec<Against>> {
    complaints::table
        .inner_join(
            dossiers::table.on(dossiers::unit_id
                .eq(complaints::unit_id)
                .and(dossiers::code.eq(complaints::dossier))),
        )
        .left_join(
            evaluation_unfounded::table.on(evaluation_unfounded::complaint_id.eq(complaints::id)),
        )
        .left_join(accounts::table.on(evaluation_unfounded::decided_by.eq(accounts::id)))
        .filter(is_of_conduct!())
        .filter(ended_in!(scope, span))
        .order(complaints::id.desc())
        .limit(TOLD)
        .select((
            complaints::id,
            dossiers::id,
            dossiers::code,
            evaluation_unfounded::note.nullable(),
            accounts::name.nullable(),
            evaluation_unfounded::decided_at.nullable(),
        ))
        .load(conn)
}

/// Numbers of the complaints that take points from a file.
///
/// # Errors
/// The database refuses.
pub fn list_against(conn: &mut DbConn, dossier: &Dossier) -> QueryResult<Vec<i64>> {
    complaints::table
        .filter(complaints::unit_id.eq(dossier.unit_id))
        .filter(complaints::dossier.eq(&dossier.code))
        .filter(counts_against!())
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
