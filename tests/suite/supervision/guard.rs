//! Who may say what of a note, and that nothing of it is changed.

use hailong::accounts::Role;

use super::{NEW, NOTE, ORGANISATION, UNIT, both, notes, says};
use crate::harness::App;
use crate::harness::desk::tamper;

/// The unit's own leader answers, whoever asked judges; nobody else, and nobody twice.
async fn each_says_what_is_theirs(app: &App) {
    app.add_unit("TINH", None);
    app.add_unit(UNIT, Some("TINH"));
    let (leader, observer) = both(app).await;
    let number = notes(&observer, "free", "").await;
    let page = leader.get(&format!("/supervision/{number}")).await.is(200);
    assert!(!page.body.contains("/judge"));
    let answer = format!("/supervision/{number}/answer");
    let judge = format!("/supervision/{number}/judge");
    let correct = format!("/supervision/{number}/correct");
    let second = app
        .officer(UNIT, Role::Observer, "Người Khác", "khac")
        .await;
    let above = app.officer("TINH", Role::Leader, "Chủ Tỉnh", "tinh").await;
    let elsewhere = app.officer("IA", Role::Leader, "Chủ Xã Khác", "iaa").await;
    let desk = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    for (who, address, status) in [
        (&second, &judge, 403),
        (&second, &correct, 403),
        (&second, &answer, 403),
        (&above, &answer, 403),
        (&above, &correct, 403),
        (&leader, &judge, 403),
        (&leader, &correct, 403),
        (&elsewhere, &answer, 404),
        (&desk, &answer, 403),
        (&observer, &answer, 403),
        (&observer, &judge, 403),
    ] {
        let token = who.token().await;
        let fields = [
            ("csrf", token.as_str()),
            ("text", "x"),
            ("verdict", "satisfied"),
        ];
        let sent = who.post(address, &fields).await;
        assert_eq!(sent.status, status, "{address}: {}", sent.body);
    }
    for reader in [&above, &second] {
        let page = reader.get(&format!("/supervision/{number}")).await;
        page.is(200).says(NOTE);
    }
    desk.get("/supervision").await.is(403);
    leader.get(NEW).await.is(403);
    says(&leader, number, "answer", &[("text", "Đã rõ.")]).await;
    let token = leader.token().await;
    let fields = [("csrf", token.as_str()), ("text", "lần nữa")];
    leader.post(&answer, &fields).await.is(403);
    let token = observer.token().await;
    let fields = [("csrf", token.as_str()), ("text", "Đủ")];
    let page = observer.post(&judge, &fields).await.is(422);
    page.says("Chọn đạt yêu cầu hay chưa đạt");
    assert_eq!(app.count("supervision_entries"), 2);
}

/// What is put right stands beside what was said, and leaves open what is open. The database changes nothing of it.
async fn nothing_of_a_note_is_changed(app: &App) {
    let (_, observer) = both(app).await;
    let number = notes(&observer, "free", "Số phiếu").await;
    says(
        &observer,
        number,
        "correct",
        &[("text", "Ý tôi là tháng 4.")],
    )
    .await;
    let page = observer
        .get(&format!("/supervision/{number}"))
        .await
        .is(200);
    page.says(NOTE)
        .says("Ý tôi là tháng 4.")
        .says("Hạn trả lời: 22/06/2026");
    let list = observer.get("/supervision").await.is(200);
    list.says("1 ý kiến chờ trả lời");
    let mut conn = app.database.connect();
    for sql in [
        "UPDATE supervision_entries SET text = 'x'",
        "DELETE FROM supervision_entries",
        "UPDATE supervision_notes SET subject = 'x'",
        "DELETE FROM supervision_notes",
        "INSERT INTO supervision_entries (note_id, follows, step, account_id, name, at, text) \
         SELECT note_id, 1, 'answer', account_id, name, at, text FROM supervision_entries",
    ] {
        assert!(tamper(&mut conn, sql).is_err(), "{sql}");
    }
}

/// A note is about what there is: not about a case that its keeper alone sees, and not about another unit's.
async fn a_note_is_about_what_there_is(app: &App) {
    let (_, observer) = both(app).await;
    app.add_unit("IA", None);
    let seen = app.complain(UNIT, "Đường lầy lội").to_string();
    let kept = app
        .complain(
            UNIT,
            "Cán bộ địa chính vòi tiền tôi hai triệu mới trả hồ sơ",
        )
        .to_string();
    assert_eq!(app.count("complaints WHERE confined"), 1);
    let others = app.complain("IA", "Đường lầy lội").to_string();
    let form = observer.get(NEW).await.is(200).form(NEW);
    let form = form.with("organisation", ORGANISATION).with("text", NOTE);
    for wrong in [kept.as_str(), &others, "99", "x"] {
        let form = form
            .clone()
            .with("about", "complaint")
            .with("subject", wrong);
        let page = observer.send(&form).await.is(422);
        page.says("Không có phản ánh số này trong đơn vị");
    }
    notes(&observer, "complaint", &seen).await;
    let form = form
        .with("about", "dossier")
        .with("subject", "H21.65-260601-0001");
    observer.send(&form).await.is(422);
    app.dossier(UNIT, "2026-06-20T17:00:00", |_| ());
    observer.send(&form).await.is(303);
}

crate::stories! {
    each_says_what_is_theirs,
    nothing_of_a_note_is_changed,
    a_note_is_about_what_there_is,
}
