//! Files between their trial and their import, and what the columns of a unit's files mean.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{dossier_mappings, dossier_uploads};
use crate::on_each;

crate::text_enum! {
    /// What a file holds.
    pub enum UploadKind {
        /// Dossiers.
        Dossiers => "dossiers",
        /// Procedures of the catalogue.
        Procedures => "procedures",
    }
}

/// A file that waits.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = dossier_uploads)]
pub struct Upload {
    /// Row.
    pub id: i64,
    /// The unit whose dossiers it holds.
    pub unit_id: i64,
    /// As it was called where it came from.
    pub name: String,
    /// The sheet that is meant; empty: not said.
    pub sheet: String,
    /// What its columns mean (JSON); empty: not corrected.
    pub mapping: String,
    /// The file.
    pub content: Vec<u8>,
}

/// A file that is sent.
pub struct NewUpload<'a> {
    /// The unit whose dossiers it holds.
    pub unit_id: i64,
    /// Who sends it.
    pub account_id: i64,
    /// What it holds.
    pub kind: UploadKind,
    /// As it was called where it came from.
    pub name: &'a str,
    /// The file.
    pub content: &'a [u8],
}

/// Keeps a file for its trial; its row.
///
/// # Errors
/// The database refuses.
pub fn insert_upload(
    conn: &mut DbConn,
    new: &NewUpload<'_>,
    now: NaiveDateTime,
) -> QueryResult<i64> {
    diesel::insert_into(dossier_uploads::table)
        .values((
            dossier_uploads::unit_id.eq(new.unit_id),
            dossier_uploads::account_id.eq(new.account_id),
            dossier_uploads::kind.eq(new.kind.as_str()),
            dossier_uploads::name.eq(new.name),
            dossier_uploads::sheet.eq(""),
            dossier_uploads::mapping.eq(""),
            dossier_uploads::uploaded_at.eq(now),
            dossier_uploads::content.eq(new.content),
        ))
        .returning(dossier_uploads::id)
        .get_result(conn)
}

/// A file that this account sent.
///
/// # Errors
/// The database refuses.
pub fn find_upload(
    conn: &mut DbConn,
    account_id: i64,
    kind: UploadKind,
    id: i64,
) -> QueryResult<Option<Upload>> {
    dossier_uploads::table
        .find(id)
        .filter(dossier_uploads::account_id.eq(account_id))
        .filter(dossier_uploads::kind.eq(kind.as_str()))
        .select(Upload::as_select())
        .first(conn)
        .optional()
}

/// Keeps which sheet is meant, and what its columns mean.
///
/// # Errors
/// The database refuses.
pub fn update_upload(
    conn: &mut DbConn,
    id: i64,
    (sheet, mapping): (&str, &str),
) -> QueryResult<()> {
    diesel::update(dossier_uploads::table.find(id))
        .set((
            dossier_uploads::sheet.eq(sheet),
            dossier_uploads::mapping.eq(mapping),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes a file. Whether it was there: of two who use it at once, one did.
///
/// # Errors
/// The database refuses.
pub fn delete_upload(conn: &mut DbConn, id: i64) -> QueryResult<bool> {
    let deleted = diesel::delete(dossier_uploads::table.find(id)).execute(conn)?;
    Ok(deleted > 0)
}

/// Deletes the files that were sent before a moment.
///
/// # Errors
/// The database refuses.
pub fn delete_old_uploads(conn: &mut DbConn, before: NaiveDateTime) -> QueryResult<()> {
    diesel::delete(dossier_uploads::table.filter(dossier_uploads::uploaded_at.lt(before)))
        .execute(conn)?;
    Ok(())
}

/// What the columns of a unit's files mean (JSON), as it was corrected last.
///
/// # Errors
/// The database refuses.
pub fn find_mapping(conn: &mut DbConn, unit_id: i64) -> QueryResult<Option<String>> {
    dossier_mappings::table
        .find(unit_id)
        .select(dossier_mappings::mapping)
        .first(conn)
        .optional()
}

/// Remembers what they mean.
///
/// # Errors
/// The database refuses.
pub fn replace_mapping(conn: &mut DbConn, unit_id: i64, mapping: &str) -> QueryResult<()> {
    let row = (
        dossier_mappings::unit_id.eq(unit_id),
        dossier_mappings::mapping.eq(mapping),
    );
    on_each!(conn, |c| diesel::insert_into(dossier_mappings::table)
        .values(row)
        .on_conflict(dossier_mappings::unit_id)
        .do_update()
        .set(dossier_mappings::mapping.eq(mapping))
        .execute(c))?;
    Ok(())
}
