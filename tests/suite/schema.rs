//! The database itself: migrations go up, down and up again, and `schema.rs` describes what they make.

use std::path::Path;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use hailong::complaints::store::recount_tallies;
use hailong::db::{self, DatabaseUrl, Db, DbConn, schema};
use serde_json::json;

use crate::harness::database::{Backend, TestDatabase};
use crate::harness::desk::{Desk, INSTALL, ballot, ballot_with, count, tamper};
use crate::harness::{App, app};

fn migrations_go_up_down_and_up(backend: Backend) {
    let database = TestDatabase::empty(backend);
    let mut conn = database.connect();
    let applied = db::migrate(&mut conn).unwrap();
    assert!(!applied.is_empty());
    assert!(
        db::migrate(&mut conn).unwrap().is_empty(),
        "nothing is applied twice"
    );
    db::revert_all(&mut conn).unwrap();
    assert_eq!(db::migrate(&mut conn).unwrap(), applied);
    every_column_exists(&mut conn);
}

#[test]
fn migrations_go_up_down_and_up_on_sqlite() {
    migrations_go_up_down_and_up(Backend::Sqlite);
}

#[test]
fn migrations_go_up_down_and_up_on_postgres() {
    migrations_go_up_down_and_up(Backend::Postgres);
}

/// Selects every column of these tables, with no row, so that the database itself checks names and tables.
macro_rules! select {
    ($conn:expr, $($table:ident),+ $(,)?) => {
        $(
            let sql = schema::$table::table.select(schema::$table::all_columns).limit(0);
            sql.execute($conn).unwrap_or_else(|error| {
                panic!("{}: {error}", stringify!($table))
            });
        )+
    };
}

fn every_column_exists(conn: &mut DbConn) {
    select!(
        conn,
        settings,
        units,
        unit_formers,
        accounts,
        sessions,
        counters,
        devices,
        device_installs,
        device_states,
        pairings,
        links,
        questionnaires,
        ballots,
        ledger_head,
        ballot_comments,
        ballot_flags,
        ballot_conflicts,
        tally_days,
        tally_months,
        suspect_tally_months,
        turnout_days,
        turnout_months,
        suspect_turnout_months,
        complaints,
        complaint_contacts,
        complaint_events,
        complaint_officers,
        complaint_files,
        complaint_answers,
        publications,
        complaint_words,
        publication_words,
        complaint_tallies,
        complaint_drafts,
        complaint_templates,
        complaint_rules,
        targets,
        baselines,
        procedures,
        dossiers,
        dossier_applications,
        dossier_events,
        series,
        dossier_rules,
        dossier_tallies,
        dossier_mappings,
        dossier_uploads,
        dossier_sources,
        apologies,
    );
    every_column_of_what_came_later_exists(conn);
}

fn every_column_of_what_came_later_exists(conn: &mut DbConn) {
    select!(
        conn,
        calendar_years,
        calendar_days,
        messages,
        slip_tokens,
        slip_uses,
        breakdown_months,
        reason_months,
        slip_tallies,
        evaluation_statements,
        evaluation_unfounded,
        plans,
        plan_events,
        plan_items,
        plan_readings,
        plan_tasks,
        plan_joins,
        plan_notes,
        report_rules,
        closings,
        report_words,
        told_cells,
        told_groups,
        told_years,
        foreign_files,
        foreign_tally_months,
        foreign_turnout_months,
        watch_rules,
        watch_alerts,
        watch_events,
        watch_letters,
        supervision_rules,
        supervision_notes,
        supervision_entries,
        area_tally_days,
        area_tally_months,
        area_suspect_tally_months,
        area_turnout_days,
        area_turnout_months,
        area_suspect_turnout_months,
        area_breakdown_months,
        area_reason_months,
    );
}

