//! A confined case is handed on or released, and not worked on; what was public of it stays taken back.

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::cases::{ANSWER, address};
use crate::harness::{App, Visitor};

const BRIBE: &str = "Cán bộ vòi tiền tôi hai triệu đồng mới trả sổ đỏ";
const FIRST: &str = "Xin bỏ hạn chế người xem trước";
/// What only the open work of a case has.
const WORK: [&str; 4] = ["assign", "start", "pause", "write"];

/// Its keeper decides that it is answered here: the page then offers to release it, and nothing that nobody could do.
async fn a_confined_case_is_released_before_it_is_worked_on(app: &App) {
    let (_, leader) = at_work(app).await;
    let number = app.complain(UNIT, BRIBE);
    leader.decides(number, "conduct").await;
    let page = leader.get(&address(number)).await.is(200);
    let form = |step: &str| format!("/complaints/{number}/{step}\"");
    for step in WORK {
        assert!(!page.body.contains(&form(step)), "{step}: {}", page.body);
    }
    let release = page.body.find(&form("release")).unwrap();
    let others = page.body.find("Việc khác").unwrap();
    assert!(release < others, "{}", page.body);
    leader.did(number, "release", &[]).await;
    let page = leader.get(&address(number)).await.is(200);
    for step in WORK {
        page.form(form(step).trim_end_matches('"'));
    }
}

/// Whoever sends the form of a page that is older than the restriction, or one written by hand.
async fn an_old_form_is_told_to_release_first(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    hotline.decides(number, "conduct").await;
    hotline.did(number, "write", &[("text", "Đã trả")]).await;
    let page = leader.get(&address(number)).await.is(200);
    hotline.did(number, "confine", &[]).await;
    for (step, text) in [("approve", "Duyệt thế này"), ("write", "Viết lại thế này")] {
        let form = page.form(&format!("/complaints/{number}/{step}"));
        let told = leader.send(&form.with("text", text)).await.is(409);
        told.says(FIRST).says(text);
        let version = app.case(number).version.to_string();
        let fields = [("text", text), ("version", version.as_str())];
        let told = leader.forces(number, step, &fields).await.is(422);
        told.says(FIRST).says(text);
        let told = leader.forces(number, "write/template", &fields).await;
        told.is(422).says(FIRST).says(text);
    }
    assert_eq!(app.case(number).state.as_str(), "in_progress");
    leader.did(number, "release", &[]).await;
    leader.did(number, "approve", &[("text", ANSWER)]).await;
    assert_eq!(app.case(number).state.as_str(), "answered");
}

/// What is written about handing it on is not for the citizen, and the form says so.
async fn the_forms_of_a_confined_case_promise_the_citizen_nothing(app: &App) {
    let (_, leader) = at_work(app).await;
    let number = app.complain(UNIT, BRIBE);
    leader.decides(number, "denunciation").await;
    let page = leader.get(&address(number)).await.is(200);
    assert_eq!(page.body.matches("bỏ hạn chế người xem)").count(), 2);
    assert!(!page.body.contains("(người dân đọc được"), "{}", page.body);
    let told = leader.forces(number, "assign", &[("version", "2")]).await;
    let told = told.is(422).says("Lúc này không làm được");
    assert!(!told.body.contains(FIRST), "it stays with its keeper");
    let open = app.complain(UNIT, LATE_WORDS);
    leader.decides(open, "elsewhere").await;
    let page = leader.get(&address(open)).await.is(200);
    page.says("(người dân đọc được dòng này)");
}

/// An answered case in public, opened again.
async fn public_and_opened_again(app: &App, hotline: &Visitor) -> i64 {
    let number = app.complain(UNIT, LATE_WORDS);
    hotline.decides(number, "conduct").await;
    app.answer(number, ANSWER, "chu");
    app.publish(number, ANSWER, "chu");
    let why = [("note", "Vẫn chưa trả hồ sơ")];
    hotline.did(number, "reopen", &why).await;
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.is(200);
    number
}

/// However a case came to be hidden: released, it is in public only once somebody publishes it anew.
async fn what_was_hidden_comes_back_into_public_by_nobody_s_click(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let secret = app.complain(UNIT, BRIBE).to_string();
    let [decided, joined, hidden] = [
        public_and_opened_again(app, &hotline).await,
        public_and_opened_again(app, &hotline).await,
        public_and_opened_again(app, &hotline).await,
    ];
    hotline.decides(decided, "denunciation").await;
    hotline.did(hidden, "confine", &[]).await;
    leader.did(joined, "join", &[("other", &secret)]).await;
    for number in [decided, joined, hidden] {
        hotline.get(&address(number)).await.is(404);
        let public = format!("/answers/{number}");
        app.visitor().get(&public).await.is(404);
        let page = leader.get(&address(number)).await.is(200);
        let usual = page.body.split("Việc khác").next().unwrap();
        let is_decided = number == decided;
        assert_eq!(usual.contains("/classify\""), !is_decided, "{usual}");
        leader.decides(number, "conduct").await;
        leader.did(number, "release", &[]).await;
        app.visitor().get(&public).await.is(404);
        let history = app.history(number);
        let withdrawn = history.iter().filter(|step| *step == "withdraw");
        assert_eq!(withdrawn.count(), 1, "{history:?}");
        app.answer(number, ANSWER, "chu");
        let page = leader.get(&address(number)).await.is(200);
        page.says("Công khai câu trả lời");
        app.publish(number, ANSWER, "chu");
        app.visitor().get(&public).await.is(200);
    }
}

crate::stories! {
    a_confined_case_is_released_before_it_is_worked_on,
    an_old_form_is_told_to_release_first,
    the_forms_of_a_confined_case_promise_the_citizen_nothing,
    what_was_hidden_comes_back_into_public_by_nobody_s_click,
}
