//! The addresses beside a case's page, tried by whoever is kept from the case: the answer is the same at each door, and
//! nothing comes of it.

use hailong::accounts::Role;
use hailong::complaints::Class;
use uuid::Uuid;

use super::papers::{PDF, send};
use super::{LATE_WORDS, UNIT, at_work};
use crate::harness::cases::address;
use crate::harness::{Answer, App, Visitor};

/// Who is kept from a case, and what each is answered: who runs the system, who supervises, who works elsewhere, and an
/// officer whom the case names from now on.
async fn kept_out(app: &App, hotline: &Visitor, number: i64) -> [(&'static str, Visitor, u16); 4] {
    let admin = app.officer(UNIT, Role::Admin, "Quản Trị", "quantri").await;
    let observer = app
        .officer(UNIT, Role::Observer, "Mặt Trận", "mattran")
        .await;
    let elsewhere = app
        .officer("XA2", Role::Hotline, "Người Xã Khác", "xa2")
        .await;
    let named = app.officer(UNIT, Role::Desk, "Đinh Thị Chậm", "cham").await;
    let cham = app.account_id("cham").to_string();
    hotline.did(number, "accuse", &[("account", &cham)]).await;
    [
        ("admin", admin, 403),
        ("observer", observer, 403),
        ("another unit", elsewhere, 404),
        ("named", named, 403),
    ]
}

/// A step sent by nobody, or from no page of the same session.
async fn a_step_is_taken_from_the_own_page_alone(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let classify = format!("{}/classify", address(number));
    let fields = [("version", "1"), ("class", "conduct")];
    hotline.post(&classify, &fields).await.is(403);
    app.visitor().get(&address(number)).await.is(303);
    let sent = app.visitor().post(&classify, &fields).await;
    sent.leads_to("/signin");
    assert_eq!(app.history(number), ["receive"]);
}

/// The address of the one paper of a case, which the hotline added.
async fn add_paper(app: &App, hotline: &Visitor, number: i64) -> String {
    adds(hotline, number).await.is(303);
    assert_eq!(app.count("complaint_files"), 1);
    let page = hotline.get(&address(number)).await.is(200);
    let files = format!("{}/files/", address(number));
    let (_, rest) = page.body.split_once(&files).unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    format!("{files}{id}")
}

async fn adds(person: &Visitor, number: i64) -> Answer {
    let files = format!("{}/files", address(number));
    let (token, id) = (person.token().await, Uuid::new_v4().to_string());
    send(person, &files, &token, &id, "đơn.pdf", PDF.to_vec()).await
}

/// Papers are added and read by those alone who work on the case; a named officer's tries are written down once each.
async fn papers_are_kept_from_others(app: &App) {
    let (hotline, _) = at_work(app).await;
    let number = app.complain(UNIT, LATE_WORDS);
    let paper = add_paper(app, &hotline, number).await;
    let people = kept_out(app, &hotline, number).await;
    let [.., (_, named, _)] = &people;
    for _ in 0..2 {
        for (who, person, status) in &people {
            let read = person.get(&paper).await;
            assert_eq!(read.status, *status, "{who}: {}", read.body);
            let added = adds(person, number).await;
            assert_eq!(added.status, *status, "{who}: {}", added.body);
        }
    }
    has_tries(app, number, &["", "Thêm tệp"]);
    app.visitor().get(&paper).await.is(303);
    hotline.did(number, "confine", &[]).await;
    for person in [&hotline, named] {
        person.get(&paper).await.is(404);
        adds(person, number).await.is(404);
    }
    assert_eq!(app.count("complaint_files"), 1);
}

/// A template is put into the answer of those alone who may write one.
async fn templates_are_kept_from_others(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let new = "/complaints/templates/new";
    let form = leader.get(new).await.is(200).form(new);
    let form = form
        .with("title", "Hẹn")
        .with("text", "Mời ông bà đến nhận.");
    leader.send(&form).await.is(303);
    let number = app.complain(UNIT, LATE_WORDS);
    app.classify(number, Class::Conduct);
    let asks = async |person: &Visitor| {
        let fields = [("template", "1"), ("text", "Kính gửi bác")];
        person.forces(number, "write/template", &fields).await
    };
    let people = kept_out(app, &hotline, number).await;
    let [.., (_, named, _)] = &people;
    for _ in 0..2 {
        for (who, person, status) in &people {
            let answer = asks(person).await;
            assert_eq!(answer.status, *status, "{who}: {}", answer.body);
            assert!(!answer.body.contains("Mời ông bà"), "{who}");
        }
    }
    has_tries(app, number, &["Trình câu trả lời"]);
    // Whoever may is helped, though a colleague was faster.
    asks(&hotline).await.is(409).says("Mời ông bà đến nhận.");
    hotline.did(number, "confine", &[]).await;
    for person in [&hotline, named] {
        asks(person).await.is(404);
    }
}

/// What the caller is told is for whoever logged the call, and for no officer whom the case names.
async fn what_was_told_is_kept_from_others(app: &App) {
    let (hotline, leader) = at_work(app).await;
    let logged_by = |login: &str| {
        let by = app.account_id(login);
        app.complain_with(UNIT, LATE_WORDS, |new| new.details.recorded_by = Some(by))
    };
    let number = logged_by("nghe");
    let told = format!("{}/told", address(number));
    hotline.get(&told).await.is(200);
    leader.get(&told).await.is(404);
    app.visitor().get(&told).await.is(303);
    let people = kept_out(app, &hotline, number).await;
    let [.., (_, named, _)] = &people;
    for (who, person, status) in &people {
        // An administrator may log calls, but did not log this one.
        let status = if *who == "admin" { 404 } else { *status };
        let answer = person.get(&told).await;
        assert_eq!(answer.status, status, "{who}: {}", answer.body);
    }
    let own = logged_by("cham");
    let told = format!("{}/told", address(own));
    named.get(&told).await.is(200);
    let cham = app.account_id("cham").to_string();
    hotline.did(own, "accuse", &[("account", &cham)]).await;
    for _ in 0..2 {
        named.get(&told).await.is(403);
    }
    has_tries(app, own, &[""]);
}

/// What somebody whom the case names tried stands in its history, each thing once.
#[track_caller]
fn has_tries(app: &App, number: i64, notes: &[&str]) {
    let all = format!("complaint_events WHERE complaint_id = {number} AND action = 'deny'");
    for note in notes {
        assert_eq!(
            app.count(&format!("{all} AND note = '{note}'")),
            1,
            "{note}"
        );
    }
    assert_eq!(usize::try_from(app.count(&all)), Ok(notes.len()));
}

crate::stories! {
    a_step_is_taken_from_the_own_page_alone,
    papers_are_kept_from_others,
    templates_are_kept_from_others,
    what_was_told_is_kept_from_others,
}
