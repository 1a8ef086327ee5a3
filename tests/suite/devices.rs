//! Pairing a tablet by the code on its screen, what staff set for it, and revoking it.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::desk::{ballot_with, tamper};
use crate::harness::html::Form;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

const PAIR: &str = "/kiosks/pair";
const API: &str = "/api/v1/devices/pair";
const CONFIG: &str = "/api/v1/kiosk/config";
const COUNTER: &str = "Quầy 1: \"Đất\" <b>&";
const INSTALL: &str = "5a2c1f6e-8f0e-4c39-8b4c-0f2f3a7d9e10";

/// A tablet that shows a code.
struct Asking {
    code: String,
    secret: String,
}

async fn ask(app: &App) -> Asking {
    let body = json!({"install_id": INSTALL, "screen": "1280x800"});
    let told = app.visitor().post_json(API, &body).await.is(200).json();
    assert_eq!(
        (&told["interval"], &told["expires_in"]),
        (&json!(5), &json!(600))
    );
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    Asking {
        code: text("code"),
        secret: text("secret"),
    }
}

async fn poll(app: &App, asking: &Asking) -> Answer {
    let body = json!({"secret": asking.secret});
    app.visitor().post_json(API, &body).await
}

/// What staff see after they typed a code.
async fn type_code(admin: &Visitor, code: &str) -> Answer {
    let form = admin.get(PAIR).await.is(200).form(PAIR);
    admin.send(&form.with("code", code)).await
}

/// The whole of it: the tablet's token.
async fn pair(app: &App, admin: &Visitor) -> String {
    let asking = ask(app).await;
    let confirm = type_code(admin, &asking.code).await.is(200).form(PAIR);
    admin.send(&confirm).await.is(303);
    let paired = poll(app, &asking).await.is(200).json();
    paired["token"].as_str().unwrap().to_owned()
}

fn add_counter(app: &App, unit: &str) {
    app.add_unit(unit, None);
    app.command(&["link", "add", "--unit", unit, "--counter", COUNTER]);
}

/// Number of the only counter.
fn with_first_counter(form: Form) -> Form {
    let chosen = form
        .fields
        .iter()
        .find(|field| field.name == "counter" && !field.value.is_empty());
    let chosen = chosen.unwrap().value.clone();
    form.with("counter", &chosen)
}

