//! What is watched: it rings once and with certainty, in office hours, with the figures of that moment; it is
//! acknowledged by name and is over by itself; and a letter tells of the week.

mod letters;
mod rules;

use std::time::Duration;

use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::config::Secret;

use crate::harness::app::until;
use crate::harness::cases::{CITIZEN, MORNING, PHONE};
use crate::harness::desk::{Desk, count, tamper};
use crate::harness::dossiers::moment;
use crate::harness::mail::MailServer;
use crate::harness::{App, Visitor};

const UNIT: &str = "TB";
const WORDS: &str = "Hồ sơ đất đai của tôi trễ hẹn hai tuần";
/// Long enough for some rounds to be made.
const ROUNDS: Duration = Duration::from_millis(900);

/// Another server of the same office, which looks ten times a second.
pub fn watching(app: &App, mail: Option<&MailServer>) -> App {
    app.beside(|config| {
        config.clock = app.clock.clone();
        config.watch_every = Duration::from_millis(100);
        config.public_url = Some("https://hailong.tanbinh.example.vn".to_owned());
        if let Some(mail) = mail {
            config.messages.smtp_url = Some(Secret::from(mail.url()));
            config.messages.mail_from = Some("motcua@tanbinh.example.vn".to_owned());
        }
    })
}

/// The leader of the commune, who reads mail.
async fn leader(app: &App) -> Visitor {
    app.turn_clock(MORNING);
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    app.reads_mail("chu");
    leader
}

fn rings(app: &App) -> i64 {
    app.count("watch_alerts WHERE ended_at IS NULL")
}

