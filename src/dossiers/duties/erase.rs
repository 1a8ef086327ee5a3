//! Personal data have their day: who handed in what goes when the months for which a unit keeps it are over (Luật
//! 91/2025/QH15 Điều 14). The dossier, its days and its history stay.

use chrono::Months;
use diesel::result::Error;

use super::{BATCH, Duties, store};
use crate::dossiers::state::Step;
use crate::dossiers::steps::{Ground, Taken, take_step};
use crate::dossiers::store::delete_application;
use crate::error::AppResult;
use crate::units::Scope;
use crate::units::store::list_units;

impl Duties {
    /// Once a day, on the first round.
    pub(super) fn erase_applicants(&mut self) -> AppResult<()> {
        let (now, today) = (self.clock.now(), self.clock.today());
        if self.erased_on == Some(today) {
            return Ok(());
        }
        let everything = Scope::everything();
        let units = self
            .db
            .read_blocking(|conn| list_units(conn, &everything))?;
        for unit in units {
            let ground = self.db.read_blocking(|conn| Ground::find(conn, unit.id))?;
            let before = now - Months::new(ground.rules.keep_months);
            let mut last = 0;
            loop {
                let kept = self.db.read_blocking(|conn| {
                    store::list_with_application(conn, unit.id, before, (last, BATCH))
                })?;
                let Some(newest) = kept.last() else { break };
                last = newest.id;
                for dossier in kept {
                    let entry = store::by_rule(Step::Erase, now);
                    // The line in the history first: of a dossier that changes at this moment nothing is erased.
                    self.db.write_and_rest(|conn| {
                        let taken = take_step(conn, &dossier, &entry, |_| {})?;
                        if matches!(taken, Taken::Done(_)) {
                            delete_application(conn, dossier.id)?;
                        }
                        Ok::<_, Error>(())
                    })?;
                }
            }
        }
        self.erased_on = Some(today);
        Ok(())
    }
}
