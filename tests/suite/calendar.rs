//! The working-day calendar: a fresh installation can count, an administrator of the topmost unit loads the next year in
//! time, by typing or by a file, and nobody else changes it.

mod holidays;

use chrono::{NaiveDate, NaiveDateTime};
use hailong::calendar::store::find_working_days;
use hailong::calendar::{NoCalendar, WorkingDays};
use reqwest::Method;
use serde_json::{Value, json};

use self::holidays::{FURTHER_2026, FURTHER_2027, listed, whole, with_further};
use crate::harness::html::Form;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

const PAGE: &str = "/admin/calendar";
const LOAD: &str = "/admin/calendar/load";
const FILE: &str = "/admin/calendar/file";
const HEAD: &str = "year,day,kind,name,source\n";
/// Days of 2027, with a Saturday that is made up.
const WHOLE: &str = "2027,2027-01-01,off,Tết Dương lịch,Công văn A\n2027,30/04/2027,off,,Công văn A\n\
    2027,2027-09-02,off,Quốc khánh,Công văn B\n2027,09/01/2027,work,Làm bù,Công văn A\n";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(app: &App) -> WorkingDays {
    find_working_days(&mut app.database.connect()).unwrap()
}

/// Moves the server's clock to a morning in Vietnam.
fn on(app: &App, today: &str) {
    let morning: NaiveDateTime = format!("{today}T02:00:00").parse().unwrap();
    app.clock.shift(morning - app.clock.now());
}

async fn asked(admin: &Visitor, year: i32) -> Form {
    let page = admin.get(&format!("{LOAD}?year={year}")).await.is(200);
    page.form(LOAD)
}

/// The form of 2027 as somebody fills it in who has the published text at hand.
async fn typed(admin: &Visitor) -> Form {
    let form = asked(admin, 2027).await;
    form.with("source", "Công văn 1/VPCP")
        .with(
            "off",
            &with_further(
                "01/01/2027 Tết Dương lịch\n30/4/2027\n\n2.9.2027: Quốc khánh <b>",
                FURTHER_2027,
            ),
        )
        .with("work", "2027-01-09\tLàm bù")
}

async fn send_file(admin: &Visitor, file: &[u8]) -> Answer {
    let csrf = admin.get(LOAD).await.is(200).form(FILE).value("csrf");
    post_file(admin, &csrf, file).await
}

async fn post_file(admin: &Visitor, csrf: &str, file: &[u8]) -> Answer {
    let mut body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lịch\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = admin
        .request(Method::POST, FILE)
        .header("Sec-Fetch-Site", "same-origin")
        .header("Content-Type", "multipart/form-data; boundary=x")
        .body(body);
    Answer::of(request).await
}

/// Nobody has loaded anything, and deadlines of these years can be told all the same; after a restart as well.
async fn a_fresh_installation_can_count(app: &App) {
    let days = calendar(app);
    assert_eq!(days.after(day("2026-02-12"), 3), Ok(day("2026-02-24")));
    assert_eq!(
        days.after(day("2026-12-31"), 1),
        Err(NoCalendar { year: 2027 })
    );
    assert_eq!(app.count("calendar_years"), 6);
    let stored = app.count("calendar_days");
    let beside = app.beside(|_| {});
    assert_eq!(
        (app.count("calendar_years"), app.count("calendar_days")),
        (6, stored)
    );
    let admin = beside.staff("admin").await;
    admin.get("/admin").await.is(200).says(PAGE);
    let page = admin.get(PAGE).await.is(200);
    page.says("Thứ hai 16/02 – Thứ sáu 20/02")
        .says("Thứ bảy 22/08")
        .says("chưa đối chiếu văn bản")
        .says("12729/VPCP-KGVX");
}

