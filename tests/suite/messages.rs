//! What leaves the server: mails and the signed call arrive once, wait for whoever is down, rest at night, and an
//! administrator sees what waits and why. Who may look, and what an operator sets, is in `messages::page`.

mod page;
mod stale;

use chrono::{Datelike, Duration, NaiveDateTime, NaiveTime, Weekday};
use diesel::prelude::*;
use hailong::clock::local_time;
use hailong::config::{Config, Secret};
use hailong::db::schema::units;
use hailong::messages::{Event, HookEvent, NewMessage, Way, public_id, queue};

use crate::harness::app::until;
use crate::harness::cases::{MORNING, PHONE};
use crate::harness::hook::Gateway;
use crate::harness::mail::{MailServer, Mood};
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{Answer, App, Visitor};

const SENDER: &str = "Một cửa xã Tân Bình <motcua@tanbinh.example.vn>";
const KEY: &str = "khoa-bi-mat-cua-xa";
const SUBJECT: &str =
    "Phản ánh số 17 đến hạn ngày 01/12: \"chờ lâu\" <b> – nhắc lần thứ nhất của xã Tân Bình";
const BODY: &str = "Kính gửi bà Hạnh,\n\n.Phản ánh số 17 đến hạn trả lời.\nTrân trọng.";
const PAGE: &str = "/admin/messages";

/// A server that sends through these, beside the story's own, which has no way out, and on its clock.
fn office(app: &App, mail: Option<&MailServer>, gateway: Option<&Gateway>) -> App {
    app.beside(|config| {
        config.clock = app.clock.clone();
        open_ways(config, mail, gateway);
    })
}

fn open_ways(config: &mut Config, mail: Option<&MailServer>, gateway: Option<&Gateway>) {
    if let Some(mail) = mail {
        config.messages.smtp_url = Some(Secret::from(mail.url()));
        config.messages.mail_from = Some(SENDER.to_owned());
    }
    if let Some(gateway) = gateway {
        config.messages.hook_url = Some(Secret::from(gateway.url()));
        config.messages.hook_key = Some(Secret::from(KEY.to_owned()));
    }
}

/// Moves the clock to this weekday and local time, always forward, from a morning with no holiday near.
fn go_to(app: &App, day: Weekday, time: &str) {
    let morning: NaiveDateTime = MORNING.parse().unwrap();
    if local_time(app.clock.now()) > morning + Duration::days(60) {
        app.turn_clock(MORNING);
    }
    let now = local_time(app.clock.now());
    let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap();
    let ahead = (7 + day.num_days_from_monday() - now.weekday().num_days_from_monday()) % 7;
    let mut then = (now.date() + Duration::days(i64::from(ahead))).and_time(time);
    if then < now {
        then += Duration::days(7);
    }
    app.clock.shift(then - now);
}

/// Queues in a transaction of its own, as features do in theirs.
fn put(app: &App, way: Way, recipient: &str, body: &str, once: &str) -> bool {
    let mut conn = app.database.connect();
    app.add_unit(UNIT, None);
    let unit_id: i64 = units::table
        .filter(units::code.eq(UNIT))
        .select(units::id)
        .first(&mut conn)
        .unwrap();
    let new = NewMessage {
        unit_id,
        way,
        recipient,
        subject: if way == Way::Email {
            SUBJECT
        } else {
            "complaint.answered"
        },
        body,
        once,
    };
    conn.transaction(|conn| queue(conn, &new, app.clock.now()))
        .unwrap()
}

fn put_mail(app: &App, once: &str) -> bool {
    put(app, Way::Email, "hanh@tanbinh.example.vn", BODY, once)
}

fn put_call(app: &App, once: &str) -> bool {
    let event = HookEvent {
        event: Event::Answered,
        unit: UNIT,
        created_at: app.clock.now(),
        phone: PHONE,
        text: "Phản ánh số 17 đã có trả lời.",
        number: "17",
    };
    put(app, Way::Hook, "", &event.body(once), once)
}

/// The administrator's page, however long ago they signed in.
async fn page(office: &App) -> Answer {
    office.staff_again("admin").await.get(PAGE).await.is(200)
}

