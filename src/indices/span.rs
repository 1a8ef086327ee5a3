//! Which days a page speaks of: a year or a part of it, cut at today, and the same dates of the other year (pure).

use std::ops::Range;

use chrono::{Datelike, Days, Months, NaiveDate};

/// What still comes in from tablets and from desks: a figure that reaches into so many last days may still change.
const LATE_DAYS: i64 = 7;

crate::text_enum! {
    /// The part of a year that is looked at. The word is the one in the address.
    pub enum Period {
        /// The whole year.
        Year => "year",
        /// The first six months.
        FirstHalf => "h1",
        /// The first nine months.
        NineMonths => "9m",
        /// January to March.
        FirstQuarter => "q1",
        /// April to June.
        SecondQuarter => "q2",
        /// July to September.
        ThirdQuarter => "q3",
        /// October to December.
        LastQuarter => "q4",
    }
}

crate::text_enum! {
    /// Where a period of reports ends. The word is the one in the address.
    #[derive(Default)]
    pub enum Cutoff {
        /// With the last day of its last month.
        #[default]
        Calendar => "calendar",
        /// With the 14th of its last month, and so it begins with the 15th of the month before its first (NĐ
        /// 09/2019/NĐ-CP, Điều 12).
        Fourteenth => "fourteenth",
    }
}

/// Days that count for one year, both ends counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// The same dates of two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    /// What was chosen.
    pub period: Period,
    /// The days looked at.
    pub now: Span,
    /// The days they are compared with.
    pub before: Option<Span>,
    /// Whether both end before the period does, because it is not over yet.
    pub cut: bool,
}

impl Period {
    /// Its first and its last month, 1 to 12.
    pub const fn months(self) -> (u32, u32) {
        match self {
            Self::Year => (1, 12),
            Self::FirstHalf => (1, 6),
            Self::NineMonths => (1, 9),
            Self::FirstQuarter => (1, 3),
            Self::SecondQuarter => (4, 6),
            Self::ThirdQuarter => (7, 9),
            Self::LastQuarter => (10, 12),
        }
    }

    /// Its days in a year; nothing beyond the calendar.
    pub fn of_year(self, year: i32) -> Option<Span> {
        let (first, last) = self.months();
        Some(Span {
            from: NaiveDate::from_ymd_opt(year, first, 1)?,
            to: last_of_month(NaiveDate::from_ymd_opt(year, last, 1)?)?,
        })
    }

    /// Its days in reports on a year, by where these end; nothing beyond the calendar.
    pub fn of_reports(self, year: i32, cutoff: Cutoff) -> Option<Span> {
        let whole = self.of_year(year)?;
        match cutoff {
            Cutoff::Calendar => Some(whole),
            Cutoff::Fourteenth => Some(Span {
                from: whole
                    .from
                    .checked_sub_months(Months::new(1))?
                    .with_day(15)?,
                to: whole.to.with_day(14)?,
            }),
        }
    }
}

impl Span {
    /// The year for which its days count: that of the last one.
    pub fn year(self) -> i32 {
        self.to.year()
    }

    /// First day of its first month that is whole, and of the month after the last one that is.
    pub fn whole_months(self) -> Range<NaiveDate> {
        let after = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        let first = first_of_month(self.from);
        let next = first.checked_add_months(Months::new(1));
        let from = if first == self.from {
            Some(first)
        } else {
            next
        };
        let from = from.unwrap_or(self.from);
        from..first_of_month(after).max(from)
    }

    /// The days before its first whole month and those after its last one, where there are any.
    pub fn beside_months(self) -> impl Iterator<Item = Self> {
        let months = self.whole_months();
        let before = Self {
            from: self.from,
            to: months.start.pred_opt().unwrap_or(self.from).min(self.to),
        };
        let after = Self {
            from: months.end.max(self.from),
            to: self.to,
        };
        let before = (self.from < months.start).then_some(before);
        let after = (after.from <= self.to).then_some(after);
        [before, after].into_iter().flatten()
    }

    /// First day of its first month and of the month after its last one, whole or not.
    pub fn months(self) -> Range<NaiveDate> {
        let end = first_of_month(self.to).checked_add_months(Months::new(1));
        first_of_month(self.from)..end.unwrap_or(self.to)
    }

    /// Whether what is counted by months alone is counted to the day: nothing lies between its last day and the end of
    /// that month.
    pub fn is_told_by_months(self, today: NaiveDate) -> bool {
        let mut beside = self.beside_months();
        beside.all(|days| days.from.day() == 1 && days.to == today)
    }