/// From October on the page says which deadlines cannot be told without the next year.
async fn the_next_year_is_missed_in_time(app: &App) {
    on(app, "2026-09-30");
    let admin = app.staff("admin").await;
    let page = admin.get(PAGE).await.is(200);
    assert!(
        !page.body.contains("Chưa có lịch làm việc"),
        "{}",
        page.body
    );
    on(app, "2026-10-01");
    let admin = app.staff_of("H21.66", "admin").await;
    let page = admin.get(PAGE).await.is(200);
    let page = page.says("Chưa có lịch làm việc năm 2027");
    page.says("Hạn 3 ngày làm việc, nếu tiếp nhận từ ngày 29/12/2026 trở đi");
    on(app, "2027-01-04");
    let admin = app.staff_of("H21.67", "admin").await;
    let page = admin.get(PAGE).await.is(200);
    page.says("Chưa tính được hạn nào rơi vào năm nay");
    assert_eq!(admin.get(LOAD).await.form(LOAD).value("year"), "2027");
}

async fn an_administrator_types_a_year(app: &App) {
    on(app, "2026-10-01");
    let admin = app.staff("admin").await;
    assert_eq!(admin.get(LOAD).await.form(LOAD).value("year"), "2027");
    let form = typed(&admin).await;
    let done = format!("{PAGE}?done=loaded#year-2027");
    admin.send(&form).await.leads_to(&done);
    admin.send(&form).await.leads_to(&done);
    let days = calendar(app);
    assert_eq!(days.after(day("2026-12-31"), 5), Ok(day("2027-01-08")));
    assert_eq!(days.after(day("2026-12-31"), 6), Ok(day("2027-01-09")));
    assert_eq!(
        app.count("calendar_days WHERE day >= '2027-01-01'"),
        4 + i64::try_from(listed(FURTHER_2027).len()).unwrap()
    );
    let page = admin.get(&format!("{PAGE}?done=loaded")).await.is(200);
    let page = page.says("Đã nạp lịch").says("Quốc khánh &lt;b&gt;");
    assert!(
        !page.body.contains("Chưa có lịch làm việc"),
        "{}",
        page.body
    );
    // It is offered for change as it was typed.
    let again = asked(&admin, 2027).await;
    assert_eq!(again.value("work"), "\n09/01/2027 Làm bù");
    assert_eq!(again.value("source"), "Công văn 1/VPCP");
}

/// Every bad line is named, and what was typed comes back.
async fn a_bad_line_is_named_and_nothing_is_lost(app: &App) {
    let admin = app.staff("admin").await;
    let off = "01/01/2027\n31/02/2027 Không có\n02/9/2026\n01/01/2027 Lại\n24/11/2027";
    let work = "24/11/2027 Thứ tư\n09/01/2027\nthứ bảy";
    let form = asked(&admin, 2027)
        .await
        .with("off", off)
        .with("work", work);
    let before = app.count("calendar_days");
    let page = admin.send(&form).await.is(422);
    let page = page
        .says("Dòng 2: “31/02/2027” không phải là một ngày")
        .says("Dòng 3: Ngày 02/09/2026 không thuộc năm 2027")
        .says("Dòng 4: Ngày 01/01/2027 đã ghi ở trên")
        .says("Dòng 1: Ngày 24/11/2027 không phải thứ bảy hay chủ nhật")
        .says("Dòng 3: “thứ” không phải là một ngày")
        .says("Hãy ghi văn bản công bố lịch nghỉ của năm");
    let back = page.form(LOAD);
    assert_eq!(back.value("off").trim(), off);
    assert_eq!(back.value("work").trim(), work);
    assert_eq!(back.value("year"), "2027");

    let both = typed(&admin)
        .await
        .with("off", "01/01/2027\n30/04/2027\n02/09/2027\n09/01/2027");
    let page = admin.send(&both).await.is(422);
    page.says("Dòng 1: Ngày 09/01/2027 vừa là ngày nghỉ vừa là ngày làm bù");

    let half = typed(&admin).await.with("off", "01/01/2027");
    let page = admin.send(&half).await.is(422);
    page.says("Ngày 30/04/2027 là ngày lễ")
        .says("Ngày 02/09/2027 là ngày lễ")
        .says("Thiếu ngày nghỉ Tết Nguyên đán: từ 18/01/2027 đến 28/02/2027");

    for wrong in ["", "2027x", "1999", "99999999999"] {
        let form = typed(&admin).await.with("year", wrong);
        admin
            .send(&form)
            .await
            .is(422)
            .says("không phải là năm từ 2000 đến 2100");
    }
    assert_eq!(app.count("calendar_days"), before);
    assert_eq!(app.count("calendar_years WHERE year = 2027"), 0);
}

