//! `hailong import`: tables that people prepared elsewhere. What was taken and what was refused is printed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Common;
use super::print::print;
use crate::calendar::import_calendar;
use crate::clock::Clock;
use crate::config::BallotBoxConfig;
use crate::error::{AppError, AppResult};
use crate::indices;
use crate::rows::{ImportReport, OnError, Rows};
use crate::survey::{BallotBox, import_ballots};
use crate::units::UnitCode;

/// What can be imported.
#[derive(Subcommand)]
pub enum Import {
    /// Published or older indices, with columns year, area, measure, percent, source, seen_in_source.
    Indices(ImportFile),
    /// Paper forms: a column date, and one for each criterion.
    Ballots(PaperForms),
    /// Working days of whole years, with columns year, day, kind (off or work), name, source.
    Calendar {
        /// XLSX (its first sheet) or CSV. With a bad row nothing of it is taken.
        file: PathBuf,
    },
}

/// The file and what to do with bad rows.
#[derive(Args)]
pub struct ImportFile {
    /// XLSX (its first sheet) or CSV.
    file: PathBuf,
    /// With a bad row: take nothing (refuse), or take the other rows (skip).
    #[arg(long, default_value = "refuse", value_name = "refuse|skip")]
    on_error: OnError,
}

/// A file of paper forms.
#[derive(Args)]
pub struct PaperForms {
    #[command(flatten)]
    file: ImportFile,
    /// Unit of the rows that name none; the only unit if there is just one.
    #[arg(long)]
    unit: Option<UnitCode>,
}

pub(super) fn import(common: &Common, import: &Import) -> AppResult<ExitCode> {
    let (report, on_error) = match import {
        Import::Indices(ImportFile { file, on_error }) => {
            let db = common.open_existing()?;
            let report = indices::import_baselines(&db, Rows::open(file), *on_error)?;
            (report, *on_error)
        }
        Import::Ballots(forms) => (import_forms(common, forms)?, forms.file.on_error),
        Import::Calendar { file } => {
            let db = common.open_existing()?;
            let report = import_calendar(&db, &Clock::default(), Rows::open(file))?;
            (report, OnError::Refuse)
        }
    };
    if common.json {
        print(serde_json::to_string(&report).map_err(AppError::internal)?)?;
    } else {
        print(&report)?;
    }
    let whole = report.refused.is_empty() || (on_error == OnError::Skip && report.rows > 0);
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn import_forms(common: &Common, forms: &PaperForms) -> AppResult<ImportReport> {
    let (db, clock) = (common.open_existing()?, Clock::default());
    let table = Rows::open(&forms.file.file);
    let ballot_box = BallotBox::start(&db, &clock, BallotBoxConfig::default())?;
    let unit = forms.unit.as_ref();
    let report = import_ballots(&db, &clock, &ballot_box, table, unit, forms.file.on_error);
    ballot_box.finish();
    report
}
