//! What an analyst with the whole database finds: nothing that ties a slip to its answer.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use hailong::db::DbConn;
use hailong::survey::slips::SlipToken;
use rand::seq::SliceRandom;

use super::{DOSSIER, Receipts};
use crate::harness::App;
use crate::harness::desk::tamper;

/// Dossiers that are rated in one go.
const DOSSIERS: usize = 50;
/// Beyond it two orders of fifty have something to do with each other: four and a half times what chance strays by.
const CHANCE: f64 = 0.64;

#[derive(QueryableByName)]
struct Hash {
    #[diesel(sql_type = Text)]
    hash: String,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

impl App {
    /// The number `n` that a query gives.
    pub fn number(&self, sql: &str) -> i64 {
        let row: Number = sql_query(sql)
            .get_result(&mut self.database.connect())
            .unwrap();
        row.n
    }
}

/// Before and after a rating the slips lie there alike: nobody reads from them who rated. The use is a hash that none of
/// them has; the ballot has the hour and no source.
async fn a_rating_changes_nothing_about_its_slip(app: &App) {
    let receipts = Receipts::open(app);
    let tokens = [receipts.returned(1), receipts.returned(2)];
    let before = slips(app);
    receipts.rate(&tokens[0]).await;
    receipts.day_ends();
    assert_eq!(slips(app), before);
    let own = format!("{}|{}|on_time|", tokens[0].hash(), DOSSIER + 1);
    assert!(
        before.iter().any(|line| line.starts_with(&own)),
        "{before:?}"
    );
    let used = tokens.map(|token| {
        app.count(&format!(
            "slip_uses WHERE use_hash = '{}'",
            token.use_hash()
        ))
    });
    assert_eq!((used, app.count("slip_uses")), ([1, 0], 1));
    let untied = "ballots WHERE channel = 'slip' AND device_id IS NULL AND link_id IS NULL \
         AND officer_id IS NULL AND skew_s IS NULL AND duration_s IS NULL AND elapsed_ms IS NULL \
         AND install_id IS NULL AND install_seq IS NULL AND scale IS NULL AND layout IS NULL \
         AND signals IS NULL AND rated_at = received_at";
    assert_eq!(app.count(untied), 1);
    let to_the_hour = match app.database.connect() {
        DbConn::Postgres(_) => "ballots WHERE received_at = date_trunc('hour', received_at)",
        DbConn::Sqlite(_) => "ballots WHERE received_at LIKE '% __:00:00%'",
    };
    assert_eq!(app.count(to_the_hour), 1);
}

/// No code is kept, in no writing: what is in the database leads from no use to a slip.
async fn no_code_is_in_the_database(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    receipts.rate(&token).await;
    let dump = app.dump();
    assert!(dump.contains(&token.hash()) && dump.contains(&token.use_hash()));
    let plain = token.to_string().replace('-', "");
    for trace in [token.to_string(), plain.clone(), plain.to_lowercase()] {
        assert!(!dump.contains(&trace), "{trace} is in the database");
    }
    let kept = "slip_uses, slip_tokens WHERE slip_uses.use_hash = slip_tokens.token_hash";
    assert_eq!(app.count(kept), 0);
}

/// All slips as they lie there.
fn slips(app: &App) -> Vec<String> {
    let lines = "SELECT token_hash || '|' || dossier_id || '|' || COALESCE(timeliness, '') || '|' \
         || COALESCE(CAST(valid_until AS TEXT), '') || '|' || unit_id AS hash FROM slip_tokens ORDER BY token_hash";
    let rows: Vec<Hash> = sql_query(lines).load(&mut app.database.connect()).unwrap();
    rows.into_iter().map(|row| row.hash).collect()
}

/// Fifty dossiers are rated in one hour, in an order that the analyst wants to know. The order in which their uses lie,
/// whatever the database tells by itself, has nothing to do with it.
async fn fifty_slips_lie_in_no_order(app: &App) {
    let receipts = Receipts::open(app);
    let tokens: Vec<SlipToken> = (0..DOSSIERS as i64)
        .map(|dossier| receipts.returned(dossier))
        .collect();
    let mut order: Vec<usize> = (0..DOSSIERS).collect();
    order.shuffle(&mut rand::rng());
    for dossier in &order {
        receipts.rate(&tokens[*dossier]).await;
    }
    receipts.day_ends();
    let rated: Vec<String> = order
        .iter()
        .map(|dossier| tokens[*dossier].use_hash())
        .collect();
    let mut conn = app.database.connect();
    let mut looks = vec!["slip_uses", "slip_uses ORDER BY use_hash"];
    if let DbConn::Postgres(_) = conn {
        looks.push("slip_uses ORDER BY ctid");
        let writers = "(SELECT DISTINCT xmin::text FROM slip_uses) writers";
        assert_eq!(app.count(writers), 1, "one transaction wrote them all");
    }
    for look in looks {
        let sql = format!("SELECT use_hash AS hash FROM {look}");
        let found: Vec<Hash> = sql_query(sql).load(&mut conn).unwrap();
        let lie: Vec<&str> = found.iter().map(|row| row.hash.as_str()).collect();
        let likeness = likeness(&rated, &lie);
        assert!(likeness.abs() < CHANCE, "{look}: {likeness}");
    }
    assert_eq!(app.count("ballots WHERE channel = 'slip'"), DOSSIERS as i64);
    app.verified();
}

/// Spearman's rank correlation of two orders of the same things: 1 the same, -1 reversed, about 0 by chance.
fn likeness(rated: &[String], lie: &[&str]) -> f64 {
    assert_eq!(rated.len(), lie.len());
    let squares: f64 = rated
        .iter()
        .enumerate()
        .map(|(rank, hash)| {
            let other = lie.iter().position(|it| it == hash).unwrap();
            (rank as f64 - other as f64).powi(2)
        })
        .sum();
    let n = rated.len() as f64;
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

/// What the measure of the story above would find if there were something to find.
#[test]
fn an_order_that_tells_something_is_noticed() {
    let rated: Vec<String> = (0..DOSSIERS).map(|n| n.to_string()).collect();
    let mut lie: Vec<&str> = rated.iter().map(String::as_str).collect();
    assert!(likeness(&rated, &lie) > CHANCE);
    lie.reverse();
    assert!(likeness(&rated, &lie) < -CHANCE);
}

/// A server that starts, or a day that begins, makes used slips alike without anybody's click.
async fn the_daily_round_comes_by_itself(app: &App) {
    let receipts = Receipts::open(app);
    receipts.returned(1);
    tamper(
        &mut app.database.connect(),
        "UPDATE slip_tokens SET valid_until = '2020-01-01'",
    )
    .unwrap();
    app.clock.shift(chrono::Duration::days(1));
    crate::harness::app::until("the expired slip is deleted", || {
        app.count("slip_tokens") == 0
    });
}

crate::stories! {
    a_rating_changes_nothing_about_its_slip,
    no_code_is_in_the_database,
    fifty_slips_lie_in_no_order,
    the_daily_round_comes_by_itself,
}
