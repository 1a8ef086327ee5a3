//! Counts that go from one installation to another as a signed file: a commune that runs alone appears at the province,
//! what is wrong is refused with what to do, and nobody finds few people in what was handed out.

mod clocks;
mod few;
mod sums;
mod upload;

use std::path::PathBuf;

use hailong::db::{self, DbConn};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::App;
use crate::harness::app::{Run, hailong};
use crate::harness::counts::add_up;
use crate::harness::database::{Backend, TestDatabase};
use crate::harness::desk::{UNIT, tamper};

/// An installation of its own, without a server: a commune's.
pub struct Commune {
    pub database: TestDatabase,
    folder: TempDir,
}

impl Commune {
    pub fn set_up(code: &str) -> Self {
        let commune = Self {
            database: TestDatabase::migrated(Backend::Sqlite),
            folder: TempDir::with_prefix("hailong-exchange-").unwrap(),
        };
        commune.does(&["unit", "add", "--code", code, "--name", "Xã một mình"]);
        commune
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        hailong(arguments, &self.database.address(), "")
    }

    #[track_caller]
    pub fn does(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
        run.out
    }

    /// So many people rate in a month: all of them "hài lòng".
    pub fn rated(&self, month: &str, channel: &str, people: i32) {
        rated(&mut self.database.connect(), UNIT, (month, channel), people);
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The signed file of a year.
    pub fn signed(&self, year: &str, name: &str) -> PathBuf {
        let path = self.path(name);
        let output = path.to_str().unwrap();
        self.does(&[
            "export", "tallies", "--year", year, "--sign", "--output", output,
        ]);
        path
    }

    pub fn fingerprint(&self) -> String {
        let told = self.does(&["export", "key", "--json"]);
        let told: Value = serde_json::from_str(&told).unwrap();
        told["fingerprint"].as_str().unwrap().to_owned()
    }
}

/// Counts as a box with so many ballots of the tablet's five questions has them.
pub fn rated(conn: &mut DbConn, unit: &str, (month, channel): (&str, &str), people: i32) {
    have_questionnaires(conn);
    let ballots = format!(
        "INSERT INTO turnout_months (unit_id, month, channel, questionnaire_id, ballots, partial)
         SELECT units.id, '{month}-01', '{channel}', questionnaires.id, {people}, 0
         FROM units, questionnaires WHERE code = '{unit}' AND version = 'touch-5'
         ON CONFLICT (unit_id, month, channel, questionnaire_id)
         DO UPDATE SET ballots = turnout_months.ballots + excluded.ballots"
    );
    tamper(conn, &ballots).unwrap();
    for criterion in 1..=5 {
        let scores = format!(
            "INSERT INTO tally_months (unit_id, month, channel, questionnaire_id, criterion, n1, n2, n3, n4, n5, no_opinion)
             SELECT units.id, '{month}-01', '{channel}', questionnaires.id, '{criterion}', 0, 0, 0, {people}, 0, 0
             FROM units, questionnaires WHERE code = '{unit}' AND version = 'touch-5'
             ON CONFLICT (unit_id, month, channel, questionnaire_id, criterion)
             DO UPDATE SET n4 = tally_months.n4 + excluded.n4"
        );
        tamper(conn, &scores).unwrap();
    }
    add_up(conn);
}

/// The rows of the questionnaires, which a server makes at its first start.
fn have_questionnaires(conn: &mut DbConn) {
    use hailong::survey::{questionnaire::catalogue, store::sync_questionnaires};
    let now = chrono::DateTime::UNIX_EPOCH.naive_utc();
    let rows = db::write_transaction(conn, |conn| sync_questionnaires(conn, catalogue(), now));
    assert!(rows.is_ok());
}

/// A province with the commune in its tree.
fn province(app: &App) {
    app.add_unit("H21", None);
    app.add_unit(UNIT, Some("H21"));
}

fn take(app: &App, file: &std::path::Path, trust: &str) -> Run {
    let mut arguments = vec!["import", "tallies", file.to_str().unwrap()];
    if !trust.is_empty() {
        arguments.extend(["--trust", trust]);
    }
    app.hailong(&arguments)
}

#[track_caller]
fn taken(app: &App, file: &std::path::Path, trust: &str) -> String {
    let run = take(app, file, trust);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    run.out
}

#[track_caller]
fn refused(app: &App, file: &std::path::Path, trust: &str, why: &str) {
    let run = take(app, file, trust);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.err.contains(why), "no '{why}' in {}", run.err);
}

fn ballots(app: &App, unit: &str, year: &str) -> Value {
    app.command(&["index", "--unit", unit, "--year", year])["ballots"].clone()
}

async fn a_commune_that_runs_alone_appears_at_the_province(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    commune.rated("2025-04", "slip", 25);
    commune.rated("2025-05", "slip", 4);
    let file = commune.signed("2025", "a.json");
    assert_eq!(ballots(app, "H21", "2025"), json!(0));
    let told = taken(app, &file, &commune.fingerprint());
    assert!(told.contains("69 ballots"), "{told}");
    for unit in ["H21", UNIT] {
        assert_eq!(ballots(app, unit, "2025"), json!(69));
    }
    let index = app.command(&["index", "--unit", "H21", "--year", "2025"]);
    assert_eq!(index["overall"]["answers"], json!(5 * 69));
    assert_eq!(index["by_file"][0]["until"], "2025-12-31");
    let api = app
        .visitor()
        .get("/api/v1/indices?unit=H21&year=2025")
        .await;
    assert_eq!(api.is(200).json()["overall"], index["overall"]);
    let leader = app.staff_of("H21", "leader").await;
    let page = leader.get("/indices?unit=H21&year=2025").await.is(200);
    let page = page.says("nhận bằng tệp").says("31/12/2025");
    assert!(
        page.body.contains(">69<"),
        "the list of units below: {}",
        page.body
    );
    app.visitor().get("/u/H21").await.is(200);
    assert_eq!(app.verified()["exchange_ok"], true);
}

