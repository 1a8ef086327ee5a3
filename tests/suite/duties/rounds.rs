//! How duties look for what is due: they hold nobody up, read no more than they must, and make up for what was missing.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use hailong::accounts::Role;
use hailong::calendar::store::{list_years, replace_year};
use hailong::calendar::{DayKind, SpecialDay, YearDraft};
use hailong::complaints::{Duties, State};
use hailong::config::MessagesConfig;
use hailong::db::schema::{accounts, complaint_drafts};
use hailong::db::{Db, migrate, write_transaction};
use hailong::messages::Ways;
use hailong::rounds::Ending;

use super::{UNIT, WORDS};
use crate::harness::App;
use crate::harness::app::until;
use crate::harness::cases::{ANSWER, MORNING, PHONE, address};
use crate::harness::database::{Backend, TestDatabase};

/// Cases wait for the calendar of their year: a round looks at them and takes no lock, whoever writes meanwhile.
async fn what_waits_for_a_calendar_holds_nobody_up(app: &App) {
    app.turn_clock("2029-06-04T09:00:00");
    app.add_unit(UNIT, None);
    app.complain(UNIT, WORDS);
    let db = Db::open(&app.database.url(), 2).unwrap();
    let ways = Ways::read(&MessagesConfig::default()).unwrap();
    let base = "https://hailong.tanbinh.example.vn".parse().unwrap();
    let mut duties = Duties::new(&db, &app.clock, &ways, base);
    duties.round(&Ending::default());
    let mut conn = app.database.connect();
    let took = write_transaction(&mut conn, |_| {
        let began = Instant::now();
        duties.round(&Ending::default());
        Ok::<_, diesel::result::Error>(began.elapsed())
    })
    .unwrap();
    // Whoever waits for the lock gives up after five seconds.
    assert!(took < Duration::from_millis(4_500), "{took:?}");
    assert_eq!(app.count("complaint_events WHERE action = 'recount'"), 0);
}

/// A number that was left before cases were found by it, and words from before there was a search: found after the next
/// start. A case that says no word holds up none of the later ones.
async fn what_was_left_before_finds_its_case(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit(UNIT, None);
    app.complain_with(UNIT, "?!", |new| {
        new.report.phone = "không có".to_owned();
        new.report.name = String::new();
    });
    let number = app.complain(UNIT, WORDS);
    let forget = "UPDATE complaint_contacts SET phone_key = ''; DELETE FROM complaint_words";
    app.database.connect().batch_execute(forget).unwrap();
    let beside = app.beside(|config| config.clock = app.clock.clone());
    let key = PHONE.replace(' ', "");
    let found = format!("complaint_contacts WHERE complaint_id = {number} AND phone_key = '{key}'");
    until("a key", || app.count(&found) == 1);
    for (word, of_contact) in [("dat", "NOT of_contact"), ("ksor", "of_contact")] {
        let laid = format!(
            "complaint_words WHERE complaint_id = {number} AND word = '{word}' AND {of_contact}"
        );
        until(word, || app.count(&laid) == 1);
    }
    drop(beside);
}

/// Calls that nobody finished typing hold names and numbers: a week later they are gone, whether or not anybody opens
/// the form.
async fn unfinished_calls_are_dropped_after_a_week(app: &App) {
    app.turn_clock(MORNING);
    app.officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    let nghe = app.account_id("nghe");
    let keep = |id: u8| {
        let draft = (
            complaint_drafts::public_id.eq(vec![id; 16]),
            complaint_drafts::account_id.eq(nghe),
            complaint_drafts::fields.eq("{}"),
            complaint_drafts::version.eq(1_i64),
            complaint_drafts::updated_at.eq(app.clock.now()),
        );
        diesel::insert_into(complaint_drafts::table)
            .values(draft)
            .execute(&mut app.database.connect())
            .unwrap();
    };
    keep(1);
    app.turn_to_day("2026-06-06");
    keep(2);
    app.turn_to_day("2026-06-09");
    until("one left", || app.count("complaint_drafts") == 1);
}

/// Orders that are given beside the server wait for a free moment of the file: a round that counts the days of
/// thousands of cases leaves them one.
async fn a_long_round_leaves_others_their_moment(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit(UNIT, None);
    app.complain(UNIT, WORDS);
    app.two_thousand_with("bo");
    let uncounted = "complaints WHERE due IS NULL";
    let left = app.count(uncounted);
    let _beside = app.beside(|config| config.clock = app.clock.clone());
    until("a round", || app.count(uncounted) < left);
    app.complain(UNIT, WORDS);
    assert!(app.count(uncounted) > 0, "waited for the whole round");
}

