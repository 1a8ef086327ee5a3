//! What came by file in the figures of the province: in its own class or in the whole alone, in this year to date, and never
//! beside ballots of the same days.

use chrono::{Datelike, Duration, NaiveDate};
use serde_json::json;

use super::{Commune, ballots, province, rated, taken};
use crate::harness::App;
use crate::harness::desk::{Desk, UNIT, ballot};

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

/// The tablet of a commune that has handed in its counts up to today is paired with the province's installation.
async fn a_day_that_a_file_speaks_for_takes_no_ballot(app: &App) {
    let desk = Desk::open(app);
    let before = ballot();
    assert_eq!(
        desk.receipts(std::slice::from_ref(&before), 200).await,
        ["stored"]
    );
    let commune = Commune::set_up("XA2");
    let month = app.clock.today().format("%Y-%m").to_string();
    rated(
        &mut commune.database.connect(),
        "XA2",
        (&month, "kiosk"),
        40,
    );
    let year = app.clock.today().format("%Y").to_string();
    let file = commune.signed(&year, "a.json");
    app.add_unit("XA2", Some(UNIT));
    let device = app.command(&["device", "add", "--unit", "XA2", "--counter", "1"]);
    let tablet = app.visitor().with_token(device["token"].as_str().unwrap());
    let link = app.command(&["link", "add", "--unit", "XA2"]);
    taken(app, &file, &commune.fingerprint());
    let send = async |ballot| {
        let body = json!({ "ballots": [ballot] });
        tablet.post_json("/api/v1/ballots", &body).await
    };
    send(ballot()).await.is(422).says("came by file");
    let form = format!("/q/{}", link["code"].as_str().unwrap());
    let visitor = app.visitor();
    let page = visitor.get(&form).await.is(200);
    let rating = page.form(&format!("{form}?sent")).with("a.1", "4");
    let refused = visitor.send(&rating).await.is(409);
    refused.says("gửi lại vào ngày mai");
    let paper = tempfile::NamedTempFile::with_suffix(".csv").unwrap();
    let today = app.clock.today();
    std::fs::write(paper.path(), format!("date,1.1\n{today},5\n")).unwrap();
    let path = paper.path().to_str().unwrap();
    let run = app.hailong(&["import", "ballots", path, "--unit", "XA2", "--json"]);
    assert!(run.out.contains("came by file"), "{}{}", run.out, run.err);
    assert_eq!(ballots(app, UNIT, &year), json!(41));
    // The unit above is not spoken for, what was stored stays stored, and the next day is free.
    assert_eq!(
        desk.receipts(&[before, ballot()], 200).await,
        ["duplicate", "stored"]
    );
    app.clock.shift(Duration::days(1));
    send(ballot()).await.is(200);
    assert_eq!(app.count("ballots"), 3);
}

crate::stories! {
    classes_that_a_file_does_not_name_count_in_the_whole_alone,
    a_day_that_a_file_speaks_for_takes_no_ballot,
}
