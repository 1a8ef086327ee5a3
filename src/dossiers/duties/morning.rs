//! The morning of a working day, on which people are told once what presses.

use chrono::{NaiveDate, NaiveTime};

use super::store::{Reader, list_readers};
use crate::calendar::is_weekend;
use crate::calendar::store::find_working_days;
use crate::clock::{Clock, local_time};
use crate::db::Db;
use crate::error::AppResult;
use crate::messages::{Way, Ways};

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
    /// Whoever is to be told now: once a day everybody, on the first round of its morning. On a day off nobody is told: on
    /// the next working day it is still true. Without a mail server nobody can be.
    ///
    /// # Errors
    /// The database refuses.
    pub fn readers(&mut self, db: &Db, clock: &Clock, ways: &Ways) -> AppResult<Vec<Reader>> {
        let today = clock.today();
        let is_early = local_time(clock.now()).time() < BEGINS;
        if self.told_on == Some(today) || is_early {
            return Ok(Vec::new());
        }
        let calendar = db.read_blocking(find_working_days)?;
        let is_worked = calendar.is_working(today).unwrap_or(!is_weekend(today));
        let readers = match is_worked && ways.is_open(Way::Email) {
            true => db.read_blocking(list_readers)?,
            false => Vec::new(),
        };
        self.told_on = Some(today);
        Ok(readers)
    }
}
