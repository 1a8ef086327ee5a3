//! What the sample's evaluation needs beside its dossiers and complaints: what the leader says of the desk, and a file
//! whose applicant complained of an officer's conduct.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};
use diesel::OptionalExtension;

use super::places::Sample;
use crate::accounts::Role;
use crate::clock::local_day;
use crate::complaints::case::Case;
use crate::complaints::store::{Entry, list_people_of, reread_case};
use crate::complaints::{Class, Step, take_step};
use crate::db::{Db, DbConn};
use crate::dossiers::store::list_received;
use crate::dossiers::timing::Timing;
use crate::error::{AppError, AppResult};
use crate::evaluation::store::insert_statement;
use crate::evaluation::{Period, Said};

/// Complaints among which one is looked for.
const COMPLAINTS: i64 = 200;
/// Dossiers among which one is looked for.
const DOSSIERS: i64 = 100;

/// Puts both in, or none.
///
/// # Errors
/// The database refuses, or the sample lacks its leader.
pub(super) fn put_evaluation(db: &Db, now: NaiveDateTime, sample: &Sample) -> AppResult<()> {
    db.write_blocking(|conn| {
        let people = list_people_of(conn, &sample.unit.path)?;
        let leader = people
            .iter()
            .find(|person| person.role == Role::Leader && person.unit_id == sample.unit.id)
            .ok_or_else(|| AppError::internal("the sample lacks a leader"))?;
        let year = local_day(now).year() - 1;
        let said = Said {
            valid_from: NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default(),
            board: true,
            online: true,
            through_desk: Some(true),
        };
        insert_statement(conn, sample.unit.id, &said, (leader.id, now))?;
        complain_of_conduct(conn, now)
    })
}

/// One of the complaints of conduct of this quarter is about a file that ended in it.
fn complain_of_conduct(conn: &mut DbConn, now: NaiveDateTime) -> AppResult<()> {
    let Some(span) = Period::of(local_day(now)).span() else {
        return Ok(());
    };
    let received = span.start..now - Duration::days(7);
    let dossiers = list_received(conn, &received, 0, DOSSIERS)?;
    let ended = |timing| matches!(timing, Timing::Early | Timing::OnDay);
    let Some((dossier, _)) = dossiers.into_iter().find(|(it, _)| ended(it.timing)) else {
        return Ok(());
    };
    let fits = |case: &Case| {
        let is_shown = !case.confined && case.dossier.is_empty() && case.state.is_open();
        is_shown && case.class() == Some(Class::Conduct) && case.unit_id == dossier.unit_id
    };
    for number in 1..=COMPLAINTS {
        let Some(case) = reread_case(conn, number).optional()?.filter(fits) else {
            continue;
        };
        let entry = Entry::by_rule(Step::Note, &dossier.code, now);
        take_step(conn, &case, &entry, |case, _| {
            case.dossier.clone_from(&dossier.code)
        })?;
        return Ok(());
    }
    Ok(())
}
