//! What lies beside a case on its page: files, cases that belong to it, templates of answers.

use chrono::NaiveDateTime;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::complaints::sight::Sight;
use crate::complaints::store::seen_on_a_walk_by;
use crate::db::DbConn;
use crate::db::schema::{complaint_files, complaint_templates, complaints};
use crate::units::Unit;
use crate::vietnamese::fold;

/// A file of a case, without what is in it.
#[derive(Clone, Debug, Queryable)]
pub struct AttachedFile {
    /// Row.
    pub id: i64,
    /// Name that it came with.
    pub name: String,
    /// Size.
    pub bytes: i64,
}

/// A file to be added.
pub struct NewFile<'a> {
    /// Made by the page that sends it, the same when it is sent twice.
    pub public_id: &'a [u8],
    /// Name that it came with.
    pub name: &'a str,
    /// What it is.
    pub media_type: &'a str,
    /// What is in it.
    pub content: &'a [u8],
}

/// The files of a case, oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_files(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<AttachedFile>> {
    complaint_files::table
        .filter(complaint_files::complaint_id.eq(case.id))
        .order(complaint_files::id)
        .select((
            complaint_files::id,
            complaint_files::name,
            complaint_files::bytes,
        ))
        .load(conn)
}

/// Whether a file of this id is there already.
///
/// # Errors
/// The database refuses.
pub fn has_file(conn: &mut DbConn, public_id: &[u8]) -> QueryResult<bool> {
    diesel::select(exists(
        complaint_files::table.filter(complaint_files::public_id.eq(public_id)),
    ))
    .get_result(conn)
}

/// Adds a file. One whose id is there already is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn insert_file(
    conn: &mut DbConn,
    case: &Case,
    new: &NewFile<'_>,
    (by, now): (i64, NaiveDateTime),
) -> QueryResult<()> {
    diesel::insert_into(complaint_files::table)
        .values((
            complaint_files::public_id.eq(new.public_id),
            complaint_files::complaint_id.eq(case.id),
            complaint_files::name.eq(new.name),
            complaint_files::media_type.eq(new.media_type),
            complaint_files::bytes.eq(i64::try_from(new.content.len()).unwrap_or(i64::MAX)),
            complaint_files::content.eq(new.content),
            complaint_files::added_by.eq(by),
            complaint_files::added_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// A file of a case: name, type, what is in it.
///
/// # Errors
/// The database refuses.
pub fn find_file(
    conn: &mut DbConn,
    case: &Case,
    id: i64,
) -> QueryResult<Option<(String, String, Vec<u8>)>> {
    complaint_files::table
        .filter(complaint_files::id.eq(id))
        .filter(complaint_files::complaint_id.eq(case.id))
        .select((
            complaint_files::name,
            complaint_files::media_type,
            complaint_files::content,
        ))
        .first(conn)
        .optional()
}

/// Numbers of cases that the viewer may see and that were split from this one or were found to say the same.
///
/// # Errors
/// The database refuses.
pub fn list_related(conn: &mut DbConn, sight: &Sight, case: &Case) -> QueryResult<Vec<i64>> {
    complaints::table
        .filter(seen_on_a_walk_by!(sight))
        .filter(
            complaints::parent_id
                .assume_not_null()
                .eq(case.id)
                .or(complaints::twin_id.assume_not_null().eq(case.id)),
        )
        .order(complaints::id)
        .select(complaints::id)
        .load(conn)
}

/// Templates of answers that a unit may use: its own and those of the units above it, by title.
/// Number, title.
///
/// # Errors
/// The database refuses.
pub fn list_templates(conn: &mut DbConn, unit: &Unit) -> QueryResult<Vec<(i64, String)>> {
    let mut found: Vec<(i64, String)> = complaint_templates::table
        .filter(complaint_templates::unit_id.eq_any(unit.line()))
        .order(complaint_templates::id)
        .select((complaint_templates::id, complaint_templates::title))
        .load(conn)?;
    found.sort_by_cached_key(|(_, title)| fold(title));
    Ok(found)
}

/// The text of a template that a unit may use.
///
/// # Errors
/// The database refuses.
pub fn find_template(conn: &mut DbConn, unit: &Unit, id: i64) -> QueryResult<Option<String>> {
    complaint_templates::table
        .find(id)
        .filter(complaint_templates::unit_id.eq_any(unit.line()))
        .select(complaint_templates::text)
        .first(conn)
        .optional()
}
