//! `hailong verify`: recounts and recomputes the whole ballot box and the counts of complaints. People and scripts read
//! the same line of JSON.

use std::process::ExitCode;

use serde::Serialize;

use super::Common;
use super::print::print;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::{complaints, survey};

/// Differences in the counts of complaints that are named at most.
const NAMED: usize = 20;

/// What the line says.
#[derive(Serialize)]
struct Verified {
    /// Every count of complaints is what counting the cases anew gives.
    complaint_tallies_ok: bool,
    #[serde(flatten)]
    ballots: survey::Findings,
}

/// Recomputes everything; exit code 1 if anything differs.
pub(super) fn verify(common: &Common) -> AppResult<ExitCode> {
    let db = common.open_existing()?;
    let found = db.snapshot_blocking(look)?;
    let all_ok = found.complaint_tallies_ok && found.ballots.all_ok();
    print(serde_json::to_string(&found).map_err(AppError::internal)?)?;
    Ok(if all_ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn look(conn: &mut DbConn) -> AppResult<Verified> {
    let mut ballots = survey::verify(conn)?;
    let wrong = complaints::figures::verify(conn)?;
    let complaint_tallies_ok = wrong.is_empty();
    ballots.problems.extend(wrong.into_iter().take(NAMED));
    Ok(Verified {
        complaint_tallies_ok,
        ballots,
    })
}
