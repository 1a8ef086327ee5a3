//! One case of the register: what is stored of it, and its days (pure). What it counts as is in `facts`.

use chrono::{NaiveDate, NaiveDateTime};

use super::class::Class;
use super::report::NewComplaint;
use super::rules::Days;
use super::state::{State, Step};
use super::way::Way;
use crate::calendar::{NoCalendar, WorkingDays};
use crate::clock::local_day;
use crate::survey::questionnaire::Dimension;

/// A complaint as it lies in the register. Its contact, history and answers lie beside it.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::complaints)]
pub struct Case {
    /// Its number, told to the citizen.
    pub id: i64,
    /// The unit that must see to it.
    pub unit_id: i64,
    /// The counter it is about, where known.
    pub counter_id: Option<i64>,
    /// How it came in.
    #[diesel(column_name = channel, deserialize_as = String)]
    pub way: Way,
    /// What the citizen said, as they said it.
    pub text: String,
    /// When it was said, UTC.
    pub created_at: NaiveDateTime,
    /// When it came into the register, UTC.
    pub received_at: NaiveDateTime,
    /// Who took it in, where somebody did.
    pub recorded_by: Option<i64>,
    /// Grows with every change.
    pub version: i64,
    /// Where it stands.
    #[diesel(deserialize_as = String)]
    pub state: State,
    /// What the program takes it for.
    #[diesel(deserialize_as = String)]
    pub proposed: Class,
    #[diesel(column_name = class)]
    class_word: Option<String>,
    #[diesel(column_name = dimension)]
    dimension_word: Option<String>,
    /// Code of the field of work, or empty.
    pub field: String,
    /// Code or name of the dossier it is about, or empty.
    pub dossier: String,
    /// The account that works on it.
    pub assignee_id: Option<i64>,
    /// May be a denunciation: nobody but the keeper sees it.
    pub confined: bool,
    /// The leader who alone sees it while it is confined.
    pub keeper_id: Option<i64>,
    /// By when the citizen must be told that it is being seen to.
    pub acknowledge_by: Option<NaiveDate>,
    /// By when it must be answered, refused or forwarded, or had to be. Nothing while the clock stands, or while the
    /// working days of that year are not loaded.
    pub due: Option<NaiveDate>,
    /// The day after which its working days are counted.
    pub counted_from: NaiveDate,
    /// How many there are.
    pub days: i32,
    /// The day on which the clock was stopped.
    pub paused_on: Option<NaiveDate>,
    /// The day on which the citizen was told that it is being seen to.
    pub acknowledged_on: Option<NaiveDate>,
    /// The day on which what was owed was done.
    pub done_on: Option<NaiveDate>,
    /// Once late, always counted as late, but for one that was late only as what the program took it for, or by a day
    /// that a better calendar has moved.
    pub late: bool,
    /// How often the citizen said that it was not solved.
    pub reopened: i32,
    /// How the citizen rates the handling, 1 to 5.
    pub score: Option<i32>,
    /// The case that this one was split from.
    pub parent_id: Option<i64>,
    /// The earlier case that says the same.
    pub twin_id: Option<i64>,
}

impl Case {
    /// A case as it comes in, without number and days.
    pub fn received(new: &NewComplaint, proposed: Class) -> Self {
        let details = &new.details;
        Self {
            id: 0,
            unit_id: new.unit_id,
            counter_id: new.counter_id,
            way: new.way,
            text: new.report.text.clone(),
            created_at: new.created_at,
            received_at: new.received_at,
            recorded_by: details.recorded_by,
            version: 1,
            state: State::Received,
            proposed,
            class_word: None,
            dimension_word: details.dimension.map(|word| word.as_str().to_owned()),
            field: details.field.clone(),
            dossier: details.dossier.clone(),
            assignee_id: None,
            confined: false,
            keeper_id: None,
            acknowledge_by: None,
            due: None,
            counted_from: local_day(new.received_at),
            days: 0,
            paused_on: None,
            acknowledged_on: None,
            done_on: None,
            late: false,
            reopened: 0,
            score: None,
            parent_id: details.parent_id,
            twin_id: None,
        }
    }

    /// What an official decided it to be.
    pub fn class(&self) -> Option<Class> {
        self.class_word.as_deref()?.parse().ok()
    }

    /// Its class, or what the program takes it for until somebody decides.
    pub fn class_or_proposed(&self) -> Class {
        self.class().unwrap_or(self.proposed)
    }

    /// Whether its citizen is promised an answer by its day. What is passed on, advised or not taken in has a day, too,
    /// by which the office must be done with it; what is confined tells none.
    pub fn promises_answer(&self) -> bool {
        !self.confined && self.class_or_proposed().is_answered_here()
    }

