//! Files of the one-stop software: tried first, taken whole, told again without harm; what is wrong is named by its cell,
//! and what was done here is never undone.

mod bad_files;
mod lagging;
mod many;
mod spreadsheets;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use hailong::db::schema::{dossier_events, dossiers};
use hailong::dossiers::Dossier;
use reqwest::Method;
use serde_json::Value;

use crate::harness::desk::tamper;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

pub const PAGE: &str = "/dossiers/import";
pub const HEAD: &str = "Mã hồ sơ,Tên thủ tục,Người nộp,SĐT,Cán bộ xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày có kết quả,Ngày trả,Trạng thái\n";
pub const FIRST: &str = "H21.65-260302-0001,Đăng ký khai sinh,Rmah H'Lan,0905123456,Lê Văn Tám,02/03/2026 09:00,05/03/2026,,,Đang xử lý\n";
pub const SECOND: &str = "H21.65-260302-0002,Chứng thực chữ ký,Nguyễn Văn A,,,02/03/2026,02/03/2026,02/03/2026,03/03/2026,Đã trả kết quả\n";

/// Sends a file to an import; it leads to its trial.
pub async fn send(person: &Visitor, page: &str, file: &[u8]) -> Answer {
    let form = person.get(page).await.is(200).form(&format!("{page}/file"));
    post(person, page, (&form.value("csrf"), &form.value("id")), file).await
}

pub async fn post(person: &Visitor, page: &str, (csrf, id): (&str, &str), file: &[u8]) -> Answer {
    let mut body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{id}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tháng 3.csv\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = person
        .request(Method::POST, &format!("{page}/file"))
        .header("Sec-Fetch-Site", "same-origin")
        .header("Content-Type", "multipart/form-data; boundary=x")
        .body(body);
    Answer::of(request).await
}

/// Sends a file and opens its trial: its address and the page.
pub async fn tried(person: &Visitor, page: &str, file: &[u8]) -> (String, Answer) {
    let answer = send(person, page, file).await.is(303);
    let trial = answer.header("location").to_owned();
    let shown = person.get(&trial).await;
    (trial, shown)
}

/// Imports by command; the code and the report.
pub fn import(app: &App, file: &str, options: &[&str]) -> (i32, Value) {
    import_as(app, "hồ sơ.csv", file.as_bytes(), options)
}

pub fn import_as(app: &App, name: &str, file: &[u8], options: &[&str]) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, file).unwrap();
    let words = ["import", "dossiers", path.to_str().unwrap(), "--json"];
    let run = app.hailong(&[&words, options].concat());
    let report = serde_json::from_str(&run.out);
    (
        run.code,
        report.unwrap_or_else(|_| panic!("{}{}", run.out, run.err)),
    )
}

pub fn counts(report: &Value) -> [u64; 4] {
    let refused = report["refused"].as_array().unwrap().len() as u64;
    let count = |key: &str| report[key].as_u64().unwrap();
    [count("new"), count("changed"), count("unchanged"), refused]
}

pub fn dossier(app: &App, code: &str) -> Dossier {
    dossiers::table
        .filter(dossiers::code.eq(code))
        .select(Dossier::as_select())
        .first(&mut app.database.connect())
        .unwrap()
}

/// Actions and notes of a dossier, oldest first.
pub fn history(app: &App, id: i64) -> Vec<(String, String)> {
    dossier_events::table
        .filter(dossier_events::dossier_id.eq(id))
        .order(dossier_events::id)
        .select((dossier_events::action, dossier_events::note))
        .load(&mut app.database.connect())
        .unwrap()
}

/// A moment of Vietnam as it is stored.
pub fn utc(local: &str) -> Option<NaiveDateTime> {
    Some(hailong::clock::utc_of_local(local.parse().unwrap()))
}

