//! What the days of each unit are counted by, read once in a look at its cases.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDateTime;

use crate::complaints::steps::Ground;
use crate::db::Db;
use crate::error::AppResult;

/// The grounds of one look.
pub(super) struct Grounds<'a> {
    db: &'a Db,
    now: NaiveDateTime,
    known: BTreeMap<i64, Ground>,
}

impl<'a> Grounds<'a> {
    pub(super) fn at(db: &'a Db, now: NaiveDateTime) -> Self {
        Self {
            db,
            now,
            known: BTreeMap::new(),
        }
    }

    pub(super) fn of(&mut self, unit_id: i64) -> AppResult<&Ground> {
        let (db, now) = (self.db, self.now);
        Ok(match self.known.entry(unit_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                place.insert(db.read_blocking(|conn| Ground::find(conn, unit_id, now))?)
            }
        })
    }
}
