//! The evaluation of TT 01/2018/TT-VPCP: a quarter worked out by hand, what takes points and what does not, what is
//! missing and said so, and who reads what.

mod conduct;
mod guard;
mod left_out;

use chrono::NaiveDate;
use hailong::accounts::Role;
use hailong::complaints::Class;
use hailong::dossiers::State;
use hailong::dossiers::dossier::{Dossier, Way};
use hailong::dossiers::procedure::Procedure;
use hailong::dossiers::store::insert_procedure;
use hailong::units::Scope;
use hailong::units::store::list_units;

use crate::harness::cases::MORNING;
use crate::harness::dossiers::moment;
use crate::harness::{Answer, App, Visitor};

const UNIT: &str = "TB";
/// The day by which every file of the stories is promised.
const DUE: &str = "2026-06-05T23:59:59";
const EARLY: &str = "2026-06-04T10:00:00";
const ON_DAY: &str = "2026-06-05T10:00:00";
const LATE: &str = "2026-06-08T10:00:00";
const QUARTER: &str = "/evaluation?unit=TB&year=2026&quarter=2";

/// Who leads the unit, on the story's morning; an officer is at work, too.
async fn at_the_desk(app: &App) -> Visitor {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await
}

/// A file of the officer that ended at a wall-clock time, after `change`; its applicant went to no other agency.
fn ended(app: &App, at: &str, change: impl FnOnce(&mut Dossier)) -> i64 {
    let officer = app.account_id("lam");
    app.dossier(UNIT, DUE, |dossier| {
        dossier.officer_id = Some(officer);
        dossier.agencies = Some(0);
        dossier.state = State::Returned;
        dossier.end(moment(at));
        change(dossier);
    })
}

fn online(dossier: &mut Dossier) {
    dossier.way = Way::Online;
}

/// A procedure of the unit's catalogue since last year.
fn provides(app: &App, code: &str, (at_desk, online): (bool, bool)) {
    let mut conn = app.database.connect();
    let units = list_units(&mut conn, &Scope::everything()).unwrap();
    let unit = units.into_iter().find(|unit| unit.code == UNIT).unwrap();
    let procedure = Procedure {
        id: 0,
        unit_id: unit.id,
        code: code.to_owned(),
        name: format!("Thủ tục {code}"),
        field: String::new(),
        limit_n: 3,
        limit_unit: "working_day".to_owned(),
        basis: String::new(),
        fee: String::new(),
        valid_from: NaiveDate::from_ymd_opt(2025, 1, 1).unwrap(),
        valid_until: None,
        at_desk,
        online,
    };
    insert_procedure(&mut conn, &procedure).unwrap();
}

/// A complaint of conduct in a file, decided to be one; its number.
fn complained_of(app: &App, dossier: i64) -> i64 {
    let code = app.dossier_now(dossier).code;
    let number = app.complain_with(
        UNIT,
        "Cán bộ trả lời cộc lốc khi tôi hỏi hồ sơ",
        |new| {
            new.details.dossier = code;
        },
    );
    app.classify(number, Class::Conduct);
    number
}

/// Seven files: three early, one of them complained of; three on their day, online, one of them refused; one late after a
/// supplement. One more was taken back. The complaint is answered in time.
fn a_quarter(app: &App) -> i64 {
    let complained = ended(app, EARLY, |_| ());
    ended(app, EARLY, |_| ());
    ended(app, EARLY, |_| ());
    ended(app, ON_DAY, online);
    ended(app, ON_DAY, online);
    ended(app, ON_DAY, |dossier| {
        online(dossier);
        dossier.state = State::Refused;
    });
    ended(app, LATE, |dossier| dossier.supplements = 1);
    ended(app, LATE, |dossier| dossier.state = State::Withdrawn);
    let number = complained_of(app, complained);
    app.answer(number, "Cán bộ đã xin lỗi và rút kinh nghiệm.", "chu");
    number
}

/// Says of the desk what these boxes say, from a day on.
async fn says(leader: &Visitor, address: &str, boxes: &[&str], from: &str) -> Answer {
    let page = leader.get(address).await.is(200);
    let mut form = page.form("/evaluation/statement").with("valid_from", from);
    for name in boxes {
        form = form.with(name, "yes");
    }
    leader.send(&form).await
}

