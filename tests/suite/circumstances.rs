//! What a tablet tells beside the answers: how the screen was, what it noticed, where the citizen stood, and what was
//! reported. Nothing of it takes a rating out of the box.

use chrono::{Datelike, Duration};
use diesel::prelude::*;
use hailong::db::schema::complaints;
use hailong::kiosk::store as devices;
use hailong::units::Scope;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::App;
use crate::harness::desk::{Desk, INSTALL, UNIT, add_device, ballot, ballot_with, tamper};

fn noticed(signals: Value) -> Value {
    ballot_with(json!({"scale": "five-point-1", "layout": "landscape", "signals": signals}))
}

/// Children play at the tablet: their taps are stored and counted like all, and marked for those who read the figures.
async fn a_suspect_rating_is_marked_and_counted_in_both_figures(app: &App) {
    let desk = Desk::open(app);
    let sent = [
        noticed(json!(["audio", "large_text"])),
        noticed(json!(["suspect_burst", "response_interval"])),
        noticed(json!(["outside_hours", "a_signal_of_tomorrow"])),
        ballot(),
    ];
    desk.receipts(&sent, 200).await;
    assert_eq!(app.count("ballots"), 4);
    assert_eq!(app.count("ballot_flags"), 3);
    assert_eq!(app.count("ballots WHERE signals = 'audio,large_text'"), 1);
    assert_eq!(
        app.count("ballots WHERE scale = 'five-point-1' AND layout = 'landscape'"),
        3
    );
    assert_eq!(app.count("suspect_turnout_months WHERE ballots = 2"), 1);
    assert_eq!(app.verified()["ballots"], 4);
    // A retry adds nothing.
    desk.receipts(&sent, 200).await;
    assert_eq!(app.count("suspect_turnout_months WHERE ballots = 2"), 1);
    assert_eq!(app.count("ballot_flags"), 3);
}

/// Leaders see both figures: with all ballots, and without those that look suspect.
async fn figures_are_told_with_and_without_suspect_ballots(app: &App) {
    let desk = Desk::open(app);
    let scores = |score: u8| json!({"1": score, "2": score, "3": score, "4": score, "5": score});
    let children = json!({"signals": ["suspect_burst"], "answers": scores(1)});
    for _ in 0..10 {
        let sent = [
            ballot_with(json!({"answers": scores(5)})),
            ballot_with(json!({"answers": scores(5), "signals": ["audio"]})),
            ballot_with(json!({"answers": scores(2)})),
            ballot_with(children.clone()),
        ];
        desk.receipts(&sent, 200).await;
    }
    let index = app.index(app.clock.today().year());
    assert_eq!(
        (&index["ballots"], &index["overall"]["percent"]),
        (&json!(40), &json!(50.0))
    );
    let without = &index["without_suspect"];
    assert_eq!(without["suspect_ballots"], 10);
    assert_eq!(without["overall"]["percent"], json!(66.67));
    assert_eq!(without["overall"]["answers"], 150);
    assert_eq!(without["dimensions"][2]["satisfied"], 20);
    let leader = app.staff_of(UNIT, "leader").await;
    let page = leader.get("/indices").await.is(200);
    assert!(
        page.body.contains("10 phiếu có dấu hiệu bất thường"),
        "{}",
        page.body
    );
    assert!(page.body.contains("chỉ số chung là 66,67"), "{}", page.body);
}

/// A tablet cannot set a mark that only we can know, nor send what is no code.
async fn what_a_tablet_may_say_of_itself_has_limits(app: &App) {
    let desk = Desk::open(app);
    let posing = noticed(json!(["while_revoked", "handed_over", "clock_skew"]));
    desk.receipts(&[posing], 200).await;
    assert_eq!(app.count("ballot_flags"), 0);
    let many: Vec<_> = (0..17).map(|number| format!("s{number}")).collect();
    let bad = [
        noticed(json!(many)),
        noticed(json!(["no code"])),
        ballot_with(json!({"layout": "<b>"})),
        ballot_with(json!({"scale": ""})),
        ballot_with(json!({"signals": "audio"})),
    ];
    let answer = desk.send(&bad).await.is(422);
    for (receipt, field) in answer.json()["receipts"]
        .as_array()
        .unwrap()
        .iter()
        .zip(["signals", "signals", "layout", "scale", "signals"])
    {
        assert_eq!(receipt["status"], "rejected");
        let reason = receipt["reason"].as_str().unwrap();
        assert!(reason.starts_with(field), "{reason}");
    }
}

