//! How a unit handles complaints: who sets its rules, whom they bind, who keeps what nobody else may see. Templates of
//! answers are in `templates`.

mod templates;

use diesel::prelude::*;
use hailong::accounts::Role;
use hailong::complaints::Way;
use hailong::db::schema::units;

use crate::harness::cases::{MORNING, address, written};
use crate::harness::desk::tamper;
use crate::harness::html::Form;
use crate::harness::{App, Visitor};

const UNIT: &str = "TB";
const PROVINCE: &str = "H21";
const RULES: &str = "/complaints/rules";
const TEMPLATES: &str = "/complaints/templates";
const LATE_WORDS: &str = "Hồ sơ đất đai của tôi trễ hẹn hai tuần";
const BRIBE: &str = "Cán bộ ở quầy đất đai vòi tiền tôi hai triệu đồng mới trả sổ đỏ";

fn unit_id(app: &App, code: &str) -> i64 {
    units::table
        .filter(units::code.eq(code))
        .select(units::id)
        .first(&mut app.database.connect())
        .unwrap()
}

fn rules_of(app: &App, code: &str) -> String {
    format!("{RULES}?unit={}", unit_id(app, code))
}

async fn leader(app: &App, name: &str, login: &str) -> Visitor {
    app.officer(UNIT, Role::Leader, name, login).await
}

/// Sets some fields of a unit's rules.
async fn set(person: &Visitor, path: &str, fields: &[(&str, &str)]) {
    let page = person.get(path).await.is(200);
    let mut form = page.form(RULES);
    for (name, value) in fields {
        form = form.with(name, value);
    }
    let set = person.send(&form).await;
    assert_eq!(set.status, 303, "{}", set.body);
    let page = person.get(set.header("location")).await.is(200);
    page.says("Phản ánh mới theo quy định này");
}

/// A complaint that came through the tablet: its citizen must still be told that it came.
fn from_tablet(app: &App) -> i64 {
    app.complain_with(UNIT, LATE_WORDS, |new| new.way = Way::Kiosk)
}

/// The day of a case that stands on its page or in the register.
fn has_due(app: &App, number: i64, due: &str, acknowledge_by: &str) {
    let as_promised = format!(
        "complaints WHERE id = {number} AND due = '{due}' AND acknowledge_by = '{acknowledge_by}'"
    );
    assert_eq!(app.count(&as_promised), 1, "{as_promised}");
}

/// Five working days from now on; the case that is open keeps its ten.
async fn new_complaints_follow_new_rules_and_open_ones_keep_their_day(app: &App) {
    app.turn_clock(MORNING);
    let leader = leader(app, "Lê Văn Chủ", "chu").await;
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    let before = from_tablet(app);
    let page = leader.get("/complaints").await.is(200);
    page.says(RULES).says(TEMPLATES);
    let page = leader.get(RULES).await.is(200);
    page.says("các mức thông thường")
        .says("vẫn giữ hạn đã hứa với người dân");
    set(&leader, RULES, &[("conduct", "5"), ("acknowledge", "3")]).await;
    let after = from_tablet(app);
    hotline.decides(before, "conduct").await;
    hotline.did(before, "note", &[("note", "Đã gọi")]).await;
    has_due(app, before, "2026-06-15", "2026-06-02");
    has_due(app, after, "2026-06-08", "2026-06-04");
    let page = hotline.get(&address(after)).await.is(200);
    page.says(&written("2026-06-08"));
    app.tallies_are_true();
}

/// A case of sixty days that turns out to be another authority's has the five that the law allows, not fifty-five.
async fn a_class_that_is_changed_never_has_more_days_than_its_own(app: &App) {
    app.turn_clock(MORNING);
    let leader = leader(app, "Lê Văn Chủ", "chu").await;
    set(&leader, RULES, &[("conduct", "60")]).await;
    let number = from_tablet(app);
    set(&leader, RULES, &[("conduct", "10")]).await;
    leader.decides(number, "elsewhere").await;
    has_due(app, number, "2026-06-08", "2026-06-02");
}

