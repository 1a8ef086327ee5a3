//! Reads the rows of a table that people prepared elsewhere, CSV or XLSX, with the line each row stands on,
//! and says what was taken and what was refused; and writes tables that are handed out. What the columns mean is the
//! business of each import and export.

mod date;
mod long;
mod report;
mod sheet;
mod stream;
mod text;
mod written;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

pub use date::date_of;
pub use long::Long;
pub use report::{ImportReport, OnError, Refusal};
pub use sheet::name_of;
pub use stream::{Merged, Shown, StreamedLine, Table, Unreadable};
pub use written::{Cell, Format, Written};

/// Largest file taken, bytes.
pub const FILE_LIMIT: u64 = 64 * 1024 * 1024;

/// What every workbook begins with: it is a ZIP archive.
const WORKBOOK: &[u8] = b"PK\x03\x04";

/// A table: the names of its columns and its rows that are not empty.
#[derive(Debug)]
pub struct Rows {
    columns: Vec<String>,
    rows: Vec<Result<Row, Refusal>>,
    /// Line of the header.
    header: u64,
    /// Where the table is a sheet: the column its first cell stands in, from 0.
    first_column: Option<u32>,
    unread: Vec<String>,
}

/// A line, and its cells or what is wrong with one of them.
type Line = (u64, Result<Vec<String>, String>);

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
            "csv" | "tsv" | "txt" => Self::from_csv(&read_all(path)?),
            "xlsx" => Self::from_xlsx(read_all(path)?),
            other => Err(whole_file(format!(
                "'.{other}' is neither .csv nor .xlsx; save the table as one of them"
            ))),
        }
    }

    /// Reads a file of which nothing is known but what is in it: a workbook says so in its first bytes.
    ///
    /// # Errors
    /// As `open`.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Refusal> {
        if bytes.starts_with(WORKBOOK) {
            Self::from_xlsx(bytes)
        } else {
            Self::from_csv(&bytes)
        }
    }

    /// Reads text separated by comma, semicolon or tab.
    ///
    /// # Errors
    /// As `open`.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, Refusal> {
        Self::from_lines(text::read(bytes)?)
    }

    /// Reads the first sheet of a workbook.
    ///
    /// # Errors
    /// As `open`.
    pub fn from_xlsx(bytes: Vec<u8>) -> Result<Self, Refusal> {
        let sheet = sheet::read(bytes)?;
        let mut rows = Self::from_lines(sheet.lines)?;
        rows.first_column = Some(sheet.first_column);
        rows.unread = sheet.unread;
        Ok(rows)
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
        let known = self.columns.iter().map(String::as_str);
        let known: Vec<_> = known.filter(|own| !own.is_empty()).collect();
        let reason = format!(
            "the header lacks {}; it is the first line that is not empty, so take out any title above it; it has: {}",
            missing.join(", "),
            known.join(", ")
        );
        Err(Refusal::new(self.header, "", reason))
    }

    /// A refusal of the whole table for one of its columns.
    pub fn refuse_column(&self, column: &str, reason: impl Into<String>) -> Refusal {
        self.locate(Refusal::new(self.header, column, reason))
    }

    /// The same refusal, with the name of the cell as the spreadsheet shows it.
    pub fn locate(&self, mut refusal: Refusal) -> Refusal {
        let place = || {
            let at = self.columns.iter().position(|own| *own == refusal.column)?;
            let column = self.first_column?.checked_add(u32::try_from(at).ok()?)?;
            Some((u32::try_from(refusal.line.checked_sub(1)?).ok()?, column))
        };
        if !refusal.column.is_empty() {
            refusal.cell = place().map(name_of);
        }
        refusal
    }

    /// Names of the sheets that hold something and were not read, because only the first is.
    pub fn unread(&self) -> &[String] {
        &self.unread
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
                Err(refusal) => refused.push(self.locate(refusal)),
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

    fn from_lines(lines: Vec<Line>) -> Result<Self, Refusal> {
        let mut lines = lines.into_iter().filter(|(_, cells)| match cells {
            Ok(cells) => cells.iter().any(|cell| !cell.is_empty()),
            Err(_) => true,
        });
        let (header, names) = lines
            .next()
            .ok_or_else(|| whole_file("the file is empty"))?;
        let names = names.map_err(|reason| Refusal::new(header, "", reason))?;
        let columns: Vec<_> = names.iter().map(|name| column_name(name)).collect();
        let mut seen = BTreeSet::new();
        for column in columns.iter().filter(|name| !name.is_empty()) {
            if !seen.insert(column) {
                let reason = "the header has this column twice";
                return Err(Refusal::new(header, column, reason));
            }
        }
        let rows = lines
            .map(|(line, cells)| read_row(&columns, line, cells))
            .collect();
        Ok(Self {
            columns,
            rows,
            header,
            first_column: None,
            unread: Vec::new(),
        })
    }
}

/// In lower case; where a decimal comma is used, criterion 4.1 stands as 4,1.
fn column_name(name: &str) -> String {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match name.split_once(',') {
        Some((whole, part)) if is_number(whole) && is_number(part) => format!("{whole}.{part}"),
        _ => name.to_lowercase(),
    }
}

fn read_row(
    columns: &[String],
    line: u64,
    cells: Result<Vec<String>, String>,
) -> Result<Row, Refusal> {
    let refuse = |reason: String| Refusal::new(line, "", reason);
    let cells = cells.map_err(refuse)?;
    let last_named = columns.iter().rposition(|name| !name.is_empty());
    let named = last_named.map_or(0, |last| last + 1);
    let last_used = cells.iter().rposition(|cell| !cell.is_empty());
    let used = last_used.map_or(0, |last| last + 1);
    if used > named {
        return Err(refuse(format!("{used} cells under {named} columns")));
    }
    if cells.len() < named {
        let reason = format!("{} cells under {named} columns", cells.len());
        return Err(refuse(reason));
    }
    let nameless = |(name, cell): (&String, &String)| name.is_empty() && !cell.is_empty();
    if columns.iter().zip(&cells).any(nameless) {
        return Err(refuse("a cell stands under no name of a column".to_owned()));
    }
    Ok(Row { line, cells })
}

/// The bytes of a file.
///
/// # Errors
/// It cannot be read, or is larger than [`FILE_LIMIT`].
pub fn read_all(path: &Path) -> Result<Vec<u8>, Refusal> {
    let file =
        File::open(path).map_err(|error| whole_file(format!("cannot read the file: {error}")))?;
    let mut bytes = Vec::new();
    file.take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| whole_file(error.to_string()))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(whole_file(format!("larger than {FILE_LIMIT} bytes")));
    }
    Ok(bytes)
}

fn cleaned(cell: &str) -> String {
    cell.nfc().collect::<String>().trim().to_owned()
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
        assert_eq!(refused(b""), "the file is empty");
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
            "the header lacks percent; it is the first line that is not empty, so take out any title above it; \
             it has: year, area"
        );
    }
}
