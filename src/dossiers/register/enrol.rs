//! Putting a new dossier into the register: its code, its day, and that a form sent twice registers once.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::result::Error;

use super::form::NewDossier;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::dossiers::dossier::Dossier;
use crate::dossiers::state::Step;
use crate::dossiers::steps::Ground;
use crate::dossiers::store::{self, Entry};

/// Who registers by which form, and when.
pub struct Hand {
    /// Id that the form carries.
    pub form_id: String,
    /// The account.
    pub by: i64,
    /// Now, UTC.
    pub now: NaiveDateTime,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enrolled {
    /// It is there, from now on or already.
    As(i64),
    /// The unit has another one with the code that was typed.
    CodeTaken,
}

/// Registers a dossier, under the next code of its day where none was typed. Its day stays open while the calendar is
/// missing.
///
/// # Errors
/// The database refuses.
pub fn enrol(
    conn: &mut DbConn,
    ground: &Ground,
    new: &NewDossier,
    hand: &Hand,
) -> QueryResult<Enrolled> {
    if let Some(known) = store::find_by_form(conn, &hand.form_id)? {
        return Ok(Enrolled::As(known));
    }
    let mut dossier = new.dossier.clone();
    if let Err(missing) = dossier.count(ground.counting()) {
        tracing::warn!(%missing, "a dossier waits for the calendar");
    }
    dossier.settle();
    let stored = match dossier.code.is_empty() {
        true => {
            let numbered =
                conn.transaction(|conn| insert_under_next_code(conn, ground, dossier, new, hand));
            match numbered {
                Ok(id) => Some(id),
                Err(Error::RollbackTransaction) => None,
                Err(error) => return Err(error),
            }
        }
        false => insert(conn, &dossier, new, hand)?,
    };
    if let Some(id) = stored {
        store::note_form(conn, id, &hand.form_id)?;
        return Ok(Enrolled::As(id));
    }
    // The same form came a second time before the first was through.
    let known = store::find_by_form(conn, &hand.form_id)?;
    Ok(known.map_or(Enrolled::CodeTaken, Enrolled::As))
}

fn insert(
    conn: &mut DbConn,
    dossier: &Dossier,
    new: &NewDossier,
    hand: &Hand,
) -> QueryResult<Option<i64>> {
    let entry = Entry {
        by: Some(hand.by),
        step: Step::Receive,
        note: "",
        at: dossier.received_at,
        noted_at: hand.now,
    };
    let stored = store::insert_dossier(conn, dossier, &new.application, &entry)?;
    Ok(stored.map(|dossier| dossier.id))
}

/// Codes that were typed or imported are passed over.
///
/// # Errors
/// The database refuses, or the same form was registered while this one waited for its number: the number is to be given
/// back then, as none is left out.
fn insert_under_next_code(
    conn: &mut DbConn,
    ground: &Ground,
    mut dossier: Dossier,
    new: &NewDossier,
    hand: &Hand,
) -> QueryResult<i64> {
    let day = local_day(dossier.received_at);
    let series = format!("dossier {day}");
    let agency = match ground.rules.agency_code.as_str() {
        "" => ground.unit.code.to_uppercase(),
        code => code.to_owned(),
    };
    loop {
        let number = store::take_next(conn, ground.unit.id, &series)?;
        // Whoever waited for the number may have waited for the same form.
        if store::find_by_form(conn, &hand.form_id)?.is_some() {
            return Err(Error::RollbackTransaction);
        }
        dossier.code = format!("{agency}-{}-{number:04}", day.format("%y%m%d"));
        if let Some(id) = insert(conn, &dossier, new, hand)? {
            return Ok(id);
        }
    }
}
