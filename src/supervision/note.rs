//! A note, what follows on what, and by when it is answered (pure).

use chrono::{NaiveDate, NaiveDateTime};

use crate::calendar::{NoCalendar, WorkingDays};
use crate::clock::local_day;

crate::text_enum! {
    /// What a note is about.
    pub enum About {
        /// A page, by its address with its filters.
        Page => "page",
        /// An index, by the word of its measure.
        Index => "index",
        /// A complaint, by its number.
        Complaint => "complaint",
        /// A dossier, by its code.
        Dossier => "dossier",
        /// Something else, in a few words.
        Free => "free",
    }
}

crate::text_enum! {
    /// What an entry of a note is.
    pub enum Step {
        /// The note itself.
        Ask => "ask",
        /// An answer of whoever leads the unit.
        Answer => "answer",
        /// The observer says that it satisfies.
        Satisfied => "satisfied",
        /// The observer says that it does not: it is to be answered anew.
        Unsatisfied => "unsatisfied",
        /// Something said before is put right, or added to.
        Correct => "correct",
    }
}

impl Step {
    /// Whether it must be answered.
    pub const fn asks(self) -> bool {
        matches!(self, Self::Ask | Self::Unsatisfied)
    }

    /// Whether it may follow on another one.
    pub fn may_follow(self, last: Self) -> bool {
        match self {
            Self::Ask | Self::Correct => false,
            Self::Answer => last.asks(),
            Self::Satisfied | Self::Unsatisfied => last == Self::Answer,
        }
    }
}

/// A note as it was asked.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its number.
    pub id: i64,
    /// The unit it is of.
    pub unit_id: i64,
    /// Its name.
    pub unit: String,
    /// Who asked.
    pub account_id: i64,
    /// Their name then.
    pub name: String,
    /// For whom they look on.
    pub organisation: String,
    /// What it is about.
    pub about: About,
    /// Which one, or a few words.
    pub subject: String,
    /// When it was asked, UTC.
    pub asked_at: NaiveDateTime,
}

/// What was said of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Row.
    pub id: i64,
    /// What.
    pub step: Step,
    /// Who.
    pub account_id: i64,
    /// Their name then.
    pub name: String,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Within how many working days it is to be answered.
    pub days: Option<i32>,
    /// The words.
    pub text: String,
}

impl Entry {
    /// The last day on which it is answered in time; nothing where it asks for no answer.
    pub fn due(&self, calendar: &WorkingDays) -> Option<Result<NaiveDate, NoCalendar>> {
        due(self.step, self.at, self.days, calendar)
    }
}

/// The last day on which something that was asked at a moment is answered in time.
pub fn due(
    step: Step,
    at: NaiveDateTime,
    days: Option<i32>,
    calendar: &WorkingDays,
) -> Option<Result<NaiveDate, NoCalendar>> {
    let days = u32::try_from(days?).ok().filter(|_| step.asks())?;
    Some(calendar.after(local_day(at), days))
}

/// The entry on which the next one follows: corrections leave it where it is.
pub fn last(entries: &[Entry]) -> Option<&Entry> {
    entries
        .iter()
        .rev()
        .find(|entry| entry.step != Step::Correct)
}

/// Whether every answer came by its day; nothing where the calendar does not tell of one.
pub fn answered_late(entries: &[Entry], calendar: &WorkingDays) -> Option<bool> {
    let mut late = false;
    let steps: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.step != Step::Correct)
        .collect();
    for (asked, answer) in steps.iter().zip(steps.iter().skip(1)) {
        if let Some(due) = asked.due(calendar) {
            late |= local_day(answer.at) > due.ok()?;
        }
    }
    Some(late)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(step: Step, day: &str) -> Entry {
        let day: NaiveDate = day.parse().expect("a day");
        Entry {
            id: 1,
            step,
            account_id: 1,
            name: "Lan".to_owned(),
            at: day.and_hms_opt(2, 0, 0).expect("a time"),
            days: step.asks().then_some(15),
            text: "x".to_owned(),
        }
    }

    #[test]
    fn each_step_follows_on_what_it_can() {
        let follows = |step: Step| -> Vec<Step> {
            let all = Step::ALL.iter().copied();
            all.filter(|last| step.may_follow(*last)).collect()
        };
        assert_eq!(follows(Step::Answer), [Step::Ask, Step::Unsatisfied]);
        assert_eq!(follows(Step::Satisfied), [Step::Answer]);
        assert_eq!(follows(Step::Unsatisfied), [Step::Answer]);
        assert_eq!(follows(Step::Ask), []);
    }

    #[test]
    fn fifteen_working_days_are_three_weeks() {
        let calendar = WorkingDays::new([2026], []);
        let asked = entry(Step::Ask, "2026-06-01");
        let day = NaiveDate::from_ymd_opt(2026, 6, 22).expect("a day");
        assert_eq!(asked.due(&calendar), Some(Ok(day)));
        assert_eq!(entry(Step::Answer, "2026-06-01").due(&calendar), None);
        assert_eq!(
            entry(Step::Ask, "2026-12-20").due(&calendar),
            Some(Err(NoCalendar { year: 2027 }))
        );
    }

    #[test]
    fn a_correction_leaves_what_is_open_open() {
        let entries = [
            entry(Step::Ask, "2026-06-01"),
            entry(Step::Correct, "2026-06-02"),
        ];
        assert_eq!(last(&entries).map(|entry| entry.step), Some(Step::Ask));
        let calendar = WorkingDays::new([2026], []);
        let mut answered = entries.to_vec();
        answered.push(entry(Step::Answer, "2026-06-22"));
        assert_eq!(answered_late(&answered, &calendar), Some(false));
        answered.push(entry(Step::Unsatisfied, "2026-06-23"));
        answered.push(entry(Step::Answer, "2026-07-15"));
        assert_eq!(answered_late(&answered, &calendar), Some(true));
    }
}