    /// Whether ballots of its days may still come in.
    pub fn is_provisional(self, today: NaiveDate) -> bool {
        self.from <= today && (today - self.to).num_days() < LATE_DAYS
    }
}

impl Spans {
    /// A period of a year and, if asked, the same dates of another one: while today lies in the period of either year,
    /// both end with today's date. The 29th of February is the 28th in a year that has none.
    pub fn of(
        (year, compare): (i32, Option<i32>),
        period: Period,
        today: NaiveDate,
    ) -> Option<Self> {
        let now = period.of_year(year)?;
        let before = match compare {
            Some(year) => Some(period.of_year(year)?),
            None => None,
        };
        let runs = |span: &Span| span.from <= today && today < span.to;
        let cut = std::iter::once(now).chain(before).any(|span| runs(&span));
        let ended = |span: Span| if cut { span.until_date_of(today) } else { span };
        Some(Self {
            period,
            now: ended(now),
            before: before.map(ended),
            cut,
        })
    }

    /// A period of reports and the same of the year before, both whole; nothing beyond the calendar.
    pub fn of_reports(year: i32, period: Period, cutoff: Cutoff) -> Option<Self> {
        Some(Self {
            period,
            now: period.of_reports(year, cutoff)?,
            before: Some(period.of_reports(year - 1, cutoff)?),
            cut: false,
        })
    }

    /// The year, and the one it is compared with.
    pub fn years(&self) -> (i32, Option<i32>) {
        (self.now.year(), self.before.map(Span::year))
    }
}

impl Span {
    /// The same span to the date that `day` has, in this span's year.
    fn until_date_of(self, day: NaiveDate) -> Self {
        let same = NaiveDate::from_ymd_opt(self.year(), day.month(), day.day());
        let in_short_february = || NaiveDate::from_ymd_opt(self.year(), 2, 28);
        Self {
            to: same.or_else(in_short_february).unwrap_or(self.to),
            ..self
        }
    }
}

