//! A citizen scans the QR and reports something: one form, one number, told very large. A whole office may do so at once;
//! a flood is told to wait, and keeps its words.

use futures_util::future::join_all;
use hailong::complaints::Way;

use crate::harness::desk::{Desk, UNIT, tamper};
use crate::harness::html::Form;
use crate::harness::{Answer, App, Visitor};

const TEXT: &str = "Đường thôn 3 <hỏng> & \"nặng\" từ tháng trước";

async fn open(desk: &Desk<'_>) -> Form {
    let page = desk.app.visitor().get(&report(desk)).await.is(200);
    page.form(&format!("{}?sent", report(desk)))
}

fn report(desk: &Desk<'_>) -> String {
    format!("{}/report", desk.form())
}

/// Follows the 303 to the page with the number.
async fn thanked(visitor: &Visitor, sent: Answer) -> Answer {
    let sent = sent.is(303);
    visitor.get(sent.header("location")).await.is(200)
}

/// The whole way of one report, with a phone to call back.
async fn a_citizen_reports_and_is_told_a_number(app: &App) {
    let desk = Desk::open(app);
    let phone = app.visitor();
    let page = phone.get(&report(&desk)).await.is(200);
    let page = page.says("tel:113").says("tel:114").says("tel:115");
    let page = page
        .says("Quầy 1 &amp; 2")
        .says("Nghị định 20/2008")
        .says("24 tháng");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert!(page.header("set-cookie").is_empty(), "no cookie");
    let form = open(&desk).await.with("text", TEXT);
    let form = form
        .with("phone", "+84 905.123.456")
        .with("name", " Rơ Châm  Blưh ");
    let form = form.with("dossier", " h21.65.12 – 261129 - 0001");
    let thanks = thanked(&phone, phone.send(&form).await).await;
    let number: i64 = app.count("complaints");
    assert_eq!(number, 1);
    thanks
        .says("class=\"number\">1<")
        .says("3 số cuối")
        .says("/answers/follow?number=1");
    let case = app.case(1);
    assert_eq!((case.way, case.text.as_str()), (Way::Place, TEXT));
    assert_eq!(case.dossier, "H21.65.12-261129-0001");
    assert!(case.counter_id.is_some());
    assert_eq!(
        app.count("complaint_contacts WHERE phone_key = '0905123456' AND name = 'Rơ Châm Blưh'"),
        1
    );
    let capital = phone.get(&report(&desk).replacen("/q/", "/Q/", 1)).await;
    capital.is(200);
    phone.get("/q/NOSUCH/report").await.is(404);
}

/// What cannot wait is not left waiting for an answer, what is another procedure's is not promised one.
async fn what_cannot_wait_is_told_whom_to_call(app: &App) {
    let desk = Desk::open(app);
    let phone = app.visitor();
    for (text, told) in [
        (
            "Cháy nhà ở làng 3, cứu với",
            "Nếu đang nguy hiểm, xin gọi ngay",
        ),
        (
            "Anh cán bộ quầy 2 đòi tiền rồi hành hung tôi",
            "Nếu đang nguy hiểm, xin gọi ngay",
        ),
        (
            "Tôi khiếu nại quyết định thu hồi đất của ủy ban",
            "trong 90 ngày",
        ),
    ] {
        let sent = phone.send(&open(&desk).await.with("text", text)).await;
        let thanks = thanked(&phone, sent).await.says(told);
        assert!(
            !thanks.body.contains("trả lời chậm nhất"),
            "{}",
            thanks.body
        );
    }
}

/// Without a phone it is taken just as well; the page says kindly what cannot be done then.
async fn somebody_without_a_phone_is_told_how_else_to_ask(app: &App) {
    let desk = Desk::open(app);
    let phone = app.visitor();
    let sent = phone.send(&open(&desk).await.with("text", TEXT)).await;
    let thanks = thanked(&phone, sent)
        .await
        .says("không để lại số điện thoại");
    assert!(!thanks.body.contains("3 số cuối"), "{}", thanks.body);
    assert_eq!(app.count("complaint_contacts"), 0);
}

