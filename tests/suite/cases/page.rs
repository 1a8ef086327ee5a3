//! What the page of a case says to whoever has to go on with it: the next step, why the last one was not enough, what is
//! still missing.

use hailong::accounts::Role;
use hailong::complaints::Way;

use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::cases::{MORNING, address};
use crate::harness::{Answer, App, Visitor};

/// A case that an officer was given.
async fn given(app: &App, hotline: &Visitor) -> (Visitor, i64) {
    let officer = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let number = app.complain(UNIT, LATE_WORDS);
    hotline
        .did(number, "classify", &[("class", "conduct")])
        .await;
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    (officer, number)
}

/// The part of a page between its heading "what comes next" and "other steps".
fn next(page: &Answer) -> &str {
    let (_, next) = page.body.split_once("Việc tiếp theo").unwrap();
    next.split_once("Việc khác").map_or(next, |(next, _)| next)
}

/// Who wrote the answer waits, and is told so; sent back it says why, until it is written anew.
async fn an_answer_waits_is_sent_back_and_says_why(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let (officer, number) = given(app, &hotline).await;
    officer
        .did(number, "write", &[("text", "Hồ sơ chờ xác minh.")])
        .await;
    let page = officer.get(&address(number)).await.is(200);
    let page = page
        .says("Đang chờ lãnh đạo duyệt")
        .says("Sửa câu trả lời đã trình");
    assert!(!page.body.contains("Việc tiếp theo"), "{}", page.body);
    let silent = leader.step(number, "return", &[]).await.is(422);
    silent.says("Ghi điều cần sửa");
    let why = "Ghi rõ ngày nào trả, đừng viết chung chung";
    leader.did(number, "return", &[("note", why)]).await;
    let page = officer.get(&address(number)).await.is(200);
    let told = next(&page);
    assert!(told.contains("Lãnh đạo trả lại để sửa:"), "{told}");
    assert!(told.contains(why), "{told}");
    officer
        .did(number, "write", &[("text", "Mai trả, lúc 9 giờ.")])
        .await;
    let page = officer.get(&address(number)).await.is(200);
    assert!(!page.body.contains("Lãnh đạo trả lại để sửa:"));
}

/// Whoever had the case goes on with it when the citizen is not content, and reads their words first.
async fn what_is_not_solved_is_answered_again(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let (officer, number) = given(app, &hotline).await;
    officer.did(number, "write", &[("text", "Đã xong.")]).await;
    leader.did(number, "approve", &[]).await;
    let said = "Tôi đến mà vẫn chưa có giấy";
    hotline.did(number, "reopen", &[("note", said)]).await;
    let page = officer.get(&address(number)).await.is(200);
    let told = next(&page);
    assert!(told.contains("Người dân báo chưa giải quyết:"), "{told}");
    assert!(told.contains(said), "{told}");
    assert!(told.contains("id=\"step-write\""), "{told}");
    assert!(!told.contains("Ai xử lý?"), "{told}");
}

/// What a template leaves open is filled in before the leader or the citizen reads it.
async fn what_a_template_leaves_open_is_filled_in_first(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let (officer, number) = given(app, &hotline).await;
    let begun = "Kính gửi bác Lan,\n\nHồ sơ trễ hẹn vì … Xã xin lỗi bác…";
    let told = officer.step(number, "write", &[("text", begun)]).await;
    let told = told.is(422).says("Còn chỗ … chưa điền: “trễ hẹn vì …”");
    let form = told.form(&format!("/complaints/{number}/write"));
    assert_eq!(form.value("text"), begun);
    let whole = begun.replace("vì …", "vì mưa bão.");
    officer.send(&form.with("text", &whole)).await.is(303);
    let better = whole.replace("bác Lan", "bác ...");
    let told = leader.step(number, "approve", &[("text", &better)]).await;
    told.is(422)
        .says("Còn chỗ … chưa điền: “Kính gửi bác ...,”");
    leader.did(number, "approve", &[]).await;
}

