//! How to reach whoever complained: corrected when they call about a wrong number, erased when they ask for it.

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::cases::{CITIZEN, address};
use crate::harness::{Answer, App, Visitor};

const WHY: (&str, &str) = ("note", "Người dân gọi lại báo sai số");

/// The number that was misheard finds and opens the case no more; the right one does. The history says that and why, and
/// keeps nothing of either.
async fn a_wrong_number_is_corrected(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let found = async |words: &str| {
        let page = hotline.get(&format!("/complaints?q={words}")).await.is(200);
        page.body.contains(&format!("\"{}\"", address(number)))
    };
    assert!(found("0905123456").await && found("ksor").await);
    let digits = ("phone", "12 345");
    let unfit = hotline.step(number, "correct", &[digits]).await.is(422);
    let unfit = unfit.says("Ghi lý do").says("8 đến 15 chữ số");
    assert_eq!(
        unfit
            .form(&format!("{}/correct", address(number)))
            .value("phone"),
        "12 345"
    );
    hotline
        .step(number, "correct", &[WHY])
        .await
        .is(422)
        .says("Chưa có gì thay đổi");
    let right = [("phone", "0905 777 888"), ("name", "Ksor  H'Len"), WHY];
    hotline.did(number, "correct", &right).await;
    for (words, finds) in [
        ("0905123456", false),
        ("0905777888", true),
        ("lan", false),
        ("len", true),
    ] {
        assert_eq!(found(words).await, finds, "{words}");
    }
    let page = hotline.get(&address(number)).await.is(200);
    page.says("0905 777 888")
        .says(WHY.1)
        .says("Sửa hoặc xóa tên");
    assert_eq!(app.count("complaint_events WHERE note LIKE '%777%'"), 0);
    for (digits, opens) in [("456", false), ("888", true)] {
        let sent = follows(&app.browser(), number, digits).await;
        assert_eq!(sent.status == 303, opens, "{digits}");
    }
    // Whoever may not know whom to call changes it as little.
    let page = leader.get(&address(number)).await.is(200);
    assert!(!page.body.contains("/correct\""), "{}", page.body);
    leader.forces(number, "correct", &right).await.is(403);
    app.tallies_are_true();
}

async fn follows(citizen: &Visitor, number: i64, digits: &str) -> Answer {
    let page = citizen.get("/answers").await.is(200);
    let form = page
        .form("/answers/follow")
        .with("number", &number.to_string());
    citizen.send(&form.with("digits", digits)).await
}

/// A stranger who was told of it by the wrong number looked at it already: not any more, nor at what was split from it.
async fn whoever_the_wrong_number_let_in_is_let_out(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, "Hồ sơ trễ hẹn. Cho hỏi làm sổ đỏ ở đâu?");
    hotline.decides(number, "conduct").await;
    let split = [("text", "Cho hỏi làm sổ đỏ ở đâu?"), ("class", "question")];
    hotline.did(number, "split", &split).await;
    app.answer(number, "Đã trả hồ sơ", "chu");
    let stranger = app.browser();
    follows(&stranger, number, "456").await.is(303);
    let own = format!("/answers/follow/{number}");
    let page = stranger.get(&own).await.is(200);
    let reopens = page.form(&format!("{own}/reopen"));
    hotline
        .did(number, "correct", &[("phone", "0905 777 888"), WHY])
        .await;
    let told = stranger.get(&own).await.is(403);
    told.says("đã được sửa hoặc xóa");
    let told = stranger.send(&reopens.with("why", "Chưa xong")).await;
    told.is(403).says("Chưa xong");
    assert!(app.case(number).done_on.is_some(), "not opened again");
    let right = "complaint_contacts WHERE phone_key = '0905777888'";
    assert_eq!(app.count(right), 2, "the part's as well");
    assert_eq!(app.count("complaint_events WHERE action = 'correct'"), 2);
    app.tallies_are_true();
}

/// The same where the right number ends as the wrong one did; the citizen comes in with it.
async fn a_correction_that_keeps_the_end_lets_out_as_well(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let own = format!("/answers/follow/{number}");
    let stranger = app.browser();
    follows(&stranger, number, "456").await.is(303);
    stranger.get(&own).await.is(200);
    // Written otherwise it is the same number.
    let alike = ("phone", "+84 905.123.456");
    hotline.did(number, "correct", &[alike, WHY]).await;
    stranger.get(&own).await.is(200);
    let right = ("phone", "0905 124 456");
    hotline.did(number, "correct", &[right, WHY]).await;
    stranger.get(&own).await.is(403);
    let citizen = app.browser();
    follows(&citizen, number, "456").await.is(303);
    citizen.get(&own).await.is(200);
}

/// Somebody asks for their name to be erased: it is gone, also from what searches find; what was said stays.
async fn whoever_asks_for_it_is_forgotten(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let nothing = [("name", ""), ("phone", ""), ("address", ""), WHY];
    hotline.did(number, "correct", &nothing).await;
    let done = format!("{}?done=correct", address(number));
    let told = hotline.get(&done).await.is(200);
    told.says("Đã xóa tên, số điện thoại, địa chỉ.");
    assert_eq!(app.count("complaint_contacts"), 0);
    assert_eq!(app.count("complaint_words WHERE of_contact"), 0);
    let page = hotline.get(&address(number)).await.is(200);
    let page = page.says("theo đề nghị của người dân ngày 01/06/2026");
    assert!(!page.body.contains(CITIZEN), "{}", page.body);
    page.says(LATE_WORDS);
    // Nobody knows any more which name to look for in what is to be read in public.
    app.answer(number, "Đã trả hồ sơ", "chu");
    let publish = format!("{}/publish", address(number));
    let page = hotline.get(&publish).await.is(200);
    let form = page.form(&publish).with("confirmed", "1");
    let form = form.with("do", "publish");
    let asked = hotline
        .send(&form)
        .await
        .is(422)
        .says("Tên người phản ánh không còn được lưu");
    let read = asked.form(&publish).with("names_looked_at", "1");
    hotline.send(&read.with("do", "publish")).await.is(303);
}

/// What its keeper alone sees, its keeper alone corrects.
async fn a_keeper_corrects_what_nobody_else_sees(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, "Cán bộ vòi tiền tôi hai triệu");
    let right = [("phone", "0905 777 888"), WHY];
    hotline.forces(number, "correct", &right).await.is(404);
    leader.did(number, "correct", &right).await;
    let page = leader.get(&address(number)).await.is(200);
    page.says("0905 777 888");
}

crate::stories! {
    a_wrong_number_is_corrected,
    whoever_the_wrong_number_let_in_is_let_out,
    a_correction_that_keeps_the_end_lets_out_as_well,
    whoever_asks_for_it_is_forgotten,
    a_keeper_corrects_what_nobody_else_sees,
}