/// An impatient thumb; then other words from the page that the back button shows.
async fn a_report_sent_twice_is_one_and_other_words_are_kept(app: &App) {
    let desk = Desk::open(app);
    let form = open(&desk).await.with("text", TEXT);
    let phone = app.visitor();
    let answers = join_all((0..6).map(|_| phone.send(&form))).await;
    for answer in answers {
        answer.is(303);
    }
    assert_eq!(app.count("complaints"), 1);
    let other = form.with("text", "Điện chập chờn");
    let answer = phone.send(&other).await.is(409).says("số 1");
    let again = answer.form(&format!("{}?sent", report(&desk)));
    assert_eq!(again.value("text"), "Điện chập chờn");
    phone.send(&again).await.is(303);
    assert_eq!(app.count("complaints"), 2);
    assert_eq!(app.case(1).text, TEXT);
}

/// Whoever goes back to leave a number leaves it: the same report can then be followed. Whoever goes back without one
/// takes none away.
async fn a_phone_added_on_going_back_is_kept(app: &App) {
    let desk = Desk::open(app);
    let phone = app.visitor();
    let form = open(&desk).await.with("text", TEXT);
    let without = thanked(&phone, phone.send(&form).await).await;
    without.says("không để lại số điện thoại");
    let added = form.clone().with("phone", "0905 123 456");
    for sent in [&added, &added, &form] {
        let thanks = thanked(&phone, phone.send(sent).await).await;
        thanks.says("3 số cuối");
    }
    let better = form.clone().with("phone", "0905 123 789");
    let named = form.with("name", "Siu Blưh");
    for sent in [&better, &named] {
        thanked(&phone, phone.send(sent).await).await;
    }
    assert_eq!(app.count("complaints"), 1);
    let kept = "complaint_contacts WHERE phone_key = '0905123789' AND name = 'Siu Blưh'";
    assert_eq!(app.count(kept), 1);
    assert_eq!(app.count("complaint_events WHERE action = 'correct'"), 3);
    // What the office corrected since, the page that is still open does not undo.
    let hotline = app.staff_of(UNIT, "hotline").await;
    let right = [("phone", "0905 777 888"), ("note", "Người dân gọi lại")];
    hotline.did(1, "correct", &right).await;
    thanked(&phone, phone.send(&better).await).await;
    let kept = "complaint_contacts WHERE phone_key = '0905777888' AND name = 'Siu Blưh'";
    assert_eq!(app.count(kept), 1);
    app.tallies_are_true();
}

/// The number is no address: neither it nor a changed proof leads to anybody's page.
async fn nobody_can_walk_through_the_numbers(app: &App) {
    let desk = Desk::open(app);
    let phone = app.visitor();
    for _ in 0..2 {
        phone
            .send(&open(&desk).await.with("text", TEXT))
            .await
            .is(303);
    }
    let sent = phone.send(&open(&desk).await.with("text", TEXT)).await;
    let own = sent.header("location").to_owned();
    phone.get(&own).await.is(200).says("class=\"number\">3<");
    let other = own.replacen("/3.", "/2.", 1);
    assert_ne!(own, other);
    for address in [&other, &format!("{}/2", report(&desk)), &format!("{own}x")] {
        let answer = phone.get(address).await;
        answer.leads_to("/answers/follow");
    }
    app.clock.shift(chrono::Duration::hours(25));
    phone.get(&own).await.leads_to("/answers/follow");
    let english = phone.get(&format!("{own}?lang=en")).await;
    english.leads_to("/answers/follow?lang=en");
}

/// Everything wrong is named at once, and nothing that was typed is lost.
async fn what_is_wrong_comes_back_filled_in(app: &App) {
    let desk = Desk::open(app);
    let form = open(&desk).await.with("phone", "hỏi ông Ba");
    let form = form.with("name", "Bà \"Hoa\" <b>");
    let answer = app.visitor().send(&form).await.is(422);
    let answer = answer
        .says("<title>Lỗi: ")
        .says("href=\"#text\"")
        .says("href=\"#phone\"");
    let again = answer.form(&format!("{}?sent", report(&desk)));
    assert_eq!(again.data(), form.data());
    let long = again.with("phone", "").with("text", &"ạ".repeat(2003));
    app.visitor()
        .send(&long)
        .await
        .is(422)
        .says("hãy bớt 3 ký tự");
    assert_eq!(app.count("complaints"), 0);
    let forged = long.with("text", TEXT).with("ticket", "0123.1.x");
    let answer = app.visitor().send(&forged).await.is(422);
    let again = answer.form(&format!("{}?sent", report(&desk)));
    app.visitor().send(&again).await.is(303);
    assert_eq!(app.count("complaints"), 1);
}

