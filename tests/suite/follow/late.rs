//! Pages that a citizen left open: what they send is about the answer that they showed, and no other.

use hailong::complaints::State;

use super::{LEADER, opened, reported};
use crate::harness::App;
use crate::harness::cases::ANSWER;

const NEWER: &str = "Đã lấp ổ gà hôm qua.";
const WHY: &str = "Vẫn còn <ổ gà>";

/// The forms of an old page neither rate nor reopen what was answered anew since; the words stay, and what the page then
/// offers is about the newer answer.
async fn an_old_page_says_nothing_about_a_newer_answer(app: &App) {
    let number = reported(app).await;
    app.answer(number, ANSWER, LEADER);
    let (citizen, page) = opened(app, number).await;
    let own = format!("/answers/follow/{number}");
    let reopen = page.form(&format!("{own}/reopen")).with("why", WHY);
    let rate = page.form(&format!("{own}/rate")).with("score", "1");
    citizen.send(&reopen).await.leads_to(&own);
    app.answer(number, NEWER, LEADER);
    let told = citizen.send(&rate).await.is(409);
    told.says("câu trả lời mới").says(NEWER);
    assert_eq!(app.case(number).score, None);
    let told = citizen.send(&reopen).await.is(409);
    let told = told.says("câu trả lời mới").says("&lt;ổ gà&gt;");
    let case = app.case(number);
    assert_eq!((case.state, case.reopened), (State::Answered, 1));
    let again = told.form(&reopen.action);
    assert_eq!(again.value("why"), WHY, "ready to be sent again");
    for odd in [
        "",
        "1",
        "1.x",
        &reopen.value("answer").replacen('0', "1", 1),
    ] {
        let forged = reopen.clone().with("answer", odd);
        citizen.send(&forged).await.is(409);
    }
    citizen.send(&again).await.leads_to(&own);
    assert_eq!(app.case(number).reopened, 2);
}

/// What is being seen to again is not reopened once more: who sends the same twice is led on, other words are kept.
async fn what_is_reopened_already_stays_so(app: &App) {
    let number = reported(app).await;
    app.answer(number, ANSWER, LEADER);
    let (citizen, page) = opened(app, number).await;
    let own = format!("/answers/follow/{number}");
    let reopen = page.form(&format!("{own}/reopen")).with("why", WHY);
    for _ in 0..2 {
        citizen.send(&reopen).await.leads_to(&own);
    }
    citizen.get(&own).await.says("đang giải quyết lại");
    let more = reopen.with("why", "Nước vẫn đọng");
    let told = citizen.send(&more).await.is(409);
    told.says("đang được giải quyết lại rồi")
        .says("Nước vẫn đọng");
    assert_eq!(app.case(number).reopened, 1);
}

crate::stories! {
    an_old_page_says_nothing_about_a_newer_answer,
    what_is_reopened_already_stays_so,
}
