//! The SQL of tablets in care.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use diesel::upsert::excluded;
use uuid::Uuid;

use super::state::{Install, InstallCounts, State};
use crate::db::DbConn;
use crate::db::schema::{ballots, counters, device_installs, device_states, devices, units};
use crate::kiosk::device::{Device, PlacedDevice};
use crate::on_each;
use crate::units::Scope;

/// A tablet that keeps records in two places tells of both at once, of its own last.
const AT_ONCE: Duration = Duration::minutes(2);

/// Tablets with their places and hours, in the columns of [`Row`].
macro_rules! cared_for {
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
                devices::hours,
            ))
    };
}

type Row = (
    Device,
    String,
    Option<String>,
    NaiveDateTime,
    Option<NaiveDateTime>,
    Option<String>,
);

#[derive(Insertable, AsChangeset, Queryable, Selectable)]
#[diesel(table_name = device_states, treat_none_as_default_value = false, treat_none_as_null = true)]
struct StateRow {
    device_id: i64,
    install_id: Vec<u8>,
    seen_at: NaiveDateTime,
    app: String,
    oldest_waiting_at: Option<NaiveDateTime>,
    elsewhere: i64,
    secure: bool,
    storage_works: bool,
    persisted: Option<bool>,
    used_bytes: Option<i64>,
    quota_bytes: Option<i64>,
    awake: Option<bool>,
    battery: Option<i32>,
    charging: Option<bool>,
    skew_s: i32,
    last_input_at: Option<NaiveDateTime>,
    rated_at: Option<NaiveDateTime>,
    px_per_mm_hundredths: Option<i32>,
    screen: String,
    address: String,
    model: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = device_installs)]
struct InstallRow {
    install_id: Vec<u8>,
    device_id: i64,
    stored: i64,
    captured: i64,
    waiting: i64,
    refused: i64,
    discarded: i64,
    seen_at: Option<NaiveDateTime>,
}

/// A tablet with all that is known of it.
#[derive(Debug)]
pub struct CaredFor {
    /// The tablet with its place.
    pub placed: PlacedDevice,
    /// JSON of its opening hours.
    pub hours: Option<String>,
    /// How it was when it was last heard.
    pub state: Option<State>,
    /// When it was first heard that somebody had rated since.
    pub rated_at: Option<NaiveDateTime>,
    /// The lifetimes of its storage, the present one first.
    pub installs: Vec<Install>,
}

/// Notes what a tablet said. What the box counted of its ballots stays.
///
/// # Errors
/// The database refuses.
pub fn note_heartbeat(
    conn: &mut DbConn,
    device: &Device,
    state: &State,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let install_id = state.counts.install_id.as_bytes().to_vec();
    let told: Option<i64> = device_installs::table
        .find(&install_id)
        .select(device_installs::captured)
        .first(conn)
        .optional()?;
    let before: Option<Option<NaiveDateTime>> = device_states::table
        .find(device.id)
        .select(device_states::rated_at)
        .first(conn)
        .optional()?;
    let rated = state.counts.captured > told.unwrap_or(0);
    let rated_at = if rated { Some(now) } else { before.flatten() };
    put_counts(conn, device, &state.counts, now)?;
    let row = StateRow::new(device, state, rated_at);
    on_each!(conn, |c| diesel::insert_into(device_states::table)
        .values(&row)
        .on_conflict(device_states::device_id)
        .do_update()
        .set(&row)
        .execute(c))?;
    Ok(())
}

fn put_counts(
    conn: &mut DbConn,
    device: &Device,
    counts: &InstallCounts,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let row = (
        device_installs::install_id.eq(counts.install_id.as_bytes().to_vec()),
        device_installs::device_id.eq(device.id),
        device_installs::stored.eq(0),
        device_installs::captured.eq(counts.captured),
        device_installs::waiting.eq(counts.waiting),
        device_installs::refused.eq(counts.refused),
        device_installs::discarded.eq(counts.discarded),
        device_installs::seen_at.eq(now),
    );
    on_each!(conn, |c| diesel::insert_into(device_installs::table)
        .values(&row)
        .on_conflict(device_installs::install_id)
        .do_update()
        .set((
            device_installs::device_id.eq(excluded(device_installs::device_id)),
            device_installs::captured.eq(excluded(device_installs::captured)),
            device_installs::waiting.eq(excluded(device_installs::waiting)),
            device_installs::refused.eq(excluded(device_installs::refused)),
            device_installs::discarded.eq(excluded(device_installs::discarded)),
            device_installs::seen_at.eq(excluded(device_installs::seen_at)),
        ))
        .execute(c))?;
    Ok(())
}

