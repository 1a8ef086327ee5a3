//! A citizen scans the QR at the counter with an old phone: one page, one form, one thank-you, without scripts, cookies
//! or a trace of who it was.

use futures_util::future::join_all;
use hailong::links::store as links;
use hailong::units::Scope;
use reqwest::Method;

use crate::harness::desk::{COUNTER, Desk, UNIT, tamper};
use crate::harness::html::Form;
use crate::harness::{Answer, App};

/// The form as a phone shows it, and the phone.
async fn open(desk: &Desk<'_>) -> Form {
    let page = desk.app.visitor().get(&desk.form()).await.is(200);
    page.form(&desk.box_slot())
}

fn rated(form: Form) -> Form {
    ["1", "2", "3", "4", "5"]
        .iter()
        .fold(form, |form, code| form.with(&format!("a.{code}"), "4"))
}

/// The whole way of one rating.
async fn a_citizen_rates_and_is_thanked(app: &App) {
    let desk = Desk::open(app);
    let page = app.visitor().get(&desk.form()).await.is(200);
    assert!(page.body.contains("Quầy 1 &amp; 2"), "{COUNTER} is shown");
    assert!(page.body.contains("&quot;Ia Pếch&quot; &lt;b&gt;"));
    let form = rated(page.form(&desk.box_slot())).with("a.3", "none");
    let form = form.with("comment", "  Cô ở quầy 1 rất tận tình.\r\nCảm ơn! 🙂 ");
    let sent = app.visitor().send(&form).await.is(303);
    let thanks = format!("{}/thanks", desk.form());
    assert_eq!(sent.header("location"), thanks);
    for _ in 0..3 {
        let page = app.visitor().get(&thanks).await.is(200);
        assert!(page.body.contains("Cảm ơn ông/bà!"), "{}", page.body);
    }
    assert_eq!(
        app.count("ballot_comments WHERE comment = 'Cô ở quầy 1 rất tận tình.\nCảm ơn! 🙂'"),
        1
    );
    assert_eq!(app.count("ballots WHERE channel = 'place'"), 1);
    assert_eq!(app.verified()["answers"], 4);
}

/// Zalo, Messenger and mail scanners look at a link before the citizen does.
async fn previews_spend_nothing(app: &App) {
    let desk = Desk::open(app);
    for _ in 0..20 {
        app.visitor().get(&desk.form()).await.is(200);
    }
    let head = app.visitor().request(Method::HEAD, &desk.form());
    assert_eq!(Answer::of(head).await.is(200).body, "");
    assert_eq!(app.count("ballots"), 0);
    let form = rated(open(&desk).await);
    app.visitor().send(&form).await.is(303);
    assert_eq!(app.count("ballots"), 1);
}

/// An impatient thumb, a slow network, a reload and the back button.
async fn a_form_sent_twice_is_one_rating(app: &App) {
    let desk = Desk::open(app);
    let form = rated(open(&desk).await);
    let phone = app.visitor();
    let answers = join_all((0..8).map(|_| phone.send(&form))).await;
    let thanks = format!("{}/thanks", desk.form());
    for answer in answers {
        assert_eq!(answer.is(303).header("location"), thanks);
    }
    phone.send(&form).await.is(303);
    assert_eq!(app.verified()["ballots"], 1);
    let other = rated(open(&desk).await);
    phone.send(&other).await.is(303);
    assert_eq!(app.verified()["ballots"], 2);
}

/// Back, another face, and sent again: the page says honestly that the first rating counts, and asks for nothing.
async fn a_form_changed_after_sending_is_told_that_the_first_counts(app: &App) {
    let desk = Desk::open(app);
    let form = rated(open(&desk).await);
    app.visitor().send(&form).await.is(303);
    let changed = app.visitor().send(&form.with("a.1", "1")).await.is(409);
    assert!(
        changed.body.contains("Lần đánh giá đầu tiên đã được lưu"),
        "{}",
        changed.body
    );
    assert!(!changed.body.contains("gửi lại"), "{}", changed.body);
    assert_eq!(app.count("ballot_conflicts"), 1);
    assert_eq!(app.verified()["ballots"], 1);
}

