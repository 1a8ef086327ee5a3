//! Whoever doubts an index takes the raw ballots and computes it anew with a program of another language.

use std::process::Command;

use chrono::Datelike;
use serde_json::{Value, json};

use crate::harness::App;
use crate::harness::desk::{Desk, UNIT, ballot, ballot_with};

/// What Python makes of the raw ballots of a year.
fn recounted(file: &str) -> Value {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/recount.py");
    let run = Command::new("python3")
        .args([script, file])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    serde_json::from_slice(&run.stdout).unwrap()
}

/// A figure of the index table as the recount has it.
fn figure(of: &Value) -> Value {
    json!({"satisfied": of["satisfied"], "answers": of["answers"], "percent": of["percent"]})
}

/// Three questionnaires, skipped questions, "không có ý kiến", paper and tablet.
async fn indices_computed_anew_agree_to_the_last_digit(app: &App) {
    let desk = Desk::open(app);
    let year = app.clock.today().year();
    let mut ballots: Vec<Value> = (0..37_i64)
        .map(|n| {
            let score = |shift: i64| match (n * 7 + shift) % 6 {
                0 => Value::Null,
                score => score.into(),
            };
            ballot_with(
                json!({"answers": {"1": score(0), "2": score(1), "3": score(3), "5": score(2)}}),
            )
        })
        .collect();
    ballots.push(ballot_with(
        json!({"questionnaire": "sipas-2017", "answers": {"1.1": 5, "3.6": 2, "5.4": null}}),
    ));
    ballots.push(ballot_with(
        json!({"comment": "=HYPERLINK(\"x\")", "reasons": ["officer.attitude"]}),
    ));
    ballots.push(ballot());
    desk.receipts(&ballots, 200).await;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ballots.csv");
    let file = file.to_str().unwrap();
    let year = year.to_string();
    let run = app.hailong(&["export", "ballots", "--year", &year, "--output", file]);
    assert_eq!(run.code, 0, "{}", run.err);
    let anew = recounted(file);
    let index = app.command(&["index", "--unit", UNIT, "--year", &year]);
    assert_eq!(anew["ballots"], index["ballots"]);
    assert_eq!(anew["overall"], figure(&index["overall"]));
    for dimension in index["dimensions"].as_array().unwrap() {
        let code = dimension["code"].as_str().unwrap();
        assert_eq!(anew["dimensions"][code], figure(dimension), "{code}");
    }
    let criteria = index["criteria"].as_array().unwrap();
    assert_eq!(criteria.len(), anew["criteria"].as_object().unwrap().len());
    for criterion in criteria {
        let [version, code] = ["questionnaire", "code"].map(|key| criterion[key].as_str().unwrap());
        let other = &anew["criteria"][format!("{version} {code}")];
        assert_eq!(figure(other), figure(criterion), "{version} {code}");
        assert_eq!(other["scores"], criterion["scores"], "{version} {code}");
    }
    let text = std::fs::read_to_string(file).unwrap();
    assert!(!text.contains("HYPERLINK"), "words stay where they are");
    assert!(text.contains("officer.attitude"), "{text}");
}

/// The same ballots in every way of writing, and those of another year in none.
async fn every_format_hands_out_the_same_ballots(app: &App) {
    let desk = Desk::open(app);
    desk.receipts(&[ballot(), ballot_with(json!({"partial": true}))], 200)
        .await;
    let year = app.clock.today().year();
    let export = |year: i32, format: &str| {
        let run = app.hailong(&[
            "export",
            "ballots",
            "--year",
            &year.to_string(),
            "--format",
            format,
        ]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    };
    let rows: Value = serde_json::from_str(&export(year, "json")).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert_eq!(rows[0]["touch-5 1"], 4);
    assert_eq!(rows[0]["unit"], UNIT);
    assert_eq!(rows[0]["sipas-2017 1.1"], Value::Null);
    assert_eq!(export(year, "csv").lines().count(), 3);
    assert_eq!(export(year - 1, "csv").lines().count(), 1);
    let none: Value = serde_json::from_str(&export(year - 1, "json")).unwrap();
    assert_eq!(none, json!([]));
}

crate::stories! {
    indices_computed_anew_agree_to_the_last_digit,
    every_format_hands_out_the_same_ballots,
}
