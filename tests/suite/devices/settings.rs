//! What staff set for a tablet, and that it hears of it.

use serde_json::{Value, json};

use super::{
    CONFIG, COUNTER, INSTALL, PAIR, add_counter, ask, pair, poll, settings_of, type_code,
    with_first_counter,
};
use crate::harness::App;
use crate::harness::people::UNIT;

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
        .with("pin", "94736205");
    admin.send(&form).await.is(303);
    let after = tablet.get(CONFIG).await.is(200).json();
    assert_ne!(after["version"], before["version"]);
    assert_eq!(after["counter"], COUNTER);
    let hours = json!({"days": [1, 5], "spans": [["07:00", "11:30"], ["13:00", "17:00"]]});
    assert_eq!(after["hours"], hours);
    assert_eq!(after["pin"]["iterations"], 200_000);
    assert!(!app.dump().contains("94736205"));
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

/// With every shift those who work at the desk say who is on duty, and the tablet hears of it.
async fn the_desk_says_who_is_on_duty(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(app, UNIT);
    let asking = ask(app).await;
    let confirm = type_code(&admin, &asking.code).await.is(200).form(PAIR);
    admin.send(&with_first_counter(confirm)).await.is(303);
    let paired = poll(app, &asking).await.is(200).json();
    let tablet = app.visitor().with_token(paired["token"].as_str().unwrap());
    let before = tablet.get(CONFIG).await.is(200).json();
    assert_eq!(before["officer_id"], Value::Null);

    let at = format!("/kiosks/{}/duty", app.count("devices"));
    let clerk = app.staff("desk").await;
    let form = clerk.get(&at).await.is(200).form(&at);
    let own = app.count("accounts WHERE id <= (SELECT id FROM accounts WHERE role = 'desk')");
    clerk
        .send(&form.clone().with("officer", &own.to_string()))
        .await
        .is(303);
    let after = tablet.get(CONFIG).await.is(200).json();
    assert_eq!(after["officer_id"], json!(own));
    assert_ne!(after["version"], before["version"]);
    clerk
        .send(&form.forced("officer", "99999"))
        .await
        .is(422)
        .says("Hãy chọn công chức trong danh sách");
    app.staff("observer").await.get(&at).await.is(403);
    app.staff_of("H21.66", "desk").await.get(&at).await.is(404);
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

crate::stories! {
    what_staff_set_reaches_the_tablet,
    the_desk_says_who_is_on_duty,
    wrong_settings_come_back_with_what_is_wrong,
}