/// Too many days, none, words: each is named with what is allowed, and nothing that was typed is lost.
async fn numbers_out_of_bounds_come_back_with_what_is_allowed(app: &App) {
    let admin = app.officer(UNIT, Role::Admin, "Quản Trị", "quantri").await;
    let page = admin.get(RULES).await.is(200);
    let form = page
        .form(RULES)
        .with("elsewhere", "6")
        .with("denunciation", "10")
        .with("acknowledge", "0")
        .with("conduct", "mười ngày")
        .with("question", "")
        .with("regulation", "61")
        .with("keep_months", "5")
        .with("soon", "4")
        .forced("leader", "999");
    let page = admin.send(&form).await.is(422);
    let page = page
        .says(
            "Thuộc thẩm quyền cơ quan khác: ghi một số từ 1 đến 5. Nghị định 20/2008/NĐ-CP, Điều 9",
        )
        .says("Có dấu hiệu tố cáo: ghi một số từ 1 đến 5. Luật Tố cáo 2018")
        .says("Báo đã nhận: ghi một số từ 1 đến 60.")
        .says("Hỏi đáp, hướng dẫn: ghi một số từ 1 đến 60.")
        .says("Kiến nghị về quy định: ghi một số từ 1 đến 60.")
        .says("Giữ thông tin cá nhân: ghi một số từ 6 đến 120.")
        .says("Chọn lãnh đạo trong danh sách.");
    let back = page.form(RULES);
    for (name, typed) in [
        ("elsewhere", "6"),
        ("acknowledge", "0"),
        ("conduct", "mười ngày"),
        ("regulation", "61"),
        ("soon", "4"),
    ] {
        assert_eq!(back.value(name), typed, "{name}");
    }
    assert_eq!(app.count("complaint_rules"), 0);
}

/// The commune follows the province until it sets its own, and again when it gives them up. Sent twice, both are done
/// once.
async fn a_commune_follows_the_province_until_it_sets_its_own(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit(PROVINCE, None);
    app.add_unit(UNIT, Some(PROVINCE));
    let province = app
        .officer(PROVINCE, Role::Leader, "Lãnh Đạo Tỉnh", "tinh")
        .await;
    province.get(RULES).await.is(200).says("name=\"unit\"");
    let of_province = rules_of(app, PROVINCE);
    let tinh = app.account_id("tinh").to_string();
    set(
        &province,
        &of_province,
        &[("conduct", "7"), ("leader", &tinh)],
    )
    .await;
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let page = chu.get(RULES).await.is(200);
    let page = page
        .says("Đơn vị đang theo quy định của")
        .says("Theo đơn vị trên (Lãnh Đạo Tỉnh)");
    assert_eq!(page.form(RULES).value("conduct"), "7");
    set(&chu, RULES, &[("conduct", "4")]).await;
    set(&chu, RULES, &[("conduct", "4")]).await;
    assert_eq!(app.count("complaint_rules"), 2);
    let page = chu.get(RULES).await.is(200);
    let page = page.says("quy định riêng").says("Đơn vị trên: 7.");
    let own = from_tablet(app);
    has_due(app, own, "2026-06-05", "2026-06-02");
    let go_back = page.form("/complaints/rules/inherit");
    for _ in 0..2 {
        let answer = chu.send(&go_back).await.is(303);
        let page = chu.get(answer.header("location")).await.is(200);
        page.says("Đã bỏ quy định riêng")
            .says("đang theo quy định của");
    }
    assert_eq!(app.count("complaint_rules"), 1);
    let common = from_tablet(app);
    has_due(app, common, "2026-06-10", "2026-06-02");
}

/// Two leaders and nobody named: what may be a denunciation waits for one. Whoever is named then gets it, but for the
/// case that names them; and when they lead no more, the next who is named.
async fn the_named_leader_gets_what_nobody_keeps(app: &App) {
    app.turn_clock(MORNING);
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let pho = leader(app, "Đinh Thị Phó", "pho").await;
    let number = app.complain(UNIT, BRIBE);
    let against = app.complain(UNIT, "Phó chủ tịch Đinh Thị Phó nhận tiền của chủ đất");
    let paths = [number, against].map(address);
    for person in [&chu, &pho] {
        person.get(&paths[0]).await.is(404);
    }
    let id_of = |login: &str| app.account_id(login).to_string();
    set(&chu, RULES, &[("leader", &id_of("pho"))]).await;
    let page = pho.get(&paths[0]).await.is(200);
    page.says("Giao lãnh đạo giữ").says("vòi tiền");
    chu.get(&paths[0]).await.is(404);
    pho.get(&paths[1]).await.is(404);
    chu.get(&paths[1]).await.is(404);
    // A leader who keeps a case goes on keeping it when another is named.
    set(&chu, RULES, &[("leader", &id_of("chu"))]).await;
    pho.get(&paths[0]).await.is(200);
    chu.get(&paths[0]).await.is(404);
    chu.get(&paths[1]).await.is(200);
    let close = "UPDATE accounts SET active = FALSE WHERE login = 'pho'";
    tamper(&mut app.database.connect(), close).unwrap();
    set(&chu, RULES, &[("leader", &id_of("chu"))]).await;
    chu.get(&paths[0]).await.is(200);
    let given = format!("complaint_events WHERE complaint_id = {number} AND action = 'entrust'");
    assert_eq!(app.count(&given), 2);
    app.tallies_are_true();
}