/// The tablets in use that the viewer may see, with all that is known of them.
///
/// # Errors
/// The database refuses.
pub fn list_cared_for(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<CaredFor>> {
    let rows: Vec<Row> = cared_for!()
        .filter(units::path.like(scope.pattern()))
        .filter(devices::revoked_at.is_null())
        .order((units::path, counters::name, devices::id))
        .load(conn)?;
    let states = device_states::table
        .inner_join(devices::table.inner_join(units::table))
        .filter(units::path.like(scope.pattern()))
        .filter(devices::revoked_at.is_null())
        .select(StateRow::as_select())
        .load(conn)?;
    let installs: Vec<InstallRow> = device_installs::table
        .inner_join(devices::table.inner_join(units::table))
        .filter(units::path.like(scope.pattern()))
        .filter(devices::revoked_at.is_null())
        .order(device_installs::seen_at.desc())
        .select(InstallRow::as_select())
        .load(conn)?;
    Ok(together(rows, states, installs))
}

/// One tablet that the viewer may see, in use or revoked.
///
/// # Errors
/// The database refuses.
pub fn find_cared_for(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<CaredFor>> {
    let rows: Vec<Row> = cared_for!()
        .filter(units::path.like(scope.pattern()))
        .filter(devices::id.eq(id))
        .load(conn)?;
    let states = device_states::table
        .filter(device_states::device_id.eq(id))
        .select(StateRow::as_select())
        .load(conn)?;
    let installs = device_installs::table
        .filter(device_installs::device_id.eq(id))
        .order(device_installs::seen_at.desc())
        .select(InstallRow::as_select())
        .load(conn)?;
    Ok(together(rows, states, installs).pop())
}

/// Numbers of a storage up to `last` that are not in the box, the first of them, as ranges. Those that still wait on
/// the tablet are among them: the tablet tells how many there are, not which. So are those that redeemed a slip, whose
/// ballots have no number: they are counted as stored all the same.
///
/// # Errors
/// The database refuses.
pub fn list_gaps(
    conn: &mut DbConn,
    install_id: Uuid,
    last: i64,
    at_most: usize,
) -> QueryResult<Vec<(i64, i64)>> {
    /// Numbers read at a time.
    const PIECE: i64 = 10_000;
    let mut gaps = Vec::new();
    let mut next = 1;
    let mut seen = 0;
    while next <= last && gaps.len() < at_most {
        let stored: Vec<Option<i64>> = ballots::table
            .filter(ballots::install_id.eq(&install_id.as_bytes()[..]))
            .filter(ballots::install_seq.gt(seen))
            .order(ballots::install_seq)
            .limit(PIECE)
            .select(ballots::install_seq)
            .load(conn)?;
        if stored.is_empty() {
            gaps.push((next, last));
            break;
        }
        for number in stored.into_iter().flatten() {
            if number > next {
                gaps.push((next, (number - 1).min(last)));
            }
            next = next.max(number + 1);
            seen = number;
        }
    }
    gaps.retain(|(from, to)| from <= to);
    gaps.truncate(at_most);
    Ok(gaps)
}

fn together(rows: Vec<Row>, states: Vec<StateRow>, installs: Vec<InstallRow>) -> Vec<CaredFor> {
    let mut by_device = BTreeMap::<_, Vec<_>>::new();
    for row in installs {
        let own = by_device.entry(row.device_id).or_default();
        own.extend(Install::try_from(row));
    }
    let mut states: BTreeMap<_, _> = states.into_iter().map(|row| (row.device_id, row)).collect();
    rows.into_iter()
        .map(|(device, unit, counter, created_at, revoked_at, hours)| {
            let mut installs = by_device.remove(&device.id).unwrap_or_default();
            let row = states.remove(&device.id);
            let told_at = row.as_ref().map(|row| row.told_at(&installs));
            for install in &mut installs {
                install.present = row
                    .as_ref()
                    .zip(told_at)
                    .is_none_or(|(row, told_at)| row.has(install, told_at));
            }
            let rated_at = row.as_ref().and_then(|row| row.rated_at);
            CaredFor {
                placed: PlacedDevice {
                    device,
                    unit,
                    counter,
                    created_at,
                    revoked_at,
                },
                state: row.and_then(|row| row.state(&installs)),
                rated_at,
                hours,
                installs,
            }
        })
        .collect()
}

impl TryFrom<InstallRow> for Install {
    type Error = uuid::Error;

    fn try_from(row: InstallRow) -> Result<Self, uuid::Error> {
        Ok(Self {
            counts: InstallCounts {
                install_id: Uuid::from_slice(&row.install_id)?,
                captured: row.captured,
                waiting: row.waiting,
                refused: row.refused,
                discarded: row.discarded,
            },
            stored: row.stored,
            seen_at: row.seen_at,
            present: false,
        })
    }
}

impl StateRow {
    fn new(device: &Device, state: &State, rated_at: Option<NaiveDateTime>) -> Self {
        let state = state.clone();
        Self {
            device_id: device.id,
            install_id: state.counts.install_id.as_bytes().to_vec(),
            seen_at: state.seen_at,
            app: state.app,
            oldest_waiting_at: state.oldest_waiting_at,
            elsewhere: state.elsewhere,
            secure: state.secure,
            storage_works: state.storage_works,
            persisted: state.persisted,
            used_bytes: state.used_bytes,
            quota_bytes: state.quota_bytes,
            awake: state.awake,
            battery: state.battery,
            charging: state.charging,
            skew_s: state.skew_s,
            last_input_at: state.last_input_at,
            rated_at,
            px_per_mm_hundredths: state.px_per_mm_hundredths,
            screen: state.screen,
            address: state.address,
            model: state.model,
        }
    }

    fn is_of(&self, install: &Install) -> bool {
        self.install_id == install.counts.install_id.as_bytes()
    }

    /// When the tablet told last of all that it has. While its database fails it tells of its spare place alone: what
    /// lies in the storage that it told of before is out of its reach, and not lost.
    fn told_at(&self, installs: &[Install]) -> NaiveDateTime {
        let before = || {
            let others = installs.iter().filter(|install| !self.is_of(install));
            others.filter_map(|install| install.seen_at).max()
        };
        let before = if self.storage_works { None } else { before() };
        before.unwrap_or(self.seen_at)
    }

    /// The tablet had this storage when it told of all that it has.
    fn has(&self, install: &Install, told_at: NaiveDateTime) -> bool {
        let seen_at = install.seen_at;
        self.is_of(install) || seen_at.is_some_and(|seen_at| told_at - seen_at <= AT_ONCE)
    }

    fn state(self, installs: &[Install]) -> Option<State> {
        let own = installs.iter().find(|install| self.is_of(install))?;
        let present = || installs.iter().filter(|install| install.present);
        Some(State {
            counts: InstallCounts {
                waiting: present().map(|install| install.counts.waiting).sum(),
                refused: present().map(|install| install.counts.refused).sum(),
                ..own.counts
            },
            seen_at: self.seen_at,
            app: self.app,
            oldest_waiting_at: self.oldest_waiting_at,
            elsewhere: self.elsewhere,
            secure: self.secure,
            storage_works: self.storage_works,
            persisted: self.persisted,
            used_bytes: self.used_bytes,
            quota_bytes: self.quota_bytes,
            awake: self.awake,
            battery: self.battery,
            charging: self.charging,
            skew_s: self.skew_s,
            last_input_at: self.last_input_at,
            px_per_mm_hundredths: self.px_per_mm_hundredths,
            screen: self.screen,
            address: self.address,
            model: self.model,
        })
    }
}
