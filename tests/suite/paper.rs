//! A clerk enters paper forms from a table that somebody else made: what is bad is named by line and column, what was
//! there before is known, and nothing is cut off in silence.

use std::io::Write;

use serde_json::{Value, json};

use crate::harness::desk::{Desk, UNIT};
use crate::harness::{App, app::Run};

/// Imports a file of this name and content; the code and the report.
fn import(app: &App, name: &str, content: &[u8], options: &[&str]) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::File::create(&path)
        .unwrap()
        .write_all(content)
        .unwrap();
    let file = path.to_str().unwrap();
    let arguments = [&["import", "ballots", file, "--json"], options].concat();
    let Run { code, out, err } = app.hailong(&arguments);
    let report = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    (code, report)
}

fn places(report: &Value) -> Vec<(u64, &str)> {
    let refused = report["refused"].as_array().unwrap().iter();
    refused
        .map(|refusal| {
            let column = refusal["column"].as_str().unwrap();
            (refusal["line"].as_u64().unwrap(), column)
        })
        .collect()
}

const FORMS: &str = "date,number,channel,1.1,4.1,4.2,comment\n\
    24/11/2025,1,paper,5,4,k,\"Chờ lâu,\nghế cứng\"\n\
    2025-12-31,2,,1,,không có ý kiến,=1+1\n\
    2025-11-24,,hotline,3,3,-,\n";

/// The clerk imports a file, is unsure whether it worked, and imports it again.
async fn a_file_of_paper_forms_is_taken_once(app: &App) {
    Desk::open(app);
    let (code, report) = import(app, "phiếu.csv", FORMS.as_bytes(), &[]);
    assert_eq!((code, &report["taken"]), (0, &json!(3)), "{report}");
    let (code, again) = import(app, "phiếu.csv", FORMS.as_bytes(), &[]);
    assert_eq!(code, 0);
    assert_eq!(
        (&again["taken"], &again["known"]),
        (&json!(0), &json!(3)),
        "{again}"
    );
    assert_eq!(app.count("ballots WHERE channel = 'paper'"), 2);
    assert_eq!(app.count("ballots WHERE channel = 'hotline'"), 1);
    assert_eq!(app.count("ballot_comments WHERE comment = '=1+1'"), 1);
    let index = app.index(2025);
    assert_eq!(index["overall"]["answers"], 5, "{index}");
    assert_eq!(index["overall"]["satisfied"], 2, "{index}");
    assert_eq!(app.verified()["ballots"], 3);
}

/// The same table as other programs write it.
async fn a_table_may_come_from_any_program(app: &App) {
    Desk::open(app);
    let plain = "date;1.1;number;comment\n24/11/2025;5;A1;Chờ hơi lâu\n";
    let with_mark = format!("\u{feff}{plain}").replace('\n', "\r\n");
    let by_tab = plain.replace(';', "\t");
    let mut known = 0;
    for (name, content) in [
        ("a.csv", plain.as_bytes().to_vec()),
        ("a.csv", with_mark.clone().into_bytes()),
        ("a.TSV", by_tab.clone().into_bytes()),
        ("a.csv", plain.replace(';', ",").into_bytes()),
        ("a.csv", with_mark.replace("date", "\r\ndate").into_bytes()),
        ("a.csv", format!("sep=;\r\n{plain}").into_bytes()),
        (
            "a.csv",
            format!("SEP=|\n{}", plain.replace(';', "|")).into_bytes(),
        ),
        ("a.csv", plain.replace("1.1", "\"1,1\"").into_bytes()),
        (
            "a.csv",
            plain.replace("24/11/2025", "2025-11-24").into_bytes(),
        ),
        (
            "a.csv",
            plain.replace("24/11/2025", "24-11-2025").into_bytes(),
        ),
        (
            "a.csv",
            plain.replace("24/11/2025", "24.11.2025").into_bytes(),
        ),
        (
            "a.csv",
            plain.replace("2025;", "2025 08:30:12;").into_bytes(),
        ),
        // What Excel calls "Unicode text", and the same the other way round.
        ("a.txt", utf16(&by_tab, u16::to_le_bytes)),
        (
            "a.csv",
            utf16(&with_mark.replace('\u{feff}', ""), u16::to_be_bytes),
        ),
    ] {
        let (code, report) = import(app, name, &content, &[]);
        let told = String::from_utf8_lossy(&content);
        assert_eq!(
            (code, &report["known"]),
            (0, &json!(known)),
            "{told}: {report}"
        );
        known = 1;
    }
    assert_eq!(
        app.count("ballot_comments WHERE comment = 'Chờ hơi lâu'"),
        1
    );
    assert_eq!(app.verified()["ballots"], 1);
}

