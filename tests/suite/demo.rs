//! Somebody looks around in the sample commune before trusting the program with their own.

use hailong::complaints::State;
use hailong::db::Db;
use hailong::demo::Size;

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

const TEN: Size = Size {
    ballots: 10,
    communes: 1,
};

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

/// About sixty complaints in every state, on true days, with true counts; one may be a denunciation, which the leader
/// alone reads.
async fn the_sample_shows_what_became_of_complaints(app: &App) {
    app.turn_clock("2026-06-02T10:00:00");
    let db = Db::open(&app.database.url(), 1).unwrap();
    hailong::demo::open(&db, &app.clock, Some(TEN)).unwrap();
    app.tallies_are_true();
    let all = app.count("complaints");
    assert!((55..=65).contains(&all), "{all}");
    for state in State::ALL {
        let of_state = app.count(&format!("complaints WHERE state = '{state}'"));
        assert!(of_state > 0, "nothing is {state}");
    }
    assert!(app.count("complaints WHERE late AND state = 'closed'") > 2);
    assert!(app.count("complaint_answers WHERE approved_at IS NOT NULL") > 30);
    assert_eq!(app.count("complaints WHERE confined"), 1);
    assert_eq!(app.count("complaint_templates"), 3);
    let leader = app.browser();
    leader.sign_in("lanhdao", "mau-hai-long").await.is(303);
    let hotline = app.browser();
    hotline
        .sign_in("duongdaynong", "mau-hai-long")
        .await
        .is(303);
    let search = "/complaints?q=v%C3%B2i+ti%E1%BB%81n";
    leader.get(search).await.is(200).says("cán bộ địa chính");
    let page = hotline.get(search).await.is(200);
    assert!(!page.body.contains("cán bộ địa chính"), "{}", page.body);
    hotline
        .get("/complaints")
        .await
        .is(200)
        .says("4 phản ánh đã quá hạn; 3 phản ánh đến hạn hôm nay.");
    for (day, least) in [("2026-06-02", 3), ("2026-06-03", 2)] {
        let due = app.count(&format!("complaints WHERE due = '{day}' AND NOT late"));
        assert!(due >= least, "{due} are due on {day}");
    }
}

/// In a year whose working days nobody has loaded, what is open has no day, and the sample is there all the same.
async fn a_year_without_working_days_does_not_stop_the_sample(app: &App) {
    app.turn_clock("2028-03-14T10:00:00");
    let db = Db::open(&app.database.url(), 1).unwrap();
    hailong::demo::open(&db, &app.clock, Some(TEN)).unwrap();
    assert_eq!(
        app.count("complaints WHERE state = 'received' AND due IS NOT NULL"),
        0
    );
    let all = app.count("complaints");
    assert!((55..=65).contains(&all), "{all}");
    app.tallies_are_true();
}

/// On the first morning of a year there is little behind it; nothing lies ahead.
async fn a_sample_of_new_years_day_holds_nothing_of_tomorrow(app: &App) {
    app.turn_clock("2026-01-01T00:10:00");
    let db = Db::open(&app.database.url(), 1).unwrap();
    hailong::demo::open(&db, &app.clock, Some(TEN)).unwrap();
    let now = app.clock.now() + chrono::Duration::seconds(5);
    assert_eq!(
        app.count(&format!("complaint_events WHERE at > '{now}'")),
        0
    );
    assert_eq!(
        app.count(&format!("complaints WHERE received_at > '{now}'")),
        0
    );
    app.tallies_are_true();
}

crate::stories! {
    the_sample_shows_what_became_of_complaints,
    a_year_without_working_days_does_not_stop_the_sample,
    a_sample_of_new_years_day_holds_nothing_of_tomorrow,
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
