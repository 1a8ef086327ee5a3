//! Somebody looks around in the sample commune before trusting the program with their own.

use crate::harness::{App, Backend};

/// Lines of a role, a login and a password, as the sample prints them.
fn sign_ins(printed: &str) -> Vec<(String, String, String)> {
    let roles = ["admin", "leader", "desk", "hotline", "observer"];
    printed
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|words| words.len() == 3 && roles.contains(&words[0].as_str()))
        .map(|words| (words[0].clone(), words[1].clone(), words[2].clone()))
        .collect()
}

const FILL: [&str; 4] = ["demo", "--fill-only", "--ballots", "600"];

/// The sample is counted, chained and signed in to like anybody's data, and a second start changes nothing.
async fn a_visitor_looks_around_in_the_sample(app: &App) {
    let first = app.hailong(&FILL);
    assert_eq!(first.code, 0, "{}", first.err);
    let found = app.command(&["verify"]);
    assert_eq!(found["ballots"], 600);
    assert_eq!(found["problems"].as_array().unwrap().len(), 0, "{found}");

    let again = app.hailong(&["demo", "--fill-only"]);
    assert_eq!((again.code, &again.out), (0, &first.out), "{}", again.err);
    assert_eq!(app.command(&["verify"]), found);

    let people = sign_ins(&first.out);
    assert_eq!(people.len(), 6, "{}", first.out);
    for (_, login, password) in &people {
        app.browser().sign_in(login, password).await.is(303);
    }
    assert!(first.out.contains("/kiosk#token="), "{}", first.out);
    let link = first.out.split("/q/").nth(1).unwrap();
    let code = link.split(' ').next().unwrap();
    let form = app.visitor().get(&format!("/q/{code}")).await.is(200);
    assert!(form.body.contains("dữ liệu mẫu"), "{}", form.body);
}

/// The tablet's token that is printed is the one that the server knows.
async fn the_printed_tablet_may_send(app: &App) {
    let printed = app.hailong(&FILL).out;
    let token = printed.split("#token=").nth(1).unwrap();
    let tablet = app.visitor().with_token(token.split(' ').next().unwrap());
    let config = tablet.get("/api/v1/kiosk/config").await.is(200);
    assert!(config.body.contains("Tân Bình"), "{}", config.body);
}

/// Data that somebody works with are never filled up with made-up ratings.
async fn the_sample_leaves_real_data_alone(app: &App) {
    app.add_unit("H21.65", None);
    let refused = app.hailong(&FILL);
    assert_ne!(refused.code, 0);
    assert!(refused.err.contains("--database"), "{}", refused.err);
    assert_eq!(app.command(&["verify"])["ballots"], 0);
}

/// A file holds one sample: another size is refused with the reason instead of quietly ignored.
async fn a_sample_of_another_size_needs_another_file(app: &App) {
    assert_eq!(app.hailong(&FILL).code, 0);
    let other = app.hailong(&["demo", "--fill-only", "--ballots", "700"]);
    assert_ne!(other.code, 0);
    assert!(other.err.contains("600 ratings"), "{}", other.err);
}

crate::stories! {
    a_visitor_looks_around_in_the_sample,
    the_printed_tablet_may_send,
    the_sample_leaves_real_data_alone,
    a_sample_of_another_size_needs_another_file,
}

/// A server on a sample says on every page that it is one.
fn every_page_of_a_sample_says_so(backend: Backend) {
    let app = App::start(backend, |_| {});
    assert_eq!(app.hailong(&FILL).code, 0);
    let app = app.restarted();
    actix_web::rt::System::new().block_on(async {
        let person = app.browser();
        person.sign_in("lanhdao", "mau-hai-long").await.is(303);
        for path in ["/", "/u/GL", "/indices", "/indices/targets"] {
            let page = person.get(path).await.is(200);
            assert!(page.body.contains("Dữ liệu mẫu"), "{path}: {}", page.body);
        }
    });
}

#[test]
fn every_page_of_a_sample_says_so_on_sqlite() {
    every_page_of_a_sample_says_so(Backend::Sqlite);
}

#[test]
fn every_page_of_a_sample_says_so_on_postgres() {
    every_page_of_a_sample_says_so(Backend::Postgres);
}
