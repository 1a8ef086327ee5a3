//! What can be wrong with the days of a year, and how it is said (pure).

use chrono::NaiveDate;
use rust_i18n::t;

use super::year::{NAME_LIMIT, SOURCE_LIMIT, YEARS};
use crate::web::language::Lang;

/// Letters of a wrong text that are repeated at most.
const REPEATED: usize = 40;

/// Why a day or a year cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text is no day.
    NoDay(String),
    /// The text is no year that a calendar can be of.
    NoYear(String),
    /// The text is neither `off` nor `work`.
    NoKind(String),
    /// The day is not in this year.
    OtherYear(NaiveDate, i32),
    /// A day from Monday to Friday is worked anyway.
    WorkOnWeekday(NaiveDate),
    /// The day is in the same list already.
    Twice(NaiveDate),
    /// The day would be off and worked.
    OffAndWork(NaiveDate),
    /// The day's name is too long.
    LongName(NaiveDate),
    /// A holiday of fixed date would be worked.
    NotOff(NaiveDate),
    /// Nobody says where the year's days are published.
    NoSource,
    /// The source is too long.
    LongSource,
    /// The file has no day.
    NoDays,
    /// The file lacks these columns.
    NoColumns(String),
    /// No file was chosen.
    NoFile,
    /// The workbook has further sheets, which would not be read.
    OtherSheets(String),
}

impl Fault {
    /// What to do, as a sentence.
    pub fn text(&self, lang: Lang) -> String {
        let code = lang.code();
        let text = match self {
            Self::NoDay(text) => t!("calendar.fault.no_day", locale = code, text = short(text)),
            Self::NoYear(text) => {
                let (text, first, last) = (short(text), YEARS.start(), YEARS.end());
                t!(
                    "calendar.fault.no_year",
                    locale = code,
                    text = text,
                    first = first,
                    last = last
                )
            }
            Self::NoKind(text) => t!("calendar.fault.no_kind", locale = code, text = short(text)),
            Self::OtherYear(day, year) => {
                let day = lang.date(*day);
                t!(
                    "calendar.fault.other_year",
                    locale = code,
                    day = day,
                    year = year
                )
            }
            Self::WorkOnWeekday(day) => {
                t!(
                    "calendar.fault.work_on_weekday",
                    locale = code,
                    day = lang.date(*day)
                )
            }
            Self::Twice(day) => t!("calendar.fault.twice", locale = code, day = lang.date(*day)),
            Self::OffAndWork(day) => {
                t!(
                    "calendar.fault.off_and_work",
                    locale = code,
                    day = lang.date(*day)
                )
            }
            Self::LongName(day) => {
                let day = lang.date(*day);
                t!(
                    "calendar.fault.long_name",
                    locale = code,
                    day = day,
                    limit = NAME_LIMIT
                )
            }
            Self::NotOff(day) => t!(
                "calendar.fault.not_off",
                locale = code,
                day = lang.date(*day)
            ),
            Self::NoSource => t!("calendar.fault.no_source", locale = code),
            Self::LongSource => t!(
                "calendar.fault.long_source",
                locale = code,
                limit = SOURCE_LIMIT
            ),
            Self::NoDays => t!("calendar.fault.no_days", locale = code),
            Self::NoFile => t!("calendar.fault.no_file", locale = code),
            Self::OtherSheets(names) => {
                t!(
                    "calendar.fault.other_sheets",
                    locale = code,
                    names = short(names)
                )
            }
            Self::NoColumns(names) => t!("calendar.fault.no_columns", locale = code, names = names),
        };
        text.into_owned()
    }
}

fn short(text: &str) -> String {
    let mut letters = text.chars();
    let mut start: String = letters.by_ref().take(REPEATED).collect();
    if letters.next().is_some() {
        start.push('…');
    }
    start
}
