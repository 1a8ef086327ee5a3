//! Lists of dossiers: who waits for an apology, what is late or soon will be. Each part of a list is read from an index
//! of its own, unit by unit, so that it costs the same however many dossiers are over.

use std::cmp::Reverse;

use chrono::NaiveDateTime;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

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

impl Tab {
    /// Whether somebody must act on what is in it.
    pub const fn is_pressing(self) -> bool {
        matches!(self, Self::Owed | Self::Late | Self::Soon)
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
    /// Since when its clock stands.
    pub stopped_at: Option<NaiveDateTime>,
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
                dossiers::stopped_at,
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
            // As the index has it: a value that is bound could be another one.
            Tab::Ready => query.filter(sql::<Bool>("dossiers.state = 'ready'")),
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

/// What one officer has, or one field, of the pressing parts of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub tab: Tab,
    /// The account of the officer.
    pub officer_id: Option<i64>,
    /// Code of the field, or empty.
    pub field: String,
}

/// How many dossiers each part of the list holds.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// A thousand at most; everything is not counted, figures do that.
    pub tabs: Vec<(Tab, usize)>,
    /// One for each dossier that is counted as owed, late or soon.
    pub shares: Vec<Share>,
}

impl Counts {
    /// How many a part holds.
    pub fn of(&self, wanted: Tab) -> usize {
        let found = self.tabs.iter().find(|(tab, _)| *tab == wanted);
        found.map_or(0, |(_, count)| *count)
    }
}

/// Counts the parts of the list, a thousand of each at most.
///
/// # Errors
/// The database refuses.
pub fn count_tabs(
    conn: &mut DbConn,
    scope: &Scope,
    filter: &Filter,
    today: Today,
) -> QueryResult<Counts> {
    let counted = Tab::ALL.iter().filter(|tab| **tab != Tab::All);
    let mut counts = Counts::default();
    for tab in counted {
        let query = dossiers::table.filter(seen_in!(scope)).into_boxed();
        let query = filtered!(of_tab!(query, *tab, today), filter);
        // The order is that of the part's own index, and makes SQLite take it.
        let unit = dossiers::unit_id;
        let query = match tab {
            Tab::Owed => query.order((unit, dossiers::owed_from)),
            Tab::Late | Tab::Soon | Tab::Open => query.order((unit, dossiers::due_at)),
            Tab::Still => query.order((unit, dossiers::stopped_at)),
            Tab::Ready => query.order((unit, dossiers::ended_at)),
            Tab::All => query,
        };
        let found: Vec<(Option<i64>, String)> = query
            .select((dossiers::officer_id, dossiers::field))
            .limit(COUNTED)
            .load(conn)?;
        counts.tabs.push((*tab, found.len()));
        if tab.is_pressing() {
            let share = |(officer_id, field)| Share {
                tab: *tab,
                officer_id,
                field,
            };
            counts.shares.extend(found.into_iter().map(share));
        }
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
    let mut found = Vec::new();
    for unit in list_unit_ids(conn, scope)? {
        found.extend(list_of_unit(
            conn,
            unit,
            filter,
            (tab, today),
            skip + at_most,
        )?);
    }
    // Where a day is missing, each database has its own place for it.
    let nothing_first = matches!(conn, DbConn::Sqlite(_));
    match tab {
        Tab::All => found.sort_by_key(|(id, at)| Reverse((*at, *id))),
        _ => found.sort_by_key(|(id, at)| (at.is_some() == nothing_first, *at, *id)),
    }
    let shown = found.into_iter().map(|(id, _)| id);
    let skip = usize::try_from(skip).unwrap_or(usize::MAX);
    let at_most = usize::try_from(at_most).unwrap_or(usize::MAX);
    let ids: Vec<i64> = shown.skip(skip).take(at_most).collect();
    read_listed(conn, &ids)
}

/// The units that a viewer may see.
pub(super) fn list_unit_ids(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<i64>> {
    units::table
        .filter(units::path.like(scope.pattern()))
        .select(units::id)
        .load(conn)
}

/// The first of one unit, each with the moment by which the part is in order. Only so is an index read from its end
/// and no further than it is asked for.
fn list_of_unit(
    conn: &mut DbConn,
    unit_id: i64,
    filter: &Filter,
    (tab, today): (Tab, Today),
    at_most: i64,
) -> QueryResult<Vec<(i64, Option<NaiveDateTime>)>> {
    let query = dossiers::table
        .filter(dossiers::unit_id.eq(unit_id))
        .into_boxed();
    let query = filtered!(of_tab!(query, tab, today), filter).limit(at_most);
    macro_rules! by {
        ($column:expr) => {
            query
                .order(($column, dossiers::id))
                .select((dossiers::id, $column))
                .load(conn)
        };
    }
    match tab {
        Tab::Owed => by!(dossiers::owed_from),
        Tab::Late | Tab::Soon | Tab::Open => by!(dossiers::due_at),
        Tab::Still => by!(dossiers::stopped_at),
        Tab::Ready => by!(dossiers::ended_at),
        Tab::All => query
            .order((dossiers::received_at.desc(), dossiers::id.desc()))
            .select((dossiers::id, dossiers::received_at.nullable()))
            .load(conn),
    }
}

/// These dossiers, in this order.
pub(super) fn read_listed(conn: &mut DbConn, ids: &[i64]) -> QueryResult<Vec<Listed>> {
    let mut found: Vec<Listed> = listed!().filter(dossiers::id.eq_any(ids)).load(conn)?;
    found.sort_by_key(|dossier| ids.iter().position(|id| *id == dossier.id));
    Ok(found)
}
