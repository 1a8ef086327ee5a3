//! What is seen to without anybody's click: days that pass, leaders who are told in time, citizens who hear of their
//! answer, names that are erased.

mod mail;
mod rounds;

use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::calendar::store::replace_year;
use hailong::calendar::{DayKind, SpecialDay, YearDraft};
use hailong::config::Secret;
use hailong::db::schema::accounts;
use hailong::db::write_transaction;

use crate::harness::app::until;
use crate::harness::cases::{MORNING, PHONE, address};
use crate::harness::hook::Gateway;
use crate::harness::mail::MailServer;
use crate::harness::{App, Visitor};

const UNIT: &str = "TB";
const WORDS: &str = "Hồ sơ đất đai của tôi trễ hẹn hai tuần";
const KEY: &str = "khoa-bi-mat-cua-xa";

/// Another server of the same office, with ways out, on the same clock.
fn office(app: &App, mail: Option<&MailServer>, gateway: Option<&Gateway>) -> App {
    app.beside(|config| {
        config.clock = app.clock.clone();
        config.public_url = Some("https://hailong.tanbinh.example.vn".to_owned());
        if let Some(mail) = mail {
            config.messages.smtp_url = Some(Secret::from(mail.url()));
            config.messages.mail_from = Some("motcua@tanbinh.example.vn".to_owned());
        }
        if let Some(gateway) = gateway {
            config.messages.hook_url = Some(Secret::from(gateway.url()));
            config.messages.hook_key = Some(Secret::from(KEY.to_owned()));
        }
    })
}

async fn reads_mail(app: &App, role: Role, name: &str, login: &str) -> Visitor {
    let person = app.officer(UNIT, role, name, login).await;
    diesel::update(accounts::table.filter(accounts::login.eq(login)))
        .set(accounts::email.eq(format!("{login}@tanbinh.example.vn")))
        .execute(&mut app.database.connect())
        .unwrap();
    person
}

/// Two days before, on the day, after it: the leader and whoever works on it are told, each once a day, and never on a
/// Sunday. The mail names numbers, not words.
async fn the_leader_is_told_before_on_and_after_the_day(app: &App) {
    app.turn_clock(MORNING);
    let hotline = reads_mail(app, Role::Hotline, "Trần Thị Nghe", "nghe").await;
    reads_mail(app, Role::Leader, "Lê Văn Chủ", "chu").await;
    reads_mail(app, Role::Desk, "Phạm Văn Làm", "lam").await;
    let number = app.complain(UNIT, WORDS);
    hotline.decides(number, "conduct").await;
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    let mail = MailServer::start();
    let _office = office(app, Some(&mail), None);
    // Due on Monday the 15th; two working days before is Thursday.
    app.turn_to_day("2026-06-11");
    until("two mails", || mail.mails().len() == 2);
    let first = &mail.mails()[0];
    assert!(
        first.header("subject").contains("1 sắp đến hạn"),
        "{}",
        first.header("subject")
    );
    let text = first.text();
    assert!(
        text.contains(&format!(
            "https://hailong.tanbinh.example.vn/complaints/{number}"
        )),
        "{text}"
    );
    assert!(
        text.contains("15/06/2026") && !text.contains("trễ hẹn") && !text.contains("905"),
        "{text}"
    );
    app.turn_to_day("2026-06-15");
    until("on the day", || mail.mails().len() == 4);
    app.turn_to_day("2026-06-16");
    until("after it", || mail.mails().len() == 6);
    assert!(mail.mails()[5].header("subject").contains("1 quá hạn"));
    until("late", || app.count("complaints WHERE late") == 1);
    for note in [
        "sắp đến hạn ngày 15/06/2026",
        "đến hạn ngày 15/06/2026",
        "quá hạn ngày 15/06/2026",
    ] {
        let told = format!("complaint_events WHERE action = 'escalate' AND note = '{note}'");
        assert_eq!(app.count(&told), 1, "{note}");
    }
    app.tallies_are_true();
    app.turn_to_day("2026-06-20");
    app.clock.shift(chrono::Duration::hours(1));
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(mail.mails().len(), 6, "Saturday");
}

/// What may be a denunciation: its keeper hears that something came, and nothing of what it is.
async fn a_keeper_hears_that_something_came(app: &App) {
    app.turn_clock(MORNING);
    reads_mail(app, Role::Hotline, "Trần Thị Nghe", "nghe").await;
    reads_mail(app, Role::Leader, "Lê Văn Chủ", "chu").await;
    let mail = MailServer::start();
    let _office = office(app, Some(&mail), None);
    app.complain(
        UNIT,
        "Cán bộ địa chính vòi tiền tôi hai triệu mới trả hồ sơ",
    );
    app.clock.shift(chrono::Duration::minutes(1));
    until("a mail", || mail.mails().len() == 1);
    let told = &mail.mails()[0];
    assert_eq!(told.to, "chu@tanbinh.example.vn");
    assert!(!told.text().contains("tiền"), "{}", told.text());
}

