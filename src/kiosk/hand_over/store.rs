//! The SQL of hand-over.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{device_states, devices};
use crate::kiosk::ballots::TabletClock;
use crate::kiosk::device::PlacedDevice;
use crate::kiosk::store::find_placed;
use crate::units::Scope;
use crate::web::secret::token_hash;

/// A tablet that made a file.
pub(super) struct Proven {
    pub(super) tablet: PlacedDevice,
    /// How its clock went.
    pub(super) clock: TabletClock,
}

/// The tablet of this name that has, or had until it was revoked, this token. Nothing where the viewer may not see it.
///
/// # Errors
/// The database refuses.
pub(super) fn find_proven(
    conn: &mut DbConn,
    scope: &Scope,
    public_id: &str,
    token: &str,
) -> QueryResult<Option<Proven>> {
    let proven: Option<(i64, Option<(i32, NaiveDateTime)>)> = devices::table
        .left_join(device_states::table)
        .filter(devices::token_hash.eq(token_hash(token)))
        .filter(devices::public_id.eq(public_id))
        .select((
            devices::id,
            (device_states::skew_s, device_states::seen_at).nullable(),
        ))
        .first(conn)
        .optional()?;
    let Some((id, heard)) = proven else {
        return Ok(None);
    };
    let tablet = find_placed(conn, scope, id)?;
    Ok(tablet.map(|tablet| {
        let (skew_s, heard_at) = heard.unwrap_or((0, tablet.created_at));
        let clock = TabletClock { skew_s, heard_at };
        Proven { tablet, clock }
    }))
}
