//! Limits in words, as the catalogues of offices write them (pure): "03 ngày làm việc", "30 ngày", "4 giờ", "trong ngày".

use rust_i18n::t;

use crate::dossiers::limit::{Limit, LimitUnit};
use crate::dossiers::procedure::MOST;
use crate::vietnamese::fold;
use crate::web::language::Lang;

/// Words for what a limit is counted in, folded; a number stands in front of all but those of the same day.
const UNITS: &[(&str, LimitUnit)] = &[
    ("ngay lam viec", LimitUnit::WorkingDay),
    ("ngay lv", LimitUnit::WorkingDay),
    ("ngay", LimitUnit::CalendarDay),
    ("gio lam viec", LimitUnit::Hour),
    ("gio", LimitUnit::Hour),
    ("trong ngay", LimitUnit::SameDay),
    ("trong ngay lam viec", LimitUnit::SameDay),
    ("ngay trong ngay", LimitUnit::SameDay),
    ("ngay trong ngay lam viec", LimitUnit::SameDay),
];

/// A limit by its words, or by its number and the word of its unit in a cell of its own. Nothing if they say none: a
/// number alone might be of any unit.
pub fn limit_of(limit: &str, unit: Option<&str>) -> Option<Limit> {
    if limit.trim_start().starts_with(['-', '−', '+']) {
        return None;
    }
    let text = fold(&format!("{limit} {}", unit.unwrap_or_default()));
    let words = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = text.get(..text.len() - words.len())?;
    let unit = unit_of(words.trim())?;
    if unit == LimitUnit::SameDay {
        return (digits.is_empty() || digits == "0").then_some(Limit { n: 0, unit });
    }
    let n: u32 = digits.parse().ok()?;
    ((1..=MOST).contains(&n)).then_some(Limit { n, unit })
}

fn unit_of(words: &str) -> Option<LimitUnit> {
    let known = UNITS.iter().find(|(word, _)| *word == words);
    let stored = || {
        LimitUnit::ALL
            .iter()
            .find(|unit| fold(unit.as_str()) == words)
    };
    known.map(|(_, unit)| *unit).or_else(|| stored().copied())
}

/// How long, for people.
pub fn limit_words(limit: Limit, lang: Lang) -> String {
    let n = format!("{:02}", limit.n);
    let key = format!("procedures.limit_words.{}", limit.unit);
    t!(key, locale = lang.code(), n = n).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_limit_is_read_as_catalogues_write_it() {
        for (text, n, unit) in [
            ("03 ngày làm việc", 3, LimitUnit::WorkingDay),
            ("3 Ngày LV", 3, LimitUnit::WorkingDay),
            ("30 ngày", 30, LimitUnit::CalendarDay),
            ("4 giờ", 4, LimitUnit::Hour),
            ("Trong ngày", 0, LimitUnit::SameDay),
            ("Ngay trong ngày làm việc", 0, LimitUnit::SameDay),
        ] {
            assert_eq!(limit_of(text, None), Some(Limit { n, unit }), "{text}");
        }
        let working = Some(Limit {
            n: 5,
            unit: LimitUnit::WorkingDay,
        });
        assert_eq!(limit_of("5", Some("ngày làm việc")), working);
        assert_eq!(limit_of("5", Some("working_day")), working);
        for text in [
            "",
            "-3 ngày",
            "−3 ngày làm việc",
            "3",
            "ngày",
            "0 ngày",
            "3 tuần",
            "-3 ngày x",
            "99999 ngày",
            "3 trong ngày",
        ] {
            assert_eq!(limit_of(text, None), None, "{text}");
        }
    }

    proptest! {
        /// What is shown of a limit is read as the same limit.
        #[test]
        fn the_words_of_a_limit_say_what_it_is(n in 1_u32..=MOST, unit in 0_usize..4) {
            let unit = LimitUnit::ALL[unit];
            let n = if unit == LimitUnit::SameDay { 0 } else { n };
            let limit = Limit { n, unit };
            let words = limit_words(limit, Lang::Vi);
            prop_assert_eq!(limit_of(&words, None), Some(limit), "{}", words);
        }

        /// Anything is read or refused.
        #[test]
        fn anything_may_be_typed(limit in "\\PC{0,30}", unit in proptest::option::of("\\PC{0,10}")) {
            let _ = limit_of(&limit, unit.as_deref());
        }
    }
}
