//! Mail to those who must act: who was given a case, who worked on what is not solved, who leads, and nobody else.

use chrono::Duration;
use diesel::connection::SimpleConnection;
use diesel::result::Error;
use hailong::accounts::Role;
use hailong::complaints::{Class, Step, Way};
use hailong::db::{DbConn, write_transaction};

use super::{UNIT, WORDS, office, reads_mail};
use crate::harness::app::until;
use crate::harness::cases::{MORNING, address};
use crate::harness::hook::Gateway;
use crate::harness::mail::{Mail, MailServer};
use crate::harness::{App, Visitor};

/// Hotline, leader and officer of the story's commune, who all read mail.
async fn who_read_mail(app: &App) -> (Visitor, Visitor, Visitor) {
    app.turn_clock(MORNING);
    (
        reads_mail(app, Role::Hotline, "Trần Thị Nghe", "nghe").await,
        reads_mail(app, Role::Leader, "Lê Văn Chủ", "chu").await,
        reads_mail(app, Role::Desk, "Phạm Văn Làm", "lam").await,
    )
}

fn address_of(login: &str) -> String {
    format!("{login}@tanbinh.example.vn")
}

/// The mails with these words in their subject, once there are as many.
fn told(mail: &MailServer, words: &str, count: usize) -> Vec<Mail> {
    let found = || -> Vec<Mail> {
        let mails = mail.mails().into_iter();
        mails
            .filter(|mail| mail.header("subject").contains(words))
            .collect()
    };
    until(words, || found().len() >= count);
    std::thread::sleep(std::time::Duration::from_millis(400));
    assert_eq!(found().len(), count, "{words}");
    found()
}

/// Whoever is given a case hears of it at once; whoever takes one knows it already.
async fn who_is_given_a_case_hears_of_it(app: &App) {
    let (hotline, ..) = who_read_mail(app).await;
    let (mail, gateway) = (MailServer::start(), Gateway::start());
    let _office = office(app, Some(&mail), Some(&gateway));
    let number = app.complain(UNIT, WORDS);
    hotline.decides(number, "conduct").await;
    let nghe = app.account_id("nghe").to_string();
    hotline.did(number, "assign", &[("account", &nghe)]).await;
    told(&mail, "được giao", 0);
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    let mails = told(&mail, "được giao", 1);
    assert_eq!(mails[0].to, address_of("lam"));
    let text = mails[0].text();
    assert!(
        text.contains(&address(number)) && text.contains("15/06/2026"),
        "{text}"
    );
    assert!(!text.contains("trễ hẹn"), "{text}");
    assert_eq!(gateway.calls().len(), 1, "the citizen hears that it came");
}

/// Whoever works on it hears that the leader sent the answer back, and reads why on its page alone.
async fn an_answer_that_comes_back_is_told_by_mail(app: &App) {
    let (hotline, leader, _) = who_read_mail(app).await;
    let number = app.complain(UNIT, WORDS);
    hotline
        .did(number, "classify", &[("class", "conduct")])
        .await;
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    hotline.did(number, "write", &[("text", "Đã xong")]).await;
    let mail = MailServer::start();
    let _office = office(app, Some(&mail), None);
    let why = [("note", "Viết rõ ngày trả")];
    leader.did(number, "return", &why).await;
    let mails = told(&mail, "trả lại để sửa", 1);
    assert_eq!(mails[0].to, address_of("lam"));
    let text = mails[0].text();
    assert!(text.contains(&format!("/complaints/{number}")), "{text}");
    assert!(!text.contains("Viết rõ"), "{text}");
}

/// The citizen says that it is not solved: whoever worked on it and the leader hear of it, but none whom it names.
async fn what_is_not_solved_comes_back_by_mail(app: &App) {
    let (hotline, ..) = who_read_mail(app).await;
    reads_mail(app, Role::Leader, "Đinh Thị Phó", "pho").await;
    let number = app.complain(UNIT, WORDS);
    hotline.decides(number, "conduct").await;
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    app.answer(number, "Đã xong", "chu");
    let pho = app.account_id("pho").to_string();
    hotline.did(number, "accuse", &[("account", &pho)]).await;
    let mail = MailServer::start();
    let _office = office(app, Some(&mail), None);
    is_called_unsolved(app, number, "Vẫn chưa nhận được").await;
    let mails = told(&mail, "chưa giải quyết xong", 2);
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [address_of("chu"), address_of("lam")]);
    assert!(mails.iter().all(|mail| !mail.text().contains("chưa nhận")));
}