    /// Whether somebody may be in danger: by what it was decided to be, or by what it was taken for until then. Of what
    /// is confined nobody is told what was decided.
    pub fn may_be_emergency(&self) -> bool {
        let decided = self.class().filter(|_| !self.confined);
        decided.unwrap_or(self.proposed) == Class::Emergency
    }

    /// The dimension it belongs to.
    pub fn dimension(&self) -> Option<Dimension> {
        self.dimension_word.as_deref()?.parse().ok()
    }

    /// The word of its dimension, as it is stored.
    pub fn dimension_word(&self) -> Option<&str> {
        self.dimension_word.as_deref()
    }

    /// Notes what an official decided.
    pub fn decide(&mut self, class: Class, dimension: Option<Dimension>, field: &str) {
        self.class_word = Some(class.as_str().to_owned());
        self.dimension_word = dimension.map(|dimension| dimension.as_str().to_owned());
        field.clone_into(&mut self.field);
    }

    /// Whether a step makes sense for it: where it stands, and for what it is.
    pub fn allows(&self, step: Step) -> bool {
        let fits = match step {
            Step::Write | Step::Approve => self.class().is_some_and(Class::is_answered_here),
            Step::Confine => !self.confined,
            // What was decided to accuse stays with its keeper; whoever sees it otherwise decides that first.
            Step::Release => self.confined && self.class().is_some_and(Class::is_open_to_desk),
            Step::Acknowledge => self.acknowledged_on.is_none(),
            Step::Join => self.twin_id.is_none(),
            // What is passed on or not taken in has its days by law from when it came, and they stop for nobody.
            Step::Pause => self.class_or_proposed().is_answered_here(),
            _ => true,
        };
        fits && !self.waits_for_release(step) && self.state.allows(step)
    }

    /// Whether a step is of the work that stands still while the case is confined: whoever would do it cannot see the
    /// case, and no answer reaches the citizen. It is handed on, or released first.
    pub fn waits_for_release(&self, step: Step) -> bool {
        let works = matches!(
            step,
            Step::Assign
                | Step::Start
                | Step::Pause
                | Step::Write
                | Step::Return
                | Step::Approve
                | Step::Publish
        );
        self.confined && works
    }

    /// Counts its days anew from where they are counted. A year whose working days are not loaded gives no day; the
    /// case waits for the calendar and is counted as soon as it is there. The day by which the citizen is told that it
    /// is being seen to stays as it was promised, whatever the rules are now.
    ///
    /// # Errors
    /// The year is not loaded; the day is left open.
    pub fn count_days(&mut self, days: &Days, calendar: &WorkingDays) -> Result<(), NoCalendar> {
        if !self.state.is_open() {
            self.acknowledge_by = None;
            return Ok(());
        }
        self.due = None;
        if self.acknowledged_on.is_some() {
            self.acknowledge_by = None;
        } else if self.acknowledge_by.is_none() {
            let received = local_day(self.received_at);
            self.acknowledge_by = Some(calendar.after(received, days.acknowledge)?);
        }
        if self.state != State::Waiting {
            self.due = Some(calendar.after(self.counted_from, self.days.unsigned_abs())?);
        }
        Ok(())
    }

    /// Gives it the days of what it is now, where it had those of what it was taken for. What was used before a pause
    /// stays used; rules that changed meanwhile never give it more than a new case has.
    pub fn change_days(&mut self, from: u32, to: u32) {
        let days = i64::from(self.days) + i64::from(to) - i64::from(from);
        self.days = i32::try_from(days.clamp(0, i64::from(to))).unwrap_or(0);
    }

    /// Counts all its days from when it came, whether its clock stood meanwhile or not.
    pub fn count_from_receipt(&mut self, days: u32) {
        self.counted_from = local_day(self.received_at);
        self.days = i32::try_from(days).unwrap_or(0);
    }

    /// Stops the clock.
    pub fn pause(&mut self, today: NaiveDate) {
        self.paused_on = Some(today);
    }

    /// Starts the clock again, with the days that were left when it was stopped. While nobody can say how many of the
    /// days before the pause were worked, none is taken off: the beginning moves by as many days as the clock
    /// stood, so that as many lie before today as before the pause, and are counted once the calendar is loaded.
    pub fn resume(&mut self, today: NaiveDate, calendar: &WorkingDays) {
        let Some(paused) = self.paused_on.take() else {
            return;
        };
        match calendar.between(self.counted_from, paused) {
            Ok(used) => {
                let left = self.days.unsigned_abs().saturating_sub(used);
                self.days = i32::try_from(left).unwrap_or(0);
                self.counted_from = today;
            }
            Err(_) => self.counted_from += today - paused,
        }
    }

