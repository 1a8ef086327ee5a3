//! What scores break down into: a leader sees by counter, field, hour and reason what citizens said, counted together with
//! their ballots, and whoever bends a part is found out.

use chrono::Duration;
use hailong::survey::slips::{self, Timeliness};
use serde_json::json;

use crate::harness::App;
use crate::harness::desk::{COUNTER, Desk, UNIT, ballot, ballot_with, tamper};

/// So many of the parts of a facet and measure as `select` adds up.
fn parts(app: &App, select: &str, facet: &str, value: &str, measure: &str) -> i64 {
    app.number(&format!(
        "SELECT CAST(COALESCE(SUM({select}), 0) AS BIGINT) AS n FROM breakdown_months \
         WHERE facet = '{facet}' AND value = '{value}' AND measure = '{measure}'"
    ))
}

/// Two citizens at the tablet, one of whom waits too long, and one on a phone who saw nothing but the seats.
async fn a_rating_is_counted_where_when_and_why_it_was_given(app: &App) {
    let desk = Desk::open(app);
    let set = "UPDATE counters SET field = 'civil_status'";
    tamper(&mut app.database.connect(), set).unwrap();
    let unhappy = ballot_with(json!({
        "answers": {"1": 4, "2": 1, "3": 5},
        "reasons": ["procedure.late", "procedure.extra_papers"],
    }));
    desk.receipts(&[ballot(), unhappy], 200).await;

    let counter = app.number(&format!(
        "SELECT id AS n FROM counters WHERE name = '{COUNTER}'"
    ));
    let counter = counter.to_string();
    let of_counter = |select, measure| parts(app, select, "counter", &counter, measure);
    assert_eq!(of_counter("persons", "overall"), 2);
    assert_eq!(of_counter("satisfied", "overall"), 7);
    assert_eq!(of_counter("answers", "overall"), 8);
    assert_eq!(of_counter("satisfied", "procedure"), 1);
    assert_eq!(of_counter("persons", "feedback"), 1);
    assert_eq!(parts(app, "answers", "field", "civil_status", "overall"), 8);
    let in_hours = "SELECT CAST(SUM(persons) AS BIGINT) AS n FROM breakdown_months WHERE facet = 'hour' AND value LIKE '_-__'";
    assert_eq!(app.number(in_hours), 2);
    let long = app.number("SELECT CAST(SUM(ballots) AS BIGINT) AS n FROM reason_months WHERE reason = 'procedure.late'");
    assert_eq!(long, 1);
    app.verified();
}

/// Rare fields hide; a slip tells neither its hour nor, in any row, its field.
async fn a_slip_is_counted_under_its_field_only_among_enough_others(app: &App) {
    Desk::open(app);
    let mut conn = app.database.connect();
    let unit = app.number(&format!("SELECT id AS n FROM units WHERE code = '{UNIT}'"));
    let until = app.clock.today() + Duration::days(30);
    let mut slip = |dossier, field| {
        let token = slips::issue(&mut conn, unit, None, dossier).unwrap();
        slips::open(&mut conn, dossier, until, (Timeliness::OnTime, field)).unwrap();
        token
    };
    let often: Vec<_> = (1..=40)
        .map(|dossier| slip(dossier, "Chứng thực"))
        .collect();
    let rare = slip(99, "Nuôi con nuôi");
    let rated = often.iter().chain([&rare]);
    for token in rated {
        let path = token.path().replacen("/D/", "/d/", 1);
        let form = app
            .visitor()
            .get(&path)
            .await
            .is(200)
            .form(&format!("{path}?sent"));
        let form = ["1", "2", "3", "4", "5"]
            .iter()
            .fold(form, |form, code| form.with(&format!("a.{code}"), "5"));
        app.visitor().send(&form).await.is(303);
    }
    let persons = |value| parts(app, "persons", "field", value, "overall");
    assert_eq!(persons("Nuôi con nuôi"), 0);
    assert_eq!(persons("Chứng thực") + persons(""), 41);
    assert!(persons("") >= 1, "the rare one is among the untold");
    assert_eq!(parts(app, "persons", "hour", "", "overall"), 41);
    app.verified();
}

/// A part made better by hand, a reason taken away.
async fn bent_parts_are_found(app: &App) {
    let desk = Desk::open(app);
    let unhappy = ballot_with(json!({"answers": {"2": 1}, "reasons": ["procedure.late"]}));
    desk.receipts(&[ballot(), unhappy], 200).await;
    app.verified();
    let mut conn = app.database.connect();
    for (bend, undo, said) in [
        (
            "UPDATE breakdown_months SET satisfied = satisfied + 1 WHERE facet = 'hour'",
            "UPDATE breakdown_months SET satisfied = satisfied - 1 WHERE facet = 'hour'",
            "breakdown_months",
        ),
        (
            "UPDATE breakdown_months SET persons = persons - 1 WHERE facet = 'field' AND measure = 'overall'",
            "UPDATE breakdown_months SET persons = persons + 1 WHERE facet = 'field' AND measure = 'overall'",
            "breakdown_months",
        ),
        (
            "UPDATE reason_months SET reason = 'procedure.extra_papers'",
            "UPDATE reason_months SET reason = 'procedure.late'",
            "reason_months",
        ),
    ] {
        tamper(&mut conn, bend).unwrap();
        let run = app.hailong(&["verify"]);
        assert_eq!(run.code, 1, "{bend}: {}", run.out);
        assert!(run.out.contains(said), "{bend}: {}", run.out);
        tamper(&mut conn, undo).unwrap();
    }
    app.verified();
}

/// A database that was filled before there were parts has them after the next start.
async fn ballots_older_than_the_parts_are_counted_at_the_next_start(app: &App) {
    let desk = Desk::open(app);
    let unhappy = ballot_with(json!({"answers": {"2": 1}, "reasons": ["procedure.late"]}));
    desk.receipts(&[ballot(), unhappy], 200).await;
    let mut conn = app.database.connect();
    tamper(
        &mut conn,
        "DELETE FROM breakdown_months; DELETE FROM reason_months",
    )
    .unwrap();
    assert_eq!(app.hailong(&["verify"]).code, 1);
    let _beside = app.beside(|_| ());
    app.verified();
    let _again = app.beside(|_| ());
    app.verified();
}

crate::stories! {
    a_rating_is_counted_where_when_and_why_it_was_given,
    a_slip_is_counted_under_its_field_only_among_enough_others,
    bent_parts_are_found,
    ballots_older_than_the_parts_are_counted_at_the_next_start,
}
