//! Communes that became one: the province notes it once, by a page or by a command.

use crate::harness::App;

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

crate::stories! {
    a_merger_is_noted_and_taken_back,
    a_command_notes_a_merger,
}
