//! When a desk is open, and periods that are counted in its hours (pure).

use chrono::{Duration, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::calendar::{NoCalendar, WorkingDays};

/// Morning and afternoon of every working day, in Vietnam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHours {
    /// Opens and closes in the morning.
    pub morning: (NaiveTime, NaiveTime),
    /// Opens and closes in the afternoon.
    pub afternoon: (NaiveTime, NaiveTime),
}

/// A time of day that is known to be one.
pub(super) const fn at(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl Default for OfficeHours {
    /// Eight hours a day, as most offices have it.
    fn default() -> Self {
        Self {
            morning: (at(7, 30), at(11, 30)),
            afternoon: (at(13, 0), at(17, 0)),
        }
    }
}

impl OfficeHours {
    /// Whether each part of the day ends after it began, and the afternoon follows the morning.
    pub fn are_in_order(&self) -> bool {
        let (opens, pauses) = self.morning;
        let (resumes, closes) = self.afternoon;
        opens < pauses && pauses <= resumes && resumes < closes
    }

    /// When so much time in open hours is over that begins at a moment (Vietnam).
    ///
    /// # Errors
    /// The period reaches into a year that is not loaded.
    pub fn after(
        &self,
        from: NaiveDateTime,
        worked: Duration,
        calendar: &WorkingDays,
    ) -> Result<NaiveDateTime, NoCalendar> {
        let (mut day, mut left) = (calendar.next_on_or_after(from.date())?, worked);
        loop {
            for (opens, closes) in [self.morning, self.afternoon] {
                let begins = day.and_time(opens).max(from);
                let ends = day.and_time(closes);
                if begins < ends {
                    if left <= ends - begins {
                        return Ok(begins + left);
                    }
                    left -= ends - begins;
                }
            }
            day = calendar.after(day, 1)?;
        }
    }

    /// How much time in open hours lies between two moments (Vietnam); none where the second is not after the first.
    ///
    /// # Errors
    /// One of the days is in a year that is not loaded.
    pub fn between(
        &self,
        from: NaiveDateTime,
        until: NaiveDateTime,
        calendar: &WorkingDays,
    ) -> Result<Duration, NoCalendar> {
        let mut worked = Duration::zero();
        let mut day = calendar.next_on_or_after(from.date())?;
        while day <= until.date() {
            for (opens, closes) in [self.morning, self.afternoon] {
                let begins = day.and_time(opens).max(from);
                let ends = day.and_time(closes).min(until);
                worked += (ends - begins).max(Duration::zero());
            }
            day = calendar.after(day, 1)?;
        }
        Ok(worked)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::calendar::{DayKind, SpecialDay};

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment")
    }

    fn calendar() -> WorkingDays {
        let off = SpecialDay {
            day: NaiveDate::from_ymd_opt(2026, 9, 2).expect("a day"),
            kind: DayKind::Off,
            name: "Quốc khánh".to_owned(),
        };
        WorkingDays::new([2026], [&off])
    }

    #[test]
    fn hours_pass_while_the_desk_is_open() {
        let (hours, calendar) = (OfficeHours::default(), calendar());
        for (from, worked, until) in [
            ("2026-09-01 08:00", 4, "2026-09-01 13:30"),
            ("2026-09-01 16:00", 4, "2026-09-03 10:30"),
            ("2026-09-01 12:00", 4, "2026-09-01 17:00"),
            ("2026-09-01 18:00", 1, "2026-09-03 08:30"),
            ("2026-09-05 09:00", 8, "2026-09-07 17:00"),
        ] {
            let ends = hours.after(moment(from), Duration::hours(worked), &calendar);
            assert_eq!(ends, Ok(moment(until)), "{from}");
            let back = hours.between(moment(from), moment(until), &calendar);
            assert_eq!(back, Ok(Duration::hours(worked)), "{from}");
        }
    }

    #[test]
    fn hours_that_are_out_of_order_are_known() {
        let mut hours = OfficeHours::default();
        assert!(hours.are_in_order());
        hours.afternoon = (at(11, 0), at(17, 0));
        assert!(!hours.are_in_order());
    }
}
