//! What came by file in the figures of the province: in its own class or in the whole alone, in this year to date, and
//! beside ballots that were given here.

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::{Commune, ballots, province, rated, taken};
use crate::harness::App;
use crate::harness::desk::{UNIT, ballot, statuses};

/// A commune of this month's ratings, known at the province by file.
fn by_file(app: &App, parts: &[(&str, i32)]) -> Commune {
    let commune = Commune::set_up(UNIT);
    let month = app.clock.today().format("%Y-%m").to_string();
    for (channel, people) in parts {
        commune.rated(&month, channel, *people);
    }
    let year = app.clock.today().format("%Y").to_string();
    taken(
        app,
        &commune.signed(&year, "a.json"),
        &commune.fingerprint(),
    );
    commune
}

async fn classes_that_a_file_does_not_name_count_in_the_whole_alone(app: &App) {
    province(app);
    let conn = &mut app.database.connect();
    let today = app.clock.today();
    app.add_unit("TB2", Some("H21"));
    let january = today.format("%Y-01").to_string();
    rated(conn, "TB2", (&january, "slip"), 12);
    rated(conn, "TB2", (&january, "kiosk"), 11);
    by_file(app, &[("kiosk", 30), ("open", 6), ("paper", 7)]);
    let year = today.format("%Y").to_string();
    assert_eq!(ballots(app, "H21", &year), json!(12 + 11 + 30 + 13));
    let leader = app.staff_of("H21", "leader").await;
    let page = leader.get("/indices?unit=H21").await.is(200);
    let page = page.says("Nhiều cách gộp lại").says("53 phiếu");
    let page = page.says("cách lấy ý kiến: Máy tính bảng ở quầy; Nhiều cách gộp lại.");
    assert!(
        !page.body.contains("Tỷ lệ trả lời tại quầy"),
        "dossiers are not in files"
    );
    assert!(page.body.contains(">30<"), "the unit below: {}", page.body);
    let all = leader.get("/indices?unit=H21&channel=all").await.is(200);
    all.says("66 phiếu");
    let one = leader.get("/indices?unit=H21&channel=open").await.is(200);
    assert!(!one.body.contains("13 phiếu"), "{}", one.body);
    // The same dates of another year: a month that is not over there cannot be told to the day.
    let then = NaiveDate::from_ymd_opt(today.year() + 1, today.month(), 15).unwrap();
    app.clock.shift(then - today);
    let observer = app.staff_of("H21", "observer").await;
    let compared = format!("/indices?unit=H21&year={}&compare={year}", then.year());
    let page = observer.get(&compared).await.is(200).body;
    assert!(!page.contains("53 phiếu"), "{page}");
    assert!(page.contains("23 phiếu") || today.month() == 1, "{page}");
}

/// The commune's tablet and poster at the province's installation: a citizen rates at each.
async fn rated_here(app: &App) {
    let device = app.command(&["device", "add", "--unit", UNIT, "--counter", "1"]);
    let tablet = app.visitor().with_token(device["token"].as_str().unwrap());
    let body = json!({ "ballots": [ballot()] });
    let answer = tablet.post_json("/api/v1/ballots", &body).await.is(200);
    assert_eq!(statuses(&answer), ["stored"]);
    let link = app.command(&["link", "add", "--unit", UNIT]);
    let form = format!("/q/{}", link["code"].as_str().unwrap());
    let visitor = app.visitor();
    let page = visitor.get(&form).await.is(200);
    let rating = page.form(&format!("{form}?sent"));
    let rating = (1..=5).fold(rating, |rating, code| {
        rating.with(&format!("a.{code}"), "4")
    });
    visitor.send(&rating).await.is(303);
}

/// Whoever rates here is not among those who rated at the commune's own installation: no ballot is lost.
async fn a_ballot_given_here_is_counted_beside_the_file(app: &App) {
    province(app);
    by_file(app, &[("kiosk", 40)]);
    rated_here(app).await;
    let today = app.clock.today();
    let year = today.format("%Y").to_string();
    for unit in [UNIT, "H21"] {
        assert_eq!(ballots(app, unit, &year), json!(40 + 2));
    }
    let paper = tempfile::NamedTempFile::with_suffix(".csv").unwrap();
    std::fs::write(paper.path(), format!("date,1.1\n{today},5\n")).unwrap();
    let path = paper.path().to_str().unwrap();
    app.command(&["import", "ballots", path, "--unit", UNIT]);
    assert_eq!(app.count("ballots"), 3);
    assert_eq!(app.verified()["exchange_ok"], true);
}

async fn a_newer_file_is_taken_beside_ballots_given_here(app: &App) {
    province(app);
    let commune = by_file(app, &[("kiosk", 40)]);
    rated_here(app).await;
    let today = app.clock.today();
    let year = today.format("%Y").to_string();
    commune.rated(&today.format("%Y-%m").to_string(), "kiosk", 20);
    let told = taken(app, &commune.signed(&year, "b.json"), "");
    assert!(told.contains("instead of the file before"), "{told}");
    assert_eq!(ballots(app, UNIT, &year), json!(60 + 2));
    assert_eq!(app.count("ballots"), 2);
    assert_eq!(app.verified()["exchange_ok"], true);
}

crate::stories! {
    classes_that_a_file_does_not_name_count_in_the_whole_alone,
    a_ballot_given_here_is_counted_beside_the_file,
    a_newer_file_is_taken_beside_ballots_given_here,
}
