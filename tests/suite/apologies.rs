//! An apology from the draft to the applicant's hand: who writes, who signs, what nobody can undo.

mod bounds;
mod mornings;
mod numbers;
mod sent;

use hailong::accounts::Role;
use hailong::dossiers::Step;

use crate::harness::cases::{CITIZEN, MORNING};
use crate::harness::dossiers::moment;
use crate::harness::{App, Visitor};

const UNIT: &str = "TB";
/// The dossiers of these stories are due on the Friday after the story's Monday.
const DUE: &str = "2026-06-05T23:59:59";
/// Why, and a day that is worked.
const PROMISE: [(&str, &str); 2] = [("reason", "verification"), ("new_due", "2026-06-10")];

/// The desk and the leader of the story's commune, on the story's morning.
async fn at_work(app: &App) -> (Visitor, Visitor) {
    app.turn_clock(MORNING);
    (
        app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await,
        app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await,
    )
}

/// Foreseen, drafted in time, signed, numbered, given; the dossier has its new day then.
async fn lateness_is_apologised_for_in_time_and_promised_anew(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    app.turn_to_day("2026-06-03");
    let (desk, leader) = (desk.back("lam").await, leader.back("chu").await);
    let draft = desk.get(&format!("/apologies/new?dossier={dossier}")).await;
    draft.is(200).says("Xin lỗi chậm nhất").says("04/06/2026");
    let id = desk.drafted(dossier, &PROMISE).await;
    let waiting = desk.get(&format!("/apologies/{id}")).await.is(200);
    let waiting = waiting.says("chờ lãnh đạo ký").says(CITIZEN);
    assert!(!waiting.body.contains("/approve"), "the desk signs nothing");
    leader
        .get("/apologies")
        .await
        .is(200)
        .says("H21.65-260601-0001");
    leader
        .apology_step(id, "approve", &[])
        .await
        .leads_to(&format!("/apologies/{id}?done=issued"));
    let now = app.dossier_now(dossier);
    assert_eq!(
        now.first_due_at,
        Some(moment(DUE)),
        "the first day stays the first"
    );
    assert_eq!(now.due_at, Some(moment("2026-06-10T23:59:59")));
    assert_eq!(
        now.apologised_on.map(|day| day.to_string()).as_deref(),
        Some("2026-06-03")
    );
    let letter = desk.get(&format!("/apologies/{id}/letter")).await.is(200);
    let letter = letter
        .says("Số: 01/PXL")
        .says("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT")
        .says("ngày 03 tháng 6 năm 2026")
        .says("ngày 10 tháng 6 năm 2026");
    letter.says("064190001234").says("Lê Văn Chủ");
    desk.apology_step(
        id,
        "hand-over",
        &[("way", "in_person"), ("note", "con gái nhận thay")],
    )
    .await
    .leads_to(&format!("/apologies/{id}?done=handed_over"));
    let register = desk.get("/apologies?tab=register").await.is(200);
    register.says("Đã giao").says("Giao tận tay");
    let printed = desk.get("/apologies/register?year=2026").await.is(200);
    printed
        .says("SỔ THEO DÕI PHIẾU XIN LỖI NĂM 2026")
        .says("con gái nhận thay");
}

/// What is typed comes back with what is wrong with it.
async fn a_new_day_must_be_worked_and_later(app: &App) {
    let (desk, _) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let tries = [
        ("2026-06-05", "phải sau ngày 05/06/2026"),
        ("2026-06-06", "ngày nghỉ"),
        ("2027-01-04", "lịch làm việc năm 2027"),
        ("", "Xin nhập ngày hẹn lại"),
    ];
    for (day, says) in tries {
        let fields = [
            ("reason", "system"),
            ("new_due", day),
            ("words", "Mất mạng hai ngày."),
        ];
        let again = desk.drafts(dossier, &fields).await.is(422).says(says);
        again.says("Mất mạng hai ngày.");
    }
    desk.drafts(dossier, &[("new_due", "2026-06-10")])
        .await
        .is(422)
        .says("Xin chọn lý do");
    let other = [("reason", "other"), ("new_due", "2026-06-10")];
    desk.drafts(dossier, &other)
        .await
        .is(422)
        .says("lý do khác là gì");
    assert_eq!(app.count("apologies"), 0);
}

