//! People sign in and out, change their password, and are kept out.

use chrono::Duration;
use reqwest::Method;

use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{Answer, App, Visitor};

const WRONG: &str = "Tên đăng nhập hoặc mật khẩu chưa đúng";
const NEW_PASSWORD: &str = "một câu hoàn toàn khác";

/// Whoever signs in lands on what waits for them, and signing out ends the session on the server: a copied cookie is
/// worth nothing any more.
async fn an_officer_signs_in_and_out(app: &App) {
    app.staff("desk").await;
    let person = app.browser();
    let landed = person.sign_in("Desk.H21.65", PASSWORD).await;
    let cookie = landed.header("set-cookie").to_owned();
    landed.leads_to("/complaints");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    person.get("/signin").await.leads_to("/complaints");

    let page = person.get("/password").await.is(200);
    let signed_out = person.send(&page.form("/signout")).await;
    signed_out.leads_to("/signin?out=1");
    let page = person.get("/signin?out=1").await.is(200);
    page.says("Anh/chị đã đăng xuất");

    let copied = cookie.split(';').next().unwrap();
    let request = app.visitor().request(Method::GET, "/password");
    let answer = Answer::of(request.header("Cookie", copied)).await;
    answer.leads_to("/signin?next=%2Fpassword");
}

/// Those who work on cases begin with these, those who judge begin with how things stand.
async fn everybody_begins_with_their_own_work(app: &App) {
    for (role, place) in [
        ("hotline", "/complaints"),
        ("desk", "/complaints"),
        ("leader", "/indices"),
        ("observer", "/indices"),
        ("admin", "/indices"),
    ] {
        let person = app.staff(role).await;
        person.get("/signin").await.leads_to(place);
    }
}

/// A page that needs a sign-in is shown after it, with everything that its address said.
async fn the_page_that_was_asked_for_comes_after_sign_in(app: &App) {
    app.staff("admin").await;
    let person = app.browser();
    let asked = person.get("/admin/units/new?parent=1&x=%20").await;
    let sign_in = "/signin?next=%2Fadmin%2Funits%2Fnew%3Fparent%3D1%26x%3D%2520";
    asked.leads_to(sign_in);
    let form = person.get(sign_in).await.is(200).form("/signin");
    let filled = form
        .with("login", "admin.h21.65")
        .with("password", PASSWORD);
    let landed = person.send(&filled).await;
    landed.leads_to("/admin/units/new?parent=1&x=%20");

    // What was posted cannot be asked for again.
    let answer = app.browser().post("/admin/units/new", &[]).await;
    answer.leads_to("/signin");
}

/// A link that somebody sends round does not lead from our sign-in page to a page of theirs.
async fn nobody_is_led_to_another_site(app: &App) {
    app.staff("desk").await;
    for next in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a\r\nX: y",
    ] {
        let person = app.browser();
        let form = [
            ("login", "desk.h21.65"),
            ("password", PASSWORD),
            ("next", next),
        ];
        person.post("/signin", &form).await.leads_to("/complaints");
        let encoded = serde_urlencoded::to_string([("next", next)]).unwrap();
        let again = person.get(&format!("/signin?{encoded}")).await;
        again.leads_to("/complaints");
    }
}

/// A wrong password costs one field, not two, and the page does not tell whether the login exists.
async fn a_wrong_password_keeps_the_login_and_tells_nothing(app: &App) {
    app.staff("desk").await;
    let person = app.browser();
    let mut pages = Vec::new();
    for login in ["desk.h21.65", "nobody.h21.6"] {
        let answer = person.sign_in(login, "không phải thế này").await.is(422);
        let answer = answer.says("error-summary").says(WRONG);
        assert!(!answer.body.contains("không phải"), "{}", answer.body);
        let typed = answer.form("/signin").with("password", "");
        assert!(
            typed
                .data()
                .contains(&("login".to_owned(), login.to_owned()))
        );
        pages.push(answer.body.replace(login, "LOGIN"));
    }
    assert_eq!(pages[0], pages[1]);
    let empty = person.sign_in(" ", "").await.is(422);
    empty
        .says("Hãy nhập tên đăng nhập")
        .says("Hãy nhập mật khẩu");
}

