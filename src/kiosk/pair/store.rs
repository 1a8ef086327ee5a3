//! The SQL of pairings.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use uuid::Uuid;

use super::code::PairingCode;
use crate::db::DbConn;
use crate::db::schema::{device_installs, devices, pairings, units};
use crate::kiosk::device::{Device, PlacedDevice};
use crate::kiosk::store::{find_device_by_hash, find_placed, revoke_device};
use crate::on_each;
use crate::units::{Counter, Scope, Unit};

/// A code lives this long (RFC 8628: expires_in).
pub(super) const LIFE: Duration = Duration::minutes(10);
/// Tablets that may ask at once; the oldest are forgotten first.
const OPEN_LIMIT: i64 = 500;

/// A tablet that asks to be paired.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = pairings)]
pub(super) struct Pairing {
    pub(super) id: i64,
    pub(super) code: String,
    pub(super) install_id: Vec<u8>,
    pub(super) address: String,
    pub(super) model: String,
    pub(super) created_at: NaiveDateTime,
    pub(super) polled_at: Option<NaiveDateTime>,
    pub(super) device_id: Option<i64>,
}

/// What a tablet tells when it asks.
pub(super) struct Asking<'a> {
    pub(super) code: &'a PairingCode,
    pub(super) secret_hash: &'a str,
    pub(super) install_id: Uuid,
    pub(super) address: &'a str,
    pub(super) model: &'a str,
}

/// Notes a tablet that asks; what has expired, and what is too much, goes.
///
/// # Errors
/// The database refuses.
pub(super) fn insert_pairing(
    conn: &mut DbConn,
    asking: &Asking<'_>,
    now: NaiveDateTime,
) -> QueryResult<()> {
    diesel::delete(pairings::table.filter(pairings::expires_at.le(now))).execute(conn)?;
    let too_old: Option<i64> = pairings::table
        .filter(pairings::device_id.is_null())
        .order(pairings::id.desc())
        .offset(OPEN_LIMIT - 1)
        .select(pairings::id)
        .first(conn)
        .optional()?;
    if let Some(last) = too_old {
        let waiting = pairings::device_id.is_null();
        diesel::delete(
            pairings::table
                .filter(pairings::id.le(last))
                .filter(waiting),
        )
        .execute(conn)?;
    }
    diesel::insert_into(pairings::table)
        .values((
            pairings::code.eq(asking.code.as_str()),
            pairings::secret_hash.eq(asking.secret_hash),
            pairings::install_id.eq(asking.install_id.as_bytes().to_vec()),
            pairings::address.eq(asking.address),
            pairings::model.eq(asking.model),
            pairings::created_at.eq(now),
            pairings::expires_at.eq(now + LIFE),
        ))
        .execute(conn)?;
    Ok(())
}

/// The pairing of a tablet that polls.
///
/// # Errors
/// The database refuses.
pub(super) fn find_polled(
    conn: &mut DbConn,
    secret_hash: &str,
    now: NaiveDateTime,
) -> QueryResult<Option<Pairing>> {
    pairings::table
        .filter(pairings::secret_hash.eq(secret_hash))
        .filter(pairings::expires_at.gt(now))
        .select(Pairing::as_select())
        .first(conn)
        .optional()
}

/// Notes when a tablet polled.
///
/// # Errors
/// The database refuses.
pub(super) fn note_poll(
    conn: &mut DbConn,
    pairing: &Pairing,
    now: NaiveDateTime,
) -> QueryResult<()> {
    diesel::update(pairings::table.find(pairing.id))
        .set(pairings::polled_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Name of a paired tablet for people and scripts.
///
/// # Errors
/// The database refuses.
pub(super) fn find_public_id(conn: &mut DbConn, device_id: i64) -> QueryResult<String> {
    devices::table
        .find(device_id)
        .select(devices::public_id)
        .first(conn)
}

/// The tablet that shows this code and has not been confirmed.
///
/// # Errors
/// The database refuses.
pub(super) fn find_open(
    conn: &mut DbConn,
    code: &PairingCode,
    now: NaiveDateTime,
) -> QueryResult<Option<Pairing>> {
    pairings::table
        .filter(pairings::code.eq(code.as_str()))
        .filter(pairings::expires_at.gt(now))
        .filter(pairings::device_id.is_null())
        .select(Pairing::as_select())
        .first(conn)
        .optional()
}

/// Where the confirmed tablet stands, and the units of whoever confirms.
pub(super) struct Confirmed<'a> {
    pub(super) unit: &'a Unit,
    pub(super) counter: Option<&'a Counter>,
    pub(super) scope: &'a Scope,
}

/// Makes the tablet of a pairing, once: of two who confirm at the same time, one does. A tablet that was known before
/// takes its hours and PIN along, and its old token ends. For the new one it may ask as long as a code lives.
///
/// # Errors
/// The database refuses.
pub(super) fn confirm(
    conn: &mut DbConn,
    pairing: &Pairing,
    confirmed: &Confirmed<'_>,
    now: NaiveDateTime,
) -> QueryResult<Option<Device>> {
    let secret_hash: String = pairings::table
        .find(pairing.id)
        .select(pairings::secret_hash)
        .first(conn)?;
    let before = find_before(conn, pairing, confirmed.scope)?;
    let kept = before
        .as_ref()
        .map(|(_, hours, pin)| (hours.clone(), pin.clone()));
    let (hours, pin) = kept.unwrap_or_default();
    let row = (
        devices::public_id.eq(Uuid::new_v4().to_string()),
        devices::unit_id.eq(confirmed.unit.id),
        devices::counter_id.eq(confirmed.counter.map(|counter| counter.id)),
        devices::token_hash.eq(&secret_hash),
        devices::created_at.eq(now),
        devices::hours.eq(hours),
        devices::pin.eq(pin),
    );
    let made = on_each!(conn, |c| diesel::insert_into(devices::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if made == 0 {
        return Ok(None);
    }
    let device = find_device_by_hash(conn, &secret_hash)?;
    if let Some(device) = &device {
        diesel::update(pairings::table.find(pairing.id))
            .set((
                pairings::device_id.eq(device.id),
                pairings::expires_at.eq(now + LIFE),
            ))
            .execute(conn)?;
        diesel::update(device_installs::table.find(&pairing.install_id))
            .set(device_installs::device_id.eq(device.id))
            .execute(conn)?;
    }
    if let Some((old, ..)) = before {
        revoke_device(conn, &old, now)?;
    }
    Ok(device)
}

/// Where a tablet of these units stood that is paired anew, told by its storage.
///
/// # Errors
/// The database refuses.
pub(super) fn find_known(
    conn: &mut DbConn,
    pairing: &Pairing,
    scope: &Scope,
) -> QueryResult<Option<PlacedDevice>> {
    match find_before(conn, pairing, scope)? {
        Some((device, ..)) => find_placed(conn, scope, device.id),
        None => Ok(None),
    }
}

type Before = (Device, Option<String>, Option<String>);

/// The tablet of these units as which the same storage was known.
fn find_before(conn: &mut DbConn, pairing: &Pairing, scope: &Scope) -> QueryResult<Option<Before>> {
    device_installs::table
        .inner_join(devices::table.inner_join(units::table))
        .filter(device_installs::install_id.eq(&pairing.install_id))
        .filter(units::path.like(scope.pattern()))
        .select((Device::as_select(), devices::hours, devices::pin))
        .first(conn)
        .optional()
}
