//! Who is let in to a case, and out again; and what whoever stays outside is told.

use chrono::Duration;
use reqwest::Method;

use super::{LEADER, NAME, WRONG, ask, opened, reported};
use crate::harness::cases::{ANSWER, PHONE};
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

/// What whoever cannot be let in any more reads.
const UNKNOWN: &str = "trình duyệt này không giữ được trang (cookie)";

/// The pair is posted and never in an address; the cookie is for this one case and no script, and nobody reads a digit of
/// the phone from it.
async fn the_proof_is_a_cookie_of_one_case(app: &App) {
    let number = reported(app).await;
    let other = app.complaint(UNIT, "Việc khác", ("Ai đó", "0911 222 333"));
    let citizen = app.browser();
    let sent = ask(&citizen, &format!(" #{number} "), "456").await.is(303);
    let cookie = sent.header("set-cookie").to_owned();
    let own = format!("/answers/follow/{number}");
    for part in ["HttpOnly", "SameSite=Strict", &format!("Path={own}")] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!sent.header("location").contains("456"));
    let (pair, _) = cookie.split_once(';').unwrap();
    let proof: Vec<&str> = pair.trim_start_matches("follow=").split('.').collect();
    let [of, issued, signature] = proof[..] else {
        panic!("number, moment, signature: {pair}");
    };
    let now = app.clock.now().and_utc().timestamp();
    let age = now - issued.parse::<i64>().unwrap();
    assert_eq!((of, signature.len()), (number.to_string().as_str(), 43));
    assert!((0..60).contains(&age), "{age}");
    app.answer(number, ANSWER, LEADER);
    let page = citizen.get(&own).await.is(200);
    let form = page.form(&format!("{own}/rate"));
    assert_eq!(form.value("proof"), proof.join("."));
    // Carried over by hand, the proof of one case opens no other.
    let elsewhere = format!("/answers/follow/{other}");
    let ask_again = format!("/answers/follow?number={other}");
    citizen.get(&elsewhere).await.leads_to(&ask_again);
    let request = app.visitor().request(Method::GET, &elsewhere);
    let carried = Answer::of(request.header("Cookie", pair)).await;
    carried.is(403).says(UNKNOWN);
    app.clock.shift(Duration::hours(25));
    let told = citizen.get(&own).await.is(403).says("đã quá một ngày");
    let form = told.form("/answers/follow");
    assert_eq!(form.value("number"), number.to_string());
    citizen.send(&form.with("digits", "456")).await.is(303);
    citizen.get(&own).await.is(200);
}

async fn asks_in_english(visitor: &Visitor, number: i64) -> Answer {
    let page = visitor.get("/answers?lang=en").await.is(200);
    let form = page.form("/answers/follow?lang=en");
    let form = form.with("number", &number.to_string());
    visitor.send(&form.with("digits", "456")).await.is(303)
}

/// A browser without cookies is not sent round in a circle; whoever comes first is asked and told nothing of that.
async fn who_keeps_no_cookie_is_told(app: &App) {
    let number = reported(app).await;
    let forgetful = app.visitor();
    let sent = ask(&forgetful, &number.to_string(), "456").await.is(303);
    let told = forgetful.get(sent.header("location")).await.is(403);
    let told = told.says(UNKNOWN).says("Bộ phận Một cửa");
    let form = told.form("/answers/follow");
    assert_eq!(form.value("number"), number.to_string());
    // In the language of whoever asks.
    let sent = asks_in_english(&forgetful, number).await;
    let told = forgetful.get(sent.header("location")).await.is(403);
    told.says("does not keep the page (cookie)");
    let own = format!("/answers/follow/{number}");
    let first = format!("/answers/follow?number={number}");
    forgetful.get(&own).await.leads_to(&first);
    let page = forgetful.get(&first).await.is(200);
    assert!(
        !page.body.contains("class=\"error-summary"),
        "{}",
        page.body
    );
    let english = forgetful.get(&format!("{own}?lang=en")).await;
    english.leads_to(&format!("{first}&lang=en"));
    let citizen = app.browser();
    let sent = asks_in_english(&citizen, number).await;
    let page = citizen.get(sent.header("location")).await.is(200);
    page.says("Complaint number");
}

/// The public address is one of HTTPS, the phone is in the office's Wi-Fi and comes without: the cookie is kept there. By
/// HTTPS it travels over nothing else.
async fn who_comes_without_https_gets_in(app: &App) {
    let number = reported(app).await;
    let office = app.beside(|config| {
        config.public_url = Some("https://hailong.example.vn".to_owned());
    });
    let (citizen, page) = opened(&office, number).await;
    page.says("Đã nhận");
    let form = citizen.get("/answers").await.form("/answers/follow");
    let form = form.with("number", &number.to_string());
    let form = form.with("digits", "456");
    for (scheme, is_secure) in [("http", false), ("https", true)] {
        let request = office
            .visitor()
            .request(Method::POST, &form.action)
            .header("X-Forwarded-Proto", scheme)
            .header("Sec-Fetch-Site", "same-origin");
        let sent = Answer::of(request.form(&form.data())).await.is(303);
        let cookie = sent.header("set-cookie");
        assert_eq!(cookie.contains("; Secure"), is_secure, "{cookie}");
    }
}

/// Whoever types the whole number is not taken for somebody who guesses; what cannot be digits of a phone costs no try.
async fn the_whole_number_counts_as_its_end(app: &App) {
    let number = reported(app).await;
    let visitor = app.visitor();
    let page = visitor.get("/answers/follow").await.is(200);
    assert!(!page.body.contains("maxlength"), "{}", page.body);
    let number = number.to_string();
    for typed in [PHONE, "0905123456", "+84 905.123.456", "4 5 6"] {
        ask(&visitor, &number, typed).await.is(303);
    }
    for typed in ["0905", "12", "456x", "x 0905123456", NAME, "12"] {
        let told = ask(&visitor, &number, typed).await.is(422);
        let told = told.says("đúng 3 chữ số cuối");
        assert!(!told.body.contains(WRONG), "{}", told.body);
    }
    let wrong = ask(&visitor, &number, "0905 123 457").await.is(422);
    wrong.says(WRONG);
    ask(&visitor, &number, "456").await.is(303);
}

crate::stories! {
    the_proof_is_a_cookie_of_one_case,
    who_keeps_no_cookie_is_told,
    who_comes_without_https_gets_in,
    the_whole_number_counts_as_its_end,
}