/// The tablet moved to another counter while it was offline: each rating belongs where it was given.
async fn a_rating_belongs_to_the_counter_where_it_was_given(app: &App) {
    let desk = Desk::open(app);
    app.command(&["link", "add", "--unit", UNIT, "--counter", "Quầy 2"]);
    let id = |name: &str| {
        app.count(&format!(
            "counters WHERE id < (SELECT id FROM counters WHERE name = '{name}')"
        )) + 1
    };
    let second = id("Quầy 2");
    app.add_unit("XA2", None);
    app.command(&["link", "add", "--unit", "XA2", "--counter", "Quầy khác"]);
    let strange = id("Quầy khác");
    let sent = [
        ballot_with(json!({"counter": second})),
        ballot_with(json!({"counter": null})),
        ballot(),
        ballot_with(json!({"counter": strange})),
        ballot_with(json!({"counter": second, "officer": 999_999})),
    ];
    desk.receipts(&sent, 200).await;
    assert_eq!(
        app.count(&format!("ballots WHERE counter_id = {second}")),
        2
    );
    assert_eq!(app.count("ballots WHERE counter_id IS NULL"), 1);
    assert_eq!(app.count("ballots WHERE officer_id IS NOT NULL"), 0);
    assert_eq!(
        app.count(&format!("ballots WHERE counter_id = {strange}")),
        0
    );
    assert_eq!(app.count("ballot_flags WHERE flag = 'other_place'"), 1);
    app.verified();
}

/// The officer on duty is noted where the tablet knew of one, and only if the unit has that person.
async fn the_officer_on_duty_is_noted(app: &App) {
    let desk = Desk::open(app);
    app.add_user(UNIT, "desk", "lan");
    app.add_unit("XA2", None);
    app.add_user("XA2", "desk", "nam");
    let id = |login: &str| {
        app.count(&format!(
            "accounts WHERE id < (SELECT id FROM accounts WHERE login = '{login}')"
        )) + 1
    };
    let (own, foreign) = (id("lan"), id("nam"));
    let sent = [
        ballot_with(json!({"officer": own})),
        ballot_with(json!({"officer": foreign})),
    ];
    desk.receipts(&sent, 200).await;
    assert_eq!(app.count(&format!("ballots WHERE officer_id = {own}")), 1);
    assert_eq!(
        app.count(&format!("ballots WHERE officer_id = {foreign}")),
        0
    );
    assert_eq!(app.count("ballots WHERE counter_id IS NOT NULL"), 2);
    assert_eq!(app.count("ballot_flags"), 0);
    app.verified();
}