/// The gateway is called when a complaint comes and when it is answered; without a number, or for what is confined,
/// never.
async fn a_citizen_hears_of_the_answer_by_sms(app: &App) {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let gateway = Gateway::start();
    let _office = office(app, None, Some(&gateway));
    let number = app.complain(UNIT, WORDS);
    app.complain_with(UNIT, "Đèn đường hỏng", |new| {
        new.report.phone = String::new()
    });
    app.complain(UNIT, "Cán bộ vòi tiền tôi");
    app.clock.shift(chrono::Duration::minutes(1));
    until("a call", || gateway.calls().len() == 1);
    app.answer(number, "Đã xong", "chu");
    app.clock.shift(chrono::Duration::minutes(1));
    until("two calls", || gateway.calls().len() == 2);
    let calls = gateway.calls();
    assert!(calls.iter().all(|call| call.is_signed(KEY)));
    let body: serde_json::Value = serde_json::from_str(&calls[1].body).unwrap();
    assert_eq!(body["event"], "complaint.answered");
    assert_eq!(body["to"]["phone"], PHONE.replace(' ', ""));
    assert_eq!(body["number"], number.to_string());
    let own = format!("/answers/follow?number={number} ");
    assert!(body["text"].as_str().unwrap().contains(&own), "{body}");
    assert!(
        !calls[1].body.contains("Đã xong"),
        "the answer is read behind number and digits"
    );
}

/// A number that is corrected was somebody else's: what waits goes to the right one, what went is forgotten. Once nobody
/// is to be called any more, nothing goes out.
async fn a_wrong_number_is_told_nothing_more(app: &App) {
    app.turn_clock(MORNING);
    let hotline = reads_mail(app, Role::Hotline, "Trần Thị Nghe", "nghe").await;
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let gateway = Gateway::start();
    let office = office(app, None, Some(&gateway));
    let number = app.complain(UNIT, WORDS);
    let sent = "messages WHERE sent_at IS NOT NULL";
    until("sent", || app.count(sent) == 1);
    gateway.answer(503);
    app.answer(number, "Đã xong", "chu");
    let waits = "messages WHERE attempts = 1 AND sent_at IS NULL AND given_up_at IS NULL";
    until("waits", || app.count(waits) == 1);
    let first = gateway
        .calls()
        .pop()
        .unwrap()
        .header("x-hailong-id")
        .to_owned();
    for phone in ["0905 777 887", "0905 777 888"] {
        let right = [("phone", phone), ("note", "Ghi sai số")];
        hotline.did(number, "correct", &right).await;
        assert_eq!(app.count("messages WHERE body <> ''"), 1, "what waits");
        until("waits again", || app.count(waits) == 1);
    }
    let erased = app.complain(UNIT, WORDS);
    until("waits, too", || app.count(waits) == 2);
    let nobody = [("phone", ""), ("name", ""), ("note", "Đề nghị xóa")];
    hotline.did(erased, "correct", &nobody).await;
    gateway.answer(200);
    app.clock.shift(chrono::Duration::hours(1));
    until("the right one's", || app.count(sent) == 2);
    let last = gateway.calls().pop().unwrap();
    let body: serde_json::Value = serde_json::from_str(&last.body).unwrap();
    assert_eq!(body["to"]["phone"], "0905777888");
    let id = last.header("x-hailong-id");
    assert!(last.is_signed(KEY) && id != first && body["id"] == *id);
    assert_eq!(app.count("messages WHERE given_up_at IS NOT NULL"), 3);
    assert_eq!(app.count(waits), 0);
    let admin = office
        .officer(UNIT, Role::Admin, "Nguyễn Thị Quản", "quan")
        .await;
    admin
        .get("/admin/messages")
        .await
        .is(200)
        .says("đã được sửa hoặc xóa");
}

/// Fifteen days without a word: the case is over by itself.
async fn an_answer_that_nobody_objects_to_ends_the_case(app: &App) {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let number = app.complain(UNIT, WORDS);
    app.answer(number, "Đã xong", "chu");
    app.turn_to_day("2026-06-16");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(
        app.count("complaints WHERE state = 'answered'"),
        1,
        "the fifteenth day is the citizen's"
    );
    app.turn_to_day("2026-06-17");
    until("closed", || {
        app.count("complaints WHERE state = 'closed'") == 1
    });
    app.tallies_are_true();
}

/// A calendar that is loaded gives their day to the cases that waited for it.
async fn a_loaded_calendar_gives_waiting_cases_their_day(app: &App) {
    app.turn_clock("2029-06-04T09:00:00");
    app.add_unit(UNIT, None);
    app.complain(UNIT, WORDS);
    assert_eq!(app.count("complaints WHERE due IS NULL"), 1);
    load_2029(app);
    until("a day", || {
        app.count("complaints WHERE due = '2029-06-19'") == 1
    });
    assert_eq!(app.count("complaint_events WHERE action = 'recount'"), 1);
}

