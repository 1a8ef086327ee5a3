//! What the citizen does with an answered case: says that it is not solved, or rates the handling. Both are about the
//! answer that the page showed; doing it twice changes nothing.

use chrono::NaiveDateTime;
use diesel::QueryResult;

use super::store::{Followed, find_followed, said_last};
use super::view::{Stand, open_until};
use crate::clock::local_day;
use crate::complaints::reopen;
use crate::complaints::store::{Entry, hold_matter};
use crate::complaints::{Step, Taken, take_step};
use crate::db::DbConn;

/// Tries of a step while officers change the case at the same moment.
const TRIES: usize = 5;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It is done, now or by the same form before.
    Yes,
    /// It is being seen to again already; these words were not taken.
    Again,
    /// There is another answer than the page showed.
    Stale,
    /// The days in which it can be done are over, or the case stands elsewhere.
    NotNow,
}

/// What a form is about: the case, and which of its answers the page showed.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Number of the case.
    pub number: i64,
    /// [`Followed::round`] of the page; nothing where the form does not say.
    pub round: Option<i32>,
}

/// Says that the case is not solved, with the face that was chosen beside it: its days begin anew, whoever worked on it
/// goes on, unless the words are about them.
///
/// # Errors
/// The database refuses.
pub fn reopen(
    conn: &mut DbConn,
    about: About,
    (why, score): (&str, Option<i32>),
    now: NaiveDateTime,
) -> QueryResult<Done> {
    hold_matter(conn, &[about.number])?;
    if let Some(score) = score {
        rate(conn, about, score, now)?;
    }
    for _ in 0..TRIES {
        let Some(followed) = find_followed(conn, about.number)? else {
            return Ok(Done::NotNow);
        };
        let case = &followed.case;
        // Also what only its keeper sees by now was taken.
        let is_open_again = case.reopened > 0 && case.state.is_open();
        if is_open_again && said_last(conn, case)?.as_deref() == Some(why) {
            return Ok(Done::Yes);
        }
        if Stand::of(case) == Stand::Again {
            return Ok(Done::Again);
        }
        if let Some(refused) = refuses(&followed, about, now) {
            return Ok(refused);
        }
        let entry = Entry::by_rule(Step::Reopen, why, now);
        let taken = reopen::reopen(conn, case, &entry)?;
        if taken != Taken::Stale {
            return Ok(done(&taken));
        }
    }
    Ok(Done::NotNow)
}

/// Rates the handling, 1 to 5; another rating takes the place of the first.
///
/// # Errors
/// The database refuses.
pub fn rate(conn: &mut DbConn, about: About, score: i32, now: NaiveDateTime) -> QueryResult<Done> {
    for _ in 0..TRIES {
        let Some(followed) = find_followed(conn, about.number)? else {
            return Ok(Done::NotNow);
        };
        if let Some(refused) = refuses(&followed, about, now) {
            return Ok(refused);
        }
        if followed.case.score == Some(score) {
            return Ok(Done::Yes);
        }
        let note = score.to_string();
        let entry = Entry::by_rule(Step::Rate, &note, now);
        let taken = take_step(conn, &followed.case, &entry, |case, _| {
            case.score = Some(score);
        })?;
        if taken != Taken::Stale {
            return Ok(done(&taken));
        }
    }
    Ok(Done::NotNow)
}

/// Whether the citizen may still say something about the answer.
pub fn is_open(followed: &Followed, now: NaiveDateTime) -> bool {
    let approved_at = followed.answers.first().map(|(_, at)| *at);
    let until = open_until(&followed.case, approved_at);
    until.is_some_and(|until| local_day(now) <= until)
}

/// Why nothing can be said about the answer that the page showed.
fn refuses(followed: &Followed, about: About, now: NaiveDateTime) -> Option<Done> {
    if !is_open(followed, now) {
        return Some(Done::NotNow);
    }
    (about.round != Some(followed.round())).then_some(Done::Stale)
}

fn done(taken: &Taken) -> Done {
    match taken {
        Taken::Done(_) => Done::Yes,
        Taken::Stale | Taken::NotNow => Done::NotNow,
    }
}
