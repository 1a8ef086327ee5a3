//! A file line by line under its header, whatever its rows are of: dossiers or procedures. Which sheet is meant, where
//! the header is, what is merged, and what a cell of a meaning holds.

use std::ops::ControlFlow;

use super::fault::Fault;
use super::head::{Column, Head, Mapping, SEARCHED};
use super::report::Remark;
use crate::rows::{Merged, Shown, StreamedLine, Table, name_of};
use crate::web::extract::clean_text;

/// Rows of one file at most.
pub const ROWS_LIMIT: usize = 200_000;

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The sheet, if one is named.
    pub sheet: Option<String>,
    /// What columns mean beyond what is known of itself.
    pub mapping: Mapping,
}

/// What a file is, beside its rows.
#[derive(Clone, Debug)]
pub struct Sheet<T> {
    /// The sheet that is read; empty for a text.
    pub name: String,
    /// Its header.
    pub head: Head<T>,
    /// Whether cells have names.
    pub is_book: bool,
    /// Rows below the header.
    pub rows: usize,
}

/// One row under its header.
pub struct Sight<'a, T> {
    head: &'a Head<T>,
    line: &'a StreamedLine,
    is_book: bool,
}

impl<T: Column> Sight<'_, T> {
    /// Line in the file.
    pub const fn line(&self) -> u64 {
        self.line.number
    }

    /// What stands under a meaning; nothing where there is no such column or its cell is empty.
    pub fn shown(&self, meaning: T) -> Option<&Shown> {
        let shown = self.line.cells.get(self.head.place(meaning)?)?;
        Some(shown).filter(|shown| !shown.is_empty())
    }

    /// The same as one line of text.
    ///
    /// # Errors
    /// The cell holds no value, or more than `limit` characters.
    pub fn text(&self, meaning: T, limit: usize) -> Result<Option<String>, Remark> {
        let text = match self.shown(meaning) {
            None => return Ok(None),
            Some(Shown::NeverCalculated) => {
                return Err(self.remark(meaning, Fault::NeverCalculated));
            }
            Some(Shown::Error(_)) => return Err(self.remark(meaning, Fault::CellError)),
            Some(shown) => shown.text(),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = clean_text(&words.join(" "));
        if text.chars().count() > limit {
            return Err(self.remark(meaning, Fault::TooLong(limit)));
        }
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// What is to be said of the cell of a meaning.
    pub fn remark(&self, meaning: T, fault: Fault) -> Remark {
        let place = self.head.place(meaning);
        let cell = place.filter(|_| self.is_book).and_then(|column| {
            let row = u32::try_from(self.line.number.checked_sub(1)?).ok()?;
            Some(name_of((row, u32::try_from(column).ok()?)))
        });
        let value = self.shown(meaning).map(Shown::text).unwrap_or_default();
        Remark {
            line: self.line.number,
            column: Some(meaning.word()),
            cell,
            value: crate::vietnamese::shorten(&value, 80),
            fault,
        }
    }

    /// Under a header there may be the numbers of its columns: (1), (2), (3).
    fn counts_columns(&self) -> bool {
        let filled = self.line.cells.iter().filter(|cell| !cell.is_empty());
        let mut expected = None;
        let mut count = 0;
        for cell in filled {
            let text = cell.text();
            let Ok(number) = text.trim_matches(['(', ')']).parse::<u32>() else {
                return false;
            };
            if expected.is_some_and(|expected| number != expected) {
                return false;
            }
            expected = Some(number + 1);
            count += 1;
        }
        count > 2
    }
}

/// What is being read.
struct Reading<'a, T, F> {
    wanted: &'a Wanted,
    merged: Vec<Merged>,
    is_book: bool,
    /// The first lines, until the header is found among them.
    first: Vec<StreamedLine>,
    head: Option<Head<T>>,
    rows: usize,
    take: F,
}

/// Reads a file and hands out its rows; a row with a merged cell is a remark.
///
/// # Errors
/// The file as a whole cannot be read, or its sheet must be named.
pub fn read<T: Column>(
    bytes: Vec<u8>,
    wanted: &Wanted,
    take: impl FnMut(&Sight<'_, T>, Option<Fault>),
) -> Result<Sheet<T>, Fault> {
    let mut table = Table::from_bytes(bytes).map_err(Fault::Unreadable)?;
    let is_book = matches!(table, Table::Book(_));
    let name = choose(table.sheets(), wanted.sheet.as_deref(), is_book)?;
    let mut reading = Reading {
        wanted,
        merged: table.merged(&name),
        is_book,
        first: Vec::new(),
        head: None,
        rows: 0,
        take,
    };
    table
        .each(&name, |line| reading.line(line))
        .map_err(Fault::Unreadable)?;
    if reading.head.is_none() {
        let _ = reading.begin();
    }
    if reading.rows > ROWS_LIMIT {
        return Err(Fault::TooMany(ROWS_LIMIT));
    }
    let head = reading.head.ok_or(Fault::NoTable)?;
    Ok(Sheet {
        name,
        head,
        is_book,
        rows: reading.rows,
    })
}

fn choose(sheets: Vec<String>, wanted: Option<&str>, is_book: bool) -> Result<String, Fault> {
    if !is_book {
        return Ok(String::new());
    }
    match (wanted, sheets.as_slice()) {
        (_, []) => Err(Fault::NoTable),
        (Some(name), _) if sheets.iter().any(|own| own == name) => Ok(name.to_owned()),
        (Some(_), _) => Err(Fault::NoSheet(sheets)),
        (None, [only]) => Ok(only.clone()),
        (None, _) => Err(Fault::WhichSheet(sheets)),
    }
}

impl<T: Column, F: FnMut(&Sight<'_, T>, Option<Fault>)> Reading<'_, T, F> {
    fn line(&mut self, line: StreamedLine) -> ControlFlow<()> {
        if let Some(head) = self.head.take() {
            let flow = self.row(&head, &line);
            self.head = Some(head);
            return flow;
        }
        self.first.push(line);
        if self.first.len() < SEARCHED {
            return ControlFlow::Continue(());
        }
        self.begin()
    }

    /// Finds the header among the first lines and hands out those below it.
    fn begin(&mut self) -> ControlFlow<()> {
        let lines = std::mem::take(&mut self.first);
        let Some(head) = Head::find(&lines, &self.merged, &self.wanted.mapping) else {
            return ControlFlow::Break(());
        };
        let mut below = lines.iter().filter(|line| line.number > head.line);
        let flow = below.try_for_each(|line| self.row(&head, line));
        self.head = Some(head);
        flow
    }

    fn row(&mut self, head: &Head<T>, line: &StreamedLine) -> ControlFlow<()> {
        let sight = Sight {
            head,
            line,
            is_book: self.is_book,
        };
        if self.rows == 0 && sight.counts_columns() {
            return ControlFlow::Continue(());
        }
        self.rows += 1;
        if self.rows > ROWS_LIMIT {
            return ControlFlow::Break(());
        }
        let fault = self.is_merged(head, line).then_some(Fault::Merged);
        (self.take)(&sight, fault);
        ControlFlow::Continue(())
    }

    fn is_merged(&self, head: &Head<T>, line: &StreamedLine) -> bool {
        let row = u32::try_from(line.number - 1).unwrap_or(u32::MAX);
        let touches = |region: &Merged| {
            (region.rows.0..=region.rows.1).contains(&row)
                && (region.columns.0..=region.columns.1).any(|column| {
                    head.meanings
                        .get(column as usize)
                        .is_some_and(Option::is_some)
                })
        };
        self.merged.iter().any(touches)
    }
}