/// Who guesses is stopped, is told for how long, and keeps what was typed; then the right password works again.
async fn too_many_tries_have_to_wait(app: &App) {
    app.staff("desk").await;
    let person = app.browser();
    for _ in 0..9 {
        person
            .sign_in("desk.h21.65", "đoán mò thôi mà")
            .await
            .is(422);
    }
    let refused = person.sign_in("DESK.h21.65", PASSWORD).await.is(429);
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");
    let refused = refused.says("DESK.h21.65");
    refused.says(&format!("Hãy đợi {seconds} giây"));
    let english = [("login", "desk.h21.65"), ("password", PASSWORD)];
    let refused = person.post("/signin?lang=en", &english).await.is(429);
    refused.says("Too many tries");

    app.clock.shift(Duration::seconds(seconds + 1));
    person.sign_in("desk.h21.65", PASSWORD).await.is(303);

    // Who found an open screen does not guess on where the password is changed.
    let form = person.get("/password").await.is(200).form("/password");
    let form = form.with("old", PASSWORD).with("new", NEW_PASSWORD);
    let form = form.with("repeat", NEW_PASSWORD);
    let refused = person.send(&form).await.is(429).says("Hãy đợi");
    assert!(!refused.header("retry-after").is_empty());
    app.clock.shift(Duration::seconds(31));
    person.send(&form).await.is(303);
}

/// Each sign-in has a key of its own: whoever knew the one before it is out.
async fn a_key_from_before_the_sign_in_is_worth_nothing(app: &App) {
    app.staff("desk").await;
    let person = app.browser();
    let before = person.sign_in("desk.h21.65", PASSWORD).await.is(303);
    let known = before.header("set-cookie").split(';').next().unwrap();
    let asks = async || {
        let request = app.visitor().request(Method::GET, "/password");
        Answer::of(request.header("Cookie", known)).await
    };
    asks().await.is(200);
    let again = [("login", "desk.h21.65"), ("password", PASSWORD)];
    person.post("/signin", &again).await.is(303);
    asks().await.leads_to("/signin?next=%2Fpassword");
    person.get("/password").await.is(200);
}

