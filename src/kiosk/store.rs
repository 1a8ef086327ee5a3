//! The SQL of tablets.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::result::Error;
use uuid::Uuid;

use super::ballots::{Break, Desk};
use super::device::{Device, PlacedDevice};
use crate::db::DbConn;
use crate::db::schema::{accounts, ballots, counters, devices, units};
use crate::on_each;
use crate::units::{Counter, Scope, Unit};
use crate::web::secret::token_hash;

/// Tablets with their places, in the columns of [`PlacedDevice`].
macro_rules! placed {
    () => {
        devices::table
            .inner_join(units::table)
            .left_join(counters::table)
            .select((
                Device::as_select(),
                units::name,
                counters::name.nullable(),
                devices::created_at,
                devices::revoked_at,
            ))
    };
}

/// What a new tablet needs.
pub struct NewDevice<'a> {
    /// Its name for people and scripts.
    pub public_id: Uuid,
    /// The unit it rates for.
    pub unit: &'a Unit,
    /// The counter it stands at, if any.
    pub counter: Option<&'a Counter>,
    /// The token that it will show.
    pub token: &'a str,
}

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
    let new = NewDevice {
        public_id: Uuid::new_v4(),
        unit,
        counter,
        token,
    };
    insert_device_once(conn, &new, now)?.ok_or(Error::NotFound)
}

/// Adds a tablet unless it is there already: then it stays as it is. Nothing if that one is no longer in use.
///
/// # Errors
/// The database refuses.
pub fn insert_device_once(
    conn: &mut DbConn,
    new: &NewDevice<'_>,
    now: NaiveDateTime,
) -> QueryResult<Option<Device>> {
    let hash = token_hash(new.token);
    let row = (
        devices::public_id.eq(new.public_id.to_string()),
        devices::unit_id.eq(new.unit.id),
        devices::counter_id.eq(new.counter.map(|counter| counter.id)),
        devices::token_hash.eq(&hash),
        devices::created_at.eq(now),
    );
    on_each!(conn, |c| diesel::insert_into(devices::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    find_device_by_hash(conn, &hash)
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

/// Tablets of the units that the viewer may see with their places, revoked ones last.
///
/// # Errors
/// The database refuses.
pub fn list_placed(
    conn: &mut DbConn,
    scope: &Scope,
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<PlacedDevice>> {
    placed!()
        .filter(units::path.like(scope.pattern()))
        .order((
            devices::revoked_at.is_not_null(),
            units::path,
            devices::counter_id.is_not_null(),
            counters::name,
            devices::id,
        ))
        .offset(skip)
        .limit(at_most)
        .load(conn)
}

/// A tablet that the viewer may see with its place, in use or revoked.
///
/// # Errors
/// The database refuses.
pub fn find_placed(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<PlacedDevice>> {
    placed!()
        .filter(devices::id.eq(id))
        .filter(units::path.like(scope.pattern()))
        .first(conn)
        .optional()
}

/// Refuses a tablet's token from now on. One that is revoked already keeps its date.
///
/// # Errors
/// The database refuses.
pub fn revoke_device(conn: &mut DbConn, device: &Device, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(devices::table.find(device.id))
        .filter(devices::revoked_at.is_null())
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

/// The counters of a unit, and the accounts of it and of the units above it.
///
/// # Errors
/// The database refuses.
pub(super) fn find_desk(conn: &mut DbConn, unit_id: i64) -> QueryResult<Desk> {
    let path: String = units::table.find(unit_id).select(units::path).first(conn)?;
    let line: Vec<i64> = path.split('/').filter_map(|id| id.parse().ok()).collect();
    let counters: Vec<i64> = counters::table
        .filter(counters::unit_id.eq(unit_id))
        .select(counters::id)
        .load(conn)?;
    let officers: Vec<i64> = accounts::table
        .filter(accounts::unit_id.eq_any(line))
        .select(accounts::id)
        .load(conn)?;
    Ok(Desk {
        counters: counters.into_iter().collect(),
        officers: officers.into_iter().collect(),
    })
}

/// From the day that the tablet's token was revoked under which this storage sent before, to the pairing of this one.
///
/// # Errors
/// The database refuses.
pub(super) fn find_break(
    conn: &mut DbConn,
    device_id: i64,
    install_id: Uuid,
) -> QueryResult<Option<Break>> {
    let before: Option<Option<NaiveDateTime>> = ballots::table
        .inner_join(devices::table.on(ballots::device_id.eq(devices::id.nullable())))
        .filter(ballots::install_id.eq(&install_id.as_bytes()[..]))
        .filter(devices::id.ne(device_id))
        .order(ballots::install_seq.desc())
        .select(devices::revoked_at)
        .first(conn)
        .optional()?;
    let Some(revoked_at) = before.flatten() else {
        return Ok(None);
    };
    let paired_at = devices::table
        .find(device_id)
        .select(devices::created_at)
        .first(conn)?;
    Ok(Some(revoked_at..paired_at))
}
