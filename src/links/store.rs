//! The SQL of links.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::link::{CODE_LENGTH, Link, LinkPlace, normal_code};
use crate::db::DbConn;
use crate::db::schema::{counters, links, units};
use crate::units::{Counter, Scope, Unit};
use crate::web::secret::random_code;

/// Adds a link to a unit, at a counter or not; `open` links belong to no place.
///
/// # Errors
/// The database refuses.
pub fn insert_link(
    conn: &mut DbConn,
    unit: &Unit,
    counter: Option<&Counter>,
    channel: &str,
    now: NaiveDateTime,
) -> QueryResult<Link> {
    let id: i64 = diesel::insert_into(links::table)
        .values((
            links::code.eq(random_code(CODE_LENGTH)),
            links::unit_id.eq(unit.id),
            links::counter_id.eq(counter.map(|counter| counter.id)),
            links::channel.eq(channel),
            links::created_at.eq(now),
        ))
        .returning(links::id)
        .get_result(conn)?;
    links::table.find(id).select(Link::as_select()).first(conn)
}

/// The place that a scanned or typed code stands for, unless it was withdrawn.
///
/// # Errors
/// The database refuses.
pub fn find_place(conn: &mut DbConn, code: &str) -> QueryResult<Option<LinkPlace>> {
    let Some(code) = normal_code(code) else {
        return Ok(None);
    };
    type Row = (
        i64,
        String,
        String,
        i64,
        String,
        String,
        Option<i64>,
        Option<String>,
    );
    let row: Option<Row> = links::table
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
        .optional()?;
    Ok(row.map(
        |(link_id, code, channel, unit_id, unit_name, hotline, counter_id, counter_name)| {
            LinkPlace {
                link_id,
                code,
                open: channel == "open",
                unit_id,
                unit_name,
                hotline,
                counter_id,
                counter_name,
            }
        },
    ))
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

/// A link in use that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_link(conn: &mut DbConn, scope: &Scope, code: &str) -> QueryResult<Option<Link>> {
    let Some(code) = normal_code(code) else {
        return Ok(None);
    };
    links::table
        .inner_join(units::table)
        .filter(links::code.eq(code))
        .filter(links::revoked_at.is_null())
        .filter(units::path.like(scope.pattern()))
        .select(Link::as_select())
        .first(conn)
        .optional()
}

/// Withdraws a link: its QR leads nowhere from now on.
///
/// # Errors
/// The database refuses.
pub fn revoke_link(conn: &mut DbConn, link: &Link, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(links::table.find(link.id))
        .set(links::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}
