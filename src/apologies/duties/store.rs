//! What duties look for: dossiers that missed their second day. They look at every unit, because nobody looks through
//! them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::dossiers;

/// A dossier that missed its new day, too.
#[derive(Debug, Queryable)]
pub(super) struct Exception {
    /// The dossier.
    pub(super) dossier_id: i64,
    /// Its unit.
    pub(super) unit_id: i64,
    /// Code of the dossier.
    pub(super) code: String,
}

/// Those for which nobody has said sorry the second time.
pub(super) fn list_exceptions(
    conn: &mut DbConn,
    now: NaiveDateTime,
) -> QueryResult<Vec<Exception>> {
    dossiers::table
        .filter(dossiers::owed_from.le(now))
        .filter(dossiers::apologised_on.is_not_null())
        .filter(dossiers::apologised_again_on.is_null())
        .filter(dossiers::due_at.lt(now))
        .filter(dossiers::due_at.ne(dossiers::first_due_at))
        .order(dossiers::id)
        .select((dossiers::id, dossiers::unit_id, dossiers::code))
        .load(conn)
}
