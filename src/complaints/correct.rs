//! Correcting how to reach whoever complained, or erasing it because they ask for it (Luật 91/2025/QH15 Điều 14). The
//! history says that it was done and why, and keeps nothing of what was there.

use diesel::QueryResult;

use super::case::Case;
use super::steps::{Taken, take_step};
use super::store::{Contact, Entry, replace_contact};
use crate::db::DbConn;

/// Puts a contact in the place of the one that a case has; an empty one erases it.
///
/// # Errors
/// The database refuses.
pub fn correct(
    conn: &mut DbConn,
    case: &Case,
    contact: &Contact,
    entry: &Entry<'_>,
) -> QueryResult<Taken> {
    let taken = take_step(conn, case, entry, |_, _| {})?;
    if matches!(taken, Taken::Done(_)) {
        replace_contact(conn, case, contact)?;
    }
    Ok(taken)
}
