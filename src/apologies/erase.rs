//! Letters follow their applicants: what was erased of a dossier by rule is not kept in a letter either.

use super::store;
use crate::db::Db;
use crate::error::AppResult;

/// Letters in one transaction at most.
const BATCH: i64 = 500;

/// Empties the letters whose applicant was erased since the last time.
///
/// # Errors
/// No way to the database.
pub fn erase_letters(db: &Db) -> AppResult<()> {
    loop {
        let forgotten = db.read_blocking(|conn| store::list_forgotten(conn, BATCH))?;
        if forgotten.is_empty() {
            return Ok(());
        }
        db.write_and_rest(|conn| store::erase_letters(conn, &forgotten))?;
    }
}
