//! At the desk's tablet: the code is typed there, with network or without, and the rating is the slip's; where it is not,
//! it stays the tablet's.

use std::slice;

use serde_json::{Value, json};
use uuid::Uuid;

use super::Receipts;
use crate::harness::App;
use crate::harness::desk::{INSTALL, ballot_with, count, tamper, with};

/// A rating as the tablet sends it, with everything that tells where and when it was made.
fn sent(app: &App, seq: i64, slip: &str) -> Value {
    let now = app.clock.now().and_utc();
    ballot_with(json!({
        "slip": slip, "install_id": INSTALL, "seq": seq, "elapsed_ms": 9_000, "signals": ["large_text", "suspect_burst"],
        "scale": "five-point-1", "layout": "landscape", "comment": "Chờ hơi lâu",
        "started_at": now - chrono::Duration::seconds(9), "created_at": now, "sent_at": now,
    }))
}

/// The rating is the slip's and tells nothing of the tablet; that the tablet has lost nothing is still proved.
async fn a_slip_typed_at_the_tablet_leaves_no_trace_of_it(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    let rated = sent(app, 1, &token.to_string().to_lowercase());
    let desk = &receipts.desk;
    assert_eq!(
        desk.receipts(slice::from_ref(&rated), 200).await,
        ["stored"]
    );
    let bare = "ballots WHERE channel = 'slip' AND counter_id IS NOT NULL AND device_id IS NULL \
         AND install_id IS NULL AND install_seq IS NULL AND skew_s IS NULL AND elapsed_ms IS NULL \
         AND duration_s IS NULL AND signals IS NULL AND scale IS NULL AND layout IS NULL \
         AND officer_id IS NULL AND rated_at = received_at";
    assert_eq!(app.count(bare), 1);
    assert_eq!(app.count("ballot_flags"), 0);
    assert_eq!(app.count("ballot_comments"), 1);
    assert_eq!(app.count("device_installs WHERE stored = 1"), 1);
    app.verified();
    let again = with(rated.clone(), json!({"sent_at": app.clock.now().and_utc()}));
    assert_eq!(
        desk.receipts(&[again.clone(), again], 200).await,
        ["duplicate"; 2]
    );
    let changed = with(rated, json!({"answers": {"1": 1}}));
    assert_eq!(desk.receipts(&[changed], 200).await, ["conflict"]);
    let mut conn = app.database.connect();
    let told =
        format!("ballot_conflicts WHERE payload LIKE '%{INSTALL}%' OR payload LIKE '%large_text%'");
    assert_eq!(count(&mut conn, &told), 0);
    assert_eq!(app.count("ballot_conflicts"), 1);
    assert_eq!(app.count("device_installs WHERE stored = 1"), 1);
    assert_eq!(app.verified()["ballots"], 1);
    assert!(!app.dump().contains(&token.to_string().replace('-', "")));
}

/// A slip whose result is not out, that was used or never was, one on a ballot whose id tells its time, and no code at
/// all: the rating is not lost.
async fn a_rating_at_the_tablet_is_kept_whatever_the_slip_is(app: &App) {
    let receipts = Receipts::open(app);
    let [early, used, timed] = [
        receipts.issue(1),
        receipts.returned(2),
        receipts.returned(3),
    ];
    receipts.rate(&used).await;
    let time_ordered = with(
        sent(app, 3, &timed.to_string()),
        json!({"id": Uuid::parse_str("019a0000-0000-7000-8000-000000000001").unwrap()}),
    );
    let batch = [
        sent(app, 1, &early.to_string()),
        sent(app, 2, &used.to_string()),
        time_ordered,
        sent(app, 4, "<7Q4M>"),
        sent(app, 5, &timed.to_string()),
        sent(app, 6, &timed.to_string()),
    ];
    assert_eq!(receipts.desk.receipts(&batch, 200).await, ["stored"; 6]);
    assert_eq!(app.count("ballots WHERE channel = 'slip'"), 2);
    let own = "ballots WHERE channel = 'kiosk' AND install_seq IN (1, 2, 3, 4, 6) AND device_id IS NOT NULL";
    assert_eq!(app.count(own), 5, "of two with one slip the first has it");
    assert_eq!(app.count("slip_uses"), 2, "the early one rates later");
    app.verified();
}

/// Where a storage has counted more than the box holds, no more may be missing than slips account for.
async fn slips_excuse_no_other_missing_ballot(app: &App) {
    let receipts = Receipts::open(app);
    let token = receipts.returned(1);
    let batch = [sent(app, 1, &token.to_string()), sent(app, 2, "")];
    receipts.desk.receipts(&batch, 200).await;
    app.verified();
    let mut conn = app.database.connect();
    for stored in [0, 3] {
        tamper(
            &mut conn,
            &format!("UPDATE device_installs SET stored = {stored}"),
        )
        .unwrap();
        let run = app.hailong(&["verify"]);
        assert_eq!(run.code, 1, "{}", run.out);
        assert!(run.out.contains("device_installs"), "{}", run.out);
    }
}

crate::stories! {
    a_slip_typed_at_the_tablet_leaves_no_trace_of_it,
    a_rating_at_the_tablet_is_kept_whatever_the_slip_is,
    slips_excuse_no_other_missing_ballot,
}
