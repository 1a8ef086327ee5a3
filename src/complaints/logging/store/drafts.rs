//! Drafts: each is its account's own. Every function takes the account first, and finds nothing of another's.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

use crate::complaints::logging::form::CallForm;
use crate::db::DbConn;
use crate::db::schema::{complaint_drafts, complaints};
use crate::on_each;

/// Drafts offered at once.
const OFFERED: i64 = 20;

/// A form that was not finished.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Id that its case will have.
    pub id: Uuid,
    /// What stands in it.
    pub form: CallForm,
    /// Grows with every change.
    pub version: i64,
    /// When it was changed, UTC.
    pub updated_at: NaiveDateTime,
}

/// A draft to be kept.
pub struct Keep<'a> {
    /// Id that its case will have.
    pub id: Uuid,
    /// What stands in it.
    pub form: &'a CallForm,
    /// The version that the page knows of; nothing before the first.
    pub known: Option<i64>,
    /// When, UTC.
    pub now: NaiveDateTime,
}

/// Whether a draft was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was, as this version.
    As(i64),
    /// Another page changed it meanwhile, to this version: nothing was kept.
    Elsewhere(i64),
    /// It has become a case: nothing was kept.
    Stored,
}

/// Keeps a draft, unless another page changed it since, or it was stored already.
///
/// # Errors
/// The database refuses, or cannot write it down.
pub fn keep_draft(conn: &mut DbConn, account_id: i64, keep: &Keep<'_>) -> QueryResult<Kept> {
    let id = keep.id.as_bytes().as_slice();
    let stored = complaints::table.filter(complaints::public_id.eq(id));
    if diesel::select(diesel::dsl::exists(stored)).get_result(conn)? {
        return Ok(Kept::Stored);
    }
    let fields = serde_json::to_string(keep.form)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    if let Some(known) = keep.known {
        let changed = diesel::update(complaint_drafts::table.find(id))
            .filter(complaint_drafts::account_id.eq(account_id))
            .filter(complaint_drafts::version.eq(known))
            .set((
                complaint_drafts::fields.eq(&fields),
                complaint_drafts::version.eq(known + 1),
                complaint_drafts::updated_at.eq(keep.now),
            ))
            .execute(conn)?;
        if changed > 0 {
            return Ok(Kept::As(known + 1));
        }
    }
    // One that was dropped while a page still types in it begins anew.
    let first = keep.known.unwrap_or(0) + 1;
    let row = (
        complaint_drafts::public_id.eq(id),
        complaint_drafts::account_id.eq(account_id),
        complaint_drafts::fields.eq(&fields),
        complaint_drafts::version.eq(first),
        complaint_drafts::updated_at.eq(keep.now),
    );
    let inserted = on_each!(conn, |c| diesel::insert_into(complaint_drafts::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted > 0 {
        return Ok(Kept::As(first));
    }
    let version = complaint_drafts::table
        .find(id)
        .filter(complaint_drafts::account_id.eq(account_id))
        .select(complaint_drafts::version)
        .first(conn)?;
    Ok(Kept::Elsewhere(version))
}

/// The account's drafts changed since, newest first.
///
/// # Errors
/// The database refuses.
pub fn list_drafts(
    conn: &mut DbConn,
    account_id: i64,
    since: NaiveDateTime,
) -> QueryResult<Vec<Draft>> {
    let rows: Vec<(Vec<u8>, String, i64, NaiveDateTime)> = complaint_drafts::table
        .filter(complaint_drafts::account_id.eq(account_id))
        .filter(complaint_drafts::updated_at.ge(since))
        .order((
            complaint_drafts::updated_at.desc(),
            complaint_drafts::public_id,
        ))
        .limit(OFFERED)
        .select((
            complaint_drafts::public_id,
            complaint_drafts::fields,
            complaint_drafts::version,
            complaint_drafts::updated_at,
        ))
        .load(conn)?;
    let draft = |(id, fields, version, updated_at): (Vec<u8>, String, i64, NaiveDateTime)| {
        Some(Draft {
            id: Uuid::from_slice(&id).ok()?,
            form: serde_json::from_str(&fields).ok()?,
            version,
            updated_at,
        })
    };
    Ok(rows.into_iter().filter_map(draft).collect())
}

/// Drops a draft of the account.
///
/// # Errors
/// The database refuses.
pub fn delete_draft(conn: &mut DbConn, account_id: i64, id: Uuid) -> QueryResult<bool> {
    let gone = diesel::delete(complaint_drafts::table.find(id.as_bytes().as_slice()))
        .filter(complaint_drafts::account_id.eq(account_id))
        .execute(conn)?;
    Ok(gone > 0)
}

/// Drops what nobody came back to, whoever's it was: it holds names and numbers.
///
/// # Errors
/// The database refuses.
pub fn delete_old_drafts(conn: &mut DbConn, before: NaiveDateTime) -> QueryResult<usize> {
    diesel::delete(complaint_drafts::table)
        .filter(complaint_drafts::updated_at.lt(before))
        .execute(conn)
}
