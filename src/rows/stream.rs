//! A long table line by line: however many rows it has, one is in memory at a time. What a cell holds stays what it is,
//! because a date, a number and a text are read differently by those who import them.

use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};

use super::sheet::{Book, worksheets};
use super::{Refusal, WORKBOOK, cleaned, text};

/// What the workbooks of Excel before 2007 begin with.
const OLD_WORKBOOK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
/// The last column of a sheet, from 0: what claims to stand further right is broken.
const LAST_COLUMN: u32 = 16_383;

/// What stands in a cell that is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Words without surrounding white space; empty for nothing.
    Text(String),
    /// A number of a workbook, perhaps the serial number of a day.
    Number(f64),
    /// A date of a workbook, with its time of day.
    Moment(NaiveDateTime),
    /// A formula that was never calculated.
    NeverCalculated,
    /// An error of the spreadsheet: `#N/A`.
    Error(String),
}

/// A line of the file (CSV) or row of the sheet, from 1, and its cells from the first column on.
#[derive(Debug)]
pub struct StreamedLine {
    /// From 1.
    pub number: u64,
    /// As many as there are up to the last that holds something.
    pub cells: Vec<Shown>,
}

/// Cells that are merged into one: first and last row, first and last column, all from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Rows.
    pub rows: (u32, u32),
    /// Columns.
    pub columns: (u32, u32),
}

/// Why a file is no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A workbook of Excel before 2007, whatever its name says.
    OldWorkbook,
    /// A page of the web, whatever its name says.
    WebPage,
    /// A workbook that is broken, or text that is none.
    Broken(String),
}

/// A file that is read line by line.
pub enum Table {
    /// Text.
    Text(Vec<u8>),
    /// A workbook.
    Book(Box<Book>),
}

impl Shown {
    /// Nothing stands there.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// As a person reads it.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Moment(moment) => moment.format("%d/%m/%Y %H:%M").to_string(),
            Self::NeverCalculated => "=".to_owned(),
        }
    }
}

impl Merged {
    /// Whether a cell is part of it.
    pub fn holds(&self, row: u32, column: u32) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
            && (self.columns.0..=self.columns.1).contains(&column)
    }
}

impl Table {
    /// A file of which nothing is known but what is in it.
    ///
    /// # Errors
    /// It is no table.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        if bytes.starts_with(OLD_WORKBOOK) {
            return Err(Unreadable::OldWorkbook);
        }
        if bytes.starts_with(WORKBOOK) {
            let book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
            return Ok(Self::Book(Box::new(book)));
        }
        let start = bytes.trim_ascii_start();
        if start.starts_with(b"<") || start.starts_with(b"\xef\xbb\xbf<") {
            return Err(Unreadable::WebPage);
        }
        Ok(Self::Text(bytes))
    }

    /// Names of the sheets of a workbook that hold something; none of a text.
    pub fn sheets(&mut self) -> Vec<String> {
        let Self::Book(book) = self else {
            return Vec::new();
        };
        let mut names = worksheets(book);
        names.retain(|name| holds_something(book, name));
        names
    }

    /// The merged cells of a sheet.
    pub fn merged(&mut self, sheet: &str) -> Vec<Merged> {
        let Self::Book(book) = self else {
            return Vec::new();
        };
        let found = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
        let merged = found.into_iter().map(|region| Merged {
            rows: (region.start.0, region.end.0),
            columns: (region.start.1, region.end.1),
        });
        merged.collect()
    }

    /// Hands out every line that is not empty, until `take` has enough. The sheet is of no meaning for a text.
    ///
    /// # Errors
    /// The file is broken; what came before was handed out.
    pub fn each(
        &mut self,
        sheet: &str,
        mut take: impl FnMut(StreamedLine) -> ControlFlow<()>,
    ) -> Result<(), Unreadable> {
        match self {
            Self::Text(bytes) => text::each(bytes, |number, record| {
                let cells: Vec<_> = record
                    .iter()
                    .map(|cell| Shown::Text(cleaned(cell)))
                    .collect();
                if cells.iter().all(Shown::is_empty) {
                    return ControlFlow::Continue(());
                }
                take(StreamedLine { number, cells })
            })
            .map_err(|refusal: Refusal| Unreadable::Broken(refusal.to_string())),
            Self::Book(book) => each_row(book, sheet, take),
        }
    }
}

fn broken(error: impl ToString) -> Unreadable {
    Unreadable::Broken(error.to_string())
}

/// True of a sheet that cannot be read as well: nothing is left out in silence.
fn holds_something(book: &mut Book, name: &str) -> bool {
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        return true;
    };
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) if *cell.get_value() == DataRef::Empty => {}
            Ok(None) => return false,
            Ok(Some(_)) | Err(_) => return true,
        }
    }
}

fn each_row(
    book: &mut Book,
    sheet: &str,
    mut take: impl FnMut(StreamedLine) -> ControlFlow<()>,
) -> Result<(), Unreadable> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut line = StreamedLine {
        number: 0,
        cells: Vec::new(),
    };
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        let shown = shown_of(&cell.value, cell.formula.is_some());
        let (row, column) = cell.pos;
        if shown.is_empty() || column > LAST_COLUMN {
            continue;
        }
        let number = u64::from(row) + 1;
        if number != line.number {
            let width = line.cells.len();
            let next = StreamedLine {
                number,
                cells: Vec::with_capacity(width),
            };
            let done = std::mem::replace(&mut line, next);
            if done.number > 0 && take(done).is_break() {
                return Ok(());
            }
        }
        let column = column as usize;
        if line.cells.len() <= column {
            line.cells.resize(column + 1, Shown::Text(String::new()));
        }
        if let Some(place) = line.cells.get_mut(column) {
            *place = shown;
        }
    }
    if line.number > 0 {
        let _ = take(line);
    }
    Ok(())
}

fn shown_of(value: &DataRef<'_>, formula: bool) -> Shown {
    match value {
        DataRef::Empty if formula => Shown::NeverCalculated,
        DataRef::Empty => Shown::Text(String::new()),
        DataRef::Int(number) => Shown::Number(*number as f64),
        DataRef::Float(number) => Shown::Number(*number),
        DataRef::DateTime(moment) => {
            moment_of(*moment).map_or(Shown::Number(moment.as_f64()), Shown::Moment)
        }
        DataRef::Error(error) => Shown::Error(error.to_string()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Shown::Text(cleaned(text))
        }
        DataRef::SharedString(text) => Shown::Text(cleaned(text)),
        DataRef::Bool(yes) => Shown::Text(yes.to_string()),
    }
}

fn moment_of(moment: ExcelDateTime) -> Option<NaiveDateTime> {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?.and_hms_opt(
        hour.into(),
        minute.into(),
        second.into(),
    )
}
