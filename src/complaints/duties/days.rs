//! Days that pass: cases that become late, answers that nobody objected to, days that a new calendar changes.

use chrono::{Duration, NaiveDate};

use super::grounds::Grounds;
use super::{BATCH, Duties, store};
use crate::calendar::store::list_years;
use crate::complaints::case::Case;
use crate::complaints::rules::REOPEN_DAYS;
use crate::complaints::state::Step;
use crate::complaints::steps::{Ground, take_step};
use crate::complaints::store::{Entry, entrust_confined, list_orphans, save_case};
use crate::error::AppResult;
use crate::units::Scope;

/// The day by which the citizen is to be told stays, unless it became a day off.
fn promised(case: &Case, ground: &Ground) -> Option<NaiveDate> {
    let off = |day| ground.calendar.is_working(day) == Ok(false);
    case.acknowledge_by.filter(|day| !off(*day))
}

impl Duties {
    /// Cases whose day passed are late for good.
    pub(super) fn mark_late(&mut self) -> AppResult<()> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let passed = self
            .db
            .read_blocking(|conn| store::list_passed(conn, today, BATCH))?;
        for case in passed {
            self.write(|conn| {
                take_step(
                    conn,
                    &case,
                    &Entry::by_rule(Step::Lapse, "", now),
                    |case, _| {
                        case.late = true;
                    },
                )
            })?;
        }
        Ok(())
    }

    /// Nobody objected within the days for it: the case is over.
    pub(super) fn close_answered(&mut self) -> AppResult<()> {
        let now = self.clock.now();
        let before = self.clock.today() - Duration::days(REOPEN_DAYS);
        let agreed = self
            .db
            .read_blocking(|conn| store::list_answered_before(conn, before, BATCH))?;
        for case in agreed {
            self.write(|conn| {
                take_step(
                    conn,
                    &case,
                    &Entry::by_rule(Step::Close, "", now),
                    |_, _| {},
                )
            })?;
        }
        Ok(())
    }

    /// After a calendar was loaded, the days of all open cases are counted anew; otherwise of those that have none.
    pub(super) fn recount_days(&mut self) -> AppResult<()> {
        let years = self.db.read_blocking(list_years)?;
        let loaded = years.iter().map(|year| year.loaded_at).max();
        let (all, mut last) = (loaded != self.counted_by, 0);
        let mut grounds = Grounds::at(&self.db, self.clock.now());
        loop {
            let some = self
                .db
                .read_blocking(|conn| store::list_open(conn, all, last, BATCH))?;
            let Some(newest) = some.last() else { break };
            last = newest.id;
            for case in some {
                self.recount(&case, grounds.of(case.unit_id)?)?;
            }
        }
        if all {
            self.settle_done()?;
        }
        self.counted_by = loaded;
        Ok(())
    }

    /// Cases that were done while nobody knew their day get it now, and are late where they were.
    fn settle_done(&self) -> AppResult<()> {
        let now = self.clock.now();
        for case in self.db.read_blocking(store::list_done_without_day)? {
            self.write(|conn| {
                let ground = Ground::find(conn, case.unit_id, now)?;
                let due = ground
                    .calendar
                    .after(case.counted_from, case.days.unsigned_abs());
                let Ok(due) = due else {
                    return Ok::<_, diesel::result::Error>(());
                };
                let mut after = case.clone();
                after.due = Some(due);
                after.late |= case.done_on.is_some_and(|done| done > due);
                save_case(conn, &case, &after, &Entry::by_rule(Step::Recount, "", now)).map(|_| ())
            })?;
        }
        Ok(())
    }

    /// What may be a denunciation and lost its keeper, or had none, gets one as soon as there is somebody.
    pub(super) fn entrust_confined(&mut self) -> AppResult<()> {
        let now = self.clock.now();
        let orphans = self
            .db
            .read_blocking(|conn| list_orphans(conn, &Scope::everything()))?;
        if orphans.is_empty() {
            return Ok(());
        }
        self.write(|conn| entrust_confined(conn, &Scope::everything(), None, now))
    }

    /// Looks first: a case that waits for its calendar is written, and held against others, only once there is one.
    fn recount(&self, case: &Case, ground: &Ground) -> AppResult<()> {
        let mut counted = case.clone();
        counted.acknowledge_by = promised(case, ground);
        let known = counted.count_days(&ground.rules.days, &ground.calendar);
        // A day that was told is not taken back because nobody can tell another.
        if counted == *case || known.is_err() && case.due.is_some() {
            return Ok(());
        }
        let now = self.clock.now();
        self.write(|conn| {
            let entry = Entry::by_rule(Step::Recount, "", now);
            take_step(conn, case, &entry, |case, ground| {
                case.acknowledge_by = promised(case, ground);
            })
            .map(|_| ())
        })
    }
}