    /// What was owed is done today; once late stays late.
    pub fn finish(&mut self, today: NaiveDate) {
        self.late |= self.due.is_some_and(|due| today > due);
        self.done_on = Some(today);
    }

    /// Whether it is late by nothing but a day that a better calendar has moved to `due`. What was late before its clock
    /// was stopped has no days left, and what was opened again may have been late before.
    pub fn was_late_by_calendar(&self, due: Option<NaiveDate>, today: NaiveDate) -> bool {
        let passed = |day: NaiveDate| day < today;
        self.reopened == 0
            && self.days > 0
            && self.due.is_some_and(passed)
            && due.is_some_and(|due| !passed(due))
    }

    /// It is not solved: the days of its class begin anew. A bad mark stays until the citizen rates anew: opening
    /// a case again takes nobody's bad mark away. A better one was of an answer that did not hold.
    pub fn reopen(&mut self, today: NaiveDate, days: &Days) {
        self.done_on = None;
        self.acknowledged_on.get_or_insert(today);
        self.counted_from = today;
        self.days = i32::try_from(days.of(self.class_or_proposed())).unwrap_or(0);
        self.reopened += 1;
        self.score = self.score.filter(|score| *score <= 2);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::complaints::report::{Details, Report};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// Ten working days from Monday, 21 December.
    pub fn case_of_december() -> Case {
        let at = day("2026-12-21").and_hms_opt(2, 0, 0).expect("a moment");
        let new = NewComplaint {
            report: Report {
                id: Uuid::nil(),
                text: "Hồ sơ trễ hẹn".to_owned(),
                phone: String::new(),
                name: String::new(),
            },
            unit_id: 1,
            counter_id: None,
            way: Way::Hotline,
            lang: "vi".to_owned(),
            created_at: at,
            received_at: at,
            details: Details::default(),
        };
        let mut case = Case::received(&new, Class::Conduct);
        case.days = 10;
        case
    }

    #[test]
    fn what_is_confined_is_handed_on_or_released_but_not_worked_on() {
        let mut case = case_of_december();
        case.decide(Class::Conduct, None, "");
        case.confined = true;
        let allowed = |case: &Case, step: Step| {
            State::ALL.iter().any(|state| {
                let mut there = case.clone();
                there.state = *state;
                there.allows(step)
            })
        };
        let works = [
            Step::Assign,
            Step::Start,
            Step::Pause,
            Step::Write,
            Step::Return,
            Step::Approve,
            Step::Publish,
        ];
        for step in works {
            assert!(!allowed(&case, step), "{step}");
        }
        for step in [Step::Classify, Step::Release, Step::Refuse, Step::Forward] {
            assert!(allowed(&case, step), "{step}");
        }
        case.confined = false;
        for step in works {
            assert!(allowed(&case, step), "{step}");
        }
    }

    #[test]
    fn days_used_before_a_pause_are_taken_off_though_the_day_itself_is_unknown() {
        let this_year = WorkingDays::new([2026], &[]);
        let mut case = case_of_december();
        assert!(case.count_days(&Days::default(), &this_year).is_err());
        case.pause(day("2026-12-24"));
        case.resume(day("2026-12-30"), &this_year);
        assert_eq!((case.days, case.counted_from), (7, day("2026-12-30")));
    }

    #[test]
    fn a_better_calendar_takes_back_no_lateness_but_that_of_its_own_day() {
        let (today, moved) = (day("2027-01-05"), Some(day("2027-01-05")));
        let mut case = case_of_december();
        case.due = Some(day("2027-01-04"));
        assert!(case.was_late_by_calendar(moved, today));
        assert!(!case.was_late_by_calendar(case.due, today), "nothing moved");
        let mut opened_again = case.clone();
        opened_again.reopened = 1;
        assert!(!opened_again.was_late_by_calendar(moved, today));
        case.days = 0;
        assert!(
            !case.was_late_by_calendar(moved, today),
            "late before a pause"
        );
    }

    #[test]
    fn while_nobody_knows_them_the_days_before_a_pause_stay_to_be_counted() {
        let mut case = case_of_december();
        case.pause(day("2026-12-24"));
        case.resume(day("2026-12-31"), &WorkingDays::default());
        // Three days before it was resumed, as the pause began three days after the beginning.
        assert_eq!((case.days, case.counted_from), (10, day("2026-12-28")));
        assert_eq!(case.paused_on, None);
    }
}
