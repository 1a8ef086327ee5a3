//! Personal data have their day: name, phone and address of a case go when the months for which they are kept are over
//! (Luật 91/2025/QH15 Điều 14). What was said and what was answered stays.

use chrono::Months;

use super::{BATCH, Duties, store};
use crate::complaints::state::Step;
use crate::complaints::steps::{Ground, take_step};
use crate::complaints::store::Entry;
use crate::error::AppResult;

/// Fewest months for which a unit may keep them; older cases alone are looked at.
const FEWEST_MONTHS: u32 = 6;

impl Duties {
    pub(super) fn erase_contacts(&mut self) -> AppResult<()> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let before = today - Months::new(FEWEST_MONTHS);
        let mut last = 0;
        loop {
            let kept = self
                .db
                .read_blocking(|conn| store::list_with_contact(conn, before, last, BATCH))?;
            let Some(newest) = kept.last() else { break };
            last = newest.id;
            for case in kept {
                self.db.write_blocking(|conn| {
                    let ground = Ground::find(conn, case.unit_id, now)?;
                    let months = Months::new(ground.rules.days.keep_months);
                    if case.done_on.is_none_or(|done| done + months > today) {
                        return Ok::<_, diesel::result::Error>(());
                    }
                    let entry = Entry {
                        by: None,
                        step: Step::Erase,
                        note: "",
                        at: now,
                    };
                    store::erase_contact(conn, &case)?;
                    take_step(conn, &case, &entry, |_, _| {}).map(|_| ())
                })?;
            }
        }
        Ok(())
    }
}
