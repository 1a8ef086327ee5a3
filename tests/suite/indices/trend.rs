//! The months of the leader's page: what is unusual is said in words, few people are drawn hollow, and where something else
//! was asked the months break.

use chrono::{Datelike, Months, NaiveDate};

use super::evidence::{in_the_middle_of_may, put, row};
use crate::harness::App;
use crate::harness::people::UNIT;

/// The first day of the month so many months ago.
fn month_ago(app: &App, months: u32) -> NaiveDate {
    let first = app.clock.today().with_day(1).unwrap();
    first - Months::new(months)
}

fn name(month: NaiveDate) -> String {
    format!("{}/{}", month.month(), month.year())
}

fn fill(app: &App, months: std::ops::Range<u32>, class: &str, satisfied: u32, rest: u32) {
    for ago in months {
        let day = month_ago(app, ago).to_string();
        put(app, (UNIT, &day, class), satisfied, rest);
    }
}

/// A bad month is named with its figure and its limit; months of few people are hollow and left out.
async fn an_unusual_month_is_named(app: &App) {
    in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    for ago in 4..23 {
        let rest = if ago % 2 == 0 { 48 } else { 32 };
        fill(app, ago..ago + 1, "kiosk", 200 - rest, rest);
    }
    fill(app, 2..3, "kiosk", 110, 90);
    fill(app, 1..2, "kiosk", 3, 12);
    fill(app, 0..1, "kiosk", 165, 35);
    let page = leader.get("/indices").await.is(200);
    let bad = name(month_ago(app, 2));
    let page = page.says(&format!(
        "Tháng {bad} khác thường: 45,0\u{a0}% chưa hài lòng, cao hơn giới hạn 29,9\u{a0}% (mức thường 21,3\u{a0}%)."
    ));
    // Overall and each of the five dimensions.
    assert_eq!(page.body.matches("class=\"control\"").count(), 6);
    assert_eq!(
        page.body.matches("<circle class=\"unusual\"").count(),
        7,
        "six months and the key"
    );
    let few = row(&page, &format!(">{}</th>", name(month_ago(app, 1))));
    assert!(
        few.contains("80,0\u{a0}%") && few.contains("dưới 20 người, không xét"),
        "{few}"
    );
    assert!(row(&page, &format!(">{}</th>", name(month_ago(app, 22)))).contains("24,0\u{a0}%"));
    assert!(
        !page
            .body
            .contains(&format!(">{}</th>", name(month_ago(app, 24))))
    );
}

/// Where other ways of asking begin to answer, the months break and each stretch is judged by itself.
async fn months_break_where_others_answer(app: &App) {
    in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    fill(app, 0..20, "kiosk", 80, 20);
    fill(app, 0..10, "slip", 100, 0);
    let page = leader.get("/indices").await.is(200);
    let page = page
        .says("đổi cách lấy ý kiến")
        .says("Không có tháng nào khác thường");
    assert!(row(&page, &format!(">{}</th>", name(month_ago(app, 15)))).contains("20,0\u{a0}%"));
    assert!(row(&page, &format!(">{}</th>", name(month_ago(app, 5)))).contains("10,0\u{a0}%"));
    let kiosk = leader.get("/indices?channel=kiosk").await.is(200);
    assert!(
        !kiosk.body.contains("đổi cách lấy ý kiến"),
        "{}",
        kiosk.body
    );
}

/// With too few months nothing is called usual.
async fn a_young_desk_has_no_usual_yet(app: &App) {
    in_the_middle_of_may(app);
    let leader = app.staff("leader").await;
    fill(app, 0..5, "kiosk", 80, 20);
    leader
        .get("/indices")
        .await
        .is(200)
        .says("Chưa đủ tám tháng");
}

crate::stories! {
    an_unusual_month_is_named,
    months_break_where_others_answer,
    a_young_desk_has_no_usual_yet,
}
