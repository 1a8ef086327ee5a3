//! Carrying a step out: what it changes of the case beside its state, and what lies beside the case.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::desk::Desk;
use super::form::Move;
use crate::complaints::accuse::{accuse, clear, find_keeper_of, share_names};
use crate::complaints::case::Case;
use crate::complaints::class::Class;
use crate::complaints::correct::correct;
use crate::complaints::intake::take_in;
use crate::complaints::join::join;
use crate::complaints::reopen::reopen;
use crate::complaints::report::{Details, NewComplaint, Report};
use crate::complaints::sight::Sight;
use crate::complaints::state::{State, Step};
use crate::complaints::steps::{Ground, Taken, take_step};
use crate::complaints::store::{self, Entry};
use crate::db::DbConn;
use crate::survey::questionnaire::Dimension;

/// Who takes a step, and when.
#[derive(Clone, Copy)]
pub struct Hand {
    /// The account.
    pub by: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
}

impl Hand {
    pub(super) fn entry(self, step: Step, note: &str) -> Entry<'_> {
        Entry {
            by: Some(self.by),
            step,
            note,
            at: self.at,
        }
    }
}

/// What became of a step that was asked for.
pub enum Outcome {
    /// As the register says.
    Taken(Taken),
    /// There is no such other case that the person may see.
    NoSuchCase,
}

/// Takes a step in one transaction: all of it or nothing.
///
/// # Errors
/// The database refuses.
pub fn carry_out(
    conn: &mut DbConn,
    sight: &Sight,
    desk: &Desk,
    asked: &Move,
    hand: Hand,
) -> QueryResult<Outcome> {
    let case = &desk.case;
    hold(conn, case, asked)?;
    let is_same = store::hold_case(conn, case)?;
    if !is_same || store::find_case(conn, sight, case.id)?.is_none() {
        return Ok(Outcome::Taken(Taken::Stale));
    }
    let taken = match asked {
        Move::Plain(Step::Reopen, note) => reopen(conn, case, &hand.entry(Step::Reopen, note))?,
        Move::Plain(step, note) => plain(conn, case, *step, note, hand)?,
        Move::Classify {
            class,
            dimension,
            field,
            note,
        } => classify(
            conn,
            case,
            (*class, *dimension, field),
            &hand.entry(Step::Classify, note),
        )?,
        Move::Assign { to, note } => assign(conn, case, *to, &hand.entry(Step::Assign, note))?,
        Move::Write(text) => write(conn, case, text, hand)?,
        Move::Approve(text) => approve(conn, desk, text, hand)?,
        Move::Split { id, text, class } => split(conn, desk, (*id, text, *class), hand)?,
        Move::Join(number) => match store::find_case(conn, sight, *number)? {
            Some(twin) => join_to(conn, case, &twin, hand)?,
            None => return Ok(Outcome::NoSuchCase),
        },
        Move::Accuse(account) => {
            let name = name_of(desk, *account);
            accuse(conn, case, *account, &hand.entry(Step::Accuse, &name))?
        }
        Move::Correct { contact, note } => {
            correct(conn, case, contact, &hand.entry(Step::Correct, note))?
        }
        Move::Clear(account) => {
            let name = name_of(desk, *account);
            clear(conn, case, *account, &hand.entry(Step::Clear, &name))?
        }
    };
    Ok(Outcome::Taken(taken))
}

/// Holds what the step may change: the whole matter where names are shared in it.
fn hold(conn: &mut DbConn, case: &Case, asked: &Move) -> QueryResult<()> {
    match asked {
        Move::Join(other) => store::hold_matter(conn, &[case.id, *other]),
        Move::Accuse(_)
        | Move::Clear(_)
        | Move::Correct { .. }
        | Move::Split { .. }
        | Move::Plain(Step::Release | Step::Reopen, _) => store::hold_matter(conn, &[case.id]),
        _ => Ok(()),
    }
}

/// Whoever was named while the page was open is given nothing.
fn assign(conn: &mut DbConn, case: &Case, to: i64, entry: &Entry<'_>) -> QueryResult<Taken> {
    if store::is_named(conn, case, to)? {
        return Ok(Taken::Stale);
    }
    take_step(conn, case, entry, |case, _| case.assignee_id = Some(to))
}

fn write(conn: &mut DbConn, case: &Case, text: &str, hand: Hand) -> QueryResult<Taken> {
    let taken = take_step(conn, case, &hand.entry(Step::Write, ""), |case, _| {
        case.assignee_id.get_or_insert(hand.by);
    })?;
    if matches!(taken, Taken::Done(_)) {
        store::insert_answer(conn, case, text, hand.by, hand.at)?;
    }
    Ok(taken)
}

fn join_to(conn: &mut DbConn, case: &Case, twin: &Case, hand: Hand) -> QueryResult<Taken> {
    let note = twin.id.to_string();
    join(conn, case, twin, &hand.entry(Step::Join, &note))
}