/// What is approved is offered to be read by all; the case ends by itself. Who left no phone does not learn of it.
async fn after_the_answer_all_may_read_it(app: &App) {
    let (hotline, leader) = at_work(app).await;
    for (phone, told) in [
        ("0905 123 456", "Người dân đọc được câu trả lời"),
        (
            "",
            "Người này không để lại số điện thoại: chỉ biết câu trả lời khi hỏi lại",
        ),
    ] {
        let number = app.complain_with(UNIT, LATE_WORDS, |new| new.report.phone = phone.into());
        hotline
            .did(number, "classify", &[("class", "conduct")])
            .await;
        hotline.did(number, "write", &[("text", "Đã xong.")]).await;
        leader.did(number, "approve", &[]).await;
        let done = format!("/complaints/{number}?done=approve");
        let page = leader.get(&done).await.is(200).says(told);
        let way = format!("<a class=\"button\" href=\"/complaints/{number}/publish\">");
        assert!(next(&page).contains(&way), "{}", page.body);
        page.says("<button class=\"secondary\" type=\"submit\">Kết thúc phản ánh")
            .says("tự kết thúc sau 15 ngày");
    }
}

/// A step that was folded away and is wrong comes back with its name, and says what it lacks.
async fn a_wrong_step_comes_back_under_its_name(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let page = hotline.step(number, "note", &[]).await.is(422);
    page.says("<h3>Ghi chú nội bộ</h3>").says("Viết ghi chú.");
    hotline
        .did(number, "classify", &[("class", "conduct")])
        .await;
    let part = [("text", "Đèn đường thôn 3 hỏng.")];
    let page = hotline.step(number, "split", &part).await.is(422);
    let page = page
        .says("<h3>Tách nội dung thành phản ánh riêng</h3>")
        .says("Chọn loại")
        .says("Đèn đường thôn 3 hỏng.");
    let form = page.form(&format!("/complaints/{number}/split"));
    hotline.send(&form.with("class", "elsewhere")).await.is(303);
    let part = number + 1;
    let page = hotline.get(&address(number)).await.is(200);
    page.says("Tách thành phản ánh riêng")
        .says(&format!("href=\"/complaints/{part}\">Số {part}</a>"));
    app.turn_clock("2026-06-01T10:00:00");
    let page = hotline
        .step(number, "forward", &[("authority", "Sở")])
        .await;
    page.is(422).says("Ghi đã hướng dẫn người dân thế nào");
}

/// Nobody has it yet: it is given, not given to another. Names stand in the order in which they are looked for.
async fn names_stand_where_they_are_looked_for(app: &App) {
    app.turn_clock(MORNING);
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    for (name, login) in [
        ("Vũ Văn Út", "utvu"),
        ("Đinh Thị An", "dinhan"),
        ("ân Bình", "binh"),
    ] {
        app.officer(UNIT, Role::Desk, name, login).await;
    }
    let number = app.complain(UNIT, LATE_WORDS);
    hotline
        .did(number, "classify", &[("class", "conduct")])
        .await;
    hotline.did(number, "write", &[("text", "Đang xem.")]).await;
    let page = hotline.get(&address(number)).await.is(200);
    let page = page.says("Giao cho người khác");
    let (_, choice) = page.body.split_once("id=\"assign-account\"").unwrap();
    let place = |name: &str| choice.find(name).unwrap();
    let names = ["ân Bình", "Đinh Thị An", "Trần Thị Nghe", "Vũ Văn Út"];
    assert!(names.map(place).is_sorted(), "{choice}");
    let fresh = app.complain(UNIT, "Cho hỏi làm khai sinh cần giấy tờ gì?");
    hotline
        .did(fresh, "classify", &[("class", "question")])
        .await;
    hotline.did(fresh, "pause", &[("note", "Chờ")]).await;
    hotline.did(fresh, "resume", &[]).await;
    let page = hotline.get(&address(fresh)).await.is(200);
    page.says("<summary>Giao người xử lý</summary>");
}

/// Whoever calls a citizen back reads out where the answer will be; who left no phone is not called back.
async fn whoever_calls_back_reads_out_where_to_look(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain_with(UNIT, LATE_WORDS, |new| new.way = Way::Kiosk);
    let page = hotline.get(&address(number)).await.is(200);
    let told = format!("xem kết quả tại {}/answers bằng số này", app.address);
    page.says(&told);
    let number = app.complain_with(UNIT, LATE_WORDS, |new| {
        new.way = Way::Kiosk;
        new.report.phone = String::new();
    });
    let page = hotline.get(&address(number)).await.is(200);
    assert!(!page.body.contains("3 số cuối"), "{}", page.body);
}

crate::stories! {
    an_answer_waits_is_sent_back_and_says_why,
    what_is_not_solved_is_answered_again,
    what_a_template_leaves_open_is_filled_in_first,
    after_the_answer_all_may_read_it,
    a_wrong_step_comes_back_under_its_name,
    names_stand_where_they_are_looked_for,
    whoever_calls_back_reads_out_where_to_look,
}
