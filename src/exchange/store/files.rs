//! Files of other installations, every one that was taken.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{exists, max};
use diesel::prelude::*;

use super::told::days_of;
use crate::db::DbConn;
use crate::db::schema::{accounts, foreign_files, foreign_turnout_months, units};
use crate::units::Scope;

/// A file that was taken.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = foreign_files)]
#[expect(missing_docs, reason = "the columns are described in the schema")]
pub struct ForeignFile {
    pub id: i64,
    pub unit_id: i64,
    pub year: i32,
    pub issuer: String,
    pub content: String,
    pub sha256: String,
    pub made_at: NaiveDateTime,
    pub until: NaiveDate,
    pub ballots: i64,
    pub untold: i64,
}

/// A file to be kept.
#[derive(Insertable)]
#[diesel(table_name = foreign_files)]
#[expect(missing_docs, reason = "the columns are described in the schema")]
pub struct NewFile<'a> {
    pub unit_id: i64,
    pub year: i32,
    pub issuer: &'a str,
    pub content: &'a str,
    pub sha256: &'a str,
    pub made_at: NaiveDateTime,
    pub until: NaiveDate,
    pub ballots: i64,
    pub untold: i64,
    pub imported_at: NaiveDateTime,
    pub imported_by: Option<i64>,
}

/// Whether the file of this digest was taken.
///
/// # Errors
/// The database refuses.
pub fn is_known(conn: &mut DbConn, sha256: &str) -> QueryResult<bool> {
    let same = foreign_files::table.filter(foreign_files::sha256.eq(sha256));
    diesel::select(exists(same)).get_result(conn)
}

/// The newest file of a unit, of a year or of any.
///
/// # Errors
/// The database refuses.
pub fn find_newest(
    conn: &mut DbConn,
    unit_id: i64,
    year: Option<i32>,
) -> QueryResult<Option<ForeignFile>> {
    let mut files = foreign_files::table
        .filter(foreign_files::unit_id.eq(unit_id))
        .into_boxed();
    if let Some(year) = year {
        files = files.filter(foreign_files::year.eq(year));
    }
    files
        .order(foreign_files::id.desc())
        .select(ForeignFile::as_select())
        .first(conn)
        .optional()
}

/// Keeps a file.
///
/// # Errors
/// The database refuses.
pub fn insert_file(conn: &mut DbConn, file: &NewFile<'_>) -> QueryResult<()> {
    diesel::insert_into(foreign_files::table)
        .values(file)
        .execute(conn)?;
    Ok(())
}

/// Those of these units that a file of a year speaks for, by code.
///
/// # Errors
/// The database refuses.
pub fn list_spoken_for(conn: &mut DbConn, unit_ids: &[i64], year: i32) -> QueryResult<Vec<String>> {
    foreign_files::table
        .inner_join(units::table)
        .filter(foreign_files::unit_id.eq_any(unit_ids))
        .filter(foreign_files::year.eq(year))
        .select(units::code)
        .distinct()
        .load(conn)
}

/// Every file, oldest first, with the code of its unit.
///
/// # Errors
/// The database refuses.
pub fn list_files(conn: &mut DbConn) -> QueryResult<Vec<(ForeignFile, String)>> {
    foreign_files::table
        .inner_join(units::table)
        .order(foreign_files::id)
        .select((ForeignFile::as_select(), units::code))
        .load(conn)
}

/// A file as people read of it.
#[derive(Clone, Debug)]
pub struct TakenFile {
    /// Code of the unit.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year.
    pub year: i32,
    /// The last day that is counted.
    pub until: NaiveDate,
    /// Ballots of the year.
    pub ballots: i64,
    /// Ballots among them whose scores are not told.
    pub untold: i64,
    /// Who signed it: public key in hexadecimal.
    pub issuer: String,
    /// When it was taken.
    pub imported_at: NaiveDateTime,
    /// By whom; nothing where by command.
    pub imported_by: Option<String>,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
}

type TakenRow = (
    String,
    String,
    i32,
    NaiveDate,
    i64,
    i64,
    String,
    NaiveDateTime,
    Option<String>,
    String,
);

/// Files of the units that the viewer may see, newest first.
///
/// # Errors
/// The database refuses.
pub fn list_taken(conn: &mut DbConn, scope: &Scope, limit: i64) -> QueryResult<Vec<TakenFile>> {
    let by = foreign_files::imported_by.eq(accounts::id.nullable());
    let rows: Vec<TakenRow> = foreign_files::table
        .inner_join(units::table.on(units::id.eq(foreign_files::unit_id)))
        .left_join(accounts::table.on(by))
        .filter(units::path.like(scope.pattern()))
        .order(foreign_files::id.desc())
        .limit(limit)
        .select((
            units::code,
            units::name,
            foreign_files::year,
            foreign_files::until,
            foreign_files::ballots,
            foreign_files::untold,
            foreign_files::issuer,
            foreign_files::imported_at,
            accounts::name.nullable(),
            foreign_files::sha256,
        ))
        .load(conn)?;
    let taken = |row: TakenRow| TakenFile {
        code: row.0,
        name: row.1,
        year: row.2,
        until: row.3,
        ballots: row.4,
        untold: row.5,
        issuer: row.6,
        imported_at: row.7,
        imported_by: row.8,
        sha256: row.9,
    };
    Ok(rows.into_iter().map(taken).collect())
}

/// The newest file of a unit's year, as figures speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name of the unit.
    pub name: String,
    /// The last day that is counted.
    pub until: NaiveDate,
    /// Ballots whose scores are not told.
    pub untold: i64,
    /// How the ballots came in; empty for several ways together.
    pub channels: Vec<String>,
}

/// The newest file of each of these units in a year.
///
/// # Errors
/// The database refuses.
pub fn list_sources(conn: &mut DbConn, unit_ids: &[i64], year: i32) -> QueryResult<Vec<Source>> {
    let newest: Vec<Option<i64>> = foreign_files::table
        .filter(foreign_files::unit_id.eq_any(unit_ids))
        .filter(foreign_files::year.eq(year))
        .group_by(foreign_files::unit_id)
        .select(max(foreign_files::id))
        .load(conn)?;
    let newest: Vec<i64> = newest.into_iter().flatten().collect();
    let files: Vec<(i64, String, NaiveDate, i64)> = foreign_files::table
        .inner_join(units::table)
        .filter(foreign_files::id.eq_any(newest))
        .order(units::name)
        .select((
            units::id,
            units::name,
            foreign_files::until,
            foreign_files::untold,
        ))
        .load(conn)?;
    let (first, last) = days_of(year);
    let channels: Vec<(i64, String)> = foreign_turnout_months::table
        .filter(foreign_turnout_months::unit_id.eq_any(unit_ids))
        .filter(foreign_turnout_months::month.between(first, last))
        .select((
            foreign_turnout_months::unit_id,
            foreign_turnout_months::channel,
        ))
        .distinct()
        .load(conn)?;
    let source = |(unit, name, until, untold)| {
        let own = channels.iter().filter(|(of, _)| *of == unit);
        Source {
            name,
            until,
            untold,
            channels: own.map(|(_, channel)| channel.clone()).collect(),
        }
    };
    Ok(files.into_iter().map(source).collect())
}

/// When the newest file of these units' year was taken.
///
/// # Errors
/// The database refuses.
pub fn find_imported_at(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<Option<NaiveDateTime>> {
    foreign_files::table
        .filter(foreign_files::unit_id.eq_any(unit_ids))
        .filter(foreign_files::year.eq(year))
        .select(max(foreign_files::imported_at))
        .first(conn)
}
