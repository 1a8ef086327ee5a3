//! `hailong export`: a year's data as a table for other programs.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Common;
use super::print::{print, print_bytes};
use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::exchange::{self, OwnKey};
use crate::rows::{Format, Written};
use crate::survey::export_ballots;
use crate::units::store::{find_unit_by_code, list_units};
use crate::units::{Scope, Unit, UnitCode};
use crate::{apologies, complaints, dossiers};

/// What can be exported.
#[derive(Subcommand)]
pub enum Export {
    /// One row for each ballot given in the year: unit, day, channel, questionnaire, whether it is partial or suspect, reasons,
    /// and the score of each criterion (1 to 5, no_opinion, or nothing where it was skipped). Without words, counters, times
    /// and ids, and in no order that tells when it came.
    Ballots(ExportArgs),
    /// One row for each complaint received in the year: number, unit, day, way, class, field, dimension, state, days,
    /// lateness, rating. Without personal data: no words, no names, no phones. Of a case that only its keeper may see,
    /// class, field and dimension are left empty.
    Complaints(ExportArgs),
    /// One row for each dossier received in the year: code, unit, procedure, days, lateness, apologies. Without personal
    /// data: no names, no phones, no papers.
    Dossiers(ExportArgs),
    /// One row for each apology with a number of the year: unit, number, dossier, what for and why, days, how it was handed
    /// over. Without names and own words.
    Apologies(ExportArgs),
    /// Counts of scores by month, channel, questionnaire and criterion. Of fewer than ten people nothing is told: they wait,
    /// or are told together with others. With --sign one file for another installation.
    Tallies(TalliesArgs),
    /// The key with which this installation signs, and the fingerprint to be told by official letter.
    Key,
}

/// Whose counts, and for whom.
#[derive(Args)]
pub struct TalliesArgs {
    #[command(flatten)]
    table: ExportArgs,
    /// Code of the unit. In a table every unit if not told; a signed file is of one unit and those below it, the top one if
    /// not told.
    #[arg(long)]
    unit: Option<UnitCode>,
    /// One signed file, which `hailong import tallies` takes at the province.
    #[arg(long, conflicts_with = "format")]
    sign: bool,
}

/// Which year, and how it is written.
#[derive(Args)]
pub struct ExportArgs {
    /// Year in Vietnam's time.
    #[arg(long)]
    year: i32,
    /// How the table is written. Dates are 2026-01-31; what a spreadsheet would take for a formula begins with '.
    #[arg(long, default_value = "csv", value_name = "csv|xlsx|json")]
    format: Format,
    /// File to write; standard output if not told.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn export(common: &Common, export: &Export) -> AppResult<ExitCode> {
    let db = common.open_existing()?;
    let (args, table) = match export {
        Export::Ballots(args) => {
            let out = args.open()?;
            db.snapshot_blocking(|conn| export_ballots(conn, args.year, args.format, out))?;
            return Ok(ExitCode::SUCCESS);
        }
        Export::Complaints(args) => (
            args,
            db.snapshot_blocking(|conn| complaints::export(conn, args.year))?,
        ),
        Export::Dossiers(args) => (
            args,
            db.snapshot_blocking(|conn| dossiers::export(conn, args.year))?,
        ),
        Export::Apologies(args) => (
            args,
            db.snapshot_blocking(|conn| apologies::export(conn, args.year))?,
        ),
        Export::Tallies(args) if args.sign => return sign(common, &db, args),
        Export::Tallies(args) => (&args.table, db.write_blocking(|conn| tallies(conn, args))?),
        Export::Key => return tell_key(common, &db),
    };
    let bytes = table
        .to_bytes(args.format)
        .map_err(AppError::Unprocessable)?;
    write(args, &bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// To the file that was named, or to standard output.
fn write(args: &ExportArgs, bytes: &[u8]) -> AppResult<()> {
    match &args.output {
        Some(path) => std::fs::write(path, bytes).map_err(|error| unwritable(path, &error)),
        None => print_bytes(bytes),
    }
}

impl ExportArgs {
    /// Where a long table goes row by row.
    fn open(&self) -> AppResult<Box<dyn Write + Send>> {
        Ok(match &self.output {
            Some(path) => {
                let file = File::create(path).map_err(|error| unwritable(path, &error))?;
                Box::new(BufWriter::new(file))
            }
            None => Box::new(BufWriter::new(std::io::stdout())),
        })
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> AppError {
    AppError::Unprocessable(format!("--output {}: {error}", path.display()))
}

fn tallies(conn: &mut DbConn, args: &TalliesArgs) -> AppResult<Written> {
    let unit = match &args.unit {
        Some(code) => Some(find_unit(conn, code)?),
        None => None,
    };
    let now = Clock::default().now();
    exchange::export(conn, (unit.as_ref(), args.table.year), now)
}

fn find_unit(conn: &mut DbConn, code: &UnitCode) -> AppResult<Unit> {
    let found = find_unit_by_code(conn, code)?;
    found.ok_or_else(|| {
        let told = format!("there is no unit with code {code}; see hailong unit list");
        AppError::Unprocessable(told)
    })
}

/// The unit of this code, or the one above all others.
fn top_unit(conn: &mut DbConn, code: Option<&UnitCode>) -> AppResult<Unit> {
    if let Some(code) = code {
        return find_unit(conn, code);
    }
    let mut tops = list_units(conn, &Scope::everything())?;
    tops.retain(|unit| unit.parent_id.is_none());
    match (tops.pop(), tops.is_empty()) {
        (Some(top), true) => Ok(top),
        _ => Err(AppError::Unprocessable(
            "say which unit with --unit; see hailong unit list".to_owned(),
        )),
    }
}

/// Hands out the signed file. With a file of its own, the fingerprint is told beside it.
fn sign(common: &Common, db: &Db, args: &TalliesArgs) -> AppResult<ExitCode> {
    let (file, key) = db.write_blocking(|conn| {
        let key = OwnKey::find_or_make(conn)?;
        let unit = top_unit(conn, args.unit.as_ref())?;
        let now = Clock::default().now();
        let file = exchange::seal(conn, (&unit, args.table.year), &key, now)?;
        Ok::<_, AppError>((file, key))
    })?;
    write(&args.table, file.as_bytes())?;
    if args.table.output.is_some() {
        print_key(common, &key)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell_key(common: &Common, db: &Db) -> AppResult<ExitCode> {
    let key = db.write_blocking(OwnKey::find_or_make)?;
    print_key(common, &key)?;
    Ok(ExitCode::SUCCESS)
}

fn print_key(common: &Common, key: &OwnKey) -> AppResult<()> {
    let (key, fingerprint) = (key.public().to_string(), key.public().fingerprint());
    if common.json {
        return print(serde_json::json!({ "key": key, "fingerprint": fingerprint }));
    }
    print(format_args!("key {key}\nfingerprint {fingerprint}"))
}
