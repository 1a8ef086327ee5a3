//! How many people rate in the last working days, against how many usually do (pure).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::evidence::Evidence;
use crate::calendar::{WorkingDays, is_weekend};

/// The working days looked at, up to yesterday.
const RECENT: usize = 10;
/// The working days before them that say what is usual.
const USUAL: usize = 40;
/// Where fewer are usual in as many days, chance alone can halve them.
const FEWEST: u64 = 20;
/// Days of the calendar in which so many are worked, even around Tết.
pub const LOOK_BACK: u64 = 110;

/// Whether a day is worked; of a year that is not loaded Monday to Friday are.
pub fn is_worked(calendar: &WorkingDays, day: NaiveDate) -> bool {
    calendar.is_working(day).unwrap_or(!is_weekend(day))
}

/// The percentage of the usual number of ballots; not sure where there is no usual number yet.
pub fn against_usual(
    ballots: &BTreeMap<NaiveDate, u64>,
    calendar: &WorkingDays,
    today: NaiveDate,
) -> Evidence {
    let worked: Vec<NaiveDate> = std::iter::successors(today.pred_opt(), |day| day.pred_opt())
        .filter(|day| is_worked(calendar, *day))
        .take(RECENT + USUAL)
        .collect();
    let (recent, before) = worked.split_at(RECENT.min(worked.len()));
    let sum = |days: &[NaiveDate]| -> u64 {
        let of_day = |day| ballots.get(day).copied().unwrap_or(0);
        days.iter().map(of_day).sum()
    };
    let usual = sum(before) * RECENT as u64 / USUAL as u64;
    let now = sum(recent);
    let percent = now.saturating_mul(100).checked_div(usual).unwrap_or(100);
    let first = ballots.keys().next();
    let known = before
        .last()
        .zip(first)
        .is_some_and(|(oldest, first)| first <= oldest);
    let value = i32::try_from(percent).unwrap_or(i32::MAX);
    Evidence {
        sure: known && usual >= FEWEST,
        persons: now,
        answers: usual,
        days: recent.last().copied().zip(recent.first().copied()),
        ..Evidence::of_count(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn evidence(per_day: u64, lately: u64, days: usize) -> Evidence {
        let calendar = WorkingDays::new([2026], []);
        let today = day("2026-06-15");
        let ballots = std::iter::successors(today.pred_opt(), |day| day.pred_opt())
            .filter(|day| is_worked(&calendar, *day))
            .take(days)
            .enumerate()
            .map(|(at, day)| (day, if at < RECENT { lately } else { per_day }));
        against_usual(&ballots.collect(), &calendar, today)
    }

    #[test]
    fn the_last_ten_working_days_stand_against_the_forty_before() {
        let found = evidence(10, 4, 60);
        assert_eq!((found.value, found.sure), (40, true));
        assert_eq!((found.persons, found.answers), (40, 100));
        assert_eq!(found.days, Some((day("2026-06-01"), day("2026-06-12"))));
        assert_eq!(evidence(10, 10, 60).value, 100);
    }

    #[test]
    fn nothing_is_usual_where_few_rate_or_nobody_has_for_long() {
        assert!(!evidence(1, 0, 60).sure);
        assert!(
            !evidence(10, 4, 49).sure,
            "the first of the forty days is missing"
        );
        assert!(!evidence(0, 0, 0).sure);
    }
}
