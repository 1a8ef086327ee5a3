//! What a leader sets, and who may do what.

use hailong::accounts::Role;

use super::{UNIT, WORDS, leader, rings, watching};
use crate::harness::App;
use crate::harness::app::until;

const RULES: &str = "/watch/rules";

/// Rules stand ready for every unit; each says what it does, and a leader changes it.
async fn a_leader_changes_what_stands_ready(app: &App) {
    let leader = leader(app).await;
    let page = leader.get(RULES).await.is(200).says("ngưỡng có sẵn");
    let page = page
        .says("đã quá ngày phải trả lời")
        .says("cả khoảng tin cậy");
    let form = page.form(RULES);
    let form = form
        .with("complaints-rings", "3")
        .with("complaints-quiet", "1");
    let form = form
        .with("overall-rings", "78,5")
        .with("overall-span", "year");
    leader.send(&form).await.leads_to("/watch/rules?saved=1");
    let page = leader.get("/watch/rules?saved=1").await.is(200);
    let page = page.says("Đã lưu quy tắc").says("Lê Văn Chủ sửa lần cuối");
    assert_eq!(page.form(RULES).value("complaints-rings"), "3");
    assert_eq!(page.form(RULES).value("overall-rings"), "78,50");
    assert_eq!(page.form(RULES).value("access-rings"), "75");
    assert_eq!(
        app.count("watch_rules"),
        2,
        "what was not changed stands ready"
    );
}

/// Thresholds in the wrong order, or none at all, come back as they were typed.
async fn what_would_flap_is_refused(app: &App) {
    let leader = leader(app).await;
    let form = leader.get(RULES).await.is(200).form(RULES);
    let form = form.with("overall-quiet", "80").with("tablets-rings", "x");
    let page = leader.send(&form).await.is(422);
    let page = page
        .says("ngưỡng hết báo phải cao hơn")
        .says("nhập một số từ 0 đến 80");
    assert_eq!(page.form(RULES).value("tablets-rings"), "x");
    assert_eq!(app.count("watch_rules"), 0);
}

/// A rule that is switched off rings no more; what rang is over, and says why.
async fn what_is_switched_off_is_over(app: &App) {
    let leader = leader(app).await;
    app.complain(UNIT, WORDS);
    app.turn_to_day("2026-06-16");
    let _watching = watching(app, None);
    until("rings", || rings(app) == 1);
    leader.back("chu").await;
    let page = leader.get(RULES).await.is(200);
    let mut fields = page.form(RULES).data();
    fields.retain(|(name, _)| name != "complaints-active");
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    leader.post(RULES, &fields).await.is(303);
    until("over", || rings(app) == 0);
    let page = leader.get("/watch/1").await.is(200);
    page.says("Thôi theo dõi");
}

/// An observer reads alerts and acknowledges none; the desk does not read them; another commune's are not there, and
/// from above they are read and left to the commune.
async fn who_may_do_what(app: &App) {
    app.add_unit("TINH", None);
    app.add_unit(UNIT, Some("TINH"));
    let _leader = leader(app).await;
    app.complain(UNIT, WORDS);
    app.turn_to_day("2026-06-16");
    let _watching = watching(app, None);
    until("rings", || rings(app) >= 1);
    let observer = app.officer(UNIT, Role::Observer, "Rơ Mah Xem", "xem").await;
    let page = observer.get("/watch/1").await.is(200);
    let page = page.says("/supervision/complaints?tab=late");
    assert!(!page.body.contains("acknowledge") && !page.body.contains("\"/complaints"));
    let page = observer
        .get(RULES)
        .await
        .is(200)
        .says("Báo khi từ 1 phản ánh");
    assert!(!page.body.contains("complaints-rings"));
    let token = observer.token().await;
    let fields = [("csrf", token.as_str())];
    observer.post(RULES, &fields).await.is(403);
    observer.post("/watch/1/acknowledge", &fields).await.is(403);
    let desk = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    desk.get("/watch").await.is(403);
    desk.get("/watch/1").await.is(403);
    let other = app.officer("IA", Role::Leader, "Chủ Xã Khác", "khac").await;
    other.get("/watch/1").await.is(404);
    let token = other.token().await;
    let fields = [("csrf", token.as_str())];
    other.post("/watch/1/acknowledge", &fields).await.is(404);
    let above = app.officer("TINH", Role::Leader, "Chủ Tỉnh", "tinh").await;
    let page = above.get("/watch/1").await.is(200);
    assert!(!page.body.contains("/watch/1/acknowledge"));
    let token = above.token().await;
    let fields = [("csrf", token.as_str())];
    above.post("/watch/1/acknowledge", &fields).await.is(403);
    assert_eq!(app.count("watch_events WHERE step = 'acknowledge'"), 0);
    app.browser().get("/watch").await.is(303);
}

crate::stories! {
    a_leader_changes_what_stands_ready,
    what_would_flap_is_refused,
    what_is_switched_off_is_over,
    who_may_do_what,
}
