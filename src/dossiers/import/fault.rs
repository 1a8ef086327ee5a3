//! What can be wrong with a file, one of its rows or a cell, in the reader's language (pure).

use rust_i18n::t;

use super::words::KNOWN_STATES;
use crate::dossiers::code::NoCode;
use crate::rows::Unreadable;
use crate::web::language::Lang;

/// Why a file or a row is not taken, or what is remarkable about one that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No file was chosen.
    NoFile,
    /// The file is no table.
    Unreadable(Unreadable),
    /// No line looks like a header, or nothing stands below it.
    NoTable,
    /// More rows than are taken at once.
    TooMany(usize),
    /// Several sheets hold something: which one is meant?
    WhichSheet(Vec<String>),
    /// The workbook has no sheet of this name; these it has.
    NoSheet(Vec<String>),
    /// These columns are missing.
    Missing(Vec<String>),
    /// The row has a cell that is merged with others.
    Merged,
    /// A formula that was never calculated.
    NeverCalculated,
    /// An error of the spreadsheet.
    CellError,
    /// Something must stand there.
    Absent,
    /// As code of a dossier.
    Code(NoCode),
    /// Longer than this.
    TooLong(usize),
    /// No moment.
    NoMoment,
    /// It has not come yet.
    Future,
    /// Promised before it came in.
    DueBeforeReceived,
    /// Ended before it came in.
    EndedBeforeReceived,
    /// Returned before it was ready.
    ReturnedBeforeEnded,
    /// Over, and no day says since when.
    NoEnd,
    /// Being worked on, and over.
    OpenButEnded,
    /// No word for where a dossier stands.
    NoState,
    /// No way to hand something in.
    NoWay,
    /// No whole number from 0.
    NoNumber,
    /// Neither a day nor a limit that is known.
    NoDue,
    /// The procedure is in the catalogue, but not for that day.
    NoLimitThen,
    /// The working days of this year are not loaded.
    NoCalendar(i32),
    /// Another row has the same code and says something else; its line.
    Twice(u64),
    /// Its days contradict those that are kept.
    Contradicts,
    /// Remarkable: the code is of another year than the day of receipt.
    CodeOfOtherDay,
    /// Remarkable: the day was moved later; the first one stays.
    DueMoved,
    /// Remarkable: papers are asked for a second time; the clock is not stopped again.
    SupplementAgain,
    /// No limit can be read.
    NoLimit,
    /// No yes and no no.
    NoFlag,
    /// It ends before it begins.
    EndsBefore,
}

impl Fault {
    /// As a sentence that says what to do.
    pub fn text(&self, lang: Lang) -> String {
        let code = lang.code();
        match self {
            Self::TooMany(limit) | Self::TooLong(limit) => {
                let limit = lang.number(u64::try_from(*limit).unwrap_or(u64::MAX));
                t!(self.key(), locale = code, limit = limit)
            }
            Self::WhichSheet(names) | Self::NoSheet(names) | Self::Missing(names) => {
                t!(self.key(), locale = code, names = names.join(", "))
            }
            Self::NoState => t!(self.key(), locale = code, names = KNOWN_STATES),
            Self::NoCalendar(year) => t!(self.key(), locale = code, year = year),
            Self::Twice(line) => t!(self.key(), locale = code, line = line),
            _ => t!(self.key(), locale = code),
        }
        .into_owned()
    }

    fn key(&self) -> String {
        format!("dossier_import.fault.{}", self.word())
    }

    const fn word(&self) -> &'static str {
        match self {
            Self::NoFile => "no_file",
            Self::Unreadable(Unreadable::OldWorkbook) => "old_workbook",
            Self::Unreadable(Unreadable::WebPage) => "web_page",
            Self::Unreadable(Unreadable::Broken(_)) => "unreadable",
            Self::NoTable => "no_table",
            Self::TooMany(_) => "too_many",
            Self::WhichSheet(_) => "which_sheet",
            Self::NoSheet(_) => "no_sheet",
            Self::Missing(_) => "missing",
            Self::Merged => "merged",
            Self::NeverCalculated => "never_calculated",
            Self::CellError => "cell_error",
            Self::Absent => "absent",
            Self::Code(NoCode::Form) => "code_form",
            Self::Code(NoCode::Date) => "code_date",
            Self::TooLong(_) => "too_long",
            Self::NoMoment => "no_moment",
            Self::Future => "future",
            Self::DueBeforeReceived => "due_before_received",
            Self::EndedBeforeReceived => "ended_before_received",
            Self::ReturnedBeforeEnded => "returned_before_ended",
            Self::NoEnd => "no_end",
            Self::OpenButEnded => "open_but_ended",
            Self::NoState => "no_state",
            Self::NoWay => "no_way",
            Self::NoNumber => "no_number",
            Self::NoDue => "no_due",
            Self::NoLimitThen => "no_limit_then",
            Self::NoCalendar(_) => "no_calendar",
            Self::Twice(_) => "twice",
            Self::Contradicts => "contradicts",
            Self::CodeOfOtherDay => "code_of_other_day",
            Self::DueMoved => "due_moved",
            Self::SupplementAgain => "supplement_again",
            Self::NoLimit => "no_limit",
            Self::NoFlag => "no_flag",
            Self::EndsBefore => "ends_before",
        }
    }
}
