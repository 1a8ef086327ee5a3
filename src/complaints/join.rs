//! Two cases that say the same: whom the one names, the other names, and what one hides the other hides.

use diesel::QueryResult;

use super::case::Case;
use super::steps::{Taken, take_step};
use super::store::{self, Entry};
use crate::db::DbConn;

/// Notes that a case says the same as an earlier one. Whoever the earlier one names is kept from this one, too.
///
/// # Errors
/// The database refuses.
pub fn join(conn: &mut DbConn, case: &Case, twin: &Case, entry: &Entry<'_>) -> QueryResult<Taken> {
    let named = store::list_named(conn, twin)?;
    let taken = take_step(conn, case, entry, |case, _| {
        case.twin_id = Some(twin.id);
        if case
            .assignee_id
            .is_some_and(|id| named.iter().any(|(named, _)| *named == id))
        {
            case.assignee_id = None;
        }
        if twin.confined && !case.confined {
            (case.confined, case.keeper_id) = (true, twin.keeper_id);
        }
    })?;
    if matches!(taken, Taken::Done(_)) {
        for (account_id, _) in named {
            store::name_officer(conn, case, account_id)?;
        }
    }
    Ok(taken)
}
