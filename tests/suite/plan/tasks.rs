//! Tasks of a plan: who leads them, how they go on, what is overdue.

use hailong::accounts::Role;

use super::{YEAR, issue, leader, made, task};
use crate::harness::desk::tamper;
use crate::harness::{App, Visitor};

pub const WORDS: &str = "Rà soát hằng ngày hồ sơ sắp đến hạn, nhắc người xử lý";

/// Gives the story's task to an account, due on a day; its address.
pub async fn given(app: &App, leader: &Visitor, login: &str, due: &str) -> String {
    let page = leader.get(YEAR).await.is(200);
    let address = task(&page, WORDS);
    let form = leader.get(&address).await.is(200).form(&address);
    let id = app.account_id(login).to_string();
    let form = form.with("lead", &id).with("due", due);
    leader
        .send(&form)
        .await
        .leads_to(&format!("{YEAR}&done=task"));
    address
}

/// Whoever leads a task notes how it goes on; nobody takes a note back, and the leader reads who noted it and when.
async fn who_leads_a_task_notes_how_it_goes_on(app: &App) {
    let leader = leader(app).await;
    made(&leader, "filled").await;
    let address = given(app, &leader, "lam", "30/06/2026").await;
    let officer = app.browser();
    officer
        .sign_in("lam", crate::harness::people::PASSWORD)
        .await
        .is(303);
    // Nothing is noted of a draft.
    let page = officer
        .get(&address)
        .await
        .is(200)
        .says("sau khi kế hoạch được ban hành");
    assert!(!page.body.contains("/note\""));
    issue(&leader).await;
    officer
        .get("/plan")
        .await
        .is(200)
        .says("Nhiệm vụ của tôi")
        .says(WORDS);
    let form = officer
        .get(&address)
        .await
        .is(200)
        .form(&format!("{address}/note"));
    let back = officer
        .send(&form.clone().with("state", "done"))
        .await
        .is(422);
    assert_eq!(
        back.says("Hãy ghi đã làm gì")
            .form(&format!("{address}/note"))
            .names(),
        form.names()
    );
    let note = form
        .with("note", "Đã nhắc 12 hồ sơ <b>")
        .with("state", "doing");
    officer.send(&note).await.leads_to(&address);
    what_was_noted_stays(app, &leader, &address).await;
}

async fn what_was_noted_stays(app: &App, leader: &Visitor, address: &str) {
    let page = leader
        .get(YEAR)
        .await
        .is(200)
        .says("Phạm Văn Làm: Đã nhắc 12 hồ sơ &lt;b&gt;");
    page.says("01/06/2026");
    leader
        .get("/plan/1/report")
        .await
        .is(200)
        .says("Đang làm. Đã nhắc 12 hồ sơ");
    let conn = &mut app.database.connect();
    for sql in ["DELETE FROM plan_notes", "UPDATE plan_notes SET words = ''"] {
        assert!(tamper(conn, sql).is_err(), "{sql}");
    }
    // What was noted keeps its task.
    let page = leader.get(address).await.is(200);
    assert!(!page.body.contains("/remove\""));
    let token = leader.token().await;
    leader
        .post(&format!("{address}/remove"), &[("csrf", token.as_str())])
        .await
        .is(409);
}

/// A task whose day passed stands in front, with how late it is; one that is due within two weeks stands below it.
async fn what_is_overdue_stands_in_front(app: &App) {
    let leader = leader(app).await;
    made(&leader, "filled").await;
    given(app, &leader, "lam", "29/05/2026").await;
    issue(&leader).await;
    let page = leader.get(YEAR).await.is(200);
    let page = page.says("Quá hạn (1)").says("quá hạn 3 ngày");
    let at = |text: &str| page.body.find(text).unwrap();
    assert!(at("Quá hạn (1)") < at("Chỉ số hài lòng (SIPAS)"));
    leader
        .get("/plan/1/report")
        .await
        .is(200)
        .says("quá hạn 3 ngày.");
    app.turn_to_day("2026-12-20");
    leader.back("chu").await;
    leader
        .get(YEAR)
        .await
        .is(200)
        .says("Đến hạn trong 14 ngày tới (10)")
        .says("còn 11 ngày");
}

/// A task is of somebody: of an account of the unit, or of words; what was typed is not lost.
async fn a_task_is_led_by_somebody(app: &App) {
    let leader = leader(app).await;
    let page = made(&leader, "filled").await;
    app.officer("IA", Role::Desk, "Người Xã Khác", "khac").await;
    let item = super::item(&page, "Chỉ số hài lòng chung");
    let new = format!("{item}/task");
    let page = leader.get(&new).await.is(200);
    assert!(!page.body.contains("Người Xã Khác"));
    let form = page
        .form(&new)
        .with("words", "Khảo sát người dân")
        .with("due", "mai");
    let back = leader
        .send(&form)
        .await
        .is(422)
        .says("Hãy chọn người chủ trì")
        .says("Ngày có dạng");
    let form = back.form(&new);
    assert_eq!(
        (form.value("words").as_str(), form.value("due").as_str()),
        ("Khảo sát người dân", "mai")
    );
    let other = app.account_id("khac").to_string();
    leader
        .send(&form.clone().with("due", "").forced("lead", &other))
        .await
        .is(422);
    let joins = format!("join_{}", app.account_id("lam"));
    let form = form
        .with("due", "")
        .with("lead_words", "Mặt trận xã")
        .with(&joins, "yes");
    leader.send(&form).await.is(303);
    let page = leader.get(YEAR).await.is(200).says("Chủ trì: Mặt trận xã");
    let task = task(&page, "Khảo sát người dân");
    let page = leader.get(&task).await.is(200).says("Phạm Văn Làm");
    leader
        .send(&page.form(&format!("{task}/remove")))
        .await
        .is(303);
    leader.get(&task).await.is(404);
    assert_eq!(app.count("plan_joins"), 0);
}

crate::stories! {
    who_leads_a_task_notes_how_it_goes_on,
    what_is_overdue_stands_in_front,
    a_task_is_led_by_somebody,
}
