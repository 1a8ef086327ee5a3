//! Two cases that say the same: whom one of them names, both name, and what the earlier one hides the other hides.

use diesel::QueryResult;

use super::accuse::share_names;
use super::case::Case;
use super::steps::{Taken, take_step};
use super::store::Entry;
use crate::db::DbConn;

/// Notes that a case says the same as an earlier one. What the earlier one hides, this one hides.
///
/// # Errors
/// The database refuses.
pub fn join(conn: &mut DbConn, case: &Case, twin: &Case, entry: &Entry<'_>) -> QueryResult<Taken> {
    let taken = take_step(conn, case, entry, |case, _| {
        case.twin_id = Some(twin.id);
        if twin.confined && !case.confined {
            (case.confined, case.keeper_id) = (true, twin.keeper_id);
        }
    })?;
    if matches!(taken, Taken::Done(_)) {
        share_names(conn, case, entry)?;
    }
    Ok(taken)
}
