//! Two cases that say the same: what the earlier one hides the later one hides, and whom one of them names is kept out
//! of both.

use diesel::QueryResult;

use super::accuse::{find_keeper_of, share_names};
use super::case::Case;
use super::steps::{Taken, take_step};
use super::store::{self, Entry};
use crate::db::DbConn;

/// Notes that a case says the same as an earlier one. The matters of both are held.
///
/// # Errors
/// The database refuses.
pub fn join(conn: &mut DbConn, case: &Case, twin: &Case, entry: &Entry<'_>) -> QueryResult<Taken> {
    let keeper = find_keeper(conn, case, twin)?;
    let taken = take_step(conn, case, entry, |case, _| {
        case.twin_id = Some(twin.id);
        if twin.confined && !case.confined {
            (case.confined, case.keeper_id) = (true, keeper);
        }
    })?;
    if matches!(taken, Taken::Done(_)) {
        share_names(conn, case, entry.at)?;
    }
    Ok(taken)
}

/// Whoever keeps the earlier one, unless this one names them.
fn find_keeper(conn: &mut DbConn, case: &Case, twin: &Case) -> QueryResult<Option<i64>> {
    match twin.keeper_id {
        Some(keeper) if !store::is_named(conn, case, keeper)? => Ok(Some(keeper)),
        _ => find_keeper_of(conn, case),
    }
}