impl App {
    /// Somebody of [`UNIT`], signed in anew.
    async fn staff_again(&self, role: &str) -> Visitor {
        let login = format!("{role}.{UNIT}").to_lowercase();
        self.add_unit(UNIT, None);
        self.add_user(UNIT, role, &login);
        let person = self.browser();
        person.sign_in(&login, PASSWORD).await.is(303);
        person
    }

    fn sent(&self) -> i64 {
        self.count("messages WHERE sent_at IS NOT NULL")
    }
}

/// Subject and text come through as they were written; the mail says when, from whom, and that nobody need answer.
async fn a_mail_arrives_as_it_was_written(app: &App) {
    let mail = MailServer::start();
    go_to(app, Weekday::Tue, "09:00");
    let _office = office(app, Some(&mail), None);
    assert!(put_mail(app, "due 17"));
    until("a mail", || app.sent() == 1);
    let mails = mail.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "hanh@tanbinh.example.vn");
    assert_eq!(mails[0].header("subject"), SUBJECT);
    assert_eq!(mails[0].text(), BODY);
    let from = mails[0].header("from");
    assert!(from.contains("<motcua@tanbinh.example.vn>"), "{from}");
    assert_eq!(mails[0].header("auto-submitted"), "auto-generated");
    let id = format!("<{}@tanbinh.example.vn>", public_id("due 17"));
    assert_eq!(mails[0].header("message-id"), id);
    let day = local_time(app.clock.now()).format("%b %Y").to_string();
    assert!(mails[0].header("date").contains(&day));
}

/// What is queued twice, even at once by two servers' requests, is one mail.
async fn the_same_thing_is_told_once(app: &App) {
    let mail = MailServer::start();
    go_to(app, Weekday::Tue, "09:00");
    assert!(put_mail(app, "due 17"));
    assert!(!put_mail(app, "due 17"));
    let _office = office(app, Some(&mail), None);
    until("the mail", || app.sent() == 1);
    assert!(!put_mail(app, "due 17"), "nor after it was sent");
    assert!(put_mail(app, "due 18"));
    until("the other mail", || app.sent() == 2);
    assert_eq!(mail.mails().len(), 2);
}

/// A mail server that is down for an hour costs an hour, and the page says what is the matter.
async fn a_mail_waits_for_a_server_that_is_down(app: &App) {
    let mail = MailServer::start();
    mail.set(Mood::Down);
    go_to(app, Weekday::Tue, "09:00");
    let office = office(app, Some(&mail), None);
    put_mail(app, "due 17");
    until("a try", || app.count("messages WHERE attempts = 1") == 1);
    let shown = page(&office).await.says("Không kết nối được");
    shown.says("Gửi lại lúc").says("chưa gửi được, sẽ gửi lại");

    app.clock.shift(Duration::minutes(1));
    until("the second try", || {
        app.count("messages WHERE attempts = 2") == 1
    });
    mail.set(Mood::Refuses("451 4.3.0 hệ thống bận <b>".to_owned()));
    app.clock.shift(Duration::minutes(5));
    until("the third try", || {
        app.count("messages WHERE attempts = 3") == 1
    });
    let shown = page(&office).await.says("chưa nhận");
    shown
        .says("451 4.3.0 hệ thống bận &lt;b&gt;")
        .says("Đã gửi 3 lần");

    mail.set(Mood::Takes);
    app.clock.shift(Duration::minutes(14));
    // A look in which it was not due yet: another mail went.
    put_mail(app, "due 18");
    until("the other mail", || app.sent() == 1);
    assert_eq!(app.count("messages WHERE attempts = 3"), 1);
    app.clock.shift(Duration::minutes(1));
    until("the mail", || app.sent() == 2);
    assert_eq!(mail.mails().len(), 2);
    let shown = page(&office).await.says("Đã gửi");
    assert!(!shown.body.contains("Gửi lại ngay"), "{}", shown.body);
}

