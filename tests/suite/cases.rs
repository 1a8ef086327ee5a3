//! A case from the register to its answer: what each role does with it, and what nobody may.

mod confined;
mod contact;
mod days;
mod denied;
mod guard;
mod inbox;
mod kin;
mod page;
mod papers;
mod search;
mod together;

use hailong::accounts::Role;
use hailong::complaints::Way;

use crate::harness::app::until;
use crate::harness::cases::{CITIZEN, MORNING, PHONE, address, written};
use crate::harness::{App, Visitor};

const UNIT: &str = "TB";
/// Two working weeks after the story's morning.
const DUE: &str = "2026-06-15";
const LATE_WORDS: &str =
    "Hồ sơ đất đai của tôi trễ hẹn hai tuần, hỏi thì cán bộ trả lời thiếu nhiệt tình";

/// The hotline and the leader of the story's commune, at work on the story's morning.
async fn at_work(app: &App) -> (Visitor, Visitor) {
    app.turn_clock(MORNING);
    (
        app.officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
            .await,
        app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await,
    )
}

/// Sorted, given, answered by an officer, put better by the leader, closed.
async fn a_complaint_goes_its_way_to_the_answer(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let page = hotline.get("/complaints").await.is(200);
    let page = page.says("trễ hẹn hai tuần").says("mới là đề xuất");
    page.says(&written(DUE));
    let case = hotline.get(&address(number)).await.is(200);
    case.says(CITIZEN).says(PHONE).says("Đường dây nóng");
    hotline
        .did(
            number,
            "classify",
            &[
                ("class", "conduct"),
                ("field", "land"),
                ("dimension", "procedure"),
            ],
        )
        .await;
    work_is_given_and_done(app, &hotline, number).await;
    leader
        .get("/complaints?tab=to_approve")
        .await
        .is(200)
        .says("trễ hẹn hai tuần");
    leader
        .did(
            number,
            "approve",
            &[("text", "Xin lỗi bác. Hồ sơ xong, mời bác đến nhận.")],
        )
        .await;
    let case = leader.get(&address(number)).await.is(200);
    let case = case
        .says("Đã trả lời")
        .says("mời bác đến nhận")
        .says("Phạm Văn Làm")
        .says("Lê Văn Chủ");
    assert!(
        !case.body.contains(PHONE),
        "whom to call is not the leader's"
    );
    leader.did(number, "close", &[]).await;
    leader
        .get(&address(number))
        .await
        .is(200)
        .says("Đã kết thúc");
    let steps = [
        "receive", "classify", "assign", "start", "write", "approve", "close",
    ];
    for step in steps {
        let events =
            format!("complaint_events WHERE complaint_id = {number} AND action = '{step}'");
        assert_eq!(app.count(&events), 1, "{step}");
    }
    app.tallies_are_true();
}

/// The hotline gives it to an officer, who writes an answer and cannot approve it.
async fn work_is_given_and_done(app: &App, hotline: &Visitor, number: i64) {
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let lam = app.account_id("lam").to_string();
    hotline
        .did(
            number,
            "assign",
            &[("account", &lam), ("note", "Xem kỹ sổ hẹn")],
        )
        .await;
    officer
        .get("/complaints?tab=mine")
        .await
        .is(200)
        .says("trễ hẹn hai tuần");
    officer.did(number, "start", &[]).await;
    officer
        .did(number, "write", &[("text", "Hồ sơ chờ xác minh. Mai trả.")])
        .await;
    let answered = officer
        .forces(number, "approve", &[("text", "Tự duyệt")])
        .await;
    answered.is(403);
}

/// The days of a pause are not the office's; a year passes no weekend for a working day.
async fn the_clock_stands_while_others_must_act(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    hotline.decides(number, "conduct").await;
    app.turn_to_day("2026-06-04");
    hotline.back("nghe").await;
    let silent = hotline.step(number, "pause", &[("note", "")]).await.is(422);
    silent.says("lý do tạm dừng");
    hotline
        .did(number, "pause", &[("note", "Chờ chi nhánh đất đai")])
        .await;
    let page = hotline.get("/complaints?tab=waiting").await.is(200);
    page.says("trễ hẹn hai tuần").says("tạm dừng");
    app.turn_to_day("2026-06-22");
    hotline.back("nghe").await;
    hotline.did(number, "resume", &[]).await;
    // Three of ten days had passed: seven are left after 22 June.
    let page = hotline.get(&address(number)).await.is(200);
    page.says(&written("2026-07-01"));
}

/// The inbox begins with what presses; what is late is so by working days, and is counted as late for good.
async fn what_is_late_comes_first(app: &App) {
    let (hotline, _) = at_work(app).await;
    let calm = hotline.get("/complaints").await.is(200);
    calm.says("không có phản ánh nào đến hạn")
        .says("Chưa có phản ánh nào");
    let number = app.complain(UNIT, LATE_WORDS);
    app.turn_to_day(DUE);
    hotline
        .back("nghe")
        .await
        .get("/complaints")
        .await
        .is(200)
        .says("1 phản ánh phải trả lời trong hôm nay");
    app.turn_to_day("2026-06-22");
    hotline.back("nghe").await;
    until("late", || app.count("complaints WHERE late") == 1);
    let fresh = app.complain(UNIT, "Cho hỏi làm khai sinh cần giấy tờ gì?");
    let page = hotline.get("/complaints").await.is(200);
    let page = page
        .says("1 phản ánh đã quá hạn")
        .says("quá 5 ngày làm việc");
    assert!(
        !page.body.contains("khai sinh"),
        "one part at a time: {fresh}"
    );
    app.answer(number, "Đã xong", "chu");
    assert_eq!(
        app.count(&format!("complaints WHERE id = {number} AND late")),
        1
    );
    app.tallies_are_true();
}

