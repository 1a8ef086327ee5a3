//! Reads the rows of a table that people prepared elsewhere, CSV or XLSX, with the line each row stands on,
//! and says what was taken and what was refused. What the columns mean is the business of each import.

mod report;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use calamine::{Data, ExcelDateTime, Reader, Xlsx};
use unicode_normalization::UnicodeNormalization;

pub use report::{ImportReport, OnError, Refusal};

/// Largest file taken, bytes.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// A table: the names of its columns and its rows that are not empty.
#[derive(Debug)]
pub struct Rows {
    columns: Vec<String>,
    rows: Vec<Result<Row, Refusal>>,
}

/// One row. Cells are text without surrounding white space; a cell that is not there is empty.
#[derive(Debug)]
pub struct Row {
    /// Line in the file (CSV) or row of the sheet (XLSX), from 1.
    pub line: u64,
    cells: Vec<String>,
}

impl Rows {
    /// Reads a file; its kind is told by its name.
    ///
    /// # Errors
    /// The file cannot be read, is no such table, or a row is broken: with its line.
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        let extension = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Self::from_csv(&read_all(path)?),
            "xlsx" => from_xlsx(path),
            other => Err(whole_file(format!("'.{other}' is neither .csv nor .xlsx"))),
        }
    }

    /// Reads CSV in UTF-8, separated by comma, semicolon or tab, whichever the first line has most of.
    ///
    /// # Errors
    /// As `open`.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, Refusal> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter_of(bytes))
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut counter = LineCounter::new(bytes);
        let mut lines = Vec::new();
        let mut last = (0, 0);
        for record in reader.records() {
            let record = record.map_err(|error| refusal_of(&error, &mut counter))?;
            let line = counter.line_of(record.position());
            last = (line, record.position().map_or(0, csv::Position::byte));
            lines.push((line, record.iter().map(cleaned).collect()));
        }
        let (line, start) = last;
        if is_left_open(bytes, start) {
            let reason = "a quotation mark is opened here or below and never closed";
            return Err(Refusal::new(line, "", reason));
        }
        Self::from_lines(lines)
    }

    /// Makes sure that these columns are there.
    ///
    /// # Errors
    /// Names the ones that are not.
    pub fn require(&self, columns: &[&str]) -> Result<(), Refusal> {
        let missing: Vec<_> = columns
            .iter()
            .filter(|column| !self.columns.iter().any(|own| own == *column))
            .copied()
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let (missing, known) = (missing.join(", "), self.columns.join(", "));
        let reason = format!("the header lacks {missing}; it has: {known}");
        Err(Refusal::new(1, "", reason))
    }

    /// Names of the columns, in lower case.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// What `parse` makes of the rows, and the rows that are broken or that it refuses.
    pub fn read<T>(
        &self,
        mut parse: impl FnMut(&Row) -> Result<T, Refusal>,
    ) -> (Vec<T>, Vec<Refusal>) {
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for row in &self.rows {
            match row.as_ref().map_err(Clone::clone).and_then(&mut parse) {
                Ok(value) => taken.push(value),
                Err(refusal) => refused.push(refusal),
            }
        }
        (taken, refused)
    }

    /// The cell of a row in the named column; empty if there is no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        self.columns
            .iter()
            .position(|own| own == column)
            .and_then(|at| row.cells.get(at))
            .map_or("", String::as_str)
    }

    fn from_lines(lines: Vec<(u64, Vec<String>)>) -> Result<Self, Refusal> {
        let mut lines = lines
            .into_iter()
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
        let (line, header) = lines
            .next()
            .ok_or_else(|| whole_file("the file is empty"))?;
        let columns: Vec<_> = header.iter().map(|name| name.to_lowercase()).collect();
        let named = columns.iter().filter(|name| !name.is_empty());
        let mut seen = BTreeSet::new();
        for column in named {
            if !seen.insert(column) {
                return Err(Refusal::new(
                    line,
                    column,
                    "the header has this column twice",
                ));
            }
        }
        let last_named = columns.iter().rposition(|name| !name.is_empty());
        let named = last_named.map_or(0, |last| last + 1);
        let row = |(line, cells): (u64, Vec<String>)| {
            let spare = cells.iter().skip(named).any(|cell| !cell.is_empty());
            if spare || cells.len() < named {
                let reason = format!("{} cells under {named} columns", cells.len());
                return Err(Refusal::new(line, "", reason));
            }
            Ok(Row { line, cells })
        };
        let rows = lines.map(row).collect();
        Ok(Self { columns, rows })
    }
}

/// A quotation mark that is never closed swallows the rest of the file into its cell, which the parser accepts.
fn is_left_open(bytes: &[u8], last_record: u64) -> bool {
    let start = usize::try_from(last_record).unwrap_or(usize::MAX);
    let record = bytes.get(start..).unwrap_or_default();
    record.iter().filter(|byte| **byte == b'"').count() % 2 == 1
}

fn read_all(path: &Path) -> Result<Vec<u8>, Refusal> {
    let file = File::open(path).map_err(|error| whole_file(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| whole_file(error.to_string()))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(whole_file(format!("larger than {FILE_LIMIT} bytes")));
    }
    Ok(bytes)
}

