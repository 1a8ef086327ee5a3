//! Correcting how to reach whoever complained, or erasing it because they ask for it (Luật 91/2025/QH15 Điều 14). The
//! history says that it was done and why, and keeps nothing of what was there.

use diesel::QueryResult;

use super::case::Case;
use super::steps::{Taken, take_step};
use super::store::{Contact, Entry, find_contact, list_message_keys, replace_contact};
use crate::db::DbConn;
use crate::messages::forget;

/// Puts a contact in the place of the one that a case has; an empty one erases it. Messages forget a number that is not
/// the citizen's any more.
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
        let before = find_contact(conn, case)?.unwrap_or_default();
        if before.phone != contact.phone {
            let keys = list_message_keys(conn, case)?;
            forget(conn, &keys, entry.at)?;
        }
        replace_contact(conn, case, contact)?;
    }
    Ok(taken)
}
