//! Two people at one case, double clicks, and what is typed by people who mean harm.

use chrono::Duration;
use hailong::accounts::Role;

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::cases::address;
use crate::harness::{App, Visitor};

/// The second is told who was first, and finds their own words again.
async fn the_second_of_two_is_told_and_loses_nothing(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    hotline.decides(number, "conduct").await;
    let page = leader.get(&address(number)).await.is(200);
    let form = page.form(&format!("/complaints/{number}/write"));
    hotline
        .did(number, "note", &[("note", "Đã gọi lại cho bác")])
        .await;
    let words = "Tôi đã viết\nhai dòng <dài>";
    let told = leader.send(&form.with("text", words)).await.is(409);
    let told = told
        .says("Trần Thị Nghe vừa thay đổi")
        .says("Tôi đã viết")
        .says("&lt;dài&gt;");
    assert_eq!(
        app.count(&format!("complaint_answers WHERE complaint_id = {number}")),
        0
    );
    let again = told.form(&format!("/complaints/{number}/write"));
    leader.send(&again).await.is(303);
    assert_eq!(
        app.count(&format!("complaint_answers WHERE complaint_id = {number}")),
        1
    );
}

/// A double click on any step does it once.
async fn a_double_click_is_one_step(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let page = hotline.get(&address(number)).await.is(200);
    let form = page
        .form(&format!("/complaints/{number}/classify"))
        .with("class", "conduct");
    hotline.send(&form).await.is(303);
    hotline.send(&form).await.is(409);
    assert_eq!(app.count("complaint_events WHERE action = 'classify'"), 1);
    app.tallies_are_true();
}

/// The address alone says nothing: what was done is told to whoever did it, while it is fresh.
async fn what_an_address_says_was_done_is_proven_by_the_history(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let at = |step: &str| format!("/complaints/{number}?done={step}");
    let silent = async |person: &Visitor, step: &str| {
        let page = person.get(&at(step)).await.is(200);
        assert!(
            !page.body.contains("notice success"),
            "{step}: {}",
            page.body
        );
    };
    for step in ["approve", "classify", "receive", "deny", "dance", ""] {
        silent(&leader, step).await;
    }
    let sent = hotline
        .step(number, "classify", &[("class", "conduct")])
        .await
        .is(303);
    let page = hotline.get(sent.header("location")).await.is(200);
    page.says("notice success").says("Đã phân loại.");
    silent(&hotline, "assign").await;
    silent(&leader, "classify").await;
    app.clock.shift(Duration::minutes(6));
    silent(&hotline, "classify").await;
}

/// Long, broken, hostile: told what is wrong, with what was typed, and never an error of ours.
async fn hostile_words_are_words(app: &App) {
    let (hotline, _) = at_work(app).await;
    app.officer(UNIT, Role::Desk, "Phạm <script>alert(1)</script>", "hack")
        .await;
    let words = "<script>alert('x')</script> \u{202e}ngược \u{0} '; DROP TABLE complaints; --";
    let number = app.complain(UNIT, &words.replace('\u{0}', ""));
    let page = hotline.get(&address(number)).await.is(200);
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    hotline.did(number, "note", &[("note", words)]).await;
    let long = "ạ".repeat(2_001);
    let told = hotline
        .step(number, "note", &[("note", &long)])
        .await
        .is(422);
    assert!(told.body.contains(&long), "what was typed comes back");
    told.says("2.000 ký tự");
    let huge = "a".repeat(10 * 1024 * 1024);
    hotline
        .forces(number, "note", &[("note", &huge)])
        .await
        .is(413);
    for version in ["", "-1", "99999999999999999999", "x"] {
        let token = [("version", version), ("note", "Một ghi chú")];
        let answer = hotline.forces(number, "note", &token).await;
        assert!(
            [409, 422, 303].contains(&answer.status),
            "{version}: {}",
            answer.status
        );
    }
    for class in ["", "king", "conduct' OR 1=1"] {
        let page = hotline.get(&address(number)).await.is(200);
        let form = page
            .form(&format!("/complaints/{number}/classify"))
            .forced("class", class);
        hotline.send(&form).await.is(422);
    }
    hotline.get("/complaints/9223372036854775807").await.is(404);
    hotline
        .get("/complaints/99999999999999999999")
        .await
        .is(404);
    hotline.get("/complaints/-1").await.is(404);
}

crate::stories! {
    the_second_of_two_is_told_and_loses_nothing,
    a_double_click_is_one_step,
    what_an_address_says_was_done_is_proven_by_the_history,
    hostile_words_are_words,
}
