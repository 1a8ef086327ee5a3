//! Filling a database with cases of two years, through the store: about one of twenty is open, most of these of the last
//! weeks; the others went their way to the end.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use diesel::connection::SimpleConnection;
use hailong::accounts::password::Password;
use hailong::accounts::store::{NewAccount, insert_account};
use hailong::accounts::{Account, Login, Role};
use hailong::clock::{Clock, local_day};
use hailong::complaints::case::Case;
use hailong::complaints::publish::{Words, replace_publication};
use hailong::complaints::store::{self, Contact, Entry, NewCase};
use hailong::complaints::{Class, Details, NewComplaint, Report, State, Step, Way};
use hailong::db::{Db, DbConn};
use hailong::units::store::{NewUnit, insert_unit, list_units};
use hailong::units::{Scope, Unit};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use super::Outcome;
use super::words::{name, said};

/// Who signs in, and with what.
pub const LOGIN: &str = "lanh.dao";
/// The password of the throw-away database.
pub const PASSWORD: &str = "mật khẩu để đo";
/// Days over which the cases are spread.
const DAYS: u64 = 730;
/// One answer of so many is published.
const PUBLISHED: i64 = 4;
/// What the office answers.
const ANSWER: &str = "Xin trả lời: hồ sơ đã có kết quả.";
/// Cases in one commit.
const BATCH: u64 = 1_000;

/// Fills an empty database with so many cases; one that has data is taken as it is.
pub fn fill(db: &Db, cases: u64) -> Outcome<()> {
    let known = db.read_blocking(|conn| list_units(conn, &Scope::everything()))?;
    if !known.is_empty() {
        return Ok(());
    }
    let now = Clock::default().now();
    let (unit, people) = db.write_blocking(|conn| people(conn, now))?;
    let mut random = StdRng::seed_from_u64(766);
    for first in (0..cases).step_by(BATCH as usize) {
        db.write_blocking(|conn| {
            for number in first..cases.min(first + BATCH) {
                let age = Duration::seconds(((cases - number) * DAYS * 86_400 / cases) as i64);
                put(conn, &mut random, (&unit, &people), (number, now - age))?;
            }
            Ok::<_, diesel::result::Error>(())
        })?;
    }
    db.read_blocking(|conn| match conn {
        DbConn::Postgres(conn) => {
            // A thousand changes in one commit leave a thousand versions of a count, one at a time does not.
            conn.batch_execute("VACUUM FULL complaint_tallies")?;
            // What PostgreSQL does by itself in a day.
            conn.batch_execute("VACUUM ANALYZE")
        }
        DbConn::Sqlite(_) => Ok(()),
    })?;
    Ok(())
}

fn people(
    conn: &mut DbConn,
    now: NaiveDateTime,
) -> Result<(Unit, Vec<Account>), diesel::result::Error> {
    let broken = |_| diesel::result::Error::NotFound;
    let code = "TB".parse().map_err(broken)?;
    let new = NewUnit {
        code: &code,
        name: "Xã Tân Bình",
        parent: None,
        hotline: "",
        address: "",
    };
    let unit = insert_unit(conn, &new, now)?;
    let password = Password::parse(PASSWORD, LOGIN).map_err(|_| diesel::result::Error::NotFound)?;
    let hash = password
        .hash_blocking()
        .map_err(|_| diesel::result::Error::NotFound)?;
    let mut people = Vec::new();
    for (role, login, name) in [
        (Role::Leader, LOGIN, "Lê Văn Chủ"),
        (Role::Hotline, "truc.may", "Trần Thị Nghe"),
        (Role::Desk, "quay.1", "Phạm Văn Làm"),
        (Role::Desk, "quay.2", "Đinh Thị Quầy"),
    ] {
        let login: Login = login.parse().map_err(broken)?;
        let new = NewAccount {
            unit: &unit,
            role,
            name,
            login: &login,
            email: None,
            password_hash: &hash,
        };
        people.push(insert_account(conn, &new, now)?);
    }
    Ok((unit, people))
}