/// Fifty people behind one address pass; a flood is told to wait, with its words, and others still come in.
async fn an_office_passes_and_a_flood_waits_with_its_words(app: &App) {
    let desk = Desk::open(app);
    let phone = app.visitor();
    for number in 0..50 {
        let form = open(&desk).await.with("text", &format!("Việc {number}"));
        phone.send(&form).await.is(303);
    }
    let mut told = None;
    for number in 0..20 {
        let form = open(&desk)
            .await
            .with("text", &format!("Lũ {number}"))
            .with("phone", "0905123456");
        let answer = phone.send(&form).await;
        if answer.status == 429 {
            told = Some((form, answer));
            break;
        }
    }
    let (form, answer) = told.expect("a flood is told");
    let seconds: i64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=10).contains(&seconds), "{seconds}");
    let again = answer.form(&format!("{}?sent", report(&desk)));
    assert_eq!(again.value("text"), form.value("text"));
    assert_eq!(again.value("phone"), "0905123456");
    let elsewhere = phone
        .request(reqwest::Method::POST, &form.action)
        .header("Sec-Fetch-Site", "same-origin")
        .header("X-Forwarded-For", "203.113.1.7")
        .form(&form.data());
    Answer::of(elsewhere).await.is(303);
    app.clock.shift(chrono::Duration::seconds(seconds + 1));
    phone.send(&again).await.is(303);
}

/// The rating form and its thanks lead here, and so does nothing else that would tell who rated.
async fn whoever_rates_finds_the_way(app: &App) {
    let desk = Desk::open(app);
    let link = format!("href=\"{}\"", report(&desk));
    app.visitor().get(&desk.form()).await.is(200).says(&link);
    let thanks = format!("{}/thanks", desk.form());
    app.visitor().get(&thanks).await.is(200).says(&link);
    let english = format!("{}?lang=en", report(&desk));
    let page = app.visitor().get(&english).await.says("Send the complaint");
    let form = page.form(&format!("{}?sent&lang=en", report(&desk)));
    let sent = app.visitor().send(&form.with("text", "x")).await.is(303);
    assert!(sent.header("location").ends_with("?lang=en"));
    let front = app.visitor().get(&format!("/u/{UNIT}")).await;
    front.is(200).says(&format!("/answers?unit={UNIT}"));
}

/// Whether or not a phone was left, the page says whom to call, and where to look later, as it is written down.
async fn the_thanks_say_whom_to_call_and_where_to_look(app: &App) {
    let desk = Desk::open(app);
    tamper(
        &mut app.database.connect(),
        "UPDATE units SET hotline = '0269 3838 123'",
    )
    .unwrap();
    let phone = app.visitor();
    let form = open(&desk).await.with("text", TEXT);
    let thanks = thanked(&phone, phone.send(&form).await).await;
    thanks.says("href=\"tel:02693838123\"");
    let form = open(&desk).await.with("text", TEXT);
    let form = form.with("phone", "0905 123 456");
    let thanks = thanked(&phone, phone.send(&form).await).await;
    let address = app.url("/answers");
    let spoken = address.split_once("://").unwrap().1;
    thanks
        .says("href=\"tel:02693838123\"")
        .says(&format!("của cơ quan: {spoken}"));
}

crate::stories! {
    a_citizen_reports_and_is_told_a_number,
    what_cannot_wait_is_told_whom_to_call,
    somebody_without_a_phone_is_told_how_else_to_ask,
    the_thanks_say_whom_to_call_and_where_to_look,
    a_report_sent_twice_is_one_and_other_words_are_kept,
    nobody_can_walk_through_the_numbers,
    a_phone_added_on_going_back_is_kept,
    what_is_wrong_comes_back_filled_in,
    an_office_passes_and_a_flood_waits_with_its_words,
    whoever_rates_finds_the_way,
}
