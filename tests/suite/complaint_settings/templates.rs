//! Templates of answers: written, offered, changed, deleted.

use hailong::accounts::Role;

use super::{LATE_WORDS, PROVINCE, TEMPLATES, UNIT, leader, unit_id};
use crate::harness::cases::{MORNING, address};
use crate::harness::html::Form;
use crate::harness::{Answer, App, Visitor};

/// Written once, offered where an answer is begun, put better, taken away. Sent twice, each is done once.
async fn a_template_begins_an_answer(app: &App) {
    app.turn_clock(MORNING);
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    chu.get(TEMPLATES).await.is(200).says("Chưa có mẫu nào");
    let page = chu.get("/complaints/templates/new").await.is(200);
    let form = page
        .form("/complaints/templates/new")
        .with("title", "Xin lỗi <trễ> hẹn")
        .with("text", "Kính gửi bà con,\nxã xin lỗi vì trễ hẹn …");
    for _ in 0..2 {
        let added = chu.send(&form).await.is(303);
        let page = chu.get(added.header("location")).await.is(200);
        page.says("Đã lưu mẫu").says("Xin lỗi &lt;trễ&gt; hẹn");
    }
    assert_eq!(app.count("complaint_templates"), 1);
    let number = app.complain(UNIT, LATE_WORDS);
    hotline.decides(number, "conduct").await;
    let case = hotline.get(&address(number)).await.is(200);
    let answer = case.form(&format!("/complaints/{number}/write"));
    let with = choose(&hotline, &answer, "1").await.is(200);
    with.says("xã xin lỗi vì trễ hẹn …");
    let page = chu.get("/complaints/templates/1").await.is(200);
    let change = page
        .form("/complaints/templates/1")
        .with("text", "Xã xin lỗi bà con.");
    chu.send(&change).await.is(303);
    chu.get(TEMPLATES).await.is(200).says("Xã xin lỗi bà con.");
    let page = chu.get("/complaints/templates/1/delete").await.is(200);
    let delete = page.form("/complaints/templates/1/delete");
    for _ in 0..2 {
        let gone = chu.send(&delete).await.is(303);
        let page = chu.get(gone.header("location")).await.is(200);
        page.says("Đã xóa mẫu");
    }
    chu.get("/complaints/templates/1").await.is(404);
    assert_eq!(app.count("complaint_templates"), 0);
}

/// Sends the form of an answer by the button of a template.
async fn choose(person: &Visitor, answer: &Form, template: &str) -> Answer {
    let mut form = answer.clone().forced("template", template);
    form.action.push_str("/template");
    person.send(&form).await
}

/// Begun by hand, gone on with one template and another: each is put after what stands there, nothing is kept before it
/// is sent, and nothing is lost where the template is gone or a colleague was faster.
async fn a_template_is_put_after_what_was_typed(app: &App) {
    app.turn_clock(MORNING);
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let desk = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    for (title, text) in [
        ("Xin lỗi", "Xã xin lỗi <ông bà>."),
        ("Hẹn", "Mời ông bà đến nhận."),
    ] {
        let page = chu.get("/complaints/templates/new").await.is(200);
        let form = page.form("/complaints/templates/new");
        chu.send(&form.with("title", title).with("text", text))
            .await
            .is(303);
    }
    let number = app.complain(UNIT, LATE_WORDS);
    chu.decides(number, "conduct").await;
    let write = format!("/complaints/{number}/write");
    let page = desk.get(&address(number)).await.is(200);
    let page = page.says(&format!("formaction=\"{write}/template#step-write\""));
    let begun = page
        .form(&write)
        .with("text", "Kính gửi bác,\nhồ sơ & giấy tờ");
    let with = choose(&desk, &begun, "1").await.is(200);
    let with = choose(&desk, &with.form(&write), "2").await.is(200);
    let typed = "Kính gửi bác,\nhồ sơ & giấy tờ\n\nXã xin lỗi <ông bà>.\n\nMời ông bà đến nhận.";
    let whole = with.form(&write);
    assert_eq!(whole.value("text"), typed);
    assert_eq!(app.count("complaint_answers"), 0);
    for gone in ["3", "", "x"] {
        let told = choose(&desk, &whole, gone).await.is(422);
        let told = told.says("Mẫu này không còn nữa");
        assert_eq!(told.form(&write).value("text"), typed);
    }
    chu.did(number, "note", &[("note", "Xem lại")]).await;
    let told = choose(&desk, &whole, "1").await.is(409);
    let told = told.says("Lê Văn Chủ vừa thay đổi");
    assert_eq!(
        told.form(&write).value("text"),
        format!("{typed}\n\nXã xin lỗi <ông bà>.")
    );
    desk.send(&told.form(&write).with("text", typed))
        .await
        .is(303);
    chu.did(number, "approve", &[]).await;
    // What cannot be sent any more is there to be copied.
    let told = desk.send(&whole).await.is(409);
    told.says("để chép lại").says("Xã xin lỗi &lt;ông bà&gt;.");
    assert_eq!(app.count("complaint_answers"), 1);
    let stranger = app
        .officer("XA2", Role::Desk, "Người Xã Khác", "khac")
        .await;
    let begun = begun.forced(
        "csrf",
        &stranger
            .get("/password")
            .await
            .form("/password")
            .value("csrf"),
    );
    choose(&stranger, &begun, "1").await.is(404);
}

