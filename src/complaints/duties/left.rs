//! Whoever leaves, or does other work, works on nothing any more: what they had waits to be given to somebody else, and the inbox says so.

use super::{BATCH, Duties, store};
use crate::complaints::state::Step;
use crate::complaints::steps::take_step;
use crate::complaints::store::Entry;
use crate::error::AppResult;

impl Duties {
    /// Where their answer waits for a leader, nobody else need work on it until it is sent back.
    pub(super) fn take_from_who_left(&mut self) -> AppResult<()> {
        let now = self.clock.now();
        let left = self
            .db
            .read_blocking(|conn| store::list_of_who_left(conn, BATCH))?;
        for (case, name) in left {
            let entry = Entry::by_rule(Step::Unassign, &name, now);
            self.write(|conn| take_step(conn, &case, &entry, |case, _| case.assignee_id = None))?;
        }
        Ok(())
    }
}