/// A second new day cannot be promised: neither on a page nor by anybody who writes into the database.
async fn a_day_is_promised_anew_once(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    let again = desk.get(&format!("/apologies/new?dossier={dossier}")).await;
    again.leads_to(&format!("/apologies/{id}"));
    leader.apology_step(id, "approve", &[]).await.is(303);
    let nothing = desk.get(&format!("/apologies/new?dossier={dossier}")).await;
    nothing.is(200).says("không có gì phải xin lỗi thêm");
    let second = format!(
        "INSERT INTO apologies (unit_id, dossier_id, kind, state, reason, old_due_at, new_due_at, drafted_at) \
         SELECT unit_id, dossier_id, kind, 'waiting', reason, old_due_at, new_due_at, drafted_at \
         FROM apologies WHERE id = {id}"
    );
    assert!(app.forced(&second).is_err(), "the database holds it, too");
    app.turn_to_day("2026-06-11");
    let (desk, leader) = (desk.back("lam").await, leader.back("chu").await);
    let fields = [("reason", "overload")];
    let page = desk.get(&format!("/apologies/new?dossier={dossier}")).await;
    let page = page.is(200).says("không hẹn thêm ngày nào");
    assert!(!page.body.contains("new_due"), "no day is asked for");
    let exception = desk.drafted(dossier, &fields).await;
    leader
        .get("/apologies")
        .await
        .says("Trễ cả ngày đã hẹn lại");
    leader.apology_step(exception, "approve", &[]).await.is(303);
    let letter = desk
        .get(&format!("/apologies/{exception}/letter"))
        .await
        .is(200);
    letter
        .says("Số: 02/PXL")
        .says("THƯ XIN LỖI")
        .says("không hẹn thêm");
    let now = app.dossier_now(dossier);
    assert_eq!(now.due_at, Some(moment("2026-06-10T23:59:59")));
    assert_eq!(now.owed_from, None, "nothing more is owed");
}

/// Found only afterwards: the result was given late, and nobody had said sorry.
async fn what_was_given_late_is_apologised_for_afterwards(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    app.turn_to_day("2026-06-09");
    app.happens(dossier, Step::Finish);
    app.happens(dossier, Step::Return);
    assert_eq!(app.dossier_now(dossier).owed_from, Some(moment(DUE)));
    let (desk, leader) = (desk.back("lam").await, leader.back("chu").await);
    let page = desk
        .get(&format!("/apologies/new?dossier={dossier}"))
        .await
        .is(200);
    assert!(!page.body.contains("new_due"), "it was given");
    let id = desk.drafted(dossier, &[("reason", "oversight")]).await;
    leader.apology_step(id, "approve", &[]).await.is(303);
    let letter = desk.get(&format!("/apologies/{id}/letter")).await.is(200);
    letter.says("THƯ XIN LỖI").says("ngày 09 tháng 6 năm 2026");
    assert_eq!(app.dossier_now(dossier).owed_from, None);
}

/// An error is apologised for with what is done about it, however often one is found.
async fn an_error_is_apologised_for(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    app.happens(dossier, Step::Finish);
    app.happens(dossier, Step::FindError);
    app.happens(dossier, Step::FindError);
    let fields = [
        ("reason", "mistake"),
        ("words", "Ghi sai ngày sinh"),
        ("remedy", ""),
    ];
    desk.drafts(dossier, &fields)
        .await
        .is(422)
        .says("cách khắc phục")
        .says("Ghi sai ngày sinh");
    for left in [1, 0] {
        let fields = [
            ("reason", "mistake"),
            ("words", "Ghi sai ngày sinh"),
            ("remedy", "Cấp lại bản đúng"),
        ];
        let id = desk.drafted(dossier, &fields).await;
        leader.apology_step(id, "approve", &[]).await.is(303);
        let letter = desk.get(&format!("/apologies/{id}/letter")).await.is(200);
        letter.says("Ghi sai ngày sinh.").says("Cấp lại bản đúng.");
        assert_eq!(app.dossier_now(dossier).errors_owed, left);
    }
    assert_eq!(app.dossier_now(dossier).owed_from, None);
}

