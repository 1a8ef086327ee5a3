//! Administrators run the accounts of their units, and nobody else does. Units themselves are in `admin::units`.

mod units;

use crate::harness::html::Form;
use crate::harness::people::{PASSWORD, UNIT};
use crate::harness::{App, Visitor};

const NOT_ALLOWED: &str = "Không được phép";

/// Every address of the administration, and whether it takes forms. Numbers are of the first unit, account, counter.
const ROUTES: &[(&str, bool)] = &[
    ("/admin", false),
    ("/admin/units", false),
    ("/admin/units/new", true),
    ("/admin/units/1", true),
    ("/admin/units/1/counters", true),
    ("/admin/units/1/lineage", true),
    ("/admin/units/1/lineage/remove", true),
    ("/admin/counters/1", true),
    ("/admin/accounts", false),
    ("/admin/accounts/new", true),
    ("/admin/accounts/1", true),
    ("/admin/accounts/1/password", true),
    ("/admin/accounts/1/state", true),
    ("/admin/accounts/1/sessions", true),
    ("/admin/calendar", false),
    ("/admin/calendar/load", true),
];

/// The number at the end of the link whose text is `name`, as the page shows it.
#[track_caller]
fn id_of(page: &str, folder: &str, name: &str) -> String {
    let start = format!("<a href=\"/admin/{folder}/");
    let links = page.split(&start).skip(1);
    let found = links
        .filter_map(|rest| rest.split_once("\">"))
        .find(|(_, text)| text.starts_with(name));
    let (id, _) = found.unwrap_or_else(|| panic!("no link to {name} in {page}"));
    id.to_owned()
}

async fn add_counter(admin: &Visitor, unit: &str, name: &str) -> String {
    let path = format!("/admin/units/{unit}");
    let page = admin.get(&path).await.is(200);
    let form = page.form(&format!("{path}/counters")).with("counter", name);
    admin.send(&form).await.is(303);
    id_of(&admin.get(&path).await.body, "counters", name)
}

async fn new_account(admin: &Visitor) -> Form {
    let page = admin.get("/admin/accounts/new").await.is(200);
    page.form("/admin/accounts/new")
        .with("person", "Siu <b>H'Bia</b>")
        .with("role", "desk")
        .with("login", "Bia.Siu")
        .with("new", PASSWORD)
        .with("repeat", PASSWORD)
}

async fn account_id(admin: &Visitor, name: &str) -> String {
    id_of(
        &admin.get("/admin/accounts").await.is(200).body,
        "accounts",
        name,
    )
}

/// What only administrators may do is refused to every other role, and leads nobody to the sign-in page.
async fn only_administrators_administer(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(&admin, "1", "Quầy 1").await;
    for role in ["leader", "desk", "hotline", "observer"] {
        let person = app.staff(role).await;
        for (path, takes_forms) in ROUTES {
            let refused = person.get(path).await.is(403).says(NOT_ALLOWED);
            // They are still signed in, and on their way.
            refused
                .says("action=\"/signout\"")
                .says("href=\"/indices\"");
            if *takes_forms {
                person.post(path, &[]).await.is(403).says(NOT_ALLOWED);
            }
        }
        let page = person.get("/password").await.is(200);
        assert!(!page.body.contains("href=\"/admin\""), "{role}");
    }
    let nobody = app.browser();
    for (path, takes_forms) in ROUTES {
        let next = path.replace('/', "%2F");
        let asked = nobody.get(path).await;
        asked.leads_to(&format!("/signin?next={next}"));
        if *takes_forms {
            nobody.post(path, &[]).await.leads_to("/signin");
        }
    }
    for (path, _) in ROUTES {
        let status = admin.get(path).await.status;
        assert!([200, 303].contains(&status), "{path}: {status}");
    }
}

/// A new officer signs in with what the administrator handed over; a login that is taken costs one field.
async fn an_account_is_added(app: &App) {
    let admin = app.staff("admin").await;
    let form = new_account(&admin).await;
    admin
        .send(&form)
        .await
        .leads_to("/admin/accounts?done=added");
    let list = admin.get("/admin/accounts?done=added").await.is(200);
    list.says("Đã thêm tài khoản")
        .says("Siu &lt;b&gt;H'Bia&lt;/b&gt;");
    app.browser().sign_in("bia.siu", PASSWORD).await.is(303);

    let taken = form.with("person", "Người khác").with("role", "leader");
    let answer = admin.send(&taken).await.is(422);
    let answer = answer.says("đã có người dùng").says("error-summary");
    let sent = answer.form("/admin/accounts/new").data();
    for kept in [
        ("person", "Người khác"),
        ("role", "leader"),
        ("login", "Bia.Siu"),
        ("new", ""),
    ] {
        assert!(
            sent.contains(&(kept.0.to_owned(), kept.1.to_owned())),
            "{kept:?} {sent:?}"
        );
    }
}

