//! Days and hours as official papers write them, and which circular a slip follows (pure).

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::dossiers::limit::has_hour;

/// Thông tư 03/2025/TT-VPCP, with the forms of today.
const SECOND_FORMS: (i32, u32, u32) = (2025, 9, 15);

/// The circular whose forms hold on a day.
pub fn circular(day: NaiveDate) -> &'static str {
    let since = (day.year(), day.month(), day.day());
    match since >= SECOND_FORMS {
        true => "03/2025/TT-VPCP",
        false => "01/2018/TT-VPCP",
    }
}

/// "ngày 05 tháng 01 năm 2026": days below ten and the first two months have two digits, so that nobody can write one in
/// front (NĐ 30/2020/NĐ-CP Phụ lục I).
pub fn written_day(day: NaiveDate) -> String {
    let month = match day.month() {
        month @ 1..=2 => format!("{month:02}"),
        month => month.to_string(),
    };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// "15 giờ 05 phút, ngày 05 tháng 01 năm 2026".
pub fn written_moment(moment: NaiveDateTime) -> String {
    let (hour, minute) = (moment.hour(), moment.minute());
    let day = written_day(moment.date());
    format!("{hour:02} giờ {minute:02} phút, {day}")
}

/// The moment of a result: where a day was promised, until the desk closes on it.
pub fn written_due(due: NaiveDateTime, closes: NaiveTime) -> String {
    match has_hour(due) {
        true => written_moment(due),
        false => written_moment(due.date().and_time(closes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossiers::limit::end_of;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn days_are_written_so_that_nothing_can_be_added() {
        for (text, written) in [
            ("2026-01-05", "ngày 05 tháng 01 năm 2026"),
            ("2026-02-15", "ngày 15 tháng 02 năm 2026"),
            ("2021-09-29", "ngày 29 tháng 9 năm 2021"),
            ("2026-10-10", "ngày 10 tháng 10 năm 2026"),
        ] {
            assert_eq!(written_day(day(text)), written);
        }
        let closes = NaiveTime::from_hms_opt(17, 0, 0).expect("five");
        assert_eq!(
            written_due(end_of(day("2026-04-29")), closes),
            "17 giờ 00 phút, ngày 29 tháng 4 năm 2026"
        );
    }

    #[test]
    fn a_slip_follows_the_circular_of_its_day() {
        assert_eq!(circular(day("2025-09-14")), "01/2018/TT-VPCP");
        assert_eq!(circular(day("2025-09-15")), "03/2025/TT-VPCP");
    }
}
