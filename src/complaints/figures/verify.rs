//! Whether the counts of cases are what counting every case anew gives. What differs is named by its key; no case is.

use diesel::QueryResult;

use crate::complaints::store::recount_tallies;
use crate::db::DbConn;

/// The counts that differ, as sentences.
///
/// # Errors
/// The database refuses.
pub fn verify(conn: &mut DbConn) -> QueryResult<Vec<String>> {
    let wrong = recount_tallies(conn)?;
    let told = wrong.into_iter().map(|(key, fact, stored, counted)| {
        format!(
            "complaints of unit {} in {}-{:02}, class '{}', field '{}', {fact}: {stored} are stored, {counted} counted",
            key.unit_id, key.year, key.month, key.class, key.field
        )
    });
    Ok(told.collect())
}
