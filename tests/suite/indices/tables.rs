//! The criteria of the leader's page in their order, and the page as a file.

use super::evidence::{in_the_middle_of_may, put, put_scores, put_turnout};
use crate::harness::App;
use crate::harness::people::UNIT;

/// Criteria stand from the weakest to the strongest; those of few people, and one beside them, keep their figure.
async fn criteria_stand_from_the_weakest(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    let day = format!("{year}-03-01");
    let at = (UNIT, day.as_str(), "kiosk");
    for (criterion, satisfied, rest) in [
        ("1", 45, 5),
        ("2", 20, 30),
        ("3", 39, 1),
        ("4", 30, 15),
        ("5", 2, 3),
    ] {
        put_scores(app, at, criterion, satisfied, rest);
    }
    put_turnout(app, at, 50);
    let page = leader.get("/indices").await.is(200);
    let (_, section) = page.body.split_once("Tiêu chí, từ thấp đến cao").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    let place = |words: &str| {
        section
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {section}"))
    };
    assert!(
        place("40,00\u{a0}%") < place("66,67\u{a0}%")
            && place("66,67\u{a0}%") < place("90,00\u{a0}%")
    );
    assert!(place("90,00\u{a0}%") < place("không nêu"));
    assert_eq!(section.matches("không nêu").count(), 2, "{section}");
    assert!(!section.contains("97,50"), "{section}");
    let csv = leader.get("/indices/export?format=csv").await.is(200).body;
    assert!(csv.contains("66.67") && !csv.contains("97.5"), "{csv}");
}

/// The tables go out as a file with the filters of the page; only to those who may read them.
async fn the_page_goes_out_as_a_table(app: &App) {
    let year = in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    put(app, (UNIT, &format!("{}-03-01", year - 1), "kiosk"), 60, 40);
    put(app, (UNIT, &format!("{year}-03-01"), "kiosk"), 90, 10);
    put(app, (UNIT, &format!("{year}-04-01"), "kiosk"), 10, 90);
    let csv = leader
        .get("/indices/export?period=q1&format=csv")
        .await
        .is(200);
    assert_eq!(
        csv.header("content-disposition"),
        format!("attachment; filename=\"chi-so-{UNIT}-{year}-01-01-{year}-03-31.csv\"")
    );
    let overall = csv
        .body
        .lines()
        .find(|line| line.contains("Chỉ số,Chỉ số chung"))
        .unwrap()
        .to_owned();
    let wanted = format!(
        "{year}-01-01,{year}-03-31,Tại Bộ phận Một cửa,100,450,500,90.00,82.56,94.48,60.00,30.00,tăng,,,,,"
    );
    assert!(overall.ends_with(&wanted), "{overall}");
    let book = leader.get("/indices/export").await.is(200);
    assert!(book.header("content-type").contains("spreadsheetml"));
    leader.get("/indices/export?format=pdf").await.is(422);
    leader.get("/indices/export?unit=nowhere").await.is(404);
    app.visitor().get("/indices/export").await.is(303);
}

crate::stories! {
    criteria_stand_from_the_weakest,
    the_page_goes_out_as_a_table,
}
