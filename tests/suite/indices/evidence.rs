//! The leader's page as a leader reads it: this year to date, the classes of evidence, how many answered, what may be said.
//! The months are in `trend`, criteria and files in `tables`.

use chrono::{Datelike, Duration, NaiveDate};

use super::import_file;
use crate::harness::counts::add_up;
use crate::harness::desk::tamper;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App};

/// Moves the clock on to the 14th of May of next year, in the middle of a month, and says which year that is.
pub fn in_the_middle_of_may(app: &App) -> i32 {
    let today = app.clock.today();
    let then = NaiveDate::from_ymd_opt(today.year() + 1, 5, 14).unwrap();
    app.clock.shift(Duration::days((then - today).num_days()));
    then.year()
}

/// Ballots of one day: so many satisfied and so many not, in each of the five dimensions.
pub fn put(app: &App, (unit, day, channel): (&str, &str, &str), satisfied: u32, rest: u32) {
    for criterion in 1..=5 {
        insert_scores(
            app,
            (unit, day, channel),
            &criterion.to_string(),
            satisfied,
            rest,
        );
    }
    put_turnout(app, (unit, day, channel), satisfied + rest);
}

/// Scores of one criterion alone, without their ballots.
pub fn put_scores(app: &App, at: (&str, &str, &str), criterion: &str, satisfied: u32, rest: u32) {
    insert_scores(app, at, criterion, satisfied, rest);
    add_up(&mut app.database.connect());
}

fn insert_scores(
    app: &App,
    (unit, day, channel): (&str, &str, &str),
    criterion: &str,
    satisfied: u32,
    rest: u32,
) {
    let month = format!("{}-01", &day[..7]);
    for (table, when, day) in [
        ("tally_days", "day", day),
        ("tally_months", "month", &month),
    ] {
        run(
            app,
            &format!(
                "INSERT INTO {table} (unit_id, {when}, channel, questionnaire_id, criterion, n1, n2, n3, n4, n5, no_opinion)
                 SELECT units.id, '{day}', '{channel}', questionnaires.id, '{criterion}', 0, {rest}, 0, {satisfied}, 0, 0
                 FROM units, questionnaires WHERE code = '{unit}' AND version = 'touch-5'
                 ON CONFLICT (unit_id, {when}, channel, questionnaire_id, criterion)
                 DO UPDATE SET n2 = {table}.n2 + excluded.n2, n4 = {table}.n4 + excluded.n4"
            ),
        );
    }
}

pub fn put_turnout(app: &App, (unit, day, channel): (&str, &str, &str), ballots: u32) {
    let month = format!("{}-01", &day[..7]);
    for (table, when, day) in [
        ("turnout_days", "day", day),
        ("turnout_months", "month", &month),
    ] {
        run(
            app,
            &format!(
                "INSERT INTO {table} (unit_id, {when}, channel, questionnaire_id, ballots, partial)
                 SELECT units.id, '{day}', '{channel}', questionnaires.id, {ballots}, 0
                 FROM units, questionnaires WHERE code = '{unit}' AND version = 'touch-5'
                 ON CONFLICT (unit_id, {when}, channel, questionnaire_id)
                 DO UPDATE SET ballots = {table}.ballots + excluded.ballots"
            ),
        );
    }
    add_up(&mut app.database.connect());
}

/// Dossiers whose results were returned in a month.
fn put_returned(app: &App, unit: &str, year: i32, month: u32, dossiers: u32) {
    run(
        app,
        &format!(
            "INSERT INTO dossier_tallies (unit_id, year, fact, month, field, days, dossiers)
             SELECT id, {year}, 'ended', {month}, '', 0, {dossiers} FROM units WHERE code = '{unit}'"
        ),
    );
}

fn run(app: &App, sql: &str) {
    tamper(&mut app.database.connect(), sql).unwrap();
}

/// The row of the table that begins with this name.
pub fn row<'a>(page: &'a Answer, name: &str) -> &'a str {
    let found = page.body.split("<tr").find(|row| row.contains(name));
    found.unwrap_or_else(|| panic!("no row of {name}: {}", page.body))
}

