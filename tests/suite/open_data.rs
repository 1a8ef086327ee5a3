//! What anybody may take along: the files, their headers, what they never say; and the page about them.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use crate::exchange::{Commune, rated};
use crate::harness::desk::UNIT;
use crate::harness::{Answer, App};

/// A commune below a province, with ratings of last year.
fn rated_commune(app: &App) {
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
    let conn = &mut app.database.connect();
    rated(conn, UNIT, ("2025-01", "kiosk"), 30);
    rated(conn, UNIT, ("2025-02", "kiosk"), 4);
    rated(conn, UNIT, ("2025-02", "paper"), 12);
}

async fn read(app: &App, path: &str) -> Answer {
    app.visitor().get(path).await.is(200)
}

async fn asked_again(app: &App, path: &str, tag: &str) -> Answer {
    let request = app.visitor().request(Method::GET, path);
    Answer::of(request.header("If-None-Match", tag)).await
}

async fn the_counts_of_a_year_are_there_as_csv_and_json(app: &App) {
    rated_commune(app);
    let csv = read(app, "/data/TB/2025.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<_> = csv.body.lines().collect();
    assert_eq!(
        lines[0],
        "unit,month,until,channel,questionnaire,criterion,n1,n2,n3,n4,n5,no_opinion,ballots,provisional"
    );
    assert!(
        lines.contains(&"TB,2025-01,2025-02,kiosk,touch-5,,,,,,,,34,false"),
        "{}",
        csv.body
    );
    assert!(
        lines.contains(&"TB,2025-02,2025-02,paper,touch-5,3,0,0,0,12,0,0,,false"),
        "{}",
        csv.body
    );
    let answer = read(app, "/data/H21/2025.json").await;
    assert_eq!(
        answer.header("content-type"),
        "application/json; charset=utf-8"
    );
    let whole = answer.json();
    assert_eq!(
        (&whole["ballots"], &whole["complete"]),
        (&json!(46), &json!(true))
    );
    assert_eq!(whole["rows"].as_array().unwrap().len(), lines.len() - 1);
    assert_eq!(whole["rows"][0]["unit"], "H21");
    let units = read(app, "/data/units.csv").await;
    assert!(units.body.contains("H21,2025\n"), "{}", units.body);
    assert_eq!(
        read(app, "/data/units.json").await.json()["rows"][1]["parent"],
        "H21"
    );
}

async fn the_published_indices_are_there_with_their_source(app: &App) {
    rated_commune(app);
    let rows = read(app, "/data/TB/indices.json").await.json()["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 6);
    assert_eq!(rows[0]["measure"], "overall");
    assert_eq!(
        (&rows[0]["answers"], &rows[0]["percent"]),
        (&json!(230), &json!(100.0))
    );
    assert_eq!(rows[0]["source"], "hailong");
    assert!(
        read(app, "/data/TB/indices.csv")
            .await
            .body
            .starts_with("unit,year,measure,percent,")
    );
}

async fn whoever_has_it_is_not_sent_it_again(app: &App) {
    rated_commune(app);
    for path in [
        "/data/TB/2025.csv",
        "/data/TB/2025.json",
        "/data/units.json",
        "/data/dictionary.json",
    ] {
        let first = read(app, path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{path}: a strong tag, not {tag}");
        assert!(!first.header("last-modified").is_empty());
        let again = asked_again(app, path, &tag).await.is(304);
        assert_eq!(
            (again.header("etag"), again.body.as_str()),
            (tag.as_str(), "")
        );
        assert_eq!(again.header("access-control-allow-origin"), "*");
        asked_again(app, path, "\"other\"").await.is(200);
        let head = Answer::of(app.visitor().request(Method::HEAD, path))
            .await
            .is(200);
        assert_eq!(
            (head.header("etag"), head.body.as_str()),
            (tag.as_str(), "")
        );
    }
    let over = read(app, "/data/TB/2025.csv").await;
    assert_eq!(over.header("cache-control"), "public, max-age=86400");
    let tag = over.header("etag").to_owned();
    rated(&mut app.database.connect(), UNIT, ("2025-03", "kiosk"), 3);
    asked_again(app, "/data/TB/2025.csv", &tag)
        .await
        .is(200)
        .says(",3,false\n");
}

async fn only_these_addresses_are_open_to_other_sites(app: &App) {
    rated_commune(app);
    for path in [
        "/data/TB/2025.csv",
        "/data/units.csv",
        "/data/dictionary.json",
        "/data/TB/indices.csv",
    ] {
        assert_eq!(
            read(app, path).await.header("access-control-allow-origin"),
            "*",
            "{path}"
        );
    }
    for path in [
        "/",
        "/data",
        "/u/TB",
        "/api/v1/indices?unit=TB&year=2025",
        "/healthz",
    ] {
        assert_eq!(
            read(app, path).await.header("access-control-allow-origin"),
            "",
            "{path}"
        );
    }
}

async fn what_is_not_there_is_told_to_programs(app: &App) {
    rated_commune(app);
    for path in [
        "/data/NONE/2025.csv",
        "/data/TB/2024.csv",
        "/data/TB/1999.json",
        "/data/TB/year.json",
        "/data/TB/2025.xlsx",
        "/data/NONE/indices.json",
        "/data/elsewhere",
    ] {
        let answer = app.visitor().get(path).await.is(404);
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{path}"
        );
        assert_eq!(answer.json()["status"], 404);
    }
}

/// This year is open: it may be kept for minutes, and the newest days are marked.
async fn the_newest_days_are_marked(app: &App) {
    app.add_unit(UNIT, None);
    let today = app.clock.today();
    let month = today.format("%Y-%m").to_string();
    rated(&mut app.database.connect(), UNIT, (&month, "kiosk"), 20);
    let path = today.format("/data/TB/%Y.json").to_string();
    let answer = read(app, &path).await;
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    assert_eq!(answer.json()["complete"], false);
    assert_eq!(answer.json()["rows"][0]["provisional"], true);
}

/// Somebody asks after every few ratings, keeps every answer and subtracts.
async fn whoever_keeps_every_answer_finds_nobody(app: &App) {
    app.add_unit(UNIT, None);
    let conn = &mut app.database.connect();
    let mut known: Vec<BTreeMap<String, i64>> = vec![BTreeMap::new()];
    for turn in 0..20_usize {
        let channel = ["kiosk", "slip", "kiosk", "paper"][turn % 4];
        let month = ["2025-05", "2025-06", "2025-11"][turn % 3];
        rated(conn, UNIT, (month, channel), [2, 9, 5, 13, 1][turn % 5]);
        let answer = app.visitor().get("/data/TB/2025.json").await.is(200).json();
        let mut people = BTreeMap::new();
        for row in answer["rows"].as_array().unwrap() {
            let place =
                ["month", "until", "channel", "criterion"].map(|name| row[name].to_string());
            let counts = ["n1", "n2", "n3", "n4", "n5", "no_opinion", "ballots"];
            let count: i64 = counts.iter().filter_map(|name| row[name].as_i64()).sum();
            if !row["month"].is_null() {
                people.insert(place.join(" "), count);
            }
        }
        for before in &known {
            for (place, count) in &people {
                let more = count - before.get(place).copied().unwrap_or_default();
                assert!(more == 0 || more >= 10, "{place}: {more}");
            }
        }
        known.push(people);
    }
    assert!(!known[20].is_empty());
}

async fn what_came_by_file_is_published_too(app: &App) {
    rated_commune(app);
    app.add_unit("XA2", Some("H21"));
    let commune = Commune::set_up("XA2");
    rated(
        &mut commune.database.connect(),
        "XA2",
        ("2025-08", "slip"),
        21,
    );
    rated(
        &mut commune.database.connect(),
        "XA2",
        ("2025-08", "kiosk"),
        15,
    );
    let file = commune.signed("2025", "a.json");
    let trust = commune.fingerprint();
    let run = app.hailong(&[
        "import",
        "tallies",
        file.to_str().unwrap(),
        "--trust",
        &trust,
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let whole = read(app, "/data/H21/2025.json").await.json();
    assert_eq!(whole["ballots"], 46 + 36);
    let ballots = whole["rows"].as_array().unwrap().iter();
    let sum: i64 = ballots.filter_map(|row| row["ballots"].as_i64()).sum();
    assert_eq!(sum, 46 + 36);
    assert_eq!(read(app, "/data/XA2/2025.json").await.json()["ballots"], 36);
}

async fn the_page_says_what_there_is(app: &App) {
    rated_commune(app);
    let page = read(app, "/data?unit=TB").await;
    let page = page
        .says("Dữ liệu mở")
        .says("/data/TB/2025.csv")
        .says("/data/H21/2025.json");
    page.says("CC-BY-4.0").says("/data/dictionary.json");
    read(app, "/u/TB").await.says("/data?unit=TB");
    let dictionary = read(app, "/data/dictionary.json").await.json();
    for file in dictionary["files"].as_array().unwrap() {
        for column in file["columns"].as_array().unwrap() {
            for lang in ["vi", "en"] {
                let said = column[lang].as_str().unwrap();
                assert!(!said.starts_with("open_data."), "{said} has no words");
            }
        }
    }
    let channels: Vec<_> = dictionary["channels"].as_array().unwrap().iter().collect();
    assert_eq!(channels.len(), 6);
    assert_eq!(dictionary["least_people"], 10);
    assert!(
        dictionary["questionnaires"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );
    let nothing: Vec<&Value> = channels
        .into_iter()
        .filter(|code| code["vi"].as_str().unwrap().starts_with("open_data"))
        .collect();
    assert!(nothing.is_empty(), "{nothing:?}");
}

crate::stories! {
    the_counts_of_a_year_are_there_as_csv_and_json,
    the_published_indices_are_there_with_their_source,
    whoever_has_it_is_not_sent_it_again,
    only_these_addresses_are_open_to_other_sites,
    what_is_not_there_is_told_to_programs,
    the_newest_days_are_marked,
    whoever_keeps_every_answer_finds_nobody,
    what_came_by_file_is_published_too,
    the_page_says_what_there_is,
}
