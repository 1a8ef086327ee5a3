//! The SQL of links.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::result::Error;

use super::link::{CODE_LENGTH, Link, LinkKind, LinkPlace, PrintableLink};
use crate::db::DbConn;
use crate::db::schema::{counters, links, units};
use crate::on_each;
use crate::units::{Counter, Scope, Unit};
use crate::web::secret::random_code;

/// Links with their places, in the columns of [`PrintableLink`].
macro_rules! printable {
    () => {
        links::table
            .inner_join(units::table)
            .left_join(counters::table)
            .select((
                Link::as_select(),
                units::name,
                units::hotline,
                counters::name.nullable(),
                links::created_at,
                links::revoked_at,
            ))
    };
}

/// What a new link needs.
pub struct NewLink<'a> {
    /// Its code.
    pub code: &'a str,
    /// The unit that is rated.
    pub unit: &'a Unit,
    /// The counter it hangs at, if any.
    pub counter: Option<&'a Counter>,
    /// What it stands for.
    pub kind: LinkKind,
}

/// Adds a link to a unit, at a counter or not, under a fresh code.
///
/// # Errors
/// The database refuses.
pub fn insert_link(
    conn: &mut DbConn,
    unit: &Unit,
    counter: Option<&Counter>,
    kind: LinkKind,
    now: NaiveDateTime,
) -> QueryResult<Link> {
    let new = NewLink {
        code: &random_code(CODE_LENGTH),
        unit,
        counter,
        kind,
    };
    insert_link_once(conn, &new, now)?.ok_or(Error::NotFound)
}

/// Adds a link unless it is there already: then it stays as it is. Nothing if another unit's link has the code.
///
/// # Errors
/// The database refuses.
pub fn insert_link_once(
    conn: &mut DbConn,
    new: &NewLink<'_>,
    now: NaiveDateTime,
) -> QueryResult<Option<Link>> {
    let row = (
        links::code.eq(new.code),
        links::unit_id.eq(new.unit.id),
        links::counter_id.eq(new.counter.map(|counter| counter.id)),
        links::channel.eq(new.kind.as_str()),
        links::created_at.eq(now),
    );
    on_each!(conn, |c| diesel::insert_into(links::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    links::table
        .filter(links::code.eq(new.code))
        .filter(links::unit_id.eq(new.unit.id))
        .select(Link::as_select())
        .first(conn)
        .optional()
}

/// The place that a code, as it is stored, stands for, unless it was withdrawn.
///
/// # Errors
/// The database refuses.
pub fn find_place(conn: &mut DbConn, code: &str) -> QueryResult<Option<LinkPlace>> {
    links::table
        .inner_join(units::table)
        .left_join(counters::table)
        .filter(links::code.eq(code))
        .filter(links::revoked_at.is_null())
        .select((
            links::id,
            links::code,
            links::channel,
            units::id,
            units::name,
            units::hotline,
            links::counter_id,
            counters::name.nullable(),
        ))
        .first(conn)
        .optional()
}

/// The general form of a unit: a link of its own or of a unit above, an open one before one of a place. Without a unit,
/// that of the only unit that has links. `unit_path` is the path of the unit in the tree.
///
/// # Errors
/// The database refuses.
pub fn find_general_place(
    conn: &mut DbConn,
    unit_path: Option<&str>,
) -> QueryResult<Option<LinkPlace>> {
    let line: Vec<i64> = match unit_path {
        Some(path) => path.split('/').filter_map(|id| id.parse().ok()).collect(),
        None => {
            let units = links::table
                .filter(links::revoked_at.is_null())
                .select(links::unit_id)
                .distinct()
                .limit(2)
                .load(conn)?;
            if units.len() > 1 { Vec::new() } else { units }
        }
    };
    let code: Option<String> = links::table
        .inner_join(units::table)
        .filter(links::unit_id.eq_any(line))
        .filter(links::revoked_at.is_null())
        .order((
            units::path.desc(),
            links::channel,
            links::counter_id.is_not_null(),
            links::id,
        ))
        .select(links::code)
        .first(conn)
        .optional()?;
    match code {
        Some(code) => find_place(conn, &code),
        None => Ok(None),
    }
}

/// The links in use of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn list_links(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Link>> {
    links::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .filter(links::revoked_at.is_null())
        .order(links::id)
        .select(Link::as_select())
        .load(conn)
}

/// Links of the units that the viewer may see, withdrawn ones last, in the order of units and counters.
///
/// # Errors
/// The database refuses.
pub fn list_printable(
    conn: &mut DbConn,
    scope: &Scope,
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<PrintableLink>> {
    printable!()
        .filter(units::path.like(scope.pattern()))
        .order((
            links::revoked_at.is_not_null(),
            units::path,
            links::counter_id.is_not_null(),
            counters::name,
            links::id,
        ))
        .offset(skip)
        .limit(at_most)
        .load(conn)
}

/// A link that the viewer may see, in use or withdrawn.
///
/// # Errors
/// The database refuses.
pub fn find_printable(
    conn: &mut DbConn,
    scope: &Scope,
    id: i64,
) -> QueryResult<Option<PrintableLink>> {
    printable!()
        .filter(links::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .first(conn)
        .optional()
}

/// Withdraws a link: its QR leads nowhere from now on. One that is withdrawn already keeps its date.
///
/// # Errors
/// The database refuses.
pub fn revoke_link(conn: &mut DbConn, link: &Link, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(links::table.find(link.id))
        .filter(links::revoked_at.is_null())
        .set(links::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}
