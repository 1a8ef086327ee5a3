//! What is typed is kept before it is sent: through a power cut, for its author alone, and never in two versions that
//! overwrite each other in silence.

use chrono::Duration;

use super::{NEW, SAID, filled, fresh, put_in, refused};
use crate::harness::app::until;
use crate::harness::html::Form;
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{Answer, App, Backend, Visitor};
use crate::stories;

/// The form as the page keeps it at a pause of typing.
fn draft_of(form: &Form) -> Form {
    let mut draft = form.clone();
    draft.action = format!("{NEW}/draft");
    draft
}

async fn keep(person: &Visitor, form: &Form) -> Answer {
    person.send(&draft_of(form)).await
}

/// The version that an answer to a draft tells.
fn version(answer: &Answer) -> String {
    let (_, after) = answer.body.split_once("data-version=\"").unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

fn login_of(role: &str) -> String {
    format!("{role}.{UNIT}").to_lowercase()
}

/// The call is half typed when the power goes; afterwards it is there, for this operator and nobody else.
async fn a_draft_outlives_the_server(app: App) {
    let hotline = app.staff("hotline").await;
    let form = filled(&hotline).await;
    keep(&hotline, &form).await.is(200).says("Đã lưu nháp ");
    let longer = form
        .clone()
        .with("draft_version", "1")
        .with("text", &format!("{SAID} Và nữa."));
    keep(&hotline, &longer).await.is(200);
    assert_eq!(app.count("complaint_drafts"), 1);

    let app = app.restarted();
    let again = app.browser();
    again.sign_in(&login_of("hotline"), PASSWORD).await.is(303);
    let page = again.get(NEW).await.is(200).says("Đã điền lại bản nháp");
    let back = page.form(NEW);
    for name in ["name", "phone", "address", "text"] {
        assert_eq!(back.value(name), longer.value(name), "{name}");
    }
    let desk = app.staff("desk").await;
    let page = desk.get(NEW).await.is(200);
    assert!(!page.body.contains("Rơ Mah"), "{}", page.body);
    // Even who learns its id and its ticket can neither change nor drop it.
    let csrf = page.form(NEW).value("csrf");
    let stolen = back.clone().with("csrf", &csrf);
    keep(&desk, &stolen).await.is(422);
    let mut drop = stolen;
    drop.action = format!("{NEW}/drop");
    desk.send(&drop).await.is(422);
    assert_eq!(
        app.count("complaint_drafts WHERE fields LIKE '%Rơ Mah%'"),
        1
    );

    // It ends with the case.
    put_in(&again, &back).await;
    assert_eq!(app.count("complaint_drafts"), 0);
    keep(&again, &back).await.is(410);
    assert_eq!(app.count("complaint_drafts"), 0);
}

#[test]
fn a_draft_outlives_the_server_on_sqlite() {
    let app = App::start(Backend::Sqlite, |_| {});
    actix_web::rt::System::new().block_on(a_draft_outlives_the_server(app));
}

#[test]
fn a_draft_outlives_the_server_on_postgres() {
    let app = App::start(Backend::Postgres, |_| {});
    actix_web::rt::System::new().block_on(a_draft_outlives_the_server(app));
}

/// Two pages hold one draft: the second to write is told, keeps what it has, and may take over.
async fn two_pages_do_not_overwrite_each_other_in_silence(app: &App) {
    let hotline = app.staff("hotline").await;
    let first = filled(&hotline).await;
    keep(&hotline, &first).await.is(200);
    let second = hotline.get(NEW).await.form(NEW);
    assert_eq!(second.value("draft_version"), "1");
    let second = second.with("text", "Nói thêm ở trang thứ hai.");
    let kept = keep(&hotline, &second).await.is(200);
    assert_eq!(version(&kept), "2");

    let first = first
        .with("draft_version", "1")
        .with("text", "Còn trang thứ nhất.");
    let told = keep(&hotline, &first).await.is(409);
    let told = told
        .says("Bản nháp này đang mở ở nơi khác")
        .says("data-take-over");
    assert_eq!(
        app.count("complaint_drafts WHERE fields LIKE '%trang thứ hai%'"),
        1
    );
    let first = first.with("draft_version", &version(&told));
    keep(&hotline, &first).await.is(200);
    assert_eq!(
        app.count("complaint_drafts WHERE fields LIKE '%trang thứ nhất%'"),
        1
    );
    keep(&hotline, &second.with("draft_version", "2"))
        .await
        .is(409);
    assert_eq!(app.count("complaint_drafts"), 1);
}

/// Several unfinished calls are listed; one is dropped, one is gone on with, one is too old.
async fn drafts_are_gone_on_with_dropped_or_forgotten(app: &App) {
    let hotline = app.staff("hotline").await;
    keep(&hotline, &filled(&hotline).await.with("name", "Người cũ"))
        .await
        .is(200);
    app.clock.shift(Duration::days(6));
    hotline
        .sign_in(&login_of("hotline"), PASSWORD)
        .await
        .is(303);
    for name in ["Người thứ hai", "Người thứ ba"] {
        app.clock.shift(Duration::minutes(2));
        keep(&hotline, &filled(&hotline).await.with("name", name))
            .await
            .is(200);
    }
    let page = hotline
        .get(NEW)
        .await
        .is(200)
        .says("Bản nháp khác")
        .says("Người cũ");
    assert_eq!(page.form(NEW).value("name"), "Người thứ ba");
    let (_, link) = page.body.split_once("/complaints/new?draft=").unwrap();
    let (id, _) = link.split_once('"').unwrap();
    let other = hotline.get(&format!("{NEW}?draft={id}")).await.is(200);
    assert_eq!(other.form(NEW).value("name"), "Người thứ hai");
    assert_eq!(fresh(&hotline).await.value("name"), "");
    hotline.get(&format!("{NEW}?draft=x")).await.is(200);

    let drop = page.form("/complaints/new/drop");
    hotline.send(&drop).await.leads_to("/complaints/new?fresh");
    hotline.send(&drop).await.leads_to("/complaints/new?fresh");
    let page = hotline.get(NEW).await.is(200);
    assert_eq!(page.form(NEW).value("name"), "Người thứ hai");

    app.clock.shift(Duration::days(2));
    hotline
        .sign_in(&login_of("hotline"), PASSWORD)
        .await
        .is(303);
    let page = hotline.get(NEW).await.is(200);
    assert!(!page.body.contains("Người cũ"), "{}", page.body);
    until("the old one is dropped", || {
        app.count("complaint_drafts") == 1
    });
}

/// A form in which nothing was typed leaves nothing behind; one that is wrong goes on being the same draft.
async fn only_what_was_typed_is_kept(app: &App) {
    let hotline = app.staff("hotline").await;
    keep(&hotline, &fresh(&hotline).await).await.is(200);
    assert_eq!(app.count("complaint_drafts"), 0);
    let form = filled(&hotline).await.with("read_back", "");
    keep(&hotline, &form).await.is(200);
    let wrong = refused(&hotline, &form.with("draft_version", "1"), "read_back").await;
    let again = wrong.form(NEW);
    assert_eq!(again.value("draft_version"), "1");
    keep(&hotline, &again).await.is(200);
    put_in(&hotline, &again.with("read_back", "yes")).await;
    assert_eq!(app.count("complaint_drafts"), 0);
}

stories! {
    two_pages_do_not_overwrite_each_other_in_silence,
    drafts_are_gone_on_with_dropped_or_forgotten,
    only_what_was_typed_is_kept,
}
