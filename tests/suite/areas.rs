//! A province whose counts are kept added up: they are what its communes add up to, nobody can bend them unseen, and a
//! database of before has them at once.

use hailong::db::{self, DbConn};
use serde_json::Value;

use crate::harness::App;
use crate::harness::desk::tamper;

const FILL: [&str; 6] = [
    "demo",
    "--fill-only",
    "--ballots",
    "2000",
    "--communes",
    "4",
];

/// The tables of units above others.
const TABLES: [&str; 8] = [
    "area_tally_days",
    "area_tally_months",
    "area_suspect_tally_months",
    "area_turnout_days",
    "area_turnout_months",
    "area_suspect_turnout_months",
    "area_breakdown_months",
    "area_reason_months",
];
/// Those of units by themselves that tell what ballots say overall.
const OVERALL: [&str; 3] = ["turnout_days", "turnout_months", "suspect_turnout_months"];

fn index(app: &App, unit: &str) -> Value {
    let year = app.number(
        "SELECT CAST(substr(CAST(min(day) AS TEXT), 1, 4) AS BIGINT) AS n FROM turnout_days",
    );
    app.command(&["index", "--unit", unit, "--year", &year.to_string()])
}

/// Answers, satisfied and persons of the whole.
fn overall(index: &Value) -> [i64; 3] {
    ["answers", "satisfied", "persons"].map(|name| index["overall"][name].as_i64().unwrap())
}

async fn a_province_is_what_its_communes_add_up_to(app: &App) {
    assert_eq!(app.hailong(&FILL).code, 0);
    let mut sum = [0; 3];
    for commune in ["TB", "GL.1", "GL.2", "GL.3", "IB"] {
        let own = overall(&index(app, commune));
        sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
    }
    assert!(sum[0] > 1_000, "{sum:?}");
    assert_eq!(overall(&index(app, "GL")), sum);
    for table in TABLES {
        assert!(app.count(table) > 0, "{table}");
        assert_eq!(
            app.count(&format!("{table} WHERE unit_id <> 1")),
            0,
            "{table}"
        );
    }
}

async fn counts_of_a_province_that_were_bent_are_named(app: &App) {
    assert_eq!(app.hailong(&FILL).code, 0);
    app.verified();
    let mut conn = app.database.connect();
    // No more than twenty differences are named, so not all tables are bent at once.
    let groups: [&[&str]; 4] = [
        &[
            "area_tally_days",
            "area_tally_months",
            "turnout_days",
            "turnout_months",
        ],
        &[
            "area_turnout_days",
            "area_turnout_months",
            "area_breakdown_months",
            "area_reason_months",
        ],
        &["area_suspect_tally_months"],
        &["area_suspect_turnout_months", "suspect_turnout_months"],
    ];
    for tables in groups {
        let mut bend = |by: i64| {
            for table in tables {
                let column = match *table {
                    "area_reason_months" => "ballots",
                    scores if scores.contains("tally") => "n4",
                    _ => "satisfied",
                };
                let most = format!("(SELECT max({column}) FROM {table})");
                let bent = format!(
                    "UPDATE {table} SET {column} = {column} + {by} WHERE {column} = {most}"
                );
                tamper(&mut conn, &bent).unwrap();
            }
        };
        bend(1);
        let run = app.hailong(&["verify"]);
        assert_eq!(run.code, 1, "{tables:?}: {}", run.out);
        for table in tables {
            assert!(
                run.out.contains(&format!("\"{table}: ")),
                "{table}: {}",
                run.out
            );
        }
        bend(-1);
    }
    // A field is known from no ballot, so it is held against the communes' own counts.
    let other = "UPDATE area_breakdown_months SET value = 'x' || value WHERE facet = 'field'";
    tamper(&mut conn, other).unwrap();
    let run = app.hailong(&["verify"]);
    assert!(
        run.out.contains("not what the units below add up to"),
        "{}",
        run.out
    );
}

/// A database of before is brought up to date: its counts are those that would have been kept.
async fn a_database_of_before_is_added_up(app: &App) {
    assert_eq!(app.hailong(&FILL).code, 0);
    let mut conn = app.database.connect();
    for table in TABLES.iter().chain(&OVERALL) {
        let kept = format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}");
        tamper(&mut conn, &kept).unwrap();
    }
    let folder = match conn {
        DbConn::Sqlite(_) => "sqlite",
        DbConn::Postgres(_) => "postgres",
    };
    let root = env!("CARGO_MANIFEST_DIR");
    let down = format!("{root}/migrations/{folder}/2026-12-04-090000_areas/down.sql");
    let down = std::fs::read_to_string(down).unwrap();
    // The server makes its rounds meanwhile, and PostgreSQL may find both waiting for each other.
    while let Err(error) = tamper(&mut conn, &down) {
        assert!(error.to_string().contains("deadlock"), "{error}");
    }
    let undone = "DELETE FROM __diesel_schema_migrations WHERE version = '20261204090000'";
    tamper(&mut conn, undone).unwrap();
    assert_eq!(db::migrate(&mut conn).unwrap().len(), 1);
    for table in TABLES.iter().chain(&OVERALL) {
        for (of, without) in [(String::new(), "kept_"), ("kept_".to_owned(), "")] {
            let differ = format!(
                "(SELECT * FROM {of}{table} EXCEPT SELECT * FROM {without}{table}) AS more"
            );
            assert_eq!(app.count(&differ), 0, "{table}");
        }
    }
    app.verified();
}

crate::stories! {
    a_province_is_what_its_communes_add_up_to,
    counts_of_a_province_that_were_bent_are_named,
    a_database_of_before_is_added_up,
}