/// A database of before tablets were cared for: the ballots that tablets had sent are counted for their storages.
async fn ballots_of_before_are_counted_for_their_storage(app: &App) {
    let desk = Desk::open(app);
    let numbered = |seq: i64| ballot_with(json!({"install_id": INSTALL, "seq": seq}));
    desk.receipts(&[numbered(1), numbered(2), ballot()], 200)
        .await;
    let mut conn = app.database.connect();
    let folder = match conn {
        DbConn::Sqlite(_) => "sqlite",
        DbConn::Postgres(_) => "postgres",
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let steps = root.join("migrations").join(folder).read_dir().unwrap();
    let mut steps: Vec<_> = steps.map(|step| step.unwrap().path()).collect();
    steps.retain(|step| step.file_name().unwrap() >= "2026-11-25-100000");
    steps.sort();
    for step in steps.iter().rev() {
        let down = std::fs::read_to_string(step.join("down.sql")).unwrap();
        // The server makes its rounds meanwhile, and PostgreSQL may find both waiting for each other.
        while let Err(error) = tamper(&mut conn, &down) {
            assert!(error.to_string().contains("deadlock"), "{error}");
        }
    }
    let undone = "DELETE FROM __diesel_schema_migrations WHERE version >= '20261125100000'";
    tamper(&mut conn, undone).unwrap();
    assert_eq!(db::migrate(&mut conn).unwrap().len(), steps.len());
    assert_eq!(app.count("device_installs WHERE stored = 2"), 1);
    let _next = app.beside(|_| ());
    app.verified();
}

/// Two servers are started at once on a new database.
fn two_programs_migrate_at_once(backend: Backend) {
    let database = TestDatabase::empty(backend);
    let applied: usize = std::thread::scope(|scope| {
        let migrate = || db::migrate(&mut database.connect()).unwrap().len();
        let programs: Vec<_> = (0..4).map(|_| scope.spawn(migrate)).collect();
        programs
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    let mut conn = database.connect();
    db::revert_all(&mut conn).unwrap();
    assert_eq!(
        applied,
        db::migrate(&mut conn).unwrap().len(),
        "each step once"
    );
}

#[test]
fn two_programs_migrate_at_once_on_sqlite() {
    two_programs_migrate_at_once(Backend::Sqlite);
}

#[test]
fn two_programs_migrate_at_once_on_postgres() {
    two_programs_migrate_at_once(Backend::Postgres);
}

/// Somebody writes to a new file while its journal is still the old one: SQLite would refuse, and here it is asked again.
#[test]
fn a_new_file_that_is_being_written_to_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db").display().to_string();
    let mut other = SqliteConnection::establish(&path).unwrap();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    std::thread::scope(|scope| {
        let connected = scope.spawn(|| DatabaseUrl::Sqlite(path.clone()).connect().map(drop));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!connected.is_finished(), "it waits");
        other.batch_execute("COMMIT").unwrap();
        connected.join().unwrap().unwrap();
    });
}

/// Eight writers read a number and write the next one, fifty times each.
async fn no_writer_loses_what_another_wrote(app: &App) {
    let db = Db::open(&app.database.url(), 8).unwrap();
    let start = |conn: &mut DbConn| db::settings::find_or_store_setting(conn, "number", "0");
    db.write_blocking(start).unwrap();
    let add_one = || {
        db.write_blocking(|conn| {
            // The lock that PostgreSQL takes for a row; SQLite has taken its own at BEGIN IMMEDIATE.
            if let DbConn::Postgres(conn) = conn {
                conn.batch_execute("SELECT value FROM settings WHERE name = 'number' FOR UPDATE")?;
            }
            let number = db::settings::find_setting(conn, "number")?.unwrap();
            let next = number.parse::<u32>().unwrap() + 1;
            diesel::update(schema::settings::table.find("number"))
                .set(schema::settings::value.eq(next.to_string()))
                .execute(conn)
        })
        .unwrap();
    };
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..50).for_each(|_| add_one()));
        }
    });
    let number = db.read_blocking(|conn| db::settings::find_setting(conn, "number"));
    assert_eq!(number.unwrap().as_deref(), Some("400"));
}

/// Two servers go on from the same place: whoever is later waits, and goes on from where the first one ended.
async fn servers_that_go_on_from_one_place_take_turns(app: &App) {
    let db = Db::open(&app.database.url(), 8).unwrap();
    let go_on = || {
        db.write_blocking(|conn| {
            db::settings::hold_setting(conn, "place", "0")?;
            let place = db::settings::find_setting(conn, "place")?.unwrap();
            let next = place.parse::<u32>().unwrap() + 1;
            db::settings::replace_setting(conn, "place", &next.to_string())
        })
        .unwrap();
    };
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..20).for_each(|_| go_on()));
        }
    });
    let place = db.read_blocking(|conn| db::settings::find_setting(conn, "place"));
    assert_eq!(place.unwrap().as_deref(), Some("160"));
}