/// Nobody is written to at night or on a Saturday; what waited comes in the morning. The gateway is called at any time.
async fn mail_rests_outside_working_hours(app: &App) {
    let (mail, gateway) = (MailServer::start(), Gateway::start());
    go_to(app, Weekday::Fri, "22:00");
    let office = office(app, Some(&mail), Some(&gateway));
    for (night, time) in [(Weekday::Fri, "22:30"), (Weekday::Sat, "09:00")] {
        go_to(app, night, time);
        put_mail(app, &format!("mail of {night}"));
        put_call(app, &format!("call of {night}"));
        // Mail comes first in each look: once the call is out, the mail was left where it is.
        until("the call", || !gateway.calls().is_empty());
        until("its note", || {
            app.count("messages WHERE way = 'hook' AND sent_at IS NULL") == 0
        });
        assert!(mail.mails().is_empty(), "{night}");
    }
    page(&office).await.says("Chờ giờ làm việc");
    go_to(app, Weekday::Mon, "07:00");
    until("the mails", || app.sent() == 4);
    assert_eq!(mail.mails().len(), 2);
}

/// Two servers on one database, as a province runs them, send each message once.
async fn two_servers_send_once(app: &App) {
    let (mail, gateway) = (MailServer::start(), Gateway::start());
    go_to(app, Weekday::Wed, "10:00");
    for number in 0..12 {
        put_mail(app, &format!("mail {number}"));
        put_call(app, &format!("call {number}"));
    }
    let _one = office(app, Some(&mail), Some(&gateway));
    let _other = office(app, Some(&mail), Some(&gateway));
    until("all", || app.sent() == 24);
    assert_eq!(mail.mails().len(), 12);
    let calls = gateway.calls();
    let mut ids: Vec<&str> = calls
        .iter()
        .map(|call| call.header("x-hailong-id"))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((calls.len(), ids.len()), (12, 12));
}

/// The gateway checks the signature by the documented recipe, and finds in the body what the contract names.
async fn the_gateway_can_trust_what_it_is_told(app: &App) {
    let gateway = Gateway::start();
    let _office = office(app, None, Some(&gateway));
    put_call(app, "answer 17");
    until("the call", || app.sent() == 1);
    let call = gateway.calls().remove(0);
    assert_eq!(call.line, "POST /sms?token=duong-bi-mat HTTP/1.1");
    assert_eq!(call.header("content-type"), "application/json");
    assert!(call.is_signed(KEY), "{call:?}");
    assert!(!call.is_signed("một khóa khác"), "{call:?}");
    let body: serde_json::Value = serde_json::from_str(&call.body).unwrap();
    assert_eq!(body["id"], call.header("x-hailong-id"));
    assert_eq!(body["to"]["phone"], PHONE);
    assert_eq!(body["text"], "Phản ánh số 17 đã có trả lời.");
}

/// Trouble at the gateway is waited out, a redirect is not followed, and "gone" is final until somebody says otherwise.
async fn a_gateway_that_refuses_is_asked_again_or_given_up(app: &App) {
    let gateway = Gateway::start();
    gateway.answer(500);
    let office = office(app, None, Some(&gateway));
    put_call(app, "answer 17");
    until("a try", || app.count("messages WHERE attempts = 1") == 1);
    page(&office).await.says("HTTP 500").says("Gửi lại lúc");
    gateway.answer(302);
    app.clock.shift(Duration::minutes(1));
    until("the second try", || {
        app.count("messages WHERE attempts = 2") == 1
    });
    assert_eq!(gateway.calls().len(), 2, "nothing was followed");
    page(&office).await.says("HTTP 302");
    gateway.answer(410);
    app.clock.shift(Duration::minutes(5));
    let given_up = "messages WHERE given_up_at IS NOT NULL";
    until("the end", || app.count(given_up) == 1);
    let admin = office.staff_again("admin").await;
    let shown = admin.get(PAGE).await.is(200);
    let shown = shown.says("Không gửi được").says("không bao giờ nhận");
    // The end of the number tells whom; the number itself is nobody's business here.
    let shown = shown.says("•••456");
    for written in ["0905123456", PHONE] {
        assert!(!shown.body.contains(written), "{}", shown.body);
    }

    gateway.answer(200);
    let form = retry_form(&shown);
    for _ in 0..2 {
        admin
            .send(&form)
            .await
            .leads_to("/admin/messages?done=retried");
    }
    until("the message", || app.sent() == 1);
    admin.send(&form).await.is(303);
    admin
        .get("/admin/messages?done=retried")
        .await
        .is(200)
        .says("sẽ được gửi lại");
    assert_eq!(app.sent(), 1);
    assert_eq!(gateway.calls().len(), 4);
}

