//! Days and hours as an official document writes them in running text.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// A promised time: of some dossiers only the day counts, of others the hour as well. Local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The hour, where it was promised.
    pub hour: Option<NaiveTime>,
}

impl Moment {
    /// A day without an hour.
    pub const fn on(day: NaiveDate) -> Self {
        Self { day, hour: None }
    }

    /// "16 giờ 30 phút, ngày 05 tháng 01 năm 2026", or the day alone.
    pub fn written(self) -> String {
        let day = written_day(self.day);
        match self.hour {
            Some(hour) => format!("{:02} giờ {:02} phút, {day}", hour.hour(), hour.minute()),
            None => day,
        }
    }
}

/// "ngày 05 tháng 01 năm 2026": a zero before days below 10 and before months 1 and 2, which could be changed into
/// later ones by a stroke of the pen; none before months 3 to 9 (NĐ 30/2020/NĐ-CP, Phụ lục I).
pub fn written_day(date: NaiveDate) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    let month = match month {
        1 | 2 => format!("{month:02}"),
        _ => month.to_string(),
    };
    format!("ngày {day:02} tháng {month} năm {year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_stand_where_a_figure_could_be_added() {
        let cases = [
            ((1, 5), "ngày 05 tháng 01 năm 2026"),
            ((2, 15), "ngày 15 tháng 02 năm 2026"),
            ((3, 1), "ngày 01 tháng 3 năm 2026"),
            ((9, 29), "ngày 29 tháng 9 năm 2026"),
            ((10, 10), "ngày 10 tháng 10 năm 2026"),
            ((12, 9), "ngày 09 tháng 12 năm 2026"),
        ];
        for ((month, day), wanted) in cases {
            let date = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            assert_eq!(written_day(date), wanted);
        }
    }

    #[test]
    fn an_hour_is_said_where_it_counts() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 4).unwrap();
        let promised = Moment {
            day,
            hour: NaiveTime::from_hms_opt(7, 5, 0),
        };
        assert_eq!(
            promised.written(),
            "07 giờ 05 phút, ngày 04 tháng 9 năm 2026"
        );
        assert_eq!(Moment::on(day).written(), "ngày 04 tháng 9 năm 2026");
    }
}