/// One wrong cell: nothing is taken, or all but that row, as the clerk says; both ways the cell is named.
async fn a_bad_row_is_named_and_taken_out_or_the_file_refused(app: &App) {
    Desk::open(app);
    let bad = "date,1.1,unit,lang\n\
        2025-11-24,5,TB,vi\n\
        2025-11-24,7,TB,vi\n\
        2025-02-30,5,TB,vi\n\
        2999-01-01,5,TB,vi\n\
        2025-11-24,5,XX,vi\n\
        2025-11-24,5,TB,tiếng Việt\n\
        2025-11-24,,TB,vi\n\
        2025-11-24,5,TB\n\
        2025-11-24,5,TB,vi,9\n\
        2025-11-25,4,TB,vi\n";
    let named = [
        (3, "1.1"),
        (4, "date"),
        (5, "date"),
        (6, "unit"),
        (7, "lang"),
        (8, "answers"),
        (9, ""),
        (10, ""),
    ];
    let (code, report) = import(app, "a.csv", bad.as_bytes(), &[]);
    assert_eq!(
        (code, &report["rows"], &report["taken"]),
        (1, &json!(10), &json!(0)),
        "{report}"
    );
    assert_eq!(places(&report), named, "{report}");
    assert_eq!(app.count("ballots"), 0);
    let (code, report) = import(app, "a.csv", bad.as_bytes(), &["--on-error", "skip"]);
    assert_eq!((code, &report["taken"]), (0, &json!(2)), "{report}");
    assert_eq!(places(&report), named);
    assert_eq!(app.verified()["ballots"], 2);
}

/// A form that was stored with other answers is a bad row like any other.
async fn a_form_number_that_is_used_again_is_named(app: &App) {
    Desk::open(app);
    let first = "date,number,1.1\n2025-11-24,17,5\n";
    assert_eq!(import(app, "a.csv", first.as_bytes(), &[]).0, 0);
    let second = "date,number,1.1\n2025-11-24,18,4\n2025-11-24,17,1\n2025-11-24,17,5\n";
    let (code, report) = import(app, "a.csv", second.as_bytes(), &[]);
    assert_eq!(
        (code, &report["taken"], &report["known"]),
        (1, &json!(0), &json!(0)),
        "{report}"
    );
    assert_eq!(places(&report), [(3, "number")]);
    assert_eq!(app.verified()["ballots"], 1);
    let (code, report) = import(app, "a.csv", second.as_bytes(), &["--on-error", "skip"]);
    assert_eq!(
        (code, &report["taken"], &report["known"]),
        (0, &json!(1), &json!(1)),
        "{report}"
    );
    assert_eq!(places(&report), [(3, "number")]);
    assert_eq!(app.count("ballot_conflicts"), 1);
    assert_eq!(app.verified()["ballots"], 2);
}