/// A year that is not over is held against the same dates, to the day; one that is over is whole; a quarter is a quarter.
/// Every way leads through the address.
async fn this_year_is_held_against_the_same_dates(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    let before = year - 1;
    let kiosk = |day: String, satisfied, rest| put(app, (UNIT, &day, "kiosk"), satisfied, rest);
    kiosk(format!("{before}-03-01"), 40, 10);
    kiosk(format!("{before}-05-14"), 20, 0);
    kiosk(format!("{before}-05-15"), 0, 30);
    kiosk(format!("{year}-03-01"), 36, 4);
    kiosk(format!("{year}-05-02"), 4, 16);
    leader
        .get("/indices")
        .await
        .is(200)
        .says(&format!(
            "Năm {year} (đến 14/05/{year}): 66,67\u{a0}% câu trả lời là hài lòng"
        ))
        .says(&format!("giảm 19,04 điểm so với cùng kỳ năm {before}"))
        .says("85,71\u{a0}%")
        .says("tạm tính")
        .says("Phiếu của bảy ngày gần nhất");
    let quarter = leader.get("/indices?period=q1").await.is(200);
    let quarter = quarter
        .says(&format!("Quý I năm {year}: 90,00\u{a0}%"))
        .says(&format!("tăng 10,00 điểm so với cùng kỳ năm {before}; chưa đủ phiếu để kết luận"))
        .says(&format!("/indices/export?unit={UNIT}&amp;year={year}&amp;compare={before}&amp;period=q1&amp;format=csv"));
    assert!(!quarter.body.contains("tạm tính"), "{}", quarter.body);
    leader
        .get(&format!("/indices?year={before}"))
        .await
        .is(200)
        .says(&format!("Năm {before}: 60,00\u{a0}%"))
        .says(&format!("năm {} chưa có dữ liệu để so sánh", before - 1));
    for (query, words) in [
        ("period=q5", "Kỳ trong địa chỉ không đúng"),
        ("channel=phone", "Cách lấy ý kiến trong địa chỉ không đúng"),
    ] {
        leader
            .get(&format!("/indices?{query}"))
            .await
            .is(422)
            .says(words);
        leader
            .get(&format!("/indices/export?{query}"))
            .await
            .is(422);
    }
}

/// A month in which people were asked in five ways, seven of them by telephone.
fn five_ways(app: &App, year: i32) {
    let day = format!("{year}-03-01");
    for (class, satisfied, rest) in [
        ("kiosk", 40, 10),
        ("slip", 30, 0),
        ("place", 0, 100),
        ("paper", 20, 0),
        ("hotline", 5, 2),
    ] {
        put(app, (UNIT, &day, class), satisfied, rest);
    }
}

/// The headline stands on those who were served; each way of asking stands beside it by itself; so few people that they
/// could be recognised are not told, and cannot be worked out.
async fn every_way_of_asking_stands_by_itself(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    five_ways(app, year);
    let page = leader
        .get("/indices")
        .await
        .is(200)
        .says(": 87,50\u{a0}% câu trả lời");
    assert!(
        row(&page, "Mã QR trên giấy biên nhận</a> ●").contains("100,00\u{a0}%"),
        "{}",
        page.body
    );
    assert!(
        row(&page, "Mã QR ở quầy, áp phích</a>").contains("0,00\u{a0}%"),
        "{}",
        page.body
    );
    for hidden in ["Đường dây nóng</a>", "Phiếu giấy</a>"] {
        let row = row(&page, hidden);
        assert!(
            row.contains("không nêu") && !row.contains("71,43") && !row.contains("100,00"),
            "{row}"
        );
    }
    app.visitor()
        .get(&format!("/u/{UNIT}"))
        .await
        .is(200)
        .says("87,50\u{a0}%")
        .says("Tính trên phiếu của người được phục vụ");
}

/// A way of asking can be looked at alone, but not where that would tell of few people, on the page or in its file.
async fn a_filter_tells_no_more_than_the_page(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    five_ways(app, year);
    leader
        .get("/indices?channel=place")
        .await
        .is(200)
        .says(": 0,00\u{a0}% câu trả lời");
    leader
        .get("/indices?channel=all")
        .await
        .is(200)
        .says(": 45,89\u{a0}% câu trả lời");
    for hidden in ["hotline", "paper"] {
        let page = leader
            .get(&format!("/indices?channel={hidden}"))
            .await
            .is(200);
        let page = page.says("Vì vậy không nêu chỉ số ở đây");
        let csv = leader
            .get(&format!("/indices/export?channel={hidden}&format=csv"))
            .await
            .is(200);
        for body in [&page.body, &csv.body] {
            assert!(!body.contains("71,43") && !body.contains("71.43"), "{body}");
        }
    }
}

