//! The period that is evaluated, a quarter or a year (TT 01/2018/TT-VPCP Điều 15 khoản 4), and whether the scale was in
//! force then (pure).

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime};

use crate::clock::utc_of_local;

/// Thông tư 01/2018/TT-VPCP is in force from this day.
const FIRST_DAY: (i32, u32, u32) = (2019, 1, 6);
/// From this day Nghị định 118/2025/NĐ-CP takes the place of Nghị định 61/2018/NĐ-CP, for which the scale was made.
const REPLACED: (i32, u32, u32) = (2025, 7, 1);

/// A year, or one of its quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The year.
    pub year: i32,
    /// 1 to 4; nothing is the whole year.
    pub quarter: Option<u32>,
}

crate::text_enum! {
    /// Whether the scale was in force in a period.
    pub enum Force {
        /// It was not there yet.
        Before => "before",
        /// It was.
        Within => "within",
        /// It was in a part of it.
        Partly => "partly",
        /// The decree that it belongs to was replaced.
        After => "after",
    }
}

impl Period {
    /// The quarter in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            quarter: Some(day.month().div_ceil(3)),
        }
    }

    /// Its first day and the first one after it; nothing beyond the calendar.
    pub fn days(self) -> Option<Range<NaiveDate>> {
        let month = self.quarter.map_or(1, |quarter| quarter * 3 - 2);
        let months = if self.quarter.is_some() { 3 } else { 12 };
        let first = NaiveDate::from_ymd_opt(self.year, month, 1)?;
        Some(first..first.checked_add_months(Months::new(months))?)
    }

    /// The same as moments, UTC.
    pub fn span(self) -> Option<Range<NaiveDateTime>> {
        let moment = |day: NaiveDate| utc_of_local(day.and_time(NaiveTime::MIN));
        self.days().map(|days| moment(days.start)..moment(days.end))
    }

    /// Whether the scale was in force.
    pub fn force(self) -> Force {
        let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
        let (Some(days), Some(first), Some(replaced)) =
            (self.days(), day(FIRST_DAY), day(REPLACED))
        else {
            return Force::After;
        };
        match () {
            () if days.end <= first => Force::Before,
            () if days.start >= replaced => Force::After,
            () if days.start >= first && days.end <= replaced => Force::Within,
            () => Force::Partly,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(year: i32, quarter: Option<u32>) -> Period {
        Period { year, quarter }
    }

    #[test]
    fn a_quarter_has_three_months() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(Period::of(day("2026-03-31")), period(2026, Some(1)));
        assert_eq!(Period::of(day("2026-04-01")), period(2026, Some(2)));
        assert_eq!(Period::of(day("2026-12-31")), period(2026, Some(4)));
        let days = period(2026, Some(4)).days().expect("days");
        assert_eq!(days, day("2026-10-01")..day("2027-01-01"));
        let year = period(2026, None).span().expect("a span");
        assert_eq!(year.start.to_string(), "2025-12-31 17:00:00");
    }

    #[test]
    fn the_scale_belongs_to_a_decree_that_was_replaced() {
        assert_eq!(period(2018, None).force(), Force::Before);
        assert_eq!(period(2019, Some(1)).force(), Force::Partly);
        assert_eq!(period(2019, Some(2)).force(), Force::Within);
        assert_eq!(period(2025, Some(2)).force(), Force::Within);
        assert_eq!(period(2025, None).force(), Force::Partly);
        assert_eq!(period(2025, Some(3)).force(), Force::After);
    }
}
