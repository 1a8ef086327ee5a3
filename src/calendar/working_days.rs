//! Which days are worked, and the periods that are counted in them (pure). Saturday and Sunday are off unless they are
//! worked to make up for a day that was exchanged; the days off of a year are published for that year (Bộ luật Lao động
//! 2019, Điều 112) and never computed. A year that is not loaded is an error and no guess.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::year::{DayKind, SpecialDay};

/// The days of the years that are loaded.
#[derive(Clone, Debug, Default)]
pub struct WorkingDays {
    years: BTreeSet<i32>,
    off: BTreeSet<NaiveDate>,
    make_up: BTreeSet<NaiveDate>,
}

/// A day was asked for whose year is not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the working days of {year} are not loaded")]
pub struct NoCalendar {
    /// The year that is missing.
    pub year: i32,
}

/// True on Saturday and Sunday.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

impl WorkingDays {
    /// The calendar of these years, of which these days differ from Monday to Friday.
    pub fn new<'a>(
        years: impl IntoIterator<Item = i32>,
        days: impl IntoIterator<Item = &'a SpecialDay>,
    ) -> Self {
        let mut calendar = Self {
            years: years.into_iter().collect(),
            ..Self::default()
        };
        for special in days {
            match special.kind {
                DayKind::Off => calendar.off.insert(special.day),
                DayKind::Work => calendar.make_up.insert(special.day),
            };
        }
        calendar
    }

    /// Whether the days of a year are known.
    pub fn is_loaded(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// Its year is not loaded.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, NoCalendar> {
        if !self.is_loaded(day.year()) {
            return Err(NoCalendar { year: day.year() });
        }
        Ok(self.make_up.contains(&day) || !is_weekend(day) && !self.off.contains(&day))
    }

    /// The last day of a period of `n` working days that begins on `day`, which is not counted itself (Bộ luật Dân sự
    /// 2015, Điều 147). With `n` 0: the day itself if it is worked, else the next day that is.
    ///
    /// # Errors
    /// The period reaches into a year that is not loaded.
    pub fn after(&self, day: NaiveDate, n: u32) -> Result<NaiveDate, NoCalendar> {
        if n == 0 {
            return self.next_on_or_after(day);
        }
        let (mut at, mut left) = (day, n);
        while left > 0 {
            at = next(at)?;
            left -= u32::from(self.is_working(at)?);
        }
        Ok(at)
    }

    /// The `n`-th working day strictly before `day`: with `n` 1, the last one on which something can be done that must
    /// be done before `day`. With `n` 0: the day itself if it is worked, else the last one before it.
    ///
    /// # Errors
    /// A day on the way is in a year that is not loaded.
    pub fn before(&self, day: NaiveDate, n: u32) -> Result<NaiveDate, NoCalendar> {
        if n == 0 && self.is_working(day)? {
            return Ok(day);
        }
        let (mut at, mut left) = (day, n.max(1));
        while left > 0 {
            at = previous(at)?;
            left -= u32::from(self.is_working(at)?);
        }
        Ok(at)
    }

    /// The day itself if it is worked, else the next one that is: where a period ends whose last day is off (Bộ luật Dân
    /// sự 2015, Điều 148 khoản 5).
    ///
    /// # Errors
    /// A day on the way is in a year that is not loaded.
    pub fn next_on_or_after(&self, day: NaiveDate) -> Result<NaiveDate, NoCalendar> {
        let mut at = day;
        while !self.is_working(at)? {
            at = next(at)?;
        }
        Ok(at)
    }

    /// How many days are worked after `after` up to and with `until`: what is left of a period on the day `after`.
    /// 0 where `until` is not after `after`.
    ///
    /// # Errors
    /// One of these days is in a year that is not loaded.
    pub fn between(&self, after: NaiveDate, until: NaiveDate) -> Result<u32, NoCalendar> {
        let (mut at, mut worked) = (after, 0);
        while at < until {
            at = next(at)?;
            worked += u32::from(self.is_working(at)?);
        }
        Ok(worked)
    }

    /// How many days of a year are worked.
    ///
    /// # Errors
    /// The year is not loaded.
    pub fn count_in(&self, year: i32) -> Result<u32, NoCalendar> {
        let last_day_of = |year| NaiveDate::from_ymd_opt(year, 12, 31).ok_or(NoCalendar { year });
        self.between(last_day_of(year - 1)?, last_day_of(year)?)
    }
}

fn next(day: NaiveDate) -> Result<NaiveDate, NoCalendar> {
    day.succ_opt().ok_or(NoCalendar { year: day.year() })
}

