//! Which months are told (pure): those that are over, and the same ones of the other year. A month that is running would
//! show each ballot as it comes.

use chrono::{Datelike, NaiveDate};

use super::store::{Span, months_of};

/// The months of a year that are over, and the same ones of the year to compare with; nothing where no month is over.
pub fn spans(year: i32, compare: Option<i32>, today: NaiveDate) -> Option<(Span, Option<Span>)> {
    let compare = compare.filter(|year| months_over(*year, today) > 0);
    let last = compare
        .map_or(12, |year| months_over(year, today))
        .min(months_over(year, today));
    Some((span(year, last)?, compare.and_then(|year| span(year, last))))
}

/// The other months of a span's year that are over: pages that show the whole year have them.
pub(super) fn rest_of_year(span: &Span, today: NaiveDate) -> Vec<NaiveDate> {
    let year = span.start().year();
    let whole = self::span(year, months_over(year, today));
    let months = whole.as_ref().map(months_of).unwrap_or_default();
    months
        .into_iter()
        .filter(|month| !span.contains(month))
        .collect()
}

fn months_over(year: i32, today: NaiveDate) -> u32 {
    match year.cmp(&today.year()) {
        std::cmp::Ordering::Less => 12,
        std::cmp::Ordering::Equal => today.month0(),
        std::cmp::Ordering::Greater => 0,
    }
}

/// January to the month of this number.
fn span(year: i32, last: u32) -> Option<Span> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some(first..=NaiveDate::from_ymd_opt(year, last, 1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn shown(year: i32, compare: Option<i32>, today: &str) -> Option<Vec<String>> {
        let (months, before) = spans(year, compare, day(today))?;
        let shown = |span: &Span| format!("{}..{}", span.start(), span.end());
        Some(std::iter::once(&months).chain(&before).map(shown).collect())
    }

    #[test]
    fn only_months_that_are_over_are_told_and_the_same_ones_compared() {
        let found = shown(2026, Some(2025), "2026-11-30");
        let ten = ["2026-01-01..2026-10-01", "2025-01-01..2025-10-01"];
        assert_eq!(found.as_deref(), Some(&ten.map(str::to_owned)[..]));
        let back = shown(2025, Some(2026), "2026-11-30");
        assert_eq!(
            back.map(|spans| spans[0].clone()).as_deref(),
            Some("2025-01-01..2025-10-01")
        );
        let whole = shown(2025, Some(2024), "2026-11-30");
        assert_eq!(
            whole.map(|spans| spans[0].clone()).as_deref(),
            Some("2025-01-01..2025-12-01")
        );
        assert_eq!(shown(2026, Some(2025), "2026-01-31"), None);
        assert_eq!(
            shown(2025, Some(2026), "2026-01-31").map(|spans| spans.len()),
            Some(1)
        );
        assert_eq!(shown(2027, None, "2026-11-30"), None);
    }

    #[test]
    fn the_rest_of_a_year_ends_with_the_last_month_that_is_over() {
        let span = |year| span(year, 10).expect("a span");
        let rest = |year| rest_of_year(&span(year), day("2026-12-05"));
        assert_eq!(rest(2025), [day("2025-11-01"), day("2025-12-01")]);
        assert_eq!(rest(2026), [day("2026-11-01")]);
        assert_eq!(rest_of_year(&span(2026), day("2026-11-30")), []);
    }
}
