//! `hailong import`: tables that people prepared elsewhere. What was taken and what was refused is printed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Common;
use super::print::print;
use crate::calendar::import_calendar;
use crate::clock::Clock;
use crate::config::BallotBoxConfig;
use crate::db::DbConn;
use crate::dossiers::import::{self, Dossiers, Order, import_file};
use crate::dossiers::procedures::Catalogue;
use crate::error::{AppError, AppResult};
use crate::exchange;
use crate::indices;
use crate::rows::{ImportReport, OnError, Rows, read_all};
use crate::survey::{BallotBox, import_ballots};
use crate::units::store::list_units;
use crate::units::{Scope, Unit, UnitCode};
use crate::web::language::Lang;

/// What can be imported.
#[derive(Subcommand)]
pub enum Import {
    /// Published or older indices, with columns year, area, measure, percent, source, seen_in_source.
    Indices(ImportFile),
    /// Paper forms: a column date, and one for each criterion.
    Ballots(PaperForms),
    /// Dossiers as the one-stop software tells them: at least their code and when they were received.
    Dossiers(Reported),
    /// The catalogue of procedures: at least code, name and limit, such as "03 ngày làm việc".
    Procedures(Reported),
    /// Counts that another installation signed (`hailong export tallies --sign`).
    Tallies {
        /// The file.
        file: PathBuf,
        /// The key of the unit's installation, or its fingerprint, as its official letter tells it. Needed for a unit's
        /// first file, and when its key has changed.
        #[arg(long, value_name = "KEY", default_value = "")]
        trust: String,
    },
    /// Working days of whole years, with columns year, day, kind (off or work), name, source.
    Calendar {
        /// XLSX (its first sheet) or CSV. With a bad row nothing of it is taken.
        file: PathBuf,
    },
}

/// A file of a unit.
#[derive(Args)]
pub struct Reported {
    #[command(flatten)]
    file: ImportFile,
    /// Whose dossiers or catalogue it is; the only unit if there is just one.
    #[arg(long)]
    unit: Option<UnitCode>,
    /// The sheet of the workbook, where several hold something.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Only say what would become of it.
    #[arg(long)]
    dry_run: bool,
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

pub(super) fn run(common: &Common, import: &Import) -> AppResult<ExitCode> {
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
        Import::Tallies { file, trust } => return import_tallies(common, file, trust),
        Import::Dossiers(reported) => return import_reported::<Dossiers>(common, reported),
        Import::Procedures(reported) => return import_reported::<Catalogue>(common, reported),
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

fn import_reported<I: import::Import>(common: &Common, reported: &Reported) -> AppResult<ExitCode> {
    let (db, file) = (common.open_existing()?, &reported.file);
    let unit = db.read_blocking(|conn| the_unit(conn, reported.unit.as_ref()))?;
    let order = Order {
        unit_id: unit.id,
        sheet: reported.sheet.clone(),
        on_error: file.on_error,
        dry_run: reported.dry_run,
        now: Clock::default().now(),
    };
    let outcome = match read_all(&file.file) {
        Ok(bytes) => import_file::<I>(&db, bytes, &order)?,
        Err(refusal) => return Err(AppError::Unprocessable(refusal.to_string())),
    };
    if common.json {
        print(outcome.json())?;
    } else {
        print(&outcome)?;
    }
    let done = outcome.refused.is_empty() || (file.on_error == OnError::Skip && outcome.rows > 0);
    Ok(if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Takes a signed file, or says why not and what to do.
fn import_tallies(common: &Common, file: &Path, trust: &str) -> AppResult<ExitCode> {
    let db = common.open_existing()?;
    let bytes = read_all(file).map_err(|why| AppError::Unprocessable(why.to_string()))?;
    let content = String::from_utf8_lossy(&bytes).into_owned();
    let order = exchange::Order {
        above: None,
        trust: trust.to_owned(),
        account_id: None,
        now: Clock::default().now(),
    };
    let outcome = db.write_blocking(|conn| exchange::import(conn, content, &order))?;
    if let exchange::Outcome::Refused(why) = &outcome {
        return Err(AppError::Unprocessable(why.text(Lang::En)));
    }
    if common.json {
        print(serde_json::to_string(&outcome).map_err(AppError::internal)?)?;
    } else {
        print(outcome)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The unit of this code, or the only one.
fn the_unit(conn: &mut DbConn, code: Option<&UnitCode>) -> AppResult<Unit> {
    let units = list_units(conn, &Scope::everything())?;
    let found = match (code, units.as_slice()) {
        (Some(code), _) => units.iter().find(|unit| unit.code == code.as_str()),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    found.cloned().ok_or_else(|| {
        let told = code.map_or_else(
            || "say which unit with --unit".to_owned(),
            |code| format!("there is no unit with code {code}"),
        );
        AppError::Unprocessable(format!("{told}; see hailong unit list"))
    })
}
