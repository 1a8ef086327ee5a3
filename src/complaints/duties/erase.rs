//! Personal data have their day: name, phone and address of a case go when the months for which they are kept are over
//! (Luật 91/2025/QH15 Điều 14). What was said and what was answered stays. Drafts and messages that hold them go, too.

use chrono::{Duration, Months, NaiveDateTime};

use super::grounds::Grounds;
use super::{BATCH, Duties, store};
use crate::complaints::case::Case;
use crate::complaints::logging::{DRAFT_KEPT, delete_old_drafts};
use crate::complaints::state::Step;
use crate::complaints::steps::{Taken, take_step};
use crate::complaints::store::{Contact, Entry, replace_contact};
use crate::error::AppResult;
use crate::messages::erase_bodies;

/// Fewest months for which a unit may keep them; older cases alone are looked at.
const FEWEST_MONTHS: u32 = 6;
/// Days for which the text of a message that left, or was given up, can still be looked at.
const MESSAGES_KEPT_DAYS: i64 = 90;

impl Duties {
    /// Once a day, on the first round.
    pub(super) fn erase_contacts(&mut self) -> AppResult<()> {
        let (now, today) = (self.clock.now(), self.clock.today());
        if self.erased_on == Some(today) {
            return Ok(());
        }
        let before = today - Months::new(FEWEST_MONTHS);
        let (mut grounds, mut last) = (Grounds::at(&self.db, now), 0);
        loop {
            let kept = self
                .db
                .read_blocking(|conn| store::list_with_contact(conn, before, last, BATCH))?;
            let Some(newest) = kept.last() else { break };
            last = newest.id;
            for case in kept {
                let days = grounds.of(case.unit_id)?.rules.days;
                if case
                    .done_on
                    .is_some_and(|done| days.erase_on(done) <= today)
                {
                    self.erase(&case, now)?;
                }
            }
        }
        self.erase_messages(now)?;
        self.erase_drafts(now)?;
        self.erased_on = Some(today);
        Ok(())
    }

    /// The line in the history first: of a case that is opened again at this moment nothing is erased.
    fn erase(&self, case: &Case, now: NaiveDateTime) -> AppResult<()> {
        let entry = Entry::by_rule(Step::Erase, "", now);
        self.write(|conn| {
            let taken = take_step(conn, case, &entry, |_, _| {})?;
            if matches!(taken, Taken::Done(_)) {
                replace_contact(conn, case, &Contact::default())?;
            }
            Ok::<_, diesel::result::Error>(())
        })
    }

    /// What was sent long ago, or given up, holds phones and addresses as well.
    fn erase_messages(&self, now: NaiveDateTime) -> AppResult<()> {
        let before = now - Duration::days(MESSAGES_KEPT_DAYS);
        self.write(|conn| erase_bodies(conn, before).map(|_| ()))
    }

    /// Calls that nobody finished typing hold names and numbers.
    fn erase_drafts(&self, now: NaiveDateTime) -> AppResult<()> {
        self.write(|conn| delete_old_drafts(conn, now - DRAFT_KEPT).map(|_| ()))
    }
}
