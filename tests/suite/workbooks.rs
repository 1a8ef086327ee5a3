//! A clerk's spreadsheet as it really is: made by Excel, with true dates, formulas, colours, a second sheet; what is
//! wrong in it is named by the cell as the clerk sees it.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::App;
use crate::harness::app::Run;
use crate::harness::desk::Desk;

/// A workbook with one sheet.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("Tháng 11").unwrap());
    book.save_to_buffer().unwrap()
}

/// The header and rows of text that a sheet begins with, from a cell on.
fn write(sheet: &mut Worksheet, (row, column): (u32, u16), lines: &[&[&str]]) {
    for (row, cells) in (row..).zip(lines) {
        for (column, cell) in (column..).zip(*cells) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
}

fn day(text: &str) -> ExcelDateTime {
    ExcelDateTime::parse_from_str(text).unwrap()
}

fn dates() -> Format {
    Format::new().set_num_format("dd/mm/yyyy")
}

/// Imports a workbook; the code, the report and what a person reads.
fn import(app: &App, what: &str, content: &[u8], options: &[&str]) -> (i32, Value, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("phiếu khảo sát.xlsx");
    std::fs::write(&path, content).unwrap();
    let words = [&["import", what, path.to_str().unwrap()], options].concat();
    let run = |words: &[&str]| -> Run { app.hailong(words) };
    let read = run(&words);
    let Run { code, out, err } = run(&[&words[..], &["--json"]].concat());
    let report = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    assert_eq!(read.code, code, "{}", read.out);
    (code, report, read.out)
}

fn cells(report: &Value) -> Vec<&str> {
    let refused = report["refused"].as_array().unwrap().iter();
    refused
        .map(|refusal| refusal["cell"].as_str().unwrap_or("–"))
        .collect()
}

/// Dates as dates and as text, numbers as numbers and as text, formulas, colours, gaps: as clerks fill it in.
fn forms() -> Vec<u8> {
    book(|sheet| {
        let head = Format::new().set_bold().set_background_color(Color::Yellow);
        for (column, name) in (0..).zip(["Date", "Number", "channel", "", "comment"]) {
            sheet.write_with_format(0, column, name, &head).unwrap();
        }
        sheet.write(0, 3, 1.1).unwrap();
        sheet.write(0, 5, 4.2).unwrap();
        sheet
            .write_with_format(1, 0, day("2025-11-24"), &dates())
            .unwrap();
        sheet.write(1, 1, 17).unwrap();
        sheet.write(1, 3, 5.0).unwrap();
        sheet.write(1, 4, "Chờ lâu,\nghế cứng").unwrap();
        sheet.write(1, 5, "K").unwrap();
        sheet
            .write_with_format(2, 0, day("2025-11-24T08:30:12"), &dates())
            .unwrap();
        sheet.write(2, 1, "18").unwrap();
        sheet.write(2, 2, "hotline").unwrap();
        sheet.write(2, 3, " 4 ").unwrap();
        sheet
            .write(2, 5, Formula::new("=1+1").set_result("2"))
            .unwrap();
        // A line is left empty, as clerks do between days.
        write(
            sheet,
            (4, 0),
            &[
                &["24/11/2025", "19", "", "3"],
                &["24-11-2025", "20", "", "", "", "1"],
            ],
        );
        sheet.write_blank(6, 3, &head).unwrap();
        sheet.write_blank(7, 8, &head).unwrap();
    })
}

/// The clerk imports the spreadsheet, and again: everything arrived, once.
async fn a_spreadsheet_of_paper_forms_is_taken_once(app: &App) {
    Desk::open(app);
    let (code, report, _) = import(app, "ballots", &forms(), &[]);
    assert_eq!((code, &report["known"]), (0, &json!(4)), "{report}");
    assert_eq!(app.count("ballots"), 4);
    assert_eq!(app.count("ballots WHERE channel = 'hotline'"), 1);
    assert_eq!(app.count("ballot_comments"), 1);
    let index = app.index(2025);
    assert_eq!(index["overall"]["answers"], 5, "{index}");
    assert_eq!(index["overall"]["satisfied"], 2, "{index}");
    let same = "date;number;1,1\n24/11/2025;19;3\n";
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, same).unwrap();
    let report = app.command(&["import", "ballots", path.to_str().unwrap()]);
    assert_eq!(report["known"], 1, "{report}");
    assert_eq!(app.verified()["ballots"], 4);
}

