//! Tables that are handed out: the same cells as CSV, as a workbook or as JSON. What is in them is the business of each
//! export.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value};

crate::text_enum! {
    /// How a table is written.
    pub enum Format {
        /// Text with commas between, UTF-8.
        Csv => "csv",
        /// A workbook with one sheet.
        Xlsx => "xlsx",
        /// An array with an object for each row.
        Json => "json",
    }
}

impl Format {
    /// What such a file is to a browser.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words; a day is written 2026-01-31.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with two decimals, in hundredths: 8138 is 81.38.
    Hundredths(i64),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    Flag(bool),
    /// Nothing is known.
    Empty,
}

/// Widest column that is set by what stands in it, in dots.
const WIDEST: u32 = 400;

/// A table to be handed out. Each row has a cell for each column.
#[derive(Clone, Debug)]
pub struct Written {
    /// Names of the columns.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// Words, or nothing.
    pub fn words(text: Option<impl ToString>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_string()))
    }

    /// As it lies in a text file. What a spreadsheet would take for a formula is made harmless by a mark in front.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
                format!("'{text}")
            }
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Hundredths(hundredths) => format!("{:.2}", *hundredths as f64 / 100.0),
            Self::Day(day) => day.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Empty => String::new(),
        }
    }

    /// A row as an object.
    pub(super) fn object<'a>(
        columns: impl Iterator<Item = &'a str>,
        cells: &[Self],
    ) -> Map<String, Value> {
        let cells = columns.zip(cells);
        cells
            .map(|(name, cell)| (name.to_owned(), cell.json()))
            .collect()
    }

    fn json(&self) -> Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Number(number) => (*number).into(),
            Self::Hundredths(hundredths) => (*hundredths as f64 / 100.0).into(),
            Self::Day(day) => day.to_string().into(),
            Self::Flag(flag) => (*flag).into(),
            Self::Empty => Value::Null,
        }
    }

    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
    ) -> Result<(), XlsxError> {
        match self {
            Self::Text(_) => sheet.write_string(row, column, self.text())?,
            Self::Number(number) => {
                sheet.write_number_with_format(row, column, *number as f64, &shown_as("#,##0"))?
            }
            Self::Hundredths(hundredths) => {
                let number = *hundredths as f64 / 100.0;
                sheet.write_number_with_format(row, column, number, &shown_as("0.00"))?
            }
            Self::Day(day) => {
                let (year, month, of_month) = (day.year(), day.month(), day.day());
                let year = u16::try_from(year).unwrap_or(u16::MAX);
                let date = ExcelDateTime::from_ymd(year, month as u8, of_month as u8)?;
                sheet.write_datetime_with_format(row, column, date, &shown_as("dd/mm/yyyy"))?
            }
            Self::Flag(flag) => sheet.write_boolean(row, column, *flag)?,
            Self::Empty => sheet,
        };
        Ok(())
    }
}

/// How a spreadsheet shows a number; it stays a number that can be counted with.
fn shown_as(format: &str) -> rust_xlsxwriter::Format {
    rust_xlsxwriter::Format::new().set_num_format(format)
}

impl Written {
    /// The whole file; the same table is the same bytes.
    ///
    /// # Errors
    /// There are more rows than a sheet can hold: the text says so.
    pub fn to_bytes(&self, format: Format) -> Result<Vec<u8>, String> {
        match format {
            Format::Csv => self.csv().map_err(|error| error.to_string()),
            Format::Xlsx => self.xlsx().map_err(|error| error.to_string()),
            Format::Json => self.json().map_err(|error| error.to_string()),
        }
    }

    fn csv(&self) -> csv::Result<Vec<u8>> {
        let mut file = csv::Writer::from_writer(Vec::new());
        file.write_record(self.columns)?;
        for row in &self.rows {
            file.write_record(row.iter().map(Cell::text))?;
        }
        file.into_inner().map_err(|error| error.into_error().into())
    }

    fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let head = rust_xlsxwriter::Format::new().set_bold();
        for (column, name) in (0..).zip(self.columns) {
            sheet.write_string_with_format(0, column, *name, &head)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (line, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                cell.write(sheet, line, column)?;
            }
        }
        sheet.set_autofit_max_width(WIDEST).autofit();
        let always = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&always));
        book.save_to_buffer()
    }

    fn json(&self) -> serde_json::Result<Vec<u8>> {
        let object = |row: &Vec<Cell>| Cell::object(self.columns.iter().copied(), row);
        let rows: Vec<_> = self.rows.iter().map(object).collect();
        let mut bytes = serde_json::to_vec(&rows)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Rows;
    use super::*;

    fn table(cells: &[&str]) -> Written {
        let row = |cell: &&str| {
            vec![
                Cell::Text((*cell).to_owned()),
                Cell::Number(-3),
                Cell::Empty,
            ]
        };
        Written {
            columns: &["said", "number", "nothing"],
            rows: cells.iter().map(row).collect(),
        }
    }

    #[test]
    fn nothing_is_taken_for_a_formula() {
        let said = ["=1+1", "+84905", "-x", "@sum", "Đất đai, \"a\"\nb"];
        let harmless = ["'=1+1", "'+84905", "'-x", "'@sum", "Đất đai, \"a\"\nb"];
        for format in [Format::Csv, Format::Xlsx] {
            let bytes = table(&said).to_bytes(format).expect("a file");
            let rows = Rows::from_bytes(bytes).expect("a table");
            let (read, refused) = rows.read(|row| {
                assert_eq!(rows.cell(row, "number"), "-3");
                assert_eq!(rows.cell(row, "nothing"), "");
                Ok(rows.cell(row, "said").to_owned())
            });
            assert!(refused.is_empty());
            assert_eq!(read, harmless, "{format}");
        }
    }

    #[test]
    fn hundredths_are_numbers_in_every_format() {
        let table = Written {
            columns: &["points"],
            rows: vec![vec![Cell::Hundredths(-205)]],
        };
        for format in [Format::Csv, Format::Xlsx] {
            let bytes = table.to_bytes(format).expect("a file");
            let rows = Rows::from_bytes(bytes).expect("a table");
            let (read, _) = rows.read(|row| Ok(rows.cell(row, "points").parse::<f64>()));
            assert_eq!(read, [Ok(-2.05)], "{format}");
        }
        let json = table.to_bytes(Format::Json).expect("a file");
        assert_eq!(json, b"[{\"points\":-2.05}]\n");
    }

    #[test]
    fn json_keeps_numbers_and_what_is_not_known() {
        let bytes = table(&["=1"]).to_bytes(Format::Json).expect("a file");
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!(text, "[{\"nothing\":null,\"number\":-3,\"said\":\"=1\"}]\n");
    }
}