/// The citizen gives a bad mark and says why.
async fn is_called_unsolved(app: &App, number: i64, why: &str) {
    let citizen = app.browser();
    let page = citizen.get("/answers").await.is(200);
    let form = page.form("/answers/follow");
    let form = form.with("number", &number.to_string());
    citizen.send(&form.with("digits", "456")).await.is(303);
    let page = citizen.get(&format!("/answers/follow/{number}")).await;
    let form = page.form(&format!("/answers/follow/{number}/reopen"));
    let form = form.with("score", "1").with("why", why);
    citizen.send(&form).await.is(303);
}

/// What the citizen says now accuses whoever worked on it: the keeper alone hears of it, once.
async fn of_what_accuses_when_it_comes_back_its_keeper_alone_hears(app: &App) {
    let (hotline, ..) = who_read_mail(app).await;
    let (mail, gateway) = (MailServer::start(), Gateway::start());
    let _office = office(app, Some(&mail), Some(&gateway));
    let number = app.complain(UNIT, WORDS);
    hotline.decides(number, "conduct").await;
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    app.answer(number, "Đã xong", "chu");
    told_by_sms(&gateway, 2);
    let why = "Ông Phạm Văn Làm vòi tiền tôi 2 triệu";
    is_called_unsolved(app, number, why).await;
    let mails = told(&mail, "cần anh/chị xem", 1);
    told(&mail, "chưa giải quyết", 0);
    assert_eq!(mails[0].to, address_of("chu"));
    let text = mails[0].text();
    assert!(text.contains(&address(number)), "{text}");
    assert!(!text.contains("tiền") && !text.contains("Làm"), "{text}");
    // Kept and released before, it comes back once more.
    app.step_with(number, (Step::Release, ""), |case, _| {
        case.confined = false;
    });
    app.answer(number, "Đã xem xét", "chu");
    told_by_sms(&gateway, 3);
    is_called_unsolved(app, number, why).await;
    told(&mail, "cần anh/chị xem", 2);
}

/// Given to somebody and then hidden: its keeper alone hears of it.
async fn of_what_is_confined_its_keeper_alone_hears(app: &App) {
    let (hotline, ..) = who_read_mail(app).await;
    let mail = MailServer::start();
    let number = app.complain(UNIT, WORDS);
    hotline.decides(number, "conduct").await;
    let lam = app.account_id("lam").to_string();
    hotline.did(number, "assign", &[("account", &lam)]).await;
    hotline.did(number, "confine", &[]).await;
    let _office = office(app, Some(&mail), None);
    let mails = told(&mail, "", 1);
    assert_eq!(mails[0].to, address_of("chu"));
}

/// Nobody has called the citizen back on the day by which it was promised: the leader and the inbox say so.
async fn who_was_not_told_in_time_stands_in_the_letter(app: &App) {
    let (hotline, ..) = who_read_mail(app).await;
    let mail = MailServer::start();
    let _office = office(app, Some(&mail), None);
    let number = app.complain_with(UNIT, WORDS, |new| new.way = Way::Kiosk);
    app.turn_to_day("2026-06-02");
    let mails = told(&mail, "1 cần báo đã nhận", 1);
    assert_eq!(mails[0].to, address_of("chu"));
    let text = mails[0].text();
    assert!(
        text.contains(&format!("Số {number}: CHƯA BÁO người dân")) && text.contains("02/06/2026"),
        "{text}"
    );
    app.turn_to_day("2026-06-03");
    told(&mail, "1 cần báo đã nhận", 2);
    let escalated =
        "complaint_events WHERE action = 'escalate' AND note LIKE 'chưa báo người dân%'";
    assert_eq!(app.count(escalated), 1);
    hotline.back("nghe").await;
    hotline.did(number, "acknowledge", &[]).await;
    app.turn_to_day("2026-06-04");
    app.turn_to_day("2026-06-15");
    told(&mail, "1 đến hạn hôm nay, 0 cần báo đã nhận", 1);
}

/// A letter is seen by the administrators of whoever reads it, not of the village whose case it names.
async fn a_letter_is_of_its_readers_unit(app: &App) {
    app.turn_clock(MORNING);
    reads_mail(app, Role::Leader, "Lê Văn Chủ", "chu").await;
    app.add_unit("THON", Some(UNIT));
    app.complain("THON", WORDS);
    let mail = MailServer::start();
    let _office = office(app, Some(&mail), None);
    app.turn_to_day("2026-06-15");
    let mails = told(&mail, "1 đến hạn hôm nay", 1);
    assert_eq!(mails[0].to, address_of("chu"));
    let own = format!("messages WHERE unit_id = (SELECT id FROM units WHERE code = '{UNIT}')");
    assert_eq!(app.count(&own), 1);
}