#[test]
fn an_operator_who_mistypes_the_scheme_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("mysql://{}/x", folder.path().display());
    let run = app::hailong(&["migrate"], &address, "");
    assert_ne!(run.code, 0);
    assert!(
        run.err.contains("--database or HAILONG_DATABASE"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("sqlite:PATH or postgres://"),
        "{}",
        run.err
    );
    assert_eq!(
        folder.path().read_dir().unwrap().count(),
        0,
        "no file was made"
    );
}

#[test]
fn an_operator_whose_database_does_not_answer_is_told() {
    let run = app::hailong(&["migrate"], "postgres://nobody@127.0.0.1:1/none", "");
    assert_ne!(run.code, 0);
    assert!(run.err.contains("cannot open postgres://"), "{}", run.err);
}

/// The command brings a database to the schema once, and says so.
async fn an_operator_migrates_before_the_first_start(app: &App) {
    let again = app.command(&["migrate"]);
    assert_eq!(again["applied"].as_array().unwrap().len(), 0);
}

crate::stories! {
    ballots_of_before_are_counted_for_their_storage,
    no_writer_loses_what_another_wrote,
    servers_that_go_on_from_one_place_take_turns,
    an_operator_migrates_before_the_first_start,
}

/// What came before there was a register has its ten days from when it came, is counted, and owes no word that it came
/// unless somebody can be told.
fn former_complaints_become_cases(backend: Backend, up: &str, down: &str) {
    let database = TestDatabase::migrated(backend);
    let mut conn = database.connect();
    db::migrate(&mut conn).unwrap();
    // It came later, and refers to what is undone.
    tamper(&mut conn, "DROP TABLE evaluation_unfounded").unwrap();
    conn.batch_execute(down).unwrap();
    conn.batch_execute(
        "INSERT INTO units (id, code, name, path, hotline, address, created_at) VALUES \
             (1, 'TB', 'Tân Bình', '/1/', '', '', '2026-06-01 01:00:00'); \
         INSERT INTO complaints (id, public_id, unit_id, channel, lang, text, created_at, received_at) VALUES \
             (7, '1', 1, 'kiosk', 'vi', 'Chờ lâu', '2026-06-01 01:00:00', '2026-06-01 18:00:00'), \
             (8, '2', 1, 'kiosk', 'vi', 'Chờ lâu', '2026-06-01 01:00:00', '2026-06-01 01:00:00'); \
         INSERT INTO complaint_contacts (complaint_id, name, phone) VALUES (7, 'Lan', '0905 123 456');",
    )
    .unwrap();
    conn.batch_execute(up).unwrap();
    let told = "complaints WHERE days = 10 AND acknowledged_on IS NOT NULL AND counted_from = '2026-06-01'";
    assert_eq!(count(&mut conn, &format!("{told} AND id = 8")), 1);
    let owed =
        "complaints WHERE days = 10 AND acknowledged_on IS NULL AND counted_from = '2026-06-02'";
    assert_eq!(count(&mut conn, &format!("{owed} AND id = 7")), 1);
    assert!(recount_tallies(&mut conn).unwrap().is_empty());
}

#[test]
fn former_complaints_become_cases_on_sqlite() {
    former_complaints_become_cases(
        Backend::Sqlite,
        include_str!("../../migrations/sqlite/2026-11-29-101000_complaint_cases/up.sql"),
        include_str!("../../migrations/sqlite/2026-11-29-101000_complaint_cases/down.sql"),
    );
}

#[test]
fn former_complaints_become_cases_on_postgres() {
    former_complaints_become_cases(
        Backend::Postgres,
        include_str!("../../migrations/postgres/2026-11-29-101000_complaint_cases/up.sql"),
        include_str!("../../migrations/postgres/2026-11-29-101000_complaint_cases/down.sql"),
    );
}