/// Sent back with words, drafted anew, given up, drafted from the beginning: numbers are taken by what is signed alone.
async fn what_the_leader_sends_back_is_written_anew(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(dossier, &PROMISE).await;
    leader
        .apology_step(id, "return", &[])
        .await
        .is(422)
        .says("phải sửa điều gì");
    leader
        .apology_step(id, "return", &[("note", "Hẹn thêm hai ngày cho chắc")])
        .await
        .leads_to(&format!("/apologies/{id}?done=returned"));
    desk.get("/apologies").await.is(200).says("Phải sửa");
    let address = format!("/apologies/{id}/draft");
    let form = desk
        .get(&address)
        .await
        .is(200)
        .says("Hẹn thêm hai ngày cho chắc")
        .form(&address);
    assert_eq!(form.value("new_due"), "2026-06-10");
    desk.send(&form.clone().with("new_due", "2026-06-12"))
        .await
        .is(303);
    desk.send(&form.with("new_due", "2026-06-11"))
        .await
        .is(409)
        .says("Có người vừa thay đổi");
    desk.apology_step(id, "withdraw", &[("note", "Hồ sơ sẽ kịp")])
        .await
        .is(303);
    let anew = desk.drafted(dossier, &PROMISE).await;
    assert_ne!(anew, id);
    leader.apology_step(anew, "approve", &[]).await.is(303);
    let one = app.count("apologies WHERE number = 1");
    assert_eq!(
        (one, app.count("apologies WHERE number IS NOT NULL")),
        (1, 1)
    );
}

/// Nobody signs what is true no more.
async fn what_is_true_no_more_is_not_signed(app: &App) {
    let (desk, leader) = at_work(app).await;
    let ended = app.dossier(UNIT, DUE, |_| {});
    let id = desk.drafted(ended, &PROMISE).await;
    app.happens(ended, Step::Finish);
    leader
        .apology_step(id, "approve", &[])
        .await
        .is(422)
        .says("Nội dung không còn đúng");
    let forgotten = app.dossier(UNIT, DUE, |_| {});
    let late = desk.drafted(forgotten, &PROMISE).await;
    app.turn_to_day("2026-06-15");
    leader.back("chu").await;
    leader
        .apology_step(late, "approve", &[])
        .await
        .is(422)
        .says("ngày hẹn lại đã qua");
    assert_eq!(app.count("apologies WHERE number IS NOT NULL"), 0);
    assert_eq!(
        app.count("series WHERE name LIKE 'apology%'"),
        0,
        "no number was taken"
    );
}

/// Two draft at once: the same is one draft; who says something else gets it back beside the way to the first.
async fn who_drafts_second_loses_no_word(app: &App) {
    let (desk, leader) = at_work(app).await;
    let dossier = app.dossier(UNIT, DUE, |_| {});
    let address = format!("/apologies/new?dossier={dossier}");
    let form = leader.get(&address).await.is(200).form(&address);
    let first = desk.drafted(dossier, &PROMISE).await;
    let same = form
        .clone()
        .with("reason", "verification")
        .with("new_due", "2026-06-10");
    leader
        .send(&same)
        .await
        .leads_to(&format!("/apologies/{first}"));
    let other = form
        .with("reason", "overload")
        .with("words", "Quá nhiều hồ sơ tháng này");
    let back = leader
        .send(&other)
        .await
        .is(409)
        .says("Người khác vừa soạn");
    back.says("Quá nhiều hồ sơ tháng này");
    assert_eq!(app.count("apologies"), 1);
}

crate::stories! {
    lateness_is_apologised_for_in_time_and_promised_anew,
    a_new_day_must_be_worked_and_later,
    a_day_is_promised_anew_once,
    what_was_given_late_is_apologised_for_afterwards,
    an_error_is_apologised_for,
    what_the_leader_sends_back_is_written_anew,
    what_is_true_no_more_is_not_signed,
    who_drafts_second_loses_no_word,
}
