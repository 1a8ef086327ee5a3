//! What becomes of the token on a dossier's receipt slip as the dossier goes on: it rates once the result was returned
//! (kiosk.md M9). Who rated and what they said nobody here can know.

use chrono::Duration;
use diesel::QueryResult;

use super::dossier::Dossier;
use super::state::{State, Step};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::survey::slips::{self, Timeliness};

/// Days after the result in which the slip rates.
const OPEN_DAYS: i64 = 30;

/// Lets the slip of a dossier follow a step that was taken. Whoever was refused has an answer, too, and rates it: no
/// office chooses by refusing who may. What the applicant took back is rated by nobody.
///
/// # Errors
/// The database refuses.
pub fn follow(conn: &mut DbConn, dossier: &Dossier, step: Step) -> QueryResult<()> {
    let answered = match dossier.state {
        State::Withdrawn => return slips::close(conn, dossier.id),
        State::Refused => dossier.ended_at,
        _ => dossier.returned_at,
    };
    let Some(answered) = answered else {
        return Ok(());
    };
    match step {
        Step::Return | Step::Refuse | Step::Update => {
            let until = local_day(answered) + Duration::days(OPEN_DAYS);
            slips::open(
                conn,
                dossier.id,
                until,
                (timeliness(dossier), &dossier.field),
            )
        }
        Step::Apologise => slips::regroup(conn, dossier.id, timeliness(dossier)),
        _ => Ok(()),
    }
}

/// Lets the slips of many dossiers follow. Few of those that come by a file have one.
///
/// # Errors
/// The database refuses.
pub fn follow_all<'a>(
    conn: &mut DbConn,
    moved: impl Iterator<Item = &'a Dossier>,
    step: Step,
) -> QueryResult<()> {
    let moved: Vec<&Dossier> = moved.collect();
    let ids: Vec<i64> = moved.iter().map(|dossier| dossier.id).collect();
    let with_slip = slips::list_with_slip(conn, &ids)?;
    for dossier in moved
        .iter()
        .filter(|dossier| with_slip.contains(&dossier.id))
    {
        follow(conn, dossier, step)?;
    }
    Ok(())
}

/// Under what the answers are counted, with those of others alone.
fn timeliness(dossier: &Dossier) -> Timeliness {
    let is_late = dossier.ended_at.is_some_and(|ended| dossier.is_late(ended));
    match (is_late, dossier.apologised_on) {
        (false, _) => Timeliness::OnTime,
        (true, Some(_)) => Timeliness::LateApologised,
        (true, None) => Timeliness::LateUnapologised,
    }
}
