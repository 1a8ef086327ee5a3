//! Moments as the files of one-stop software write them (pure): true dates, serial numbers of a spreadsheet, or text.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::rows::{Shown, date_of};

/// Days that a dossier can be of. A year of two digits is no year.
const FIRST: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
const LAST: NaiveDate = match NaiveDate::from_ymd_opt(2100, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};
/// The day 0 of a spreadsheet.
const SERIAL_ZERO: NaiveDate = match NaiveDate::from_ymd_opt(1899, 12, 30) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
const SECONDS_OF_DAY: f64 = 86_400.0;
/// Words around a day that say nothing.
const FILLERS: [&str; 6] = ["-", "–", ",", "ngày", "Ngày", "lúc"];

/// A day, and the time of day if it was told. Wall-clock time in Vietnam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The day.
    pub day: NaiveDate,
    /// Midnight counts as not told: spreadsheets write it where there is none.
    pub time: Option<NaiveTime>,
}

impl Told {
    /// A moment in Vietnam.
    pub fn of(moment: NaiveDateTime) -> Self {
        let time = Some(moment.time()).filter(|time| *time != NaiveTime::MIN);
        Self {
            day: moment.date(),
            time,
        }
    }

    /// The moment, with this time where none was told.
    pub fn at(self, usual: NaiveTime) -> NaiveDateTime {
        self.day.and_time(self.time.unwrap_or(usual))
    }

    /// As people write it: 24/11/2026 08:30.
    pub fn written(self) -> String {
        let day = self.day.format("%d/%m/%Y");
        match self.time {
            Some(time) => format!("{day} {}", time.format("%H:%M")),
            None => day.to_string(),
        }
    }
}

/// What a cell says: a true date, a serial number, or dd/mm/yyyy, yyyy-mm-dd, dd-mm-yyyy with the time of day before or
/// behind it, or without. Nothing if it is no moment.
pub fn moment_of(shown: &Shown) -> Option<Told> {
    let told = match shown {
        Shown::Moment(moment) => Some(Told::of(*moment)),
        Shown::Number(number) => serial(*number),
        Shown::Text(text) => of_text(text),
        Shown::NeverCalculated | Shown::Error(_) => None,
    };
    told.filter(|told| (FIRST..=LAST).contains(&told.day))
}

fn serial(number: f64) -> Option<Told> {
    if !(1.0..100_000.0).contains(&number) {
        return None;
    }
    let days = SERIAL_ZERO.checked_add_signed(Duration::days(number.trunc() as i64))?;
    let seconds = (number.fract() * SECONDS_OF_DAY).round() as i64;
    let moment = days
        .and_time(NaiveTime::MIN)
        .checked_add_signed(Duration::seconds(seconds))?;
    Some(Told::of(moment))
}

fn of_text(text: &str) -> Option<Told> {
    if let Ok(number) = text.parse::<f64>() {
        return serial(number);
    }
    let (mut day, mut time) = (None, None);
    let words = text.split([' ', 'T', '\u{a0}', '\n']);
    for word in words.filter(|word| !word.is_empty() && !FILLERS.contains(word)) {
        if let Some(read) = date_of(word).filter(|_| day.is_none()) {
            day = Some(read);
        } else if let Some(read) = time_of(word).filter(|_| time.is_none()) {
            time = Some(read);
        } else {
            return None;
        }
    }
    let midnight = time.unwrap_or(NaiveTime::MIN);
    day.map(|day| Told::of(day.and_time(midnight)))
}

/// 08:30, 08:30:12, 8h30, 8h.
fn time_of(word: &str) -> Option<NaiveTime> {
    let word = word.trim_end_matches(['Z', ',']);
    let word = word.split('.').next().unwrap_or(word);
    let word = word.to_lowercase().replace(['h', 'g'], ":");
    let word = match word.strip_suffix(':') {
        Some(hour) => format!("{hour}:00"),
        None => word,
    };
    ["%H:%M:%S", "%H:%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(&word, form).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        moment_of(&Shown::Text(text.to_owned())).map(Told::written)
    }

    #[test]
    fn a_moment_is_read_however_it_is_written() {
        for text in [
            "24/11/2026 08:30",
            "24-11-2026 8:30",
            "2026-11-24T08:30:00",
            "08:30 24/11/2026",
            "8h30 ngày 24/11/2026",
            "24/11/2026 - 08:30:00",
        ] {
            assert_eq!(read(text).as_deref(), Some("24/11/2026 08:30"), "{text}");
        }
        for text in ["24/11/2026", "2026-11-24", "46350", "24/11/2026 00:00:00"] {
            assert_eq!(read(text).as_deref(), Some("24/11/2026"), "{text}");
        }
        for text in [
            "",
            "31/02/2026",
            "24/11/26",
            "24/11/2026 25:00",
            "hôm qua",
            "12",
            "24/11/2026 24/11/2026",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        /// Every minute of the century is read the same from a date, a serial number and every way to write it.
        #[test]
        fn every_way_to_write_a_moment_says_the_same(days in 0_i64..36_000, minute in 0_i64..1_440) {
            let moment = FIRST.and_time(NaiveTime::MIN) + Duration::days(days) + Duration::minutes(minute);
            let told = Some(Told::of(moment));
            prop_assert_eq!(moment_of(&Shown::Moment(moment)), told);
            let serial = (moment.date() - SERIAL_ZERO).num_days() as f64 + minute as f64 / 1_440.0;
            prop_assert_eq!(moment_of(&Shown::Number(serial)), told);
            for form in ["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M:%S", "%H:%M %d/%m/%Y"] {
                let text = moment.format(form).to_string();
                prop_assert_eq!(moment_of(&Shown::Text(text.clone())), told, "{}", text);
            }
        }

        /// Nothing that is typed stops the program, and what is read is a day of the century.
        #[test]
        fn anything_is_read_or_refused(text in "\\PC{0,24}") {
            if let Some(told) = moment_of(&Shown::Text(text)) {
                prop_assert!((FIRST..=LAST).contains(&told.day));
            }
        }
    }
}
