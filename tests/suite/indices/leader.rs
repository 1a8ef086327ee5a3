//! The leader's page and targets: what belongs to whom, and what comes back when something is wrong.

use super::{import, import_file, last_year, worked_example};
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{Answer, App};

/// A province's leader sees its communes side by side; a commune's leader sees no other commune at all.
async fn a_leader_sees_the_own_unit_and_below(app: &App) {
    app.add_unit("T", None);
    app.add_unit("T.1", Some("T"));
    app.add_unit("T.2", Some("T"));
    let year = last_year(app);
    import(app, "T.1", year, &worked_example());
    let above = app.staff_of("T", "leader").await;
    let page = above.get(&format!("/indices?year={year}")).await.is(200);
    assert!(page.body.contains("Các đơn vị trực thuộc"), "{}", page.body);
    assert!(
        page.body
            .contains(&format!("/indices?unit=T.1&amp;year={year}")),
        "{}",
        page.body
    );
    above.get("/indices?unit=T.1").await.is(200);
    let beside = app.staff_of("T.2", "leader").await;
    beside.get("/indices?unit=T.2").await.is(200);
    for unit in ["T.1", "T", "nowhere", "%00", "%F0%9F%98%80"] {
        beside.get(&format!("/indices?unit={unit}")).await.is(404);
        beside
            .get(&format!("/indices/targets?unit={unit}"))
            .await
            .is(404);
    }
    let own = beside.get("/indices/targets").await.is(200);
    let form = own
        .form("/indices/targets")
        .with("unit", "T.1")
        .with("overall", "90");
    beside.send(&form).await.is(404);
    let other = above.get("/indices?unit=T.1").await.is(200);
    assert!(!other.body.contains("90,00"), "{}", other.body);
}