async fn an_administrator_sends_a_file(app: &App) {
    let admin = app.staff("admin").await;
    let done = format!("{PAGE}?done=loaded#year-2027");
    let file = whole();
    send_file(&admin, file.as_bytes()).await.leads_to(&done);
    let days = calendar(app);
    assert_eq!(days.is_working(day("2027-01-09")), Ok(true));
    assert_eq!(days.is_working(day("2027-04-30")), Ok(false));
    let page = admin.get(PAGE).await.is(200);
    page.says("Công văn A; Công văn B");
    // A workbook says the same, without the day that is made up.
    let book = workbook(&file.replace("2027,09/01/2027,work,Làm bù,Công văn A\n", ""));
    send_file(&admin, &book).await.leads_to(&done);
    assert_eq!(calendar(app).is_working(day("2027-01-09")), Ok(false));
    admin.get(FILE).await.leads_to(LOAD);
}

fn workbook(csv: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A file is taken whole or not at all, and what is wrong with it is said in the reader's language.
async fn a_bad_file_is_refused_whole(app: &App) {
    let admin = app.staff("admin").await;
    let (years, days) = (app.count("calendar_years"), app.count("calendar_days"));
    let bad = format!("{HEAD}{WHOLE}2027,2026-11-24,off,,A\n2027,24/11/2027,nghỉ hè,,A\n2027\n");
    let page = send_file(&admin, bad.as_bytes()).await.is(422);
    page.says("Dòng 6: Ngày 24/11/2026 không thuộc năm 2027")
        .says("Dòng 7: “nghỉ hè” không phải là off")
        .says("Dòng 8: Hàng này không đọc được");
    let page = send_file(&admin, &workbook(&bad.replace("2027\n", ""))).await;
    page.is(422)
        .says("Ô B6: Ngày 24/11/2026 không thuộc năm 2027");
    for (file, told) in [
        (&b""[..], "Hãy chọn một tệp"),
        (b"\xff\xfe\xff", "Tệp không đọc được như một bảng"),
        (b"PK\x03\x04 no workbook", "Tệp không đọc được như một bảng"),
        (
            b"day,name\n2027-01-01,x\n",
            "còn thiếu cột: year, kind, source",
        ),
        (HEAD.as_bytes(), "Tệp không có ngày nào"),
        (
            b"year,day,kind,name,source\n2026,2026-01-01,off,,A\n",
            "Ngày 30/04/2026 là ngày lễ",
        ),
    ] {
        send_file(&admin, file).await.is(422).says(told);
    }
    let large = vec![b'x'; 5 * 1024 * 1024];
    send_file(&admin, &large).await.is(413);
    post_file(&admin, "foreign", bad.as_bytes()).await.is(403);
    assert_eq!(
        (app.count("calendar_years"), app.count("calendar_days")),
        (years, days)
    );
}

/// What was loaded for a year is gone when it is loaded again; other years stay, and a restart brings nothing back.
async fn a_year_loaded_again_is_replaced(app: &App) {
    let admin = app.staff("admin").await;
    let of_2025 = app.count("calendar_days WHERE day BETWEEN '2025-01-01' AND '2025-12-31'");
    let loaded_at = app.count("calendar_years WHERE loaded_at < '2030-01-01'");
    on(app, "2030-06-03");
    let admin_then = app.staff_of("H21.66", "admin").await;
    let form = asked(&admin_then, 2026).await;
    assert!(form.value("off").contains("16/02/2026 Tết Nguyên đán"));
    let form = form
        .with("source", "Luật mới")
        .with(
            "off",
            &with_further(
                "01/01/2026\n30/04/2026\n01/05/2026\n02/09/2026\n24/11/2026 Ngày Văn hóa",
                FURTHER_2026,
            ),
        )
        .with("work", "");
    admin_then.send(&form).await.is(303);
    drop(admin);
    let beside = app.beside(|_| {});
    let days = calendar(&beside);
    assert_eq!(days.is_working(day("2026-11-24")), Ok(false));
    assert_eq!(days.is_working(day("2026-02-16")), Ok(true));
    assert_eq!(days.is_working(day("2026-01-10")), Ok(false));
    let count = "calendar_days WHERE day BETWEEN '2025-01-01' AND '2025-12-31'";
    assert_eq!(app.count(count), of_2025);
    assert_eq!(app.count("calendar_years"), 6);
    let unchanged = app.count("calendar_years WHERE loaded_at < '2030-01-01'");
    assert_eq!(
        unchanged,
        loaded_at - 1,
        "other features see that it changed"
    );
}

/// Administrators below the top read the calendar; whoever administers nothing is not shown it.
async fn only_an_administrator_of_the_top_changes_it(app: &App) {
    let top = app.staff("admin").await;
    let csrf = top.get(LOAD).await.is(200).form(LOAD).value("csrf");
    app.add_unit("H21.65.1", Some(UNIT));
    let below = app.staff_of("H21.65.1", "admin").await;
    let page = below.get(PAGE).await.is(200).says("Năm 2026");
    assert!(!page.body.contains(LOAD), "{}", page.body);
    let own = below.get("/password").await.form("/password").value("csrf");
    below.get(LOAD).await.is(403);
    let fields = [
        ("csrf", &*own),
        ("year", "2026"),
        ("source", "x"),
        ("off", "01/01/2026"),
    ];
    below.post(LOAD, &fields).await.is(403);
    let file = format!("{HEAD}{WHOLE}");
    post_file(&below, &own, file.as_bytes()).await.is(403);
    for role in ["leader", "desk", "hotline", "observer"] {
        let person = app.staff(role).await;
        let own = person
            .get("/password")
            .await
            .form("/password")
            .value("csrf");
        for address in [PAGE, LOAD] {
            person.get(address).await.is(403);
        }
        person.post(LOAD, &[("csrf", &own)]).await.is(403);
        post_file(&person, &own, file.as_bytes()).await.is(403);
    }
    let stranger = app.visitor();
    for address in [PAGE, LOAD] {
        let answer = stranger.get(address).await.is(303);
        assert!(answer.header("location").starts_with("/signin"));
    }
    let refused = stranger.post(LOAD, &[("csrf", &csrf)]).await;
    assert!([303, 401].contains(&refused.status), "{refused:?}");
    let refused = post_file(&stranger, &csrf, file.as_bytes()).await;
    assert!([303, 401].contains(&refused.status), "{refused:?}");
    assert_eq!(app.count("calendar_years WHERE year = 2027"), 0);
}

/// Imports a file of this content; the code and the report.
fn import(app: &App, content: &str) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lịch.csv");
    std::fs::write(&path, content).unwrap();
    let run = app.hailong(&["import", "calendar", path.to_str().unwrap(), "--json"]);
    (run.code, serde_json::from_str(&run.out).unwrap())
}