/// A clerk stands before the new tablet, types its code at the office computer, and the tablet begins.
async fn a_tablet_is_paired_by_the_code_on_its_screen(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(app, UNIT);
    let asking = ask(app).await;
    poll(app, &asking).await.is(202);
    let sloppy = asking.code.to_lowercase().replace('-', " ");
    let page = type_code(&admin, &sloppy).await.is(200);
    for words in [
        asking.code.as_str(),
        "127.0.0.1",
        "Không xác nhận mã ai đó đọc qua điện thoại",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let done = admin
        .send(&with_first_counter(page.form(PAIR)))
        .await
        .is(303);
    admin
        .get(done.header("location"))
        .await
        .is(200)
        .says("Đã ghép.");
    app.clock.shift(Duration::seconds(5));
    let paired = poll(app, &asking).await.is(200).json();
    let token = paired["token"].as_str().unwrap();
    let tablet = app.visitor().with_token(token);
    let config = tablet.get(CONFIG).await.is(200).json();
    assert_eq!(config["counter"], COUNTER);
    assert_eq!(config["device"], paired["id"]);
    // The answer got lost: the tablet asks again and is told the same.
    assert_eq!(poll(app, &asking).await.is(200).json(), paired);
    assert!(
        !app.dump().contains(token),
        "the token is nowhere in the database"
    );
    // The code is used up.
    type_code(&admin, &asking.code)
        .await
        .is(422)
        .says("Không có máy nào đang hiện mã này");
}

/// Impatient tablets are slowed down, and a code that nobody typed ends after ten minutes.
async fn a_code_has_its_pace_and_its_end(app: &App) {
    let asking = ask(app).await;
    poll(app, &asking).await.is(202);
    let hasty = poll(app, &asking).await.is(429);
    assert_eq!(hasty.json()["error"], "slow_down");
    assert_eq!(hasty.header("retry-after"), "5");
    app.clock.shift(Duration::seconds(5));
    poll(app, &asking).await.is(202);
    let admin = app.staff("admin").await;
    app.clock.shift(Duration::minutes(10));
    assert_eq!(
        poll(app, &asking).await.is(410).json()["error"],
        "expired_token"
    );
    type_code(&admin, &asking.code).await.is(422);
    for body in [
        json!({}),
        json!({"secret": 1}),
        json!({"install_id": "x", "screen": ""}),
        json!([]),
    ] {
        app.visitor().post_json(API, &body).await.is(400);
    }
    let unknown = json!({"secret": "x"});
    app.visitor().post_json(API, &unknown).await.is(410);
}

/// Nobody finds a code by trying, and a mistyped one comes back to be mended.
async fn wrong_codes_are_told_and_limited(app: &App) {
    let admin = app.staff("admin").await;
    let page = type_code(&admin, "BCDF-GHJ<").await.is(422);
    assert!(
        page.body.contains("value=\"BCDF-GHJ&lt;\""),
        "{}",
        page.body
    );
    page.says("Hãy nhập đủ 8 chữ cái");
    let form = admin.get(PAIR).await.is(200).form(PAIR);
    let wrong = form.with("code", "ZZZZ-ZZZZ");
    for _ in 0..60 {
        admin
            .send(&wrong)
            .await
            .is(422)
            .says("Không có máy nào đang hiện mã này");
    }
    admin
        .send(&wrong)
        .await
        .is(422)
        .says("Đã thử quá nhiều lần");
    let asking = ask(app).await;
    type_code(&admin, &asking.code)
        .await
        .is(422)
        .says("Đã thử quá nhiều lần");
    app.clock.shift(Duration::seconds(11));
    type_code(&admin, &asking.code).await.is(200);
}

/// The same machine is paired again, as after its key was revoked: one tablet, its settings kept.
async fn a_tablet_that_is_paired_again_replaces_itself(app: &App) {
    let admin = app.staff("admin").await;
    let first = pair(app, &admin).await;
    let tablet = app.visitor().with_token(&first);
    let sent = json!({"ballots": [ballot_with(json!({"install_id": INSTALL, "seq": 1}))]});
    tablet.post_json("/api/v1/ballots", &sent).await.is(200);
    let hours = r#"{"days":[1],"spans":[["07:00","11:30"]]}"#;
    tamper(
        &mut app.database.connect(),
        &format!("UPDATE devices SET hours = '{hours}'"),
    )
    .unwrap();

    let second = pair(app, &admin).await;
    assert_ne!(first, second);
    assert_eq!(app.count("devices WHERE revoked_at IS NULL"), 1);
    let config = app
        .visitor()
        .with_token(&second)
        .get(CONFIG)
        .await
        .is(200)
        .json();
    assert_eq!(config["hours"]["days"], json!([1]));
    let restarted = app.beside(|_| {});
    restarted
        .visitor()
        .with_token(&first)
        .get(CONFIG)
        .await
        .is(401);
}

/// The address of the only tablet's settings.
async fn settings_of(admin: &Visitor) -> String {
    let list = admin.get("/kiosks").await.is(200).body;
    let (_, rest) = list.split_once("href=\"/kiosks/").unwrap();
    let rest = rest
        .split_once("<h2><a href=\"/kiosks/")
        .map_or(rest, |(_, rest)| rest);
    let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
    format!("/kiosks/{id}/settings")
}

/// Staff set hours and a PIN; the tablet learns that there is something new.
async fn what_staff_set_reaches_the_tablet(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(app, UNIT);
    let token = pair(app, &admin).await;
    let tablet = app.visitor().with_token(&token);
    let before = tablet.get(CONFIG).await.is(200).json();
    assert_eq!(
        (&before["hours"], &before["pin"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(before["version"].as_str().unwrap().len(), 16);
    assert_eq!(before["reasons"]["officer"][0]["code"], "officer.attitude");
    assert_eq!(
        tablet.get(CONFIG).await.is(200).json(),
        before,
        "nothing changed"
    );

    let at = format!("/kiosks/{}/settings", app.count("devices"));
    let form = with_first_counter(admin.get(&at).await.is(200).form(&at));
    let form = form
        .with("from1", "7:00")
        .with("to1", "11:30")
        .with("from2", "13:00")
        .with("to2", "17:00");
    let form = form
        .forced("day1", "1")
        .forced("day5", "1")
        .with("pin", "2580");
    admin.send(&form).await.is(303);
    let after = tablet.get(CONFIG).await.is(200).json();
    assert_ne!(after["version"], before["version"]);
    assert_eq!(after["counter"], COUNTER);
    let hours = json!({"days": [1, 5], "spans": [["07:00", "11:30"], ["13:00", "17:00"]]});
    assert_eq!(after["hours"], hours);
    assert_eq!(after["pin"]["iterations"], 200_000);
    assert!(!app.dump().contains("2580"));
    let page = admin.get(&at).await.is(200);
    assert!(page.body.contains("value=\"07:00\""), "{}", page.body);
    page.says("Đã có mã PIN");

    let beat = json!({
        "install_id": INSTALL, "app": "1", "captured": 0, "waiting": 0, "refused": 0, "discarded": 0, "elsewhere": 0,
        "secure": true, "storage_works": true, "sent_at": app.clock.now().and_utc(), "screen": "1x1",
    });
    let told = tablet
        .post_json("/api/v1/devices/heartbeat", &beat)
        .await
        .is(200)
        .json();
    assert_eq!(told["config"], after["version"]);
}

/// Wrong settings come back with what is wrong, each at its field, and change nothing.
async fn wrong_settings_come_back_with_what_is_wrong(app: &App) {
    let admin = app.staff("admin").await;
    pair(app, &admin).await;
    let at = settings_of(&admin).await;
    let form = admin.get(&at).await.is(200).form(&at);
    let wrong = [
        (vec![("pin", "12")], "pin"),
        (vec![("pin", "abcd")], "pin"),
        (vec![("from1", "7h"), ("day1", "1")], "from1"),
        (vec![("from2", "13:00"), ("day1", "1")], "from2"),
        (
            vec![("from1", "11:00"), ("to1", "07:00"), ("day1", "1")],
            "from1",
        ),
        (vec![("from1", "07:00"), ("to1", "11:00")], "days"),
        (vec![("day1", "1")], "from1"),
        (vec![("counter", "99999")], "counter"),
    ];
    for (fields, at_fault) in wrong {
        let mut sent = form.clone();
        for (name, value) in &fields {
            sent = sent.forced(name, value);
        }
        let page = admin.send(&sent).await.is(422);
        let link = format!("href=\"#{at_fault}\"");
        assert!(page.body.contains(&link), "{fields:?}: {}", page.body);
        for (name, value) in fields
            .iter()
            .filter(|(name, _)| *name != "counter" && !name.starts_with("day"))
        {
            assert!(
                page.body.contains(&format!("value=\"{value}\"")),
                "{name} is kept"
            );
        }
    }
    assert_eq!(
        app.count("devices WHERE hours IS NOT NULL OR pin IS NOT NULL"),
        0
    );
}

/// A lost tablet is refused at once, and staff are told.
async fn a_revoked_tablet_is_refused(app: &App) {
    let admin = app.staff("admin").await;
    let token = pair(app, &admin).await;
    let lost = app.visitor().with_token(&token);
    lost.get(CONFIG).await.is(200);
    let revoke = settings_of(&admin).await.replace("settings", "revoke");
    let asked = admin.get(&revoke).await.is(200).form(&revoke);
    let done = admin.send(&asked).await.is(303);
    lost.get(CONFIG).await.is(401);
    admin
        .get(done.header("location"))
        .await
        .is(200)
        .says("Đã thu hồi khóa");
    admin.get(&revoke).await.is(404);
    admin
        .get(&revoke.replace("revoke", "settings"))
        .await
        .is(404);
    admin.send(&asked).await.is(303);
}

/// Pairing, setting and revoking are the administrators' business, and only within their units.
async fn tablets_are_the_administrators_business(app: &App) {
    let admin = app.staff("admin").await;
    pair(app, &admin).await;
    let settings = settings_of(&admin).await;
    let revoke = settings.replace("settings", "revoke");
    for role in ["leader", "desk", "hotline", "observer"] {
        let person = app.staff(role).await;
        for page in [PAIR, &settings, &revoke] {
            person.get(page).await.is(403);
            Answer::of(person.request(Method::POST, page)).await.is(403);
        }
    }
    app.visitor().get(PAIR).await.is(303);
    let other = app.staff_of("H21.66", "admin").await;
    for page in [&settings, &revoke] {
        other.get(page).await.is(404);
    }
    // Nobody puts a tablet into a unit outside their own.
    let asking = ask(app).await;
    let form = type_code(&other, &asking.code).await.is(200).form(PAIR);
    let theirs = form.value("unit").to_owned();
    let own = type_code(&admin, &asking.code)
        .await
        .is(200)
        .form(PAIR)
        .value("unit")
        .to_owned();
    assert_ne!(own, theirs);
    other.send(&form.clone().forced("unit", &own)).await.is(404);
    other
        .send(&form.clone().forced("counter", "99999"))
        .await
        .is(422);
    other.send(&form.forced("csrf", "")).await.is(403);
}

crate::stories! {
    a_tablet_is_paired_by_the_code_on_its_screen,
    a_code_has_its_pace_and_its_end,
    wrong_codes_are_told_and_limited,
    a_tablet_that_is_paired_again_replaces_itself,
    what_staff_set_reaches_the_tablet,
    wrong_settings_come_back_with_what_is_wrong,
    a_revoked_tablet_is_refused,
    tablets_are_the_administrators_business,
}