/// Who left a number on a tablet must hear in time that it came: it stands in the inbox until somebody calls.
async fn whom_nobody_told_comes_up_on_the_day(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain_with(UNIT, LATE_WORDS, |new| new.way = Way::Kiosk);
    let page = hotline.get("/complaints?tab=to_tell").await.is(200);
    page.says("Không có phản ánh nào phải báo là đã nhận");
    app.turn_to_day("2026-06-02");
    hotline.back("nghe").await;
    let page = hotline.get("/complaints").await.is(200);
    page.says("1 phản ánh phải báo cho người dân")
        .says("trễ hẹn hai tuần")
        .says(&format!("chậm nhất ngày {}", written("2026-06-02")));
    hotline.did(number, "acknowledge", &[]).await;
    let page = hotline.get("/complaints?tab=to_tell").await.is(200);
    page.says("Không có phản ánh nào phải báo là đã nhận");
}

/// What is another procedure's is advised and handed up, never answered on the merits.
async fn a_grievance_is_advised_and_handed_up(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(
        UNIT,
        "Tôi không đồng ý với quyết định xử phạt của tôi, đề nghị hủy quyết định",
    );
    hotline.decides(number, "grievance").await;
    let page = hotline.get(&address(number)).await.is(200);
    page.says("90 ngày").says("Luật Khiếu nại");
    for (person, step) in [(&hotline, "write"), (&leader, "approve")] {
        let version = [("version", "2"), ("text", "Quyết định đúng rồi.")];
        person.forces(number, step, &version).await.is(422);
    }
    let answered = app.count(&format!("complaint_answers WHERE complaint_id = {number}"));
    assert_eq!(answered, 0);
    let nowhere = hotline
        .step(number, "forward", &[("note", "Đã hướng dẫn")])
        .await
        .is(422);
    nowhere.says("tên cơ quan").says("Đã hướng dẫn");
    hotline
        .did(
            number,
            "forward",
            &[
                ("authority", "Chủ tịch UBND xã"),
                ("note", "Hướng dẫn gửi đơn trong 90 ngày"),
            ],
        )
        .await;
    let page = hotline.get(&address(number)).await.is(200);
    page.says("Đã chuyển").says("Hướng dẫn gửi đơn");
}

/// Refusing needs its reason in law, and the leader.
async fn a_refusal_needs_a_reason_in_law(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let number = app.complain(UNIT, "Chuyện riêng hai nhà");
    hotline.decides(number, "unfit").await;
    hotline
        .forces(number, "refuse", &[("note", "Không")])
        .await
        .is(403);
    leader
        .step(number, "refuse", &[("note", "  ")])
        .await
        .is(422)
        .says("văn bản, điều, khoản");
    leader
        .did(
            number,
            "refuse",
            &[("note", "Nghị định 20/2008/NĐ-CP, Điều 5")],
        )
        .await;
    leader
        .get(&address(number))
        .await
        .is(200)
        .says("Không tiếp nhận");
}

/// Two matters in one call become two cases, each with its own days; sent twice it is one.
async fn mixed_content_is_split(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, "Hồ sơ trễ hẹn. Ngoài ra đèn đường thôn 3 hỏng.");
    hotline.decides(number, "conduct").await;
    app.turn_to_day("2026-06-03");
    hotline.back("nghe").await;
    let page = hotline.get(&address(number)).await.is(200);
    let form = page.form(&format!("/complaints/{number}/split"));
    let form = form
        .with("text", "Đèn đường thôn 3 hỏng.")
        .with("class", "elsewhere");
    hotline.send(&form).await.is(303);
    hotline.send(&form).await.is(409);
    assert_eq!(
        app.count(&format!("complaints WHERE parent_id = {number}")),
        1
    );
    let part = format!("complaints WHERE parent_id = {number} AND due = '2026-06-08'");
    assert_eq!(
        app.count(&part),
        1,
        "five working days from when the whole was received"
    );
    let page = hotline.get(&address(number)).await.is(200);
    page.says("Liên quan");
    app.tallies_are_true();
}

/// The year after next has no calendar: nothing is guessed, nothing lost.
async fn a_year_without_a_calendar_gives_no_day(app: &App) {
    let (hotline, _) = at_work(app).await;
    app.turn_to_day("2029-12-24");
    hotline.back("nghe").await;
    app.complain(UNIT, LATE_WORDS);
    let page = hotline.get("/complaints?tab=later").await.is(200);
    page.says("chưa có lịch")
        .says("Chưa nạp lịch làm việc năm 2029");
    assert_eq!(app.count("complaints WHERE due IS NULL"), 1);
}

/// Somebody alone at the desk is told how to get help, and what whoever is called back has to write down.
async fn whoever_is_alone_knows_what_to_do(app: &App) {
    app.turn_clock(MORNING);
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    let number = app.complain_with(UNIT, LATE_WORDS, |new| new.way = Way::Kiosk);
    hotline.decides(number, "conduct").await;
    let page = hotline.get(&address(number)).await.is(200);
    page.says("Không có ai khác để giao")
        .says(&format!("ghi lại số {number}"));
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let page = hotline.get(&address(number)).await.is(200);
    assert!(!page.body.contains("Không có ai khác"), "{}", page.body);
}

crate::stories! {
    a_complaint_goes_its_way_to_the_answer,
    the_clock_stands_while_others_must_act,
    what_is_late_comes_first,
    whom_nobody_told_comes_up_on_the_day,
    a_grievance_is_advised_and_handed_up,
    a_refusal_needs_a_reason_in_law,
    mixed_content_is_split,
    a_year_without_a_calendar_gives_no_day,
    whoever_is_alone_knows_what_to_do,
}