/// What the file of two dossiers leaves.
fn both_are_there(app: &App) {
    let first = dossier(app, "H21.65-260302-0001");
    assert_eq!(first.received_at, utc("2026-03-02T09:00:00").unwrap());
    assert_eq!(
        first.first_due_at,
        utc("2026-03-05T23:59:59"),
        "a day means its end"
    );
    assert_eq!(
        (first.state.as_str(), &*first.officer_name),
        ("working", "Lê Văn Tám")
    );
    assert_eq!(history(app, first.id).len(), 1);
    let second = dossier(app, "H21.65-260302-0002");
    assert_eq!(second.received_at, utc("2026-03-02T08:00:00").unwrap());
    assert_eq!(
        (second.state.as_str(), second.owed_from),
        ("returned", None)
    );
    assert!(second.ended_at.is_some() && second.returned_at > second.ended_at);
    assert_eq!(
        app.count("dossier_applications WHERE name = 'Rmah H''Lan' AND phone = '0905123456'"),
        1
    );
}

/// The leader sees what would happen, nothing happens; then one button takes it. The same file again changes nothing.
async fn a_file_is_tried_and_then_taken(app: &App) {
    let leader = app.staff("leader").await;
    leader
        .get("/dossiers/import/7")
        .await
        .leads_to("/dossiers/import?done=gone");
    let file = format!("SỔ THEO DÕI HỒ SƠ,,,,,,,,,\n\n{HEAD}{FIRST}{SECOND}");
    let (trial, page) = tried(&leader, PAGE, file.as_bytes()).await;
    let page = page
        .is(200)
        .says("tháng 3.csv")
        .says("Nhập 2 hồ sơ")
        .says("Dòng tên cột là dòng 3");
    assert_eq!(app.count("dossiers"), 0, "a trial writes nothing");
    let form = page.form(&format!("{trial}/take"));
    leader
        .send(&form)
        .await
        .leads_to("/dossiers/import?done=taken&new=2&changed=0&unchanged=0&refused=0");
    leader
        .get("/dossiers/import?done=taken&new=2&changed=0&unchanged=0&refused=0")
        .await
        .says("Đã nhập xong: 2 thêm mới");
    leader
        .send(&form)
        .await
        .leads_to("/dossiers/import?done=gone");
    assert_eq!(
        (app.count("dossiers"), app.count("dossier_uploads")),
        (2, 0)
    );
    both_are_there(app);
    let (trial, page) = tried(&leader, PAGE, file.as_bytes()).await;
    let page = page.is(200).says("Tệp không có gì để nhập");
    leader
        .send(&page.form(&format!("{trial}/discard")))
        .await
        .leads_to(PAGE);
    assert_eq!(app.count("dossier_uploads"), 0);
    assert_eq!(counts(&import(app, &file, &[]).1), [0, 0, 2, 0]);
    assert_eq!(
        (
            app.count("dossier_events"),
            dossier(app, "H21.65-260302-0001").version
        ),
        (2, 1)
    );
}

/// The software goes on: state, officer and days follow, each with what it was; the first promise stays.
async fn what_the_software_changed_is_told_once(app: &App) {
    app.add_unit(UNIT, None);
    let login = "tam.le";
    assert_eq!(app.add_user(UNIT, "desk", login).code, 0);
    let (code, report) = import(app, &format!("{HEAD}{FIRST}"), &["--dry-run"]);
    assert_eq!(
        (code, counts(&report), app.count("dossiers")),
        (0, [1, 0, 0, 0], 0)
    );
    import(app, &format!("{HEAD}{FIRST}"), &[]);
    let later = "H21.65-260302-0001,Đăng ký khai sinh,Rmah H'Lan,0905999999,tam.le,02/03/2026 09:00,12/03/2026,10/03/2026 10:00,,Chờ trả kết quả\n";
    let (_, report) = import(app, &format!("{HEAD}{later}"), &[]);
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    assert_eq!(report["remarkable"][0]["column"], "due", "{report}");
    let now = dossier(app, "H21.65-260302-0001");
    assert_eq!((now.state.as_str(), now.version), ("ready", 2));
    assert_eq!(now.officer_id, Some(app.account_id(login)));
    assert_eq!(
        now.first_due_at,
        utc("2026-03-05T23:59:59"),
        "lateness is not edited away"
    );
    assert_eq!(
        (now.ended_at, now.owed_from),
        (utc("2026-03-10T10:00:00"), now.first_due_at)
    );
    let told = history(app, now.id);
    assert_eq!(told.len(), 2);
    for part in [
        "Cán bộ xử lý: Lê Văn Tám → tam.le",
        "Ngày hẹn trả: 05/03/2026 → 12/03/2026 (phần mềm một cửa ghi; ở đây giữ như cũ)",
        "Trạng thái: Đang xử lý → Chờ trả kết quả",
        "Ngày có kết quả: – → 10/03/2026 10:00",
        "Thông tin người nộp đã thay đổi",
    ] {
        assert!(told[1].1.contains(part), "{part}: {}", told[1].1);
    }
    assert!(!told[1].1.contains("0905"), "{}", told[1].1);
    assert_eq!(
        counts(&import(app, &format!("{HEAD}{later}"), &[]).1),
        [0, 0, 1, 0]
    );
    // An older file goes back in nothing.
    import(app, &format!("{HEAD}{FIRST}"), &[]);
    assert_eq!(dossier(app, "H21.65-260302-0001").state.as_str(), "ready");
    app.verified();
}

