//! Files lag behind the desk: what a clerk did here since is not undone, and what a file tells late is not held against
//! anybody.

use hailong::db::{Db, DbConn};
use hailong::dossiers::import::{
    Dossiers, Fault, Hand, Import, Order, Outcome, Remark, Sheet, Wanted, import_file,
};
use hailong::dossiers::limit::{Limit, LimitUnit};
use hailong::dossiers::store::UploadKind;
use hailong::dossiers::{Dossier, Step};
use hailong::error::AppResult;
use hailong::rows::OnError;
use hailong::survey::slips;

use super::{HEAD, counts, dossier, history, import, utc};
use crate::harness::App;
use crate::harness::cases::CITIZEN;
use crate::harness::dossiers::PROCEDURE;
use crate::harness::people::UNIT;

const CODE: &str = "H21.65-260601-0001";
/// A Wednesday.
const DUE: &str = "03/06/2026";

/// How a story's file is taken.
fn order(app: &App, on_error: OnError) -> Order {
    Order {
        unit_id: app.number(&format!("SELECT id AS n FROM units WHERE code = '{UNIT}'")),
        sheet: None,
        on_error,
        dry_run: false,
        now: app.clock.now(),
    }
}

fn file(state: &str) -> String {
    format!("{HEAD}{CODE},{PROCEDURE},{CITIZEN},,,01/06/2026,{DUE},,,{state}\n")
}

/// At a moment comes a file in which the dossier stands so; the dossier after it.
fn hears(app: &App, at: &str, state: &str) -> (Dossier, Outcome) {
    app.turn_clock(at);
    let db = Db::open(&app.database.url(), 1).unwrap();
    let order = order(app, OnError::Refuse);
    let outcome = import_file::<Dossiers>(&db, file(state).into_bytes(), &order).unwrap();
    assert_eq!(outcome.refused, [], "{at}: {state}");
    (dossier(app, CODE), outcome)
}

/// At a moment somebody takes a step here.
fn does(app: &App, at: &str, step: Step) {
    app.turn_clock(at);
    app.happens(dossier(app, CODE).id, step);
}

fn steps(app: &App) -> Vec<String> {
    let lines = history(app, dossier(app, CODE).id);
    lines.into_iter().map(|(action, _)| action).collect()
}

/// Registered here by hand, in days that begin anew when papers come.
fn registered_here(app: &App) {
    app.turn_clock("2026-06-01T08:30:00");
    app.add_unit(UNIT, None);
    app.dossier(UNIT, "2026-06-03T23:59:59", |dossier| {
        dossier.set_limit(Limit {
            n: 2,
            unit: LimitUnit::WorkingDay,
        });
    });
    assert_eq!(dossier(app, CODE).supplements, 0);
}

/// Papers were asked for and came here, and the file says so both times a day late.
async fn a_file_that_is_a_day_late_stops_no_clock_again(app: &App) {
    app.add_unit(UNIT, None);
    hears(app, "2026-06-01T17:00:00", "Đang xử lý");
    does(app, "2026-06-02T09:00:00", Step::AskSupplement);
    let (_, outcome) = hears(app, "2026-06-02T17:00:00", "Chờ bổ sung");
    assert_eq!((outcome.changed, outcome.unchanged), (0, 1));
    does(app, "2026-06-03T09:00:00", Step::TakeSupplement);
    let (now, _) = hears(app, "2026-06-03T17:00:00", "Chờ bổ sung");
    assert_eq!((now.state.as_str(), now.stopped_at), ("working", None));
    hears(app, "2026-06-04T17:00:00", "Đang xử lý");
    assert_eq!(
        steps(app),
        ["receive", "ask_supplement", "take_supplement"],
        "what changes nothing has no line"
    );
}

/// A file from before the clock went on here does not stop it; one that says so after it knew does.
async fn a_step_taken_here_counts_until_the_software_knows(app: &App) {
    app.add_unit(UNIT, None);
    hears(app, "2026-06-01T17:00:00", "Đang xử lý");
    does(app, "2026-06-02T09:00:00", Step::Suspend);
    does(app, "2026-06-02T15:00:00", Step::Resume);
    let (now, _) = hears(app, "2026-06-02T17:00:00", "Tạm dừng");
    assert_eq!((now.state.as_str(), now.stopped_at), ("working", None));
    let told = history(app, now.id).pop().unwrap().1;
    assert!(told.contains("ở đây giữ như cũ"), "{told}");
    hears(app, "2026-06-02T18:00:00", "Đang xử lý");
    let (now, _) = hears(app, "2026-06-02T19:00:00", "Tạm dừng");
    assert_eq!(now.state.as_str(), "suspended");
}

