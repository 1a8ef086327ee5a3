//! Commands about the ballot box: verifying it, and importing paper forms.

use std::process::ExitCode;

use super::Common;
use crate::error::{AppError, AppResult};
use crate::survey;

/// Recomputes the whole box; exit code 1 if anything differs.
pub(super) fn verify(common: &Common) -> AppResult<ExitCode> {
    let db = common.open()?;
    let findings = db.snapshot_blocking(survey::verify)?;
    let line = serde_json::to_string(&findings).map_err(AppError::internal)?;
    println!("{line}");
    Ok(if findings.all_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
