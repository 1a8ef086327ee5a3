//! What cannot be counted because a year is missing, told in time (pure).

use chrono::{Datelike, NaiveDate};

use super::working_days::WorkingDays;

/// From the first of this month on, the next year is missed: its days off are published by then, or soon.
const MISSED_FROM: u32 = 10;
/// Periods, in working days, for which is told from when on they cannot be counted.
const PERIODS: [u32; 4] = [3, 5, 10, 20];

/// A year that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// This year: no deadline can be told.
    Now(i32),
    /// The next one: for a period in working days, from which day of receipt on its end cannot be told.
    Ahead(i32, Vec<(u32, NaiveDate)>),
}

impl Gap {
    /// The year to load.
    pub const fn year(&self) -> i32 {
        match self {
            Self::Now(year) | Self::Ahead(year, _) => *year,
        }
    }

    /// The year that somebody should load today, if any.
    pub fn of(calendar: &WorkingDays, today: NaiveDate) -> Option<Self> {
        let (this, next) = (today.year(), today.year() + 1);
        if !calendar.is_loaded(this) {
            return Some(Self::Now(this));
        }
        if calendar.is_loaded(next) || today.month() < MISSED_FROM {
            return None;
        }
        let new_year = NaiveDate::from_ymd_opt(next, 1, 1)?;
        // The n-th working day from the end leaves fewer than n behind it.
        let from = |n: u32| Some((n, calendar.before(new_year, n).ok()?));
        Some(Self::Ahead(
            next,
            PERIODS.into_iter().filter_map(from).collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::super::working_days::NoCalendar;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_next_year_is_missed_from_october_on() {
        let calendar = WorkingDays::new([2026], []);
        assert_eq!(Gap::of(&calendar, day("2026-09-30")), None);
        let gap = Gap::of(&calendar, day("2026-10-01")).expect("2027");
        let Gap::Ahead(2027, periods) = gap else {
            panic!("{gap:?}");
        };
        assert_eq!(periods.len(), PERIODS.len());
        for (n, from) in periods {
            let missing = Err(NoCalendar { year: 2027 });
            assert_eq!(calendar.after(from, n), missing);
            let before = from.pred_opt().expect("a day");
            assert!(
                calendar.after(before, n).is_ok(),
                "{before} is not yet missed"
            );
        }
        let both = WorkingDays::new([2026, 2027], []);
        assert_eq!(Gap::of(&both, day("2026-12-31")), None);
    }

    #[test]
    fn this_year_is_missed_at_once() {
        let calendar = WorkingDays::new([2026], []);
        assert_eq!(Gap::of(&calendar, day("2027-01-01")), Some(Gap::Now(2027)));
    }
}