const BROKEN: [(&str, &[u8], &str); 16] = [
    ("a.csv", b"", "the file is empty"),
    ("a.csv", b"\n\r\n , ,\n", "the file is empty"),
    ("a.ods", b"date,1.1\n", "is neither .csv nor .xlsx"),
    (
        "a.csv",
        b"ngay,1.1\n24/11/2025,5\n",
        "the header lacks date",
    ),
    (
        "a.csv",
        b"date,1.1,1.1\n2025-11-24,5,5\n",
        "has this column twice",
    ),
    (
        "a.csv",
        b"date,1.9\n2025-11-24,5\n",
        "neither a criterion nor one of",
    ),
    (
        "a.csv",
        b"date,1.1\n2025-11-24,5\n\xd4\xc1,5\n",
        "not UTF-8",
    ),
    (
        "a.csv",
        b"d\x00a\x00t\x00e\x00,\x001\x00.\x001\x00\n",
        "UTF-16 without its mark; save it as CSV UTF-8",
    ),
    (
        "a.csv",
        b"date,1.1,comment\n2025-11-24,5,\"\n2025-11-24,5,\n",
        "never closed",
    ),
    ("a.csv", b"date,1.1\n2025-11-24,=5\n", "'=5' is not 1 to 5"),
    ("a.csv", b"date,1.1\n2025-11-24,5\x00\n", "is no text"),
    ("a.csv", b"\xff\xfed\x00a\x00t", "broken UTF-16"),
    (
        "a.xls",
        b"\xd0\xcf\x11\xe0",
        "save the table as one of them",
    ),
    // "Chờ lâu" in Windows-1258.
    (
        "a.csv",
        b"date,1.1,comment\n2025-11-24,5,Ch\xf5\xcc l\xe2u\n",
        "perhaps Windows-1258 or TCVN3; save the file as CSV UTF-8 or .xlsx",
    ),
    ("a.xlsx", b"PK\x03\x04 no workbook", "Zip"),
    ("a.xlsx", b"date,1.1\n2025-11-24,5\n", "Zip"),
];

/// Files that are no such table, or broken ones: each is refused whole, in one readable line.
async fn a_broken_file_is_refused_with_a_reason(app: &App) {
    Desk::open(app);
    let huge = format!("date,1.1\n2025-11-24,{}\n", "5".repeat(1 << 20));
    let own = [("a.csv", huge.as_bytes(), "'5555")];
    for (name, content, said) in BROKEN.into_iter().chain(own) {
        let (code, report) = import(app, name, content, &[]);
        let reason = report["refused"][0]["reason"].as_str().unwrap();
        assert_eq!(code, 1, "{report}");
        assert!(
            reason.to_lowercase().contains(&said.to_lowercase()),
            "{said}: {reason}"
        );
        assert!(reason.chars().count() <= 501, "{} letters", reason.len());
        assert!(!reason.contains(char::is_control), "{reason:?}");
    }
    assert_eq!(app.count("ballots"), 0);
    let header_only = import(app, "a.csv", b"date,1.1\n", &[]);
    assert_eq!(header_only.1["rows"], 0);
}

fn utf16(text: &str, written: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(written).collect()
}

/// A province says which commune a file is of; a file of no commune is not guessed.
async fn a_file_belongs_to_the_unit_that_is_named(app: &App) {
    Desk::open(app);
    app.command(&["unit", "add", "--code", "IP", "--name", "Xã Ia Pếch"]);
    let form = b"date,1.1\n2025-11-24,5\n";
    let (code, report) = import(app, "a.csv", form, &[]);
    assert_eq!((code, places(&report)), (1, vec![(2, "unit")]), "{report}");
    assert_eq!(import(app, "a.csv", form, &["--unit", "IP"]).0, 0);
    let nowhere = app.hailong(&["import", "ballots", "a.csv", "--unit", "XX"]);
    assert_eq!(nowhere.code, 1);
    assert_eq!(app.index(2025)["ballots"], 0, "{UNIT} has none");
    assert_eq!(app.verified()["ballots"], 1);
}

crate::stories! {
    a_file_of_paper_forms_is_taken_once,
    a_table_may_come_from_any_program,
    a_bad_row_is_named_and_taken_out_or_the_file_refused,
    a_form_number_that_is_used_again_is_named,
    a_broken_file_is_refused_with_a_reason,
    a_file_belongs_to_the_unit_that_is_named,
}