async fn an_operator_imports_a_year(app: &App) {
    let (code, report) = import(app, &whole());
    let rows = 4 + listed(FURTHER_2027).len();
    assert_eq!((code, &report["taken"]), (0, &json!(rows)), "{report}");
    assert_eq!(calendar(app).is_working(day("2027-01-09")), Ok(true));
    let bad = format!("{HEAD}{WHOLE}2027,31/02/2027,off,,A\n2028,2028-01-01,rest,,A\n");
    let (code, report) = import(app, &bad.replace("2027-01-01", "2027-01-04"));
    assert_eq!((code, &report["taken"]), (1, &json!(0)), "{report}");
    let refused: Vec<_> = report["refused"].as_array().unwrap().iter().collect();
    let place = |refusal: &Value| (refusal["line"].clone(), refusal["column"].clone());
    let places: Vec<_> = refused.into_iter().map(place).collect();
    assert_eq!(
        places,
        [(json!(6), json!("day")), (json!(7), json!("kind"))]
    );
    assert_eq!(calendar(app).is_working(day("2027-01-01")), Ok(false));
    let run = app.hailong(&["import", "calendar", "không-có.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("cannot read the file"), "{}", run.out);
}

crate::stories! {
    a_fresh_installation_can_count,
    the_next_year_is_missed_in_time,
    an_administrator_types_a_year,
    a_bad_line_is_named_and_nothing_is_lost,
    an_administrator_sends_a_file,
    a_bad_file_is_refused_whole,
    a_year_loaded_again_is_replaced,
    only_an_administrator_of_the_top_changes_it,
    an_operator_imports_a_year,
}
