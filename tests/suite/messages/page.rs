//! Around the outbox: an administrator tries the mail out, who may look, and what an operator sets and nobody reads.

use std::io::Read;
use std::process::{Command, Stdio};

use actix_web::rt::System;
use chrono::{Duration, Weekday};

use super::{KEY, PAGE, go_to, office, put_call, put_mail, until};
use crate::harness::app::{Run, hailong};
use crate::harness::cases::PHONE;
use crate::harness::hook::Gateway;
use crate::harness::mail::{MailServer, Mood};
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{App, Backend};

/// What the list calls a call about an answer.
const TOLD: &str = "Báo người dân phản ánh đã có trả lời";

/// An administrator tells their address and sends themselves a mail; a double click is one.
async fn an_administrator_tries_the_mail_out(app: &App) {
    let mail = MailServer::start();
    go_to(app, Weekday::Tue, "09:00");
    let office = office(app, Some(&mail), None);
    let admin = office.staff("admin").await;
    let shown = admin
        .get(PAGE)
        .await
        .is(200)
        .says("motcua@tanbinh.example.vn");
    let shown = shown.says("Hãy ghi địa chỉ thư điện tử");
    assert!(!shown.body.contains("/admin/messages/test"));
    let form = admin.get("/password").await.form("/password/email");
    let wrong = admin
        .send(&form.clone().with("email", "hanh@"))
        .await
        .is(422);
    assert_eq!(wrong.form("/password/email").value("email"), "hanh@");
    wrong.says("href=\"#email\"");
    let form = form.with("email", "hanh@tanbinh.example.vn");
    admin.send(&form).await.leads_to("/password?done=email");

    let test = admin.get(PAGE).await.form("/admin/messages/test");
    for _ in 0..2 {
        admin
            .send(&test)
            .await
            .leads_to("/admin/messages?done=tested");
    }
    until("the mail", || app.sent() == 1);
    assert_eq!(mail.mails()[0].to, "hanh@tanbinh.example.vn");
    assert_eq!(mail.mails()[0].header("subject"), "Thư thử từ Hài Lòng");
    assert_eq!(app.count("messages"), 1);
    // A form of the week before is still the same; one of nobody's is another; without an address there is none.
    app.clock.shift(Duration::days(7));
    let admin = office.staff_again("admin").await;
    let page = admin.get(PAGE).await.form("/admin/messages/test");
    let old = page.forced("ticket", &test.value("ticket"));
    admin.send(&old).await.is(303);
    assert_eq!(app.count("messages"), 1, "the same form");
    let other = old.forced("ticket", "x");
    admin.send(&other).await.is(303);
    assert_eq!(app.count("messages"), 2);
    let form = admin.get("/password").await.form("/password/email");
    admin.send(&form.with("email", "")).await.is(303);
    admin.send(&other).await.leads_to(PAGE);
    assert_eq!(app.count("messages"), 2);
}

/// The administrator keeps the addresses of others, too; an account needs none.
async fn an_account_may_have_an_address(app: &App) {
    let admin = app.staff("admin").await;
    let new = "/admin/accounts/new";
    let form = admin.get(new).await.is(200).form(new);
    let form = form
        .with("person", "Siu H'Bia")
        .with("login", "bia.siu")
        .with("new", PASSWORD)
        .with("repeat", PASSWORD);
    let wrong = form.clone().with("email", "bia@@x").with("role", "leader");
    let refused = admin.send(&wrong).await.is(422).says("href=\"#email\"");
    assert_eq!(refused.form(new).value("email"), "bia@@x");
    admin
        .send(&form.with("email", "bia@tanbinh.example.vn"))
        .await
        .is(303);
    assert_eq!(
        app.count("accounts WHERE email = 'bia@tanbinh.example.vn'"),
        1
    );
    let command = |login: &str, email: &str| {
        let words = [
            "user",
            "add",
            "--password-stdin",
            "--unit",
            UNIT,
            "--role",
            "desk",
        ];
        let rest = ["--name", "Siu", "--login", login, "--email", email];
        hailong(
            &[&words[..], &rest].concat(),
            &app.database.address(),
            PASSWORD,
        )
    };
    assert_eq!(command("siu.y", "y@tanbinh.example.vn").code, 0);
    assert_eq!(command("siu.z", "z@@").code, 2);
    assert_eq!(
        app.count("accounts WHERE email = 'y@tanbinh.example.vn'"),
        1
    );
    let added = app.add_user(UNIT, "desk", "khong.thu");
    assert_eq!(added.code, 0);
    assert_eq!(app.count("accounts WHERE email = ''"), 2);
}

