//! Finding a dossier: by what its code begins with, or by exactly the number of whoever handed it in.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::list::{Listed, list_unit_ids, read_listed};
use crate::db::DbConn;
use crate::db::schema::{dossier_applications, dossiers, units};
use crate::units::Scope;
use crate::vietnamese::phone::{is_callable, phone_key};

/// Dossiers with a code that begins so, or of an applicant of exactly this phone or identity number; the newest first.
///
/// # Errors
/// The database refuses.
pub fn search_dossiers(
    conn: &mut DbConn,
    scope: &Scope,
    typed: &str,
    at_most: i64,
) -> QueryResult<Vec<Listed>> {
    let squeezed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let squeezed = squeezed.replace(['–', '—', '−'], "-").to_uppercase();
    let mut ids = list_by_code(conn, scope, &squeezed, at_most)?;
    ids.extend(list_by_applicant(conn, scope, typed, at_most)?);
    ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    ids.dedup();
    read_listed(conn, &ids)
}

/// Unit by unit, so that each index is read from its end. Codes bear their day: the last ones are the newest.
fn list_by_code(
    conn: &mut DbConn,
    scope: &Scope,
    start: &str,
    at_most: i64,
) -> QueryResult<Vec<i64>> {
    // Codes are letters, digits, dots and hyphens: whatever else is typed begins none.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    if start.is_empty() || !start.bytes().all(plain) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for unit in list_unit_ids(conn, scope)? {
        let query = dossiers::table
            .filter(dossiers::unit_id.eq(unit))
            .limit(at_most)
            .select(dossiers::id)
            .into_boxed();
        // SQLite compares letter by letter; PostgreSQL does it here only, and by the rules of a language elsewhere: in
        // another order than that of its index it would read every code of the unit.
        let query = match conn {
            DbConn::Sqlite(_) => query
                .filter(dossiers::code.ge(start.to_owned()))
                .filter(dossiers::code.lt(format!("{start}\u{7f}")))
                .order(dossiers::code.desc()),
            DbConn::Postgres(_) => query
                .filter(dossiers::code.like(format!("{start}%")))
                .order(sql::<Bool>("dossiers.code USING ~>~")),
        };
        found.extend(query.load::<i64>(conn)?);
    }
    Ok(found)
}

fn list_by_applicant(
    conn: &mut DbConn,
    scope: &Scope,
    typed: &str,
    at_most: i64,
) -> QueryResult<Vec<i64>> {
    let identity: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if identity.is_empty() {
        return Ok(Vec::new());
    }
    let found = |conn: &mut DbConn, is_phone: bool| {
        let query = dossier_applications::table
            .inner_join(dossiers::table.inner_join(units::table))
            .filter(units::path.like(scope.pattern()))
            .order(dossiers::id.desc())
            .limit(at_most)
            .select(dossiers::id)
            .into_boxed();
        let query = match is_phone {
            true => query.filter(dossier_applications::phone_key.eq(phone_key(typed))),
            false => query.filter(dossier_applications::identity.eq(identity.clone())),
        };
        query.load::<i64>(conn)
    };
    let mut ids = found(conn, false)?;
    if is_callable(typed) {
        ids.extend(found(conn, true)?);
    }
    Ok(ids)
}
