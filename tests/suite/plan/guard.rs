//! Who reads, writes and notes: the leader writes the own unit's plan, those above read it, other units find nothing, and
//! officers note what is theirs.

use hailong::accounts::Role;

use super::{UNIT, YEAR, issue, leader, made, task};
use crate::harness::App;

const WORDS: &str = "Rà soát hằng ngày hồ sơ sắp đến hạn, nhắc người xử lý";

/// Every way to write, with what it needs.
const WAYS: [&str; 9] = [
    "/plan/1/head",
    "/plan/1/step",
    "/plan/1/copy",
    "/plan/1/item",
    "/plan/items/1",
    "/plan/items/1/move",
    "/plan/items/1/remove",
    "/plan/items/1/task",
    "/plan/tasks/1",
];

async fn another_unit_is_not_there(app: &App) {
    let leader = leader(app).await;
    made(&leader, "filled").await;
    let other = app.officer("IA", Role::Leader, "Chủ Xã Khác", "khac").await;
    for address in [
        YEAR,
        "/plan/1/head",
        "/plan/1/issue",
        "/plan/1/paper",
        "/plan/1/report.docx",
        "/plan/1/table.xlsx",
        "/plan/items/1",
        "/plan/tasks/1",
    ] {
        other.get(address).await.is(404);
        app.browser().get(address).await.is(303);
    }
    let token = other.token().await;
    let fields = [
        ("csrf", token.as_str()),
        ("unit", UNIT),
        ("year", "2026"),
        ("start", "empty"),
        ("step", "closed"),
    ];
    for way in WAYS {
        let answer = other.post(way, &fields).await;
        assert!(
            [404, 422].contains(&answer.status),
            "{way}: {}",
            answer.status
        );
    }
    other.post("/plan/new", &fields).await.is(403);
    for way in [
        "/plan/items/1/reading",
        "/plan/tasks/1/note",
        "/plan/tasks/1/remove",
    ] {
        other.post(way, &fields).await.is(404);
    }
    assert_eq!(app.count("plan_events"), 1);
    assert_eq!(app.count("plan_items"), 13);
}

/// The observer reads all and writes nothing; nor does an officer who has nothing to do with it.
async fn each_does_what_is_theirs(app: &App) {
    let leader = leader(app).await;
    let page = made(&leader, "filled").await;
    let note = format!("{}/note", task(&page, WORDS));
    issue(&leader).await;
    for (role, login) in [
        (Role::Observer, "xem"),
        (Role::Desk, "ban"),
        (Role::Hotline, "nghe"),
        (Role::Admin, "tri"),
    ] {
        let person = app.officer(UNIT, role, "Người Khác", login).await;
        let page = person.get(YEAR).await.is(200).says(WORDS);
        for way in ["/plan/1/step", "/plan/1/copy", "/plan/1/head"] {
            assert!(!page.body.contains(way), "{role}: {way}");
        }
        person.get("/plan/1/report").await.is(200);
        let task = person.get(note.trim_end_matches("/note")).await.is(200);
        assert!(!task.body.contains(&note), "{role}");
        let token = person.token().await;
        let fields = [
            ("csrf", token.as_str()),
            ("note", "x"),
            ("state", "done"),
            ("step", "closed"),
        ];
        for way in WAYS {
            person.post(way, &fields).await.is(403);
        }
        person.post(&note, &fields).await.is(403);
    }
    let forged = [
        ("csrf", "của người khác"),
        ("step", "closed"),
        ("note", "x"),
        ("state", "done"),
    ];
    for way in ["/plan/1/step", "/plan/new", note.as_str()] {
        leader.post(way, &forged).await.is(403);
    }
    assert_eq!(app.count("plan_notes"), 0);
    assert_eq!(app.count("plans WHERE state = 'in_force'"), 1);
}

/// A province reads its communes' plans and writes none of them; who is named in a plan above sees it by that name.
async fn a_province_reads_and_does_not_write(app: &App) {
    app.add_unit("GL", None);
    app.add_unit(UNIT, Some("GL"));
    let leader = leader(app).await;
    made(&leader, "filled").await;
    let above = app.officer("GL", Role::Leader, "Vũ Văn Tỉnh", "tinh").await;
    let page = above.get(YEAR).await.is(200).says(WORDS);
    assert!(!page.body.contains("/plan/1/head"));
    above.get("/plan/1/head").await.is(403);
    above.get("/plan/1/item").await.is(403);
    let token = above.token().await;
    let fields = [
        ("csrf", token.as_str()),
        ("step", "issued"),
        ("number", "1"),
        ("day", "01/06/2026"),
    ];
    above.post("/plan/1/step", &fields).await.is(403);
    // The province's own plan gives a task to an officer of the commune, who sees nothing else of the province.
    let own = above.get("/plan?year=2026").await.is(200);
    let form = own.form("/plan/new").with("start", "filled");
    above.send(&form).await.is(303);
    let page = above.get("/plan?unit=GL&year=2026").await.is(200);
    let address = task(&page, WORDS);
    let officer = app.browser();
    officer
        .sign_in("lam", crate::harness::people::PASSWORD)
        .await
        .is(303);
    officer.get(&address).await.is(404);
    let form = above.get(&address).await.is(200).form(&address);
    let id = app.account_id("lam").to_string();
    above.send(&form.with("lead", &id)).await.is(303);
    let page = above
        .get("/plan/2/issue")
        .await
        .is(200)
        .form("/plan/2/step");
    above.send(&page.with("number", "7/KH-UBND")).await.is(303);
    officer
        .get("/plan")
        .await
        .is(200)
        .says("Nhiệm vụ của tôi")
        .says("GL");
    let page = officer.get(&address).await.is(200);
    let note = page
        .form(&format!("{address}/note"))
        .with("note", "Đã làm ở xã");
    officer.send(&note).await.is(303);
    officer.get("/plan?unit=GL&year=2026").await.is(404);
    above.get(&address).await.is(200).says("Đã làm ở xã");
}

crate::stories! {
    another_unit_is_not_there,
    each_does_what_is_theirs,
    a_province_reads_and_does_not_write,
}
