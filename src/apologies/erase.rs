//! Letters follow their applicants: what was erased of a dossier by rule is not kept in a letter either.

use super::store;
use crate::db::Db;
use crate::error::AppResult;

/// Empties the letters whose applicant was erased since the last time.
///
/// # Errors
/// No way to the database.
pub fn erase_letters(db: &Db) -> AppResult<()> {
    let forgotten = db.read_blocking(store::list_forgotten)?;
    if forgotten.is_empty() {
        return Ok(());
    }
    db.write_blocking(|conn| store::erase_letters(conn, &forgotten))
}