/// Two years after its end nobody knows any more who complained; what was said stays, and no search finds the name.
async fn names_are_erased_by_rule(app: &App) {
    app.turn_clock(MORNING);
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let number = app.complain(UNIT, WORDS);
    let said = "Tên và số điện thoại được xóa 24 tháng sau khi giải quyết xong.";
    hotline.get(&address(number)).await.is(200).says(said);
    hotline.decides(number, "unfit").await;
    leader
        .did(number, "refuse", &[("note", "Nghị định 20/2008/NĐ-CP")])
        .await;
    let said = "Tên và số điện thoại được xóa ngày 01/06/2028.";
    hotline.get(&address(number)).await.is(200).says(said);
    let page = leader.get(&address(number)).await.is(200);
    assert!(
        !page.body.contains("số điện thoại được xóa"),
        "{}",
        page.body
    );
    app.turn_to_day("2028-05-31");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(app.count("complaint_contacts"), 1);
    app.turn_to_day("2028-06-01");
    until("erased", || app.count("complaint_contacts") == 0);
    hotline.back("nghe").await;
    let page = hotline.get("/complaints?q=ksor").await.is(200);
    page.says("Không có phản ánh nào chứa");
    hotline
        .get("/complaints?q=tre+hen")
        .await
        .is(200)
        .says("trễ hẹn hai tuần");
    let page = hotline.get(&address(number)).await.is(200);
    let page = page
        .says("Xóa thông tin cá nhân")
        .says("Tên và số điện thoại đã được xóa theo quy định ngày 01/06/2028.");
    assert!(!page.body.contains("Không để lại tên"), "{}", page.body);
}

/// It came while nobody led the commune: whoever leads it later finds it, and its days run meanwhile.
async fn a_denunciation_without_a_keeper_finds_one(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit(UNIT, None);
    let number = app.complain(
        UNIT,
        "Cán bộ địa chính vòi tiền tôi hai triệu mới trả hồ sơ",
    );
    assert_eq!(app.count("complaints WHERE keeper_id IS NULL"), 1);
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    until("a keeper", || {
        app.count("complaints WHERE keeper_id IS NOT NULL") == 1
    });
    leader.get(&address(number)).await.is(200).says("vòi tiền");
    assert_eq!(app.count("complaint_events WHERE action = 'entrust'"), 1);
}

/// Its keeper leads no more and there is nobody else: it is nobody's until there is, and its history says so.
async fn a_denunciation_whose_keeper_leaves_waits_for_another(app: &App) {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let number = app.complain(
        UNIT,
        "Cán bộ địa chính vòi tiền tôi hai triệu mới trả hồ sơ",
    );
    let keeps = |login: &str| app.case(number).keeper_id == Some(app.account_id(login));
    assert!(keeps("chu"));
    diesel::update(accounts::table.filter(accounts::login.eq("chu")))
        .set(accounts::active.eq(false))
        .execute(&mut app.database.connect())
        .unwrap();
    until("nobody's", || app.case(number).keeper_id.is_none());
    let leader = app.officer(UNIT, Role::Leader, "Đinh Thị Mới", "moi").await;
    until("a keeper", || keeps("moi"));
    let page = leader.get(&address(number)).await.is(200);
    page.says("Chưa tìm được ai").says("Đinh Thị Mới");
    assert_eq!(app.count("complaint_events WHERE action = 'entrust'"), 2);
}

/// Answered in a year without a calendar: whether in time is told once the calendar is there.
async fn what_was_answered_without_a_calendar_is_judged_later(app: &App) {
    app.turn_clock("2029-06-04T09:00:00");
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let number = app.complain(UNIT, WORDS);
    app.turn_to_day("2029-06-29");
    app.answer(number, "Đã xong", "chu");
    assert_eq!(app.count("complaints WHERE late"), 0);
    load_2029(app);
    until("late", || {
        app.count("complaints WHERE late AND due = '2029-06-19'") == 1
    });
    app.tallies_are_true();
}

/// The calendar of 2029 as a story has it: one day off in June.
fn load_2029(app: &App) {
    let mut draft = YearDraft::new(2029);
    for day in [
        "2029-01-01",
        "2029-02-13",
        "2029-02-14",
        "2029-02-15",
        "2029-02-16",
        "2029-04-23",
        "2029-04-30",
        "2029-05-01",
        "2029-09-03",
        "2029-06-08",
    ] {
        let special = SpecialDay {
            day: day.parse().unwrap(),
            kind: DayKind::Off,
            name: "Nghỉ".to_owned(),
        };
        draft.add(special).unwrap();
    }
    let plan = draft.finish("Thông báo của chuyện".to_owned());
    let mut conn = app.database.connect();
    write_transaction(&mut conn, |conn| replace_year(conn, &plan, app.clock.now())).unwrap();
}

crate::stories! {
    the_leader_is_told_before_on_and_after_the_day,
    a_keeper_hears_that_something_came,
    a_citizen_hears_of_the_answer_by_sms,
    a_wrong_number_is_told_nothing_more,
    an_answer_that_nobody_objects_to_ends_the_case,
    a_loaded_calendar_gives_waiting_cases_their_day,
    names_are_erased_by_rule,
    a_denunciation_whose_keeper_leaves_waits_for_another,
    a_denunciation_without_a_keeper_finds_one,
    what_was_answered_without_a_calendar_is_judged_later,
}
