//! The holidays that a published year must have (Bộ luật Lao động 2019, Điều 112): without them it would count days as
//! worked that are off (pure). Their days by the moon are not computed, only the span in which they fall is known. A
//! holiday on a Saturday or Sunday is made good on a working day (Điều 111 khoản 3), so Monday to Friday are counted.

use chrono::NaiveDate;

use super::working_days::is_weekend;
use super::year::{DayKind, SpecialDay};

/// First year of which the law holds.
const LAW_SINCE: i32 = 2021;

crate::text_enum! {
    /// Holidays that are looked for together.
    pub enum Holiday {
        /// 1 January.
        NewYear => "new_year",
        /// Five days around the first of the lunar year, which falls between 21 January and 21 February.
        Tet => "tet",
        /// The tenth of the third lunar month, 30 April and 1 May, which can follow each other.
        Spring => "spring",
        /// 2 September and the day before or after it.
        National => "national",
    }
}

/// A holiday that is not whole in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Which.
    pub holiday: Holiday,
    /// First day on which it is looked for.
    pub first: NaiveDate,
    /// Last one.
    pub last: NaiveDate,
    /// Days off from Monday to Friday that it has at least.
    pub needed: usize,
    /// Those that are listed, without what was exchanged for another day.
    pub listed: usize,
}

/// Where a holiday is looked for.
struct Span {
    holiday: Holiday,
    /// First day, month and day.
    first: (u32, u32),
    /// Last day.
    last: (u32, u32),
    needed: usize,
    /// Whether a day that is worked in the span makes up for one in it. In the span of Tết it may be for another one.
    exchanges: bool,
}

const SPANS: [Span; 4] = [
    Span {
        holiday: Holiday::NewYear,
        first: (1, 1),
        last: (1, 5),
        needed: 1,
        exchanges: false,
    },
    Span {
        holiday: Holiday::Tet,
        first: (1, 18),
        last: (2, 28),
        needed: 5,
        exchanges: false,
    },
    Span {
        holiday: Holiday::Spring,
        first: (3, 29),
        last: (5, 15),
        needed: 3,
        exchanges: true,
    },
    Span {
        holiday: Holiday::National,
        first: (8, 18),
        last: (9, 16),
        needed: 2,
        exchanges: true,
    },
];

/// The holidays that are not whole among these days of a year.
pub fn lacks<'a>(
    year: i32,
    days: impl Iterator<Item = &'a SpecialDay> + Clone + 'a,
) -> impl Iterator<Item = Lack> + 'a {
    let spans = SPANS.iter().filter(move |_| year >= LAW_SINCE);
    spans.filter_map(move |span| span.lack(year, days.clone()))
}

impl Span {
    fn lack<'a>(
        &self,
        year: i32,
        days: impl Iterator<Item = &'a SpecialDay> + Clone,
    ) -> Option<Lack> {
        let on = |(month, day)| NaiveDate::from_ymd_opt(year, month, day);
        let (first, last) = (on(self.first)?, on(self.last)?);
        let within = days.filter(|special| (first..=last).contains(&special.day));
        let count = |kind| within.clone().filter(move |special| special.kind == kind);
        let off = count(DayKind::Off).filter(|special| !is_weekend(special.day));
        let made_up = count(DayKind::Work).filter(|_| self.exchanges);
        let listed = off.count().saturating_sub(made_up.count());
        (listed < self.needed).then_some(Lack {
            holiday: self.holiday,
            first,
            last,
            needed: self.needed,
            listed,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::super::built_in;
    use super::super::year::YearPlan;
    use super::*;

    fn plans() -> Vec<YearPlan> {
        built_in::plans().expect("the built-in years")
    }

    /// What a year lacks without the days of which this is true.
    fn without(plan: &YearPlan, gone: impl Fn(&SpecialDay) -> bool) -> Vec<&'static str> {
        let left: Vec<SpecialDay> = plan.days().to_vec();
        let left: Vec<&SpecialDay> = left.iter().filter(|day| !gone(day)).collect();
        let lacks = lacks(plan.year(), left.iter().copied());
        lacks.map(|lack| lack.holiday.as_str()).collect()
    }

    #[test]
    fn a_published_year_lacks_nothing() {
        for plan in plans() {
            assert!(without(&plan, |_| false).is_empty(), "{}", plan.year());
        }
    }

    #[test]
    fn a_year_without_one_day_of_a_holiday_is_not_whole() {
        for plan in plans() {
            let year = plan.year();
            for (name, holiday) in [
                ("Tết Dương lịch", "new_year"),
                ("Tết Nguyên đán", "tet"),
                ("Giỗ Tổ", "spring"),
                ("Quốc khánh", "national"),
            ] {
                let days = plan.days().iter();
                let of_it: Vec<_> = days.filter(|day| day.name.contains(name)).collect();
                assert!(!of_it.is_empty(), "{year}: {name}");
                for gone in of_it {
                    let told = without(&plan, |day| day == gone);
                    // 2 January, which was exchanged, stands for it; that 1 January itself is off is asked elsewhere.
                    let is_hidden = year == 2026 && holiday == "new_year";
                    assert_eq!(
                        told,
                        if is_hidden { vec![] } else { vec![holiday] },
                        "{gone:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_span_of_tet_holds_its_days_in_every_year() {
        for first in [
            "2020-01-25",
            "2021-02-12",
            "2022-02-01",
            "2023-01-22",
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2028-01-26",
            "2029-02-13",
            "2030-02-02",
            "2031-01-23",
            "2032-02-11",
            "2033-01-31",
            "2034-02-19",
            "2035-02-08",
            "2091-01-21",
            "2099-02-21",
        ] {
            let first: NaiveDate = first.parse().expect("a day");
            let year = first.year();
            let eve = first.pred_opt().expect("a day");
            let days: Vec<SpecialDay> = eve
                .iter_days()
                .filter(|day| !is_weekend(*day))
                .take(5)
                .map(|day| SpecialDay {
                    day,
                    kind: DayKind::Off,
                    name: String::new(),
                })
                .collect();
            let told = SPANS[1].lack(year, days.iter());
            assert_eq!(told, None, "{first}");
        }
    }

    #[test]
    fn a_year_before_the_law_needs_no_second_day() {
        assert_eq!(lacks(2020, [].iter()).count(), 0);
        assert_eq!(lacks(2021, [].iter()).count(), SPANS.len());
    }
}
