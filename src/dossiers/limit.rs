//! How long a procedure may take, and the moment by which it must be done (pure). Moments here are wall-clock time in
//! Vietnam.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::rules::Rules;
use crate::calendar::{NoCalendar, WorkingDays};

/// The last second of a day: a period in days ends when its last day does (Bộ luật Dân sự 2015 Điều 148 khoản 4).
const END_OF_DAY: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 59) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

crate::text_enum! {
    /// What a limit is counted in.
    pub enum LimitUnit {
        /// Days that are worked, without the day of receipt.
        WorkingDay => "working_day",
        /// Days of the calendar, without the day of receipt; if the last one is off, the next that is worked.
        CalendarDay => "calendar_day",
        /// Hours in which the desk is open.
        Hour => "hour",
        /// The day of receipt; the next working day if received after 15:00 (NĐ 23/2015/NĐ-CP Điều 7).
        SameDay => "same_day",
    }
}

/// How long a procedure may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many; of no meaning for the same day.
    pub n: u32,
    /// Of what.
    pub unit: LimitUnit,
}

/// What moments are counted by.
#[derive(Clone, Copy)]
pub struct Counting<'a> {
    /// The working days that are loaded.
    pub calendar: &'a WorkingDays,
    /// The unit's rules.
    pub rules: &'a Rules,
}

/// The moment at which a day ends.
pub fn end_of(day: NaiveDate) -> NaiveDateTime {
    day.and_time(END_OF_DAY)
}

/// Whether a moment is an hour that was promised, not the end of a day.
pub fn has_hour(moment: NaiveDateTime) -> bool {
    moment.time() != END_OF_DAY
}

