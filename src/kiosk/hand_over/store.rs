//! The SQL of hand-over.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::devices;
use crate::kiosk::device::PlacedDevice;
use crate::kiosk::store::find_placed;
use crate::units::Scope;
use crate::web::secret::token_hash;

/// The tablet of this name that has, or had until it was revoked, this token; nothing where the viewer may not see it.
///
/// # Errors
/// The database refuses.
pub(super) fn find_proven(
    conn: &mut DbConn,
    scope: &Scope,
    public_id: &str,
    token: &str,
) -> QueryResult<Option<PlacedDevice>> {
    let id = devices::table
        .filter(devices::token_hash.eq(token_hash(token)))
        .filter(devices::public_id.eq(public_id))
        .select(devices::id)
        .first(conn)
        .optional()?;
    match id {
        Some(id) => find_placed(conn, scope, id),
        None => Ok(None),
    }
}