async fn the_same_file_again_changes_nothing_and_a_newer_one_replaces_it(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    let first = commune.signed("2025", "a.json");
    taken(app, &first, &commune.fingerprint());
    let again = taken(app, &first, "");
    assert!(again.contains("nothing changes"), "{again}");
    assert_eq!(app.count("foreign_files"), 1);
    commune.rated("2025-06", "kiosk", 30);
    let second = commune.signed("2025", "b.json");
    taken(app, &second, "");
    assert_eq!(ballots(app, "H21", "2025"), json!(70));
    assert_eq!(app.count("foreign_files"), 2, "the older one stays known");
    taken(app, &first, "");
    assert_eq!(ballots(app, "H21", "2025"), json!(70));
    let before = tamper(&mut app.database.connect(), "DELETE FROM foreign_files");
    assert!(before.is_err(), "the list is append-only");
}

async fn an_older_file_is_refused(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    let old = commune.signed("2025", "a.json");
    commune.rated("2025-06", "kiosk", 30);
    let new = commune.signed("2025", "b.json");
    taken(app, &new, &commune.fingerprint());
    refused(app, &old, "", "is newer");
    assert_eq!(ballots(app, "H21", "2025"), json!(70));
}

async fn only_the_unit_s_own_key_is_believed(app: &App) {
    province(app);
    let (commune, stranger) = (Commune::set_up(UNIT), Commune::set_up(UNIT));
    commune.rated("2025-03", "kiosk", 40);
    stranger.rated("2025-03", "kiosk", 900);
    let (own, foreign) = (
        commune.signed("2025", "a.json"),
        stranger.signed("2025", "a.json"),
    );
    refused(app, &own, "", &commune.fingerprint());
    refused(
        app,
        &foreign,
        &commune.fingerprint(),
        "not the one you named",
    );
    taken(app, &own, &commune.fingerprint().to_lowercase());
    refused(app, &foreign, "", "so far");
    assert_eq!(ballots(app, "H21", "2025"), json!(40));
    taken(app, &foreign, &stranger.fingerprint());
    assert_eq!(
        ballots(app, "H21", "2025"),
        json!(900),
        "a letter told the new key"
    );
}

async fn a_file_that_was_changed_is_refused(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    let file = commune.signed("2025", "a.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let changed = text.replace("[0,0,0,40,0,0]", "[0,0,0,0,40,0]");
    assert_ne!(text, changed);
    std::fs::write(&file, changed).unwrap();
    refused(app, &file, &commune.fingerprint(), "signature is wrong");
    std::fs::write(&file, "{}").unwrap();
    refused(app, &file, "", "not a file of signed counts");
    std::fs::write(&file, text).unwrap();
    taken(app, &file, &commune.fingerprint());
}

async fn nobody_is_counted_twice(app: &App) {
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    let (file, trust) = (commune.signed("2025", "a.json"), commune.fingerprint());
    refused(app, &file, &trust, "no unit with code");
    province(app);
    rated(&mut app.database.connect(), UNIT, ("2025-07", "kiosk"), 3);
    refused(app, &file, &trust, "counted twice");
    commune.rated("2024-03", "kiosk", 20);
    let other = commune.signed("2024", "b.json");
    taken(app, &other, &trust);
    app.add_unit("TB1", Some(UNIT));
    let desk = Commune::set_up("TB1");
    rated(
        &mut desk.database.connect(),
        "TB1",
        ("2024-03", "kiosk"),
        20,
    );
    let file = desk.signed("2024", "c.json");
    refused(app, &file, &desk.fingerprint(), "below the other");
}

async fn verify_finds_counts_that_no_file_tells(app: &App) {
    province(app);
    let commune = Commune::set_up(UNIT);
    commune.rated("2025-03", "kiosk", 40);
    taken(
        app,
        &commune.signed("2025", "a.json"),
        &commune.fingerprint(),
    );
    assert_eq!(app.verified()["exchange_ok"], true);
    let conn = &mut app.database.connect();
    let bend =
        |by: &str| format!("UPDATE foreign_tally_months SET n5 = n5 {by} WHERE criterion = '1'");
    tamper(conn, &bend("+ 1")).unwrap();
    let found = app.hailong(&["verify"]);
    assert_eq!(found.code, 1);
    assert!(found.out.contains("\"exchange_ok\":false"), "{}", found.out);
    tamper(conn, &bend("- 1")).unwrap();
    app.verified();
}

crate::stories! {
    a_commune_that_runs_alone_appears_at_the_province,
    the_same_file_again_changes_nothing_and_a_newer_one_replaces_it,
    an_older_file_is_refused,
    only_the_unit_s_own_key_is_believed,
    a_file_that_was_changed_is_refused,
    nobody_is_counted_twice,
    verify_finds_counts_that_no_file_tells,
}
