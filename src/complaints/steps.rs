//! One step of a case, whoever takes it: it must make sense where the case stands, nobody else may have changed the
//! case meanwhile, and the days are counted anew. What a step changes beside the state and the days is the caller's.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::case::Case;
use super::class::Class;
use super::publish::withdraw_publication;
use super::rules::Rules;
use super::state::Step;
use super::store::{self, Entry, Saved};
use crate::calendar::WorkingDays;
use crate::calendar::store::find_working_days;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::units::Scope;
use crate::units::store::find_unit;

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was taken; the case as it is now, but for its version.
    Done(Box<Case>),
    /// Somebody else changed the case meanwhile: nothing was kept.
    Stale,
    /// It makes no sense where the case stands: nothing was kept.
    NotNow,
}

/// What days are counted by.
pub struct Ground {
    /// The unit's rules.
    pub rules: Rules,
    /// The working days that are loaded.
    pub calendar: WorkingDays,
    /// Today, in Vietnam.
    pub today: NaiveDate,
}

impl Ground {
    /// That of a unit, at a moment (UTC).
    ///
    /// # Errors
    /// The database refuses, or there is no such unit.
    pub fn find(conn: &mut DbConn, unit_id: i64, now: NaiveDateTime) -> QueryResult<Self> {
        let unit = find_unit(conn, &Scope::everything(), unit_id)?
            .ok_or(diesel::result::Error::NotFound)?;
        Ok(Self {
            rules: store::find_rules(conn, &unit)?,
            calendar: find_working_days(conn)?,
            today: local_day(now),
        })
    }

    /// Until this day a case is called soon due: as far as the working days are known.
    pub fn soon_until(&self) -> NaiveDate {
        let soon = self.calendar.after(self.today, self.rules.days.soon);
        soon.unwrap_or_else(|missing| {
            let known = NaiveDate::from_ymd_opt(missing.year - 1, 12, 31);
            known.map_or(self.today, |day| day.max(self.today))
        })
    }
}

/// Takes a step of a case as it was read. `change` is told the rules and may refuse nothing: what is typed was checked
/// before.
///
/// # Errors
/// The database refuses.
pub fn take_step(
    conn: &mut DbConn,
    before: &Case,
    entry: &Entry<'_>,
    change: impl FnOnce(&mut Case, &Ground),
) -> QueryResult<Taken> {
    let next = before.state.after(entry.step);
    let Some(state) = next.filter(|_| before.allows(entry.step)) else {
        return Ok(Taken::NotNow);
    };
    let ground = Ground::find(conn, before.unit_id, entry.at)?;
    let mut after = before.clone();
    after.state = state;
    // Its day may have passed a moment ago; nothing that is done now undoes that.
    after.late |= before.state.is_open() && before.due.is_some_and(|due| ground.today > due);
    if entry.step == Step::Reopen {
        after.reopen(ground.today, &ground.rules.days);
    }
    change(&mut after, &ground);
    after.late |= ends_late_by_law(&after, entry.step, &ground);
    if before.state.is_open() && !state.is_open() {
        after.finish(ground.today);
    }
    if let Err(missing) = after.count_days(&ground.rules.days, &ground.calendar) {
        tracing::warn!(%missing, case = after.id, "a complaint waits for the calendar");
    }
    if entry.step == Step::Classify && before.class().is_none() {
        // It is late, or is not, as what it is, not as what the program took it for.
        after.late = after.due.is_some_and(|due| ground.today > due);
    }
    if entry.step == Step::Recount {
        after.late = before.late && !before.was_late_by_calendar(after.due, ground.today);
    }
    if store::save_case(conn, before, &after, entry)? == Saved::Stale {
        return Ok(Taken::Stale);
    }
    let is_done_anew = matches!(entry.step, Step::Approve | Step::Forward | Step::Refuse);
    if is_done_anew || after.confined && !before.confined {
        withdraw(conn, &after, entry.at)?;
    }
    Ok(Taken::Done(Box::new(after)))
}

/// What is hidden is read in public no more: once it may be read again, somebody decides anew whether in public. Nor is
/// what was answered before a case was opened again, and done anew, an answer of that day.
fn withdraw(conn: &mut DbConn, case: &Case, at: NaiveDateTime) -> QueryResult<()> {
    if withdraw_publication(conn, case, at)? {
        store::insert_event(conn, case, &Entry::by_rule(Step::Withdraw, "", at))?;
    }
    Ok(())
}

/// Whether what was something else, and so had more days, is passed on (NĐ 20/2008/NĐ-CP Điều 9) or not taken in
/// (NĐ 154/2026/NĐ-CP) after the days for that from when it came.
fn ends_late_by_law(case: &Case, step: Step, ground: &Ground) -> bool {
    let days = &ground.rules.days;
    let (days, had_more) = match step {
        Step::Forward => (
            days.elsewhere,
            case.class().is_some_and(Class::is_answered_here),
        ),
        Step::Refuse => (days.unfit, case.class() != Some(Class::Unfit)),
        _ => return false,
    };
    let by = ground.calendar.after(local_day(case.received_at), days);
    had_more && case.reopened == 0 && by.is_ok_and(|by| ground.today > by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_beyond_the_known_working_days_is_called_soon() {
        let soon_until = |today: &str| {
            let ground = Ground {
                rules: Rules::default(),
                calendar: WorkingDays::new([2026], &[]),
                today: today.parse().expect("a day"),
            };
            ground.soon_until().to_string()
        };
        assert_eq!(soon_until("2026-12-28"), "2026-12-30");
        // The second working day lies in a year that nobody knows: everything that is known is before it.
        assert_eq!(soon_until("2026-12-30"), "2026-12-31");
        assert_eq!(soon_until("2028-06-01"), "2028-06-01");
    }
}
