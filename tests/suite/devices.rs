//! Pairing a tablet by the code on its screen, and revoking it. What staff set for it is in `settings`.

mod settings;

use chrono::Duration;
use reqwest::Method;
use serde_json::json;

use crate::harness::desk::{HEARTBEAT, INSTALL, ballot_with, tamper, well, with};
use crate::harness::html::Form;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

const PAIR: &str = "/kiosks/pair";
const API: &str = "/api/v1/devices/pair";
const CONFIG: &str = "/api/v1/kiosk/config";
const COUNTER: &str = "Quầy 1: \"Đất\" <b>&";

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
    app.clock.shift(Duration::seconds(3));
    poll(app, &asking).await.is(429);
    // What was too soon does not count: the pace is from the poll before it.
    app.clock.shift(Duration::seconds(2));
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

/// Staff confirm in the code's last seconds: the tablet still has the time to ask once more.
async fn a_code_confirmed_at_the_last_moment_is_good(app: &App) {
    let admin = app.staff("admin").await;
    app.add_unit(UNIT, None);
    let asking = ask(app).await;
    app.clock.shift(Duration::seconds(570));
    let confirm = type_code(&admin, &asking.code).await.is(200).form(PAIR);
    app.clock.shift(Duration::seconds(22));
    admin.send(&confirm).await.is(303);
    app.clock.shift(Duration::seconds(13));
    let paired = poll(app, &asking).await.is(200).json();
    let tablet = app.visitor().with_token(paired["token"].as_str().unwrap());
    tablet.get(CONFIG).await.is(200);
    app.clock.shift(Duration::minutes(10));
    poll(app, &asking).await.is(410);
}

/// What waits on a tablet is not lost because it was paired anew.
async fn what_waits_on_a_tablet_that_is_paired_again_is_not_missing(app: &App) {
    let admin = app.staff("admin").await;
    let tablet = app.visitor().with_token(&pair(app, &admin).await);
    let waits = json!({"waiting": 2, "oldest_waiting_s": 60});
    let heartbeat = with(well(app, 2), waits);
    tablet.post_json(HEARTBEAT, &heartbeat).await.is(200);
    pair(app, &admin).await;
    let page = admin.get("/kiosks").await.is(200).says("? Chưa rõ");
    assert!(!page.body.contains("Thiếu"), "{}", page.body);
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
    let told = admin.send(&wrong).await.is(429);
    let told = told.says("Đã thử quá nhiều lần");
    assert!(told.header("retry-after").parse::<u64>().unwrap() <= 10);
    let asking = ask(app).await;
    type_code(&admin, &asking.code)
        .await
        .is(429)
        .says("Đã thử quá nhiều lần");
    app.clock.shift(Duration::seconds(11));
    type_code(&admin, &asking.code).await.is(200);
}

/// The same machine is paired again, as after its key was revoked: one tablet, its settings kept.
async fn a_tablet_that_is_paired_again_replaces_itself(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(app, UNIT);
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

    let asking = ask(app).await;
    let page = type_code(&admin, &asking.code).await.is(200);
    let unit = format!("Xã &quot;Tân&quot; &lt;Bình&gt; {UNIT}");
    let known = format!("Máy này đã được ghép trước đây, ở {unit}. Ghép xong");
    assert!(page.body.contains(&known), "{}", page.body);
    let confirm = with_first_counter(page.form(PAIR));
    admin.send(&confirm).await.is(303);

    let asking = ask(app).await;
    let known = format!("ở Quầy 1: &quot;Đất&quot; &lt;b&gt;&amp; ({unit}). Ghép xong");
    let page = type_code(&admin, &asking.code).await.is(200);
    assert!(page.body.contains(&known), "{}", page.body);
    let revoke = settings_of(&admin).await.replace("settings", "revoke");
    let asked = admin.get(&revoke).await.is(200).form(&revoke);
    admin.send(&asked).await.is(303);
    let page = type_code(&admin, &asking.code).await.is(200);
    assert!(
        page.body.contains("đã bị thu hồi khóa lúc"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Ghép xong"), "{}", page.body);
    app.clock.shift(Duration::minutes(11));
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
    a_code_confirmed_at_the_last_moment_is_good,
    what_waits_on_a_tablet_that_is_paired_again_is_not_missing,
    wrong_codes_are_told_and_limited,
    a_tablet_that_is_paired_again_replaces_itself,
    a_revoked_tablet_is_refused,
    tablets_are_the_administrators_business,
}
