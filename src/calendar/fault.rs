//! What can be wrong with the days of a year, and how it is said (pure).

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_i18n::t;

use super::holidays::Lack;
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
    /// A holiday is not whole.
    TooFew(Lack),
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
            Self::OtherYear(day, _)
            | Self::WorkOnWeekday(day)
            | Self::Twice(day)
            | Self::OffAndWork(day)
            | Self::LongName(day)
            | Self::NotOff(day) => self.text_of_day(&lang.date(*day), code),
            Self::TooFew(lack) => text_of_lack(lack, lang),
            Self::NoDay(text) => t!("calendar.fault.no_day", locale = code, text = short(text)),
            Self::NoYear(text) => t!(
                "calendar.fault.no_year",
                locale = code,
                text = short(text),
                first = YEARS.start(),
                last = YEARS.end()
            ),
            Self::NoKind(text) => t!("calendar.fault.no_kind", locale = code, text = short(text)),
            Self::NoSource => t!("calendar.fault.no_source", locale = code),
            Self::LongSource => {
                t!(
                    "calendar.fault.long_source",
                    locale = code,
                    limit = SOURCE_LIMIT
                )
            }
            Self::NoDays => t!("calendar.fault.no_days", locale = code),
            Self::NoColumns(names) => t!("calendar.fault.no_columns", locale = code, names = names),
            Self::NoFile => t!("calendar.fault.no_file", locale = code),
            Self::OtherSheets(names) => {
                t!(
                    "calendar.fault.other_sheets",
                    locale = code,
                    names = short(names)
                )
            }
        };
        text.into_owned()
    }

    /// The same where one day is wrong.
    fn text_of_day(&self, day: &str, code: &str) -> Cow<'static, str> {
        match self {
            Self::OtherYear(_, year) => {
                t!(
                    "calendar.fault.other_year",
                    locale = code,
                    day = day,
                    year = year
                )
            }
            Self::WorkOnWeekday(_) => {
                t!("calendar.fault.work_on_weekday", locale = code, day = day)
            }
            Self::OffAndWork(_) => t!("calendar.fault.off_and_work", locale = code, day = day),
            Self::LongName(_) => {
                t!(
                    "calendar.fault.long_name",
                    locale = code,
                    day = day,
                    limit = NAME_LIMIT
                )
            }
            Self::NotOff(_) => t!("calendar.fault.not_off", locale = code, day = day),
            _ => t!("calendar.fault.twice", locale = code, day = day),
        }
    }
}

fn text_of_lack(lack: &Lack, lang: Lang) -> Cow<'static, str> {
    let code = lang.code();
    let holiday = format!("calendar.holiday.{}", lack.holiday.as_str());
    t!(
        "calendar.fault.too_few",
        locale = code,
        holiday = t!(holiday, locale = code),
        first = lang.date(lack.first),
        last = lang.date(lack.last),
        needed = lack.needed,
        listed = lack.listed
    )
}

fn short(text: &str) -> String {
    let mut letters = text.chars();
    let mut start: String = letters.by_ref().take(REPEATED).collect();
    if letters.next().is_some() {
        start.push('…');
    }
    start
}