/// Registered here: neither does an evening file that knows of no question take the papers in, nor an old one ask anew.
async fn what_was_registered_here_is_led_here(app: &App) {
    registered_here(app);
    does(app, "2026-06-01T09:00:00", Step::AskSupplement);
    let stopped = dossier(app, CODE);
    let (now, _) = hears(app, "2026-06-01T17:00:00", "Đang xử lý");
    assert_eq!(now.state.as_str(), "supplement");
    assert_eq!(
        (now.stopped_at, now.first_due_at),
        (stopped.stopped_at, stopped.first_due_at)
    );
    does(app, "2026-06-02T09:00:00", Step::TakeSupplement);
    let (now, _) = hears(app, "2026-06-02T17:00:00", "Chờ bổ sung");
    assert_eq!((now.state.as_str(), now.stopped_at), ("working", None));
}

/// The first word of an old file asks for nothing again.
async fn the_first_word_of_a_file_stops_no_clock(app: &App) {
    registered_here(app);
    does(app, "2026-06-01T09:00:00", Step::Suspend);
    does(app, "2026-06-01T10:00:00", Step::Resume);
    let (now, _) = hears(app, "2026-06-01T17:00:00", "Chờ bổ sung");
    assert_eq!((now.state.as_str(), now.stopped_at), ("working", None));
    assert_eq!(now.supplements, 0);
}

/// Due on Wednesday and seen suspended on Friday: since when it stands nobody knows.
async fn a_stop_that_is_seen_late_makes_nobody_late(app: &App) {
    app.add_unit(UNIT, None);
    hears(app, "2026-06-01T17:00:00", "Đang xử lý");
    let (now, _) = hears(app, "2026-06-05T17:00:00", "Tạm dừng");
    assert_eq!(
        (now.stopped_at, now.owed_from),
        (utc("2026-06-03T23:59:59"), None)
    );
}

/// Seen late on Thursday and suspended on Friday: it was late before.
async fn what_was_seen_late_stays_late(app: &App) {
    app.add_unit(UNIT, None);
    hears(app, "2026-06-01T17:00:00", "Đang xử lý");
    let (_, outcome) = hears(app, "2026-06-04T17:00:00", "Đang xử lý");
    assert_eq!((outcome.noted, outcome.unchanged), (1, 1));
    let (_, outcome) = hears(app, "2026-06-04T18:00:00", "Đang xử lý");
    assert_eq!((outcome.noted, outcome.unchanged), (0, 1), "known already");
    let (now, _) = hears(app, "2026-06-05T17:00:00", "Tạm dừng");
    assert!(now.stopped_at > now.first_due_at);
    assert_eq!(now.owed_from, now.first_due_at);
}

/// Papers are asked for once: another time the software says so stops nothing, and is told.
async fn papers_are_asked_for_once_by_files_too(app: &App) {
    app.add_unit(UNIT, None);
    hears(app, "2026-06-01T10:00:00", "Đang xử lý");
    hears(app, "2026-06-01T11:00:00", "Chờ bổ sung");
    let (before, _) = hears(app, "2026-06-01T14:00:00", "Đang xử lý");
    assert_eq!((before.state.as_str(), before.supplements), ("working", 1));
    let (now, outcome) = hears(app, "2026-06-01T15:00:00", "Chờ bổ sung");
    assert_eq!((now.state.as_str(), now.stopped_at), ("working", None));
    assert_eq!(now.first_due_at, before.first_due_at);
    let faults: Vec<_> = outcome.remarkable.iter().map(|one| &one.fault).collect();
    assert_eq!(faults, [&Fault::SupplementAgain]);
    let told = history(app, now.id).pop().unwrap().1;
    assert!(told.contains("ở đây giữ như cũ"), "{told}");
}

/// Of a day that cannot be counted on the row says so, and the clock stands as it stood.
async fn a_clock_stands_until_its_year_is_loaded(app: &App) {
    app.add_unit(UNIT, None);
    app.turn_clock("2026-12-28T09:00:00");
    app.dossier(UNIT, "2026-12-30T23:59:59", |dossier| {
        CODE.clone_into(&mut dossier.code);
        dossier.received_at = utc("2026-06-01T08:00:00").unwrap();
    });
    hears(app, "2026-12-28T10:00:00", "Đang xử lý");
    let (stopped, _) = hears(app, "2026-12-28T11:00:00", "Tạm dừng");
    app.turn_clock("2026-12-31T09:00:00");
    let db = Db::open(&app.database.url(), 1).unwrap();
    let order = order(app, OnError::Refuse);
    let outcome = import_file::<Dossiers>(&db, file("Đang xử lý").into_bytes(), &order).unwrap();
    let faults: Vec<_> = outcome.refused.iter().map(|one| &one.fault).collect();
    assert_eq!(faults, [&Fault::NoCalendar(2027)]);
    assert_eq!(dossier(app, CODE), stopped);
}

