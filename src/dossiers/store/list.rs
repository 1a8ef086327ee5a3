//! Lists of dossiers: who waits for an apology, what is late or soon will be, what was found.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, dossier_applications, dossiers, units};
use crate::units::Scope;

/// Counts end here: who has more to do knows enough.
const COUNTED: i64 = 1_000;

crate::text_enum! {
    /// A part of the list.
    pub enum Tab {
        /// An apology is owed (nợ xin lỗi): late or wrong, and nobody has said sorry.
        Owed => "owed",
        /// Not ended, and the day that was promised is over (trễ).
        Late => "late",
        /// Its day comes within the next working days (sắp trễ).
        Soon => "soon",
        /// Not ended.
        Open => "open",
        /// The clock stands.
        Still => "still",
        /// The result lies ready.
        Ready => "ready",
        /// Everything, newest first.
        All => "all",
    }
}

/// The moments that part the list, UTC.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// Now.
    pub now: NaiveDateTime,
    /// Until then a dossier is called soon late.
    pub soon_until: NaiveDateTime,
}

/// Whose dossiers, and of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this officer.
    pub officer_id: Option<i64>,
    /// Of this field.
    pub field: Option<String>,
}

/// A dossier as lists show it.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// Row.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// Name of the unit.
    pub unit: String,
    /// The procedure.
    pub procedure: String,
    /// Code of the field, or empty.
    pub field: String,
    /// Name of the applicant, unless erased.
    pub applicant: Option<String>,
    /// Name of the officer with an account.
    pub officer: Option<String>,
    /// Name of the officer without one, or empty.
    pub officer_name: String,
    /// Word of where it stands.
    pub state: String,
    /// When it came in, UTC.
    pub received_at: NaiveDateTime,
    /// The last moment in time as promised first.
    pub first_due_at: Option<NaiveDateTime>,
    /// The same as promised now.
    pub due_at: Option<NaiveDateTime>,
    /// From when an apology is owed.
    pub owed_from: Option<NaiveDateTime>,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
    /// Errors not apologised for.
    pub errors_owed: i32,
    /// The day of the apology for being late.
    pub apologised_on: Option<chrono::NaiveDate>,
}

macro_rules! listed {
    () => {
        dossiers::table
            .inner_join(units::table)
            .left_join(dossier_applications::table)
            .left_join(accounts::table.on(dossiers::officer_id.eq(accounts::id.nullable())))
            .select((
                dossiers::id,
                dossiers::code,
                units::name,
                dossiers::procedure_name,
                dossiers::field,
                dossier_applications::name.nullable(),
                accounts::name.nullable(),
                dossiers::officer_name,
                dossiers::state,
                dossiers::received_at,
                dossiers::first_due_at,
                dossiers::due_at,
                dossiers::owed_from,
                dossiers::ended_at,
                dossiers::errors_owed,
                dossiers::apologised_on,
            ))
    };
}

/// Which dossiers a viewer may see: by the units themselves, so that the indices lead on from there.
macro_rules! seen_in {
    ($scope:expr) => {
        dossiers::unit_id.eq_any(
            units::table
                .filter(units::path.like($scope.pattern()))
                .select(units::id),
        )
    };
}

/// Narrows a query of dossiers to a part of the list.
macro_rules! of_tab {
    ($query:expr, $tab:expr, $today:expr) => {{
        let query = $query;
        let today: Today = $today;
        match $tab {
            Tab::Owed => query.filter(dossiers::owed_from.le(today.now)),
            Tab::Late => query
                .filter(dossiers::ended_at.is_null())
                .filter(dossiers::due_at.lt(today.now))
                .filter(
                    dossiers::stopped_at
                        .is_null()
                        .or(dossiers::stopped_at.gt(dossiers::due_at)),
                ),
            Tab::Soon => query
                .filter(dossiers::ended_at.is_null())
                .filter(dossiers::stopped_at.is_null())
                .filter(dossiers::due_at.ge(today.now))
                .filter(dossiers::due_at.le(today.soon_until)),
            Tab::Open => query.filter(dossiers::ended_at.is_null()),
            Tab::Still => query
                .filter(dossiers::ended_at.is_null())
                .filter(dossiers::stopped_at.is_not_null()),
            Tab::Ready => query.filter(dossiers::state.eq("ready")),
            Tab::All => query,
        }
    }};
}

