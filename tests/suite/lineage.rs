//! Communes that became one: the province notes it once, by a page or by a command.

use crate::harness::App;
use crate::harness::counts::add_up;
use crate::harness::desk::tamper;

/// Three communes of a province, and who administers it.
async fn province(app: &App) {
    app.add_unit("H21", None);
    for code in ["H21.1", "H21.2", "H21.3"] {
        app.add_unit(code, Some("H21"));
    }
}

/// The day is typed wrong first; nothing typed is lost.
async fn a_merger_is_noted_and_taken_back(app: &App) {
    province(app).await;
    let admin = app.staff_of("H21", "admin").await;
    let id = |code: &str| app.number(&format!("SELECT id AS n FROM units WHERE code = '{code}'"));
    let page = format!("/admin/units/{}", id("H21.1"));
    let path = format!("{page}/lineage");
    admin.get(&page).await.is(200).says("Đơn vị hợp nhất");
    let form = admin.get(&path).await.is(200).form(&path);
    let former = id("H21.2").to_string();
    let typed = form.with("former", &former);
    let refused = admin
        .send(&typed.clone().with("since", "2999-01-01"))
        .await
        .is(422);
    let refused = refused.says("không muộn hơn hôm nay");
    let again = refused.form(&path).with("since", "2025-07-01");
    admin
        .send(&again)
        .await
        .leads_to(&format!("{path}?done=added"));
    let noted = admin.get(&path).await.is(200);
    let noted = noted.says("H21.2").says("01/07/2025");
    assert_eq!(app.count("unit_formers"), 1);

    // What became part of it cannot take it in, and is offered no more for the way round.
    let other = format!("/admin/units/{}/lineage", id("H21.2"));
    let form = admin.get(&other).await.is(200).form(&other);
    let first = id("H21.1").to_string();
    let token = form.value("csrf");
    let round = [
        ("csrf", token.as_str()),
        ("former", first.as_str()),
        ("since", "2025-07-01"),
    ];
    admin
        .post(&other, &round)
        .await
        .is(422)
        .says("Hãy chọn đơn vị trong danh sách");

    let back = noted.form(&format!("{path}/remove"));
    admin
        .send(&back)
        .await
        .leads_to(&format!("{path}?done=removed"));
    assert_eq!(app.count("unit_formers"), 0);
}

/// A script notes it; what makes no sense is refused with the reason.
async fn a_command_notes_a_merger(app: &App) {
    province(app).await;
    let merge = |from: &str, into: &str| {
        app.hailong(&[
            "unit",
            "merge",
            "--from",
            from,
            "--into",
            into,
            "--on",
            "2025-07-01",
        ])
    };
    assert_eq!(merge("H21.2", "H21.1").code, 0);
    assert_eq!(merge("H21.2", "H21.1").code, 0, "again it is the same");
    assert_eq!(app.count("unit_formers"), 1);
    for (from, into) in [
        ("H21.1", "H21.2"),
        ("H21.1", "H21.1"),
        ("H21", "H21.1"),
        ("H21.9", "H21.1"),
    ] {
        let refused = merge(from, into);
        assert_ne!(refused.code, 0, "{from} into {into}");
        assert!(refused.err.contains(from), "{}", refused.err);
    }
}

/// What a former commune was told in the year before counts for the merged one, and once for the province above both.
async fn years_compare_over_the_same_ground(app: &App) {
    province(app).await;
    let put = "INSERT INTO tally_months (unit_id, month, channel, questionnaire_id, criterion, n1, n2, n3, n4, n5, no_opinion)
         SELECT units.id, '2025-03-01', 'kiosk', questionnaires.id, '1', 10, 0, 0, 30, 0, 0
         FROM units, questionnaires WHERE code = 'H21.2' AND version = 'touch-5';
         INSERT INTO turnout_months (unit_id, month, channel, questionnaire_id, ballots, partial)
         SELECT units.id, '2025-03-01', 'kiosk', questionnaires.id, 40, 0
         FROM units, questionnaires WHERE code = 'H21.2' AND version = 'touch-5';
         INSERT INTO breakdown_months (unit_id, month, facet, channel, value, questionnaire_id, measure, persons, satisfied, answers)
         SELECT units.id, '2025-03-01', 'field', 'kiosk', 'land', questionnaires.id, 'overall', 40, 30, 40
         FROM units, questionnaires WHERE code = 'H21.2' AND version = 'touch-5'";
    let mut conn = app.database.connect();
    tamper(&mut conn, put).unwrap();
    add_up(&mut conn);
    let ballots =
        |unit: &str| app.command(&["index", "--unit", unit, "--year", "2025"])["ballots"].clone();
    assert_eq!([ballots("H21"), ballots("H21.1")], [40, 0]);
    let merged = [
        "unit",
        "merge",
        "--from",
        "H21.2",
        "--into",
        "H21.1",
        "--on",
        "2025-07-01",
    ];
    app.command(&merged);
    assert_eq!(
        [ballots("H21"), ballots("H21.1"), ballots("H21.3")],
        [40, 40, 0]
    );
    let leader = app.staff_of("H21", "leader").await;
    let page = leader.get("/indices?unit=H21&year=2025").await.is(200);
    page.says("75,00");
    for page in ["/indices", "/indices/breakdown"] {
        let page = leader.get(&format!("{page}?unit=H21.1&year=2025")).await;
        page.is(200).says("75,00");
    }
}

crate::stories! {
    a_merger_is_noted_and_taken_back,
    a_command_notes_a_merger,
    years_compare_over_the_same_ground,
}