/// Sent without a choice, the form comes back as it was, says what is missing, and leads there.
async fn a_form_without_a_choice_comes_back_as_it_was(app: &App) {
    let desk = Desk::open(app);
    let form = open(&desk).await.with("comment", "Ghế <cứng> & \"ồn\"");
    let answer = app.visitor().send(&form).await.is(422);
    assert!(answer.body.contains("<title>Lỗi: "), "{}", answer.body);
    assert!(answer.body.contains("Hãy chọn ít nhất một khuôn mặt"));
    assert!(answer.body.contains("href=\"#q1\"") && answer.body.contains("id=\"q1\""));
    let again = answer.form(&desk.box_slot());
    assert_eq!(
        again.data(),
        form.data(),
        "the ticket and the comment are kept"
    );
    app.visitor().send(&rated(again)).await.is(303);
    assert_eq!(app.verified()["ballots"], 1);
}

/// Too many words lose none of them, and no face.
async fn a_comment_that_is_too_long_is_kept(app: &App) {
    let desk = Desk::open(app);
    let words = "chờ lâu ".repeat(251).trim().to_owned();
    let form = rated(open(&desk).await).with("comment", &words);
    let answer = app.visitor().send(&form).await.is(422);
    assert!(answer.body.contains("hãy bớt 7 chữ cái"), "{}", answer.body);
    let again = answer.form(&desk.box_slot());
    assert_eq!(again.data(), form.data());
    assert_eq!(app.count("ballots"), 0);
    let fits = again.with("comment", &words[..words.len() - 20]);
    app.visitor().send(&fits).await.is(303);
}

/// A phone that showed the form for two days, and a form that nobody here handed out: what was chosen stays, and the
/// second press works.
async fn a_form_that_is_too_old_or_forged_works_at_the_second_press(app: &App) {
    let desk = Desk::open(app);
    let old = rated(open(&desk).await);
    let forged = old.clone().with("ticket", "0123456789abcdef.1.x");
    let full = format!("{}?full=1", desk.form());
    let page = app.visitor().get(&full).await;
    let of_another_form = page.form(&format!("{full}&sent")).value("ticket");
    let swapped = old.clone().with("ticket", &of_another_form);
    let poster = app.command(&["link", "add", "--unit", UNIT]);
    let poster = format!("/q/{}", poster["code"].as_str().unwrap());
    let page = app.visitor().get(&poster).await;
    let of_another_place = page.form(&format!("{poster}?sent")).value("ticket");
    let carried = old.clone().with("ticket", &of_another_place);
    // Each of them still young, so that its age is not what is wrong with it.
    for form in [&forged, &swapped, &carried] {
        app.visitor().send(form).await.is(422);
    }
    app.clock.shift(chrono::Duration::hours(49));
    for (form, ballots) in [(&old, 1), (&forged, 2), (&swapped, 3), (&old, 3)] {
        let answer = app.visitor().send(form).await.is(422);
        assert!(
            answer.body.contains("bấm Gửi một lần nữa"),
            "{}",
            answer.body
        );
        let again = answer.form(&desk.box_slot());
        assert_eq!(again.data()[1..], form.data()[1..]);
        app.visitor().send(&again).await.is(303);
        assert_eq!(app.count("ballots"), ballots);
    }
    app.verified();
}

