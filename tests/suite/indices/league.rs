//! The units of a province side by side: ranks as far as they are known, the months of each, what is told of few people,
//! and to whom.

use super::evidence::{in_the_middle_of_may, put};
use crate::harness::{Answer, App, Visitor};

/// A province with these communes.
fn province(app: &App, communes: &[&str]) {
    app.add_unit("T", None);
    for code in communes {
        app.add_unit(code, Some("T"));
    }
}

/// The rows of the league in their order, each with the code of its unit.
fn rows(page: &Answer) -> Vec<(String, &str)> {
    let (_, table) = page.body.split_once("league-table").unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    let unit = |row: &str| {
        let (name, _) = row.split_once("</a>")?;
        Some(name.rsplit(' ').next()?.to_owned())
    };
    let rows = table.split("<tr").skip(3);
    rows.filter_map(|row| Some((unit(row)?, row))).collect()
}

fn codes(page: &Answer) -> Vec<String> {
    rows(page).into_iter().map(|(code, _)| code).collect()
}

/// The text of a unit's row.
fn row(page: &Answer, code: &str) -> String {
    let rows = rows(page);
    let found = rows.iter().find(|(own, _)| own == code);
    let (_, row) = found.unwrap_or_else(|| panic!("no row of {code}: {}", page.body));
    let parts = row.split('<').map(|part| part.rsplit('>').next().unwrap());
    let text = parts.collect::<Vec<_>>().join(" ").replace('\u{a0}', " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tells_none_of(text: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

/// Five communes of which two are surely apart from the others, two cannot be told apart, one has too few people and one
/// was asked in another way: ranks say no more than that.
async fn a_rank_is_told_as_far_as_it_is_known(app: &App) {
    let year = in_the_middle_of_may(app);
    province(app, &["T.1", "T.2", "T.3", "T.4", "T.5", "T.6"]);
    let day = format!("{year}-03-01");
    for (unit, class, satisfied, rest) in [
        ("T.4", "kiosk", 250, 250),
        ("T.2", "kiosk", 80, 20),
        ("T.1", "slip", 480, 20),
        ("T.3", "kiosk", 84, 16),
        ("T.5", "kiosk", 15, 0),
        ("T.6", "place", 99, 1),
    ] {
        put(app, (unit, &day, class), satisfied, rest);
    }
    let leader = app.staff_of("T", "leader").await;
    let page = leader.get("/indices/league").await.is(200);
    assert_eq!(codes(&page), ["T.1", "T.3", "T.2", "T.4", "T.5", "T.6"]);
    for (code, words) in [
        ("T.1", "96,00 % 1/4 cao hơn 500"),
        (
            "T.3",
            "84,00 % 2–3/4 chưa phân định được chưa phân định được 100",
        ),
        (
            "T.2",
            "80,00 % 2–3/4 chưa phân định được chưa phân định được 100",
        ),
        ("T.4", "50,00 % 4/4 thấp hơn 500"),
        ("T.5", "100,00 % chưa đủ dữ liệu (dưới 20 người) 15"),
        ("T.6", "99,00 % cách lấy ý kiến khác với mức chung 100"),
    ] {
        let row = row(&page, code);
        assert!(row.contains(words), "{words}: {row}");
    }
    let page = page
        .says("1 đơn vị chắc chắn thấp hơn mức chung (74,81\u{a0}%):")
        .says("1 đơn vị chắc chắn cao hơn mức chung (74,81\u{a0}%):")
        .says("role=\"img\" aria-labelledby=\"league-");
    assert!(!page.body.contains("style="), "{}", page.body);
    the_other_ways_say_the_same(&leader, year).await;
}

/// The leader's page and the file, of the same communes.
async fn the_other_ways_say_the_same(leader: &Visitor, year: i32) {
    let short = leader.get("/indices").await.is(200);
    let short = short
        .says("1 đơn vị chắc chắn thấp hơn mức chung (74,81\u{a0}%):")
        .says("/indices/league?unit=T&amp;year=");
    assert_eq!(codes(&short).len(), 6);
    let csv = leader
        .get("/indices/league/export?format=csv")
        .await
        .is(200);
    assert_eq!(
        csv.header("content-disposition"),
        format!("attachment; filename=\"xep-hang-T-{year}-01-01-{year}-05-14.csv\"")
    );
    for words in [
        ",500,2400,2500,96.00,",
        ",1,1,cao hơn,",
        ",2,3,chưa phân định được,",
        ",4,4,thấp hơn,",
        "chưa đủ dữ liệu (dưới 20 người)",
    ] {
        assert!(csv.body.contains(words), "{words}: {}", csv.body);
    }
}

/// The order and the question stand in the address, and lead on to each unit.
async fn the_order_stands_in_the_address(app: &App) {
    let year = in_the_middle_of_may(app);
    let before = year - 1;
    province(app, &["T.1", "T.2", "T.3"]);
    for (unit, then, now) in [("T.1", 50, 90), ("T.2", 90, 40), ("T.3", 60, 62)] {
        put(
            app,
            (unit, &format!("{before}-03-01"), "kiosk"),
            then,
            100 - then,
        );
        put(
            app,
            (unit, &format!("{year}-03-01"), "kiosk"),
            now,
            100 - now,
        );
    }
    let leader = app.staff_of("T", "leader").await;
    for (sort, order) in [
        ("", ["T.1", "T.3", "T.2"]),
        ("rank", ["T.1", "T.3", "T.2"]),
        ("name", ["T.1", "T.2", "T.3"]),
        ("change", ["T.2", "T.3", "T.1"]),
    ] {
        let address = format!("/indices/league?period=q1&sort={sort}");
        let page = leader.get(&address).await.is(200);
        assert_eq!(codes(&page), order, "{sort}");
        page.says(&format!(
            "/indices?unit=T.2&amp;year={year}&amp;compare={before}&amp;period=q1\""
        ));
    }
    for query in ["sort=best", "year=20x6", "period=q5", "channel=phone"] {
        let page = leader.get(&format!("/indices/league?{query}")).await;
        page.is(422).says("error-summary");
        let file = format!("/indices/league/export?{query}");
        leader.get(&file).await.is(422);
    }
    leader
        .get("/indices/league/export?format=doc")
        .await
        .is(422);
}

/// Communes of few people are not told, nor a month of seven people; neither can be subtracted, on the page or in its file.
async fn few_people_are_told_nowhere(app: &App) {
    let year = in_the_middle_of_may(app);
    province(app, &["T.1", "T.2", "T.5", "T.6"]);
    let month = |unit: &str, month: u32, satisfied, rest| {
        put(
            app,
            (unit, &format!("{year}-{month:02}-01"), "kiosk"),
            satisfied,
            rest,
        );
    };
    for (at, satisfied, rest) in [(1, 49, 11), (2, 41, 9), (3, 61, 9), (4, 77, 13), (5, 30, 9)] {
        month("T.1", at, satisfied, rest);
    }
    for (at, satisfied, rest) in [(1, 2, 5), (2, 20, 11), (3, 31, 9), (4, 43, 2)] {
        month("T.2", at, satisfied, rest);
    }
    month("T.5", 3, 13, 2);
    month("T.6", 3, 2, 3);
    let leader = app.staff_of("T", "leader").await;
    let page = leader.get("/indices/league").await.is(200);
    for code in ["T.5", "T.6"] {
        let row = row(&page, code);
        assert!(row.contains("không nêu quá ít người trả lời"), "{row}");
    }
    assert_eq!(
        page.body.matches("class=\"multiple\"").count(),
        2,
        "{}",
        page.body
    );
    // January and February, of both; the communes of a single month; the month that is running.
    let secrets = [
        "28,57", "64,52", "81,67", "82,00", "86,67", "40,00", "76,92", "28.57", "64.52", "81.67",
        "86.67", "76.92", "82.00", "40.00",
    ];
    tells_none_of(&page.body, &secrets);
    let page = page
        .says(&format!("4/{year}: 95,56\u{a0}% (45 người)"))
        .says(&format!("4/{year}: 85,56\u{a0}% (90 người)"));
    assert!(
        page.body.contains("Chưa có hai tháng đủ phiếu để vẽ:"),
        "{}",
        page.body
    );
    let csv = leader
        .get("/indices/league/export?format=csv")
        .await
        .is(200);
    tells_none_of(&csv.body, &secrets);
    let months = csv.body.lines().filter(|line| line.contains(",Tháng,"));
    assert_eq!(months.count(), 4, "{}", csv.body);
    tells_none_of(
        &leader.get("/indices").await.is(200).body,
        &["40,00", "86,67"],
    );
}

/// A way of asking that is withheld as a whole is not told unit by unit either.
async fn a_class_that_is_withheld_has_no_league(app: &App) {
    let year = in_the_middle_of_may(app);
    province(app, &["T.1", "T.2"]);
    let day = format!("{year}-03-01");
    for (unit, class, satisfied, rest) in [
        ("T.1", "kiosk", 40, 10),
        ("T.1", "place", 0, 100),
        ("T.1", "paper", 13, 0),
        ("T.2", "paper", 16, 1),
        ("T.2", "hotline", 5, 2),
    ] {
        put(app, (unit, &day, class), satisfied, rest);
    }
    let leader = app.staff_of("T", "leader").await;
    for address in ["/indices/league?channel=paper", "/indices?channel=paper"] {
        let page = leader.get(address).await.is(200);
        let page = page.says("Vì vậy không nêu chỉ số ở đây");
        tells_none_of(&page.body, &["league-table", "100,00", "94,12"]);
    }
    for file in ["/indices/league/export", "/indices/export"] {
        let address = format!("{file}?channel=paper&format=csv");
        let csv = leader.get(&address).await.is(200).body;
        tells_none_of(&csv, &["94.12", "T.1", "T.2"]);
    }
}

/// A commune's leader sees no other commune; a stranger nothing at all.
async fn a_commune_sees_no_league_of_others(app: &App) {
    let year = in_the_middle_of_may(app);
    province(app, &["T.1", "T.2"]);
    for unit in ["T.1", "T.2"] {
        put(app, (unit, &format!("{year}-03-01"), "kiosk"), 40, 10);
    }
    let beside = app.staff_of("T.2", "leader").await;
    for page in ["/indices/league", "/indices/league/export"] {
        for unit in ["T", "T.1", "nowhere", "%00"] {
            beside.get(&format!("{page}?unit={unit}")).await.is(404);
        }
        let stranger = app.visitor().get(page).await.is(303);
        assert!(stranger.header("location").starts_with("/signin"));
    }
    let own = beside.get("/indices/league").await.is(200);
    let own = own.says("Đơn vị này không có đơn vị trực thuộc");
    tells_none_of(&own.body, &["T.1", "league-table", "class=\"multiple\""]);
    let own = beside.get("/indices").await.is(200);
    tells_none_of(&own.body, &["T.1", "league-table"]);
    let observer = app.staff_of("T", "observer").await;
    assert_eq!(
        codes(&observer.get("/indices/league").await.is(200)),
        ["T.1", "T.2"]
    );
}

/// Of many communes the leader's page shows both ends and leads to the rest.
async fn of_many_communes_the_ends_are_shown(app: &App) {
    let year = in_the_middle_of_may(app);
    let all: Vec<String> = (11..24).map(|at| format!("T.{at}")).collect();
    province(app, &all.iter().map(String::as_str).collect::<Vec<_>>());
    for (at, unit) in (0..).zip(&all) {
        put(
            app,
            (unit, &format!("{year}-03-01"), "kiosk"),
            50 + at,
            50 - at,
        );
    }
    let leader = app.staff_of("T", "leader").await;
    let page = leader.get("/indices").await.is(200);
    let page = page.says("… 3 đơn vị ở giữa …").says("Xem cả 13 đơn vị");
    assert_eq!(
        codes(&page),
        [
            "T.23", "T.22", "T.21", "T.20", "T.19", "T.15", "T.14", "T.13", "T.12", "T.11"
        ]
    );
    let whole = leader.get("/indices/league").await.is(200);
    assert_eq!(codes(&whole).len(), 13);
    assert!(row(&whole, "T.17").contains("1–13/13"), "{}", whole.body);
}

/// Communes that became part of another stand within it, and a commune that is alone then has no rank.
async fn what_became_part_of_another_stands_within_it(app: &App) {
    let year = in_the_middle_of_may(app);
    province(app, &["T.1", "T.2", "T.3"]);
    for unit in ["T.1", "T.2", "T.3"] {
        put(app, (unit, &format!("{year}-03-01"), "kiosk"), 40, 10);
    }
    let leader = app.staff_of("T", "leader").await;
    let merge = |from: &str, into: &str| {
        let on = "2025-07-01";
        app.command(&["unit", "merge", "--from", from, "--into", into, "--on", on])
    };
    merge("T.2", "T.1");
    let page = leader.get("/indices/league").await.is(200);
    assert_eq!(codes(&page), ["T.1", "T.3"]);
    for (code, people) in [("T.1", 100), ("T.3", 50)] {
        let row = row(&page, code);
        let words = format!("80,00 % 1–2/2 chưa phân định được chưa phân định được {people}");
        assert!(row.contains(&words), "{words}: {row}");
    }
    merge("T.1", "T.3");
    let page = leader.get("/indices/league").await.is(200);
    assert_eq!(codes(&page), ["T.3"]);
    let row = row(&page, "T.3");
    let words = "80,00 % chưa phân định được 150";
    assert!(row.contains(words), "{words}: {row}");
}

crate::stories! {
    a_rank_is_told_as_far_as_it_is_known,
    the_order_stands_in_the_address,
    few_people_are_told_nowhere,
    a_class_that_is_withheld_has_no_league,
    a_commune_sees_no_league_of_others,
    of_many_communes_the_ends_are_shown,
    what_became_part_of_another_stands_within_it,
}