/// Where the desk had nothing, all ways stand in and it is said; nothing is concluded against a year that was asked otherwise,
/// on the page, in the table of units and on the board.
async fn years_that_were_asked_otherwise_are_not_judged(app: &App) {
    let year = in_the_middle_of_may(app);
    app.add_unit("T", None);
    app.add_unit("T.1", Some("T"));
    let leader = app.staff_of("T", "leader").await;
    put(
        app,
        ("T.1", &format!("{}-03-01", year - 1), "kiosk"),
        100,
        300,
    );
    put(app, ("T.1", &format!("{year}-03-01"), "place"), 390, 10);
    let page = leader
        .get("/indices")
        .await
        .is(200)
        .says("chênh +72,50 điểm so với")
        .says("cách lấy ý kiến khác nhau nên không kết luận")
        .says("nên chỉ số của kỳ đó gộp");
    let board = app
        .visitor()
        .get("/u/T")
        .await
        .is(200)
        .says("cách lấy ý kiến khác nhau");
    let board = board.says("Tính trên tất cả các phiếu");
    for body in [&page.body, &board.body] {
        assert!(!body.contains("badge rise"), "{body}");
    }
    assert!(
        row(&page, "T.1</a> *").contains("cách lấy ý kiến khác nhau"),
        "{}",
        page.body
    );
    // A way of asking is held against itself alone.
    put(app, ("T.1", &format!("{year}-04-01"), "kiosk"), 200, 20);
    let again = leader.get("/indices").await.is(200).says("tăng 65,91 điểm");
    assert!(
        !again.body.contains("nên chỉ số của kỳ đó gộp"),
        "{}",
        again.body
    );
}

/// How many of those served answered, as far as that is known, and honestly where it is more than all.
async fn how_many_of_those_served_answered(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    let day = format!("{year}-03-01");
    put(app, (UNIT, &day, "kiosk"), 60, 10);
    put(app, (UNIT, &day, "slip"), 5, 5);
    put(app, (UNIT, &day, "place"), 500, 0);
    leader
        .get("/indices")
        .await
        .is(200)
        .says("80 phiếu; chưa có hồ sơ trả kết quả");
    put_returned(app, UNIT, year - 1, 3, 1000);
    put_returned(app, UNIT, year, 3, 150);
    put_returned(app, UNIT, year, 5, 50);
    leader
        .get("/indices")
        .await
        .is(200)
        .says("<dd>40\u{a0}%")
        .says("80 phiếu trên 200 hồ sơ đã trả kết quả");
    put(app, (UNIT, &day, "kiosk"), 200, 0);
    leader
        .get("/indices")
        .await
        .is(200)
        .says("<dd>trên 100\u{a0}%")
        .says("nhiều người có thể cùng đánh giá một hồ sơ");
}

/// A difference that may be chance is said with what would be needed; the target and what was published stand beside it.
async fn a_difference_says_what_it_would_need(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    put(
        app,
        (UNIT, &format!("{}-03-01", year - 1), "kiosk"),
        8_000,
        2_000,
    );
    put(app, (UNIT, &format!("{year}-03-01"), "kiosk"), 82, 18);
    let csv = format!(
        "year,area,measure,percent,source\n{},{UNIT},overall,\"83,84\",Sở Nội vụ\n",
        year - 1
    );
    import_file(app, &["indices"], &csv);
    let form = leader
        .get(&format!("/indices/targets?year={year}"))
        .await
        .is(200)
        .form("/indices/targets");
    leader.send(&form.with("overall", "90")).await.is(303);
    let page = leader
        .get("/indices")
        .await
        .is(200)
        .says(&format!(
            "82,00\u{a0}% câu trả lời là hài lòng, tăng 2,00 điểm so với cùng kỳ năm {}; chưa đủ phiếu để kết luận \
             (cần khoảng 1.800 người trả lời, hiện có 100); chưa đạt mục tiêu 90,00\u{a0}%",
            year - 1
        ))
        .says(&format!("Mục tiêu năm {year}"))
        .says(&format!("Đã công bố cho năm {}", year - 1))
        .says("83,84\u{a0}%")
        // Wilson's interval of 82 of 100 people, though they gave 500 answers.
        .says("73,33 – 88,30 %");
    assert!(!page.body.contains("badge rise"), "{}", page.body);
}

crate::stories! {
    this_year_is_held_against_the_same_dates,
    every_way_of_asking_stands_by_itself,
    a_filter_tells_no_more_than_the_page,
    years_that_were_asked_otherwise_are_not_judged,
    how_many_of_those_served_answered,
    a_difference_says_what_it_would_need,
}
