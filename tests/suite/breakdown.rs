//! What an index breaks down into, as a leader reads it: fields and what moved the whole, hours, reasons, words. What is
//! told of few persons, and to whom, is in `few`.

mod few;

use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::db::schema::{
    breakdown_months, dossier_tallies, questionnaires, reason_months, units,
};
use serde_json::json;

use crate::harness::cases::MORNING;
use crate::harness::desk::{Desk, UNIT, ballot_with};
use crate::harness::{App, Visitor};

const PAGE: &str = "/indices/breakdown?year=2026";

/// A desk on the story's morning, the first of June, and its leader.
async fn leader(app: &App) -> (Desk<'_>, Visitor) {
    app.turn_clock(MORNING);
    let desk = Desk::open(app);
    desk.receipts(&[ballot_with(json!({}))], 200).await;
    let leader = app.officer(UNIT, Role::Leader, "Lê Văn Chủ", "chu").await;
    (desk, leader)
}

/// Persons and how many of them were satisfied, each with one answer, in a month.
fn put(app: &App, month: &str, facet: &str, values: &[(&str, i32, i32)]) {
    put_of(app, month, facet, "overall", values);
}

fn put_of(app: &App, month: &str, facet: &str, measure: &str, values: &[(&str, i32, i32)]) {
    let conn = &mut app.database.connect();
    for (value, persons, satisfied) in values {
        let row = (
            breakdown_months::unit_id.eq(unit_id(app)),
            breakdown_months::month.eq(format!("{month}-01").parse::<chrono::NaiveDate>().unwrap()),
            breakdown_months::channel.eq("kiosk"),
            breakdown_months::facet.eq(facet),
            breakdown_months::value.eq(*value),
            breakdown_months::questionnaire_id.eq(questionnaire_id(app)),
            breakdown_months::measure.eq(measure),
            breakdown_months::persons.eq(*persons),
            breakdown_months::satisfied.eq(*satisfied),
            breakdown_months::answers.eq(*persons),
        );
        diesel::insert_into(breakdown_months::table)
            .values(row)
            .execute(conn)
            .unwrap();
    }
}

fn unit_id(app: &App) -> i64 {
    let unit = units::table.filter(units::code.eq(UNIT)).select(units::id);
    unit.first(&mut app.database.connect()).unwrap()
}

fn questionnaire_id(app: &App) -> i64 {
    let first = questionnaires::table.select(questionnaires::id);
    first.first(&mut app.database.connect()).unwrap()
}

fn put_reasons(app: &App, reasons: &[(&str, i32)]) {
    for (reason, ballots) in reasons {
        let row = (
            reason_months::unit_id.eq(unit_id(app)),
            reason_months::month.eq("2026-05-01".parse::<chrono::NaiveDate>().unwrap()),
            reason_months::channel.eq("kiosk"),
            reason_months::reason.eq(*reason),
            reason_months::ballots.eq(*ballots),
        );
        diesel::insert_into(reason_months::table)
            .values(row)
            .execute(&mut app.database.connect())
            .unwrap();
    }
}

/// Dossiers that ended in this year's March, by field.
fn put_dossiers(app: &App, fields: &[(&str, i32)]) {
    for (field, dossiers) in fields {
        let row = (
            dossier_tallies::unit_id.eq(unit_id(app)),
            dossier_tallies::year.eq(2026),
            dossier_tallies::fact.eq("ended"),
            dossier_tallies::month.eq(3),
            dossier_tallies::field.eq(*field),
            dossier_tallies::days.eq(0),
            dossier_tallies::dossiers.eq(*dossiers),
        );
        diesel::insert_into(dossier_tallies::table)
            .values(row)
            .execute(&mut app.database.connect())
            .unwrap();
    }
}

