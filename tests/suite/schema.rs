//! The database itself: migrations go up, down and up again, and `schema.rs` describes what they make.

use diesel::prelude::*;
use hailong::db::{self, DbConn, schema};

use crate::harness::database::{Backend, TestDatabase};
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

/// Selects every column of every table, with no row, so that the database itself checks names and tables.
fn every_column_exists(conn: &mut DbConn) {
    macro_rules! select {
        ($($table:ident),+ $(,)?) => {
            $(
                let sql = schema::$table::table.select(schema::$table::all_columns).limit(0);
                sql.execute(conn).unwrap_or_else(|error| {
                    panic!("{}: {error}", stringify!($table))
                });
            )+
        };
    }
    select!(
        settings,
        units,
        accounts,
        sessions,
        counters,
        devices,
        links,
        questionnaires,
        ballots,
        ledger_head,
        ballot_comments,
        ballot_flags,
        ballot_conflicts,
        tally_days,
        tally_months,
        turnout_days,
        turnout_months,
        targets,
        baselines,
    );
}

#[test]
fn an_operator_who_mistypes_the_scheme_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("mysql://{}/x", folder.path().display());
    let run = app::hailong(&["migrate"], &address, "");
    assert_ne!(run.code, 0);
    assert!(
        run.err.contains("unknown database scheme 'mysql'"),
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
    assert!(run.err.contains("because"), "{}", run.err);
}

/// The command brings a database to the schema once, and says so.
async fn an_operator_migrates_before_the_first_start(app: &App) {
    let again = app.command(&["migrate"]);
    assert_eq!(again["applied"].as_array().unwrap().len(), 0);
}

crate::stories! {
    an_operator_migrates_before_the_first_start,
}
