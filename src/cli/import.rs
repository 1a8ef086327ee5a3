//! `hailong import`: tables that people prepared elsewhere. What was taken and what was refused is printed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Common;
use crate::error::{AppError, AppResult};
use crate::indices;
use crate::rows::{ImportReport, OnError, Rows};

/// What can be imported.
#[derive(Subcommand)]
pub enum Import {
    /// Published or older indices, with columns year, area, measure, percent, source, seen_in_source.
    Indices(ImportFile),
}

/// The file and what to do with bad rows.
#[derive(Args)]
pub struct ImportFile {
    /// CSV (UTF-8) or XLSX.
    file: PathBuf,
    /// With a bad row: take nothing (refuse), or take the other rows (skip).
    #[arg(long, default_value = "refuse", value_name = "refuse|skip")]
    on_error: OnError,
}

pub(super) fn import(common: &Common, import: &Import) -> AppResult<ExitCode> {
    let (report, on_error) = match import {
        Import::Indices(ImportFile { file, on_error }) => {
            let db = common.open()?;
            let report = indices::import_baselines(&db, Rows::open(file), *on_error)?;
            (report, *on_error)
        }
    };
    print(common, &report)?;
    let whole = report.refused.is_empty() || (on_error == OnError::Skip && report.rows > 0);
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print(common: &Common, report: &ImportReport) -> AppResult<()> {
    if common.json {
        println!(
            "{}",
            serde_json::to_string(report).map_err(AppError::internal)?
        );
    } else {
        println!("{report}");
    }
    Ok(())
}
