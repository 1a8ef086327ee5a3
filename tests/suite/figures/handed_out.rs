//! What leaves the register as a table, and what verification finds.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use hailong::accounts::Role;
use serde_json::Value;
use tempfile::TempDir;

use super::{UNIT, WORDS, decide, leader, seven_cases};
use crate::harness::App;
use crate::harness::cases::{ANSWER, CITIZEN, PHONE};
use crate::harness::desk::tamper;

const HEAD: &str =
    "number,unit,received,way,class,field,dimension,state,due,done_on,late,reopened,score";

/// Anything by which somebody could be known.
fn holds_nobody(text: &str) {
    for hidden in [WORDS, CITIZEN, PHONE, "0905123456", ANSWER, "Lê Văn Chủ"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
}

/// The same rows as text, as a workbook and as JSON.
async fn a_year_is_handed_out_in_three_formats(app: &App) {
    seven_cases(app).await;
    let export =
        |format: &str| app.hailong(&["export", "complaints", "--year", "2026", "--format", format]);
    let csv = export("csv");
    assert_eq!(csv.code, 0, "{}", csv.err);
    holds_nobody(&csv.out);
    let lines: Vec<&str> = csv.out.lines().collect();
    assert_eq!((lines.len(), lines[0]), (8, HEAD));
    assert_eq!(
        lines[2],
        "2,TB,2026-06-01,hotline,conduct,land,,answered,2026-06-15,2026-06-17,true,0,"
    );
    assert!(lines[1].ends_with(",false,0,5"), "{}", lines[1]);

    let json = export("json");
    holds_nobody(&json.out);
    let rows: Vec<Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(rows.len(), 7);
    assert_eq!(rows[2]["score"], 1);
    assert_eq!(rows[1]["late"], true);
    assert_eq!(rows[6]["class"], Value::Null);
    assert_eq!(rows[3]["state"], "reopened");

    let folder = TempDir::new().unwrap();
    let path = folder.path().join("phản ánh.xlsx");
    let words = [
        "export",
        "complaints",
        "--year",
        "2026",
        "--format",
        "xlsx",
        "--output",
    ];
    let run = app.hailong(&[&words[..], &[path.to_str().unwrap()]].concat());
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let mut book = Xlsx::new(Cursor::new(std::fs::read(&path).unwrap())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| cell.to_string();
    let read: Vec<Vec<String>> = sheet
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect();
    assert_eq!(read.len(), 8);
    assert_eq!(read[0].join(","), HEAD);
    for (row, line) in read.iter().zip(&lines) {
        assert_eq!(row.join(",").to_lowercase(), line.to_lowercase());
    }
    holds_nobody(&read.concat().join(" "));
}

/// Of what only its keeper may see, the table tells that it is there and when it is due.
async fn a_confined_case_is_not_told_apart(app: &App) {
    leader(app).await;
    let accusation = "Tôi tố cáo ông Nguyễn Văn A nhận hối lộ 5 triệu đồng để làm hồ sơ đất đai";
    let number = app.complain_with(UNIT, accusation, |new| {
        new.details.field = "land".to_owned()
    });
    assert_eq!(
        app.count(&format!("complaints WHERE id = {number} AND confined")),
        1
    );
    let table = app.hailong(&["export", "complaints", "--year", "2026"]).out;
    let row = table.lines().nth(1).unwrap();
    assert!(
        row.starts_with(&format!("{number},TB,2026-06-01,hotline,,,,received,")),
        "{row}"
    );
}

/// A count that somebody changed is found, and named without a case.
async fn verification_finds_a_changed_count(app: &App) {
    let leader = leader(app).await;
    app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let number = app.complain(UNIT, WORDS);
    decide(&leader, number, "conduct").await;
    app.answer(number, ANSWER, "chu");
    let whole = app.hailong(&["verify"]);
    assert_eq!(whole.code, 0, "{}", whole.out);
    assert!(
        whole.out.contains("\"complaint_tallies_ok\":true"),
        "{}",
        whole.out
    );
    let change =
        "UPDATE complaint_tallies SET cases = 7 WHERE fact = 'on_time' AND class = 'conduct'";
    tamper(&mut app.database.connect(), change).unwrap();
    let found = app.hailong(&["verify"]);
    assert_eq!(found.code, 1);
    let found: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(found["complaint_tallies_ok"], false);
    assert_eq!(found["tallies_ok"], true, "ballots are as they were");
    let told = found["problems"].to_string();
    assert!(
        told.contains("field 'land', on_time: 7 are stored, 1 counted"),
        "{told}"
    );
}

crate::stories! {
    a_year_is_handed_out_in_three_formats,
    a_confined_case_is_not_told_apart,
    verification_finds_a_changed_count,
}
