//! The SQL of tablets.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use uuid::Uuid;

use super::device::Device;
use crate::db::DbConn;
use crate::db::schema::{counters, devices, units};
use crate::units::{Counter, Scope, Unit};
use crate::web::secret::token_hash;

/// Adds a tablet that will show this token.
///
/// # Errors
/// The database refuses.
pub fn insert_device(
    conn: &mut DbConn,
    unit: &Unit,
    counter: Option<&Counter>,
    token: &str,
    now: NaiveDateTime,
) -> QueryResult<Device> {
    let id: i64 = diesel::insert_into(devices::table)
        .values((
            devices::public_id.eq(Uuid::new_v4().to_string()),
            devices::unit_id.eq(unit.id),
            devices::counter_id.eq(counter.map(|counter| counter.id)),
            devices::token_hash.eq(token_hash(token)),
            devices::created_at.eq(now),
        ))
        .returning(devices::id)
        .get_result(conn)?;
    devices::table
        .find(id)
        .select(Device::as_select())
        .first(conn)
}

/// The tablet whose token has this hash, unless it was revoked.
///
/// # Errors
/// The database refuses.
pub fn find_device_by_hash(conn: &mut DbConn, hash: &str) -> QueryResult<Option<Device>> {
    devices::table
        .filter(devices::token_hash.eq(hash))
        .filter(devices::revoked_at.is_null())
        .select(Device::as_select())
        .first(conn)
        .optional()
}

/// The tablets in use of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn list_devices(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Device>> {
    devices::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .filter(devices::revoked_at.is_null())
        .order(devices::id)
        .select(Device::as_select())
        .load(conn)
}

/// A tablet in use that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_device(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Device>> {
    devices::table
        .inner_join(units::table)
        .filter(devices::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .filter(devices::revoked_at.is_null())
        .select(Device::as_select())
        .first(conn)
        .optional()
}

/// Refuses a tablet's token from now on.
///
/// # Errors
/// The database refuses.
pub fn revoke_device(conn: &mut DbConn, device: &Device, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(devices::table.find(device.id))
        .set(devices::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Where a tablet stands, for its screen.
#[derive(Queryable)]
pub struct DevicePlace {
    /// Code of the unit.
    pub unit_code: String,
    /// Name of the unit.
    pub unit_name: String,
    /// The unit's hotline; may be empty.
    pub hotline: String,
    /// Name of the counter, if any.
    pub counter: Option<String>,
}

/// Where this tablet stands.
///
/// # Errors
/// The database refuses.
pub fn find_device_place(conn: &mut DbConn, device: &Device) -> QueryResult<DevicePlace> {
    devices::table
        .inner_join(units::table)
        .left_join(counters::table)
        .filter(devices::id.eq(device.id))
        .select((
            units::code,
            units::name,
            units::hotline,
            counters::name.nullable(),
        ))
        .first(conn)
}
