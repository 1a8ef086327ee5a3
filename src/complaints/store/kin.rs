//! Cases of one matter: split from each other, or saying the same.

use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::db::DbConn;
use crate::db::schema::complaints;

/// Numbers of the other cases of the same matter: split from each other or saying the same, however far around, and
/// whoever may see them.
///
/// # Errors
/// The database refuses.
pub fn list_same_matter(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<i64>> {
    let mut found = vec![case.id];
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
    found.retain(|id| *id != case.id);
    Ok(found)
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