/// Indicators 1 and 2: 9 points of 7 files, 1.3; 3: 13 of 7, 1.9; 4: 2; 7: 7 of 7, 1.0. With 8 and 9 at two points each
/// that is 11.5 of 14; what the unit says of its desk adds one point twice.
async fn a_quarter_is_what_was_worked_out_by_hand(app: &App) {
    let leader = at_the_desk(app).await;
    a_quarter(app);
    provides(app, "1.1", (true, true));
    provides(app, "1.2", (false, false));
    app.turn_to_day("2026-07-10");
    leader.back("chu").await;
    let page = leader.get(QUARTER).await.is(200);
    for text in [
        "đạt 11,5 trên 14,0 điểm của 7 chỉ số có dữ liệu",
        "còn thiếu chỉ số 5, 6",
        "7 hồ sơ: 3 trước ngày hẹn theo quy định, 3 đúng ngày, 1 trễ",
        "1 hồ sơ có phản ánh về hành vi, thái độ: 0 điểm",
        "1 phản ánh, kiến nghị thuộc thẩm quyền: 1 đúng hạn",
        "3/7 hồ sơ nộp trực tuyến (42,86\u{a0}%)",
        "Đơn vị chưa khai thủ tục hành chính được công khai ở đâu",
        "đã được Nghị định 118/2025/NĐ-CP thay thế từ 01/07/2025",
        "7,5/10",
    ] {
        assert!(page.body.contains(text), "no '{text}' in {}", page.body);
    }
    let boxes = ["board", "through_desk"];
    let said = says(&leader, QUARTER, &boxes, "01/06/2026").await;
    said.leads_to(&format!("{QUARTER}&done=said#said"));
    let page = leader.get(QUARTER).await.is(200);
    for text in [
        "Quý 2 năm 2026: 13,5/18 điểm, xếp loại Tốt.",
        "Chỉ niêm yết tại trụ sở.",
        "tự khai",
        "Lê Văn Chủ khai ngày 10/07/2026, áp dụng từ 01/06/2026",
    ] {
        assert!(page.body.contains(text), "no '{text}' in {}", page.body);
    }
    // The quarter before has neither a file nor a word of the unit.
    let before = leader.get("/evaluation?unit=TB&year=2026&quarter=1").await;
    before
        .is(200)
        .says("chưa có hồ sơ, phản ánh hay điều đơn vị khai nào để đánh giá");
    // The year is the same files, and nothing is said twice.
    let year = leader.get("/evaluation?unit=TB&year=2026&quarter=").await;
    year.is(200).says("Năm 2026: 13,5/18 điểm");
    app.verified();
}

/// The points stand on the page of a file once it has ended; one that is open or was taken back has none.
async fn a_file_shows_its_points(app: &App) {
    let leader = at_the_desk(app).await;
    let late = ended(app, LATE, |dossier| dossier.supplements = 1);
    let open = app.dossier(UNIT, DUE, |_| ());
    let withdrawn = ended(app, LATE, |dossier| dossier.state = State::Withdrawn);
    let page = leader.get(&format!("/dossiers/{late}")).await.is(200);
    for text in [
        "Đánh giá theo Thông tư 01/2018",
        "Trễ so với ngày hẹn đầu tiên.",
        "Phải liên hệ 1 lần.",
        "Phải liên hệ 0 cơ quan.",
        "Trễ hẹn, không có phản ánh về hành vi, thái độ.",
    ] {
        assert!(page.body.contains(text), "no '{text}' in {}", page.body);
    }
    for id in [open, withdrawn] {
        let page = leader.get(&format!("/dossiers/{id}")).await.is(200);
        assert!(!page.body.contains("Thông tư 01/2018"), "{id}");
    }
}

/// The workbook has a row for the unit, and no officer.
async fn the_workbook_has_the_unit_and_no_officer(app: &App) {
    let leader = at_the_desk(app).await;
    a_quarter(app);
    let address = "/evaluation.xlsx?unit=TB&year=2026&quarter=2";
    let answer = reqwest_bytes(&leader, address).await;
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(answer)).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0)
        .unwrap()
        .unwrap();
    let text = |row: usize, column: usize| sheet.get((row, column)).unwrap().to_string();
    assert_eq!(
        (text(1, 0), text(1, 2)),
        (UNIT.to_owned(), "Quý 2 năm 2026".to_owned())
    );
    assert_eq!((text(1, 3), text(1, 4)), ("7".to_owned(), "1,3".to_owned()));
    assert!(
        sheet
            .rows()
            .flatten()
            .all(|cell| !cell.to_string().contains("Phạm Văn Làm"))
    );
}

async fn reqwest_bytes(person: &Visitor, address: &str) -> Vec<u8> {
    let answer = person
        .request(reqwest::Method::GET, address)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

crate::stories! {
    a_quarter_is_what_was_worked_out_by_hand,
    a_file_shows_its_points,
    the_workbook_has_the_unit_and_no_officer,
}
