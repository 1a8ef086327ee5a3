//! One dossier: what is stored of it, its days, and whether an apology is owed for it (pure).

use chrono::{NaiveDate, NaiveDateTime};

use super::limit::{Counting, Limit, LimitUnit, end_of};
use super::state::{State, Step};
use super::timing::Timing;
use crate::calendar::{NoCalendar, WorkingDays};
use crate::clock::{local_day, local_time, utc_of_local};

crate::text_enum! {
    /// How a dossier was handed in (NĐ 61/2018/NĐ-CP Điều 16).
    pub enum Way {
        /// At the desk.
        Desk => "desk",
        /// Online.
        Online => "online",
        /// By post.
        Post => "post",
    }
}

crate::text_enum! {
    /// How the result reaches the applicant.
    pub enum ReturnWay {
        /// At the desk.
        Desk => "desk",
        /// By post.
        Post => "post",
        /// Online.
        Online => "online",
    }
}

/// A dossier without the applicant's data, which lie beside it. Moments are UTC.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::dossiers)]
pub struct Dossier {
    /// Row; 0 before it is stored.
    pub id: i64,
    /// The unit that must return the result.
    pub unit_id: i64,
    /// Its code, as on the slip.
    pub code: String,
    /// Its procedure in the catalogue, if it is there.
    pub procedure_id: Option<i64>,
    /// The procedure's name when it came in.
    pub procedure_name: String,
    /// Code of the field of work, or empty.
    pub field: String,
    /// The account of the officer who works on it.
    pub officer_id: Option<i64>,
    /// Name of an officer without an account here, or empty.
    pub officer_name: String,
    /// How it was handed in.
    #[diesel(deserialize_as = String)]
    pub way: Way,
    /// Where it stands.
    #[diesel(deserialize_as = String)]
    pub state: State,
    /// When it came in.
    pub received_at: NaiveDateTime,
    /// How many of the limit's unit; nothing where its day was given.
    pub limit_n: Option<i32>,
    /// Word of the limit's unit.
    pub limit_unit: Option<String>,
    /// From when its limit is counted: receipt, or the moment at which it was complete.
    pub counted_from: NaiveDateTime,
    /// The last moment in time. Nothing while the working days of that year are not loaded.
    pub first_due_at: Option<NaiveDateTime>,
    /// The same, or the one new day that was promised with an apology.
    pub due_at: Option<NaiveDateTime>,
    /// Since when the clock stands.
    pub stopped_at: Option<NaiveDateTime>,
    /// When the result was ready, or it was refused or withdrawn.
    pub ended_at: Option<NaiveDateTime>,
    /// When the applicant got the result.
    pub returned_at: Option<NaiveDateTime>,
    /// By how many working days it ended late; nothing if it did not, or where the calendar is missing.
    pub days_late: Option<i32>,
    /// Whether it ended before its day, on it or after it.
    #[diesel(deserialize_as = String)]
    pub timing: Timing,
    /// How often a supplement was asked for: once at most.
    pub supplements: i32,
    /// How often the applicant had to contact the desk, where told.
    pub contacts: Option<i32>,
    /// How many agencies the applicant had to contact, where told.
    pub agencies: Option<i32>,
    /// Errors that were found and not apologised for.
    pub errors_owed: i32,
    /// When the oldest of these was found.
    pub error_at: Option<NaiveDateTime>,
    /// The day of the apology for being late.
    pub apologised_on: Option<NaiveDate>,
    /// The day of that for being late again.
    pub apologised_again_on: Option<NaiveDate>,
    /// From when an apology is owed, past or to come; nothing: none is, as things stand.
    pub owed_from: Option<NaiveDateTime>,
    /// Grows with every change.
    pub version: i64,
}

/// What the applicant handed in, and who that is: personal data, apart from the dossier.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::dossier_applications)]
pub struct Application {
    /// Name of the person or organisation.
    pub name: String,
    /// Số định danh, or empty.
    pub identity: String,
    /// To call, or empty.
    pub phone: String,
    /// To write to, or empty.
    pub email: String,
    /// Where they live, or empty.
    pub address: String,
    /// Who acts for them, and by what paper; or empty.
    pub agent: String,
    /// What they ask for, where it is more than the procedure's name.
    pub request: String,
    /// What they handed in, one paper a line.
    pub papers: String,
    /// Sets of papers.
    pub copies: i32,
    /// How the result reaches them.
    #[diesel(deserialize_as = String)]
    pub return_way: ReturnWay,
}

impl Default for Application {
    fn default() -> Self {
        Self {
            name: String::new(),
            identity: String::new(),
            phone: String::new(),
            email: String::new(),
            address: String::new(),
            agent: String::new(),
            request: String::new(),
            papers: String::new(),
            copies: 1,
            return_way: ReturnWay::Desk,
        }
    }
}

