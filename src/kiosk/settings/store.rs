//! The SQL of a tablet's settings.

use diesel::prelude::*;

use super::hours::Hours;
use super::pin::PinHash;
use crate::db::DbConn;
use crate::db::schema::devices;
use crate::kiosk::device::Device;

/// What a tablet is told of its desk's hours and its PIN, as stored.
///
/// # Errors
/// The database refuses.
pub fn find_settings(
    conn: &mut DbConn,
    device_id: i64,
) -> QueryResult<(Option<Hours>, Option<PinHash>)> {
    let (hours, pin): (Option<String>, Option<String>) = devices::table
        .find(device_id)
        .select((devices::hours, devices::pin))
        .first(conn)?;
    Ok((
        hours.as_deref().and_then(Hours::parse),
        pin.as_deref().and_then(PinHash::parse),
    ))
}

/// Sets the counter and the hours, and the PIN if there is a new one.
///
/// # Errors
/// The database refuses.
pub(super) fn update_settings(
    conn: &mut DbConn,
    device: &Device,
    counter_id: Option<i64>,
    hours: Option<&Hours>,
    pin: Option<&PinHash>,
) -> QueryResult<()> {
    let hours = hours.and_then(|hours| serde_json::to_string(hours).ok());
    diesel::update(devices::table.find(device.id))
        .set((devices::counter_id.eq(counter_id), devices::hours.eq(hours)))
        .execute(conn)?;
    if let Some(pin) = pin {
        diesel::update(devices::table.find(device.id))
            .set(devices::pin.eq(pin.stored()))
            .execute(conn)?;
    }
    Ok(())
}
