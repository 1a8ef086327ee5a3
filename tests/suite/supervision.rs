//! Supervision: what observers read and what is kept from them; notes that leaders must answer, that nobody changes,
//! and whose days are counted.

mod addresses;
mod guard;

use hailong::accounts::Role;

use crate::harness::cases::MORNING;
use crate::harness::mail::MailServer;
use crate::harness::{App, Visitor};

const UNIT: &str = "TB";
const ORGANISATION: &str = "Ủy ban MTTQ Việt Nam xã";
const NOTE: &str = "Phiếu tháng này ít hẳn, vì sao?";
const NEW: &str = "/supervision/new";

/// The leader and the observer of the commune, who read mail.
async fn both(app: &App) -> (Visitor, Visitor) {
    app.turn_clock(MORNING);
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    let observer = app.officer(UNIT, Role::Observer, "Rơ Mah Xem", "xem").await;
    app.reads_mail("chu");
    app.reads_mail("xem");
    (leader, observer)
}

/// A note about something in a few words. Its number.
async fn notes(observer: &Visitor, about: &str, subject: &str) -> i64 {
    let form = observer.get(NEW).await.is(200).form(NEW);
    let form = form.with("about", about).with("subject", subject);
    let form = form.with("organisation", ORGANISATION).with("text", NOTE);
    let sent = observer.send(&form).await.is(303);
    let number = sent.header("location").rsplit('/').next().unwrap();
    number.parse().unwrap()
}

async fn says(person: &Visitor, number: i64, word: &str, fields: &[(&str, &str)]) {
    let page = person.get(&format!("/supervision/{number}")).await.is(200);
    let mut form = page.form(&format!("/supervision/{number}/{word}"));
    for (name, value) in fields {
        form = form.with(name, value);
    }
    person
        .send(&form)
        .await
        .leads_to(&format!("/supervision/{number}"));
}