/// The day on which a case was late turns out to have been a day off: it is not late, unless its new day passes, too.
async fn a_better_calendar_takes_a_wrong_lateness_back(app: &App) {
    app.turn_clock(MORNING);
    app.add_unit(UNIT, None);
    let number = app.complain(UNIT, WORDS);
    app.turn_to_day("2026-06-16");
    until("late", || app.case(number).late);
    let mut conn = app.database.connect();
    let years = list_years(&mut conn).unwrap();
    let known = years.into_iter().find(|year| year.year == 2026).unwrap();
    // The server loaded its years on the day of this run, the story's clock stands before it.
    let later = known.loaded_at + chrono::Duration::seconds(1);
    let mut draft = YearDraft::new(2026);
    let day_off = SpecialDay {
        day: "2026-06-15".parse().unwrap(),
        kind: DayKind::Off,
        name: "Nghỉ bão".to_owned(),
    };
    for special in known.days.into_iter().chain([day_off]) {
        draft.add(special).unwrap();
    }
    let better = draft.finish("Thông báo của chuyện".to_owned());
    write_transaction(&mut conn, |conn| replace_year(conn, &better, later)).unwrap();
    until("not late", || !app.case(number).late);
    assert_eq!(
        app.case(number).due.map(|due| due.to_string()).as_deref(),
        Some("2026-06-16")
    );
    app.tallies_are_true();
    app.turn_to_day("2026-06-17");
    until("late after all", || app.case(number).late);
    app.tallies_are_true();
}

/// Whoever leaves has nothing to do any more: the case waits to be given to somebody else, but for one whose answer
/// waits for the leader.
async fn what_somebody_worked_on_who_leaves_is_given_to_another(app: &App) {
    app.turn_clock(MORNING);
    let hotline = app
        .officer(UNIT, Role::Hotline, "Trần Thị Nghe", "nghe")
        .await;
    let lam = app.officer(UNIT, Role::Desk, "Phạm Văn Làm", "lam").await;
    let (given, answered) = (app.complain(UNIT, WORDS), app.complain(UNIT, WORDS));
    let account = app.account_id("lam").to_string();
    for number in [given, answered] {
        hotline.decides(number, "conduct").await;
        hotline
            .did(number, "assign", &[("account", &account)])
            .await;
    }
    lam.did(answered, "write", &[("text", ANSWER)]).await;
    diesel::update(accounts::table.filter(accounts::login.eq("lam")))
        .set(accounts::active.eq(false))
        .execute(&mut app.database.connect())
        .unwrap();
    until("nobody's", || app.case(given).assignee_id.is_none());
    // Nor has whoever is sent to another unit, or does other work.
    app.officer(UNIT, Role::Desk, "Siu Chuyển", "chuyen").await;
    app.add_unit("TB2", None);
    let other = app.account_id("chuyen").to_string();
    let given_to_other = [("account", other.as_str())];
    for change in [
        "role = 'observer'",
        "role = 'desk', unit_id = (SELECT id FROM units WHERE code = 'TB2')",
    ] {
        hotline.did(given, "assign", &given_to_other).await;
        let change = format!("UPDATE accounts SET {change} WHERE login = 'chuyen'");
        app.database.connect().batch_execute(&change).unwrap();
        until(&change, || app.case(given).assignee_id.is_none());
        let back = "UPDATE accounts SET role = 'desk' WHERE login = 'chuyen'";
        app.database.connect().batch_execute(back).unwrap();
    }
    assert_eq!(app.case(given).state, State::Classified);
    assert!(app.case(answered).assignee_id.is_some());
    let page = hotline.get(&address(given)).await.is(200);
    page.says("Thu hồi việc đã giao").says("Phạm Văn Làm");
    app.tallies_are_true();
}

#[derive(QueryableByName)]
struct PlanLine {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// Each minute, for all units at once: what is over is never looked through.
#[test]
fn what_is_due_is_found_by_an_index() {
    let database = TestDatabase::empty(Backend::Sqlite);
    let mut conn = database.connect();
    migrate(&mut conn).unwrap();
    let open = "state IN (?, ?, ?, ?, ?, ?)";
    for (asked, index) in [
        (
            format!("{open} AND due < ? AND late = ? ORDER BY due, id LIMIT ?"),
            "complaints_state_due",
        ),
        (
            format!("{open} AND id > ? AND due IS NULL AND state <> ? ORDER BY id LIMIT ?"),
            "complaints_state_due",
        ),
        (
            format!("{open} AND due <= ? ORDER BY due, id"),
            "complaints_state_due",
        ),
        (
            "state = ? AND done_on < ? ORDER BY due, id LIMIT ?".to_owned(),
            "complaints_state_due",
        ),
        (
            "confined AND keeper_id IS NULL AND unit_id IN (SELECT id FROM units WHERE path LIKE ?)"
                .to_owned(),
            "complaints_unkept",
        ),
        (
            "acknowledge_by <= ? AND unit_id IN (SELECT id FROM units WHERE path LIKE ?)"
                .to_owned(),
            "complaints_to_tell",
        ),
    ] {
        let plan: Vec<PlanLine> = sql_query(format!(
            "EXPLAIN QUERY PLAN SELECT * FROM complaints WHERE {asked}"
        ))
        .load(&mut conn)
        .unwrap();
        let by_index = |line: &PlanLine| {
            line.detail
                .contains(&format!("SEARCH complaints USING INDEX {index}"))
        };
        let told: Vec<&str> = plan.iter().map(|line| line.detail.as_str()).collect();
        assert!(plan.iter().any(by_index), "{asked}: {told:?}");
    }
}

crate::stories! {
    what_waits_for_a_calendar_holds_nobody_up,
    what_was_left_before_finds_its_case,
    unfinished_calls_are_dropped_after_a_week,
    a_long_round_leaves_others_their_moment,
    a_better_calendar_takes_a_wrong_lateness_back,
    what_somebody_worked_on_who_leaves_is_given_to_another,
}