/// The table does not start in A1; each bad cell is named by letter and number.
async fn a_bad_cell_is_named_as_the_spreadsheet_names_it(app: &App) {
    Desk::open(app);
    let bad = book(|sheet| {
        let header: &[&str] = &["number", "date", "1.1", "unit"];
        write(sheet, (2, 24), &[header]);
        for row in 3..10 {
            sheet.write(row, 24, row).unwrap();
            sheet
                .write_with_format(row, 25, day("2025-11-24"), &dates())
                .unwrap();
            sheet.write(row, 26, 5).unwrap();
            sheet.write(row, 27, "TB").unwrap();
        }
        sheet.write(3, 26, 4.5).unwrap();
        sheet
            .write_with_format(4, 25, day("2999-01-01"), &dates())
            .unwrap();
        sheet
            .write(5, 26, Formula::new("=1/0").set_result("#DIV/0!"))
            .unwrap();
        sheet.write(6, 27, "XX").unwrap();
        sheet.write_blank(7, 25, &dates()).unwrap();
        sheet.write(8, 28, "chưa kiểm tra").unwrap();
        sheet.write(9, 24, "9").unwrap();
    });
    let (code, report, read) = import(app, "ballots", &bad, &[]);
    assert_eq!((code, &report["taken"]), (1, &json!(0)), "{report}");
    assert_eq!(
        cells(&report),
        ["AA4", "Z5", "–", "AB7", "Z8", "–"],
        "{report}"
    );
    for said in [
        "\n  cell AA4, column 1.1: '4.5' is not 1 to 5",
        "\n  cell Z5, column date: 2999-01-01 is not between",
        "\n  line 6: cell AA6 holds the error #DIV/0!",
        "\n  cell AB7, column unit: there is no unit with code 'XX'",
        "\n  cell Z8, column date: is empty",
        "\n  line 9: 5 cells under 4 columns",
    ] {
        assert!(read.contains(said), "{said}: {read}");
    }
    let (code, report, _) = import(app, "ballots", &bad, &["--on-error", "skip"]);
    assert_eq!((code, &report["known"]), (0, &json!(1)), "{report}");
    let again = book(|sheet| {
        write(
            sheet,
            (0, 0),
            &[&["date", "number", "1.1"], &["24/11/2025", "9", "1"]],
        )
    });
    let (_, report, _) = import(app, "ballots", &again, &[]);
    assert_eq!(cells(&report), ["B2"], "{report}");
}

/// Sheets that cannot be taken: the reason says what to change.
async fn a_sheet_that_is_no_table_is_refused_with_the_way_out(app: &App) {
    Desk::open(app);
    let row: &[&str] = &["24/11/2025", "5"];
    let titled = book(|sheet| {
        let middle = Format::new().set_align(FormatAlign::Center);
        sheet
            .merge_range(0, 0, 0, 6, "Tổng hợp phiếu khảo sát tháng 11", &middle)
            .unwrap();
        write(sheet, (2, 0), &[&["date", "1.1"], row]);
    });
    let twice = book(|sheet| write(sheet, (0, 1), &[&["date", "1.1", "1.1"], row]));
    let unknown = book(|sheet| write(sheet, (1, 1), &[&["date", "Thái độ"], row]));
    let nameless = book(|sheet| {
        write(
            sheet,
            (0, 0),
            &[&["date", "", "1.1"], &["24/11/2025", "5", "4"]],
        )
    });
    let error = book(|sheet| {
        sheet
            .write(0, 0, Formula::new("=NA()").set_result("#N/A"))
            .unwrap();
    });
    let empty = book(|_| {});
    for (content, said) in [
        (
            &titled,
            "line 1: the header lacks date; it is the first line that is not empty, so take out any title above it; it has: tổng hợp",
        ),
        (
            &twice,
            "line 1, column 1.1: the header has this column twice",
        ),
        (
            &unknown,
            "cell C2, column thái độ: is neither a criterion nor one of",
        ),
        (&nameless, "line 2: a cell stands under no name of a column"),
        (&error, "line 1: cell A1 holds the error #N/A"),
        (
            &empty,
            "the first sheet, 'Tháng 11', is empty; move the sheet of the table to the front",
        ),
        (
            &never_calculated(),
            "line 2: cell B2 holds a formula that was never calculated",
        ),
    ] {
        let (code, report, read) = import(app, "ballots", content, &[]);
        assert_eq!((code, &report["taken"]), (1, &json!(0)), "{report}");
        assert!(read.contains(&format!("\n  {said}")), "{said}: {read}");
    }
    assert_eq!(app.count("ballots"), 0);
}

/// As programs write a formula that leave the arithmetic to the spreadsheet: without a value.
fn never_calculated() -> Vec<u8> {
    let whole = book(|sheet| {
        write(sheet, (0, 0), &[&["date", "1.1", "1.2"], &["24/11/2025"]]);
        sheet
            .write(1, 1, Formula::new("=2+3").set_result("5"))
            .unwrap();
        sheet.write(1, 2, 4).unwrap();
    });
    let mut parts = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        let name = part.name().unwrap().into_owned();
        changed.start_file(name, options).unwrap();
        changed
            .write_all(text.replace("</f><v>5</v>", "</f>").as_bytes())
            .unwrap();
    }
    changed.finish().unwrap().into_inner()
}

