//! The tablet at the desk sends what citizens rated: a receipt for each after the commit, each rating once, and a bad
//! one never holds up the others.

use chrono::{Datelike, Duration, NaiveDateTime};
use futures_util::future::join_all;
use hailong::kiosk::store as devices;
use hailong::units::Scope;
use serde_json::{Value, json};

use crate::harness::desk::{Desk, INSTALL, add_device, ballot, ballot_with, statuses, tamper};
use crate::harness::{Answer, App};

/// A morning's ratings arrive together and each gets its receipt, under the id that the tablet wrote.
async fn a_tablet_gets_a_receipt_for_each_rating(app: &App) {
    let desk = Desk::open(app);
    let mut shouted = ballot();
    let upper = shouted["id"].as_str().unwrap().to_uppercase();
    shouted["id"] = json!(upper);
    let whole = ballot_with(json!({
        "comment": "Chờ lâu quá 😟 <b>\u{0}'; DROP TABLE ballots; --",
        "reasons": ["slow", "unclear"],
        "answers": {"1": 1, "3": null},
        "started_at": "2026-11-24T08:00:00+07:00",
        "created_at": "2026-11-24T08:00:41.250+07:00",
        "sent_at": "2026-11-24T08:00:42+07:00",
        "elapsed_ms": 41_250,
        "seq": 7,
        "install_id": INSTALL,
        "partial": true,
    }));
    let bare = ballot_with(json!({"comment": null, "reasons": null, "partial": null, "seq": null}));
    let sent = [shouted, whole, bare];
    let answer = desk.send(&sent).await.is(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let receipts = answer.json()["receipts"].clone();
    let expected: Vec<Value> = sent
        .iter()
        .map(|ballot| json!({"id": ballot["id"], "status": "stored"}))
        .collect();
    assert_eq!(receipts, json!(expected));
    assert_eq!(app.count("ballots"), 3);
    assert_eq!(app.count("ballot_comments"), 1);
    assert_eq!(app.verified()["answers"], 11);
}

/// The receipt got lost on the way, so the tablet sends again.
async fn a_rating_that_is_sent_again_is_known(app: &App) {
    let desk = Desk::open(app);
    let (first, second) = (ballot(), ballot_with(json!({"comment": "Cảm ơn"})));
    desk.receipts(&[first.clone(), second.clone()], 200).await;
    let later = ballot();
    let sent = [second.clone(), later, first];
    let again = desk.receipts(&sent, 200).await;
    assert_eq!(again, ["duplicate", "stored", "duplicate"]);
    // Its comment was erased meanwhile, as a citizen may ask: it is still the same rating.
    let mut conn = app.database.connect();
    tamper(&mut conn, "DELETE FROM ballot_comments").unwrap();
    assert_eq!(desk.receipts(&[second], 200).await, ["duplicate"]);
    assert_eq!(app.count("ballot_conflicts"), 0);
    assert_eq!(app.verified()["ballots"], 3);
}

/// Somebody changed a rating that was already stored: the first one counts, the other is kept for the record.
async fn a_changed_rating_under_a_known_id_is_kept_aside(app: &App) {
    let desk = Desk::open(app);
    let first = ballot();
    desk.receipts(std::slice::from_ref(&first), 200).await;
    let mut changed = first.clone();
    changed["answers"]["1"] = json!(1);
    let answer = desk.send(&[changed.clone()]).await.is(200);
    assert_eq!(statuses(&answer), ["conflict"]);
    let reason = answer.json()["receipts"][0]["reason"].to_string();
    assert!(reason.contains("kept aside"), "{reason}");

    let mixed = [changed.clone(), ballot(), first];
    let mixed = desk.receipts(&mixed, 200).await;
    assert_eq!(mixed, ["conflict", "stored", "duplicate"]);
    // A retry tells another time of sending, and is still the same payload.
    for hour in 1..4 {
        changed["created_at"] = json!("2026-11-20T00:00:00Z");
        changed["sent_at"] = json!(format!("2026-11-24T0{hour}:00:00Z"));
        desk.receipts(&[changed.clone()], 200).await;
    }
    assert_eq!(app.count("ballots"), 2);
    assert_eq!(app.count("ballot_conflicts"), 2);
    assert_eq!(app.verified()["answers"], 10);
}

/// The same id twice in one request: the first is the rating, the other is what it is.
async fn an_id_that_appears_twice_in_a_request_is_one_rating(app: &App) {
    let desk = Desk::open(app);
    let one = ballot();
    let mut other = one.clone();
    other["answers"]["5"] = json!(2);
    let receipts = desk.receipts(&[one.clone(), other, one], 200).await;
    assert_eq!(receipts, ["stored", "conflict", "duplicate"]);
    assert_eq!(app.verified()["answers"], 5);
}

/// A slow network makes twenty copies of one request.
async fn twenty_copies_at_once_are_one_rating(app: &App) {
    let desk = Desk::open(app);
    let sent = [ballot_with(json!({"comment": "Rất tốt"}))];
    let answers = join_all((0..20).map(|_| desk.send(&sent))).await;
    let mut told: Vec<_> = answers
        .into_iter()
        .flat_map(|answer| statuses(&answer.is(200)))
        .collect();
    told.sort();
    assert_eq!(told.pop().as_deref(), Some("stored"));
    assert_eq!(told, ["duplicate"; 19]);
    assert_eq!(app.verified()["ballots"], 1);
}

/// After ten days without network a tablet has much to say, but not all in one breath.
async fn a_hundred_ratings_fit_into_a_request_and_one_more_does_not(app: &App) {
    let desk = Desk::open(app);
    let longest = "ữ".repeat(2000);
    let many: Vec<_> = (0..101)
        .map(|_| ballot_with(json!({"comment": longest})))
        .collect();
    let refused = desk.send(&many).await.is(413);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(
        refused.json()["detail"],
        "ballots: 101 in one request, at most 100"
    );
    assert_eq!(app.count("ballots"), 0);
    let stored = desk.receipts(&many[..100], 200).await;
    assert_eq!(stored, ["stored"; 100]);
    let huge = [ballot_with(json!({"comment": "x".repeat(1 << 20)}))];
    let refused = desk.send(&huge).await.is(413);
    assert_eq!(refused.json()["detail"], "body: over 1048576 bytes");
    assert_eq!(app.verified()["ballots"], 100);
}

/// Nobody rates in a commune's name without one of its tablets.
async fn a_stranger_without_a_token_is_told_so(app: &App) {
    let desk = Desk::open(app);
    let revoked = app.visitor().with_token(&add_device(app));
    let mut conn = app.database.connect();
    let device = devices::list_devices(&mut conn, &Scope::everything()).unwrap();
    devices::revoke_device(&mut conn, device.last().unwrap(), app.clock.now()).unwrap();

    let body = json!({"ballots": [ballot()]});
    for stranger in [app.visitor(), app.visitor().with_token("x y"), revoked] {
        let answer = stranger.post_json("/api/v1/ballots", &body).await.is(401);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert!(!answer.json()["detail"].as_str().unwrap().is_empty());
    }
    desk.receipts(&[ballot()], 200).await;
    assert_eq!(app.count("ballots"), 1);
}

/// A stolen tablet is remembered for three seconds at most.
async fn a_revoked_tablet_is_refused_within_seconds(app: &App) {
    let desk = Desk::open(app);
    desk.receipts(&[ballot()], 200).await;
    let mut conn = app.database.connect();
    let device = devices::list_devices(&mut conn, &Scope::everything()).unwrap();
    devices::revoke_device(&mut conn, &device[0], app.clock.now()).unwrap();
    actix_web::rt::time::sleep(std::time::Duration::from_millis(3_100)).await;
    desk.send(&[ballot()]).await.is(401);
}

/// Each bad value is named with its place, and the ratings around it are stored.
async fn a_bad_rating_is_named_and_the_others_are_stored(app: &App) {
    let desk = Desk::open(app);
    let bad = [
        ("id", json!({"id": "not-an-id"})),
        ("id", json!({"id": 7})),
        ("questionnaire", json!({"questionnaire": "sipas-1999"})),
        ("answers", json!({"answers": {}})),
        ("answers", json!({"answers": [5, 5]})),
        ("answers.9", json!({"answers": {"9": 5}})),
        ("answers.1", json!({"answers": {"1": 0}})),
        ("answers.1", json!({"answers": {"1": 6}})),
        ("answers.1", json!({"answers": {"1": 4.5}})),
        ("answers.1", json!({"answers": {"1": -1}})),
        ("answers.1", json!({"answers": {"1": "5"}})),
        ("answers.1.1", json!({"answers": {"1.1": 5}})),
        ("comment", json!({"comment": "x".repeat(2001)})),
        ("comment", json!({"comment": ["x"]})),
        ("reasons", json!({"reasons": vec!["slow"; 11]})),
        ("reasons", json!({"reasons": ["too slow, honestly"]})),
        ("reasons[0]", json!({"reasons": [1]})),
        ("lang", json!({"lang": ""})),
        ("lang", json!({"lang": "Tiếng Việt"})),
        ("partial", json!({"partial": "no"})),
        ("elapsed_ms", json!({"elapsed_ms": -1})),
        ("elapsed_ms", json!({"elapsed_ms": 1_u64 << 40})),
        ("seq", json!({"seq": -1, "install_id": ballot()["id"]})),
        ("install_id", json!({"seq": 1})),
        ("created_at", json!({"created_at": "yesterday"})),
        ("created_at", json!({"sent_at": "2026-11-24T08:00:00Z"})),
        ("created_at", json!({"created_at": "1900-01-01T00:00:00Z"})),
        (
            "started_at",
            json!({"started_at": "2026-11-24T08:00:00Z", "created_at": "2026-11-24T07:59:00Z"}),
        ),
        ("score", json!({"score": 5})),
    ];
    for (place, changes) in bad {
        let wrong = ballot_with(changes.clone());
        let answer = desk
            .send(&[ballot(), wrong.clone(), ballot()])
            .await
            .is(200);
        assert_eq!(
            statuses(&answer),
            ["stored", "rejected", "stored"],
            "{changes}"
        );
        let reason = answer.json()["receipts"][1]["reason"].clone();
        let reason = reason.as_str().unwrap();
        assert!(
            reason.starts_with(&format!("{place}: ")),
            "{changes}: {reason}"
        );
        let alone = desk.send(&[wrong]).await.is(422);
        assert_eq!(alone.header("content-type"), "application/problem+json");
        assert_eq!(alone.json()["detail"], reason);
    }
    assert_eq!(app.count("ballot_conflicts"), 0);
    assert_eq!(app.verified()["ballots"], app.count("ballots"));
}

/// Half an emoji, as a cut text can end in, spoils its own rating and not the hundred it travels with.
async fn half_a_letter_does_not_hold_up_the_others(app: &App) {
    let desk = Desk::open(app);
    let cut = ballot_with(json!({"comment": "HALF"}));
    let half = cut.to_string().replace("HALF", "chờ lâu \\ud83d");
    let deep = ballot_with(json!({"comment": "DEEP"})).to_string();
    let deep = deep.replace(
        "\"DEEP\"",
        &format!("{}{}", "[".repeat(9_000), "]".repeat(9_000)),
    );
    let body = format!("{{\"ballots\":[{half},{},{deep}]}}", ballot());
    let request = desk
        .tablet
        .request(reqwest::Method::POST, "/api/v1/ballots");
    let answer = Answer::of(request.body(body)).await.is(200);
    assert_eq!(statuses(&answer), ["rejected", "stored", "rejected"]);
    assert_eq!(answer.json()["receipts"][0]["id"], cut["id"]);
    assert_eq!(app.verified()["ballots"], 1);
}

/// The battery of a tablet's clock is empty, or somebody set it by hand.
async fn a_tablet_whose_clock_is_wrong_rates_on_the_right_day(app: &App) {
    let desk = Desk::open(app);
    let minute = |year: i32, minute: u32| json!(format!("{year}-03-01T08:{minute:02}:00Z"));
    let wrong =
        |year| ballot_with(json!({"created_at": minute(year, 10), "sent_at": minute(year, 12)}));
    // Set right by the network between the rating and the sending.
    let healed = ballot_with(json!({"created_at": minute(2015, 10), "sent_at": now(app)}));
    let right = ballot_with(json!({"created_at": now(app), "sent_at": now(app)}));
    // The second that the world's clocks were given at the end of 2016.
    let leap = json!("2016-12-31T23:59:60.5Z");
    let leaped = ballot_with(json!({"started_at": leap, "created_at": leap, "sent_at": leap}));
    let sent = [wrong(2015), wrong(2035), healed, right, leaped];
    assert_eq!(desk.receipts(&sent, 200).await, ["stored"; 5]);
    assert_eq!(app.count("ballot_flags WHERE flag = 'clock_skew'"), 4);
    let today = app.clock.today();
    let days = format!("tally_days WHERE day = '{today}' AND criterion = '1' AND n4 = 5");
    assert_eq!(app.count(&days), 1);
    app.verified();
}

fn now(app: &App) -> Value {
    json!(app.clock.now().and_utc())
}

/// A tablet that was away for a while asks with an older form, and brings the last hour of last year.
async fn a_rating_of_last_december_counts_in_last_year(app: &App) {
    let desk = Desk::open(app);
    let this_year = app.clock.today().year();
    let local = |day: u32, month: u32, year: i32, clock: &str| -> Value {
        json!(format!("{year}-{month:02}-{day:02}T{clock}+07:00"))
    };
    let at = |moment: Value| ballot_with(json!({"created_at": moment, "sent_at": now(app)}));
    let sent = [
        at(local(31, 12, this_year - 1, "23:30:00")),
        at(local(1, 1, this_year, "00:30:00")),
    ];
    assert_eq!(desk.receipts(&sent, 200).await, ["stored"; 2]);
    for (year, ballots) in [(this_year - 2, 0), (this_year - 1, 1), (this_year, 1)] {
        let index = app.index(year);
        assert_eq!(index["ballots"], ballots, "{index}");
        assert_eq!(index["overall"]["answers"], ballots * 5, "{index}");
    }
    app.verified();
}

/// Every version that was ever asked is still taken, each under its own criteria.
async fn a_tablet_may_still_ask_by_an_older_questionnaire(app: &App) {
    let desk = Desk::open(app);
    let of = |version: &str, answers: Value| {
        ballot_with(json!({"questionnaire": version, "answers": answers}))
    };
    let sent = [
        of("sipas-2017", json!({"1.1": 5, "5.4": null})),
        of("sipas-2023-service", json!({"15": 1, "33": 3})),
        of("touch-5", json!({"5": 5})),
    ];
    assert_eq!(desk.receipts(&sent, 200).await, ["stored"; 3]);
    let index = app.index(app.clock.today().year());
    assert_eq!(index["overall"]["answers"], 4, "{index}");
    assert_eq!(index["overall"]["satisfied"], 2, "{index}");
    app.verified();
}

/// A moment in the middle of the two years that a tablet may be away.
async fn a_tablet_may_have_been_away_for_months(app: &App) {
    let desk = Desk::open(app);
    let long_ago: NaiveDateTime = app.clock.now() - Duration::days(200);
    let old = ballot_with(json!({"created_at": long_ago.and_utc(), "sent_at": now(app)}));
    assert_eq!(desk.receipts(&[old], 200).await, ["stored"]);
    let day = hailong::clock::local_day(long_ago);
    assert_eq!(app.count(&format!("turnout_days WHERE day = '{day}'")), 1);
    assert_eq!(app.count("ballot_flags"), 0);
}

crate::stories! {
    a_tablet_gets_a_receipt_for_each_rating,
    a_rating_that_is_sent_again_is_known,
    a_changed_rating_under_a_known_id_is_kept_aside,
    an_id_that_appears_twice_in_a_request_is_one_rating,
    twenty_copies_at_once_are_one_rating,
    a_hundred_ratings_fit_into_a_request_and_one_more_does_not,
    a_stranger_without_a_token_is_told_so,
    a_revoked_tablet_is_refused_within_seconds,
    a_bad_rating_is_named_and_the_others_are_stored,
    half_a_letter_does_not_hold_up_the_others,
    a_tablet_whose_clock_is_wrong_rates_on_the_right_day,
    a_rating_of_last_december_counts_in_last_year,
    a_tablet_may_still_ask_by_an_older_questionnaire,
    a_tablet_may_have_been_away_for_months,
}