/// Named by the rules, but no leader any more: new cases do not go to that account, and the page says so.
async fn a_leader_who_leads_no_more_is_given_nothing(app: &App) {
    app.turn_clock(MORNING);
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    leader(app, "Đinh Thị Phó", "pho").await;
    let pho = app.account_id("pho").to_string();
    set(&chu, RULES, &[("leader", &pho)]).await;
    let demote = "UPDATE accounts SET role = 'desk' WHERE login = 'pho'";
    tamper(&mut app.database.connect(), demote).unwrap();
    let page = chu.get(RULES).await.is(200);
    page.says("không còn là lãnh đạo");
    let number = app.complain(UNIT, BRIBE);
    chu.get(&address(number)).await.is(200);
}

/// Rules and templates are an administrator's and a leader's, of their own units.
async fn others_and_other_units_are_kept_out(app: &App) {
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let page = chu.get(RULES).await.is(200);
    let form = page.form(RULES);
    let page = chu.get("/complaints/templates/new").await.is(200);
    let add = page.form("/complaints/templates/new");
    let add = add.with("title", "Xin lỗi").with("text", "Xin lỗi bà con.");
    chu.send(&add).await.is(303);
    let paths = [
        RULES,
        TEMPLATES,
        "/complaints/templates/new",
        "/complaints/templates/1",
        "/complaints/templates/1/delete",
    ];
    for role in [Role::Hotline, Role::Desk, Role::Observer] {
        let person = app.officer(UNIT, role, "Ai Đó Khác", role.as_str()).await;
        for path in paths {
            person.get(path).await.is(403);
        }
        for path in [
            RULES,
            "/complaints/rules/inherit",
            paths[2],
            paths[3],
            paths[4],
        ] {
            person.post(path, &[("csrf", "x")]).await.is(403);
        }
    }
    let hotline = app.browser();
    hotline.back("hotline").await;
    let page = hotline.get("/complaints").await.is(200);
    assert!(!page.body.contains(RULES), "{}", page.body);
    for path in paths {
        app.visitor().get(path).await.is(303);
    }
    let stranger = app
        .officer("XA2", Role::Admin, "Người Xã Khác", "xa2")
        .await;
    stranger.get(&rules_of(app, UNIT)).await.is(404);
    stranger.get(paths[3]).await.is(404);
    stranger.get(paths[4]).await.is(404);
    let page = stranger.get(RULES).await.is(200);
    let home = page.form(RULES);
    let theirs = home.clone().forced("unit", &form.value("unit"));
    stranger.send(&theirs).await.is(404);
    let mut inherit = theirs.clone();
    inherit.action = "/complaints/rules/inherit".to_owned();
    stranger.send(&inherit).await.is(404);
    changes_no_template(&stranger, add.forced("csrf", &home.value("csrf"))).await;
    assert_eq!(app.count("complaint_rules"), 0);
    assert_eq!(app.count("complaint_templates"), 1);
}

/// Two lead the commune and none is chosen: what nobody keeps nobody sees, and those who can choose are told that it
/// waits, not what it is; nor is one told whom it names.
async fn what_waits_for_a_keeper_is_told_to_those_who_choose(app: &App) {
    const WAITS: &str = "1 phản ánh đang chờ";
    app.turn_clock(MORNING);
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let pho = leader(app, "Đinh Thị Phó", "pho").await;
    let named = app.account_id("pho");
    app.complain_with(UNIT, BRIBE, |new| new.details.officers = vec![named]);
    for path in ["/complaints", RULES] {
        let page = chu.get(path).await.is(200).says(WAITS);
        assert!(!page.body.contains("vòi tiền"));
        let page = pho.get(path).await.is(200);
        assert!(!page.body.contains(WAITS));
    }
    let page = hotline.get("/complaints").await.is(200);
    assert!(!page.body.contains(WAITS));
    let own = app.account_id("chu").to_string();
    set(&chu, RULES, &[("leader", &own)]).await;
    for path in ["/complaints", RULES] {
        let page = chu.get(path).await.is(200);
        assert!(!page.body.contains(WAITS));
    }
}

/// The only template is not this person's to change.
async fn changes_no_template(person: &Visitor, mut form: Form) {
    for path in ["/complaints/templates/1", "/complaints/templates/1/delete"] {
        path.clone_into(&mut form.action);
        person.send(&form).await.is(404);
    }
}

crate::stories! {
    new_complaints_follow_new_rules_and_open_ones_keep_their_day,
    a_class_that_is_changed_never_has_more_days_than_its_own,
    numbers_out_of_bounds_come_back_with_what_is_allowed,
    a_commune_follows_the_province_until_it_sets_its_own,
    the_named_leader_gets_what_nobody_keeps,
    a_leader_who_leads_no_more_is_given_nothing,
    what_waits_for_a_keeper_is_told_to_those_who_choose,
    others_and_other_units_are_kept_out,
}
