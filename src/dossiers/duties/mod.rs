//! What is due without anybody's click: days that wait for the calendar, mail in the morning on what is owed and late,
//! and the data of applicants whose time is over. Each round finds what is left to do and does it once, however many
//! servers make rounds.

mod digest;
mod erase;
mod morning;
mod recount;
mod store;

pub use morning::Morning;
pub use store::{Reader, list_readers};

use chrono::NaiveDate;

use crate::clock::Clock;
use crate::db::Db;
use crate::messages::Ways;
use crate::rounds::{Ending, Part, see_to};
use crate::web::public_url::BaseUrl;

/// Dossiers in one piece of work at most.
const BATCH: i64 = 500;

/// Sees to what is due.
pub struct Duties {
    db: Db,
    clock: Clock,
    /// Whether and how messages leave.
    ways: Ways,
    /// Where people find this server.
    base: BaseUrl,
    morning: Morning,
    /// The day on which applicants were looked through that are kept for too long.
    erased_on: Option<NaiveDate>,
}

impl Duties {
    /// Duties of a server that people find at `base`.
    pub fn new(db: &Db, clock: &Clock, ways: &Ways, base: BaseUrl) -> Self {
        Self {
            db: db.clone(),
            clock: clock.clone(),
            ways: ways.clone(),
            base,
            morning: Morning::default(),
            erased_on: None,
        }
    }

    /// One round. What fails is tried again on the next one, and keeps nothing else from being done.
    pub fn round(&mut self, ending: &Ending) {
        let parts: [(&str, Part<Self>); 3] = [
            ("count days of dossiers", Self::count_open_days),
            ("tell of dossiers", Self::tell),
            ("erase applicants", Self::erase_applicants),
        ];
        see_to(self, &parts, ending);
    }
}
