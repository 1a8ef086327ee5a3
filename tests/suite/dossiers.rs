//! A dossier from the desk to the applicant: what is promised, what is late, what is owed, and what nobody may.

mod days;
mod finding;
mod guard;
mod mornings;
mod rating;
mod rules;
mod slips;

use futures_util::future::join_all;
use hailong::accounts::Role;
use hailong::clock::local_day;
use hailong::db::write_transaction;
use hailong::dossiers::procedure::Procedure;
use hailong::dossiers::store::{insert_procedure, list_events};
use hailong::units::Scope;
use hailong::units::store::list_units;

use crate::harness::cases::MORNING;
use crate::harness::{Answer, App, Visitor};

const UNIT: &str = "TB";
const NEW: &str = "/dossiers/new";
/// Of a procedure that no catalogue has.
const PROCEDURE: &str = "Xác nhận tình trạng hôn nhân";
const APPLICANT: &str = "Rơ Châm H'Yok";
const PHONE: &str = "0905 123 456";

/// An officer of the story's desk, at work on the story's morning.
async fn at_the_desk(app: &App) -> Visitor {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await
}

/// Sends the form of a new dossier with these fields filled in.
async fn tries(person: &Visitor, fields: &[(&str, &str)]) -> Answer {
    let mut form = person.get(NEW).await.is(200).form(NEW);
    for (name, value) in fields {
        form = form.with(name, value);
    }
    person.send(&form).await
}

/// Registers a dossier of three working days with these fields beside; its number.
async fn registers(person: &Visitor, more: &[(&str, &str)]) -> i64 {
    let usual = [
        ("procedure", PROCEDURE),
        ("name", APPLICANT),
        ("phone", PHONE),
        ("limit_n", "3"),
    ];
    let answer = tries(person, &[&usual, more].concat()).await.is(303);
    let address = answer.header("location");
    let id = address
        .strip_prefix("/dossiers/")
        .and_then(|rest| rest.strip_suffix("/received"));
    id.and_then(|id| id.parse().ok())
        .unwrap_or_else(|| panic!("{address}"))
}

/// Takes a step on a dossier's page as it stands.
async fn step(person: &Visitor, id: i64, step: &str, fields: &[(&str, &str)]) -> Answer {
    let page = person.get(&format!("/dossiers/{id}")).await.is(200);
    let mut form = page.form(&format!("/dossiers/{id}/{step}"));
    for (name, value) in fields {
        form = form.with(name, value);
    }
    person.send(&form).await
}

/// Takes a step that must work.
async fn did(person: &Visitor, id: i64, word: &str, fields: &[(&str, &str)]) {
    step(person, id, word, fields)
        .await
        .leads_to(&format!("/dossiers/{id}?done={word}"));
}

/// Words of what happened to a dossier, oldest first.
fn history(app: &App, id: i64) -> Vec<String> {
    let events = list_events(&mut app.database.connect(), id).unwrap();
    events.into_iter().map(|event| event.action).collect()
}

/// Puts a procedure of so many working days into the unit's catalogue.
fn add_procedure(app: &App, code: &str, name: &str, days: i32) {
    let mut conn = app.database.connect();
    let units = list_units(&mut conn, &Scope::everything()).unwrap();
    let unit = units.iter().find(|unit| unit.code == UNIT).unwrap();
    let procedure = Procedure {
        id: 0,
        unit_id: unit.id,
        code: code.to_owned(),
        name: name.to_owned(),
        field: "land".to_owned(),
        limit_n: days,
        limit_unit: "working_day".to_owned(),
        basis: String::new(),
        fee: String::new(),
        valid_from: local_day(app.clock.now()),
        valid_until: None,
        at_desk: true,
        online: false,
    };
    write_transaction(&mut conn, |conn| insert_procedure(conn, &procedure)).unwrap();
}

/// Registered, ready, returned: the day is told at once, and each step stands in the history.
async fn a_dossier_goes_from_the_desk_to_the_applicant(app: &App) {
    let officer = at_the_desk(app).await;
    let id = registers(&officer, &[]).await;
    let told = officer.get(&format!("/dossiers/{id}/received")).await;
    told.is(200).says("TB-260601-0001").says("04/06/2026");
    let list = officer.get("/dossiers?tab=open").await.is(200);
    let list = list.says("TB-260601-0001").says("Rơ Châm H'Yok");
    list.says("còn 3 ngày làm việc").says("Phạm Văn Làm");
    did(&officer, id, "finish", &[]).await;
    let waits = officer.get("/dossiers?tab=ready").await.is(200);
    waits.says("TB-260601-0001").says("đúng hẹn");
    did(&officer, id, "return", &[]).await;
    let page = officer.get(&format!("/dossiers/{id}?done=return")).await;
    page.is(200).says("Đã trả kết quả").says("đúng hẹn");
    assert_eq!(history(app, id), ["receive", "finish", "return"]);
    let next = registers(&officer, &[]).await;
    let told = officer.get(&format!("/dossiers/{next}/received")).await;
    told.is(200).says("TB-260601-0002");
}

