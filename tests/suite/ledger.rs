//! The box cannot be changed by anybody: the database itself refuses, and where somebody with its password gets around
//! that, `hailong verify` names what differs.

use hailong::config::Config;
use hailong::db::DbConn;
use hailong::error::AppError;
use hailong::server;
use serde_json::{Value, json};

use crate::harness::App;
use crate::harness::desk::{Desk, INSTALL, UNIT, ballot, ballot_with, tamper};

/// A box with four ballots, the third with a comment and a flag.
async fn fill(app: &App) {
    let desk = Desk::open(app);
    app.add_user(UNIT, "desk", "lan");
    let third = ballot_with(json!({
        "comment": "Chờ lâu",
        "created_at": "2015-03-01T08:00:00Z",
        "sent_at": "2015-03-01T08:00:05Z",
        "scale": "five-point-1",
        "layout": "portrait",
        "signals": ["large_text", "suspect_burst"],
        "install_id": INSTALL,
        "seq": 1,
    }));
    for sent in [
        ballot(),
        ballot_with(json!({"partial": true})),
        third,
        ballot(),
    ] {
        desk.receipts(&[sent], 200).await;
    }
}

/// A dishonest hand at the database's own prompt.
async fn nobody_changes_or_removes_a_ballot(app: &App) {
    fill(app).await;
    let before = app.verified();
    let mut conn = app.database.connect();
    let mut refused = vec![
        "UPDATE ballots SET lang = 'en' WHERE seq = 1",
        "UPDATE ballots SET answers = '{}'",
        "DELETE FROM ballots WHERE seq = 4",
        "UPDATE ballot_flags SET flag = 'fine'",
        "DELETE FROM ballot_flags",
        "UPDATE questionnaires SET definition = '{}' WHERE version = 'touch-5'",
        "DELETE FROM questionnaires WHERE version = 'touch-5'",
    ];
    match &conn {
        DbConn::Postgres(_) => refused.extend([
            "TRUNCATE ballots CASCADE",
            "TRUNCATE ballot_flags",
            "TRUNCATE questionnaires CASCADE",
            "INSERT INTO ballots SELECT * FROM ballots WHERE seq = 1
             ON CONFLICT (id) DO UPDATE SET lang = 'en'",
        ]),
        DbConn::Sqlite(_) => refused.extend([
            "PRAGMA foreign_keys = OFF; DELETE FROM questionnaires WHERE version = 'touch-5'",
            "REPLACE INTO ballots (seq, id, unit_id, channel, questionnaire_id, answers, lang, partial,
             rated_at, received_at, digest, link) SELECT seq, zeroblob(16), unit_id, channel,
             questionnaire_id, '{}', lang, partial, rated_at, received_at, digest, link FROM ballots",
        ]),
    }
    for sql in refused {
        let error = tamper(&mut conn, sql).expect_err(sql).to_string();
        let said = ["append-only", "in use is frozen"];
        assert!(
            said.iter().any(|words| error.contains(words)),
            "{sql}: {error}"
        );
    }
    assert_eq!(app.verified(), before);
}

/// SQLite's other way to replace a row goes by its unique columns: the old ballot stays, the new one is left out.
async fn nobody_replaces_a_ballot_by_its_id(app: &App) {
    fill(app).await;
    let before = app.verified();
    let mut conn = app.database.connect();
    let sql = match &conn {
        DbConn::Postgres(_) => "INSERT INTO questionnaires (version, definition, created_at)
             VALUES ('touch-5', '{}', now()) ON CONFLICT DO NOTHING",
        DbConn::Sqlite(_) => "REPLACE INTO questionnaires (version, definition, created_at)
             VALUES ('touch-5', '{}', '2026-01-01 00:00:00');
             INSERT OR REPLACE INTO ballots SELECT * FROM ballots WHERE seq = 1;
             REPLACE INTO ballots SELECT seq + 100, id, unit_id, channel, counter_id, device_id, link_id,
             questionnaire_id, '{}', reasons, comment_seal, lang, partial, rated_at, skew_s, duration_s,
             elapsed_ms, install_id, install_seq, received_at, digest, link, scale, layout, signals, officer_id
             FROM ballots",
    };
    tamper(&mut conn, sql).unwrap();
    assert_eq!(app.verified(), before);
}