/// Apologised, promised anew, erased, found wrong: the next file leaves it.
async fn what_was_done_here_stays(app: &App) {
    app.add_unit(UNIT, None);
    import(app, &format!("{HEAD}{FIRST}"), &[]);
    let done = "UPDATE dossiers SET apologised_on = '2026-03-04', due_at = '2026-03-20 16:59:59', errors_owed = 1, \
                error_at = '2026-03-04 01:00:00'; DELETE FROM dossier_applications;";
    tamper(&mut app.database.connect(), done).unwrap();
    let later = FIRST
        .replace("05/03/2026", "25/03/2026")
        .replace("0905", "0915")
        .replace("khai sinh", "khai tử");
    let (_, report) = import(app, &format!("{HEAD}{later}"), &[]);
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    let now = dossier(app, "H21.65-260302-0001");
    assert_eq!(now.due_at, Some("2026-03-20T16:59:59".parse().unwrap()));
    assert_eq!(now.first_due_at, utc("2026-03-05T23:59:59"));
    assert_eq!((now.apologised_on.is_some(), now.errors_owed), (true, 1));
    assert_eq!(now.procedure_name, "Đăng ký khai tử");
    assert_eq!(
        app.count("dossier_applications"),
        0,
        "what was erased stays erased"
    );
}

/// A clock that stands is stopped when the software says so, and goes on.
async fn the_clock_stands_while_something_is_missing(app: &App) {
    app.add_unit(UNIT, None);
    import(app, &format!("{HEAD}{FIRST}"), &[]);
    import(
        app,
        &format!("{HEAD}{}", FIRST.replace("Đang xử lý", "Yêu cầu bổ sung")),
        &[],
    );
    let stopped = dossier(app, "H21.65-260302-0001");
    assert_eq!(
        (stopped.state.as_str(), stopped.supplements),
        ("supplement", 1)
    );
    assert!(stopped.stopped_at.is_some());
    import(app, &format!("{HEAD}{FIRST}"), &[]);
    let working = dossier(app, "H21.65-260302-0001");
    assert_eq!(
        (working.state.as_str(), working.stopped_at),
        ("working", None)
    );
    assert_eq!(
        working.first_due_at,
        utc("2026-03-05T23:59:59"),
        "late before it was asked for"
    );
}

