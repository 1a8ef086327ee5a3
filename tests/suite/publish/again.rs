//! What was published of a case that is seen to again: it stands until the case is done again, and never under the day
//! of what came after it.

use super::{LEADER, address, answered, confirmed, open};
use crate::harness::cases::written;
use crate::harness::{App, Visitor};

const SECOND: &str = "Đã đổ bê tông toàn tuyến, xe qua lại được.";

/// A case whose answer is read in public and was not enough: its leader and its number.
async fn reopened(app: &App) -> (Visitor, i64) {
    app.turn_to_day("2026-06-01");
    let (leader, number) = answered(app).await;
    let form = open(&leader, number).await.with("title", "Đường làng");
    leader.send(&confirmed(form)).await.is(303);
    app.turn_to_day("2026-06-08");
    leader.back(LEADER).await;
    leader
        .did(number, "reopen", &[("note", "Mưa xuống lại hỏng")])
        .await;
    let page = app.visitor().get(&format!("/answers/{number}")).await;
    page.is(200).says("đang giải quyết lại").says("đã sửa xong");
    (leader, number)
}

/// Nothing of a case is read in public: not on its page, in the list, in the feed, on paper, by the loudspeaker.
async fn is_silent(app: &App, leader: &Visitor, number: i64) {
    let public = format!("/answers/{number}");
    app.visitor().get(&public).await.is(404);
    for path in ["/answers", "/answers/feed.atom", "/answers/notice"] {
        let page = app.visitor().get(path).await.is(200);
        assert!(!page.body.contains("đã sửa xong"), "{path}: {}", page.body);
    }
    for page in ["notice", "loudspeaker"] {
        let answer = leader.get(&format!("/complaints/{number}/{page}")).await;
        answer.leads_to(&address(number));
    }
}

/// Once a second answer is approved, the first is gone, and the second is offered to be published.
async fn a_second_answer_is_published_anew(app: &App) {
    let (leader, number) = reopened(app).await;
    leader.did(number, "write", &[("text", SECOND)]).await;
    leader.did(number, "approve", &[]).await;
    is_silent(app, &leader, number).await;
    let page = leader.get(&format!("/complaints/{number}")).await.is(200);
    page.says(&format!(
        "<a class=\"button\" href=\"/complaints/{number}/publish\">"
    ));
    let form = open(&leader, number).await;
    assert_eq!(form.value("answer"), SECOND);
    leader.send(&confirmed(form)).await.is(303);
    let page = app.visitor().get(&format!("/answers/{number}")).await;
    let page = page.is(200).says(SECOND);
    page.says(&format!("trả lời {}", written("2026-06-08")));
}

/// What is passed on after all was not answered on that day.
async fn what_is_passed_on_after_all_is_no_answer(app: &App) {
    let (leader, number) = reopened(app).await;
    leader.decides(number, "elsewhere").await;
    let to = [("authority", "Sở Xây dựng"), ("note", "Đã hướng dẫn")];
    leader.did(number, "forward", &to).await;
    is_silent(app, &leader, number).await;
}

crate::stories! {
    a_second_answer_is_published_anew,
    what_is_passed_on_after_all_is_no_answer,
}