/// The first day of the month in which a day lies.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of_month(first: NaiveDate) -> Option<NaiveDate> {
    first.checked_add_months(Months::new(1))?.pred_opt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn spans(years: (i32, Option<i32>), period: Period, today: &str) -> Spans {
        Spans::of(years, period, day(today)).expect("within the calendar")
    }

    fn ends(span: Span) -> (String, String) {
        (span.from.to_string(), span.to.to_string())
    }

    fn written(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn this_year_is_held_against_the_same_dates() {
        let spans = spans((2026, Some(2025)), Period::Year, "2026-05-14");
        assert!(spans.cut);
        assert_eq!(ends(spans.now), written("2026-01-01", "2026-05-14"));
        let before = spans.before.expect("a year");
        assert_eq!(ends(before), written("2025-01-01", "2025-05-14"));
        assert_eq!(before.whole_months(), day("2025-01-01")..day("2025-05-01"));
        let rest: Vec<Span> = before.beside_months().collect();
        assert_eq!(
            rest.into_iter().map(ends).collect::<Vec<_>>(),
            [written("2025-05-01", "2025-05-14")]
        );
    }

    #[test]
    fn a_year_that_is_over_is_whole() {
        let spans = spans((2025, Some(2024)), Period::Year, "2026-05-14");
        assert!(!spans.cut);
        assert_eq!(ends(spans.now), written("2025-01-01", "2025-12-31"));
        assert_eq!(spans.now.beside_months().count(), 0);
        assert!(!spans.now.is_provisional(day("2026-05-14")));
        assert!(spans.now.is_provisional(day("2026-01-06")));
        assert!(!spans.now.is_provisional(day("2026-01-07")));
    }

    #[test]
    fn a_year_that_is_over_is_cut_where_this_year_ends() {
        let spans = spans((2025, Some(2026)), Period::Year, "2026-05-14");
        assert_eq!(spans.now.to, day("2025-05-14"));
        assert!(!spans.now.is_told_by_months(day("2026-05-14")));
        let this_year = spans.before.expect("a year");
        assert!(this_year.is_told_by_months(day("2026-05-14")));
    }

    #[test]
    fn the_29th_of_february_has_a_neighbour_in_every_year() {
        let leap = spans((2028, Some(2027)), Period::Year, "2028-02-29");
        assert_eq!(leap.now.to, day("2028-02-29"));
        let before = leap.before.expect("a year");
        assert_eq!(
            (before.to, before.beside_months().count()),
            (day("2027-02-28"), 0)
        );
        let short = spans((2027, Some(2028)), Period::FirstQuarter, "2027-02-28");
        assert_eq!(short.before.expect("a year").to, day("2028-02-28"));
    }

    #[test]
    fn reports_end_with_the_month_or_with_its_14th() {
        let ends = |period: Period, cutoff| ends(period.of_reports(2026, cutoff).expect("days"));
        let fourteenth = Cutoff::Fourteenth;
        assert_eq!(
            ends(Period::FirstQuarter, Cutoff::Calendar),
            written("2026-01-01", "2026-03-31")
        );
        assert_eq!(
            ends(Period::FirstQuarter, fourteenth),
            written("2025-12-15", "2026-03-14")
        );
        assert_eq!(
            ends(Period::FirstHalf, fourteenth),
            written("2025-12-15", "2026-06-14")
        );
        assert_eq!(
            ends(Period::Year, fourteenth),
            written("2025-12-15", "2026-12-14")
        );
        let year = Period::Year.of_reports(2026, fourteenth).expect("days");
        assert_eq!(year.year(), 2026);
    }

    #[test]
    fn quarters_of_reports_follow_each_other_without_a_gap() {
        for cutoff in [Cutoff::Calendar, Cutoff::Fourteenth] {
            let quarters = [
                Period::FirstQuarter,
                Period::SecondQuarter,
                Period::ThirdQuarter,
                Period::LastQuarter,
            ]
            .map(|quarter| quarter.of_reports(2026, cutoff).expect("days"));
            for pair in quarters.windows(2) {
                assert_eq!(pair[0].to.succ_opt(), Some(pair[1].from));
            }
            let year = Period::Year.of_reports(2026, cutoff).expect("days");
            assert_eq!((quarters[0].from, quarters[3].to), (year.from, year.to));
        }
    }

    #[test]
    fn a_quarter_that_is_over_or_to_come_is_whole() {
        let third = spans((2026, Some(2025)), Period::ThirdQuarter, "2026-11-30");
        assert_eq!(ends(third.now), written("2026-07-01", "2026-09-30"));
        assert!(!third.cut);
        let last = spans((2026, None), Period::LastQuarter, "2026-09-30");
        assert_eq!(ends(last.now), written("2026-10-01", "2026-12-31"));
        assert!(!last.now.is_provisional(day("2026-09-30")));
    }

    proptest! {
        #[test]
        fn whole_months_and_the_rest_are_the_span(
            year in 2000..=2100_i32, other in 2000..=2100_i32, at in 0..Period::ALL.len(), today in 0..36_525_u64,
        ) {
            let today = day("2000-01-01") + Days::new(today);
            let spans = Spans::of((year, Some(other)), Period::ALL[at], today).expect("within the calendar");
            for span in [spans.now, spans.before.expect("a year")] {
                let months = span.whole_months();
                prop_assert_eq!((months.start, months.end.day(), span.from.day()), (span.from, 1, 1));
                let rest: i64 = span.beside_months().map(|rest| (rest.to - rest.from).num_days() + 1).sum();
                prop_assert!(rest < 31);
                prop_assert_eq!((months.end - months.start).num_days() + rest, (span.to - span.from).num_days() + 1);
                prop_assert!(months.end <= span.months().end && span.to < span.months().end);
            }
        }

        /// Any days at all are some whole months and what lies beside them, each day once.
        #[test]
        fn days_are_taken_once(from in 0..2_000_u64, length in 0..800_u64) {
            let from = day("2024-01-01") + Days::new(from);
            let span = Span { from, to: from + Days::new(length) };
            let months = span.whole_months();
            let mut days: Vec<NaiveDate> = months.start.iter_days().take_while(|day| *day < months.end).collect();
            for beside in span.beside_months() {
                prop_assert!(beside.from <= beside.to);
                days.extend(beside.from.iter_days().take_while(|day| *day <= beside.to));
            }
            days.sort_unstable();
            let all: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= span.to).collect();
            prop_assert_eq!(days, all);
        }

        #[test]
        fn both_years_end_on_the_same_date(
            year in 2000..=2100_i32, other in 2000..=2100_i32, at in 0..Period::ALL.len(), today in 0..36_525_u64,
        ) {
            let today = day("2000-01-01") + Days::new(today);
            let spans = Spans::of((year, Some(other)), Period::ALL[at], today).expect("within the calendar");
            let (now, before) = (spans.now, spans.before.expect("a year"));
            prop_assert_eq!(now.from.with_year(other), Some(before.from));
            prop_assert_eq!(now.to.month(), before.to.month());
            prop_assert!(now.to.day() == before.to.day() || (now.to.month() == 2 && now.to.day().min(before.to.day()) == 28));
            for span in [now, before] {
                prop_assert!(span.year() != today.year() || span.from > today || span.to <= today);
            }
        }
    }
}
