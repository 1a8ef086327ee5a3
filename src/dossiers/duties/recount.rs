//! A dossier that came in before the working days of its year were loaded has no day; it gets one as soon as they are.

use std::collections::BTreeMap;

use super::{BATCH, Duties, store};
use crate::dossiers::state::Step;
use crate::dossiers::steps::{Ground, take_step};
use crate::error::AppResult;

impl Duties {
    /// Nothing is written for those whose year is still missing.
    pub(super) fn count_open_days(&mut self) -> AppResult<()> {
        let mut grounds: BTreeMap<i64, Ground> = BTreeMap::new();
        let mut last = 0;
        loop {
            let some = self
                .db
                .read_blocking(|conn| store::list_without_day(conn, last, BATCH))?;
            let Some(newest) = some.last() else {
                return Ok(());
            };
            last = newest.id;
            for dossier in some {
                let unit = dossier.unit_id;
                if let std::collections::btree_map::Entry::Vacant(place) = grounds.entry(unit) {
                    place.insert(self.db.read_blocking(|conn| Ground::find(conn, unit))?);
                }
                let ground = grounds.get(&unit);
                let counts = |ground: &Ground| {
                    let mut counted = dossier.clone();
                    let has_day = counted.count(ground.counting()).is_ok();
                    counted.count_delay(&ground.calendar);
                    has_day
                        && (counted.first_due_at, counted.days_late)
                            != (dossier.first_due_at, dossier.days_late)
                };
                if ground.is_some_and(counts) {
                    let entry = store::by_rule(Step::Recount, self.clock.now());
                    self.db
                        .write_and_rest(|conn| take_step(conn, &dossier, &entry, |_| {}))?;
                }
            }
        }
    }
}
