//! Tablets: an administrator adds one, sees its token once, and revokes it; its ratings are taken as long as it is in use.

use reqwest::Method;

use crate::harness::html::Form;
use crate::harness::people::UNIT;
use crate::harness::{Answer, App, Visitor};

const ADD: &str = "/admin/devices/new";
const COUNTER: &str = "Quầy 1: \"Đất\" <b>&";
const CONFIG: &str = "/api/v1/kiosk/config";

/// Makes a counter, by way of a link that hangs there.
fn add_counter(app: &App, unit: &str) {
    app.add_unit(unit, None);
    app.command(&["link", "add", "--unit", unit, "--counter", COUNTER]);
}

/// The form with the first counter that it offers.
async fn form_with_counter(person: &Visitor) -> Form {
    let form = person.get(ADD).await.is(200).form(ADD);
    let counter = form
        .fields
        .iter()
        .find(|field| field.name == "counter" && !field.value.is_empty());
    let counter = counter.unwrap().value.clone();
    form.with("counter", &counter)
}

/// The token in the address that the page shows.
fn token_in(page: &Answer) -> String {
    let (_, rest) = page
        .body
        .split_once("/kiosk#token=")
        .expect("an address with a token");
    rest.split('<').next().unwrap().to_owned()
}

/// Address of the question before the only tablet in use is revoked.
async fn question(person: &Visitor) -> String {
    let list = person.get("/admin/devices").await.is(200).body;
    let (_, rest) = list.split_once("<a href=\"/admin/devices/").unwrap();
    let links = list
        .match_indices("href=\"/admin/devices/")
        .map(|(at, _)| &list[at + 6..]);
    let mut links = links.map(|rest| rest.split('"').next().unwrap());
    let found = links.find(|link| link.ends_with("/revoke"));
    found
        .unwrap_or_else(|| panic!("nothing to revoke: {rest}"))
        .to_owned()
}

/// The token is shown once, opens the tablet's door, and is nowhere else.
async fn a_new_tablet_is_shown_its_token_once(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(app, UNIT);
    let form = form_with_counter(&admin).await;
    let page = admin.send(&form).await.is(200);
    assert!(page.body.contains("<svg class=\"qr\""), "{}", page.body);
    assert!(page.body.contains("chỉ hiện một lần"), "{}", page.body);
    assert!(!page.body.contains("<b>"), "{}", page.body);
    assert_eq!(page.header("cache-control"), "no-store");
    let token = token_in(&page);
    let address = format!("http://{}/kiosk#token={token}", app.address);
    assert!(page.body.contains(&address), "{}", page.body);

    let tablet = app.visitor().with_token(&token);
    let config = tablet.get(CONFIG).await.is(200).json();
    assert_eq!(config["counter"], COUNTER);
    let list = admin.get("/admin/devices").await.is(200);
    assert!(list.body.contains("Quầy 1"), "{}", list.body);
    assert!(!list.body.contains(&token), "{}", list.body);
}

/// Reloading the page with the token adds no second tablet.
async fn a_reload_is_still_the_same_tablet(app: &App) {
    let admin = app.staff("admin").await;
    let form = admin.get(ADD).await.is(200).form(ADD);
    let once = admin.send(&form).await.is(200);
    let twice = admin.send(&form).await.is(200);
    assert_eq!(token_in(&once), token_in(&twice));
    let list = admin.get("/admin/devices").await.is(200);
    assert_eq!(list.body.matches("/revoke\"").count(), 1);

    let revoke = question(&admin).await;
    let asked = admin.get(&revoke).await.is(200).form(&revoke);
    admin.send(&asked).await.is(303);
    // A page from before shows no token that opens nothing.
    admin.send(&form).await.is(409);
}