/// Neither without a mail server nor without an address is anybody reminded, and then the history does not say so. The
/// first day on which somebody is, it does.
async fn the_history_tells_of_no_reminder_that_nobody_gets(app: &App) {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    app.complain(UNIT, WORDS);
    let reminded = "complaint_events WHERE action = 'escalate'";
    app.turn_to_day("2026-06-16");
    until("late", || app.count("complaints WHERE late") == 1);
    let mail = MailServer::start();
    let _office = office(app, Some(&mail), None);
    app.turn_to_day("2026-06-17");
    std::thread::sleep(std::time::Duration::from_millis(800));
    assert_eq!(app.count(reminded), 0);
    reads_mail(app, Role::Leader, "Đinh Thị Phó", "pho").await;
    app.turn_to_day("2026-06-18");
    until("a mail", || mail.mails().len() == 1);
    assert_eq!(app.count(reminded), 1);
}

/// One officer's page takes long to be written; meanwhile a call of this morning is typed in, which has a later number.
/// Both citizens hear of theirs.
async fn what_is_written_slowly_is_not_passed_over(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit(UNIT, None);
    let gateway = Gateway::start();
    let _office = office(app, None, Some(&gateway));
    let slow = app.complain(UNIT, WORDS);
    told_by_sms(&gateway, 1);
    let earlier = app.clock.now() - Duration::hours(2);
    let type_in = || app.complain_with(UNIT, WORDS, |new| new.received_at = earlier);
    let refused = format!(
        "INSERT INTO complaint_events (complaint_id, at, action, state, note)
         VALUES ({slow}, '{}', 'refuse', 'refused', '')",
        app.clock.now()
    );
    let mut conn = app.database.connect();
    // SQLite lets one write after the other.
    let beside = matches!(conn, DbConn::Postgres(_));
    write_transaction(&mut conn, |conn| {
        conn.batch_execute(&refused)?;
        if beside {
            type_in();
            std::thread::sleep(std::time::Duration::from_millis(800));
        }
        Ok::<_, Error>(())
    })
    .unwrap();
    if !beside {
        type_in();
    }
    told_by_sms(&gateway, 3);
}

/// So many were called.
fn told_by_sms(gateway: &Gateway, count: usize) {
    until("calls", || gateway.calls().len() >= count);
    assert_eq!(gateway.calls().len(), count);
}

/// What is not answered on the merits has a day for the office, and none that the citizen is promised.
async fn no_day_is_promised_for_what_gets_no_answer(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit(UNIT, None);
    let gateway = Gateway::start();
    let _office = office(app, None, Some(&gateway));
    let classes = [
        (Class::Conduct, true),
        (Class::Unfit, false),
        (Class::Grievance, false),
        (Class::Emergency, false),
        (Class::Elsewhere, false),
    ];
    for (at, (class, promised)) in classes.into_iter().enumerate() {
        let number = app.complain_with(UNIT, "Việc của tôi", |new| {
            new.details.proposed = Some(class);
        });
        told_by_sms(&gateway, at + 1);
        let sms = gateway.calls()[at].body.clone();
        assert_eq!(sms.contains("chậm nhất"), promised, "{class}: {sms}");
        let citizen = app.browser();
        let form = citizen.get("/answers").await.form("/answers/follow");
        let form = form.with("number", &number.to_string());
        citizen.send(&form.with("digits", "456")).await.is(303);
        let page = citizen.get(&format!("/answers/follow/{number}")).await;
        let page = page.is(200).says("Đã nhận");
        let told = page.body.contains("chậm nhất") || page.body.contains("Khi có ngày trả lời");
        assert_eq!(told, promised, "{class}");
    }
}

crate::stories! {
    who_is_given_a_case_hears_of_it,
    an_answer_that_comes_back_is_told_by_mail,
    what_is_not_solved_comes_back_by_mail,
    of_what_accuses_when_it_comes_back_its_keeper_alone_hears,
    of_what_is_confined_its_keeper_alone_hears,
    who_was_not_told_in_time_stands_in_the_letter,
    a_letter_is_of_its_readers_unit,
    the_history_tells_of_no_reminder_that_nobody_gets,
    what_is_written_slowly_is_not_passed_over,
    no_day_is_promised_for_what_gets_no_answer,
}
