//! What is counted by slips beside the ballots, and what the database itself holds them to.

use chrono::{Datelike, NaiveDate};
use hailong::survey::slips::{self, Timeliness};
use hailong::units::Scope;

use super::{DOSSIER, Receipts};
use crate::harness::App;
use crate::harness::desk::tamper;

/// An apology that comes while the slip is unused moves its answers to the other group; a page reads the groups.
async fn answers_are_counted_by_how_the_dossier_was_settled(app: &App) {
    let receipts = Receipts::open(app);
    let late = receipts.issue(1);
    let mut conn = app.database.connect();
    let apologised = Timeliness::LateApologised;
    slips::regroup(&mut conn, DOSSIER + 1, apologised).unwrap();
    receipts
        .look(&late)
        .await
        .is(200)
        .says("Chưa đến lúc đánh giá");
    receipts.return_result(1, Timeliness::LateUnapologised);
    slips::regroup(&mut conn, DOSSIER + 1, apologised).unwrap();
    receipts.rate(&late).await;
    slips::regroup(&mut conn, DOSSIER + 1, Timeliness::OnTime).unwrap();
    receipts.rate(&receipts.returned(2)).await;
    let year = app.clock.today().year();
    let scope = Scope::everything();
    let counts =
        |year| slips::find_slip_tallies(&mut app.database.connect(), &scope, year).unwrap();
    let found = counts(year);
    let groups: Vec<Timeliness> = found.iter().map(|tally| tally.timeliness).collect();
    assert_eq!(groups, [[Timeliness::OnTime; 5], [apologised; 5]].concat());
    assert!(found.iter().all(|tally| tally.counts == [0, 0, 0, 1, 0, 0]));
    assert!(counts(year - 1).is_empty());
    app.verified();
}

/// Whoever bends the groups, or puts a ballot in that no slip stands for, is found out.
async fn bent_groups_are_found(app: &App) {
    let receipts = Receipts::open(app);
    receipts.rate(&receipts.returned(1)).await;
    app.verified();
    let mut conn = app.database.connect();
    tamper(
        &mut conn,
        "UPDATE slip_tallies SET n4 = 0, n5 = 1 WHERE criterion = '1'",
    )
    .unwrap();
    let run = app.hailong(&["verify"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("slip_tallies"), "{}", run.out);
    assert!(run.out.contains("\"tallies_ok\":false"), "{}", run.out);
    tamper(
        &mut conn,
        "UPDATE slip_tallies SET n4 = 1, n5 = 0 WHERE criterion = '1'",
    )
    .unwrap();
    app.verified();
}

/// The database itself keeps a used slip bare, and a dossier at one slip.
async fn a_used_slip_can_hold_nothing(app: &App) {
    let receipts = Receipts::open(app);
    receipts.rate(&receipts.returned(1)).await;
    receipts.issue(2);
    let mut conn = app.database.connect();
    for bent in [
        "UPDATE slip_tokens SET dossier_id = 1 WHERE used",
        "UPDATE slip_tokens SET counter_id = (SELECT MIN(id) FROM counters) WHERE used",
        "UPDATE slip_tokens SET used = TRUE WHERE NOT used",
        "INSERT INTO slip_tokens (token_hash, unit_id, dossier_id, used) \
             SELECT 'x', unit_id, dossier_id, used FROM slip_tokens WHERE NOT used",
    ] {
        assert!(tamper(&mut conn, bent).is_err(), "{bent}");
    }
    let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
    slips::open(&mut conn, DOSSIER + 1, day, Timeliness::OnTime).unwrap();
    assert_eq!(app.count("slip_tokens WHERE valid_until IS NOT NULL"), 0);
}

crate::stories! {
    answers_are_counted_by_how_the_dossier_was_settled,
    bent_groups_are_found,
    a_used_slip_can_hold_nothing,
}