fn previous(day: NaiveDate) -> Result<NaiveDate, NoCalendar> {
    day.pred_opt().ok_or(NoCalendar { year: day.year() })
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::super::built_in;
    use super::*;

    fn calendar() -> WorkingDays {
        let plans = built_in::plans().expect("the built-in years");
        let years = plans.iter().map(|plan| plan.year());
        WorkingDays::new(years, plans.iter().flat_map(|plan| plan.days()))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn deadlines_and_the_last_day_for_an_apology_are_those_of_the_official_calendar() {
        let calendar = calendar();
        for (received, n, due, apology) in [
            ("2025-12-30", 3, "2026-01-06", "2026-01-05"),
            ("2026-01-07", 3, "2026-01-10", "2026-01-09"),
            ("2026-02-12", 3, "2026-02-24", "2026-02-23"),
            ("2026-04-23", 3, "2026-04-29", "2026-04-28"),
            ("2026-08-20", 2, "2026-08-22", "2026-08-21"),
        ] {
            assert_eq!(calendar.after(day(received), n), Ok(day(due)), "{received}");
            assert_eq!(calendar.before(day(due), 1), Ok(day(apology)), "{received}");
        }
    }

    #[test]
    fn a_year_that_is_not_loaded_is_an_error() {
        let calendar = calendar();
        let missing = Err(NoCalendar { year: 2027 });
        assert_eq!(calendar.after(day("2026-12-30"), 1), Ok(day("2026-12-31")));
        assert_eq!(calendar.after(day("2026-12-30"), 2), missing);
        assert_eq!(calendar.after(day("2026-12-31"), 0), Ok(day("2026-12-31")));
        assert_eq!(calendar.next_on_or_after(day("2027-01-04")), missing);
        assert_eq!(
            calendar.between(day("2026-12-30"), day("2027-01-04")),
            Err(NoCalendar { year: 2027 })
        );
        assert_eq!(calendar.count_in(2020), Err(NoCalendar { year: 2020 }));
        // The day that is not counted need not be known itself.
        assert_eq!(calendar.before(day("2027-01-01"), 1), Ok(day("2026-12-31")));
        assert_eq!(
            calendar.before(day("2021-01-04"), 1),
            Err(NoCalendar { year: 2020 })
        );
    }

    #[test]
    fn what_is_left_of_a_period_is_counted_without_today() {
        let calendar = calendar();
        let left = |from: &str, until: &str| calendar.between(day(from), day(until));
        assert_eq!(left("2026-02-12", "2026-02-24"), Ok(3));
        assert_eq!(left("2026-02-24", "2026-02-24"), Ok(0));
        assert_eq!(left("2026-02-25", "2026-02-24"), Ok(0));
        assert_eq!(calendar.count_in(2026), Ok(250));
    }

    fn some_day() -> impl Strategy<Value = NaiveDate> {
        (0_u64..2_000).prop_map(|n| day("2021-02-01") + Days::new(n))
    }

    proptest! {
        #[test]
        fn a_period_ends_on_a_working_day(from in some_day(), n in 0_u32..60) {
            let calendar = calendar();
            for end in [
                calendar.after(from, n),
                calendar.before(from, n % 20),
                calendar.next_on_or_after(from),
            ] {
                prop_assert_eq!(end.and_then(|end| calendar.is_working(end)), Ok(true));
            }
        }

        #[test]
        fn the_first_day_is_not_counted(from in some_day(), n in 1_u32..60) {
            let calendar = calendar();
            let end = calendar.after(from, n).expect("loaded");
            prop_assert!(end > from);
            prop_assert_eq!(calendar.between(from, end), Ok(n));
            prop_assert_eq!(calendar.after(from, 1), calendar.next_on_or_after(next(from).expect("a day")));
            let following = next(from).expect("a day");
            prop_assert_eq!(calendar.before(end, n), calendar.before(following, 1));
        }

        #[test]
        fn a_later_start_or_a_longer_period_never_ends_earlier(
            from in some_day(), later in 0_u64..30, n in 0_u32..40, more in 0_u32..20,
        ) {
            let calendar = calendar();
            let after = |day, n| calendar.after(day, n).expect("loaded");
            prop_assert!(after(from + Days::new(later), n) >= after(from, n));
            prop_assert!(after(from, n + more) >= after(from, n));
        }

        #[test]
        fn nothing_is_told_of_a_year_that_is_not_loaded(n in 0_u64..360, more in 0_u32..100) {
            let calendar = calendar();
            let last = day("2026-12-31");
            let from = last - Days::new(n);
            let left = calendar.between(from, last).expect("loaded");
            prop_assert_eq!(calendar.after(from, left + 1 + more), Err(NoCalendar { year: 2027 }));
        }
    }
}
