//! Long tables that are handed out row by row: however many rows there are, the memory stays the same.

use std::io::Write;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::written::{Cell, Format};

/// Rows of a sheet with its header, with room below: Excel takes 1,048,576. What is beyond goes on in another sheet.
const SHEET_ROWS: u32 = 1_000_001;

/// A table that is being written. Each row has a cell for each column.
pub struct Long<W: Write + Send> {
    columns: Vec<String>,
    body: Body<W>,
}

enum Body<W: Write + Send> {
    Csv(Box<csv::Writer<W>>),
    Json {
        out: W,
        rows: u64,
    },
    Xlsx {
        book: Box<Workbook>,
        out: W,
        line: u32,
    },
}

impl<W: Write + Send> Long<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// `out` takes no more: the text says why.
    pub fn begin(format: Format, columns: Vec<String>, out: W) -> Result<Self, String> {
        let mut body = match format {
            Format::Csv => Body::Csv(Box::new(csv::Writer::from_writer(out))),
            Format::Json => Body::Json { out, rows: 0 },
            Format::Xlsx => Body::Xlsx {
                book: Box::new(Workbook::new()),
                out,
                line: SHEET_ROWS,
            },
        };
        match &mut body {
            Body::Csv(file) => file.write_record(&columns).map_err(told)?,
            Body::Json { out, .. } => out.write_all(b"[").map_err(told)?,
            Body::Xlsx { book, line, .. } => *line = add_sheet(book, &columns).map_err(told)?,
        }
        Ok(Self { columns, body })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// As `begin`.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), String> {
        match &mut self.body {
            Body::Csv(file) => file
                .write_record(cells.iter().map(Cell::text))
                .map_err(told),
            Body::Json { out, rows } => {
                *rows += 1;
                let separator: &[u8] = if *rows == 1 { b"\n" } else { b",\n" };
                out.write_all(separator).map_err(told)?;
                let object = Cell::object(self.columns.iter().map(String::as_str), cells);
                serde_json::to_writer(out, &object).map_err(told)
            }
            Body::Xlsx { book, line, .. } => {
                if *line == SHEET_ROWS {
                    *line = add_sheet(book, &self.columns).map_err(told)?;
                }
                write_line(book, *line, cells).map_err(told)?;
                *line += 1;
                Ok(())
            }
        }
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// As `begin`.
    pub fn finish(self) -> Result<(), String> {
        match self.body {
            Body::Csv(mut file) => file.flush().map_err(told),
            Body::Json { mut out, .. } => {
                out.write_all(b"\n]\n").map_err(told)?;
                out.flush().map_err(told)
            }
            Body::Xlsx { mut book, out, .. } => book.save_to_writer(out).map_err(told),
        }
    }
}

/// The line after the header of a new sheet, whose rows go to a file as they are written.
fn add_sheet(book: &mut Workbook, columns: &[String]) -> Result<u32, XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    for (column, name) in (0..).zip(columns) {
        sheet.write_string(0, column, name)?;
    }
    Ok(1)
}

fn write_line(book: &mut Workbook, line: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    let last = book.worksheets().len().saturating_sub(1);
    let sheet = book.worksheet_from_index(last)?;
    for (column, cell) in (0..).zip(cells) {
        cell.write(sheet, line, column)?;
    }
    Ok(())
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::super::Rows;
    use super::*;

    fn written(format: Format, rows: i64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let columns = vec!["name".to_owned(), "number".to_owned(), "nothing".to_owned()];
        let mut table = Long::begin(format, columns, &mut bytes).expect("a table");
        for number in 0..rows {
            let cells = [
                Cell::Text("=Hộ tịch".to_owned()),
                Cell::Number(number),
                Cell::Empty,
            ];
            table.row(&cells).expect("a row");
        }
        table.finish().expect("a file");
        bytes
    }

    #[test]
    fn rows_come_back_as_they_were_written() {
        for format in [Format::Csv, Format::Xlsx] {
            let rows = Rows::from_bytes(written(format, 3)).expect("a table");
            let (read, refused) = rows.read(|row| {
                assert_eq!(rows.cell(row, "name"), "'=Hộ tịch");
                Ok(rows.cell(row, "number").to_owned())
            });
            assert!(refused.is_empty());
            assert_eq!(read, ["0", "1", "2"], "{format}");
        }
    }

    #[test]
    fn json_is_an_array_of_objects_even_without_rows() {
        let text = |rows| String::from_utf8(written(Format::Json, rows)).expect("text");
        assert_eq!(text(0), "[\n]\n");
        let one = "{\"name\":\"=Hộ tịch\",\"nothing\":null,\"number\":0}";
        assert_eq!(text(1), format!("[\n{one}\n]\n"));
    }
}
