//! The SQL of hand-over.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{device_states, devices};
use crate::kiosk::device::PlacedDevice;
use crate::kiosk::store::find_placed;
use crate::units::Scope;
use crate::web::secret::token_hash;

/// The tablet of this name that has, or had until it was revoked, this token, and the seconds that its clock was behind
/// ours when it was last heard, if it ever was. Nothing where the viewer may not see it.
///
/// # Errors
/// The database refuses.
pub(super) fn find_proven(
    conn: &mut DbConn,
    scope: &Scope,
    public_id: &str,
    token: &str,
) -> QueryResult<Option<(PlacedDevice, Option<i32>)>> {
    let proven: Option<(i64, Option<i32>)> = devices::table
        .left_join(device_states::table)
        .filter(devices::token_hash.eq(token_hash(token)))
        .filter(devices::public_id.eq(public_id))
        .select((devices::id, device_states::skew_s.nullable()))
        .first(conn)
        .optional()?;
    let Some((id, skew_s)) = proven else {
        return Ok(None);
    };
    let placed = find_placed(conn, scope, id)?;
    Ok(placed.map(|placed| (placed, skew_s)))
}
