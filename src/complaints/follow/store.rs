//! What a citizen's page is made from.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::complaints::{State, Step};
use crate::db::DbConn;
use crate::db::schema::{
    complaint_answers, complaint_contacts, complaint_events, complaints, units,
};
use crate::vietnamese::phone::{last_digits, phone_key};

/// A case as its citizen may know it.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The case itself.
    pub case: Case,
    /// Name of the unit that sees to it.
    pub unit: String,
    /// The unit's hotline; may be empty.
    pub hotline: String,
    /// The number left with it; empty where none was left or it was erased.
    pub phone: String,
    /// Approved answers and when they were approved, UTC; the newest first.
    pub answers: Vec<(String, NaiveDateTime)>,
    /// Why it was refused, or to whom it was forwarded; may be empty.
    pub reason: String,
    /// Numbers of the parts that were split from it and are seen to on their own, as far as its citizen may know.
    pub parts: Vec<i64>,
}

impl Followed {
    /// Whether these are the last three digits of the number left with it.
    pub fn is_of(&self, digits: &str) -> bool {
        last_digits(&phone_key(&self.phone)) == Some(digits)
    }

    /// Which answer it stands at, counted from nothing: every answer but the first comes after a reopening.
    pub fn round(&self) -> i32 {
        self.case.reopened
    }
}

/// The case of a number. Who may look at it was proven before.
///
/// # Errors
/// The database refuses.
pub fn find_followed(conn: &mut DbConn, number: i64) -> QueryResult<Option<Followed>> {
    let found: Option<(Case, String, String, Option<String>)> = complaints::table
        .inner_join(units::table)
        .left_join(complaint_contacts::table)
        .filter(complaints::id.eq(number))
        .select((
            Case::as_select(),
            units::name,
            units::hotline,
            complaint_contacts::phone.nullable(),
        ))
        .first(conn)
        .optional()?;
    let Some((case, unit, hotline, phone)) = found else {
        return Ok(None);
    };
    let answers = list_approved(conn, &case)?;
    let reason = find_reason(conn, &case)?;
    let phone = phone.unwrap_or_default();
    let parts = list_parts(conn, &case, &phone)?;
    Ok(Some(Followed {
        case,
        unit,
        hotline,
        phone,
        answers,
        reason,
        parts,
    }))
}

/// Approved answers of a case, the newest first.
///
/// # Errors
/// The database refuses.
pub fn list_approved(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<(String, NaiveDateTime)>> {
    complaint_answers::table
        .filter(complaint_answers::complaint_id.eq(case.id))
        .filter(complaint_answers::approved_at.is_not_null())
        .order(complaint_answers::id.desc())
        .select((
            complaint_answers::text,
            complaint_answers::approved_at.assume_not_null(),
        ))
        .load(conn)
}

/// What was written when a case was last reopened.
///
/// # Errors
/// The database refuses.
pub fn said_last(conn: &mut DbConn, case: &Case) -> QueryResult<Option<String>> {
    last_note(conn, case, Step::Reopen)
}

/// The number left with a case, while it is kept.
///
/// # Errors
/// The database refuses.
pub fn find_phone(conn: &mut DbConn, number: i64) -> QueryResult<Option<String>> {
    complaint_contacts::table
        .find(number)
        .select(complaint_contacts::phone)
        .first(conn)
        .optional()
}

/// The parts that the same number opens. Of what is kept secret nothing is told, on either side.
fn list_parts(conn: &mut DbConn, case: &Case, phone: &str) -> QueryResult<Vec<i64>> {
    let key = phone_key(phone);
    if case.confined || key.is_empty() {
        return Ok(Vec::new());
    }
    complaints::table
        .inner_join(complaint_contacts::table)
        .filter(complaints::parent_id.eq(case.id))
        .filter(complaints::confined.eq(false))
        .filter(complaint_contacts::phone_key.eq(key))
        .order(complaints::id)
        .select(complaints::id)
        .load(conn)
}

/// The note of the step that ended a case without an answer: it is written for the citizen.
fn find_reason(conn: &mut DbConn, case: &Case) -> QueryResult<String> {
    let step = match case.state {
        State::Refused => Step::Refuse,
        State::Forwarded => Step::Forward,
        _ => return Ok(String::new()),
    };
    Ok(last_note(conn, case, step)?.unwrap_or_default())
}

fn last_note(conn: &mut DbConn, case: &Case, step: Step) -> QueryResult<Option<String>> {
    complaint_events::table
        .filter(complaint_events::complaint_id.eq(case.id))
        .filter(complaint_events::action.eq(step.as_str()))
        .order(complaint_events::id.desc())
        .select(complaint_events::note)
        .first(conn)
        .optional()
}
