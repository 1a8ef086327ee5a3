//! The first sheet of an XLSX workbook as lines of text, each cell as it would stand in a CSV.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, SheetType, StyleRange, Xlsx};

use super::{Line, Refusal, cleaned, whole_file};

/// What stands in a workbook.
pub(super) struct Sheet {
    pub lines: Vec<Line>,
    /// The column that the first cell of each line stands in, from 0.
    pub first_column: u32,
    /// Names of further sheets that are not empty.
    pub unread: Vec<String>,
}

pub(super) type Book = Xlsx<Cursor<Vec<u8>>>;

/// Reads the first sheet.
///
/// # Errors
/// The bytes are no workbook, or its first sheet is empty.
pub(super) fn read(bytes: Vec<u8>) -> Result<Sheet, Refusal> {
    let no_book = |error| {
        let reason = format!("is no workbook that can be read ({error}); save it as .xlsx again");
        whole_file(reason)
    };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(no_book)?;
    let mut names = worksheets(&book).into_iter();
    let name = names
        .next()
        .ok_or_else(|| whole_file("the workbook has no sheet"))?;
    let cells = book.worksheet_range(&name).map_err(no_book)?;
    let Some((first_row, first_column)) = cells.start() else {
        let reason = format!(
            "the first sheet, '{name}', is empty; move the sheet of the table to the front"
        );
        return Err(whole_file(reason));
    };
    let hidden = Hidden {
        styles: book.worksheet_style(&name).map_err(no_book)?,
        formulas: find_formulas(&mut book, &name),
    };
    let mut lines = Vec::new();
    for (row, cells) in (first_row..).zip(cells.rows()) {
        let texts = (first_column..)
            .zip(cells)
            .map(|(column, cell)| hidden.text_of(cell, (row, column)))
            .collect();
        lines.push((u64::from(row) + 1, texts));
    }
    Ok(Sheet {
        lines,
        first_column,
        unread: names.filter(|name| has_cells(&mut book, name)).collect(),
    })
}

/// The name of a cell as a spreadsheet shows it; column and row are from 0.
pub fn name_of((row, column): (u32, u32)) -> String {
    let (mut letters, mut rest) = (String::new(), u64::from(column) + 1);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", u64::from(row) + 1)
}

pub(super) fn worksheets(book: &Book) -> Vec<String> {
    let sheets = book.sheets_metadata().iter();
    sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

/// True of a sheet that cannot be read as well: nothing is left out in silence.
fn has_cells(book: &mut Book, name: &str) -> bool {
    book.worksheet_range(name)
        .map_or(true, |cells| cells.used_cells().next().is_some())
}

fn find_formulas(book: &mut Book, name: &str) -> HashSet<(u32, u32)> {
    let Ok(formulas) = book.worksheet_formula(name) else {
        return HashSet::new();
    };
    let (first_row, first_column) = formulas.start().unwrap_or_default();
    let place = |(row, column): (usize, usize)| {
        let row = first_row + u32::try_from(row).ok()?;
        Some((row, first_column + u32::try_from(column).ok()?))
    };
    formulas
        .used_cells()
        .filter_map(|(row, column, _)| place((row, column)))
        .collect()
}

/// What a person sees of a cell and its value does not say.
struct Hidden {
    styles: StyleRange,
    formulas: HashSet<(u32, u32)>,
}

impl Hidden {
    /// A cell as it would stand in a CSV: 2025 and not 2025.0, 82.66% and not 0.8266, dates as 2025-12-31.
    fn text_of(&self, cell: &Data, place: (u32, u32)) -> Result<String, String> {
        let named = |trouble: String| format!("cell {} {trouble}", name_of(place));
        match cell {
            Data::Empty if self.formulas.contains(&place) => Err(named(
                "holds a formula that was never calculated; open the file in a spreadsheet and save it"
                    .to_owned(),
            )),
            Data::Empty => Ok(String::new()),
            Data::DateTime(moment) => Ok(moment_text(*moment)),
            Data::Error(error) => Err(named(format!("holds the error {error}"))),
            Data::Float(number) if self.is_percentage(place) => {
                Ok(format!("{}%", as_shown(number * 100.0)))
            }
            Data::Float(number) => Ok(as_shown(*number).to_string()),
            other => Ok(cleaned(&other.to_string())),
        }
    }

    fn is_percentage(&self, place: (u32, u32)) -> bool {
        let style = self.styles.get(place);
        let format = style.and_then(|style| style.number_format.as_ref());
        format.is_some_and(|format| format.format_code.contains('%'))
    }
}

/// With the 15 digits that spreadsheets show: 82.66 where a formula left 82.66000000000001.
fn as_shown(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        let names = [0, 25, 26, 51, 52, 701, 702, 16_383].map(|column| name_of((4, column)));
        assert_eq!(
            names,
            ["A5", "Z5", "AA5", "AZ5", "BA5", "ZZ5", "AAA5", "XFD5"]
        );
    }

    #[test]
    fn numbers_are_shown_without_the_noise_of_arithmetic() {
        let shown = |number: f64| as_shown(number).to_string();
        assert_eq!(shown(0.8266 * 100.0), "82.66");
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(5.0), "5");
        assert_eq!(shown(123_456_789.0), "123456789");
    }
}
