//! A commune's desk with its tablet and its poster, made by the command line as an operator makes it, and what a
//! story asks the database afterwards.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use hailong::db::DbConn;
use serde_json::{Value, json};
use uuid::Uuid;

use super::database::TestDatabase;
use super::{Answer, App, Visitor};

/// Code of the unit that every desk belongs to.
pub const UNIT: &str = "TB";
pub const UNIT_NAME: &str = "Xã Tân Bình – \"Ia Pếch\" <b>";
pub const COUNTER: &str = "Quầy 1 & 2";
/// A lifetime of a tablet's storage.
pub const INSTALL: &str = "5a2c1f6e-8f0e-4c39-8b4c-0f2f3a7d9e10";
pub const HEARTBEAT: &str = "/api/v1/devices/heartbeat";

/// A desk that is open: one unit, one counter with a tablet and a QR link.
pub struct Desk<'a> {
    pub app: &'a App,
    pub tablet: Visitor,
    /// Code of the QR link.
    pub code: String,
}

impl<'a> Desk<'a> {
    pub fn open(app: &'a App) -> Self {
        app.command(&["unit", "add", "--code", UNIT, "--name", UNIT_NAME]);
        let token = add_device(app);
        let link = app.command(&["link", "add", "--unit", UNIT, "--counter", COUNTER]);
        Self {
            app,
            tablet: app.visitor().with_token(&token),
            code: link["code"].as_str().unwrap().to_owned(),
        }
    }

    /// What the tablet is answered to these ballots.
    pub async fn send(&self, ballots: &[Value]) -> Answer {
        let body = json!({ "ballots": ballots });
        self.tablet.post_json("/api/v1/ballots", &body).await
    }

    /// The same, if it has this status: the statuses of the receipts, in order.
    pub async fn receipts(&self, ballots: &[Value], status: u16) -> Vec<String> {
        statuses(&self.send(ballots).await.is(status))
    }

    /// Address of the phone form.
    pub fn form(&self) -> String {
        format!("/q/{}", self.code)
    }

    /// Where the phone form is sent to.
    pub fn box_slot(&self) -> String {
        format!("{}?sent", self.form())
    }
}

/// A tablet's token.
pub fn add_device(app: &App) -> String {
    let device = app.command(&["device", "add", "--unit", UNIT, "--counter", COUNTER]);
    device["token"].as_str().unwrap().to_owned()
}

/// A whole rating at the tablet, all "hài lòng", with an id of its own.
pub fn ballot() -> Value {
    json!({
        "id": Uuid::new_v4(),
        "questionnaire": "touch-5",
        "answers": {"1": 4, "2": 4, "3": 4, "4": 4, "5": 4},
        "lang": "vi",
    })
}

/// The same with some values replaced or added.
pub fn ballot_with(changes: Value) -> Value {
    with(ballot(), changes)
}

/// A tablet that is well and has made so many records.
pub fn well(app: &App, captured: i64) -> Value {
    json!({
        "install_id": INSTALL, "app": "abc123", "captured": captured, "waiting": 0, "refused": 0, "discarded": 0,
        "elsewhere": 0, "oldest_waiting_s": null, "secure": true, "storage_works": true, "persisted": true,
        "used_bytes": 120_000, "quota_bytes": 9_000_000_000_i64, "awake": true, "battery": 80, "charging": true,
        "sent_at": app.clock.now().and_utc(), "last_input_s": 30, "px_per_mm": 6.31, "screen": "1280x800",
    })
}

/// What a tablet sends with some values replaced or added.
pub fn with(mut sent: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        sent[name] = value.clone();
    }
    sent
}

pub fn statuses(answer: &Answer) -> Vec<String> {
    let json = answer.json();
    let receipts = json["receipts"].as_array().unwrap();
    let status = |receipt: &Value| receipt["status"].as_str().unwrap().to_owned();
    receipts.iter().map(status).collect()
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

/// What `SELECT COUNT(*) FROM …` says.
pub fn count(conn: &mut DbConn, from: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS n FROM {from}");
    sql_query(sql).get_result::<Count>(conn).unwrap().n
}

/// Runs SQL as somebody does who has the database's password and no program.
pub fn tamper(conn: &mut DbConn, sql: &str) -> QueryResult<()> {
    conn.batch_execute(sql)
}

impl App {
    pub fn count(&self, from: &str) -> i64 {
        count(&mut self.database.connect(), from)
    }

    /// Every table as text, to look for what must not be there: SQLite's own file, and PostgreSQL's rows as XML.
    pub fn dump(&self) -> String {
        match (&*self.database, &mut self.database.connect()) {
            (TestDatabase::Sqlite { .. }, DbConn::Sqlite(conn)) => {
                let address = self.database.address();
                let path = address.strip_prefix("sqlite:").unwrap();
                conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    .unwrap();
                String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()
            }
            (_, DbConn::Postgres(conn)) => {
                let sql = "SELECT schema_to_xml('public', true, false, '')::text AS text";
                sql_query(sql).get_result::<Text>(conn).unwrap().text
            }
            _ => unreachable!("the connection is of the database"),
        }
    }

    /// What `hailong verify` prints of a box in which nothing differs.
    #[track_caller]
    pub fn verified(&self) -> Value {
        let run = self.hailong(&["verify"]);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        let findings: Value = serde_json::from_str(&run.out).unwrap();
        for check in ["tallies_ok", "ledger_ok", "references_ok"] {
            assert_eq!(findings[check], true, "{findings}");
        }
        findings
    }

    /// The index table of the desk's unit.
    pub fn index(&self, year: i32) -> Value {
        self.command(&["index", "--unit", UNIT, "--year", &year.to_string()])
    }
}