/// Nothing, too much, a name that is taken: said in words, and nothing that was typed is lost.
async fn a_template_that_cannot_be_kept_comes_back(app: &App) {
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let new = "/complaints/templates/new";
    let page = chu.get(new).await.is(200);
    let page = chu.send(&page.form(new)).await.is(422);
    let page = page.says("Đặt tên cho mẫu").says("Viết nội dung mẫu");
    let longest = "ạ".repeat(10_000);
    let form = page
        .form(new)
        .with("title", "Dài nhất")
        .with("text", &longest);
    chu.send(&form).await.is(303);
    let longer = form
        .with("title", "Dài hơn")
        .with("text", &format!("{longest}ạ"));
    let page = chu.send(&longer).await.is(422).says("bớt 1 ký tự");
    assert_eq!(page.form(new).value("title"), "Dài hơn");
    let taken = page
        .form(new)
        .with("title", "Dài nhất")
        .with("text", "Khác");
    let page = chu.send(&taken).await.is(422).says("mẫu khác mang tên này");
    let other = page.form(new).with("title", "Ngắn");
    chu.send(&other).await.is(303);
    let list = chu.get(TEMPLATES).await.is(200).body;
    let (_, short) = list.split_once("Ngắn").unwrap();
    let (_, link) = short.split_once("href=\"").unwrap();
    let path = link.split('"').next().unwrap();
    let page = chu.get(path).await.is(200);
    let rename = page.form(path).with("title", "Dài nhất");
    chu.send(&rename)
        .await
        .is(422)
        .says("mẫu khác mang tên này");
    assert_eq!(app.count("complaint_templates WHERE title = 'Dài nhất'"), 1);
}

/// A template of the province is there for its communes, who cannot change it.
async fn templates_of_the_province_are_read_below(app: &App) {
    app.add_unit(PROVINCE, None);
    app.add_unit(UNIT, Some(PROVINCE));
    let province = app
        .officer(PROVINCE, Role::Admin, "Quản Trị Tỉnh", "tinh")
        .await;
    let new = format!("{TEMPLATES}/new");
    let page = province.get(&new).await.is(200);
    page.says("name=\"unit\"");
    let page = province
        .get(&format!("{new}?unit={}", unit_id(app, PROVINCE)))
        .await
        .is(200);
    let form = page
        .form(&new)
        .with("title", "Chung")
        .with("text", "Của tỉnh.");
    province.send(&form).await.is(303);
    let chu = leader(app, "Lê Văn Chủ", "chu").await;
    let page = chu.get(TEMPLATES).await.is(200).says("Của tỉnh.");
    page.says("của đơn vị cấp trên");
    chu.get("/complaints/templates/1").await.is(404);
}

crate::stories! {
    a_template_begins_an_answer,
    a_template_is_put_after_what_was_typed,
    a_template_that_cannot_be_kept_comes_back,
    templates_of_the_province_are_read_below,
}