/// A complaint that nobody answers by its day rings once, on however many servers; the leader sees it on every page and
/// reads its figures; once it is answered it is over by itself.
async fn what_is_late_rings_once_and_is_over_by_itself(app: &App) {
    let leader = leader(app).await;
    let number = app.complain(UNIT, WORDS);
    let mail = MailServer::start();
    let _one = watching(app, Some(&mail));
    let _other = watching(app, Some(&mail));
    app.turn_to_day("2026-06-12");
    std::thread::sleep(ROUNDS);
    assert_eq!(app.count("watch_alerts"), 0, "its day is to come");
    app.turn_to_day("2026-06-16");
    let mails = mail.told("Cảnh báo: 1 phản ánh quá hạn", 1);
    assert_eq!(mails[0].to, "chu@tanbinh.example.vn");
    let text = mails[0].text();
    for said in ["từ ngày 15/06/2026", "/watch/1", "Báo khi từ 1 phản ánh"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for hidden in ["đất đai", CITIZEN, PHONE] {
        assert!(!text.contains(hidden), "{text}");
    }
    assert_eq!(app.count("watch_events WHERE step = 'begin'"), 1);
    leader.back("chu").await;
    let page = leader.get("/indices").await.is(200);
    let page = page.says("Có 1 cảnh báo chưa ai xác nhận");
    assert!(page.body.contains("<span class=\"tab-count\">1</span>"));
    let list = leader.get("/watch").await.is(200);
    let list = list.says("1 phản ánh quá hạn chưa trả lời");
    assert!(!list.body.contains("Có 1 cảnh báo chưa ai"), "its own page");
    let page = leader.get("/watch/1").await.is(200);
    page.says("quá hạn từ ngày 15/06/2026")
        .says("/complaints?tab=late");
    app.answer(number, "Đã xong", "chu");
    until("over", || rings(app) == 0);
    let page = leader.get("/watch/1").await.is(200).says("Tự hết");
    page.says("1 phản ánh quá hạn chưa trả lời");
    leader
        .get("/watch")
        .await
        .is(200)
        .says("Không có cảnh báo nào");
    std::thread::sleep(ROUNDS);
    mail.told("Cảnh báo", 1);
}

/// On a Saturday, at night and on a day off nothing rings; on the next working morning it does.
async fn nothing_rings_at_night_or_on_days_off(app: &App) {
    leader(app).await;
    app.complain(UNIT, WORDS);
    app.turn_to_day("2026-06-20");
    let _watching = watching(app, None);
    for quiet in [
        "2026-06-20T09:00:00",
        "2026-06-21T10:00:00",
        "2026-06-22T06:59:00",
    ] {
        app.turn_clock(quiet);
        std::thread::sleep(ROUNDS);
        assert_eq!(app.count("watch_alerts"), 0, "{quiet}");
    }
    for quiet in ["2026-09-02T09:00:00", "2026-09-03T20:00:00"] {
        app.turn_clock(quiet);
        std::thread::sleep(ROUNDS);
        assert_eq!(app.count("watch_alerts"), 0, "{quiet}");
    }
    app.turn_clock("2026-09-03T07:30:00");
    until("rings", || rings(app) > 0);
}

/// Whoever leads acknowledges it with their name; whoever does not is reminded once, after three working days.
async fn an_alert_is_acknowledged_by_name_or_reminded_of(app: &App) {
    let leader = leader(app).await;
    app.complain(UNIT, WORDS);
    let mail = MailServer::start();
    let _watching = watching(app, Some(&mail));
    // A Thursday; three working days later is Tuesday.
    app.turn_to_day("2026-06-18");
    mail.told("Cảnh báo: 1 phản ánh", 1);
    app.turn_to_day("2026-06-22");
    mail.told("Nhắc: chưa ai xác nhận", 0);
    app.turn_to_day("2026-06-23");
    mail.told("Nhắc: chưa ai xác nhận cảnh báo 1 phản ánh", 1);
    leader.back("chu").await;
    let page = leader
        .get("/watch/1")
        .await
        .is(200)
        .says("Nhắc lại vì sau 3");
    let form = page
        .form("/watch/1/acknowledge")
        .with("note", "Đã giao chị Nghe");
    leader.send(&form).await.leads_to("/watch/1");
    leader.send(&form).await.leads_to("/watch/1");
    assert_eq!(app.count("watch_events WHERE step = 'acknowledge'"), 1);
    let page = leader.get("/watch/1").await.is(200);
    let page = page.says("Lê Văn Chủ xác nhận").says("Đã giao chị Nghe");
    assert!(!page.body.contains("/watch/1/acknowledge"));
    let page = leader.get("/indices").await.is(200);
    assert!(!page.body.contains("cảnh báo chưa ai xác nhận"));
    app.turn_to_day("2026-06-30");
    mail.told("Nhắc", 1);
    mail.told("Cảnh báo: 1 phản ánh", 1);
}

/// So many people who answered each question of the tablet, of whom so many are satisfied, on a day.
fn rated(app: &App, day: &str, persons: i32, satisfied: i32) {
    rated_by("kiosk", app, day, persons, satisfied);
}

/// The same of a class of evidence; counted for the day and for its month.
fn rated_by(class: &str, app: &App, day: &str, persons: i32, satisfied: i32) {
    let (unit, form) = (
        "SELECT id FROM units WHERE code = 'TB'",
        "SELECT id FROM questionnaires WHERE version = 'touch-5'",
    );
    let mut conn = app.database.connect();
    for (grain, at, first) in [
        ("days", "day", day),
        ("months", "month", &format!("{}-01", &day[..7])),
    ] {
        let key = format!("unit_id, {at}, channel, questionnaire_id");
        let values = format!("({unit}), '{first}', '{class}', ({form})");
        let more = |table: &str, columns: &[&str]| {
            let add = |name: &&str| format!("{name} = {table}.{name} + excluded.{name}");
            columns.iter().map(add).collect::<Vec<_>>().join(", ")
        };
        let turnout = format!("turnout_{grain}");
        let sql = format!(
            "INSERT INTO {turnout} ({key}, ballots, partial) VALUES ({values}, {persons}, 0) \
             ON CONFLICT ({key}) DO UPDATE SET {}",
            more(&turnout, &["ballots"])
        );
        tamper(&mut conn, &sql).unwrap();
        let tallies = format!("tally_{grain}");
        for criterion in ["1", "2", "3", "4", "5"] {
            let sql = format!(
                "INSERT INTO {tallies} ({key}, criterion, n1, n2, n3, n4, n5, no_opinion) \
                 VALUES ({values}, '{criterion}', {}, 0, 0, {satisfied}, 0, 0) \
                 ON CONFLICT ({key}, criterion) DO UPDATE SET {}",
                persons - satisfied,
                more(&tallies, &["n1", "n4"])
            );
            tamper(&mut conn, &sql).unwrap();
        }
    }
}

const OVERALL: &str = "watch_alerts WHERE subject = 'overall'";

/// Few people, or an interval that reaches the threshold, ring nothing. Then it rings, stays so between the thresholds,
/// and is over above them. What was seen when it began stays as it was.
async fn an_index_rings_with_certainty_alone(app: &App) {
    let leader = leader(app).await;
    app.turn_to_day("2026-06-15");
    leader.back("chu").await;
    rated(app, "2026-06-01", 19, 0);
    let _watching = watching(app, None);
    std::thread::sleep(ROUNDS);
    assert_eq!(app.count(OVERALL), 0, "too few people");
    // 19 + 81 people, 77 of them satisfied: the interval reaches 84 %.
    rated(app, "2026-06-02", 81, 77);
    std::thread::sleep(ROUNDS);
    assert_eq!(app.count(OVERALL), 0, "not certain");
    rated(app, "2026-06-03", 300, 150);
    until("rings", || app.count(OVERALL) == 1);
    let frozen = "56,75";
    let list = leader.get("/watch").await.is(200);
    list.says(&format!("{frozen}\u{a0}%, dưới ngưỡng"));
    // 400 + 600 people, 227 + 583 satisfied: 81 %, between the thresholds.
    rated(app, "2026-06-04", 600, 583);
    std::thread::sleep(ROUNDS);
    assert_eq!(app.count(&format!("{OVERALL} AND ended_at IS NULL")), 1);
    rated(app, "2026-06-05", 500, 480);
    until("over", || {
        app.count(&format!("{OVERALL} AND ended_at IS NOT NULL")) == 1
    });
    std::thread::sleep(ROUNDS);
    assert_eq!(app.count(OVERALL), 1, "it does not flap");
    let page = leader.get("/watch/1").await.is(200).says(frozen);
    page.says("400 người đánh giá")
        .says("Tính trên phiếu của người đến giao dịch");
}

/// What was put up somewhere rings nothing while people rate at the desk; where nobody does, it stands in and says so.
async fn an_index_is_that_of_who_was_served(app: &App) {
    let leader = leader(app).await;
    app.turn_to_day("2026-06-15");
    leader.back("chu").await;
    rated(app, "2026-06-01", 100, 95);
    rated_by("open", app, "2026-06-02", 900, 0);
    let _watching = watching(app, None);
    std::thread::sleep(ROUNDS);
    assert_eq!(app.count("watch_alerts"), 0);
    app.turn_to_day("2026-09-07");
    leader.back("chu").await;
    std::thread::sleep(ROUNDS);
    assert_eq!(app.count("watch_alerts"), 0, "nobody rated in ninety days");
    rated_by("open", app, "2026-09-03", 30, 0);
    until("rings", || app.count(OVERALL) == 1);
    let page = leader
        .get("/watch/1")
        .await
        .is(200)
        .says("30 người đánh giá");
    assert!(
        !page
            .body
            .contains("Tính trên phiếu của người đến giao dịch")
    );
}

/// An index of the year counts from the first of January, whole months and the days since.
async fn an_index_of_the_year_counts_from_january(app: &App) {
    let leader = leader(app).await;
    app.turn_to_day("2026-06-15");
    leader.back("chu").await;
    let page = leader.get("/watch/rules").await.is(200);
    let form = page.form("/watch/rules").with("overall-span", "year");
    leader.send(&form).await.leads_to("/watch/rules?saved=1");
    rated(app, "2025-12-31", 5_000, 5_000);
    rated(app, "2026-01-02", 300, 0);
    rated(app, "2026-06-12", 100, 100);
    rated(app, "2026-06-16", 5_000, 5_000);
    let _watching = watching(app, None);
    until("rings", || app.count(OVERALL) == 1);
    let sql = format!("{OVERALL} AND evidence LIKE '%\"persons\":400%'");
    assert_eq!(app.count(&sql), 1);
    let page = leader.get("/watch/1").await.is(200);
    page.says("01/01/2026 đến 15/06/2026").says("25,00");
}

/// A tablet that sends no sign for four hours of office time rings; when it speaks it is over.
async fn a_silent_tablet_rings(app: &App) {
    let _desk = Desk::open(app);
    leader(app).await;
    let paired = diesel::update(hailong::db::schema::devices::table)
        .set(hailong::db::schema::devices::created_at.eq(moment("2026-06-01T07:30:00")));
    paired.execute(&mut app.database.connect()).unwrap();
    app.turn_clock("2026-06-01T13:20:00");
    let _watching = watching(app, None);
    let silent = "watch_alerts WHERE subject = 'tablets'";
    std::thread::sleep(ROUNDS);
    // The morning's four hours and twenty minutes: the pause at noon is none.
    until("rings", || app.count(silent) == 1);
    assert_eq!(
        app.count(&format!("{silent} AND evidence LIKE '%\"hours\":4%'")),
        1
    );
    let heard = diesel::update(hailong::db::schema::devices::table)
        .set(hailong::db::schema::devices::created_at.eq(moment("2026-06-01T13:00:00")));
    heard.execute(&mut app.database.connect()).unwrap();
    until("over", || {
        app.count(&format!("{silent} AND ended_at IS NOT NULL")) == 1
    });
}

/// An apology that is owed and not made.
async fn an_owed_apology_rings(app: &App) {
    leader(app).await;
    app.dossier(UNIT, "2026-06-03T17:00:00", |_| ());
    app.turn_to_day("2026-06-04");
    let _watching = watching(app, None);
    until("rings", || {
        app.count("watch_alerts WHERE subject = 'apologies' AND ended_at IS NULL") == 1
    });
}

/// What an alert was and what became of it cannot be changed, not even in the database.
async fn the_history_of_an_alert_only_grows(app: &App) {
    leader(app).await;
    app.complain(UNIT, WORDS);
    app.turn_to_day("2026-06-16");
    let _watching = watching(app, None);
    until("rings", || rings(app) == 1);
    let mut conn = app.database.connect();
    for sql in [
        "UPDATE watch_events SET note = 'x'",
        "DELETE FROM watch_events",
        "UPDATE watch_alerts SET evidence = '{}'",
        "DELETE FROM watch_alerts",
    ] {
        assert!(tamper(&mut conn, sql).is_err(), "{sql}");
    }
    assert_eq!(count(&mut conn, "watch_events"), 1);
}

crate::stories! {
    what_is_late_rings_once_and_is_over_by_itself,
    nothing_rings_at_night_or_on_days_off,
    an_alert_is_acknowledged_by_name_or_reminded_of,
    an_index_rings_with_certainty_alone,
    an_index_is_that_of_who_was_served,
    an_index_of_the_year_counts_from_january,
    a_silent_tablet_rings,
    an_owed_apology_rings,
    the_history_of_an_alert_only_grows,
}
