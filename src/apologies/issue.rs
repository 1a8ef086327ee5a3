//! An apology gets its number, its letter is frozen, and its dossier learns of it: all of it, or nothing.

use chrono::{Datelike, NaiveDateTime};
use diesel::QueryResult;
use diesel::result::Error;

use super::apology::{Apology, Kind, possible_kinds};
use super::compose::{Signature, compose};
use super::letter::Stage;
use super::sender::find_sender;
use super::store::{self, Issue};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::dossiers::store::{Entry, find_application, hold_dossier, take_next};
use crate::dossiers::{Dossier, Step, Taken, take_step};

/// As wide as any number will be: whether a letter fits is asked before its number is taken.
const LONGEST_NUMBER: i64 = 99_999;

/// What became of the leader's approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issued {
    /// It bears this number.
    Done(i32),
    /// Somebody changed the apology or the dossier meanwhile: nothing was kept.
    Stale,
    /// What it says is true no more: the dossier ended, or the new day passed. It must be drafted anew.
    Outdated,
    /// Its letter does not fit on one sheet: the words must be shortened.
    TooLong,
    /// No form is known for this day.
    NoForm,
    /// Nobody knows to whom it goes.
    NoName,
}

/// Whether what an apology says is still so: it is owed, and its new day lies ahead of an open dossier.
pub fn is_true(apology: &Apology, dossier: &Dossier, now: NaiveDateTime) -> bool {
    let owed = possible_kinds(dossier, now).contains(&apology.kind);
    let promise = match (apology.kind, apology.new_due_at) {
        (Kind::Late, Some(day)) => dossier.state.is_open() && day > now,
        (Kind::Late, None) => !dossier.state.is_open(),
        (_, new_day) => new_day.is_none(),
    };
    let same_day = apology.kind == Kind::Error || apology.old_due_at == dossier.due_at;
    owed && promise && same_day
}

/// Approves an apology. `signer` is the name under the letter. The number is taken when nothing can fail any more, so that
/// none is left out.
///
/// # Errors
/// The database refuses; nothing is kept then, no number either.
pub fn issue(
    conn: &mut DbConn,
    apology: &Apology,
    dossier: &Dossier,
    (by, signer): (i64, &str),
    now: NaiveDateTime,
) -> QueryResult<Issued> {
    if !store::hold_apology(conn, apology)? || !hold_dossier(conn, dossier)? {
        return Ok(Issued::Stale);
    }
    if !is_true(apology, dossier, now) {
        return Ok(Issued::Outdated);
    }
    let sender = find_sender(conn, dossier.unit_id)?;
    let Some(application) = find_application(conn, dossier.id)? else {
        return Ok(Issued::Outdated);
    };
    if application.name.trim().is_empty() {
        return Ok(Issued::NoName);
    }
    let today = local_day(now);
    let letter = |number: i64| {
        let signature = Signature {
            stage: Stage::Issued { number, on: today },
            signer,
        };
        compose(
            apology,
            (dossier, &application),
            &sender.borrow(),
            &signature,
        )
    };
    match letter(LONGEST_NUMBER).is_too_long() {
        Ok(false) => {}
        Ok(true) => return Ok(Issued::TooLong),
        Err(_) => return Ok(Issued::NoForm),
    }
    let number = take_next(conn, dossier.unit_id, &format!("apology {}", today.year()))?;
    let text = serde_json::to_string(&letter(number))
        .map_err(|error| Error::SerializationError(error.into()))?;
    let number = i32::try_from(number).map_err(|error| Error::SerializationError(error.into()))?;
    let issue = Issue {
        by,
        at: now,
        year: today.year(),
        number,
        letter: &text,
    };
    store::mark_issued(conn, apology, &issue)?;
    let note = number.to_string();
    let entry = Entry::now(by, Step::Apologise, &note, now);
    match take_step(conn, dossier, &entry, |dossier| {
        apologised(dossier, apology, now)
    })? {
        Taken::Done(_) => Ok(Issued::Done(number)),
        // It was held: whatever this is, nothing is kept of it.
        Taken::Stale | Taken::NotNow | Taken::NoCalendar(_) => Err(Error::RollbackTransaction),
    }
}

/// What an issued apology changes of its dossier.
fn apologised(dossier: &mut Dossier, apology: &Apology, now: NaiveDateTime) {
    let today = local_day(now);
    match apology.kind {
        Kind::Late => {
            dossier.apologised_on = Some(today);
            if let Some(day) = apology.new_due_at {
                dossier.due_at = Some(day);
            }
        }
        Kind::LateAgain => dossier.apologised_again_on = Some(today),
        Kind::Error => {
            dossier.errors_owed = (dossier.errors_owed - 1).max(0);
            dossier.error_at = dossier.error_at.filter(|_| dossier.errors_owed > 0);
        }
    }
}
