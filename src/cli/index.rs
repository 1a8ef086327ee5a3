//! `hailong index`: the index table of a unit and year in the shape of `GET /api/v1/indices`, and exact: nothing is withheld
//! from whoever has the database.

use std::process::ExitCode;

use clap::Args;

use super::Common;
use super::print::print;
use crate::error::{AppError, AppResult};
use crate::indices::{Extent, Question, Reading};

/// Which figures are wanted.
#[derive(Args)]
pub struct IndexArgs {
    /// Code of the unit; the units below it are counted in.
    #[arg(long)]
    unit: String,
    /// Year in Vietnam's time.
    #[arg(long)]
    year: i32,
    /// Year to compare with.
    #[arg(long, value_name = "YEAR")]
    compare: Option<i32>,
    /// Count only this version of the questionnaire.
    #[arg(long, value_name = "VERSION")]
    questionnaire: Option<String>,
}

pub(super) fn index(common: &Common, args: IndexArgs) -> AppResult<ExitCode> {
    let question = Question {
        unit: args.unit,
        year: args.year,
        compare: args.compare,
        questionnaire: args.questionnaire,
    };
    let question = question.checked()?;
    let report = common
        .open_existing()?
        .read_blocking(|conn| Reading::find_named(conn, &question))?
        .report(Extent::Exact);
    if common.json {
        print(serde_json::to_string(&report).map_err(AppError::internal)?)?;
    } else {
        print(report.lines().join("\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}
