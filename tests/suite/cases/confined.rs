//! What was public of a case that was confined stays taken back.

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::cases::{ANSWER, address};
use crate::harness::{App, Visitor};

const BRIBE: &str = "Cán bộ vòi tiền tôi hai triệu đồng mới trả sổ đỏ";
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
    what_was_hidden_comes_back_into_public_by_nobody_s_click,
}