/// A day of receipt without a time is not later than the file that tells it.
async fn what_came_in_today_is_over_before_eight(app: &App) {
    app.add_unit(UNIT, None);
    let (now, _) = hears(app, "2026-06-01T07:20:00", "Đang xử lý");
    assert!(now.received_at <= app.clock.now());
    does(app, "2026-06-01T07:30:00", Step::Withdraw);
    assert_eq!(dossier(app, CODE).state.as_str(), "withdrawn");
}

/// The day of the result is corrected to a late one: the slip counts with the late ones.
async fn a_slip_follows_a_corrected_day(app: &App) {
    app.add_unit(UNIT, None);
    let row = |end: &str| {
        format!("{HEAD}H21.65-260302-0001,Đăng ký khai sinh,A,,,02/03/2026,05/03/2026,{end}\n")
    };
    import(app, &row(",,Đang xử lý"), &[]);
    let before = dossier(app, "H21.65-260302-0001");
    slips::issue(&mut app.database.connect(), before.unit_id, None, before.id).unwrap();
    let returned = |day: &str| row(&format!("{day},{day},Đã trả kết quả"));
    import(app, &returned("04/03/2026"), &[]);
    assert_eq!(app.count("slip_tokens WHERE timeliness = 'on_time'"), 1);
    let (_, report) = import(app, &returned("10/03/2026"), &[]);
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    let late = "slip_tokens WHERE timeliness = 'late_unapologised' AND valid_until = '2026-04-09'";
    assert_eq!(app.count(late), 1);
}

/// Files of dossiers, where somebody writes between the trial and the import.
struct Raced;

impl Import for Raced {
    type Target = <Dossiers as Import>::Target;
    type File = <Dossiers as Import>::File;
    const KIND: UploadKind = Dossiers::KIND;
    const BASE: &'static str = Dossiers::BASE;
    const AREA: &'static str = Dossiers::AREA;
    const ABOVE: &'static [(&'static str, &'static str)] = Dossiers::ABOVE;

    fn read(
        bytes: Vec<u8>,
        wanted: &Wanted,
        now: chrono::NaiveDateTime,
    ) -> Result<Self::File, Fault> {
        Dossiers::read(bytes, wanted, now)
    }

    fn sheet(file: &Self::File) -> &Sheet<Self::Target> {
        Dossiers::sheet(file)
    }

    fn carry(
        conn: &mut DbConn,
        unit_id: i64,
        file: &Self::File,
        now: chrono::NaiveDateTime,
        hand: Option<&Hand<'_>>,
    ) -> AppResult<Outcome> {
        let mut outcome = Dossiers::carry(conn, unit_id, file, now, hand)?;
        if hand.is_some() {
            let raced = Remark::of_line(2, Fault::Contradicts);
            outcome.refused.push(raced);
        }
        Ok(outcome)
    }
}

/// A row that is refused only when the file is taken leaves nothing of it, where it is to be taken whole.
async fn a_file_is_taken_whole_whoever_writes_meanwhile(app: &App) {
    app.add_unit(UNIT, None);
    app.turn_clock("2026-06-01T17:00:00");
    let db = Db::open(&app.database.url(), 1).unwrap();
    let take = |on_error| {
        let bytes = file("Đang xử lý").into_bytes();
        import_file::<Raced>(&db, bytes, &order(app, on_error)).unwrap()
    };
    let whole = take(OnError::Refuse);
    assert_eq!((whole.taken, whole.refused.len()), (false, 1));
    assert_eq!(app.count("dossiers"), 0);
    assert!(take(OnError::Skip).taken);
    assert_eq!(app.count("dossiers"), 1);
}

crate::stories! {
    a_file_that_is_a_day_late_stops_no_clock_again,
    a_step_taken_here_counts_until_the_software_knows,
    what_was_registered_here_is_led_here,
    the_first_word_of_a_file_stops_no_clock,
    a_stop_that_is_seen_late_makes_nobody_late,
    what_was_seen_late_stays_late,
    papers_are_asked_for_once_by_files_too,
    a_clock_stands_until_its_year_is_loaded,
    what_came_in_today_is_over_before_eight,
    a_slip_follows_a_corrected_day,
    a_file_is_taken_whole_whoever_writes_meanwhile,
}