/// An officer is moved to another unit, or leaves: the counter names nobody any more, and what the tablet still says of
/// that officer makes no rating suspect.
async fn an_officer_who_moves_is_no_longer_on_duty(app: &App) {
    let desk = Desk::open(app);
    app.add_unit("XA3", Some(UNIT));
    let admin = app.staff_of(UNIT, "admin").await;
    let unit = |code: &str| {
        app.count(&format!(
            "units WHERE id <= (SELECT id FROM units WHERE code = '{code}')"
        ))
    };
    app.add_user("XA3", "desk", "lan");
    let lan = app.count("accounts");
    let moves = async |to: &str| {
        let path = format!("/admin/accounts/{lan}");
        let form = admin.get(&path).await.is(200).form(&path);
        let to = unit(to).to_string();
        admin.send(&form.with("unit", &to)).await.is(303);
    };
    moves(UNIT).await;
    let on_duty = format!("UPDATE counters SET officer_id = {lan}");
    tamper(&mut app.database.connect(), &on_duty).unwrap();
    app.command(&["link", "add", "--unit", "XA3", "--counter", "Quầy dưới"]);
    let serves = |code: &str| {
        app.count(&format!(
            "counters WHERE officer_id = {lan} AND unit_id = {}",
            unit(code)
        ))
    };
    moves("XA3").await;
    assert_eq!(serves(UNIT), 0);
    let config = desk.tablet.get("/api/v1/kiosk/config").await.is(200).json();
    assert_eq!(config["officer_id"], Value::Null);
    desk.receipts(&[ballot_with(json!({"officer": lan}))], 200)
        .await;
    assert_eq!(app.count("ballots WHERE officer_id IS NULL"), 1);
    assert_eq!(app.count("ballot_flags"), 0);

    // The unit above is responsible for the counters of those below it.
    tamper(&mut app.database.connect(), &on_duty).unwrap();
    moves(UNIT).await;
    assert_eq!((serves(UNIT), serves("XA3")), (1, 1));

    // Who only looks on serves nobody.
    let path = format!("/admin/accounts/{lan}");
    let form = admin.get(&path).await.is(200).form(&path);
    admin.send(&form.with("role", "observer")).await.is(303);
    assert_eq!((serves(UNIT), serves("XA3")), (0, 0));

    tamper(&mut app.database.connect(), &on_duty).unwrap();
    let state = format!("/admin/accounts/{lan}/state");
    let page = admin.get(&format!("/admin/accounts/{lan}")).await.is(200);
    admin.send(&page.form(&state)).await.is(303);
    assert_eq!((serves(UNIT), serves("XA3")), (0, 0));
}

/// The count of a tablet's storage moves with its ballots, each once.
async fn what_each_storage_sent_is_counted(app: &App) {
    let desk = Desk::open(app);
    let numbered = |seq: i64| ballot_with(json!({"install_id": INSTALL, "seq": seq}));
    let sent: Vec<_> = [1, 2, 4].map(numbered).into();
    desk.receipts(&sent, 200).await;
    desk.receipts(&sent, 200).await;
    desk.receipts(&[numbered(5), ballot()], 200).await;
    assert_eq!(app.count("device_installs WHERE stored = 4"), 1);
    app.verified();
}

/// A tablet went on while its token was revoked; paired again, it sends everything, and that time is marked.
async fn ratings_given_while_the_token_was_revoked_are_marked(app: &App) {
    let desk = Desk::open(app);
    let at = |minute: i64, seq: i64| {
        let moment = app.clock.now() + Duration::minutes(minute);
        let told = moment.and_utc().to_rfc3339();
        let sent = app.clock.now().and_utc().to_rfc3339();
        ballot_with(json!({"install_id": INSTALL, "seq": seq, "created_at": told, "sent_at": sent}))
    };
    desk.receipts(&[at(0, 1)], 200).await;
    app.clock.shift(Duration::minutes(10));
    let mut conn = app.database.connect();
    let device = devices::list_devices(&mut conn, &Scope::everything()).unwrap();
    devices::revoke_device(&mut conn, &device[0], app.clock.now()).unwrap();
    app.clock.shift(Duration::minutes(10));
    let tablet = app.visitor().with_token(&add_device(app));
    let paired = format!(
        "UPDATE devices SET created_at = '{}' WHERE revoked_at IS NULL",
        app.clock.now()
    );
    tamper(&mut conn, &paired).unwrap();
    app.clock.shift(Duration::minutes(10));
    let body = json!({"ballots": [at(-25, 2), at(-15, 3), at(-5, 4)]});
    tablet.post_json("/api/v1/ballots", &body).await.is(200);
    assert_eq!(app.count("ballots"), 4);
    assert_eq!(app.count("ballot_flags WHERE flag = 'while_revoked'"), 1);
    assert_eq!(
        app.count("ballots JOIN ballot_flags ON ballot_seq = seq WHERE install_seq = 3"),
        1
    );
    app.verified();
}

