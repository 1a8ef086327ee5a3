//! One step of a dossier, whoever takes it: it must make sense where the dossier stands, nobody else may have changed it
//! meanwhile, and its days and what is owed for it move with it.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use super::dossier::Dossier;
use super::limit::{Counting, end_of};
use super::rules::Rules;
use super::slip;
use super::state::Step;
use super::store::{self, Entry, Saved, Today};
use crate::calendar::store::find_working_days;
use crate::calendar::{NoCalendar, WorkingDays};
use crate::clock::{local_day, utc_of_local};
use crate::db::DbConn;
use crate::units::store::find_unit;
use crate::units::{Scope, Unit};

/// Working days ahead within which most dossiers are due: a year that is missing there is told.
const LOOK_AHEAD: u32 = 15;

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken; the dossier as it is now.
    Done(Box<Dossier>),
    /// Somebody else changed the dossier meanwhile: nothing was kept.
    Stale,
    /// It makes no sense where the dossier stands: nothing was kept.
    NotNow,
    /// Its days cannot be counted on, now or later, without the working days of a year: nothing was kept.
    NoCalendar(NoCalendar),
}

/// What days are counted by in one unit.
pub struct Ground {
    /// The unit.
    pub unit: Unit,
    /// Its rules.
    pub rules: Rules,
    /// The working days that are loaded.
    pub calendar: WorkingDays,
}

impl Ground {
    /// That of a unit.
    ///
    /// # Errors
    /// The database refuses, or there is no such unit.
    pub fn find(conn: &mut DbConn, unit_id: i64) -> QueryResult<Self> {
        let unit = find_unit(conn, &Scope::everything(), unit_id)?
            .ok_or(diesel::result::Error::NotFound)?;
        Ok(Self {
            rules: store::find_rules(conn, &unit)?,
            calendar: find_working_days(conn)?,
            unit,
        })
    }

    /// To count with.
    pub fn counting(&self) -> Counting<'_> {
        Counting {
            calendar: &self.calendar,
            rules: &self.rules,
        }
    }

    /// The moments that part the list of dossiers now (UTC), and the year whose working days are missing, if any. Without
    /// them a dossier is called soon late a few days of the calendar before its day.
    pub fn today(&self, now: NaiveDateTime) -> (Today, Option<i32>) {
        let day = local_day(now);
        let soon = self.rules.soon;
        let last = self.calendar.after(day, soon);
        let last = last.unwrap_or_else(|_| day + Duration::days(i64::from(soon)));
        let missing = self.calendar.after(day, LOOK_AHEAD.max(soon)).err();
        let today = Today {
            now,
            soon_until: utc_of_local(end_of(last)),
        };
        (today, missing.map(|missing| missing.year))
    }
}

/// Takes a step of a dossier as it was read. `change` does what is of this step beside its state and its days; it may
/// refuse nothing: what is typed was checked before.
///
/// # Errors
/// The database refuses.
pub fn take_step(
    conn: &mut DbConn,
    before: &Dossier,
    entry: &Entry<'_>,
    change: impl FnOnce(&mut Dossier),
) -> QueryResult<Taken> {
    let next = before.state.after(entry.step);
    let Some(state) = next.filter(|_| before.allows(entry.step)) else {
        return Ok(Taken::NotNow);
    };
    let ground = Ground::find(conn, before.unit_id)?;
    let mut after = before.clone();
    after.state = state;
    if let Err(missing) = move_clock(&mut after, entry.step, entry.at, ground.counting()) {
        return Ok(Taken::NoCalendar(missing));
    }
    if before.first_due_at.is_some() && after.first_due_at.is_none() {
        tracing::warn!(dossier = after.id, "a dossier waits for the calendar");
    }
    change(&mut after);
    after.count_delay(&ground.calendar);
    after.settle();
    match store::save_dossier(conn, before, &after, entry)? {
        Saved::Stale => Ok(Taken::Stale),
        Saved::Done => {
            slip::follow(conn, &after, entry.step)?;
            after.version += 1;
            Ok(Taken::Done(Box::new(after)))
        }
    }
}

fn move_clock(
    dossier: &mut Dossier,
    step: Step,
    at: NaiveDateTime,
    counting: Counting<'_>,
) -> Result<(), NoCalendar> {
    match step {
        Step::AskSupplement => {
            dossier.supplements += 1;
            dossier.stop(at);
        }
        Step::Suspend => dossier.stop(at),
        Step::TakeSupplement => return dossier.complete(at, counting),
        Step::Resume => return dossier.go_on(at, counting),
        Step::Finish => {
            // A result that is ready while the clock stands ended the wait as well.
            dossier.go_on(at, counting)?;
            dossier.end(at);
        }
        Step::Refuse | Step::Withdraw => dossier.end(at),
        Step::Return => dossier.returned_at = Some(at),
        Step::FindError => {
            dossier.errors_owed += 1;
            dossier.error_at.get_or_insert(at);
        }
        Step::Recount => return dossier.count(counting),
        _ => {}
    }
    Ok(())
}
