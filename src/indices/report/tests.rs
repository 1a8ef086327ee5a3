//! The table in the shape in which it is handed out.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::indices::table::tests::{tally, worked_example};

#[test]
fn the_worked_example_is_handed_out_to_the_last_digit() {
    let report = Report::new("TB", (2026, &worked_example()), None, Extent::Exact);
    let json = serde_json::to_value(report).expect("json");
    assert_eq!(json["method"], "pooled");
    assert_eq!(json["ballots"], 120);
    assert_eq!(
        json["overall"],
        json!({
            "satisfied": 296, "answers": 370, "persons": 100,
            "percent": 80.0, "low": 75.63, "high": 83.76,
        })
    );
    let codes: Vec<_> = json["dimensions"]
        .as_array()
        .expect("list")
        .iter()
        .map(|d| &d["code"])
        .collect();
    assert_eq!(
        codes,
        ["access", "procedure", "officer", "result", "feedback"]
    );
    assert_eq!(json["dimensions"][0]["percent"], json!(null));
    assert_eq!(json["dimensions"][3]["percent"], 81.38);
    assert_eq!(json["alternatives"]["overall"]["mean_of_dimensions"], 78.19);
    assert_eq!(
        json["alternatives"]["dimensions"][3],
        json!({
            "code": "result", "mean_of_criteria": 81.33,
            "mean_score_of_five": 81.52, "mean_score_from_one": 76.9,
        })
    );
    assert_eq!(json["compare"], json!(null));
}

#[test]
fn the_other_year_has_the_same_shape_and_the_differences() {
    let before = Table::new(
        vec![tally("4.1", Dimension::Outcome, [0, 0, 60, 20, 20])],
        BTreeMap::from([("paper".to_owned(), 100)]),
    );
    let report = Report::new(
        "TB",
        (2026, &worked_example()),
        Some((2025, &before)),
        Extent::Exact,
    );
    let json = serde_json::to_value(&report).expect("json");
    let compare = &json["compare"];
    assert_eq!(
        (&compare["year"], &compare["ballots"]),
        (&json!(2025), &json!(100))
    );
    assert_eq!(
        compare["differences"]["overall"],
        json!({"points": 40.0, "verdict": "rise"})
    );
    assert_eq!(
        compare["differences"]["dimensions"][4],
        json!({
            "code": "feedback", "points": null, "verdict": "no_data",
        })
    );
    assert_eq!(
        compare["differences"]["criteria"][0],
        json!({
            "questionnaire": "paper", "code": "4.1", "points": 44.0, "verdict": "rise",
        })
    );
    assert_eq!(compare["mixed_differently"], false);
    assert_eq!(report.lines().len(), 1 + 6 + 7);
    assert!(report.lines()[1].starts_with("overall                   80.00 %  296/370 answers"));
}