/// What it is decides its days, and whether anybody but a keeper sees it.
fn classify(
    conn: &mut DbConn,
    case: &Case,
    (class, dimension, field): (Class, Option<Dimension>, &str),
    entry: &Entry<'_>,
) -> QueryResult<Taken> {
    let hides = !class.is_open_to_desk() && !case.confined;
    let keeper = match hides {
        true => find_keeper_of(conn, case)?,
        false => case.keeper_id,
    };
    take_step(conn, case, entry, |case, ground| {
        case.confined |= hides;
        case.keeper_id = keeper;
        let (days, taken_for) = (&ground.rules.days, case.class_or_proposed());
        match class {
            // What it stays keeps its days, whatever the rules are by now.
            _ if class == taken_for => {}
            _ if class.is_answered_here() || case.reopened > 0 => {
                case.change_days(days.of(taken_for), days.of(class));
            }
            _ => case.count_from_receipt(days.of(class)),
        }
        if case.state == State::Waiting && !class.is_answered_here() {
            (case.state, case.paused_on) = (State::InProgress, None);
        }
        case.decide(class, dimension, field);
    })
}

fn name_of(desk: &Desk, account_id: i64) -> String {
    desk.name_of(account_id).unwrap_or_default().to_owned()
}

fn plain(conn: &mut DbConn, case: &Case, step: Step, note: &str, hand: Hand) -> QueryResult<Taken> {
    let keeper = match step {
        Step::Confine => find_keeper_of(conn, case)?,
        _ => None,
    };
    let taken = take_step(conn, case, &hand.entry(step, note), |case, ground| {
        let today = ground.today;
        match step {
            Step::Start => {
                case.assignee_id.get_or_insert(hand.by);
            }
            Step::Pause => case.pause(today),
            Step::Resume => case.resume(today, &ground.calendar),
            Step::Acknowledge => case.acknowledged_on = Some(today),
            Step::Confine => (case.confined, case.keeper_id) = (true, keeper),
            Step::Release => case.confined = false,
            _ => {}
        }
    })?;
    if matches!(taken, Taken::Done(_)) {
        match step {
            Step::Return => store::return_answers(conn, case, hand.at)?,
            // What it says of somebody is no secret any more.
            Step::Release => share_names(conn, case, hand.at)?,
            _ => {}
        }
    }
    Ok(taken)
}

/// The leader's own wording becomes an answer of theirs; then it is approved.
fn approve(conn: &mut DbConn, desk: &Desk, text: &str, hand: Hand) -> QueryResult<Taken> {
    let case = &desk.case;
    let taken = take_step(conn, case, &hand.entry(Step::Approve, ""), |_, _| {})?;
    if matches!(taken, Taken::Done(_)) {
        let same = desk
            .waiting_answer()
            .is_some_and(|answer| answer.text == text);
        if !same {
            store::insert_answer(conn, case, text, hand.by, hand.at)?;
        }
        store::approve_answer(conn, case, hand.by, hand.at)?;
    }
    Ok(taken)
}

/// What a part has of the days of the whole, were that of the part's class: after which day they are counted, and how many
/// there are. The part waits for nobody. What is handed on counts its days from when it came.
fn days_left(case: &Case, class: Class, ground: &Ground) -> Option<(NaiveDate, i32)> {
    let days = &ground.rules.days;
    let mut part = case.clone();
    part.resume(ground.today, &ground.calendar);
    part.change_days(days.of(case.class_or_proposed()), days.of(class));
    class
        .is_answered_here()
        .then_some((part.counted_from, part.days))
}

/// A part of the words becomes a case of its own, of the same citizen, received when the whole was, and acknowledged with
/// it. Whom one of the two names is kept out of the other.
fn split(
    conn: &mut DbConn,
    desk: &Desk,
    (id, text, class): (uuid::Uuid, &str, Class),
    hand: Hand,
) -> QueryResult<Taken> {
    let case = &desk.case;
    let contact = desk.contact.clone().unwrap_or_default();
    let ground = Ground::find(conn, case.unit_id, hand.at)?;
    let part = NewComplaint {
        report: Report {
            id,
            text: text.to_owned(),
            phone: contact.phone,
            name: contact.name,
        },
        unit_id: case.unit_id,
        counter_id: case.counter_id,
        way: case.way,
        lang: "vi".to_owned(),
        created_at: case.created_at,
        received_at: case.received_at,
        details: Details {
            address: contact.address,
            dossier: case.dossier.clone(),
            proposed: Some(class),
            recorded_by: Some(hand.by),
            parent_id: Some(case.id),
            acknowledged_on: case.acknowledged_on,
            counted: days_left(case, class, &ground),
            secret: case.confined,
            ..Details::default()
        },
    };
    let (part, is_new) = take_in(conn, &part)?;
    if !is_new {
        return Ok(Taken::Done(Box::new(case.clone())));
    }
    let note = part.id.to_string();
    let taken = take_step(conn, case, &hand.entry(Step::Split, &note), |_, _| {})?;
    if matches!(taken, Taken::Done(_)) {
        share_names(conn, case, hand.at)?;
    }
    Ok(taken)
}