/// The text of the first row of a table of the page that begins with this head.
fn row(page: &str, head: &str) -> String {
    let begin = format!("<th scope=\"row\">{head}</th>");
    let (_, rest) = page
        .split_once(&begin)
        .unwrap_or_else(|| panic!("{head}: {page}"));
    let (row, _) = rest.split_once("</tr>").unwrap();
    let parts = row.split('<').map(|part| part.rsplit('>').next().unwrap());
    let text = parts.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The row of a field in the table of fields.
fn field_row(page: &str, head: &str) -> String {
    let (_, fields) = page.split_once("<section class=\"fields\">").unwrap();
    row(fields, head)
}

/// A poster at one counter brings thousands of contented voices of one field: the raw index rises, and the page says
/// beside it that nothing was better.
async fn another_mix_does_not_fake_a_rise(app: &App) {
    let (_desk, leader) = leader(app).await;
    put(
        app,
        "2025-02",
        "field",
        &[("land", 200, 120), ("civil_status", 200, 180)],
    );
    put(
        app,
        "2026-02",
        "field",
        &[("land", 200, 120), ("civil_status", 4000, 3600)],
    );
    put_dossiers(app, &[("land", 300), ("civil_status", 100), ("", 100)]);
    let page = leader.get(PAGE).await.is(200).body;
    assert_eq!(
        row(&page, "Theo phiếu nhận được"),
        "88,57 % 75,00 % +13,57 tăng"
    );
    assert_eq!(
        row(&page, "Theo cơ cấu hồ sơ đã trả"),
        "67,50 % 67,50 % 0,00 chưa đủ để kết luận"
    );
    assert!(page.contains("400 hồ sơ, bằng 80,00\u{a0}%"), "{page}");
    assert_eq!(
        row(&page, "Chênh lệch của chỉ số chung"),
        "0,00 +13,57 +13,57"
    );
    assert!(
        page.contains("Lĩnh vực thấp nhất: Đất đai, 60,00\u{a0}% (200 người)."),
        "{page}"
    );
}

/// What moved the whole is named with its sign, and the parts add up to what is printed.
async fn a_fall_is_put_down_to_its_field_and_dimension(app: &App) {
    let (_desk, leader) = leader(app).await;
    let fields = |month: &str, land, civil| {
        put(
            app,
            month,
            "field",
            &[("land", 300, land), ("civil_status", 300, civil)],
        );
        put_of(
            app,
            month,
            "field",
            "officer",
            &[
                ("land", 150, land - 140),
                ("civil_status", 150, civil - 140),
            ],
        );
        put_of(
            app,
            month,
            "field",
            "access",
            &[("land", 150, 140), ("civil_status", 150, 140)],
        );
    };
    fields("2025-03", 270, 270);
    fields("2026-03", 210, 273);
    let page = leader
        .get(PAGE)
        .await
        .is(200)
        .says("Lĩnh vực Đất đai kéo chỉ số chung giảm 10,00 điểm, chủ yếu do mức hài lòng")
        .body;
    assert_eq!(
        row(&page, "Chênh lệch của chỉ số chung"),
        "−9,50 0,00 −9,50"
    );
    assert_eq!(row(&page, "Hộ tịch"), "+0,50 0,00 +0,50");
    assert!(page.contains("Yếu tố «"), "{page}");
    for picture in ["breakdown-dimensions", "breakdown-fields"] {
        assert!(
            page.contains(&format!("role=\"img\" aria-labelledby=\"{picture}\"")),
            "{page}"
        );
    }
    let alone = leader.get(&format!("{PAGE}&compare=")).await.is(200).body;
    assert!(
        !alone.contains("breakdown-fields") && alone.contains("Theo lĩnh vực"),
        "{alone}"
    );
}

/// A week as a picture with a number in each cell, and the same as a table.
async fn a_week_shows_when_people_are_less_satisfied(app: &App) {
    let (_desk, leader) = leader(app).await;
    put(app, "2026-04", "field", &[("", 280, 213)]);
    put(
        app,
        "2026-04",
        "hour",
        &[
            ("1-07", 30, 8),
            ("1-08", 30, 9),
            ("2-08", 70, 63),
            ("1-09", 70, 63),
            ("2-10", 70, 63),
            ("2-13", 10, 7),
        ],
    );
    let page = leader.get(PAGE).await.is(200);
    let page = page
        .says("Thấp nhất trong tuần: Thứ Hai, 7–9 giờ, 28,33\u{a0}% (60 người).")
        .body;
    assert!(
        page.contains("aria-labelledby=\"breakdown-hours\""),
        "{page}"
    );
    assert!(page.contains("font-weight=\"600\">28</text>"), "{page}");
    assert!(
        row(&page, "7–9 giờ").starts_with("28,33 % 60 người 90,00 % 70 người – – –"),
        "{page}"
    );
}

/// Reasons from the most frequent down, what is seldom together, and the newest words without what leads to anybody.
async fn reasons_and_words_say_why(app: &App) {
    let (desk, leader) = leader(app).await;
    put(app, "2026-05", "field", &[("land", 40, 20)]);
    put_reasons(
        app,
        &[
            ("procedure.late", 30),
            ("officer.attitude", 12),
            ("access.far", 4),
            ("access.dirty", 7),
        ],
    );
    let words = [
        "Chờ lâu quá, gọi 0905 123 456 không ai nghe",
        "Đến ba lần mới xong",
    ];
    for words in words {
        desk.receipts(&[ballot_with(json!({ "comment": words }))], 200)
            .await;
    }
    let page = leader.get(PAGE).await.is(200).body;
    assert_eq!(row(&page, "Trễ hẹn"), "30 56,60 % 56,60 %");
    assert_eq!(row(&page, "Lý do khác"), "11 20,75 % 100,00 %");
    assert!(!page.contains("Khó tìm"), "{page}");
    let quotes: Vec<&str> = page
        .split("<q>")
        .skip(1)
        .map(|rest| rest.split("</q>").next().unwrap())
        .collect();
    assert_eq!(
        quotes,
        ["Đến ba lần mới xong", "Chờ lâu quá, gọi […] không ai nghe"]
    );
    let before = leader
        .get("/indices/breakdown?year=2025")
        .await
        .is(200)
        .body;
    assert!(
        !before.contains("<q>"),
        "words of this year stand beside no other: {before}"
    );
}

crate::stories! {
    another_mix_does_not_fake_a_rise,
    a_fall_is_put_down_to_its_field_and_dimension,
    a_week_shows_when_people_are_less_satisfied,
    reasons_and_words_say_why,
}
