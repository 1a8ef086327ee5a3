//! Administrators furnish their units, and see no others.

use super::{add_counter, id_of};
use crate::harness::App;
use crate::harness::people::UNIT;

/// What belongs to a unit above or beside is not there, to look at or to write to.
async fn other_units_are_not_there(app: &App) {
    let province = app.staff("admin").await;
    app.add_unit("H21.65.1", Some(UNIT));
    app.add_unit("H21.65.2", Some(UNIT));
    let commune = app.staff_of("H21.65.1", "admin").await;
    let neighbour = app.staff_of("H21.65.2", "admin").await;
    let units = province.get("/admin/units").await.is(200).body;
    let own = id_of(&units, "units", "Xã &quot;Tân&quot; &lt;Bình&gt; H21.65.1");
    let other = id_of(&units, "units", "Xã &quot;Tân&quot; &lt;Bình&gt; H21.65.2");
    let counter = add_counter(&neighbour, &other, "Quầy 1").await;
    let csrf = commune.get("/password").await.form("/signout").data();
    let csrf = csrf[0].1.as_str();
    // Accounts 1 and 3 are of the province and of the neighbour.
    for path in [
        format!("/admin/units/{other}"),
        "/admin/units/1".to_owned(),
        format!("/admin/counters/{counter}"),
        "/admin/accounts/1".to_owned(),
        "/admin/accounts/3".to_owned(),
        "/admin/accounts/3/password".to_owned(),
        "/admin/accounts/999".to_owned(),
        "/admin/units/x".to_owned(),
    ] {
        commune.get(&path).await.is(404);
        commune.post(&path, &[("csrf", csrf)]).await.is(404);
    }
    for path in ["/admin/accounts/3/state", "/admin/accounts/3/sessions"] {
        let fields = [("csrf", csrf), ("to", "closed")];
        commune.post(path, &fields).await.is(404);
    }
    let path = format!("/admin/units/{other}/counters");
    let fields = [("csrf", csrf), ("counter", "Quầy lạ")];
    commune.post(&path, &fields).await.is(404);
    neighbour.get("/password").await.is(200);

    // Nor can anything be put there.
    let fields = [
        ("csrf", csrf),
        ("parent", other.as_str()),
        ("code", "H1"),
        ("name", "Xã"),
    ];
    let refused = commune.post("/admin/units/new", &fields).await.is(422);
    refused.says("Hãy chọn đơn vị cấp trên");
    let list = commune.get("/admin/units").await.is(200).body;
    assert!(
        list.contains("H21.65.1") && !list.contains("H21.65.2"),
        "{list}"
    );
    let accounts = commune.get("/admin/accounts").await.is(200).body;
    assert!(accounts.contains("admin.h21.65.1") && !accounts.contains("admin.h21.65.2"));
    commune.get(&format!("/admin/units/{own}")).await.is(200);
    // What the neighbour has prepared is not counted as done here.
    app.add_user("H21.65.2", "desk", "desk.beside");
    for thing in ["device", "link"] {
        app.command(&[thing, "add", "--unit", "H21.65.2"]);
    }
    let overview = commune.get("/admin").await.is(200);
    overview.says("Còn 4 trong 4 việc");
    let overview = neighbour.get("/admin").await.is(200);
    overview.says("Mọi việc cần chuẩn bị đã xong");
    province.get(&format!("/admin/units/{other}")).await.is(200);
}

/// A commune gets its desk; a code that is taken costs one field.
async fn a_unit_is_added(app: &App) {
    let admin = app.staff("admin").await;
    let page = admin.get("/admin/units/new?parent=1").await.is(200);
    let form = page
        .form("/admin/units/new")
        .with("code", "H21.65.7")
        .with("name", "Trung tâm <Phục vụ>")
        .with("hotline", "1022");
    let added = admin.send(&form).await.is(303);
    let page = admin.get(added.header("location")).await.is(200);
    page.says("Chưa có quầy nào").says("&lt;Phục vụ&gt;");

    let twice = admin.send(&form.with("name", "Tên khác")).await.is(422);
    let twice = twice.says("đã có đơn vị khác dùng");
    let kept = ("name".to_owned(), "Tên khác".to_owned());
    assert!(twice.form("/admin/units/new").data().contains(&kept));
}

/// A unit's name, hotline and address change; a number that is none comes back with the rest.
async fn a_unit_is_changed(app: &App) {
    let admin = app.staff("admin").await;
    let path = "/admin/units/1";
    let form = admin.get(path).await.is(200).form(path);
    let wrong = form.clone().with("hotline", "không có");
    let wrong = admin.send(&wrong.with("address", "Số 1")).await.is(422);
    let wrong = wrong.says("Hãy nhập số điện thoại bằng chữ số");
    wrong.says("value=\"Số 1\"");
    let form = form.with("name", "Trung tâm mới");
    let saved = admin.send(&form).await;
    saved.leads_to("/admin/units/1?done=changed");
    admin.get("/admin/units").await.says("Trung tâm mới");
}

/// A counter has a name that its unit has only once.
async fn a_counter_is_added(app: &App) {
    let admin = app.staff("admin").await;
    let name = "Quầy 1 – Hộ tịch";
    add_counter(&admin, "1", name).await;
    let page = admin.get("/admin/units/1").await.is(200);
    let form = page.form("/admin/units/1/counters");
    let twice = admin.send(&form.clone().with("counter", name)).await;
    let twice = twice.is(422).says("đã có quầy mang tên này");
    twice.says(&format!("value=\"{name}\""));
    let empty = admin.send(&form).await.is(422);
    empty.says("Hãy nhập tên quầy");
}

/// An officer is put on a counter, and the counter is closed when it is; a stranger is not put on it.
async fn a_counter_gets_its_officer(app: &App) {
    let admin = app.staff("admin").await;
    let counter = add_counter(&admin, "1", "Quầy 1").await;
    app.add_unit("H99", None);
    for (unit, login) in [(UNIT, "an.nguyen"), ("H99", "stranger")] {
        let added = app.add_user(unit, "desk", login);
        assert_eq!(added.code, 0, "{}", added.err);
    }
    let path = format!("/admin/counters/{counter}");
    let form = admin.get(&path).await.is(200).form(&path);
    let closed = form.clone().with("officer", "2").with("state", "closed");
    let saved = admin.send(&closed).await;
    saved.leads_to(&format!("{path}?done=changed"));
    let page = admin.get("/admin/units/1").await.is(200);
    page.says("Nguyễn Thị").says("Đã đóng");

    let csrf = form.data()[0].1.clone();
    for (officer, state) in [("3", "open"), ("99", "open"), ("2", "ajar")] {
        let fields = [
            ("csrf", csrf.as_str()),
            ("name", "Quầy 1"),
            ("officer", officer),
            ("state", state),
        ];
        let refused = admin.post(&path, &fields).await.is(422);
        refused.says("error-summary");
    }
}

crate::stories! {
    other_units_are_not_there,
    a_unit_is_added,
    a_unit_is_changed,
    a_counter_is_added,
    a_counter_gets_its_officer,
}