/// A lost tablet is refused at once; another one at its place works.
async fn a_revoked_tablet_is_refused_and_a_new_one_works(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(app, UNIT);
    let lost = token_in(&admin.send(&form_with_counter(&admin).await).await.is(200));
    let lost = app.visitor().with_token(&lost);
    lost.get(CONFIG).await.is(200);

    let revoke = question(&admin).await;
    let asked = admin.get(&revoke).await.is(200).form(&revoke);
    let done = admin.send(&asked).await.is(303);
    lost.get(CONFIG).await.is(401);
    let list = admin.get(done.header("location")).await.is(200);
    assert!(list.body.contains("Đã thu hồi khóa"), "{}", list.body);
    assert!(list.body.contains("class=\"withdrawn\""), "{}", list.body);
    admin.get(&revoke).await.is(404);
    admin.send(&asked).await.is(303);

    let token = token_in(&admin.send(&form_with_counter(&admin).await).await.is(200));
    app.visitor().with_token(&token).get(CONFIG).await.is(200);
    lost.get(CONFIG).await.is(401);
}

/// Only administrators, and only within their unit.
async fn tablets_are_the_administrators_business(app: &App) {
    let admin = app.staff("admin").await;
    let form = admin.get(ADD).await.is(200).form(ADD);
    admin.send(&form).await.is(200);
    let revoke = question(&admin).await;
    for role in ["leader", "desk", "hotline", "observer"] {
        let person = app.staff(role).await;
        for page in ["/admin/devices", ADD, &revoke] {
            person.get(page).await.is(403);
        }
        Answer::of(person.request(Method::POST, &revoke))
            .await
            .is(403);
    }
    app.visitor().get("/admin/devices").await.is(303);

    let other = app.staff_of("H21.66", "admin").await;
    other.get(&revoke).await.is(404);
    let theirs = other.get(ADD).await.is(200).form(ADD);
    let revoking = Form {
        action: revoke.clone(),
        ..theirs.clone()
    };
    other.send(&revoking).await.is(404);
    let unit = &theirs
        .fields
        .iter()
        .find(|field| field.name == "unit")
        .unwrap()
        .value;
    admin.send(&form.clone().forced("unit", unit)).await.is(404);
    admin.get(&format!("{ADD}?unit={unit}")).await.is(404);
    // Somebody else's form is no good either.
    let stolen = theirs.clone().forced("token", &form.value("token"));
    let stolen = stolen.forced("ticket", &form.value("ticket"));
    other.send(&stolen).await.is(422);
    let list = other.get("/admin/devices").await.is(200);
    assert!(
        list.body.contains("Chưa có máy tính bảng nào."),
        "{}",
        list.body
    );
}

/// Nobody puts a token of their own choice in, and a counter of another unit is refused at its field.
async fn a_wrong_form_comes_back_with_what_is_wrong(app: &App) {
    add_counter(app, "H21.66");
    let other = app.staff_of("H21.66", "admin").await;
    let far = form_with_counter(&other).await;
    let far = far
        .data()
        .into_iter()
        .find(|(name, _)| name == "counter")
        .unwrap()
        .1;
    let admin = app.staff("admin").await;
    let form = admin.get(ADD).await.is(200).form(ADD);
    for counter in [&far, "999999", "x"] {
        let refused = admin
            .send(&form.clone().forced("counter", counter))
            .await
            .is(422);
        assert!(
            refused.body.contains("href=\"#counter\""),
            "{}",
            refused.body
        );
        assert!(refused.body.contains("<title>Lỗi: "), "{}", refused.body);
    }
    for (field, value) in [
        ("token", "1234567890123456"),
        ("token", ""),
        ("ticket", "x"),
    ] {
        let refused = admin.send(&form.clone().forced(field, value)).await.is(422);
        assert!(refused.body.contains("href=\"#send\""), "{}", refused.body);
        assert_ne!(refused.form(ADD).value("token"), value);
    }
    admin.send(&form.clone().forced("csrf", "")).await.is(403);
    for odd in ["?page=", "?page=-1&revoked=x", "?page=99999999999999"] {
        admin.get(&format!("/admin/devices{odd}")).await.is(200);
    }
    admin.get("/admin/devices/x/revoke").await.is(404);
    app.visitor()
        .with_token("1234567890123456")
        .get(CONFIG)
        .await
        .is(401);
    // Corrected, it is added.
    admin.send(&form).await.is(200);
}

crate::stories! {
    a_new_tablet_is_shown_its_token_once,
    a_reload_is_still_the_same_tablet,
    a_revoked_tablet_is_refused_and_a_new_one_works,
    tablets_are_the_administrators_business,
    a_wrong_form_comes_back_with_what_is_wrong,
}
