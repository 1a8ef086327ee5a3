//! An installation that counted by the former rule of both rates counts by the present one once it is brought up to
//! date.

use hailong::complaints::store::recount_tallies;
use hailong::db::DbConn;

use super::{UNIT, WORDS, seven_cases};
use crate::harness::App;
use crate::harness::desk::tamper;

/// Up and down, by database.
const SQLITE: [&str; 2] = [
    include_str!("../../../migrations/sqlite/2026-12-01-100000_rates_of_the_undecided/up.sql"),
    include_str!("../../../migrations/sqlite/2026-12-01-100000_rates_of_the_undecided/down.sql"),
];
const POSTGRES: [&str; 2] = [
    include_str!("../../../migrations/postgres/2026-12-01-100000_rates_of_the_undecided/up.sql"),
    include_str!("../../../migrations/postgres/2026-12-01-100000_rates_of_the_undecided/down.sql"),
];

/// Undecided, decided, secret, late, opened again, rated; one that came in the first hour of a month in Vietnam.
async fn former_counts_are_brought_up_to_date(app: &App) {
    seven_cases(app).await;
    let secret = app.complain(UNIT, WORDS);
    app.confine(secret);
    app.complain_with(UNIT, WORDS, |new| {
        new.received_at = "2026-04-30T17:30:00".parse().unwrap();
    });
    app.tallies_are_true();
    let conn = &mut app.database.connect();
    let [up, down] = match conn {
        DbConn::Sqlite(_) => SQLITE,
        DbConn::Postgres(_) => POSTGRES,
    };
    tamper(conn, down).unwrap();
    assert!(!recount_tallies(conn).unwrap().is_empty(), "another rule");
    tamper(conn, up).unwrap();
    app.tallies_are_true();
}

crate::stories! {
    former_counts_are_brought_up_to_date,
}