/// Two values for one question cannot come from a finger; which one is meant nobody can say.
async fn a_question_with_two_answers_is_asked_again(app: &App) {
    let desk = Desk::open(app);
    let mut form = rated(open(&desk).await);
    let mut second = form
        .fields
        .iter()
        .find(|field| field.name == "a.2")
        .unwrap()
        .clone();
    second.value = "1".to_owned();
    second.sent = true;
    form.fields.push(second);
    let answer = app.visitor().send(&form).await.is(422);
    assert!(
        answer.body.contains("hai câu trả lời khác nhau"),
        "{}",
        answer.body
    );
    let again = answer.form(&desk.box_slot());
    assert!(again.data().iter().all(|(name, _)| name != "a.2"));
    app.visitor().send(&again.with("a.2", "4")).await.is(303);
    assert_eq!(app.verified()["answers"], 5);
}

/// Who has the time answers all 22 questions, from the QR's own upper-case address, in English.
async fn a_patient_citizen_answers_all_questions(app: &App) {
    let desk = Desk::open(app);
    let upper = desk.form().to_uppercase();
    let page = app
        .visitor()
        .get(&format!("{upper}?full=1&lang=en"))
        .await
        .is(200);
    let action = format!("{}?full=1&lang=en&sent", desk.form());
    assert!(page.body.contains("<html lang=\"en\""));
    let form = page.form(&action);
    let questions: Vec<String> = form
        .names()
        .into_iter()
        .filter(|name| name.starts_with("a."))
        .map(str::to_owned)
        .collect();
    assert_eq!(questions.len(), 22);
    let form = questions
        .iter()
        .fold(form, |form, name| form.with(name, "5"));
    let sent = app.visitor().send(&form).await.is(303);
    assert_eq!(
        sent.header("location"),
        format!("{}/thanks?lang=en", desk.form())
    );
    assert_eq!(app.verified()["answers"], 22);
    let typed = app
        .visitor()
        .get(&format!("/Q/{}", desk.code.to_lowercase()))
        .await;
    assert_eq!(typed.status, 200, "a code typed in lower case");
}

/// A poster that was taken down, or a code that was misread, ends on a page that leads on.
async fn a_withdrawn_or_unknown_code_ends_on_a_page(app: &App) {
    let desk = Desk::open(app);
    let form = rated(open(&desk).await);
    let mut conn = app.database.connect();
    let all = links::list_links(&mut conn, &Scope::everything()).unwrap();
    let link = all.iter().find(|link| link.code == desk.code).unwrap();
    links::revoke_link(&mut conn, link, app.clock.now()).unwrap();
    // Another server than the one that withdrew it remembers a link for three seconds at most.
    actix_web::rt::time::sleep(std::time::Duration::from_millis(3_100)).await;
    for path in [
        &desk.form(),
        "/q/ZZZZZZ",
        "/q/%00",
        "/q/%ff",
        "/q/ế",
        "/q/AAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let page = app.visitor().get(path).await.is(404);
        assert!(page.body.contains("Không tìm thấy trang"), "{path}");
        assert!(page.body.contains("href=\"/\""), "{path}");
    }
    app.visitor().send(&form).await.is(404);
    assert_eq!(app.count("ballots"), 0);
}

/// A unit takes a new name, and the form that was drawn before follows it.
async fn a_form_follows_its_place_to_a_new_name(app: &App) {
    let desk = Desk::open(app);
    app.visitor().get(&desk.form()).await.is(200);
    let mut conn = app.database.connect();
    tamper(&mut conn, "UPDATE units SET name = 'Phường Mới'").unwrap();
    // A place is remembered for three seconds at most.
    actix_web::rt::time::sleep(std::time::Duration::from_millis(3_100)).await;
    let page = app.visitor().get(&desk.form()).await.is(200);
    assert!(page.body.contains("Phường Mới"), "{}", page.body);
}

