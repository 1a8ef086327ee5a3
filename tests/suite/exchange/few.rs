//! Of fewer than ten people nothing is told: neither by one edition nor by the difference of two.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Commune, rated};
use crate::harness::App;
use crate::harness::desk::UNIT;

/// Rows of an edition by what they speak of.
type Edition = BTreeMap<Vec<String>, [i64; 7]>;

fn edition(export: &dyn Fn(&[&str]) -> Value, year: &str) -> (Edition, i64) {
    let rows = export(&["export", "tallies", "--year", year, "--format", "json"]);
    let mut edition = Edition::new();
    let mut untold = 0;
    for row in rows.as_array().unwrap() {
        let number = |name: &str| row[name].as_i64().unwrap_or_default();
        if row["month"].is_null() {
            untold += number("ballots");
            continue;
        }
        let names = [
            "unit",
            "month",
            "until",
            "channel",
            "questionnaire",
            "criterion",
        ];
        let place = names.map(|name| row[name].as_str().unwrap_or_default().to_owned());
        let counts = ["n1", "n2", "n3", "n4", "n5", "no_opinion", "ballots"].map(number);
        assert!(edition.insert(place.to_vec(), counts).is_none());
    }
    (edition, untold)
}

fn exports(app: &App) -> impl Fn(&[&str]) -> Value {
    move |arguments| app.command(arguments)
}

fn people(counts: &[i64; 7]) -> i64 {
    counts.iter().sum()
}

/// Ballots that an edition tells.
fn told(edition: &Edition) -> i64 {
    let ballots = edition.iter().filter(|(place, _)| place[5].is_empty());
    ballots.map(|(_, counts)| people(counts)).sum()
}

async fn few_are_told_together_and_the_sum_of_the_year_is_exact(app: &App) {
    app.add_unit(UNIT, None);
    let conn = &mut app.database.connect();
    for (month, channel, people) in [
        ("2025-01", "kiosk", 3),
        ("2025-02", "kiosk", 8),
        ("2025-03", "kiosk", 30),
        ("2025-12", "kiosk", 2),
        ("2025-04", "slip", 6),
        ("2025-05", "paper", 7),
    ] {
        rated(conn, UNIT, (month, channel), people);
    }
    let (edition, untold) = edition(&exports(app), "2025");
    assert_eq!((told(&edition), untold), (56, 0));
    let scores: i64 = edition.values().map(|counts| counts[3]).sum();
    assert_eq!(scores, 5 * 56);
    let ballots: Vec<_> = edition
        .iter()
        .filter(|(place, _)| place[5].is_empty())
        .map(|(place, counts)| {
            (
                place[1].as_str(),
                place[2].as_str(),
                place[3].as_str(),
                counts[6],
            )
        })
        .collect();
    assert_eq!(
        ballots,
        [
            ("2025-01", "2025-02", "kiosk", 11),
            ("2025-03", "2025-12", "kiosk", 32),
            ("2025-04", "2025-05", "", 13),
        ]
    );
}

async fn of_nine_people_only_their_number_is_told(app: &App) {
    app.add_unit(UNIT, None);
    rated(&mut app.database.connect(), UNIT, ("2025-01", "kiosk"), 9);
    let rows = app.command(&["export", "tallies", "--year", "2025", "--format", "json"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0]["ballots"], 9);
    let others = rows[0].as_object().unwrap().iter();
    let others: Vec<_> = others
        .filter(|(_, value)| !value.is_null())
        .map(|(name, _)| name)
        .collect();
    assert_eq!(others, ["ballots", "unit"]);
}

/// Somebody asks for the table after every few ratings, keeps them all, and subtracts.
async fn whoever_keeps_every_edition_finds_nobody(app: &App) {
    app.add_unit(UNIT, None);
    let conn = &mut app.database.connect();
    let months = ["2025-01", "2025-02", "2025-02", "2025-03", "2025-12"];
    let channels = ["kiosk", "slip", "kiosk", "paper", "kiosk", "place", "kiosk"];
    let mut editions = vec![Edition::new()];
    let mut came = 0;
    for turn in 0..24_usize {
        let people = [3, 7, 1, 12, 4][turn % 5];
        rated(conn, UNIT, (months[turn % 5], channels[turn % 7]), people);
        came += i64::from(people);
        let (edition, untold) = edition(&exports(app), "2025");
        assert_eq!(
            told(&edition) + untold,
            came,
            "ballots are told to the last one"
        );
        editions.push(edition);
    }
    let mut differences = 0;
    for (at, earlier) in editions.iter().enumerate() {
        for later in &editions[at + 1..] {
            for (place, counts) in later {
                let before = earlier.get(place).map_or(0, people);
                let more = people(counts) - before;
                assert!(more == 0 || more >= 10, "{place:?}: {more} people");
                differences += usize::from(more > 0);
            }
        }
    }
    assert!(differences > 100, "nothing was told");
    app.hailong(&["export", "tallies", "--year", "2025", "--sign"]);
}

/// The file that travels tells no more than the table.
async fn the_signed_file_tells_of_no_fewer_either(_: &App) {
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 14);
    commune.rated("2025-04", "kiosk", 2);
    commune.rated("2025-05", "slip", 5);
    let text = std::fs::read_to_string(commune.signed("2025", "a.json")).unwrap();
    let envelope: Value = serde_json::from_str(&text).unwrap();
    let payload: Value = serde_json::from_str(envelope["payload"].as_str().unwrap()).unwrap();
    assert_eq!(payload["format"], "hailong-tallies");
    assert_eq!(
        (&payload["ballots"], &payload["untold"]),
        (&json!(21), &json!(0))
    );
    for row in payload["turnout"].as_array().unwrap() {
        assert!(row["ballots"].as_i64().unwrap() >= 10, "{row}");
    }
    for row in payload["tallies"].as_array().unwrap() {
        let counts = row["counts"].as_array().unwrap();
        assert!(
            counts.iter().filter_map(Value::as_i64).sum::<i64>() >= 10,
            "{row}"
        );
    }
    let column = commune.does(&["export", "tallies", "--year", "2025", "--format", "csv"]);
    assert!(
        column.starts_with("unit,month,until,channel,questionnaire,criterion,n1,"),
        "{column}"
    );
}

crate::stories! {
    few_are_told_together_and_the_sum_of_the_year_is_exact,
    of_nine_people_only_their_number_is_told,
    whoever_keeps_every_edition_finds_nobody,
    the_signed_file_tells_of_no_fewer_either,
}