/// Other roles and strangers see and do nothing here; the messages of another commune are as good as not there.
async fn only_administrators_see_messages(app: &App) {
    put_call(app, "answer 17");
    let id = app.count(
        "(SELECT MAX(id) AS id FROM messages) AS last, messages WHERE messages.id = last.id",
    );
    assert_eq!(id, 1);
    let admin = app.staff("admin").await;
    let shown = admin.get(PAGE).await.is(200).says(TOLD);
    assert!(!shown.body.contains("complaint.answered"));
    admin
        .get("/admin")
        .await
        .is(200)
        .says("href=\"/admin/messages\"");
    let row = shown.body.split("id=\"message-").nth(1).unwrap();
    let id = row.split('"').next().unwrap();
    let retry = format!("{PAGE}/{id}/retry");
    for role in ["leader", "desk", "hotline", "observer"] {
        let person = app.staff(role).await;
        person.get(PAGE).await.is(403);
        for path in [&retry, "/admin/messages/test"] {
            person.get(path).await.is(403);
            person.post(path, &[]).await.is(403);
        }
    }
    app.browser().get(PAGE).await.is(303);
    let other = app.staff_of("H21.66", "admin").await;
    let theirs = other.get(PAGE).await.is(200);
    assert!(!theirs.body.contains(TOLD));
    let page = other.get("/password").await.form("/password/email");
    let csrf = page.value("csrf");
    other.post(&retry, &[("csrf", &csrf)]).await.is(404);
    other.post(&retry, &[("csrf", "x")]).await.is(403);
    other.get(&retry).await.leads_to(PAGE);
}

/// Starts a server with these settings in its environment, which must refuse them.
fn refused(app: &App, settings: &[(&str, &str)]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(["--database", &app.database.address()])
        .envs(settings.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// An operator who mistypes a way out is told at the start what is wrong, and never a word of what may be a password.
async fn a_wrong_setting_is_told_at_the_start(app: &App) {
    let from = ("HAILONG_MAIL_FROM", "motcua@tanbinh.example.vn");
    let gateway = ("HAILONG_HOOK_URL", "https://h.example.vn/geheim");
    for (settings, told) in [
        (
            vec![("HAILONG_SMTP_URL", "smtp:/u:geheim@h"), from],
            "smtps://USER:PASSWORD@HOST",
        ),
        (
            vec![("HAILONG_SMTP_URL", "http://u:geheim@h"), from],
            "--smtp-url",
        ),
        (
            vec![("HAILONG_SMTP_URL", "smtp://u:geheim@h")],
            "needs --mail-from",
        ),
        (vec![from], "needs --smtp-url"),
        (
            vec![
                ("HAILONG_SMTP_URL", "smtp://h"),
                ("HAILONG_MAIL_FROM", "geheim"),
            ],
            "NAME <ADDRESS>",
        ),
        (vec![gateway], "needs --hook-key"),
        (
            vec![gateway, ("HAILONG_HOOK_KEY", "geheim")],
            "at least 16 characters",
        ),
        (
            vec![("HAILONG_HOOK_KEY", "geheim-geheim-geheim")],
            "needs --hook-url",
        ),
        (
            vec![("HAILONG_HOOK_URL", "geheim"), ("HAILONG_HOOK_KEY", KEY)],
            "https://HOST/PATH",
        ),
    ] {
        let run = refused(app, &settings);
        assert_eq!(run.code, 1, "{settings:?}: {}", run.err);
        assert!(run.err.contains(told), "{settings:?}: {}", run.err);
        assert!(!run.err.contains("geheim"), "{}", run.err);
    }
}

/// An operator's secrets, and whom messages are for, are in no page and no line of the log, however much is logged.
#[test]
fn secrets_stay_where_they_were_set() {
    let app = App::start(Backend::Sqlite, |_| {});
    let (mail, gateway) = (MailServer::start(), Gateway::start());
    gateway.answer(500);
    mail.set(Mood::Refuses("550 5.1.1 khong co".to_owned()));
    put_call(&app, "answer 17");
    let smtp = mail.url().replace("smtp://", "smtp://motcua:mat-khau-thu@");
    let mut process = Command::new(env!("CARGO_BIN_EXE_hailong"))
        .args(["serve", "--listen", "127.0.0.1:0", "--messages-every", "1"])
        .args(["--database", &app.database.address()])
        .env("HAILONG_LOG", "trace")
        .env("HAILONG_SMTP_URL", smtp)
        .env("HAILONG_MAIL_FROM", "motcua@tanbinh.example.vn")
        .env("HAILONG_HOOK_URL", gateway.url())
        .env("HAILONG_HOOK_KEY", KEY)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = process.stderr.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        log.read_to_string(&mut text).map(|_| text)
    });
    until("a call", || app.count("messages WHERE attempts > 0") == 1);
    process.kill().unwrap();
    process.wait().unwrap();
    let log = reader.join().unwrap().unwrap();
    assert!(log.contains("message not sent"), "{log}");

    System::new().block_on(async {
        go_to(&app, Weekday::Tue, "09:00");
        put_mail(&app, "due 17");
        let office = office(&app, Some(&mail), Some(&gateway));
        until("a mail", || {
            app.count("messages WHERE way = 'email' AND attempts > 0") == 1
        });
        let page = office.staff("admin").await.get(PAGE).await.is(200);
        let page = page.says("550 5.1.1").says("127.0.0.1").body;
        for secret in ["mat-khau-thu", KEY, "duong-bi-mat", PHONE, "0905"] {
            assert!(!page.contains(secret), "{secret}: {page}");
            let lines: Vec<&str> = log.lines().filter(|line| line.contains(secret)).collect();
            assert!(lines.is_empty(), "{secret}: {lines:#?}");
        }
    });
}

crate::stories! {
    an_administrator_tries_the_mail_out,
    an_account_may_have_an_address,
    only_administrators_see_messages,
    a_wrong_setting_is_told_at_the_start,
}