fn reported(text: &str, phone: &str) -> Value {
    json!({"id": Uuid::new_v4(), "text": text, "phone": phone, "name": "Ksor H'Lan"})
}

/// A report beside a rating is its own record: once, with the contact apart, and readable by those who call back.
async fn a_report_from_the_tablet_is_a_complaint(app: &App) {
    let desk = Desk::open(app);
    let report = reported("Phải đi lại bốn lần <b>", "0905 123 456");
    let sent = ballot_with(json!({"complaint": report}));
    desk.receipts(std::slice::from_ref(&sent), 200).await;
    desk.receipts(&[sent], 200).await;
    assert_eq!(app.count("complaints"), 1);
    assert_eq!(
        app.count("complaint_contacts WHERE phone = '0905 123 456'"),
        1
    );
    assert_eq!(app.count("ballots"), 1);
    let hotline = app.staff_of(UNIT, "hotline").await;
    let inbox = hotline.get("/complaints").await.is(200);
    inbox
        .says("Phải đi lại bốn lần &lt;b&gt;")
        .says("Máy tính bảng");
    let case = format!("/complaints/{}", number_of_only_case(app));
    for role in ["hotline", "desk"] {
        let person = match role {
            "hotline" => hotline.clone(),
            _ => app.staff_of(UNIT, role).await,
        };
        let page = person.get(&case).await.is(200);
        page.says("Phải đi lại bốn lần &lt;b&gt;")
            .says("0905 123 456")
            .says("Ksor H'Lan");
    }
    let leader = app.staff_of(UNIT, "leader").await;
    for path in ["/complaints", &case] {
        let page = leader.get(path).await.is(200).says("Phải đi lại bốn lần");
        assert!(
            !page.body.contains("0905 123 456") && !page.body.contains("Ksor"),
            "whom to call is not the leader's: {path}"
        );
    }
    let observer = app.staff_of(UNIT, "observer").await;
    for path in ["/complaints", &case] {
        observer.get(path).await.is(403);
        app.visitor().get(path).await.is(303);
    }
    app.add_unit("XA2", None);
    let elsewhere = app.staff_of("XA2", "hotline").await;
    let inbox = elsewhere.get("/complaints").await.is(200);
    inbox.says("Chưa có phản ánh nào");
    elsewhere.get(&case).await.is(404);
}

fn number_of_only_case(app: &App) -> i64 {
    complaints::table
        .select(complaints::id)
        .first(&mut app.database.connect())
        .unwrap()
}

/// The rating is not acceptable, the report beside it is: it must not be lost with it.
async fn a_report_stays_when_its_rating_is_refused(app: &App) {
    let desk = Desk::open(app);
    let sent =
        ballot_with(json!({"questionnaire": "unheard-of", "complaint": reported("Chờ lâu", "")}));
    desk.send(&[sent]).await.is(422);
    assert_eq!(app.count("complaints"), 1);
    assert_eq!(app.count("ballots"), 0);
    let wordless = ballot_with(json!({"complaint": reported("  ", "0905")}));
    let answer = desk.send(&[wordless]).await.is(422);
    let reason = answer.json()["receipts"][0]["reason"].to_string();
    assert!(
        reason.contains("complaint.text: must not be empty"),
        "{reason}"
    );
    assert_eq!(app.count("complaints"), 1);
}

crate::stories! {
    figures_are_told_with_and_without_suspect_ballots,
    a_suspect_rating_is_marked_and_counted_in_both_figures,
    what_a_tablet_may_say_of_itself_has_limits,
    a_rating_belongs_to_the_counter_where_it_was_given,
    the_officer_on_duty_is_noted,
    an_officer_who_moves_is_no_longer_on_duty,
    what_each_storage_sent_is_counted,
    ratings_given_while_the_token_was_revoked_are_marked,
    a_report_from_the_tablet_is_a_complaint,
    a_report_stays_when_its_rating_is_refused,
}
