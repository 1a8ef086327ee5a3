//! Who may see and do what: the desk and the leader work, the hotline reads, other units see nothing, and nobody
//! overwrites what somebody else just did.

use hailong::accounts::Role;

use super::{APPLICANT, at_the_desk, did, history, registers, step};
use crate::harness::{App, Visitor};

async fn signed(person: &Visitor) -> String {
    person.token().await
}

/// Another commune finds nothing at any address of a dossier.
async fn a_dossier_of_another_unit_is_not_there(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[("phone", "0905123456")]).await;
    let other = app.officer("IA", Role::Desk, "Người xã khác", "khac").await;
    for address in ["", "/received", "/papers/receipt", "/applicant"] {
        other.get(&format!("/dossiers/{id}{address}")).await.is(404);
    }
    let token = signed(&other).await;
    for word in ["finish", "note", "applicant"] {
        let fields = [
            ("csrf", token.as_str()),
            ("version", "1"),
            ("note", "Đọc lén"),
        ];
        other
            .post(&format!("/dossiers/{id}/{word}"), &fields)
            .await
            .is(404);
    }
    let page = other.get("/dossiers").await.is(200);
    for words in ["TB-260601", "0905123456"] {
        let sent = other
            .send(&page.form("/dossiers/search").with("q", words))
            .await;
        let found = other.get(sent.header("location")).await.is(200);
        assert!(!found.body.contains("TB-260601-0001"), "{words}");
    }
    let all = other.get("/dossiers?tab=all").await.is(200);
    assert!(!all.body.contains("TB-260601-0001"));
    assert_eq!(history(app, id), ["receive"]);
}

/// The hotline reads and changes nothing; who supervises sees no dossier.
async fn who_reads_changes_nothing(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[]).await;
    let hotline = app
        .officer("TB", Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    let page = hotline.get(&format!("/dossiers/{id}")).await.is(200);
    assert!(!page.body.contains("id=\"step-finish\""));
    hotline.get("/dossiers").await.is(200);
    hotline.get("/dossiers/new").await.is(403);
    let token = signed(&hotline).await;
    let fields = [("csrf", token.as_str()), ("version", "1")];
    hotline
        .post(&format!("/dossiers/{id}/finish"), &fields)
        .await
        .is(403);
    let observer = app.officer("TB", Role::Observer, "Lê Thị Xem", "xem").await;
    for address in ["/dossiers", &format!("/dossiers/{id}")] {
        observer.get(address).await.is(403);
    }
    let foreign = [("csrf", "không phải của tôi"), ("version", "1")];
    let forged = officer
        .post(&format!("/dossiers/{id}/finish"), &foreign)
        .await;
    assert_eq!(forged.status, 403, "{}", forged.body);
    assert_eq!(history(app, id), ["receive"]);
}

/// Two people look at one dossier; the second step finds it changed, and the words come back.
async fn a_stale_page_changes_nothing(app: &App) {
    let officer = at_the_desk(app).await;
    let leader = app.officer("TB", Role::Leader, "Lê Văn Chủ", "chu").await;
    let id = registers(&officer, &[]).await;
    let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
    did(&leader, id, "suspend", &[("note", "Chờ thuế")]).await;
    let form = page.form(&format!("/dossiers/{id}/withdraw"));
    let answer = officer
        .send(&form.with("note", "Bà con xin rút"))
        .await
        .is(409);
    answer
        .says("Lê Văn Chủ vừa thay đổi")
        .says("Bà con xin rút");
    assert_eq!(history(app, id), ["receive", "suspend"]);
    let senseless = step(&officer, id, "note", &[("note", " ")]).await;
    senseless.is(422).says("Nhập nội dung ghi chú");
}

/// Work is given to somebody of the unit, and what is known of the applicant is put right.
async fn work_is_given_and_names_are_put_right(app: &App) {
    let officer = at_the_desk(app).await;
    let leader = app.officer("TB", Role::Leader, "Lê Văn Chủ", "chu").await;
    let id = registers(&officer, &[]).await;
    let chu = app.account_id("chu").to_string();
    did(&officer, id, "assign", &[("officer", &chu)]).await;
    let page = leader.get(&format!("/dossiers/{id}")).await.is(200);
    page.says("Lê Văn Chủ");
    let wrong = step(&officer, id, "assign", &[("officer", "")])
        .await
        .is(422);
    wrong.says("Chọn một người");
    let address = format!("/dossiers/{id}/applicant");
    let form = officer.get(&address).await.is(200).form(&address);
    assert_eq!(form.value("name"), APPLICANT);
    let bad = officer.send(&form.clone().with("name", "")).await.is(422);
    bad.says("Nhập tên người nộp");
    let right = form
        .with("name", "Rơ Châm Yok")
        .with("identity", "064090123456");
    officer.send(&right).await.is(303);
    let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
    let page = page.says("Rơ Châm Yok").says("••••••••3456");
    assert!(!page.body.contains("064090123456"), "masked on the screen");
    officer.send(&right).await.is(409);
}

crate::stories! {
    a_dossier_of_another_unit_is_not_there,
    who_reads_changes_nothing,
    a_stale_page_changes_nothing,
    work_is_given_and_names_are_put_right,
}
