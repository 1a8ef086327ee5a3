//! Correcting how to reach whoever complained, or erasing it because they ask for it (Luật 91/2025/QH15 Điều 14). The
//! history says that it was done and why, and keeps nothing of what was there.

use diesel::QueryResult;

use super::accuse::surely;
use super::case::Case;
use super::state::Step;
use super::steps::{Taken, take_step};
use super::store::{
    Contact, Entry, find_contact, list_matter, list_message_keys, replace_contact, reread_case,
};
use crate::db::DbConn;
use crate::messages::redirect;
use crate::vietnamese::phone::phone_key;

/// Puts a contact in the place of the one that a case has; an empty one erases it. Other cases of the matter with just the
/// same contact are the same person's: parts, and those with the same phone. Theirs is corrected with it. The caller holds
/// the matter.
///
/// # Errors
/// The database refuses.
pub fn correct(
    conn: &mut DbConn,
    case: &Case,
    contact: &Contact,
    entry: &Entry<'_>,
) -> QueryResult<Taken> {
    let before = find_contact(conn, case)?.unwrap_or_default();
    let taken = take_step(conn, case, entry, |_, _| {})?;
    if !matches!(taken, Taken::Done(_)) {
        return Ok(taken);
    }
    replace(conn, case, (&before, contact), entry)?;
    let others = list_matter(conn, &[case.id])?;
    for id in others.into_iter().filter(|id| *id != case.id) {
        let other = reread_case(conn, id)?;
        let is_part = other.parent_id == Some(case.id) || case.parent_id == Some(other.id);
        let may_be_theirs = is_part || !before.phone.is_empty();
        if may_be_theirs && find_contact(conn, &other)?.unwrap_or_default() == before {
            // Whoever sees the other need not know of this one.
            let entry = Entry::by_rule(Step::Correct, "", entry.at);
            surely(take_step(conn, &other, &entry, |_, _| {})?)?;
            replace(conn, &other, (&before, contact), &entry)?;
        }
    }
    Ok(taken)
}

/// What waits to be told goes to the right number; a wrong one is forgotten.
fn replace(
    conn: &mut DbConn,
    case: &Case,
    (before, contact): (&Contact, &Contact),
    entry: &Entry<'_>,
) -> QueryResult<()> {
    let phone = phone_key(&contact.phone);
    if phone_key(&before.phone) != phone {
        for key in list_message_keys(conn, case)? {
            redirect(conn, &key, &phone, entry.at)?;
        }
    }
    replace_contact(conn, case, contact)
}
