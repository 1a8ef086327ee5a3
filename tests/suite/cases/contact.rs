//! How to reach whoever complained: corrected when they call about a wrong number, erased when they ask for it.

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::App;
use crate::harness::cases::{CITIZEN, address};

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
    let citizen = app.browser();
    for (digits, opens) in [("456", false), ("888", true)] {
        let page = citizen.get("/answers").await.is(200);
        let form = page
            .form("/answers/follow")
            .with("number", &number.to_string());
        let sent = citizen.send(&form.with("digits", digits)).await;
        assert_eq!(sent.status == 303, opens, "{digits}");
    }
    // Whoever may not know whom to call changes it as little.
    let page = leader.get(&address(number)).await.is(200);
    assert!(!page.body.contains("/correct\""), "{}", page.body);
    leader.forces(number, "correct", &right).await.is(403);
    app.tallies_are_true();
}

/// Somebody asks for their name to be erased: it is gone, also from what searches find; what was said stays.
async fn whoever_asks_for_it_is_forgotten(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let nothing = [("name", ""), ("phone", ""), ("address", ""), WHY];
    hotline.did(number, "correct", &nothing).await;
    assert_eq!(app.count("complaint_contacts"), 0);
    assert_eq!(app.count("complaint_words WHERE of_contact"), 0);
    let page = hotline.get(&address(number)).await.is(200);
    let page = page.says("đã được xóa theo quy định ngày 01/06/2026");
    assert!(!page.body.contains(CITIZEN), "{}", page.body);
    page.says(LATE_WORDS);
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
    whoever_asks_for_it_is_forgotten,
    a_keeper_corrects_what_nobody_else_sees,
}