/// Whoever goes down the list of errors goes down the form.
async fn errors_are_listed_in_the_order_of_the_fields(app: &App) {
    let admin = app.staff("admin").await;
    let counter = add_counter(&admin, "1", "Quầy 1").await;
    let counter = format!("/admin/counters/{counter}");
    let long = "x".repeat(201);
    let account = ["person", "role", "unit", "login", "new"];
    let unit = ["parent", "code", "name", "hotline", "address"];
    for (path, fields) in [
        ("/admin/accounts/new", &account[..]),
        ("/admin/units/new", &unit),
        (&counter, &["name", "officer", "state"]),
    ] {
        let mut form = admin.get(path).await.is(200).form(path);
        for field in fields {
            let wrong = match *field {
                "person" | "name" => "",
                "address" => &long,
                _ => "é",
            };
            form = form.forced(field, wrong);
        }
        let answer = admin.send(&form).await.is(422);
        let listed = answer.body.split("<li><a href=\"#").skip(1);
        let listed: Vec<&str> = listed.flat_map(|rest| rest.split('"').next()).collect();
        let names = answer.form(path);
        let mut shown = names.names();
        shown.retain(|name| fields.contains(name));
        assert_eq!(listed, shown, "{}", answer.body);
        assert_eq!(listed, fields);
    }
}

/// Somebody who leaves is out at once, and may come back.
async fn a_closed_account_is_signed_out_at_once(app: &App) {
    let admin = app.staff("admin").await;
    admin.send(&new_account(&admin).await).await.is(303);
    let officer = app.browser();
    officer.sign_in("bia.siu", PASSWORD).await.is(303);
    let path = format!("/admin/accounts/{}", account_id(&admin, "Siu").await);
    let page = admin.get(&path).await.is(200);
    let close = page.form(&format!("{path}/state"));
    admin
        .send(&close)
        .await
        .leads_to(&format!("{path}?done=closed"));
    officer.get("/password").await.is(303);
    app.browser().sign_in("bia.siu", PASSWORD).await.is(422);

    let page = admin.get(&path).await.is(200).says("Đã đóng");
    let reopen = page.form(&format!("{path}/state"));
    admin
        .send(&reopen)
        .await
        .leads_to(&format!("{path}?done=reopened"));
    officer.get("/password").await.is(303);
    app.browser().sign_in("bia.siu", PASSWORD).await.is(303);
}

/// A forgotten password is replaced, and a lost tablet signed out, by the administrator.
async fn an_administrator_resets_what_was_lost(app: &App) {
    let admin = app.staff("admin").await;
    admin.send(&new_account(&admin).await).await.is(303);
    let officer = app.browser();
    officer.sign_in("bia.siu", PASSWORD).await.is(303);
    let path = format!("/admin/accounts/{}", account_id(&admin, "Siu").await);
    let page = admin.get(&path).await.is(200);
    let end = page.form(&format!("{path}/sessions"));
    admin
        .send(&end)
        .await
        .leads_to(&format!("{path}?done=ended"));
    officer.get("/password").await.is(303);
    officer.sign_in("bia.siu", PASSWORD).await.is(303);

    let reset = format!("{path}/password");
    let form = admin.get(&reset).await.is(200).form(&reset);
    let short = form.clone().with("new", "ngắn").with("repeat", "ngắn");
    admin.send(&short).await.is(422).says("ít nhất 10 ký tự");
    let new = "mật khẩu khác hẳn";
    let form = form.with("new", new).with("repeat", new);
    admin
        .send(&form)
        .await
        .leads_to(&format!("{path}?done=password"));
    officer.get("/password").await.is(303);
    officer.sign_in("bia.siu", PASSWORD).await.is(422);
    officer.sign_in("bia.siu", new).await.is(303);
    // One's own needs the old one.
    let own = format!(
        "/admin/accounts/{}/password",
        account_id(&admin, "Nguyễn").await
    );
    admin.get(&own).await.leads_to("/password");
}

