//! A tablet, and what its list shows of it (pure).

use chrono::NaiveDateTime;

/// A tablet.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::devices)]
pub struct Device {
    /// Row.
    pub id: i64,
    /// Its name for people and scripts.
    pub public_id: String,
    /// The unit it rates for.
    pub unit_id: i64,
    /// The counter it stands at, if any.
    pub counter_id: Option<i64>,
}

/// A tablet with what its list shows.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct PlacedDevice {
    /// The tablet itself.
    pub device: Device,
    /// Name of the unit it rates for.
    pub unit: String,
    /// Name of the counter it stands at, if any.
    pub counter: Option<String>,
    /// When it was added, UTC.
    pub created_at: NaiveDateTime,
    /// When its token was revoked, UTC; `None` while it is in use.
    pub revoked_at: Option<NaiveDateTime>,
}

impl PlacedDevice {
    /// The counter, or the unit where it stands at none.
    pub fn place(&self) -> &str {
        self.counter.as_deref().unwrap_or(&self.unit)
    }

    /// Start of its name: enough to tell two tablets of one place apart.
    pub fn short_id(&self) -> &str {
        let id = &self.device.public_id;
        id.split('-').next().unwrap_or(id)
    }
}
