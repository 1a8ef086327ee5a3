//! Days of periods, cut at today or at the 14th, and taken apart into months.

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
    let told = |span: Span| span.told_months(day("2026-05-14"));
    assert_eq!(told(spans.now), day("2025-01-01")..day("2025-05-01"));
    assert_eq!(told(this_year), day("2026-01-01")..day("2026-06-01"));
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