/// Promised figures are saved, shown with their standing, and taken back by emptying the field.
async fn a_leader_sets_targets(app: &App) {
    let leader = app.staff("leader").await;
    let year = last_year(app);
    import(app, UNIT, year, &worked_example());
    let address = format!("/indices/targets?year={year}");
    let form = leader.get(&address).await.is(200).form("/indices/targets");
    let typed = form.with("overall", "70").with("result", "99,5 %");
    let saved = leader.send(&typed).await.is(303);
    let shown = leader.get(saved.header("location")).await.is(200);
    assert!(shown.body.contains("Đã lưu mục tiêu"), "{}", shown.body);
    assert_eq!(value(&shown, "result"), "99,50");
    let page = leader.get(&format!("/indices?year={year}")).await.is(200);
    for words in [
        "đạt mục tiêu 70,00\u{a0}%",
        "«Chưa chắc chắn» nghĩa là",
        r#"<span class="badge missed">chưa đạt</span>"#,
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let emptied = shown.form("/indices/targets").with("result", "");
    leader.send(&emptied).await.is(303);
    let shown = leader.get(&address).await.is(200);
    assert_eq!(value(&shown, "result"), "");
    assert_eq!(value(&shown, "overall"), "70,00");
}

/// A year that was counted elsewhere stands in the table beside a year of ours, marked, and nothing is concluded from
/// it; where there is nothing else, the imported figures are in sight.
async fn imported_figures_fill_a_year_and_decide_nothing(app: &App) {
    let leader = app.staff("leader").await;
    let year = last_year(app);
    let csv = format!(
        "year,area,measure,percent,source\n\
         {before},{UNIT},overall,\"41,07\",Sở Nội vụ\n\
         {before},VN,result,\"82,66\",TTXVN\n",
        before = year - 1
    );
    import_file(app, &["indices"], &csv);
    let path = format!("/indices?year={year}");
    let alone = leader.get(&path).await.is(200);
    let alone = alone.says("<details open><summary>Số liệu nhập từ nguồn khác");
    assert!(
        !alone.body.contains("<tr class=\"overall\">"),
        "{}",
        alone.body
    );

    import(app, UNIT, year, &worked_example());
    let page = leader.get(&path).await.is(200);
    let (_, rows) = page.body.split_once("<tr class=\"overall\">").unwrap();
    let (overall, others) = rows.split_once("</tr>").unwrap();
    for words in [
        "80,00\u{a0}%",
        "41,07\u{a0}% <span class=\"badge none\">nhập vào</span>",
        "<td class=\"change\"><span class=\"badge none\">chưa có dữ liệu</span>",
    ] {
        assert!(overall.contains(words), "{words}: {overall}");
    }
    // Another area's figure is not this unit's.
    let (others, _) = others.split_once("</table>").unwrap();
    assert!(!others.contains("nhập vào"), "{others}");
    page.says(&format!("năm {} chưa có dữ liệu để so sánh", year - 1))
        .says("<details><summary>Số liệu nhập từ nguồn khác");
}

/// A wrong target comes back with everything as it was typed, and nothing is saved.
async fn a_wrong_target_comes_back_as_typed(app: &App) {
    let leader = app.staff("leader").await;
    let form = leader
        .get("/indices/targets")
        .await
        .is(200)
        .form("/indices/targets");
    let hostile = "\"><b>1e3";
    let answer = leader
        .send(
            &form
                .clone()
                .with("access", "85")
                .with("officer", hostile)
                .with("overall", "100,01"),
        )
        .await
        .is(422);
    assert!(answer.body.contains("error-summary"), "{}", answer.body);
    assert_eq!(value(&answer, "officer"), hostile);
    assert_eq!(value(&answer, "overall"), "100,01");
    assert_eq!(value(&answer, "access"), "85");
    let stored = leader.get("/indices/targets").await.is(200);
    assert_eq!(value(&stored, "access"), "");
    leader
        .send(&form.clone().with("year", "20x6"))
        .await
        .is(422);
    leader.send(&form.with("csrf", "guessed")).await.is(403);
}

/// An observer and the desk read everything and promise nothing; a stranger is asked to sign in.
async fn an_observer_reads_and_sets_nothing(app: &App) {
    for role in ["observer", "desk", "hotline"] {
        let person = app.staff(role).await;
        let page = person.get("/indices").await.is(200);
        assert!(!page.body.contains("Đặt mục tiêu"), "{}", page.body);
        person.get("/indices/targets").await.is(403);
    }
    let leader = app.staff("leader").await;
    let form = leader
        .get("/indices/targets")
        .await
        .is(200)
        .form("/indices/targets");
    let observer = app.browser();
    observer
        .sign_in(&format!("observer.{}", UNIT.to_lowercase()), PASSWORD)
        .await
        .is(303);
    observer.send(&form.with("overall", "1")).await.is(403);
    let stranger = app.visitor().get("/indices").await.is(303);
    assert!(stranger.header("location").starts_with("/signin"));
}

/// A wrong year in the address comes back in the form, with what is wrong with it.
async fn a_wrong_year_comes_back_in_the_form(app: &App) {
    let leader = app.staff("leader").await;
    for (query, words) in [
        ("year=20x6", "«20x6» không phải là một năm"),
        ("year=1999", "«1999» không phải là một năm"),
        ("year=", "«» không phải là một năm"),
        ("year=2026&compare=2026", "phải khác năm đang xem"),
        (
            "year=2026&compare=%3Cb%3E",
            "«&lt;b&gt;» không phải là một năm",
        ),
        ("year=99999999999999999999", "không phải là một năm"),
    ] {
        let page = leader.get(&format!("/indices?{query}")).await.is(422);
        assert!(page.body.contains(words), "{query}: {}", page.body);
        assert!(
            page.body.contains("error-summary"),
            "{query}: {}",
            page.body
        );
        assert!(page.body.contains(r#"action="/indices""#), "{query}");
    }
    leader.get("/indices?year=2000&compare=2100").await.is(200);
}

fn value(page: &Answer, name: &str) -> String {
    let form = page.form("/indices/targets");
    form.fields
        .iter()
        .find(|field| field.name == name)
        .unwrap()
        .value
        .clone()
}

crate::stories! {
    a_leader_sees_the_own_unit_and_below,
    a_leader_sets_targets,
    imported_figures_fill_a_year_and_decide_nothing,
    a_wrong_target_comes_back_as_typed,
    an_observer_reads_and_sets_nothing,
    a_wrong_year_comes_back_in_the_form,
}
