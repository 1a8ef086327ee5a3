//! `hailong verify`: recounts and recomputes the whole ballot box and the counts of complaints,
//! of dossiers and of apologies, and the files of other installations. People and scripts read
//! the same line of JSON.

use std::process::ExitCode;

use serde::Serialize;

use super::Common;
use super::print::print;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::{apologies, complaints, exchange, reports, survey};

/// Differences of one kind that are named at most.
const NAMED: usize = 20;

/// What the line says.
#[derive(Serialize)]
struct Verified {
    /// Every count of complaints is what counting the cases anew gives.
    complaint_tallies_ok: bool,
    /// Every count of dossiers is what counting anew gives, and every debt of an apology follows from its dossier.
    dossier_tallies_ok: bool,
    /// The numbers of apologies have no gap and no double.
    apology_numbers_ok: bool,
    /// Closed periods are as they were closed: their figures, the ballots and the index that these give.
    closings_ok: bool,
    /// Files of other installations are as they were signed, what is counted of them is what they tell, and what was told
    /// outside adds up.
    exchange_ok: bool,
    #[serde(flatten)]
    ballots: survey::Findings,
}

/// Recomputes everything; exit code 1 if anything differs.
pub(super) fn verify(common: &Common) -> AppResult<ExitCode> {
    let db = common.open_existing()?;
    let found = db.snapshot_blocking(look)?;
    let all_ok = found.complaint_tallies_ok
        && found.dossier_tallies_ok
        && found.apology_numbers_ok
        && found.closings_ok
        && found.exchange_ok
        && found.ballots.all_ok();
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
    let apologies::Findings { dossiers, numbers } = apologies::verify(conn)?;
    let (dossier_tallies_ok, apology_numbers_ok) = (dossiers.is_empty(), numbers.is_empty());
    let wrong = dossiers.into_iter().take(NAMED).chain(numbers);
    ballots.problems.extend(wrong);
    let wrong = reports::verify(conn)?;
    let closings_ok = wrong.is_empty();
    ballots.problems.extend(wrong.into_iter().take(NAMED));
    let wrong = exchange::verify(conn)?;
    let exchange_ok = wrong.is_empty();
    ballots.problems.extend(wrong.into_iter().take(NAMED));
    Ok(Verified {
        closings_ok,
        complaint_tallies_ok,
        dossier_tallies_ok,
        apology_numbers_ok,
        exchange_ok,
        ballots,
    })
}