/// One sheet a month: the clerk is told that only the first was read. An empty second sheet is nothing to tell.
async fn a_second_sheet_is_not_left_out_in_silence(app: &App) {
    Desk::open(app);
    let row: &[&str] = &["24/11/2025", "5"];
    let mut book = Workbook::new();
    for name in ["Tháng 11", "Tháng 12", "Sheet3"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        if name != "Sheet3" {
            write(sheet, (0, 0), &[&["date", "1.1"], row]);
        }
    }
    let (code, report, read) = import(app, "ballots", &book.save_to_buffer().unwrap(), &[]);
    assert_eq!((code, &report["rows"]), (0, &json!(1)), "{report}");
    assert_eq!(report["unread_sheets"], json!(["Tháng 12"]));
    let said = "\n  not read: sheet 'Tháng 12', because only the first one is";
    assert!(read.contains(said), "{read}");
    assert_eq!(app.verified()["ballots"], 1);
}

/// A year of forms in one file.
async fn a_long_spreadsheet_is_taken_whole(app: &App) {
    Desk::open(app);
    let long = book(|sheet| {
        write(sheet, (0, 0), &[&["number", "date", "1.1", "1.2", "4.1"]]);
        for row in 1..=5_000_u32 {
            sheet.write(row, 0, row).unwrap();
            sheet
                .write_with_format(row, 1, day("2025-03-03"), &dates())
                .unwrap();
            for column in 2..5 {
                sheet.write(row, column, 1 + row % 5).unwrap();
            }
        }
    });
    let (code, report, _) = import(app, "ballots", &long, &[]);
    assert_eq!(
        (code, &report["rows"], &report["known"]),
        (0, &json!(5000), &json!(5000))
    );
    let index = app.index(2025);
    assert_eq!(index["overall"]["answers"], 15_000, "{index}");
    assert_eq!(index["overall"]["percent"], 40.0, "{index}");
    assert_eq!(app.verified()["ballots"], 5000);
}

/// Published figures as a leader's office keeps them: typed, formatted as percentages, computed.
async fn a_spreadsheet_of_older_indices_is_taken(app: &App) {
    Desk::open(app);
    let shown = Format::new().set_num_format("0.00%");
    let built_in = Format::new().set_num_format_index(10);
    let figures = book(|sheet| {
        write(
            sheet,
            (0, 0),
            &[&["year", "area", "measure", "source", "percent"]],
        );
        for (row, measure) in (1..).zip([
            "overall",
            "access",
            "procedure",
            "officer",
            "result",
            "feedback",
        ]) {
            sheet.write(row, 0, 2024).unwrap();
            write(
                sheet,
                (row, 1),
                &[&["TB", measure, "Báo cáo số 12/BC-UBND"]],
            );
        }
        sheet.write(1, 4, 82.66).unwrap();
        sheet.write_with_format(2, 4, 0.8266, &shown).unwrap();
        sheet.write_with_format(3, 4, 0.55, &built_in).unwrap();
        sheet.write(4, 4, "82,66").unwrap();
        sheet
            .write(
                5,
                4,
                Formula::new("=82.56+0.1").set_result("82.66000000000001"),
            )
            .unwrap();
        sheet.write_with_format(6, 4, 1, &shown).unwrap();
    });
    let (code, report, _) = import(app, "indices", &figures, &[]);
    assert_eq!((code, &report["known"]), (0, &json!(6)), "{report}");
    assert_eq!(app.count("baselines WHERE hundredths = 8266"), 4);
    assert_eq!(app.count("baselines WHERE hundredths = 5500"), 1);
    assert_eq!(app.count("baselines WHERE hundredths = 10000"), 1);
}

/// A figure that is a part of 1 would be stored as less than one percent.
async fn a_bad_figure_is_named_as_the_spreadsheet_names_it(app: &App) {
    let bad = book(|sheet| {
        write(
            sheet,
            (1, 1),
            &[&["year", "area", "measure", "source", "percent"]],
        );
        write(
            sheet,
            (2, 1),
            &[
                &["2023", "TB", "overall", "Báo cáo"],
                &["2023", "TB", "access", "Báo cáo"],
            ],
        );
        sheet.write(2, 5, 0.8266).unwrap();
        sheet.write(3, 5, 0.8).unwrap();
        sheet
            .write(4, 1, Formula::new("=YEAR(1)").set_result("1900"))
            .unwrap();
        write(sheet, (4, 2), &[&["TB", "result", "Báo cáo", "80"]]);
    });
    let (code, report, read) = import(app, "indices", &bad, &[]);
    assert_eq!(code, 1, "{report}");
    assert_eq!(cells(&report), ["F3", "F4", "B5"], "{report}");
    assert!(
        read.contains("'0.8' is a part of 1; write 82.66 for 82.66 %"),
        "{read}"
    );
}

crate::stories! {
    a_spreadsheet_of_paper_forms_is_taken_once,
    a_bad_cell_is_named_as_the_spreadsheet_names_it,
    a_sheet_that_is_no_table_is_refused_with_the_way_out,
    a_second_sheet_is_not_left_out_in_silence,
    a_long_spreadsheet_is_taken_whole,
    a_spreadsheet_of_older_indices_is_taken,
    a_bad_figure_is_named_as_the_spreadsheet_names_it,
}