/// One case, received at a moment, and what became of it until today.
fn put(
    conn: &mut DbConn,
    random: &mut StdRng,
    (unit, people): (&Unit, &[Account]),
    (number, at): (u64, NaiveDateTime),
) -> diesel::QueryResult<()> {
    let (text, topic) = said(random, number);
    let contact = Contact {
        name: name(random, 3),
        phone: format!("09{:08}", random.random_range(0..100_000_000)),
        address: String::new(),
    };
    let new = NewComplaint {
        report: Report {
            id: Uuid::from_u64_pair(766, number),
            text,
            phone: String::new(),
            name: String::new(),
        },
        unit_id: unit.id,
        counter_id: None,
        way: *Way::ALL.choose(random).unwrap_or(&Way::Hotline),
        lang: "vi".to_owned(),
        created_at: at,
        received_at: at,
        details: Details::default(),
    };
    let class = class(random);
    let mut case = Case::received(&new, class);
    case.acknowledged_on = told_on(&case);
    case.confined = class == Class::Denunciation;
    case.keeper_id = people
        .first()
        .filter(|_| case.confined)
        .map(|keeper| keeper.id);
    let whole = NewCase {
        public_id: new.report.id.as_bytes(),
        lang: "vi",
        case: &case,
        contact: &contact,
    };
    let (before, _) = store::insert_case(conn, &whole, &entry(Step::Receive, at))?;
    let mut after = before.clone();
    become_of(&mut after, random, (class, topic.field), people);
    if after.state == State::Received {
        return Ok(());
    }
    for (step, days) in [(Step::Classify, 0), (Step::Assign, 1), (Step::Start, 2)] {
        store::insert_event(conn, &before, &entry(step, at + Duration::days(days)))?;
    }
    let done_at = at + Duration::days(7);
    if class.is_answered_here() && !after.state.is_open() {
        let by = people.first().map_or(0, |leader| leader.id);
        store::insert_answer(conn, &before, ANSWER, by, done_at)?;
        store::approve_answer(conn, &before, by, done_at)?;
        if before.id % PUBLISHED == 0 {
            publish(conn, &before, (by, done_at))?;
        }
    }
    store::save_case(conn, &before, &after, &entry(Step::Close, done_at))?;
    Ok(())
}

/// The answer as the public reads it: what the sample's people say is published as it was said.
fn publish(
    conn: &mut DbConn,
    case: &Case,
    (by, at): (i64, NaiveDateTime),
) -> diesel::QueryResult<()> {
    let words = Words {
        title: "Hồ sơ".to_owned(),
        question: case.text.clone(),
        answer: ANSWER.to_owned(),
    };
    store::insert_event(conn, case, &entry(Step::Publish, at))?;
    replace_publication(conn, case, &words, (by, at))
}

/// As when it is taken in: whoever reports at a tablet or by letter is told later.
fn told_on(case: &Case) -> Option<NaiveDate> {
    let told = !matches!(case.way, Way::Kiosk | Way::Paper);
    told.then_some(case.counted_from)
}

/// Where the case stands by now.
fn become_of(
    case: &mut Case,
    random: &mut StdRng,
    (class, field): (Class, &str),
    people: &[Account],
) {
    let received = local_day(case.received_at);
    let age = (Clock::default().today() - received).num_days();
    let likely_open = if age < 30 { 0.85 } else { 0.015 };
    case.due = Some(received + Duration::days(14));
    if random.random_bool(likely_open) {
        if random.random_bool(0.2) {
            return;
        }
        let states = [
            State::Classified,
            State::Assigned,
            State::InProgress,
            State::Waiting,
        ];
        case.state = *states.choose(random).unwrap_or(&State::InProgress);
        case.assignee_id = people.choose(random).map(|person| person.id);
    } else {
        case.state = match class {
            Class::Elsewhere | Class::Grievance | Class::Denunciation => State::Forwarded,
            Class::Unfit => State::Refused,
            _ if age < 30 => State::Answered,
            _ => State::Closed,
        };
        case.late = random.random_bool(0.06);
        let took = if case.late {
            20
        } else {
            random.random_range(1..=14)
        };
        case.done_on = Some(received + Duration::days(took));
        case.score = random.random_bool(0.3).then(|| random.random_range(1..=5));
        case.reopened = i32::from(random.random_bool(0.02));
    }
    case.acknowledged_on
        .get_or_insert(received + Duration::days(1));
    let field = if random.random_bool(0.9) { field } else { "" };
    case.decide(class, None, field);
}

fn class(random: &mut StdRng) -> Class {
    match random.random_range(0..200) {
        0..84 => Class::Conduct,
        84..96 => Class::Regulation,
        96..116 => Class::Elsewhere,
        116..188 => Class::Question,
        188..194 => Class::Unfit,
        194..198 => Class::Grievance,
        198 => Class::Denunciation,
        _ => Class::Emergency,
    }
}

fn entry(step: Step, at: NaiveDateTime) -> Entry<'static> {
    Entry {
        by: None,
        step,
        note: "",
        at,
    }
}
