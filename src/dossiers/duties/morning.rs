//! The morning of a working day, on which people are told once what presses.

use chrono::{NaiveDate, NaiveTime};

use crate::calendar::is_weekend;
use crate::calendar::store::find_working_days;
use crate::clock::{Clock, local_time};
use crate::db::Db;
use crate::error::AppResult;

/// Before it nobody is told: a mail of the night lies under those of the morning.
const BEGINS: NaiveTime = match NaiveTime::from_hms_opt(6, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Whether people were told today.
#[derive(Debug, Default)]
pub struct Morning {
    told_on: Option<NaiveDate>,
}

impl Morning {
    /// Tells, once a day, on the first round of its morning. On a day off nobody is told: on the next working day it is
    /// still true. Where telling fails it is tried again.
    ///
    /// # Errors
    /// The database refuses, or telling does.
    pub fn once(
        &mut self,
        (db, clock): (&Db, &Clock),
        tell: impl FnOnce() -> AppResult<()>,
    ) -> AppResult<()> {
        let today = clock.today();
        let is_early = local_time(clock.now()).time() < BEGINS;
        if self.told_on == Some(today) || is_early {
            return Ok(());
        }
        let calendar = db.read_blocking(find_working_days)?;
        if calendar.is_working(today).unwrap_or(!is_weekend(today)) {
            tell()?;
        }
        self.told_on = Some(today);
        Ok(())
    }
}
