//! Answers of cases, as they are written, sent back and approved.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_answers};

/// An answer and what became of it.
#[derive(Clone, Debug, Queryable)]
pub struct Answer {
    /// Row.
    pub id: i64,
    /// The words.
    pub text: String,
    /// Name of whoever wrote it.
    pub written_by: String,
    /// When, UTC.
    pub written_at: NaiveDateTime,
    /// When a leader approved it, UTC.
    pub approved_at: Option<NaiveDateTime>,
    /// When it was sent back, UTC.
    pub returned_at: Option<NaiveDateTime>,
}

/// The answers of a case, oldest first.
///
/// # Errors
/// The database refuses.
pub fn list_answers(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<Answer>> {
    complaint_answers::table
        .inner_join(accounts::table.on(accounts::id.eq(complaint_answers::written_by)))
        .filter(complaint_answers::complaint_id.eq(case.id))
        .order(complaint_answers::id)
        .select((
            complaint_answers::id,
            complaint_answers::text,
            accounts::name,
            complaint_answers::written_at,
            complaint_answers::approved_at,
            complaint_answers::returned_at,
        ))
        .load(conn)
}

/// Writes an answer. The one before it that nobody approved is sent back by it.
///
/// # Errors
/// The database refuses.
pub fn insert_answer(
    conn: &mut DbConn,
    case: &Case,
    text: &str,
    by: i64,
    now: NaiveDateTime,
) -> QueryResult<()> {
    return_answers(conn, case, now)?;
    diesel::insert_into(complaint_answers::table)
        .values((
            complaint_answers::complaint_id.eq(case.id),
            complaint_answers::text.eq(text),
            complaint_answers::written_by.eq(by),
            complaint_answers::written_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Sends back what nobody approved.
///
/// # Errors
/// The database refuses.
pub fn return_answers(conn: &mut DbConn, case: &Case, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(complaint_answers::table)
        .filter(complaint_answers::complaint_id.eq(case.id))
        .filter(complaint_answers::approved_at.is_null())
        .filter(complaint_answers::returned_at.is_null())
        .set(complaint_answers::returned_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Approves the answer that waits. False where none waits.
///
/// # Errors
/// The database refuses.
pub fn approve_answer(
    conn: &mut DbConn,
    case: &Case,
    by: i64,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let approved = diesel::update(complaint_answers::table)
        .filter(complaint_answers::complaint_id.eq(case.id))
        .filter(complaint_answers::approved_at.is_null())
        .filter(complaint_answers::returned_at.is_null())
        .set((
            complaint_answers::approved_by.eq(by),
            complaint_answers::approved_at.eq(now),
        ))
        .execute(conn)?;
    Ok(approved > 0)
}