/// Without a due day it is counted by the catalogue, found by name without accents or by code.
async fn a_day_that_is_not_told_is_counted_by_the_catalogue(app: &App) {
    let leader = app.staff("leader").await;
    let list = leader.get("/dossiers/procedures").await.is(200);
    leader
        .send(&list.form("/dossiers/procedures/starter"))
        .await
        .is(303);
    let head = "so ho so;ten thu tuc;chu ho so;ngay tiep nhan\n";
    let rows = "H21.65-260212-0001;DANG KY GIAM HO;A;12/02/2026 16:30\nH21.65-260302-0002;MAU-03;B;2026-03-02\n\
                H21.65-260302-0003;Xây nhà;C;2026-03-02\nH21.65-240302-0004;MAU-11;D;02/03/2024\n";
    let (code, report) = import(app, &format!("{head}{rows}"), &["--on-error", "skip"]);
    assert_eq!((code, counts(&report)), (0, [2, 0, 0, 2]), "{report}");
    let first = dossier(app, "H21.65-260212-0001");
    assert_eq!(
        first.first_due_at,
        utc("2026-02-24T23:59:59"),
        "Tết is no working day"
    );
    assert_eq!(
        (&*first.procedure_name, &*first.field),
        ("Đăng ký giám hộ", "civil_status")
    );
    assert_eq!(
        (first.limit_n, first.limit_unit.as_deref()),
        (Some(3), Some("working_day"))
    );
    let reasons: Vec<_> = report["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|refused| refused["reason"].as_str().unwrap())
        .collect();
    assert!(reasons[0].contains("not in the catalogue"), "{reasons:?}");
    assert!(reasons[1].contains("does not hold"), "{reasons:?}");
    app.verified();
    let next = "H21.65-261120-0001;MAU-12;A;20/11/2026\n";
    let gone = "DELETE FROM calendar_years WHERE year = 2026;";
    tamper(&mut app.database.connect(), gone).unwrap();
    let (_, report) = import(app, &format!("{head}{next}"), &[]);
    assert!(
        report["refused"][0]["reason"]
            .as_str()
            .unwrap()
            .contains("working days of 2026"),
        "{report}"
    );
}

/// Whoever neither leads nor administers imports nothing, and nobody sees a file that somebody else sent.
async fn only_whoever_sent_a_file_sees_it(app: &App) {
    let leader = app.staff("leader").await;
    let (trial, _) = tried(&leader, PAGE, format!("{HEAD}{FIRST}").as_bytes()).await;
    let admin = app.staff("admin").await;
    admin
        .get(&trial)
        .await
        .leads_to("/dossiers/import?done=gone");
    admin.get(&format!("{trial}/refused.csv")).await.is(404);
    let form = leader.get(&trial).await.form(&format!("{trial}/take"));
    let csrf = admin
        .get(PAGE)
        .await
        .form(&format!("{PAGE}/file"))
        .value("csrf");
    admin
        .post(&format!("{trial}/take"), &[("csrf", &csrf)])
        .await
        .leads_to("/dossiers/import?done=gone");
    leader
        .post(&format!("{trial}/take"), &[("csrf", "foreign")])
        .await
        .is(403);
    let other = app.staff_of("H21.66", "leader").await;
    other
        .get(&trial)
        .await
        .leads_to("/dossiers/import?done=gone");
    let own = other.get(PAGE).await.form(&format!("{PAGE}/file"));
    let foreign = leader
        .get(PAGE)
        .await
        .form(&format!("{PAGE}/file"))
        .value("id");
    post(&other, PAGE, (&own.value("csrf"), &foreign), b"x")
        .await
        .is(404);
    for role in ["desk", "hotline", "observer"] {
        let person = app.staff(role).await;
        person.get(PAGE).await.is(403);
        person.get(&trial).await.is(403);
    }
    assert!(
        app.visitor()
            .get(PAGE)
            .await
            .is(303)
            .header("location")
            .starts_with("/signin")
    );
    // It is forgotten after a day.
    let now = app.clock.now() + chrono::Duration::hours(25);
    hailong::dossiers::import::forget_uploads(&mut app.database.connect(), now).unwrap();
    leader
        .send(&form)
        .await
        .leads_to("/dossiers/import?done=gone");
    assert_eq!(app.count("dossiers"), 0);
}

crate::stories! {
    a_file_is_tried_and_then_taken,
    what_the_software_changed_is_told_once,
    what_was_done_here_stays,
    the_clock_stands_while_something_is_missing,
    a_day_that_is_not_told_is_counted_by_the_catalogue,
    only_whoever_sent_a_file_sees_it,
}
