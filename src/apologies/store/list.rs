//! Lists of apologies: what waits for whom, and the register of a year.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, max, min, sql};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::apologies::apology::{Kind, Reason, State};
use crate::db::DbConn;
use crate::db::schema::{accounts, apologies, dossier_applications, dossiers, units};
use crate::dossiers::Dossier;
use crate::units::Scope;

crate::text_enum! {
    /// A part of the list.
    pub enum Tab {
        /// They wait for the leader.
        Waiting => "waiting",
        /// The leader sent them back.
        Returned => "returned",
        /// They wait to be handed over.
        Issued => "issued",
        /// Everything with a number, of a year.
        Register => "register",
    }
}

/// An apology as lists and the register show it.
#[derive(Clone, Debug, Queryable)]
pub struct Line {
    /// Row.
    pub id: i64,
    /// Its number in the year of its unit, once issued.
    pub number: Option<i32>,
    /// When it was issued, UTC.
    pub issued_at: Option<NaiveDateTime>,
    /// Name of the unit.
    pub unit: String,
    /// Code of the unit.
    pub unit_code: String,
    /// Row of the dossier.
    pub dossier_id: i64,
    /// Code of the dossier.
    pub code: String,
    /// The procedure.
    pub procedure: String,
    /// Name of the applicant, unless erased.
    pub applicant: Option<String>,
    /// Word of what is apologised for.
    pub kind: String,
    /// Word of how far it is.
    pub state: String,
    /// Word of the reason.
    pub reason: String,
    /// Own words.
    pub words: String,
    /// The day that was missed, UTC.
    pub old_due_at: Option<NaiveDateTime>,
    /// The new one, UTC.
    pub new_due_at: Option<NaiveDateTime>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// When it was handed over, UTC.
    pub handed_at: Option<NaiveDateTime>,
    /// Word of how.
    pub handed_way: Option<String>,
    /// To whom.
    pub handed_note: String,
    /// When it was drafted, UTC.
    pub drafted_at: NaiveDateTime,
}

macro_rules! lines {
    () => {
        apologies::table
            .inner_join(units::table)
            .inner_join(dossiers::table.on(apologies::dossier_id.eq(dossiers::id)))
            .left_join(
                dossier_applications::table.on(dossier_applications::dossier_id.eq(dossiers::id)),
            )
            .left_join(accounts::table.on(apologies::approved_by.eq(accounts::id.nullable())))
            .select((
                apologies::id,
                apologies::number,
                apologies::issued_at,
                units::name,
                units::code,
                apologies::dossier_id,
                dossiers::code,
                dossiers::procedure_name,
                dossier_applications::name.nullable(),
                apologies::kind,
                apologies::state,
                apologies::reason,
                apologies::words,
                apologies::old_due_at,
                apologies::new_due_at,
                accounts::name.nullable(),
                apologies::handed_at,
                apologies::handed_way,
                apologies::handed_note,
                apologies::drafted_at,
            ))
    };
}

macro_rules! seen_in {
    ($scope:expr) => {
        apologies::unit_id.eq_any(
            units::table
                .filter(units::path.like($scope.pattern()))
                .select(units::id),
        )
    };
}

/// Those that somebody has to do with, as the index has it: a state that is bound could be another one.
fn at_work() -> SqlLiteral<Bool> {
    sql("apologies.state IN ('waiting', 'returned', 'issued')")
}

/// How many wait for the leader, for whoever wrote them, and to be handed over.
///
/// # Errors
/// The database refuses.
pub fn count_tabs(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<(Tab, i64)>> {
    let mut counts = Vec::new();
    for (tab, state) in [
        (Tab::Waiting, State::Waiting),
        (Tab::Returned, State::Returned),
        (Tab::Issued, State::Issued),
    ] {
        let count = apologies::table
            .filter(seen_in!(scope))
            .filter(at_work())
            .filter(apologies::state.eq(state.as_str()))
            .count()
            .get_result(conn)?;
        counts.push((tab, count));
    }
    Ok(counts)
}

/// Those at work in one state, whoever waits longest first.
///
/// # Errors
/// The database refuses.
pub fn list_lines(
    conn: &mut DbConn,
    scope: &Scope,
    state: State,
    (skip, at_most): (i64, i64),
) -> QueryResult<Vec<Line>> {
    lines!()
        .filter(units::path.like(scope.pattern()))
        .filter(at_work())
        .filter(apologies::state.eq(state.as_str()))
        .order(apologies::id)
        .offset(skip)
        .limit(at_most)
        .load(conn)
}

/// Those of one dossier, oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_lines_of(
    conn: &mut DbConn,
    scope: &Scope,
    dossier: &Dossier,
) -> QueryResult<Vec<Line>> {
    lines!()
        .filter(units::path.like(scope.pattern()))
        .filter(apologies::dossier_id.eq(dossier.id))
        .order(apologies::id)
        .load(conn)
}

/// Those with a number of a year, by unit and number; all of them, or a page.
///
/// # Errors
/// The database refuses.
pub fn list_register(
    conn: &mut DbConn,
    scope: &Scope,
    year: i32,
    page: Option<(i64, i64)>,
) -> QueryResult<Vec<Line>> {
    let query = lines!()
        .filter(units::path.like(scope.pattern()))
        .filter(apologies::year.eq(year))
        .order((apologies::unit_id, apologies::number))
        .into_boxed();
    match page {
        Some((skip, at_most)) => query.offset(skip).limit(at_most).load(conn),
        None => query.load(conn),
    }
}

/// The first and the last year with a number in the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_years(conn: &mut DbConn, scope: &Scope) -> QueryResult<Option<(i32, i32)>> {
    let (first, last): (Option<i32>, Option<i32>) = apologies::table
        .filter(seen_in!(scope))
        .select((min(apologies::year), max(apologies::year)))
        .first(conn)?;
    Ok(first.zip(last))
}

/// How many apologies with a number of a year there are, by what they were for and why.
///
/// # Errors
/// The database refuses.
pub fn count_reasons(
    conn: &mut DbConn,
    scope: &Scope,
    year: i32,
) -> QueryResult<BTreeMap<(Kind, Reason), u64>> {
    let counts: Vec<(String, String, i64)> = apologies::table
        .filter(seen_in!(scope))
        .filter(apologies::year.eq(year))
        .group_by((apologies::kind, apologies::reason))
        .select((apologies::kind, apologies::reason, count_star()))
        .load(conn)?;
    let known = |(kind, reason, count): (String, String, i64)| {
        let key = (kind.parse().ok()?, reason.parse().ok()?);
        Some((key, u64::try_from(count).ok()?))
    };
    Ok(counts.into_iter().filter_map(known).collect())
}
