//! How a unit handles dossiers, as it is set and inherited.

use hailong::accounts::Role;

use super::{at_the_desk, registers};
use crate::harness::App;

const RULES: &str = "/dossiers/rules";

/// The leader sets the agency's code and the letterhead: codes and slips follow. Wrong hours are said and kept.
async fn codes_and_slips_follow_the_rules(app: &App) {
    let officer = at_the_desk(app).await;
    let leader = app.officer("TB", Role::Leader, "Lê Văn Chủ", "chu").await;
    let form = leader.get(RULES).await.is(200).form(RULES);
    let wrong = form
        .clone()
        .with("agency_code", "xã Tân Bình")
        .with("morning_from", "12:00")
        .with("place", "Chư Sê");
    let page = leader.send(&wrong).await.is(422);
    let page = page.says("H21.65.12").says("value=\"Chư Sê\"");
    let page = leader
        .send(&page.form(RULES).with("agency_code", "h21.65"))
        .await
        .is(422);
    let page = page.says("phải theo thứ tự");
    let right = page
        .form(RULES)
        .with("morning_from", "7h")
        .with("afternoon_to", "16:30");
    let set = leader.send(&right).await.is(303);
    let page = leader.get(set.header("location")).await.is(200);
    page.says("Đã lưu quy định")
        .says("quy định riêng")
        .says("H21.65");
    let id = registers(&officer, &[]).await;
    let paper = officer
        .get(&format!("/dossiers/{id}/papers/receipt"))
        .await
        .is(200);
    let paper = paper.says("H21.65-260601-0001").says("Chư Sê, ngày 01");
    paper.says("16 giờ 30 phút, ngày 04 tháng 6 năm 2026");
    officer.get(RULES).await.is(403);
    let back = leader
        .get(RULES)
        .await
        .is(200)
        .form("/dossiers/rules/inherit");
    leader.send(&back).await.is(303);
    let id = registers(&officer, &[]).await;
    let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
    page.says("TB-260601-0002");
}

/// A commune without rules of its own follows the province.
async fn a_unit_follows_the_one_above(app: &App) {
    app.add_unit("GL", None);
    app.add_unit("TB", Some("GL"));
    let officer = at_the_desk(app).await;
    let admin = app
        .officer("GL", Role::Admin, "Quản trị tỉnh", "tinh")
        .await;
    let form = admin.get(RULES).await.is(200);
    assert!(
        form.body.contains("name=\"unit\""),
        "one unit is chosen first"
    );
    let province = form
        .body
        .split("<option value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap()
        .to_owned();
    let page = admin.get(&format!("{RULES}?unit={province}")).await.is(200);
    let set = page.form(RULES).with("agency_code", "H21.65");
    admin.send(&set).await.is(303);
    let id = registers(&officer, &[]).await;
    let page = officer.get(&format!("/dossiers/{id}")).await.is(200);
    page.says("H21.65-260601-0001");
    let leader = app.officer("TB", Role::Leader, "Lê Văn Chủ", "chu").await;
    let page = leader.get(RULES).await.is(200);
    page.says("theo quy định của Xã &quot;Tân&quot; &lt;Bình&gt; GL");
    let foreign = leader.get(&format!("{RULES}?unit={province}")).await;
    assert_eq!(foreign.status, 404);
}

crate::stories! {
    codes_and_slips_follow_the_rules,
    a_unit_follows_the_one_above,
}
