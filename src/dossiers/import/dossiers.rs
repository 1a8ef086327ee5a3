//! Files of dossiers: the kind of import that pages and the command have in common.

use chrono::NaiveDateTime;
use diesel::QueryResult;
use diesel::result::Error;
use rust_i18n::t;

use super::column::Target;
use super::fault::Fault;
use super::ground::Held;
use super::head::Mapping;
use super::report::Outcome;
use super::run::{File, Hand, carry, read_file};
use super::sheet::{Sheet, Wanted};
use super::{Column, Import};
use crate::db::{Db, DbConn};
use crate::dossiers::store::{UploadKind, find_mapping};
use crate::error::{AppError, AppResult, BUSY_SECONDS};
use crate::rows::OnError;
use crate::web::language::Lang;

/// Dossiers of the one-stop software.
pub struct Dossiers;

/// How a command imports a file.
#[derive(Clone, Debug)]
pub struct Order {
    /// The unit.
    pub unit_id: i64,
    /// The sheet, if the workbook has several.
    pub sheet: Option<String>,
    /// With a bad row.
    pub on_error: OnError,
    /// Only to see what would become of it.
    pub dry_run: bool,
    /// Now, UTC.
    pub now: NaiveDateTime,
}

impl Import for Dossiers {
    type Target = Target;
    type File = File;
    const KIND: UploadKind = UploadKind::Dossiers;
    const BASE: &'static str = "/dossiers/import";
    const AREA: &'static str = "dossier_import";
    const ABOVE: &'static [(&'static str, &'static str)] =
        &[("/dossiers", "accounts.nav.dossiers")];

    fn read(bytes: Vec<u8>, wanted: &Wanted, now: NaiveDateTime) -> Result<File, Fault> {
        read_file(bytes, wanted, now)
    }

    fn sheet(file: &File) -> &Sheet<Target> {
        &file.sheet
    }

    fn carry(
        conn: &mut DbConn,
        unit_id: i64,
        file: &File,
        now: NaiveDateTime,
        hand: Option<&Hand<'_>>,
    ) -> AppResult<Outcome> {
        let missing = file.sheet.head.missing();
        if !missing.is_empty() {
            let titles = missing.iter().map(|column| column.title(Lang::Vi));
            return Ok(Outcome::whole_file(Fault::Missing(titles.collect())));
        }
        let held = Held::find(conn, unit_id, now)?;
        carry(conn, &held, file, hand).map_err(|error| match error {
            Error::RollbackTransaction => AppError::Busy(BUSY_SECONDS),
            other => other.into(),
        })
    }
}

/// How a unit's files are to be read, as its columns were corrected last.
///
/// # Errors
/// The database refuses.
pub fn wanted_of<I: Import>(
    conn: &mut DbConn,
    unit_id: i64,
    sheet: Option<String>,
) -> QueryResult<Wanted> {
    let kept = match I::KIND {
        UploadKind::Dossiers => find_mapping(conn, unit_id)?,
        // The names of a catalogue's columns are ours, or are corrected anew.
        UploadKind::Procedures => None,
    };
    let mapping = kept.and_then(|text| serde_json::from_str::<Mapping>(&text).ok());
    Ok(Wanted {
        sheet,
        mapping: mapping.unwrap_or_default(),
    })
}

/// Imports a file by command.
///
/// # Errors
/// The database refuses; a bad file is no error but an outcome.
pub fn import_file<I: Import>(db: &Db, bytes: Vec<u8>, order: &Order) -> AppResult<Outcome> {
    let (unit_id, sheet) = (order.unit_id, order.sheet.clone());
    let wanted = &db.read_blocking(|conn| wanted_of::<I>(conn, unit_id, sheet))?;
    let file = match I::read(bytes, wanted, order.now) {
        Ok(file) => file,
        Err(fault) => return Ok(Outcome::whole_file(fault)),
    };
    let now = order.now;
    let tried = db.read_blocking(|conn| I::carry(conn, unit_id, &file, now, None))?;
    let is_refused =
        |outcome: &Outcome| !outcome.refused.is_empty() && order.on_error == OnError::Refuse;
    if order.dry_run || is_refused(&tried) || tried.is_nothing() {
        return Ok(tried);
    }
    let note = first_note();
    let hand = Hand {
        by: None,
        now,
        note: &note,
    };
    let mut told = None;
    let written = db.write_blocking(|conn| {
        let outcome = I::carry(conn, unit_id, &file, now, Some(&hand))?;
        if is_refused(&outcome) {
            // Somebody wrote in between: nothing of it is kept.
            told = Some(outcome);
            return Err(Error::RollbackTransaction.into());
        }
        Ok::<_, AppError>(outcome)
    });
    match told {
        Some(outcome) => Ok(Outcome {
            taken: false,
            ..outcome
        }),
        None => written,
    }
}

/// What the history of a dossier begins with that came by a file. History is kept in the language of the office.
pub fn first_note() -> String {
    t!("dossier_import.first_note", locale = "vi").into_owned()
}
