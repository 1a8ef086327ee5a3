//! Somebody signed in, with every right and no good intention: each form of the staff's pages, filled in at random.

use reqwest::Method;

use super::bodies::Mischief;
use super::{SEED, lossy, post, throw};
use crate::harness::App;
use crate::harness::html::Form;
use crate::harness::people::UNIT;

/// Pages with forms. Numbers are of the first unit, account, counter; what is missing is 404, which is an answer too.
const PAGES: [&str; 16] = [
    "/admin",
    "/admin/units",
    "/admin/units/new",
    "/admin/units/1",
    "/admin/counters/1",
    "/admin/accounts",
    "/admin/accounts/new",
    "/admin/accounts/2",
    "/admin/calendar",
    "/admin/calendar/load",
    "/admin/links",
    "/admin/links/new",
    "/kiosks/pair",
    "/indices",
    "/indices/targets",
    "/complaints",
];
/// Addresses that end in a number.
const NUMBERED: [&str; 12] = [
    "/admin/units/new?parent=",
    "/admin/accounts/new?unit=",
    "/admin/links?unit=",
    "/admin/links?page=",
    "/admin/links?added=",
    "/admin/links?withdrawn=",
    "/admin/links/new?unit=",
    "/admin/calendar/load?year=",
    "/complaints?page=",
    "/complaints?found=",
    "/kiosks?page=",
    "/kiosks?revoked=",
];
/// Forms that end the session in which this story is told.
const ENDS: [&str; 3] = ["/signout", "/password", "/admin/accounts/1"];

async fn forms_full_of_rubbish_harm_no_page(app: &App) {
    let admin = app.staff("admin").await;
    assert_eq!(app.add_user(UNIT, "desk", "desk").code, 0);
    let place = ["--unit", UNIT, "--counter", "Quầy 1"];
    app.command(&[&["link", "add"], &place[..]].concat());
    app.command(&[&["device", "add"], &place[..]].concat());
    let mut forms = Vec::new();
    for page in PAGES {
        let shown = admin.get(page).await;
        assert!(shown.status < 500, "{page}: {}", shown.body);
        forms.extend(Form::all(&shown.body));
    }
    forms.retain(|form| !ENDS.iter().any(|end| form.action.starts_with(end)));
    assert!(forms.len() > 8, "{forms:?}");
    let mut mischief = Mischief::new(SEED + 5);
    let requests = (0..2_000).map(|number| {
        let form = &forms[number % forms.len()];
        let path = if form.action.is_empty() {
            "/indices"
        } else {
            &form.action
        };
        let body = mischief.staff_form(&form.data());
        let what = format!("POST {path} (seed {SEED}, {number}): {}", lossy(&body));
        (
            what,
            post(&admin, path, "application/x-www-form-urlencoded", body),
        )
    });
    let (_, by_status) = throw(requests.collect(), |_| 0).await;
    assert!(
        by_status[&303] > 10 && by_status[&422] > 50,
        "{by_status:?}"
    );
    for page in PAGES {
        let shown = admin.request(Method::GET, page);
        let (_, answered) = throw(vec![(format!("GET {page}"), shown)], |answer| {
            assert!(
                !answer.body.contains("<script>alert"),
                "{page}: {}",
                answer.body
            );
            0
        })
        .await;
        assert!(
            answered
                .keys()
                .all(|status| [200, 303, 404].contains(status)),
            "{page}: {answered:?}"
        );
    }
    app.verified();
}

/// A number in an address only chooses beforehand, turns pages or says what was done: a wrong one is passed over.
async fn a_malformed_number_in_an_address_stops_no_page(app: &App) {
    let admin = app.staff("admin").await;
    app.add_unit("H21.65.1", Some(UNIT));
    for address in NUMBERED {
        for wrong in ["", "x", "1.5", "-", "%00", "%FF", "99999999999999999999"] {
            admin.get(&format!("{address}{wrong}")).await.is(200);
        }
    }
    for (address, field) in [
        ("/admin/accounts/new", "unit"),
        ("/admin/units/new", "parent"),
        ("/admin/links/new", "unit"),
    ] {
        let page = admin.get(&format!("{address}?{field}=x")).await;
        let own = (field.to_owned(), "1".to_owned());
        assert!(page.form(address).data().contains(&own), "{}", page.body);
    }
}

crate::stories! {
    a_malformed_number_in_an_address_stops_no_page,
    forms_full_of_rubbish_harm_no_page,
}