fn retry_form(shown: &Answer) -> crate::harness::html::Form {
    let forms = crate::harness::html::Form::all(&shown.body);
    let is_retry = |form: &crate::harness::html::Form| form.action.ends_with("/retry");
    forms.into_iter().find(is_retry).expect("a button")
}

/// After three days of trouble a message is given up, where everybody can see it.
async fn three_days_of_trouble_end_the_tries(app: &App) {
    let gateway = Gateway::start();
    gateway.answer(503);
    let office = office(app, None, Some(&gateway));
    put_call(app, "answer 17");
    for tries in 1..=9 {
        until("a try", || {
            app.count(&format!("messages WHERE attempts = {tries}")) == 1
        });
        app.clock.shift(Duration::hours(1));
    }
    until("the tenth", || {
        app.count("messages WHERE attempts = 10") == 1
    });
    assert_eq!(app.count("messages WHERE given_up_at IS NULL"), 1);
    app.clock.shift(Duration::days(3));
    let given_up = "messages WHERE given_up_at IS NOT NULL";
    until("the end", || app.count(given_up) == 1);
    page(&office).await.says("Không gửi được").says("HTTP 503");
}

/// Without a way out it waits for some days, and the page says what is missing; once it is there, it leaves.
async fn what_has_no_way_out_waits(app: &App) {
    go_to(app, Weekday::Tue, "09:00");
    put_mail(app, "due 17");
    put_call(app, "answer 17");
    let shown = page(app).await.says("Chưa cấu hình");
    shown.says("HAILONG_SMTP_URL").says("HAILONG_HOOK_URL");
    app.clock.shift(Duration::days(2));
    let (mail, gateway) = (MailServer::start(), Gateway::start());
    let _office = office(app, Some(&mail), Some(&gateway));
    until("both", || app.sent() == 2);
    assert_eq!(app.count("messages WHERE attempts = 1"), 2, "one try each");
}

/// A mail server that never answers holds nobody up who stops the server.
async fn a_server_stops_while_mail_hangs(app: &App) {
    let mail = MailServer::start();
    mail.set(Mood::Silent);
    go_to(app, Weekday::Tue, "09:00");
    put_mail(app, "due 17");
    let now = app.clock.now();
    let mut office = office(app, Some(&mail), None);
    let claimed = |now: NaiveDateTime| {
        let mut conn = app.database.connect();
        use hailong::db::schema::messages;
        let next: NaiveDateTime = messages::table
            .select(messages::next_try_at)
            .first(&mut conn)
            .unwrap();
        next > now
    };
    until("a try", || claimed(now));
    office.stop();
    // The try lasts ten seconds; the server did not wait for its end.
    assert_eq!(app.count("messages WHERE attempts = 0"), 1);
    // Another server sends it once the claim is over.
    mail.set(Mood::Takes);
    app.clock.shift(Duration::minutes(10));
    let _other = self::office(app, Some(&mail), None);
    until("the mail", || app.sent() == 1);
    assert_eq!(mail.mails().len(), 1);
}

crate::stories! {
    a_mail_arrives_as_it_was_written,
    the_same_thing_is_told_once,
    a_mail_waits_for_a_server_that_is_down,
    mail_rests_outside_working_hours,
    two_servers_send_once,
    the_gateway_can_trust_what_it_is_told,
    a_gateway_that_refuses_is_asked_again_or_given_up,
    three_days_of_trouble_end_the_tries,
    what_has_no_way_out_waits,
    a_server_stops_while_mail_hangs,
}