/// The first sheet of a workbook.
fn from_xlsx(path: &Path) -> Result<Rows, Refusal> {
    let bytes = std::io::Cursor::new(read_all(path)?);
    let mut book = Xlsx::new(bytes).map_err(|error| whole_file(error.to_string()))?;
    let sheet = book
        .worksheet_range_at(0)
        .ok_or_else(|| whole_file("the workbook has no sheet"))?
        .map_err(|error| whole_file(error.to_string()))?;
    let first = sheet.start().map_or(0, |(row, _)| row);
    let mut lines = Vec::new();
    for (line, cells) in (u64::from(first) + 1..).zip(sheet.rows()) {
        let cells: Result<Vec<_>, _> = cells.iter().map(text_of).collect();
        let cells = cells.map_err(|reason| Refusal::new(line, "", reason))?;
        lines.push((line, cells));
    }
    Rows::from_lines(lines)
}

/// A cell as it would stand in a CSV: 2025 and not 2025.0, dates as 2025-12-31.
fn text_of(cell: &Data) -> Result<String, String> {
    match cell {
        Data::Empty => Ok(String::new()),
        Data::DateTime(moment) => Ok(moment_text(*moment)),
        Data::Error(error) => Err(format!("a cell holds the error {error}")),
        other => Ok(cleaned(&other.to_string())),
    }
}

/// 2025-12-31, with the time of day where there is one.
fn moment_text(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        return date;
    }
    format!("{date}T{hour:02}:{minute:02}:{second:02}")
}

fn cleaned(cell: &str) -> String {
    cell.nfc().collect::<String>().trim().to_owned()
}

fn delimiter_of(bytes: &[u8]) -> u8 {
    let first = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |delimiter: u8| first.iter().filter(|byte| **byte == delimiter).count();
    // The last of equals wins: a comma where nothing else is.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

fn refusal_of(error: &csv::Error, counter: &mut LineCounter) -> Refusal {
    let reason = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "the text is not UTF-8; save the file as CSV UTF-8".into(),
        _ => error.to_string(),
    };
    Refusal::new(counter.line_of(error.position()), "", reason)
}

/// Tells lines from byte positions. The parser's own count stands still at empty lines.
struct LineCounter<'a> {
    rest: &'a [u8],
    passed: u64,
    line: u64,
}

impl<'a> LineCounter<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            passed: 0,
            line: 1,
        }
    }

    /// Line of the first letter at or after a position; positions must not go back.
    fn line_of(&mut self, position: Option<&csv::Position>) -> u64 {
        let byte = position.map_or(0, csv::Position::byte);
        while let Some((first, rest)) = self.rest.split_first() {
            if self.passed >= byte && !matches!(first, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(*first == b'\n');
            self.passed += 1;
            self.rest = rest;
        }
        self.line
    }
}

fn whole_file(reason: impl Into<String>) -> Refusal {
    Refusal::new(0, "", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, column: &str) -> Vec<(u64, String)> {
        let rows = Rows::from_csv(text.as_bytes()).expect("a table");
        let cell = |row: &Row| Ok((row.line, rows.cell(row, column).to_owned()));
        rows.read(cell).0
    }

    #[test]
    fn rows_keep_the_line_they_stand_on() {
        let text = "\u{feff}Year,area\r\n2025,\"Tân\nBình\"\r\n\r\n 2026 ,e\u{302}\r\n";
        assert_eq!(
            cells(text, "year"),
            [(2, "2025".into()), (5, "2026".into())]
        );
        assert_eq!(cells(text, "area")[0].1, "Tân\nBình");
        assert_eq!(cells(text, "area")[1].1, "ê");
        assert_eq!(cells(text, "other")[0].1, "");
    }

    #[test]
    fn a_vietnamese_spreadsheet_separates_by_semicolon() {
        let text = "year;percent\n2025;82,5\n";
        assert_eq!(cells(text, "percent"), [(2, "82,5".into())]);
    }

    #[test]
    fn a_broken_table_is_refused_with_its_line() {
        let refused = |text: &[u8]| Rows::from_csv(text).expect_err("broken").to_string();
        assert_eq!(refused(b""), "line 0: the file is empty");
        assert_eq!(
            refused(b"a,b\n1,2\n3,\"4\n5,6\n"),
            "line 3: a quotation mark is opened here or below and never closed"
        );
        assert_eq!(
            refused(b"a,A\n"),
            "line 1, column a: the header has this column twice"
        );
        assert!(refused(b"a,b\n1,\xff\n").starts_with("line 2: the text is not UTF-8"));
    }

    #[test]
    fn a_row_with_cells_too_many_or_too_few_is_refused_alone() {
        let rows = Rows::from_csv(b"a,b,,\n1,2\n1,2,3\n4\n5,6,,\n").expect("a table");
        let (taken, refused) = rows.read(|row| Ok(row.line));
        assert_eq!(taken, [2, 5]);
        let refused: Vec<_> = refused.iter().map(ToString::to_string).collect();
        assert_eq!(
            refused,
            [
                "line 3: 3 cells under 2 columns",
                "line 4: 1 cells under 2 columns"
            ]
        );
    }

    #[test]
    fn missing_columns_are_named() {
        let rows = Rows::from_csv(b"year,area\n").expect("a table");
        assert_eq!(rows.require(&["area"]), Ok(()));
        let refusal = rows.require(&["area", "percent"]).expect_err("no percent");
        assert_eq!(
            refusal.reason,
            "the header lacks percent; it has: year, area"
        );
    }
}