/// Three fields are enough where the catalogue knows the procedure, by its code or however its name is written.
async fn the_catalogue_says_by_when(app: &App) {
    let officer = at_the_desk(app).await;
    add_procedure(app, "1.001193", "Đăng ký khai sinh", 5);
    for typed in [
        "1.001193",
        "dang ky khai sinh",
        "Đăng ký khai sinh",
        "khai si",
    ] {
        let id = registers(&officer, &[("procedure", typed), ("limit_n", "")]).await;
        let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
        let page = page.says("Đăng ký khai sinh").says("5 ngày làm việc");
        page.says("08/06/2026").says("Đất đai");
    }
    add_procedure(app, "1.000656", "Đăng ký khai tử", 3);
    let fields = [("procedure", "đăng ký khai"), ("name", APPLICANT)];
    let page = tries(&officer, &fields).await.is(422);
    page.says("Có nhiều thủ tục như thế")
        .says("khai sinh; Đăng ký khai tử");
    let form = officer.get(NEW).await.is(200);
    form.says("<option value=\"Đăng ký khai sinh\">1.001193 · 5 ngày làm việc</option>");
}

/// What is wrong is said at its field, and nothing that was typed is lost.
async fn what_is_wrong_is_said_and_kept(app: &App) {
    let officer = at_the_desk(app).await;
    let fields = [
        ("procedure", PROCEDURE),
        ("phone", "12"),
        ("email", "không có"),
        ("code", "H21.65-220231-0011"),
        ("day", "02/06/2026"),
        ("papers", "Tờ khai\nGiấy khai sinh"),
    ];
    let page = tries(&officer, &fields).await.is(422);
    let page = page
        .says("Nhập tên người nộp")
        .says("không gọi được")
        .says("ten@example.vn")
        .says("phải là một ngày")
        .says("còn chưa tới");
    let form = page.form(NEW);
    assert_eq!(form.value("papers"), "Tờ khai\nGiấy khai sinh");
    let right = form
        .with("name", APPLICANT)
        .with("phone", "")
        .with("email", "")
        .with("code", "")
        .with("day", "");
    let page = officer.send(&right).await.is(422);
    let page = page.says("không có trong danh mục");
    let sunday = page.form(NEW).with("due_day", "07/06/2026");
    let page = officer.send(&sunday).await.is(422).says("là ngày nghỉ");
    let due = page.form(NEW).with("due_day", "29/05/2026");
    let page = officer.send(&due).await.is(422).says("sớm hơn lúc nhận");
    let due = page
        .form(NEW)
        .with("due_day", "05/06/2026")
        .with("due_time", "10h30");
    officer.send(&due).await.is(303);
    let list = officer.get("/dossiers?tab=open").await.is(200);
    list.says("10:30");
}

/// A form that is sent twice registers once; a code that was typed is the unit's only one.
async fn a_form_sent_twice_registers_once(app: &App) {
    let officer = at_the_desk(app).await;
    let form = officer.get(NEW).await.is(200).form(NEW);
    let form = form
        .with("procedure", PROCEDURE)
        .with("name", APPLICANT)
        .with("limit_n", "3");
    let first = officer.send(&form).await.is(303);
    let second = officer.send(&form).await.is(303);
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(app.count("dossiers"), 1);
    registers(&officer, &[("code", "h21.65 - 260601 - 0007")]).await;
    let fields = [
        ("procedure", PROCEDURE),
        ("name", APPLICANT),
        ("limit_n", "3"),
        ("code", "H21.65-260601-0007"),
    ];
    let taken = tries(&officer, &fields).await.is(422);
    taken.says("đã có hồ sơ mang mã này");
    // A code that was typed is passed over when its turn comes.
    registers(&officer, &[("code", "TB-260601-0002")]).await;
    registers(&officer, &[]).await;
    assert_eq!(app.count("dossiers WHERE code = 'TB-260601-0003'"), 1);
}

/// However often a form comes at once, it takes one number, and none is left out.
async fn no_number_is_left_out(app: &App) {
    let officer = at_the_desk(app).await;
    let form = officer.get(NEW).await.is(200).form(NEW);
    let form = form
        .with("procedure", PROCEDURE)
        .with("name", APPLICANT)
        .with("limit_n", "3");
    let answers = join_all((0..8).map(|_| officer.send(&form))).await;
    let address = answers[0].header("location").to_owned();
    for answer in answers {
        answer.leads_to(&address);
    }
    registers(&officer, &[]).await;
    assert_eq!(app.count("dossiers WHERE code = 'TB-260601-0002'"), 1);
}

crate::stories! {
    a_dossier_goes_from_the_desk_to_the_applicant,
    the_catalogue_says_by_when,
    what_is_wrong_is_said_and_kept,
    a_form_sent_twice_registers_once,
    no_number_is_left_out,
}