/// A person changes role and unit, and the next page already knows.
async fn a_role_changes_at_once(app: &App) {
    let admin = app.staff("admin").await;
    app.add_unit("H21.65.1", Some(UNIT));
    admin.send(&new_account(&admin).await).await.is(303);
    let officer = app.browser();
    officer.sign_in("bia.siu", PASSWORD).await.is(303);
    officer.get("/admin").await.is(403);
    let path = format!("/admin/accounts/{}", account_id(&admin, "Siu").await);
    let units = admin.get("/admin/units").await.is(200).body;
    let below = id_of(&units, "units", "Xã &quot;Tân&quot; &lt;Bình&gt; H21.65.1");
    let form = admin.get(&path).await.is(200).form(&path);
    let form = form.with("role", "admin").with("unit", &below);
    admin
        .send(&form)
        .await
        .leads_to(&format!("{path}?done=changed"));
    officer.get("/admin").await.is(200);
    officer.get("/admin/units/1").await.is(404);
    let unknown = form.data();
    let fields: Vec<(&str, &str)> = unknown
        .iter()
        .map(|(name, value)| (name.as_str(), if name == "role" { "boss" } else { value }))
        .collect();
    let refused = admin.post(&path, &fields).await.is(422);
    refused.says("Hãy chọn vai trò");
}

/// The last administrator of the topmost unit cannot lock everybody out; with a second one it is possible.
async fn the_last_administrator_stays(app: &App) {
    let admin = app.staff("admin").await;
    let path = format!("/admin/accounts/{}", account_id(&admin, "Nguyễn").await);
    let page = admin.get(&path).await.is(200);
    let (demote, close) = (
        page.form(&path).with("role", "leader"),
        page.form(&format!("{path}/state")),
    );
    for form in [&demote, &close] {
        let refused = admin.send(form).await.is(422);
        refused.says("tài khoản quản trị cuối cùng");
    }
    admin.get("/admin").await.is(200);
    let second = app.add_user(UNIT, "admin", "second.admin");
    assert_eq!(second.code, 0, "{}", second.err);
    admin.send(&demote).await.is(303);
    admin.get("/admin").await.is(403);
}

/// Two administrators who close each other at the same moment do not leave the house empty.
async fn two_administrators_cannot_close_each_other(app: &App) {
    let first = app.staff("admin").await;
    app.add_user(UNIT, "admin", "second.admin");
    let second = app.browser();
    second.sign_in("second.admin", PASSWORD).await.is(303);
    let close = async |person: &Visitor, id: u8| {
        let path = format!("/admin/accounts/{id}");
        person
            .get(&path)
            .await
            .is(200)
            .form(&format!("{path}/state"))
    };
    let (of_second, of_first) = (close(&first, 2).await, close(&second, 1).await);
    let one = actix_web::rt::spawn(async move { first.send(&of_second).await.status });
    let two = actix_web::rt::spawn(async move { second.send(&of_first).await.status });
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    let done = [one, two].iter().filter(|status| **status == 303).count();
    assert!(done >= 1, "{one} {two}");
    let in_again = [
        app.browser().sign_in("admin.h21.65", PASSWORD).await.status,
        app.browser().sign_in("second.admin", PASSWORD).await.status,
    ];
    assert!(in_again.contains(&303), "{in_again:?}");
}

/// The overview leads from one step to the next.
async fn the_overview_says_what_to_do_next(app: &App) {
    let admin = app.staff("admin").await;
    let page = admin.get("/admin").await.is(200);
    page.says("Còn 4 trong 4 việc")
        .says("href=\"/kiosks\"")
        .says("href=\"/admin/links\"");
    add_counter(&admin, "1", "Quầy 1").await;
    admin.send(&new_account(&admin).await).await.is(303);
    app.command(&["device", "add", "--unit", UNIT]);
    app.command(&["link", "add", "--unit", UNIT]);
    admin
        .get("/admin")
        .await
        .is(200)
        .says("Mọi việc cần chuẩn bị đã xong")
        .says("Đã có 1, không kể quản trị");
}

/// No page shows a password or what is stored of one, in either language.
async fn no_page_shows_a_password(app: &App) {
    let admin = app.staff("admin").await;
    add_counter(&admin, "1", "Quầy 1").await;
    let own = ["/password", "/signin"].map(|path| (path, false));
    for (path, _) in ROUTES.iter().chain(&own) {
        for lang in ["vi", "en"] {
            let page = admin.get(&format!("{path}?lang={lang}")).await;
            for secret in ["argon2", PASSWORD] {
                assert!(!page.body.contains(secret), "{path}: {}", page.body);
            }
        }
    }
}

crate::stories! {
    only_administrators_administer,
    an_account_is_added,
    errors_are_listed_in_the_order_of_the_fields,
    a_closed_account_is_signed_out_at_once,
    an_administrator_resets_what_was_lost,
    a_role_changes_at_once,
    the_last_administrator_stays,
    two_administrators_cannot_close_each_other,
    the_overview_says_what_to_do_next,
    no_page_shows_a_password,
}
