//! Who reads what: the desk nothing of it, other units nothing at all, observers the unit and no officer, a province its
//! communes and no officer of a commune that has a leader.

use hailong::accounts::Role;

use super::{EARLY, QUARTER, UNIT, at_the_desk, complained_of, ended, says};
use crate::harness::App;

const OFFICER: &str = "Phạm Văn Làm";

async fn each_reads_what_is_theirs(app: &App) {
    let leader = at_the_desk(app).await;
    let file = ended(app, EARLY, |_| ());
    let number = complained_of(app, file);
    leader.get(QUARTER).await.is(200).says(OFFICER);
    for (role, login) in [(Role::Desk, "ban"), (Role::Hotline, "nghe")] {
        let person = app.officer(UNIT, role, "Người Khác", login).await;
        for address in [QUARTER, "/evaluation", "/evaluation.xlsx"] {
            person.get(address).await.is(403);
        }
        let page = person.get(&format!("/dossiers/{file}")).await.is(200);
        let page = page.says("Do lãnh đạo theo dõi.");
        assert!(
            !page.body.contains(&format!("/complaints/{number}")),
            "{role}"
        );
        assert!(!page.body.contains("Có phản ánh về hành vi"), "{role}");
        let list = person.get("/dossiers").await.is(200);
        assert!(!list.body.contains("href=\"/evaluation"), "{role}");
    }
    let observer = app.officer(UNIT, Role::Observer, "Lê Thị Xem", "xem").await;
    let page = observer
        .get(QUARTER)
        .await
        .is(200)
        .says("1 hồ sơ: 1 trước ngày hẹn");
    for hidden in [OFFICER, "/evaluation/statement", "/evaluation/unfounded"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    app.browser().get(QUARTER).await.is(303);
}

/// Another commune's leader finds no such unit, and can neither say anything of its desk nor find its complaints untrue.
async fn another_unit_is_not_there(app: &App) {
    let leader = at_the_desk(app).await;
    let file = ended(app, EARLY, |_| ());
    let number = complained_of(app, file).to_string();
    let other = app.officer("IA", Role::Leader, "Chủ Xã Khác", "khac").await;
    other.get(QUARTER).await.is(404);
    other
        .get("/evaluation.xlsx?unit=TB&year=2026&quarter=2")
        .await
        .is(404);
    let page = other.get("/evaluation").await.is(200);
    assert!(!page.body.contains(OFFICER));
    let token = other.token().await;
    let fields = [
        ("csrf", token.as_str()),
        ("unit", UNIT),
        ("year", "2026"),
        ("quarter", "2"),
        ("valid_from", "01/06/2026"),
        ("board", "yes"),
        ("complaint", &number),
        ("reason", "Không có"),
    ];
    for address in ["/evaluation/statement", "/evaluation/unfounded"] {
        other.post(address, &fields).await.is(404);
        let forged = [&[("csrf", "của người khác")], &fields[1..]].concat();
        leader.post(address, &forged).await.is(403);
    }
    assert_eq!(app.count("evaluation_statements"), 0);
    assert_eq!(app.count("evaluation_unfounded"), 0);
}

/// Who leads the province sees the complaint, and finds nothing untrue where the commune has a leader.
async fn a_province_judges_no_officer_of_a_commune_with_a_leader(app: &App) {
    app.add_unit("GL", None);
    app.add_unit(UNIT, Some("GL"));
    at_the_desk(app).await;
    let file = ended(app, EARLY, |_| ());
    let number = complained_of(app, file).to_string();
    let above = app.officer("GL", Role::Leader, "Chủ Tỉnh", "tinh").await;
    above.get(&format!("/complaints/{number}")).await.is(200);
    let token = above.token().await;
    let fields = [
        ("csrf", token.as_str()),
        ("unit", UNIT),
        ("complaint", &number),
        ("reason", "Không có"),
    ];
    above.post("/evaluation/unfounded", &fields).await.is(404);
    assert_eq!(app.count("evaluation_unfounded"), 0);
}

/// A province puts its communes together. It reads of officers only where nobody leads the commune.
async fn a_province_sees_units_and_not_their_officers(app: &App) {
    app.add_unit("GL", None);
    app.add_unit(UNIT, Some("GL"));
    app.add_unit("IB", Some("GL"));
    let leader = at_the_desk(app).await;
    ended(app, EARLY, |_| ());
    says(&leader, QUARTER, &["board", "online"], "01/06/2026")
        .await
        .is(303);
    let province = app.officer("GL", Role::Leader, "Chủ Tỉnh", "tinh").await;
    let page = province
        .get("/evaluation?unit=GL&year=2026&quarter=2")
        .await
        .is(200);
    let page = page.says("href=\"/evaluation?unit=TB&amp;year=2026&amp;quarter=2\"");
    let page = page.says("href=\"/evaluation?unit=IB&amp;year=2026&amp;quarter=2\"");
    assert!(!page.body.contains(OFFICER));
    let page = province
        .get(QUARTER)
        .await
        .is(200)
        .says("Niêm yết tại trụ sở và công khai điện tử.");
    assert!(!page.body.contains(OFFICER));
    assert!(!page.body.contains("/evaluation/statement"));
    app.forced("UPDATE accounts SET active = FALSE WHERE login = 'chu'")
        .unwrap();
    province.get(QUARTER).await.is(200).says(OFFICER);
}

crate::stories! {
    each_reads_what_is_theirs,
    another_unit_is_not_there,
    a_province_judges_no_officer_of_a_commune_with_a_leader,
    a_province_sees_units_and_not_their_officers,
}
