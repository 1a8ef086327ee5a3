//! What duties look for: letters that say sorry for the second day that was missed. They look at every unit, because
//! nobody looks through them.

use diesel::prelude::*;

use crate::apologies::apology::{Kind, State};
use crate::db::DbConn;
use crate::db::schema::{apologies, dossiers};

/// Letters that wait for the leader in one round at most; what is left comes with the next one.
const AT_MOST: i64 = 500;

/// A letter for a dossier that missed its new day, too.
#[derive(Debug, Queryable)]
pub(super) struct Exception {
    /// The letter.
    pub(super) apology_id: i64,
    /// The unit whose leader answers for it.
    pub(super) unit_id: i64,
    /// Code of the dossier.
    pub(super) code: String,
}

/// Those that wait for the leader, newest first.
pub(super) fn list_exceptions(conn: &mut DbConn) -> QueryResult<Vec<Exception>> {
    apologies::table
        .inner_join(dossiers::table.on(apologies::dossier_id.eq(dossiers::id)))
        .filter(apologies::kind.eq(Kind::LateAgain.as_str()))
        .filter(apologies::state.eq(State::Waiting.as_str()))
        .order(apologies::id.desc())
        .limit(AT_MOST)
        .select((apologies::id, apologies::unit_id, dossiers::code))
        .load(conn)
}
