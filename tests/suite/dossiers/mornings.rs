//! What is seen to without anybody's click: the mail of the morning, days that waited for the calendar, data whose time
//! is over.

use hailong::accounts::Role;
use hailong::calendar::YearDraft;
use hailong::calendar::store::replace_year;
use hailong::db::write_transaction;
use hailong::dossiers::store::find_application;

use super::{APPLICANT, UNIT, at_the_desk, did, history, registers};
use crate::harness::App;
use crate::harness::app::until;
use crate::harness::mail::{Mail, MailServer};

/// The mails on dossiers, once there are as many and no more come.
fn told(mail: &MailServer, count: usize) -> Vec<Mail> {
    mail.told("Hồ sơ:", count)
}

/// The officer is told of their own, the leader of all; by code and day, never by name, and never on a Sunday.
async fn the_morning_tells_what_is_owed(app: &App) {
    let officer = at_the_desk(app).await;
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    for login in ["lam", "chu"] {
        app.reads_mail(login);
    }
    registers(&officer, &[]).await;
    let chu = app.account_id("chu").to_string();
    registers(&officer, &[("officer", &chu), ("limit_n", "5")]).await;
    // Sunday: both are near or past, and nobody is told.
    app.turn_to_day("2026-06-07");
    let mail = MailServer::start();
    let _office = app.office_with_mail(&mail);
    told(&mail, 0);
    app.turn_to_day("2026-06-08");
    let mails = told(&mail, 2);
    let to = |login: &str| {
        let address = format!("{login}@tanbinh.example.vn");
        mails.iter().find(|mail| mail.to == address).unwrap()
    };
    let (own, all) = (to("lam"), to("chu"));
    assert_eq!(
        own.header("subject"),
        "Hồ sơ: 1 nợ xin lỗi, 1 trễ, 0 sắp trễ"
    );
    assert_eq!(
        all.header("subject"),
        "Hồ sơ: 1 nợ xin lỗi, 1 trễ, 1 sắp trễ"
    );
    let text = all.text();
    for words in [
        "TB-260601-0001: hẹn trả 04/06/2026, trễ 2 ngày làm việc, đã qua hạn xin lỗi (03/06)",
        "TB-260601-0002",
        "https://hailong.tanbinh.example.vn/dossiers",
    ] {
        assert!(text.contains(words), "no '{words}' in {text}");
    }
    assert!(!own.text().contains("TB-260601-0002"));
    for mail in &mails {
        assert!(!mail.data.contains("Châm") && !mail.text().contains(APPLICANT));
    }
}

/// Where nothing is due nothing is sent.
async fn a_quiet_morning_sends_nothing(app: &App) {
    let officer = at_the_desk(app).await;
    app.reads_mail("lam");
    registers(&officer, &[("limit_n", "30")]).await;
    let mail = MailServer::start();
    let _office = app.office_with_mail(&mail);
    told(&mail, 0);
}

/// A dossier that is due in a year without a calendar says so, and gets its day once the year is loaded.
async fn a_day_is_counted_once_its_year_is_loaded(app: &App) {
    let officer = at_the_desk(app).await;
    app.turn_to_day("2026-12-29");
    officer.back("lam").await;
    let id = registers(&officer, &[]).await;
    let told = officer
        .get(&format!("/dossiers/{id}/received"))
        .await
        .is(200);
    let told = told.says("Chưa nạp lịch làm việc");
    assert!(!told.body.contains("2027"), "no day is made up");
    let list = officer.get("/dossiers?tab=open").await.is(200);
    list.says("năm 2027").says("chưa có lịch");
    let mut draft = YearDraft::new(2027);
    for special in new_year() {
        draft.add(special).unwrap();
    }
    let plan = draft.finish("thông báo".to_owned());
    let now = app.clock.now();
    let mut conn = app.database.connect();
    write_transaction(&mut conn, |conn| replace_year(conn, &plan, now)).unwrap();
    until("a day", || history(app, id) == ["receive", "recount"]);
    let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
    page.says("04/01/2027");
}

/// The first of January, as a day off.
fn new_year() -> Vec<hailong::calendar::SpecialDay> {
    vec![hailong::calendar::SpecialDay {
        day: "2027-01-01".parse().unwrap(),
        kind: hailong::calendar::DayKind::Off,
        name: "Tết Dương lịch".to_owned(),
    }]
}

/// After the months for which a unit keeps them, names and numbers are gone; the dossier and its history stay.
async fn who_handed_in_is_forgotten_in_time(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[]).await;
    did(&officer, id, "finish", &[]).await;
    app.turn_to_day("2031-05-30");
    std::thread::sleep(std::time::Duration::from_millis(600));
    let kept = find_application(&mut app.database.connect(), id).unwrap();
    assert!(kept.is_some(), "a day too early");
    app.turn_to_day("2031-06-03");
    until("nobody", || {
        find_application(&mut app.database.connect(), id)
            .unwrap()
            .is_none()
    });
    officer.back("lam").await;
    let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
    page.says("Đã xóa thông tin người nộp")
        .says("TB-260601-0001");
    assert_eq!(history(app, id), ["receive", "finish", "erase"]);
    assert_eq!(app.count("dossier_applications"), 0);
}

crate::stories! {
    the_morning_tells_what_is_owed,
    a_quiet_morning_sends_nothing,
    a_day_is_counted_once_its_year_is_loaded,
    who_handed_in_is_forgotten_in_time,
}