/// A new password needs the old one, is told what is wrong with it, and signs out whoever used the old one elsewhere.
async fn a_changed_password_ends_the_other_sessions(app: &App) {
    let here = app.staff("leader").await;
    let elsewhere = app.browser();
    elsewhere.sign_in("leader.h21.65", PASSWORD).await.is(303);
    let change = async |old: &str, new: &str, repeat: &str| {
        let form = here.get("/password").await.is(200).form("/password");
        let form = form.with("old", old).with("new", new);
        here.send(&form.with("repeat", repeat)).await
    };
    let wrong = change("không phải", NEW_PASSWORD, NEW_PASSWORD)
        .await
        .is(422);
    wrong.says("Mật khẩu đang dùng chưa đúng");
    let short = change(PASSWORD, "ngắn", "ngắn").await.is(422);
    short.says("ít nhất 10 ký tự");
    let differs = change(PASSWORD, NEW_PASSWORD, "gõ nhầm mất rồi")
        .await
        .is(422);
    let differs = differs.says("không giống nhau");
    assert!(!differs.body.contains(NEW_PASSWORD), "{}", differs.body);
    let login = change(PASSWORD, "leader.h21.65", "leader.h21.65").await;
    login.is(422).says("khác với tên đăng nhập");
    elsewhere.get("/password").await.is(200);

    let done = change(PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
    done.leads_to("/password?done=changed");
    here.get("/password?done=changed")
        .await
        .is(200)
        .says("Đã đổi mật khẩu");
    let gone = elsewhere.get("/password").await;
    gone.leads_to("/signin?next=%2Fpassword");
    app.browser()
        .sign_in("leader.h21.65", PASSWORD)
        .await
        .is(422);
    app.browser()
        .sign_in("leader.h21.65", NEW_PASSWORD)
        .await
        .is(303);
}

/// Somebody who forgot to sign out at another desk does it from here.
async fn a_session_elsewhere_is_seen_and_ended(app: &App) {
    let here = app.staff("hotline").await;
    let elsewhere = app.browser();
    elsewhere.sign_in("hotline.h21.65", PASSWORD).await.is(303);
    let page = here.get("/password").await.is(200).says("Máy này");
    let ended = here.send(&page.form("/password/sessions")).await;
    ended.leads_to("/password?done=ended");
    elsewhere.get("/password").await.is(303);
    let page = here.get("/password").await.is(200);
    assert!(!page.body.contains("/password/sessions"), "{}", page.body);
}

/// A working day after sign-in the session is over.
async fn a_session_ends_by_itself(app: &App) {
    let person = app.staff("observer").await;
    app.clock.shift(Duration::hours(9));
    person.get("/password").await.is(200);
    app.clock.shift(Duration::hours(2));
    person.get("/password").await.is(303);
}

/// A form without this session's token is refused with a page that says what to do, and changes nothing.
async fn a_form_of_another_session_is_refused(app: &App) {
    let person = app.staff("admin").await;
    let other = app.staff_of("H99", "admin").await;
    let foreign = other.get("/password").await.form("/signout");
    let foreign: Vec<_> = foreign.data();
    let foreign: Vec<(&str, &str)> = foreign
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    for fields in [&foreign[..], &[("csrf", "")], &[]] {
        for path in [
            "/signout",
            "/password",
            "/admin/units/new",
            "/admin/accounts/new",
        ] {
            let answer = person.post(path, fields).await.is(403);
            answer
                .says("Biểu mẫu không được nhận")
                .says("tải lại trang");
        }
    }
    person.get("/password").await.is(200);
}

/// What the command line adds can sign in; what it does not understand it refuses with a sentence.
async fn people_are_added_on_the_command_line(app: &App) {
    app.add_unit(UNIT, None);
    let added = app.add_user(UNIT, "desk", "An.Nguyen");
    assert_eq!(added.code, 0, "{}", added.err);
    let line: serde_json::Value = serde_json::from_str(&added.out).unwrap();
    assert!(line["id"].is_i64() && line["token"].is_null(), "{line}");
    app.browser().sign_in("an.nguyen", PASSWORD).await.is(303);

    for (unit, role, login, complaint) in [
        (UNIT, "desk", "an.nguyen", "already"),
        (UNIT, "boss", "an.tran", "admin, leader, desk"),
        (UNIT, "desk", "ấn", "without accents"),
        ("NONE", "desk", "an.tran", "no unit with code NONE"),
    ] {
        let run = app.add_user(unit, role, login);
        assert_ne!(run.code, 0, "{}", run.out);
        assert!(run.err.contains(complaint), "{complaint}: {}", run.err);
    }
    app.add_unit("H21.65.1", Some(UNIT));
    let units = app.hailong(&["unit", "list", "--json"]);
    let lines: Vec<serde_json::Value> = units
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["parent"], serde_json::Value::Null);
    assert_eq!(lines[1]["code"], "H21.65.1");
    assert_eq!(lines[1]["parent"], UNIT);
}

/// Own pages are for those who are signed in.
async fn nobody_has_no_account_page(app: &App) {
    let nobody: Visitor = app.browser();
    let asked = nobody.get("/password?lang=en").await;
    asked.leads_to("/signin?next=%2Fpassword%3Flang%3Den");
    nobody.post("/signout", &[]).await.leads_to("/signin");
    nobody.post("/password", &[]).await.leads_to("/signin");
    nobody
        .post("/password/sessions", &[])
        .await
        .leads_to("/signin");
}

crate::stories! {
    an_officer_signs_in_and_out,
    everybody_begins_with_their_own_work,
    the_page_that_was_asked_for_comes_after_sign_in,
    nobody_is_led_to_another_site,
    a_wrong_password_keeps_the_login_and_tells_nothing,
    too_many_tries_have_to_wait,
    a_key_from_before_the_sign_in_is_worth_nothing,
    a_changed_password_ends_the_other_sessions,
    a_session_elsewhere_is_seen_and_ended,
    a_session_ends_by_itself,
    a_form_of_another_session_is_refused,
    people_are_added_on_the_command_line,
    nobody_has_no_account_page,
}