impl Counting<'_> {
    /// The last moment in time of what was received, or was complete, at a moment.
    ///
    /// # Errors
    /// It lies in a year whose working days are not loaded.
    pub fn due(&self, limit: Limit, from: NaiveDateTime) -> Result<NaiveDateTime, NoCalendar> {
        let day = self.counted_day(limit.unit, from)?;
        match limit.unit {
            LimitUnit::WorkingDay => self.calendar.after(day, limit.n).map(end_of),
            LimitUnit::CalendarDay => {
                let last = day + Duration::days(limit.n.into());
                self.calendar.next_on_or_after(last).map(end_of)
            }
            LimitUnit::Hour => {
                let worked = Duration::hours(limit.n.into());
                self.rules.hours.after(from, worked, self.calendar)
            }
            LimitUnit::SameDay => Ok(end_of(day)),
        }
    }

    /// The day after which a period is counted, or on which it is over at once. What comes after 15:00 is passed on the
    /// next working day (NĐ 61/2018/NĐ-CP Điều 18); whether its days begin then, too, the law does not say: the unit
    /// does.
    fn counted_day(&self, unit: LimitUnit, from: NaiveDateTime) -> Result<NaiveDate, NoCalendar> {
        let day = from.date();
        let shifts = unit == LimitUnit::SameDay || self.rules.shift_after_cutoff;
        if shifts && self.calendar.is_working(day)? && from.time() > self.rules.cutoff {
            return self.calendar.after(day, 1);
        }
        match unit {
            LimitUnit::SameDay => self.calendar.next_on_or_after(day),
            _ => Ok(day),
        }
    }

    /// The last moment in time of a dossier whose clock stood: what was left of its period when it was stopped is left
    /// when it goes on. What was late already stays due when it was.
    ///
    /// # Errors
    /// A day on the way is in a year whose working days are not loaded.
    pub fn resumed(
        &self,
        unit: Option<LimitUnit>,
        due: NaiveDateTime,
        (stopped, resumed): (NaiveDateTime, NaiveDateTime),
    ) -> Result<NaiveDateTime, NoCalendar> {
        if stopped > due || resumed <= stopped {
            return Ok(due);
        }
        let moved = match unit {
            Some(LimitUnit::CalendarDay) => {
                let stood = resumed.date() - stopped.date();
                self.calendar
                    .next_on_or_after(due.date() + stood)
                    .map(end_of)
            }
            _ if has_hour(due) => {
                let hours = self.rules.hours;
                let left = hours.between(stopped, due, self.calendar)?;
                hours.after(resumed, left, self.calendar)
            }
            _ => {
                let left = self.calendar.between(stopped.date(), due.date())?;
                self.calendar.after(resumed.date(), left).map(end_of)
            }
        };
        // A day that was promised without counting may be off, or an hour after closing: it never comes nearer.
        moved.map(|moved| moved.max(due))
    }

    /// The last working day on which an apology is in time: "at the latest one day before the deadline" (NĐ 61/2018/NĐ-CP
    /// Điều 19 khoản 9). The law says a day, not a working day; on the last working day before, it is in time either way.
    ///
    /// # Errors
    /// A day on the way is in a year whose working days are not loaded.
    pub fn last_day_to_apologise(&self, due: NaiveDateTime) -> Result<NaiveDate, NoCalendar> {
        self.calendar.before(due.date(), 1)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::{DayKind, SpecialDay};

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// The days of 2025 and 2026 that the cases below meet.
    fn calendar() -> WorkingDays {
        let special = |text: &str, kind| SpecialDay {
            day: day(text),
            kind,
            name: String::new(),
        };
        let off = [
            "2026-01-01",
            "2026-01-02",
            "2026-02-16",
            "2026-02-17",
            "2026-02-18",
        ]
        .into_iter()
        .chain([
            "2026-02-19",
            "2026-02-20",
            "2026-04-27",
            "2026-04-30",
            "2026-05-01",
        ])
        .chain(["2026-08-31", "2026-09-01", "2026-09-02"]);
        let made_up = ["2026-01-10", "2026-08-22"];
        let days: Vec<_> = off
            .map(|text| special(text, DayKind::Off))
            .chain(made_up.map(|text| special(text, DayKind::Work)))
            .collect();
        WorkingDays::new([2025, 2026], &days)
    }

    fn due(
        n: u32,
        unit: LimitUnit,
        from: &str,
        rules: &Rules,
    ) -> Result<NaiveDateTime, NoCalendar> {
        let calendar = calendar();
        let counting = Counting {
            calendar: &calendar,
            rules,
        };
        counting.due(Limit { n, unit }, moment(from))
    }

    #[test]
    fn working_days_are_those_of_the_official_calendar() {
        let rules = Rules::default();
        for (received, n, last, apology) in [
            ("2025-12-30 09:00", 3, "2026-01-06", "2026-01-05"),
            ("2026-01-07 09:00", 3, "2026-01-10", "2026-01-09"),
            ("2026-02-12 16:30", 3, "2026-02-24", "2026-02-23"),
            ("2026-04-23 09:00", 3, "2026-04-29", "2026-04-28"),
            ("2026-08-20 09:00", 2, "2026-08-22", "2026-08-21"),
        ] {
            let due = due(n, LimitUnit::WorkingDay, received, &rules).expect("loaded");
            assert_eq!(due, end_of(day(last)), "{received}");
            let calendar = calendar();
            let counting = Counting {
                calendar: &calendar,
                rules: &rules,
            };
            assert_eq!(
                counting.last_day_to_apologise(due),
                Ok(day(apology)),
                "{received}"
            );
        }
    }

    #[test]
    fn calendar_days_end_on_a_day_that_is_worked() {
        let rules = Rules::default();
        let last = |n, from| due(n, LimitUnit::CalendarDay, from, &rules);
        assert_eq!(last(30, "2026-03-02 10:00"), Ok(end_of(day("2026-04-01"))));
        assert_eq!(last(5, "2026-02-12 10:00"), Ok(end_of(day("2026-02-23"))));
        assert_eq!(last(40, "2026-12-01 10:00"), Err(NoCalendar { year: 2027 }));
    }

    #[test]
    fn what_comes_after_three_is_due_the_next_working_day() {
        let rules = Rules::default();
        let last = |from| due(0, LimitUnit::SameDay, from, &rules);
        assert_eq!(last("2026-02-12 15:00"), Ok(end_of(day("2026-02-12"))));
        assert_eq!(last("2026-02-13 15:01"), Ok(end_of(day("2026-02-23"))));
        assert_eq!(
            last("2026-02-14 09:00"),
            Ok(end_of(day("2026-02-23"))),
            "a Saturday"
        );
        assert_eq!(last("2026-12-31 15:30"), Err(NoCalendar { year: 2027 }));
    }

    #[test]
    fn a_unit_may_begin_to_count_a_day_later_after_three() {
        let later = Rules {
            shift_after_cutoff: true,
            ..Rules::default()
        };
        let last = |from| due(1, LimitUnit::WorkingDay, from, &later);
        assert_eq!(last("2026-03-02 15:00"), Ok(end_of(day("2026-03-03"))));
        assert_eq!(last("2026-03-02 15:01"), Ok(end_of(day("2026-03-04"))));
    }

    #[test]
    fn hours_are_those_in_which_the_desk_is_open() {
        let rules = Rules::default();
        let last = due(4, LimitUnit::Hour, "2026-03-06 16:00", &rules);
        assert_eq!(last, Ok(moment("2026-03-09 10:30")));
    }

    #[test]
    fn a_clock_that_stood_goes_on_with_what_was_left() {
        let (calendar, rules) = (calendar(), Rules::default());
        let counting = Counting {
            calendar: &calendar,
            rules: &rules,
        };
        let due = end_of(day("2026-03-13"));
        let stood = (moment("2026-03-11 09:00"), moment("2026-03-20 09:00"));
        let unit = Some(LimitUnit::WorkingDay);
        assert_eq!(
            counting.resumed(unit, due, stood),
            Ok(end_of(day("2026-03-24")))
        );
        let calendar_days = Some(LimitUnit::CalendarDay);
        assert_eq!(
            counting.resumed(calendar_days, due, stood),
            Ok(end_of(day("2026-03-23"))),
            "the 22nd is a Sunday"
        );
        let late = (moment("2026-03-16 09:00"), moment("2026-03-20 09:00"));
        assert_eq!(
            counting.resumed(unit, due, late),
            Ok(due),
            "it was late before"
        );
        let hour = moment("2026-03-11 11:00");
        assert_eq!(
            counting.resumed(Some(LimitUnit::Hour), hour, stood),
            Ok(moment("2026-03-20 11:00"))
        );
    }

    proptest! {
        /// Whatever the limit, it ends on a working day, not before receipt, and later receipt never ends earlier.
        #[test]
        fn a_dossier_is_due_on_a_working_day(
            n in 0_u32..40, unit in 0_usize..4, minutes in 0_i64..(300 * 24 * 60), later in 0_i64..(10 * 24 * 60),
        ) {
            let (calendar, rules) = (calendar(), Rules::default());
            let counting = Counting { calendar: &calendar, rules: &rules };
            let limit = Limit { n, unit: LimitUnit::ALL[unit] };
            let from = moment("2026-01-05 00:00") + Duration::minutes(minutes);
            match counting.due(limit, from) {
                Err(missing) => prop_assert_eq!(missing.year, 2027),
                Ok(due) => {
                    prop_assert!(due >= from);
                    prop_assert_eq!(calendar.is_working(due.date()), Ok(true));
                    if let Ok(then) = counting.due(limit, from + Duration::minutes(later)) {
                        prop_assert!(then >= due);
                    }
                    if let Ok(last) = counting.last_day_to_apologise(due) {
                        prop_assert!(last < due.date());
                        prop_assert_eq!(calendar.between(last, due.date()), Ok(1));
                    }
                }
            }
        }

        /// Whatever was promised, on a day off or at night, comes no nearer while the clock stands.
        #[test]
        fn a_promise_comes_no_nearer(
            promised in 0_i64..(200 * 24 * 60), stops in 0_i64..(10 * 24 * 60), stands in 0_i64..(20 * 24 * 60),
            unit in 0_usize..4,
        ) {
            let (calendar, rules) = (calendar(), Rules::default());
            let counting = Counting { calendar: &calendar, rules: &rules };
            let due = moment("2026-01-05 00:00") + Duration::minutes(promised);
            let stopped = due - Duration::minutes(stops);
            let unit = Some(LimitUnit::ALL[unit]);
            if let Ok(moved) = counting.resumed(unit, due, (stopped, stopped + Duration::minutes(stands))) {
                prop_assert!(moved >= due);
            }
        }

        /// A clock that stands never makes a day earlier, and one that stands for a moment changes no day.
        #[test]
        fn standing_still_never_takes_time_away(
            n in 1_u32..30, start in 0_i64..200, stops in 0_i64..30, stands in 0_i64..60,
        ) {
            let (calendar, rules) = (calendar(), Rules::default());
            let counting = Counting { calendar: &calendar, rules: &rules };
            let from = moment("2026-01-05 09:00") + Duration::days(start);
            let limit = Limit { n, unit: LimitUnit::WorkingDay };
            if let Ok(due) = counting.due(limit, from) {
                let stopped = from + Duration::days(stops);
                let moved = counting.resumed(Some(limit.unit), due, (stopped, stopped + Duration::days(stands)));
                match moved {
                    Ok(moved) => {
                        prop_assert!(moved >= due);
                        if stands == 0 {
                            prop_assert_eq!(moved, due);
                        }
                    }
                    Err(missing) => prop_assert!(missing.year > from.year()),
                }
            }
        }
    }
}