impl Dossier {
    /// A dossier as it comes in, with nothing but what it is; days are counted by `count`.
    pub fn received(unit_id: i64, code: String, received_at: NaiveDateTime) -> Self {
        Self {
            id: 0,
            unit_id,
            code,
            procedure_id: None,
            procedure_name: String::new(),
            field: String::new(),
            officer_id: None,
            officer_name: String::new(),
            way: Way::Desk,
            state: State::Working,
            received_at,
            limit_n: None,
            limit_unit: None,
            counted_from: received_at,
            first_due_at: None,
            due_at: None,
            stopped_at: None,
            ended_at: None,
            returned_at: None,
            days_late: None,
            timing: Timing::Unknown,
            supplements: 0,
            contacts: None,
            agencies: None,
            errors_owed: 0,
            error_at: None,
            apologised_on: None,
            apologised_again_on: None,
            owed_from: None,
            version: 1,
        }
    }

    /// By what its day is counted.
    pub fn limit(&self) -> Option<Limit> {
        Some(Limit {
            n: u32::try_from(self.limit_n?).ok()?,
            unit: self.limit_unit.as_deref()?.parse().ok()?,
        })
    }

    /// Sets by what its day is counted.
    pub fn set_limit(&mut self, limit: Limit) {
        self.limit_n = i32::try_from(limit.n).ok();
        self.limit_unit = Some(limit.unit.as_str().to_owned());
    }

    /// Whether a step makes sense: where it stands, and a supplement only once.
    pub fn allows(&self, step: Step) -> bool {
        let fits = step != Step::AskSupplement || self.supplements == 0;
        fits && self.state.after(step).is_some()
    }

    /// Counts its first day, where none was given and the calendar reaches as far.
    ///
    /// # Errors
    /// The working days of that year are not loaded; the day stays open.
    pub fn count(&mut self, counting: Counting<'_>) -> Result<(), NoCalendar> {
        if let (None, Some(limit)) = (self.first_due_at, self.limit()) {
            let due = counting.due(limit, local_time(self.counted_from))?;
            self.first_due_at = Some(utc_of_local(due));
            self.due_at = self.first_due_at;
        }
        Ok(())
    }

    /// The moment by which time is judged that passed: its clock stands, or it is over; nothing while it runs.
    pub(super) fn clock(&self) -> Option<NaiveDateTime> {
        self.stopped_at.or(self.ended_at)
    }

    /// Whether it missed a moment, or, while its clock runs, will have missed it once that passed.
    fn misses(&self, due: NaiveDateTime) -> bool {
        self.clock().is_none_or(|at| at > due)
    }

    /// Whether the day that was promised first was missed.
    pub fn is_late(&self, now: NaiveDateTime) -> bool {
        let late = |due: NaiveDateTime| self.clock().unwrap_or(now) > due;
        self.first_due_at.is_some_and(late)
    }

    /// Whether the new day was missed, too.
    pub fn is_late_again(&self, now: NaiveDateTime) -> bool {
        let late = |due: NaiveDateTime| self.clock().unwrap_or(now) > due;
        self.is_rescheduled() && self.due_at.is_some_and(late)
    }

    /// Whether a new day was promised: at most once (NĐ 61/2018/NĐ-CP Điều 19 khoản 9).
    pub fn is_rescheduled(&self) -> bool {
        self.due_at != self.first_due_at
    }

    /// From when an apology is owed for its days: what is late, or will be when its day passes, until it was said. Whoever
    /// took the dossier back waits for nothing more.
    fn lateness_owed_from(&self) -> Option<NaiveDateTime> {
        if self.state == State::Withdrawn {
            return None;
        }
        if self.apologised_on.is_none() {
            return self.first_due_at.filter(|due| self.misses(*due));
        }
        let again = self.due_at.filter(|due| self.misses(*due));
        again.filter(|_| self.is_rescheduled() && self.apologised_again_on.is_none())
    }

    /// Keeps `timing` and `owed_from` as they follow from everything else.
    pub fn settle(&mut self) {
        self.timing = self.timing();
        let errors = self.error_at.filter(|_| self.errors_owed > 0);
        self.owed_from = [self.lateness_owed_from(), errors]
            .into_iter()
            .flatten()
            .min();
    }

    /// Stops the clock.
    pub fn stop(&mut self, at: NaiveDateTime) {
        self.stopped_at = Some(at);
    }

