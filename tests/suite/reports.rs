//! Reports to sign: figures as they are, closed and kept, what comes later named apart, the document that a leader signs.

mod guard;
mod summary;

use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::db::DbConn;
use hailong::db::schema::closings;
use sha2::{Digest, Sha256};

use crate::harness::desk::tamper;
use crate::harness::{Answer, App, Visitor};

const UNIT: &str = "TB";
const THIRD: &str = "/reports/q3?unit=TB&year=2026";
const PAPER: &str = "/reports/q3/paper?unit=TB&year=2026";
const DOCX: &str = "/reports/q3/report.docx?unit=TB&year=2026";
const WORDS: &str = "/reports/q3/words?unit=TB&year=2026";

/// Who leads the unit, on a morning after the third quarter.
async fn leader(app: &App) -> Visitor {
    app.turn_clock("2026-10-02T09:00:00");
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await
}

/// Paper forms of a day with one answer each, as an officer imports them.
fn forms(app: &App, day: &str, satisfied: usize, others: usize) {
    let mut csv = "date,number,4.1\n".to_owned();
    let scores = std::iter::repeat_n(5, satisfied).chain(std::iter::repeat_n(1, others));
    for (number, score) in scores.enumerate() {
        csv += &format!("{day},{day}-{score}-{number},{score}\n");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("phiếu.csv");
    std::fs::write(&file, csv).unwrap();
    let run = app.hailong(&["import", "ballots", "--unit", UNIT, file.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// Two quarters that can be compared: 80 % of 30 people after 60 %.
fn two_quarters(app: &App) {
    forms(app, "12/08/2025", 18, 12);
    forms(app, "12/08/2026", 24, 6);
}

async fn close(leader: &Visitor) {
    let page = leader.get(THIRD).await.is(200);
    let form = page.form("/reports/q3/close");
    leader
        .send(&form)
        .await
        .leads_to(&format!("{THIRD}&done=closed"));
}

/// The bytes of a file.
async fn file(visitor: &Visitor, address: &str) -> Vec<u8> {
    let request = visitor.request(reqwest::Method::GET, address);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.bytes().await.unwrap().to_vec()
}

async fn closed_figures_stay_and_late_ones_stand_apart(app: &App) {
    let leader = leader(app).await;
    two_quarters(app);
    let page = leader.get(THIRD).await.is(200).says("tạm tính, chưa chốt");
    page.says("Chỉ số hài lòng chung đạt 80,00\u{a0}%")
        .says("cao hơn cùng kỳ 20,00 điểm nhưng chưa đủ căn cứ");
    leader.get(PAPER).await.is(200).says("class=\"draft\"");
    close(&leader).await;
    let page = leader.get(THIRD).await.is(200).says("đã chốt");
    assert!(!page.body.contains("/reports/q3/close"), "closed once");
    let (docx, xlsx) = (DOCX, "/reports/q3/figures.xlsx?unit=TB&year=2026");
    let before = (file(&leader, docx).await, file(&leader, xlsx).await);
    app.verified();

    forms(app, "20/09/2026", 0, 12);
    app.verified();
    let page = leader.get(THIRD).await.is(200);
    page.says("Chỉ số hài lòng chung đạt 80,00\u{a0}%")
        .says("12 phiếu của kỳ này đến sau khi chốt");
    assert_eq!(file(&leader, docx).await, before.0, "the same bytes");
    let year = leader.get("/reports?unit=TB&year=2026").await.is(200);
    year.says("Lê Văn Chủ").says("12 phiếu");
    let indices = leader.get("/indices?unit=TB&year=2026&period=q3").await;
    indices
        .is(200)
        .says("57,14\u{a0}%")
        .says("đã chốt ngày 02/10/2026 với 30 phiếu")
        .says("12 phiếu đến sau khi chốt");
    let later = "/reports/9m/paper?unit=TB&year=2026";
    let later = leader.get(later).await.is(200);
    later.says("Sau khi chốt số liệu quý III năm 2026, đã nhận thêm 12 phiếu");
}

/// Takes the guards away, as only somebody with the database's password can.
fn disarm(conn: &mut DbConn) {
    let sql = match conn {
        DbConn::Postgres(_) => "ALTER TABLE closings DISABLE TRIGGER USER",
        DbConn::Sqlite(_) => "DROP TRIGGER closings_stay; DROP TRIGGER closings_remain",
    };
    tamper(conn, sql).unwrap();
}

/// Verification names what is wrong.
fn is_found(app: &App, problem: &str) {
    let run = app.hailong(&["verify"]);
    assert_eq!(run.code, 1, "{problem}: {}", run.out);
    assert!(run.out.contains("\"closings_ok\":false"), "{}", run.out);
    assert!(run.out.contains(problem), "{problem}: {}", run.out);
}

/// A closed period is never changed; whoever takes the guards away and changes it all the same is found.
async fn a_changed_report_is_found(app: &App) {
    let leader = leader(app).await;
    two_quarters(app);
    close(&leader).await;
    app.verified();
    let mut conn = app.database.connect();
    tamper(&mut conn, "UPDATE closings SET year = 2027").unwrap_err();
    tamper(&mut conn, "DELETE FROM closings").unwrap_err();
    disarm(&mut conn);
    let changes = [
        (
            "figures = replace(figures, '8000', '9000')",
            "figures = replace(figures, '9000', '8000')",
            "its figures were changed",
        ),
        (
            "ballots = replace(ballots, '30', '31')",
            "ballots = replace(ballots, '31', '30')",
            "the box does not hold the ballots it counted",
        ),
        (
            "last_seq = last_seq - 1",
            "last_seq = last_seq + 1",
            "the chain of ballots is not the one it ended",
        ),
        (
            "cutoff = 'fourteenth'",
            "cutoff = 'calendar'",
            "its figures are of other days or other ballots",
        ),
    ];
    for (change, back, problem) in changes {
        tamper(&mut conn, &format!("UPDATE closings SET {change}")).unwrap();
        is_found(app, problem);
        tamper(&mut conn, &format!("UPDATE closings SET {back}")).unwrap();
        app.verified();
    }
    bend_with_its_sum(&mut conn);
    is_found(app, "its index is not what the ballots give");
}

/// Three people more are satisfied, and the sum is made to fit.
fn bend_with_its_sum(conn: &mut DbConn) {
    let figures: String = closings::table
        .select(closings::figures)
        .first(conn)
        .unwrap();
    let bent = figures.replace("[24,30]", "[27,30]");
    assert_ne!(bent, figures);
    diesel::update(closings::table)
        .set((
            closings::digest.eq(Sha256::digest(bent.as_bytes()).to_vec()),
            closings::figures.eq(bent),
        ))
        .execute(conn)
        .unwrap();
}

async fn a_period_is_closed_when_it_is_over(app: &App) {
    let leader = leader(app).await;
    let running = "/reports/q4?unit=TB&year=2026";
    let page = leader.get(running).await.is(200).says("đang diễn ra");
    assert!(!page.body.contains("/reports/q4/close"));
    let token = leader.token().await;
    let fields = [("csrf", token.as_str()), ("unit", UNIT), ("year", "2026")];
    let answer = leader.post("/reports/q4/close", &fields).await;
    answer.is(409).says("Kỳ này chưa hết");
    leader.post("/reports/q3/close", &fields).await.is(303);
    leader.post("/reports/q3/close", &fields).await.is(303);
    assert_eq!(app.count("closings"), 1, "sent twice, closed once");
}

/// A unit whose reports end with the 14th counts from the 15th of the month before the quarter.
async fn reports_may_end_with_the_14th(app: &App) {
    let leader = leader(app).await;
    for day in ["14/06/2026", "16/06/2026", "14/09/2026", "16/09/2026"] {
        forms(app, day, 10, 0);
    }
    let ballots = |page: &Answer| page.body.contains("tiếp nhận 20 phiếu đánh giá");
    let paper = leader.get(PAPER).await.is(200);
    assert!(ballots(&paper.says(
        "từ ngày 01 tháng 7 năm 2026 đến ngày 30 tháng 9 năm 2026"
    )));
    let year = leader.get("/reports?unit=TB&year=2026").await.is(200);
    let form = year.form("/reports/cutoff").with("cutoff", "fourteenth");
    leader.send(&form).await.is(303);
    let paper = leader.get(PAPER).await.is(200);
    let paper = paper
        .says("từ ngày 15 tháng 6 năm 2026 đến ngày 14 tháng 9 năm 2026")
        .says("ngày 14 tháng cuối kỳ");
    assert!(ballots(&paper), "16 June and 14 September: {}", paper.body);
    close(&leader).await;
    app.verified();
    forms(app, "01/07/2026", 3, 0);
    leader.get(THIRD).await.is(200).says("3 phiếu của kỳ này");
    let page = leader.get("/reports?unit=TB&year=2026").await.is(200);
    assert!(
        !page.body.contains("/reports/cutoff"),
        "days would count twice"
    );
    let token = leader.token().await;
    let fields = [("csrf", token.as_str()), ("cutoff", "calendar")];
    let refused = leader.post("/reports/cutoff", &fields).await.is(409);
    refused.says("Năm nay đã có kỳ chốt số liệu");
}

/// What a leader writes stands in the document; with a number and a day it is no draft any more.
async fn the_leader_writes_and_signs(app: &App) {
    let leader = leader(app).await;
    two_quarters(app);
    close(&leader).await;
    let form = leader.get(WORDS).await.is(200).form("/reports/q3/words");
    let form = form
        .with("recipient", "Sở Nội vụ tỉnh Gia Lai")
        .with("causes", "Thiếu ghế chờ.\nMột quầy nghỉ phép.")
        .with("remedies", "Mua 20 ghế trước 30/10.");
    let wrong = form.clone().with("signed_on", "32/10/2026");
    let back = leader.send(&wrong).await.is(422).says("Ngày không đúng");
    assert!(back.body.contains("Thiếu ghế chờ."), "nothing is lost");
    let wrong = form.clone().with("signed_on", "05/10/2026");
    let back = leader.send(&wrong).await.is(422);
    back.says("cần số, ký hiệu");
    let wrong = form.clone().with("signed_on", "30/09/2026");
    let back = leader.send(&wrong).await.is(422);
    back.says("Ngày ký phải sau ngày cuối của kỳ");
    leader.send(&form).await.is(303);
    let draft = leader.get(PAPER).await.is(200).says("class=\"draft\"");
    draft
        .says("Kính gửi: Sở Nội vụ tỉnh Gia Lai")
        .says("Nguyên nhân: Thiếu ghế chờ.")
        .says("Một quầy nghỉ phép.")
        .says("Giải pháp: Mua 20 ghế trước 30/10.");
    let stale = leader.send(&form).await.is(422);
    stale
        .says("Người khác vừa sửa báo cáo này")
        .says("Mua 20 ghế");

    let form = leader.get(WORDS).await.is(200).form("/reports/q3/words");
    let form = form
        .with("number", "12/BC-UBND")
        .with("signed_on", "05/10/2026");
    leader.send(&form).await.is(303);
    let paper = leader.get(PAPER).await.is(200).says("Số: 12/BC-UBND");
    assert!(!paper.body.contains("class=\"draft\""), "signed");
    let next = leader.get("/reports/9m/words?unit=TB&year=2026").await;
    next.is(200).says("value=\"Sở Nội vụ tỉnh Gia Lai\"");
    let docx = file(&leader, DOCX).await;
    assert!(docx.starts_with(b"PK"), "a ZIP archive");
    assert_eq!(docx, file(&leader, DOCX).await, "the same bytes");
}

/// Nine people are told nowhere: not on the page, on paper nor in the table.
async fn too_few_people_are_not_told(app: &App) {
    let leader = leader(app).await;
    forms(app, "12/08/2026", 7, 2);
    let page = leader.get(THIRD).await.is(200);
    let page = page.says("chưa có đủ 10 người trả lời");
    let paper = leader
        .get(PAPER)
        .await
        .is(200)
        .says("dưới 10")
        .says("không nêu");
    for told in [&page.body, &paper.body] {
        assert!(!told.contains("77,78"), "{told}");
    }
    let table = file(&leader, "/reports/q3/figures.xlsx?unit=TB&year=2026").await;
    let rows = cells(table);
    assert!(rows.iter().any(|cell| cell == "không nêu"));
    assert!(!rows.iter().any(|cell| cell == "77.78"), "{rows:?}");
    forms(app, "13/08/2026", 1, 0);
    let table = file(&leader, "/reports/q3/figures.xlsx?unit=TB&year=2026").await;
    let rows = cells(table);
    assert!(rows.iter().any(|cell| cell == "80"), "{rows:?}");
}

/// The cells of a workbook as they are stored.
fn cells(book: Vec<u8>) -> Vec<String> {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let cells = sheet.cells().map(|(_, _, cell)| cell.to_string());
    cells.collect()
}

crate::stories! {
    closed_figures_stay_and_late_ones_stand_apart,
    a_changed_report_is_found,
    a_period_is_closed_when_it_is_over,
    reports_may_end_with_the_14th,
    the_leader_writes_and_signs,
    too_few_people_are_not_told,
}
