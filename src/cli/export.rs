//! `hailong export`: a year's data as a table for other programs.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Common;
use super::print::print_bytes;
use crate::error::{AppError, AppResult};
use crate::rows::Format;
use crate::survey::export_ballots;
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
    };
    let bytes = table
        .to_bytes(args.format)
        .map_err(AppError::Unprocessable)?;
    match &args.output {
        Some(path) => std::fs::write(path, bytes).map_err(|error| unwritable(path, &error))?,
        None => print_bytes(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
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
