//! Who reads and who closes: the leader of a unit closes its reports, those above and observers read them, others find
//! nothing.

use hailong::accounts::Role;

use super::summary::SUMMARY;
use super::{PAPER, THIRD, UNIT, WORDS, close, leader, two_quarters};
use crate::harness::App;

const ADDRESSES: [&str; 5] = [
    THIRD,
    PAPER,
    SUMMARY,
    "/reports/q3/report.docx?unit=TB&year=2026",
    "/reports/q3/figures.xlsx?unit=TB&year=2026",
];

async fn another_unit_is_not_there(app: &App) {
    let leader = leader(app).await;
    two_quarters(app);
    close(&leader).await;
    let other = app.officer("IA", Role::Leader, "Chủ Xã Khác", "khac").await;
    for address in ADDRESSES.into_iter().chain([WORDS]) {
        other.get(address).await.is(404);
        app.browser().get(address).await.is(303);
    }
    other.get("/reports?unit=TB").await.is(404);
    other.get("/reports/q5").await.is(404);
    other.get("/reports?year=20x6").await.is(404);
    let token = other.token().await;
    let fields = [("csrf", token.as_str()), ("unit", UNIT), ("year", "2026")];
    other.post("/reports/h1/close", &fields).await.is(403);
    other.post("/reports/q3/words", &fields).await.is(404);
    assert_eq!(app.count("closings"), 1);
}

async fn each_does_what_is_theirs(app: &App) {
    let leader = leader(app).await;
    two_quarters(app);
    close(&leader).await;
    leader
        .post("/reports/q2/close", &[("csrf", "wrong"), ("unit", UNIT)])
        .await
        .is(403);
    let observer = app.staff_of(UNIT, "observer").await;
    let desk = app.staff_of(UNIT, "desk").await;
    for address in ADDRESSES {
        observer.get(address).await.is(200);
        desk.get(address).await.is(200);
    }
    for reader in [observer, desk] {
        reader.get(WORDS).await.is(403);
        let token = reader.token().await;
        let fields = [("csrf", token.as_str()), ("unit", UNIT), ("year", "2026")];
        for way in ["/reports/q2/close", "/reports/q3/words", "/reports/cutoff"] {
            reader.post(way, &fields).await.is(403);
        }
    }
    assert_eq!(app.count("closings"), 1);
    assert_eq!(app.count("report_words"), 0);
}

crate::stories! {
    another_unit_is_not_there,
    each_does_what_is_theirs,
}