    /// The clock goes on with what was left. While the working days of that year are not loaded, what has a limit stays
    /// without a day and is counted once they are.
    ///
    /// # Errors
    /// They are not loaded, and without a limit, or after a new day was promised, nothing could be counted later: the
    /// clock stands still.
    pub fn go_on(&mut self, at: NaiveDateTime, counting: Counting<'_>) -> Result<(), NoCalendar> {
        let Some(stopped) = self.stopped_at else {
            return Ok(());
        };
        let moved = self.moved((stopped, at), counting);
        let is_counted_later = self.limit().is_some() && !self.is_rescheduled();
        if is_counted_later && (self.first_due_at.is_none() || moved.is_err()) {
            // Its period begins so much later: as much of it lies before now as before it was stopped.
            self.counted_from += at - stopped;
            (self.first_due_at, self.due_at) = (None, None);
        } else {
            (self.first_due_at, self.due_at) = moved?;
        }
        self.stopped_at = None;
        Ok(())
    }

    /// Its days after the clock stood.
    fn moved(
        &self,
        (stopped, at): (NaiveDateTime, NaiveDateTime),
        counting: Counting<'_>,
    ) -> Result<(Option<NaiveDateTime>, Option<NaiveDateTime>), NoCalendar> {
        let stood = (local_time(stopped), local_time(at));
        let unit: Option<LimitUnit> = self.limit().map(|limit| limit.unit);
        let moved = |due: Option<NaiveDateTime>| {
            due.map(|due| {
                counting
                    .resumed(unit, local_time(due), stood)
                    .map(utc_of_local)
            })
            .transpose()
        };
        let (first, due) = (moved(self.first_due_at)?, moved(self.due_at)?);
        // Both may be moved to the same working day; the new day stays one that follows the first.
        match (first, due) {
            (Some(first), Some(due)) if self.is_rescheduled() && due <= first => {
                let next = counting.calendar.after(local_day(first), 1)?;
                Ok((Some(first), Some(utc_of_local(end_of(next)))))
            }
            days => Ok(days),
        }
    }

    /// What was missing came: its period begins anew (NĐ 61/2018/NĐ-CP Điều 19 khoản 4). What was late before it was
    /// asked for stays late, and where no limit is known the clock just goes on.
    ///
    /// # Errors
    /// As `go_on`.
    pub fn complete(
        &mut self,
        at: NaiveDateTime,
        counting: Counting<'_>,
    ) -> Result<(), NoCalendar> {
        let was_late =
            matches!((self.stopped_at, self.first_due_at), (Some(at), Some(due)) if at > due);
        if was_late || self.is_rescheduled() || self.limit().is_none() {
            return self.go_on(at, counting);
        }
        self.stopped_at = None;
        self.counted_from = at;
        self.first_due_at = None;
        self.due_at = None;
        // Without a calendar its day stays open, and is counted once it is loaded.
        self.count(counting).or(Ok(()))
    }

    /// Nothing more is owed but what is owed already. A clock that stood is not started: it is judged by when it was
    /// stopped.
    pub fn end(&mut self, at: NaiveDateTime) {
        self.ended_at = Some(at);
    }

    /// Counts by how many working days it ended late, if it did.
    pub fn count_delay(&mut self, calendar: &WorkingDays) {
        self.days_late = match (self.first_due_at, self.ended_at.and(self.clock())) {
            (Some(due), Some(at)) if at > due => {
                let days = calendar.between(local_day(due), local_day(at));
                days.ok().and_then(|days| i32::try_from(days).ok())
            }
            _ => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossiers::rules::Rules;

    fn moment(text: &str) -> NaiveDateTime {
        utc_of_local(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment"))
    }

    /// Five working days from a Tuesday, stopped after one of them, going on in a year that is not loaded.
    #[test]
    fn a_clock_that_stood_into_a_year_not_loaded_takes_no_time_away() {
        let rules = Rules::default();
        let known = WorkingDays::new([2026], []);
        let counting = Counting {
            calendar: &known,
            rules: &rules,
        };
        let mut dossier = Dossier::received(1, "X".into(), moment("2026-12-15 09:00"));
        dossier.set_limit(Limit {
            n: 5,
            unit: LimitUnit::WorkingDay,
        });
        assert!(dossier.count(counting).is_ok());
        dossier.stop(moment("2026-12-16 09:00"));
        assert!(dossier.go_on(moment("2026-12-30 09:00"), counting).is_ok());
        assert_eq!((dossier.first_due_at, dossier.due_at), (None, None));
        let loaded = WorkingDays::new([2026, 2027], []);
        let counting = Counting {
            calendar: &loaded,
            rules: &rules,
        };
        assert!(dossier.count(counting).is_ok());
        let due = dossier.first_due_at.map(local_day);
        assert_eq!(due, Some(local_day(moment("2027-01-05 09:00"))));
    }
}
