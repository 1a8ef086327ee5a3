//! What a record says of its place, held against what we know: the unit's counters and officers, and the time in which
//! a tablet went on without a token that is valid. Looked up once in a while, not for each ballot.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use moka::sync::Cache;
use uuid::Uuid;

use super::sent::SentPlace;
use crate::db::Db;
use crate::error::AppResult;
use crate::kiosk::device::Device;
use crate::kiosk::store;
use crate::survey::ballot::Origin;

/// A counter added a moment ago is known after this long at the latest.
const REMEMBERED: Duration = Duration::from_secs(30);
const UNITS_LIMIT: u64 = 10_000;
const TABLETS_LIMIT: u64 = 10_000;

/// Rows that a tablet of one unit may name.
#[derive(Debug)]
pub(crate) struct Desk {
    /// Its counters.
    pub(crate) counters: HashSet<i64>,
    /// Accounts of the unit and of those above it: who may be on duty.
    pub(crate) officers: HashSet<i64>,
}

/// From the end of the token before to the pairing of this one.
pub(crate) type Break = Range<NaiveDateTime>;

/// What was looked up a moment ago.
#[derive(Clone)]
pub(super) struct Desks {
    units: Cache<i64, Arc<Desk>>,
    breaks: Cache<(i64, Uuid), Option<Break>>,
}

impl Default for Desks {
    fn default() -> Self {
        Self {
            units: Cache::builder()
                .max_capacity(UNITS_LIMIT)
                .time_to_live(REMEMBERED)
                .build(),
            breaks: Cache::new(TABLETS_LIMIT),
        }
    }
}

impl Desks {
    /// Counter and officer as the record names them, and whether the unit has that counter. Where it does not, the
    /// tablet's own stands. An officer whom the unit does not have is not noted: somebody who moved to another unit
    /// while the tablet was offline says nothing against the rating.
    pub(super) async fn find(
        &self,
        db: &Db,
        device: &Device,
        place: SentPlace,
    ) -> AppResult<(Option<i64>, Option<i64>, bool)> {
        let counter_id = place.counter.unwrap_or(device.counter_id);
        let own = counter_id.is_none() || counter_id == device.counter_id;
        if own && place.officer.is_none() {
            return Ok((counter_id, None, true));
        }
        let desk = self.desk(db, device.unit_id).await?;
        let knows_counter = own || counter_id.is_some_and(|id| desk.counters.contains(&id));
        let officer_id = place.officer.filter(|id| desk.officers.contains(id));
        if knows_counter {
            Ok((counter_id, officer_id, true))
        } else {
            Ok((device.counter_id, officer_id, false))
        }
    }

    async fn desk(&self, db: &Db, unit_id: i64) -> AppResult<Arc<Desk>> {
        if let Some(desk) = self.units.get(&unit_id) {
            return Ok(desk);
        }
        let desk = db
            .read(move |conn| store::find_desk(conn, unit_id))
            .await
            .map(Arc::new)?;
        self.units.insert(unit_id, desk.clone());
        Ok(desk)
    }

    /// When this storage went on under a revoked token before it was paired as this tablet.
    pub(super) async fn find_break(
        &self,
        db: &Db,
        device: &Device,
        origin: Option<Origin>,
    ) -> AppResult<Option<Break>> {
        let Some(Origin { install_id, .. }) = origin else {
            return Ok(None);
        };
        let (key, device_id) = ((device.id, install_id), device.id);
        if let Some(known) = self.breaks.get(&key) {
            return Ok(known);
        }
        let found = db
            .read(move |conn| store::find_break(conn, device_id, install_id))
            .await?;
        self.breaks.insert(key, found.clone());
        Ok(found)
    }
}
