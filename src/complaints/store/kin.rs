//! Cases of one matter: split from each other, or saying the same.

use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::db::DbConn;
use crate::db::schema::{complaint_officers, complaints};

/// Numbers of these cases and of all others of the same matter: split from each other or saying the same, however far
/// around, and whoever may see them. In order.
///
/// # Errors
/// The database refuses.
pub fn list_matter(conn: &mut DbConn, of: &[i64]) -> QueryResult<Vec<i64>> {
    let mut found = of.to_vec();
    let mut looked_at = 0;
    while let Some(around) = found.get(looked_at..).filter(|around| !around.is_empty()) {
        let near: Vec<(i64, Option<i64>, Option<i64>)> = complaints::table
            .filter(
                complaints::id
                    .eq_any(around)
                    .or(complaints::parent_id.assume_not_null().eq_any(around))
                    .or(complaints::twin_id.assume_not_null().eq_any(around)),
            )
            .order(complaints::id)
            .select((complaints::id, complaints::parent_id, complaints::twin_id))
            .load(conn)?;
        looked_at = found.len();
        for id in near
            .into_iter()
            .flat_map(|(id, parent, twin)| [Some(id), parent, twin])
            .flatten()
        {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Holds these cases and all others of the same matter for the rest of the transaction, in the order of their numbers:
/// whoever else names, joins or splits in it waits, and then reads what was done here. What was joined to the matter in
/// between is held as well. On SQLite, whoever writes holds everything.
///
/// # Errors
/// The database refuses.
pub fn hold_matter(conn: &mut DbConn, of: &[i64]) -> QueryResult<()> {
    let mut held = Vec::new();
    loop {
        let matter = list_matter(conn, of)?;
        let DbConn::Postgres(postgres) = conn else {
            return Ok(());
        };
        if matter == held {
            return Ok(());
        }
        complaints::table
            .filter(complaints::id.eq_any(&matter))
            .order(complaints::id)
            .select(complaints::id)
            .for_no_key_update()
            .load::<i64>(postgres)?;
        held = matter;
    }
}

/// The cases of the same matter that themselves name an officer.
///
/// # Errors
/// The database refuses.
pub fn list_naming(conn: &mut DbConn, case: &Case, account_id: i64) -> QueryResult<Vec<Case>> {
    let matter = list_matter(conn, &[case.id])?;
    complaints::table
        .inner_join(complaint_officers::table)
        .filter(complaints::id.eq_any(matter))
        .filter(complaint_officers::account_id.eq(account_id))
        .filter(complaint_officers::silent.eq(false))
        .order(complaints::id)
        .select(Case::as_select())
        .load(conn)
}

/// A case as it is now, whoever may see it.
///
/// # Errors
/// The database refuses.
pub fn reread_case(conn: &mut DbConn, id: i64) -> QueryResult<Case> {
    complaints::table
        .find(id)
        .select(Case::as_select())
        .first(conn)
}