macro_rules! filtered {
    ($query:expr, $filter:expr) => {{
        let mut query = $query;
        if let Some(officer) = $filter.officer_id {
            query = query.filter(dossiers::officer_id.eq(officer));
        }
        if let Some(field) = &$filter.field {
            query = query.filter(dossiers::field.eq(field.clone()));
        }
        query
    }};
}

/// How many dossiers each part of the list holds, a thousand at most; but for everything, which figures count.
///
/// # Errors
/// The database refuses.
pub fn count_tabs(
    conn: &mut DbConn,
    scope: &Scope,
    filter: &Filter,
    today: Today,
) -> QueryResult<Vec<(Tab, usize)>> {
    let counted = Tab::ALL.iter().filter(|tab| **tab != Tab::All);
    let mut counts = Vec::new();
    for tab in counted {
        let query = dossiers::table.filter(seen_in!(scope)).into_boxed();
        let query = filtered!(of_tab!(query, *tab, today), filter);
        let ids: Vec<i64> = query.select(dossiers::id).limit(COUNTED).load(conn)?;
        counts.push((*tab, ids.len()));
    }
    Ok(counts)
}

/// A part of the list: whoever waits longest first; everything newest first.
///
/// # Errors
/// The database refuses.
pub fn list_dossiers(
    conn: &mut DbConn,
    scope: &Scope,
    filter: &Filter,
    (tab, today): (Tab, Today),
    (skip, at_most): (i64, i64),
) -> QueryResult<Vec<Listed>> {
    // The rows first: the rest is read of those alone that are shown.
    let query = dossiers::table.filter(seen_in!(scope)).into_boxed();
    let query = filtered!(of_tab!(query, tab, today), filter);
    let query = match tab {
        Tab::Owed => query.order((dossiers::owed_from, dossiers::id)),
        Tab::Late | Tab::Soon | Tab::Open => query.order((dossiers::due_at, dossiers::id)),
        Tab::Still => query.order((dossiers::stopped_at, dossiers::id)),
        Tab::Ready => query.order((dossiers::ended_at, dossiers::id)),
        Tab::All => query.order((dossiers::received_at.desc(), dossiers::id.desc())),
    };
    let ids: Vec<i64> = query
        .offset(skip)
        .limit(at_most)
        .select(dossiers::id)
        .load(conn)?;
    in_order(conn, &ids)
}

/// Dossiers with a code that begins so, or of an applicant of exactly this number; newest first.
///
/// # Errors
/// The database refuses.
pub fn search_dossiers(
    conn: &mut DbConn,
    scope: &Scope,
    typed: &str,
    at_most: i64,
) -> QueryResult<Vec<Listed>> {
    let typed = typed.trim().to_uppercase();
    // Codes are letters, digits, dots and hyphens: whatever else is typed begins none.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    if typed.is_empty() || !typed.bytes().all(plain) {
        return Ok(Vec::new());
    }
    let after = format!("{typed}\u{7f}");
    let ids: Vec<i64> = dossiers::table
        .filter(seen_in!(scope))
        .filter(dossiers::code.ge(&typed))
        .filter(dossiers::code.lt(after))
        .order((dossiers::received_at.desc(), dossiers::id.desc()))
        .limit(at_most)
        .select(dossiers::id)
        .load(conn)?;
    in_order(conn, &ids)
}

fn in_order(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<Listed>> {
    let mut found: Vec<Listed> = listed!().filter(dossiers::id.eq_any(ids)).load(conn)?;
    found.sort_by_key(|dossier| ids.iter().position(|id| *id == dossier.id));
    Ok(found)
}