/// Nothing is kept on the phone, nothing told to other sites, nothing cached on the way; and all of it is light.
async fn a_page_is_light_and_leaves_no_trace(app: &App) {
    let desk = Desk::open(app);
    let form = open(&desk).await;
    let answers = [
        app.visitor().get(&desk.form()).await.is(200),
        app.visitor()
            .get(&format!("{}?full=1", desk.form()))
            .await
            .is(200),
        app.visitor().send(&form).await.is(422),
        app.visitor().send(&rated(form.clone())).await.is(303),
        app.visitor()
            .get(&format!("{}/thanks", desk.form()))
            .await
            .is(200),
    ];
    for answer in &answers {
        assert!(
            !answer.headers.contains_key("set-cookie"),
            "{:?}",
            answer.headers
        );
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(!answer.body.contains("<script"), "it works without scripts");
        assert!(
            !answer.body.contains("src=\"http"),
            "nothing from elsewhere"
        );
        assert!(
            !answer.body.contains("rel=\"stylesheet\""),
            "readable after one request"
        );
    }
    // The browser may show a blank form again to who goes back, and nobody else; what was typed is kept nowhere.
    let kept = answers
        .each_ref()
        .map(|answer| answer.header("cache-control"));
    let (back, never) = ("private, no-cache", "no-store");
    assert_eq!(kept, [back, back, never, never, never]);
    assert!(
        answers[0].body.len() <= 30 * 1024,
        "{} bytes",
        answers[0].body.len()
    );
}

/// Where a phone called from is nowhere in the database, whatever it says about itself.
async fn nobody_can_tell_who_rated(app: &App) {
    let desk = Desk::open(app);
    let form = rated(open(&desk).await);
    let request = app
        .visitor()
        .request(Method::POST, &form.action)
        .header("User-Agent", "Zalo-on-Nokia-1")
        .header("X-Forwarded-For", "203.0.113.77")
        .header("Forwarded", "for=203.0.113.77")
        .header("Cookie", "sid=trace-me")
        .header("Referer", "https://chat.example/trace-me");
    Answer::of(request.form(&form.data())).await.is(303);
    let dump = app.dump();
    assert!(dump.contains("touch-5") && dump.contains(&desk.code));
    for trace in ["Zalo-on", "203.0.113", "trace-me", "127.0.0.1"] {
        assert!(!dump.contains(trace), "{trace} is in the database");
    }
}

/// "Không có ý kiến" is an answer that no index counts.
async fn no_opinion_is_in_no_denominator(app: &App) {
    let desk = Desk::open(app);
    let year = chrono::Datelike::year(&app.clock.today());
    let silent = ["1", "2", "3", "4", "5"]
        .iter()
        .fold(open(&desk).await, |form, code| {
            form.with(&format!("a.{code}"), "none")
        });
    app.visitor().send(&silent).await.is(303);
    let index = app.index(year);
    assert_eq!(index["ballots"], 1);
    assert_eq!(index["overall"]["answers"], 0);
    assert_eq!(index["overall"]["percent"], serde_json::Value::Null);
    let one = open(&desk).await.with("a.1", "5").with("a.2", "none");
    app.visitor().send(&one).await.is(303);
    let index = app.index(year);
    assert_eq!(index["overall"]["answers"], 1, "{index}");
    assert_eq!(index["criteria"][1]["no_opinion"], 2, "{UNIT}: {index}");
    assert_eq!(app.verified()["answers"], 1);
}

crate::stories! {
    a_citizen_rates_and_is_thanked,
    previews_spend_nothing,
    a_form_sent_twice_is_one_rating,
    a_form_changed_after_sending_is_told_that_the_first_counts,
    a_form_without_a_choice_comes_back_as_it_was,
    a_comment_that_is_too_long_is_kept,
    a_form_that_is_too_old_or_forged_works_at_the_second_press,
    a_question_with_two_answers_is_asked_again,
    a_patient_citizen_answers_all_questions,
    a_withdrawn_or_unknown_code_ends_on_a_page,
    a_form_follows_its_place_to_a_new_name,
    a_page_is_light_and_leaves_no_trace,
    nobody_can_tell_who_rated,
    no_opinion_is_in_no_denominator,
}
