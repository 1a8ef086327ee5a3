//! `hailong verify`: recounts and recomputes the whole ballot box. People and scripts read the same line of JSON.

use std::process::ExitCode;

use super::Common;
use super::print::print;
use crate::error::{AppError, AppResult};
use crate::survey;

/// Recomputes the whole box; exit code 1 if anything differs.
pub(super) fn verify(common: &Common) -> AppResult<ExitCode> {
    let db = common.open_existing()?;
    let findings = db.snapshot_blocking(survey::verify)?;
    let line = serde_json::to_string(&findings).map_err(AppError::internal)?;
    print(line)?;
    Ok(if findings.all_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
