//! Dates as people and programs write them.

use chrono::NaiveDate;

/// Ways to write a day: as programs do, or the day first.
const FORMS: [&str; 4] = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"];

/// 2026-11-24, or the day first as in 24/11/2026, 24-11-2026 or 24.11.2026. A time of day behind it, as programs add,
/// is left out. Nothing if the text is no such day.
pub fn date_of(text: &str) -> Option<NaiveDate> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let read = |form: &&str| NaiveDate::parse_from_str(day, form).ok();
    FORMS.iter().find_map(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_written() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24);
        for text in [
            "2026-11-24",
            "24/11/2026",
            "24-11-2026",
            "24.11.2026",
            "2026-11-24T00:00:00",
        ] {
            assert_eq!(date_of(text), day, "{text}");
        }
        for text in ["", "24/11", "11/24/2026", "30/02/2026", "ngày 24/11/2026"] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }
}