/// The leader is told where it is and by when, and neither what was said nor by whom.
fn tells_of_the_note(mail: &MailServer) {
    let mails = mail.told("Có ý kiến giám sát số 1", 1);
    assert_eq!(mails[0].to, "chu@tanbinh.example.vn");
    let text = mails[0].text();
    // Fifteen working days after 1 June.
    for said in ["22/06/2026", "/supervision/1"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for hidden in ["ít hẳn", "Rơ Mah"] {
        assert!(!text.contains(hidden), "{text}");
    }
}

/// A note comes to the leader by mail, is answered, does not satisfy, is answered anew and satisfies.
async fn a_note_is_answered_until_it_satisfies(app: &App) {
    let (leader, observer) = both(app).await;
    let mail = MailServer::start();
    let _office = app.office_with_mail(&mail);
    let number = notes(&observer, "free", "Số phiếu tháng 5").await;
    tells_of_the_note(&mail);
    let page = leader.get("/supervision").await.is(200);
    let page = page
        .says(ORGANISATION)
        .says("Rơ Mah Xem")
        .says("22/06/2026");
    page.says("1 ý kiến chờ trả lời")
        .says("<span class=\"tab-count\">1</span>");
    says(&leader, number, "answer", &[("text", "Do tuần nghỉ lễ.")]).await;
    let mails = mail.told("Ý kiến giám sát số 1 đã được trả lời", 1);
    assert_eq!(mails[0].to, "xem@tanbinh.example.vn");
    assert!(!mails[0].text().contains("nghỉ lễ"));
    app.turn_to_day("2026-06-10");
    observer.back("xem").await;
    let fields = [("verdict", "unsatisfied"), ("text", "Chưa nêu số liệu")];
    says(&observer, number, "judge", &fields).await;
    // Fifteen working days after 10 June.
    let page = observer.get("/supervision/1").await.is(200);
    let page = page
        .says("Hạn trả lời: 01/07/2026")
        .says("Chưa nêu số liệu");
    assert!(
        !page.body.contains("/supervision/1/judge"),
        "each answer is judged once"
    );
    mail.told("Có ý kiến giám sát số 1", 2);
    leader.back("chu").await;
    says(
        &leader,
        number,
        "answer",
        &[("text", "Tháng 5 có 120 phiếu.")],
    )
    .await;
    says(
        &observer,
        number,
        "judge",
        &[("verdict", "satisfied"), ("text", "Đủ")],
    )
    .await;
    let page = observer.get("/supervision?tab=closed").await.is(200);
    page.says("Nhận xét đạt yêu cầu");
    let page = leader.get("/supervision/1").await.is(200);
    assert!(!page.body.contains("/supervision/1/answer"));
    assert_eq!(app.count("supervision_entries"), 5);
}

/// On the working day before it is due the leader is told, and once more when it is late; both see that it is.
async fn a_late_answer_is_late_for_both(app: &App) {
    let (leader, observer) = both(app).await;
    let mail = MailServer::start();
    let _office = app.office_with_mail(&mail);
    let number = notes(&observer, "index", "overall").await;
    mail.told("Có ý kiến giám sát", 1);
    app.turn_to_day("2026-06-18");
    std::thread::sleep(std::time::Duration::from_millis(500));
    mail.told("Ý kiến giám sát số 1 đến hạn", 0);
    // Friday; it is due on Monday the 22nd.
    app.turn_to_day("2026-06-19");
    mail.told("Ý kiến giám sát số 1 đến hạn", 1);
    app.turn_to_day("2026-06-22");
    mail.told("Ý kiến giám sát số 1 đã quá hạn", 0);
    app.turn_to_day("2026-06-23");
    let mails = mail.told("Ý kiến giám sát số 1 đã quá hạn", 1);
    assert_eq!(mails[0].to, "chu@tanbinh.example.vn");
    for (person, login) in [(&leader, "chu"), (&observer, "xem")] {
        let page = person.back(login).await.get("/supervision").await.is(200);
        page.says("Quá hạn");
    }
    let page = leader.get("/indices").await.is(200);
    page.says("Có 1 ý kiến giám sát đã quá hạn trả lời");
    says(&leader, number, "answer", &[("text", "Đã xem xét.")]).await;
    let page = leader.get("/indices").await.is(200);
    assert!(!page.body.contains("quá hạn trả lời"));
    let report = observer.get("/supervision/report?year=2026").await.is(200);
    let report = report.says("1 ý kiến, 1 ý kiến đã được trả lời, 1 ý kiến trả lời trễ");
    report.says(ORGANISATION).says(NOTE).says("Đã xem xét.");
    mail.told("Ý kiến giám sát số 1 đã quá hạn", 1);
}

/// A unit sets its own days; what was asked before keeps its day. A year without a calendar has no day.
async fn a_unit_sets_its_days(app: &App) {
    let (leader, observer) = both(app).await;
    notes(&observer, "free", "").await;
    let page = leader.get("/supervision").await.is(200);
    let form = page.form("/supervision/rules");
    assert_eq!(form.value("days"), "15");
    leader.send(&form.clone().with("days", "31")).await.is(422);
    leader.send(&form.with("days", "5")).await.is(303);
    let second = notes(&observer, "free", "Việc khác").await;
    let page = observer.get("/supervision").await.is(200);
    page.says("22/06/2026").says("08/06/2026");
    app.turn_to_day("2026-12-30");
    observer.back("xem").await;
    let third = notes(&observer, "free", "Cuối năm").await;
    let page = observer.get(&format!("/supervision/{third}")).await;
    page.is(200).says("chưa có lịch làm việc năm 2027");
    assert_eq!((second, third), (2, 3));
}

/// The page that led to the form is what the note is about, with its filters; another server's is not.
async fn a_note_is_about_the_page_that_led_to_it(app: &App) {
    let (leader, observer) = both(app).await;
    let from = |page: String| {
        let request = observer.request(reqwest::Method::GET, NEW);
        request.header("Referer", page)
    };
    let page = format!("http://{}/indices?unit=TB&year=2026", app.address);
    let answer = crate::harness::Answer::of(from(page)).await.is(200);
    let form = answer.form(NEW);
    assert_eq!(
        form.value("subject"),
        "/indices?unit=TB&amp;year=2026".replace("&amp;", "&")
    );
    let form = form.with("organisation", ORGANISATION).with("text", NOTE);
    observer.send(&form).await.leads_to("/supervision/1");
    let page = leader.get("/supervision/1").await.is(200);
    page.says("href=\"/indices?unit=TB&amp;year=2026\"");
    let foreign = from("https://evil.example/indices".to_owned());
    let form = crate::harness::Answer::of(foreign).await.is(200).form(NEW);
    assert_eq!(form.value("subject"), "");
    assert_eq!(form.value("organisation"), ORGANISATION, "as last time");
    for wrong in ["//evil.example", "https://evil.example/", "indices"] {
        let form = form.clone().with("about", "page").with("subject", wrong);
        let page = observer.send(&form.with("text", NOTE)).await.is(422);
        page.says("Ghi địa chỉ của một trang trong phần mềm này");
    }
    assert_eq!(app.count("supervision_notes"), 1);
}

crate::stories! {
    a_note_is_answered_until_it_satisfies,
    a_late_answer_is_late_for_both,
    a_unit_sets_its_days,
    a_note_is_about_the_page_that_led_to_it,
}