struct Trick {
    /// What somebody does, and how it is undone.
    sql: [&'static str; 2],
    /// The check that fails.
    check: &'static str,
    /// What `verify` says of it.
    said: &'static str,
}

const fn trick(
    sql: &'static str,
    undo: &'static str,
    check: &'static str,
    said: &'static str,
) -> Trick {
    Trick {
        sql: [sql, undo],
        check,
        said,
    }
}

const TRICKS: [Trick; 18] = [
    trick(
        "CREATE TABLE kept AS SELECT * FROM ballots WHERE seq = 2;
         UPDATE ballots SET answers = '{\"1\":5,\"2\":5,\"3\":5,\"4\":5,\"5\":5}' WHERE seq = 2",
        "UPDATE ballots SET answers = (SELECT answers FROM kept) WHERE seq = 2",
        "ledger_ok",
        "ballot 2 is not what was sent",
    ),
    trick(
        "UPDATE ballots SET partial = (1 = 0) WHERE seq = 2",
        "UPDATE ballots SET partial = (1 = 1) WHERE seq = 2",
        "ledger_ok",
        "ballot 2 is not what was sent",
    ),
    trick(
        "UPDATE ballots SET rated_at = '2025-12-31 10:00:00' WHERE seq = 2",
        "UPDATE ballots SET rated_at = (SELECT rated_at FROM kept) WHERE seq = 2",
        "ledger_ok",
        "ballot 2 does not follow the one before it",
    ),
    trick(
        "UPDATE ballots SET counter_id = NULL WHERE seq = 2",
        "UPDATE ballots SET counter_id = (SELECT counter_id FROM kept) WHERE seq = 2",
        "ledger_ok",
        "ballot 2 does not follow the one before it",
    ),
    trick(
        "UPDATE ballots SET officer_id = (SELECT MIN(id) FROM accounts) WHERE seq = 2",
        "UPDATE ballots SET officer_id = NULL WHERE seq = 2",
        "ledger_ok",
        "ballot 2 does not follow the one before it",
    ),
    trick(
        "UPDATE ballots SET signals = 'large_text' WHERE seq = 3",
        "UPDATE ballots SET signals = 'large_text,suspect_burst' WHERE seq = 3",
        "ledger_ok",
        "ballot 3 is not what was sent",
    ),
    trick(
        "DELETE FROM ballot_flags WHERE flag = 'suspect_burst'",
        "INSERT INTO ballot_flags (ballot_seq, flag) VALUES (3, 'suspect_burst')",
        "references_ok",
        "ballot 3 lost its flag suspect_burst",
    ),
    trick(
        "UPDATE suspect_tally_months SET n4 = 0 WHERE criterion = '2'",
        "UPDATE suspect_tally_months SET n4 = 1 WHERE criterion = '2'",
        "tallies_ok",
        "suspect_tally_months: unit 1, ",
    ),
    trick(
        "UPDATE device_installs SET stored = 2",
        "UPDATE device_installs SET stored = 1",
        "tallies_ok",
        "device_installs: the counts of tablets' ballots differ",
    ),
    trick(
        "DELETE FROM ballots WHERE seq = 2",
        "INSERT INTO ballots SELECT * FROM kept; DROP TABLE kept",
        "ledger_ok",
        "ballots 2 to 2 are missing",
    ),
    trick(
        "CREATE TABLE last AS SELECT * FROM ballots WHERE seq = 4; DELETE FROM ballots WHERE seq = 4",
        "INSERT INTO ballots SELECT * FROM last",
        "ledger_ok",
        "the chain ends at 3, its head says 4",
    ),
    trick(
        "UPDATE last SET seq = 5, id = link; INSERT INTO ballots SELECT * FROM last; DROP TABLE last",
        "DELETE FROM ballots WHERE seq = 5",
        "ledger_ok",
        "the chain ends at 5, its head says 4",
    ),
    trick(
        "UPDATE ledger_head SET link = digest FROM ballots WHERE ballots.seq = 4",
        "UPDATE ledger_head SET link = ballots.link FROM ballots WHERE ballots.seq = 4",
        "ledger_ok",
        "the head does not fit the last ballot, 4",
    ),
    trick(
        "UPDATE tally_months SET n5 = n5 + 1 WHERE criterion = '3'",
        "UPDATE tally_months SET n5 = n5 - 1 WHERE criterion = '3'",
        "tallies_ok",
        "tally_months: unit 1, ",
    ),
    trick(
        "UPDATE tally_days SET n4 = n4 - 1, n1 = n1 + 1 WHERE criterion = '5'",
        "UPDATE tally_days SET n4 = n4 + 1, n1 = n1 - 1 WHERE criterion = '5'",
        "tallies_ok",
        "criterion '5': stored [1, 0, 0, 3, 0, 0], counted [0, 0, 0, 4, 0, 0]",
    ),
    trick(
        "UPDATE turnout_days SET partial = 0",
        "UPDATE turnout_days SET partial = 1",
        "tallies_ok",
        "turnout_days: unit 1, ",
    ),
    trick(
        "UPDATE ballot_comments SET comment = 'Rất tốt'",
        "UPDATE ballot_comments SET comment = 'Chờ lâu'",
        "references_ok",
        "the comment of ballot 3 was changed",
    ),
    trick(
        "UPDATE questionnaires SET definition = definition || ' ' WHERE version = 'touch-5'",
        "UPDATE questionnaires SET definition = trim(definition) WHERE version = 'touch-5'",
        "references_ok",
        "the wording of questionnaire touch-5 was changed",
    ),
];

/// Takes the guards away, as only somebody with the database's password can.
fn disarm(conn: &mut DbConn) {
    let sql = match conn {
        DbConn::Postgres(_) => {
            "ALTER TABLE ballots DISABLE TRIGGER USER; ALTER TABLE questionnaires DISABLE TRIGGER USER;
             ALTER TABLE ballot_flags DISABLE TRIGGER USER"
        }
        DbConn::Sqlite(_) => {
            "DROP TRIGGER ballots_stay; DROP TRIGGER ballots_remain; DROP TRIGGER used_questionnaires_stay;
             DROP TRIGGER ballot_flags_remain"
        }
    };
    tamper(conn, sql).unwrap();
}

/// Whatever an intruder does behind the program's back, the recount names it.
async fn verification_names_what_an_intruder_did(app: &App) {
    fill(app).await;
    let mut conn = app.database.connect();
    disarm(&mut conn);
    for Trick {
        sql: [sql, undo],
        check,
        said,
    } in &TRICKS
    {
        tamper(&mut conn, sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let run = app.hailong(&["verify"]);
        assert_eq!(run.code, 1, "{sql}: {}", run.out);
        let findings: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(findings[check], false, "{sql}: {findings}");
        assert!(
            findings["problems"].to_string().contains(said),
            "{sql}: {findings}"
        );
        tamper(&mut conn, undo).unwrap_or_else(|error| panic!("{undo}: {error}"));
        app.verified();
    }
    // What the law lets a citizen ask for is no trick.
    tamper(&mut conn, "DELETE FROM ballot_comments").unwrap();
    assert_eq!(app.verified()["ballots"], 4);
}

/// What citizens were asked stays as it was asked; a wording that nobody has answered yet may be mended.
async fn the_wording_of_an_answered_questionnaire_is_frozen(app: &App) {
    fill(app).await;
    let start = || {
        let started = server::start(&Config::for_tests(app.database.url()));
        started.map(drop).map_err(|error| error.to_string())
    };
    let mut conn = app.database.connect();
    let reword = |version: &str| {
        format!("UPDATE questionnaires SET definition = 'other' WHERE version = '{version}'")
    };
    tamper(&mut conn, &reword("sipas-2017")).unwrap();
    assert_eq!(start(), Ok(()));
    assert_eq!(app.count("questionnaires WHERE definition = 'other'"), 0);

    disarm(&mut conn);
    tamper(&mut conn, &reword("touch-5")).unwrap();
    let refused = start().expect_err("it must not start");
    let frozen = AppError::Conflict(
        "questionnaire touch-5 has answers and is frozen, but this program has another wording: \
         give the new wording a new version"
            .into(),
    );
    assert_eq!(refused, frozen.to_string());
    assert_eq!(app.hailong(&["verify"]).code, 1);
}

crate::stories! {
    nobody_changes_or_removes_a_ballot,
    nobody_replaces_a_ballot_by_its_id,
    verification_names_what_an_intruder_did,
    the_wording_of_an_answered_questionnaire_is_frozen,
}
