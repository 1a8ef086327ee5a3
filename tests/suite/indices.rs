//! What leaders and the public read: the same figures on every way, true words about two years, imported figures.
//! Who may see what, targets and wrong addresses are in `leader`; what the page tells, in `evidence`, `tables` and `trend`;
//! the units below side by side, in `league`; what is told of few people, in `few`.

mod evidence;
mod few;
mod leader;
mod league;
mod tables;
mod trend;

use chrono::Datelike;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::App;
use crate::harness::people::UNIT;

/// How often each score from 1 to 5 was given to a criterion.
type Counts<'a> = (&'a str, [usize; 5]);

/// The example worked out by hand in the method's description: 100 people on the result, 20 on feedback.
const WORKED_EXAMPLE: [Counts<'static>; 3] = [
    ("4.1", [1, 3, 12, 52, 32]),
    ("4.2", [0, 2, 18, 50, 30]),
    ("4.3", [1, 4, 13, 45, 27]),
];
const FEEDBACK: [Counts<'static>; 4] = [
    ("5.1", [1, 1, 3, 9, 6]),
    ("5.2", [1, 1, 3, 9, 6]),
    ("5.3", [1, 1, 3, 9, 6]),
    ("5.4", [1, 1, 3, 9, 6]),
];

/// Ballots that give exactly these counts: the first one has the first score of each criterion, and so on.
fn ballots(criteria: &[Counts<'_>]) -> Vec<Vec<(String, usize)>> {
    let scores = |counts: [usize; 5]| (0..5).flat_map(move |at| vec![at + 1; counts[at]]);
    let longest = criteria.iter().map(|(_, counts)| counts.iter().sum()).max();
    let mut ballots = vec![Vec::new(); longest.unwrap()];
    for (code, counts) in criteria {
        for (ballot, score) in ballots.iter_mut().zip(scores(*counts)) {
            ballot.push(((*code).to_owned(), score));
        }
    }
    ballots
}

fn worked_example() -> Vec<Vec<(String, usize)>> {
    [ballots(&WORKED_EXAMPLE), ballots(&FEEDBACK)].concat()
}

/// Imports forms of one day in March as an officer does, from a file.
fn import(app: &App, unit: &str, year: i32, forms: &[Vec<(String, usize)>]) {
    let codes: Vec<&str> = WORKED_EXAMPLE
        .iter()
        .chain(&FEEDBACK)
        .map(|(code, _)| *code)
        .collect();
    let mut csv = format!("date,number,{}\n", codes.join(","));
    for (number, form) in forms.iter().enumerate() {
        let cell = |code: &&str| {
            let answer = form.iter().find(|(answered, _)| answered == code);
            answer.map_or(String::new(), |(_, score)| score.to_string())
        };
        let cells: Vec<String> = codes.iter().map(cell).collect();
        csv += &format!("03/03/{year},{year}-{number},{}\n", cells.join(","));
    }
    import_file(app, &["ballots", "--unit", unit], &csv);
}

fn import_file(app: &App, what: &[&str], csv: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bảng.csv");
    std::fs::write(&file, csv).unwrap();
    let arguments = [&["import"], what, &[file.to_str().unwrap()]].concat();
    let run = app.hailong(&arguments);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// The last year that is over.
fn last_year(app: &App) -> i32 {
    app.clock.today().year() - 1
}

async fn index_by_api(app: &App, unit: &str, year: i32, compare: i32) -> Value {
    let path = format!("/api/v1/indices?unit={unit}&year={year}&compare={compare}");
    app.visitor().get(&path).await.is(200).json()
}

fn index_by_command(app: &App, unit: &str, year: i32, compare: i32) -> Value {
    let (year, compare) = (year.to_string(), compare.to_string());
    app.command(&[
        "index",
        "--unit",
        unit,
        "--year",
        &year,
        "--compare",
        &compare,
    ])
}

/// The percentages that were computed by hand.
fn is_the_worked_example(index: &Value) {
    assert_eq!(index["method"], "pooled");
    assert_eq!(index["ballots"], 120);
    let percent_of = |code: &str| {
        let criteria = index["criteria"].as_array().unwrap();
        let found = criteria.iter().find(|criterion| criterion["code"] == code);
        found.unwrap()["percent"].clone()
    };
    assert_eq!(
        ["4.1", "4.2", "4.3"].map(percent_of),
        [json!(84.0), json!(80.0), json!(80.0)]
    );
    let dimension = |at: usize| &index["dimensions"][at];
    assert_eq!(dimension(3)["percent"], json!(81.38));
    assert_eq!(
        (&dimension(3)["satisfied"], &dimension(3)["answers"]),
        (&json!(236), &json!(290))
    );
    assert_eq!(dimension(4)["percent"], json!(75.0));
    assert_eq!(dimension(0)["percent"], Value::Null);
    let overall = &index["overall"];
    assert_eq!(
        (
            &overall["satisfied"],
            &overall["answers"],
            &overall["percent"]
        ),
        (&json!(296), &json!(370), &json!(80.0))
    );
    assert_eq!(
        (&overall["low"], &overall["high"]),
        (&json!(75.63), &json!(83.76))
    );
    let alternatives = &index["alternatives"];
    assert_eq!(alternatives["overall"]["mean_of_dimensions"], json!(78.19));
    let dimensions = alternatives["dimensions"].as_array().unwrap();
    assert_eq!(dimensions[3]["mean_of_criteria"], json!(81.33));
    assert_eq!(dimensions[3]["mean_score_of_five"], json!(81.52));
    for dimension in dimensions {
        // Its mean of dimensions would be itself.
        assert_eq!(dimension.get("mean_of_dimensions"), None, "{dimension}");
    }
}

/// Paper forms from a file give the index computed by hand, the same on the command line and over the API.
async fn the_worked_example_on_paper(app: &App) {
    app.add_unit(UNIT, None);
    let year = last_year(app);
    import(app, UNIT, year, &worked_example());
    let index = index_by_command(app, UNIT, year, year - 1);
    is_the_worked_example(&index);
    assert_eq!(index_by_api(app, UNIT, year, year - 1).await, index);
    assert_eq!(index["compare"]["overall"]["percent"], Value::Null);
}

/// The same ballots sent by a tablet give the same index.
async fn the_worked_example_from_a_tablet(app: &App) {
    app.add_unit(UNIT, None);
    let device = app.command(&["device", "add", "--unit", UNIT]);
    let tablet = app.visitor().with_token(device["token"].as_str().unwrap());
    for batch in worked_example().chunks(60) {
        let sent: Vec<Value> = batch
            .iter()
            .map(|answers| {
                let answers: serde_json::Map<_, _> = answers
                    .iter()
                    .map(|(code, score)| (code.clone(), json!(score)))
                    .collect();
                json!({"id": Uuid::new_v4(), "questionnaire": "sipas-2017", "answers": answers, "lang": "vi"})
            })
            .collect();
        let answer = tablet
            .post_json("/api/v1/ballots", &json!({ "ballots": sent }))
            .await
            .is(200);
        let receipts = answer.json()["receipts"].clone();
        assert!(
            receipts
                .as_array()
                .unwrap()
                .iter()
                .all(|r| r["status"] == "stored")
        );
    }
    let year = app.clock.today().year();
    let index = index_by_api(app, UNIT, year, year - 1).await;
    is_the_worked_example(&index);
    assert_eq!(index_by_command(app, UNIT, year, year - 1), index);
}

/// A leader reads what rose, what fell and what cannot be told; the picture and the table say the same.
async fn a_leader_compares_two_years(app: &App) {
    let leader = app.staff("leader").await;
    let year = last_year(app);
    let forms = |satisfied: [usize; 3]| {
        let [first, second, third] = satisfied.map(|n| [0, 0, 100 - n, n, 0]);
        ballots(&[("4.1", first), ("5.1", second), ("4.2", third)])
    };
    import(app, UNIT, year - 1, &forms([60, 90, 60]));
    import(app, UNIT, year, &forms([90, 60, 88]));
    let path = format!("/indices?year={year}&compare={}", year - 1);
    let page = leader.get(&path).await.is(200);
    for words in [
        // 238 of 300 now, 210 of 300 before.
        &format!("Năm {year}: 79,33\u{a0}% câu trả lời là hài lòng, tăng 9,33 điểm so với năm"),
        "chưa đủ phiếu để kết luận",
        "89,00\u{a0}%",
        "178 / 200",
        &format!("{year}: 89,00 %"),
        r#"<span class="badge rise">tăng</span>"#,
        r#"<span class="badge fall">giảm</span>"#,
        "Tiêu chí, từ thấp đến cao",
        "Điểm trung bình trên 5",
    ] {
        assert!(
            page.body.contains(words),
            "{words} is missing: {}",
            page.body
        );
    }
    let json = format!(
        "/api/v1/indices?unit={UNIT}&amp;year={year}&amp;compare={}",
        year - 1
    );
    assert!(page.body.contains(&json), "{}", page.body);
    let alone = leader
        .get(&format!("/indices?year={year}&compare="))
        .await
        .is(200);
    assert!(!alone.body.contains("so với năm"), "{}", alone.body);
}

/// Where nobody answered there is no number, on no way: neither 0 nor a guess.
async fn a_unit_that_nobody_rated(app: &App) {
    let leader = app.staff("leader").await;
    let year = app.clock.today().year();
    let index = index_by_api(app, UNIT, year, year - 1).await;
    assert_eq!(index["overall"]["percent"], Value::Null);
    assert_eq!(index["overall"]["answers"], 0);
    for page in [
        app.visitor().get("/").await,
        app.visitor().get(&format!("/u/{UNIT}")).await,
        leader.get("/indices").await,
    ] {
        let page = page.is(200);
        assert!(page.body.contains("chưa có"), "{}", page.body);
        assert!(!page.body.contains("0,00"), "{}", page.body);
        assert!(!page.body.contains("NaN"), "{}", page.body);
    }
}

/// Figures from elsewhere stand beside ours, marked as imported, with their source, and enter no index.
async fn imported_figures_are_shown_as_imported(app: &App) {
    let leader = app.staff("leader").await;
    let year = app.clock.today().year();
    let before = year - 1;
    let csv = format!(
        "year,area,measure,percent,source,seen_in_source\n\
         {before},{UNIT},overall,\"83,84\",Báo <Gia Lai> & Nội vụ,yes\n\
         {before},VN,overall,82.66,TTXVN,no\n"
    );
    import_file(app, &["indices"], &csv);
    let board = app.visitor().get(&format!("/u/{UNIT}")).await.is(200);
    let page = leader.get("/indices").await.is(200);
    for shown in [&board, &page] {
        for words in [
            "nhập vào",
            "83,84\u{a0}%",
            "Báo &lt;Gia Lai&gt; &amp; Nội vụ",
        ] {
            assert!(shown.body.contains(words), "{words}: {}", shown.body);
        }
    }
    assert!(!board.body.contains("TTXVN"), "{}", board.body);
    assert!(page.body.contains("Cả nước"), "{}", page.body);
    let index = index_by_api(app, UNIT, year, before).await;
    assert_eq!(index["compare"]["overall"]["percent"], Value::Null);
}

/// Anybody finds the index and the hotline's number on the board, and nobody's name.
async fn the_board_has_the_hotline_and_no_names(app: &App) {
    let added = app.hailong(&[
        "unit",
        "add",
        "--code",
        UNIT,
        "--name",
        "Xã Tân Bình",
        "--hotline",
        "0269 000 0000",
    ]);
    assert_eq!(added.code, 0, "{}", added.err);
    let year = evidence::in_the_middle_of_may(app) - 1;
    app.staff("leader").await;
    app.staff("desk").await;
    import(app, UNIT, year, &worked_example());
    let board = app.visitor().get("/").await.is(200);
    assert!(
        board.body.contains(r#"href="tel:02690000000""#),
        "{}",
        board.body
    );
    assert!(
        board
            .body
            .contains(&format!("Cùng kỳ năm {year}: 80,00\u{a0}%")),
        "{}",
        board.body
    );
    for name in ["Hạnh", "leader.", "desk."] {
        assert!(!board.body.contains(name), "{name}: {}", board.body);
    }
}

/// Before anything is set up the front page says how; where several units were rated it speaks for all of them.
async fn the_front_page_speaks_for_everybody(app: &App) {
    let front = app.visitor().get("/").await.is(200);
    assert!(front.body.contains("địa chỉ thiết lập"), "{}", front.body);
    app.add_unit("T", None);
    for commune in ["T.1", "T.2"] {
        app.add_unit(commune, Some("T"));
        import(app, commune, last_year(app), &worked_example());
    }
    let front = app.visitor().get("/").await.is(200);
    for link in [r#"href="/u/T.1""#, r#"href="/u/T.2""#] {
        assert!(front.body.contains(link), "{link}: {}", front.body);
    }
    let index = index_by_api(app, "T", last_year(app), last_year(app) - 1).await;
    assert_eq!(index["ballots"], 240);
    app.visitor().get("/u/T.3").await.is(404);
    app.visitor().get("/u/%00").await.is(404);
}

crate::stories! {
    the_worked_example_on_paper,
    the_worked_example_from_a_tablet,
    a_leader_compares_two_years,
    a_unit_that_nobody_rated,
    imported_figures_are_shown_as_imported,
    the_board_has_the_hotline_and_no_names,
    the_front_page_speaks_for_everybody,
}
