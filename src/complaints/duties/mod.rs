//! What is due without anybody's click: a day that passed, a leader to be told, an answer that nobody objected to, a
//! name to be erased, an officer to be told by mail, a citizen by SMS or Zalo. Each round finds what is left to do and does it once,
//! however many servers make rounds.

mod announce;
mod catch_up;
mod days;
mod erase;
mod grounds;
mod herald;
mod left;
mod recipients;
mod remind;
mod store;

use chrono::{NaiveDate, NaiveDateTime};

use crate::clock::Clock;
use crate::db::{Db, DbConn};
use crate::error::{AppError, AppResult};
use crate::messages::Ways;
use crate::rounds::{Ending, Part, see_to};
use crate::web::public_url::BaseUrl;

/// Cases of one kind in one round at most; the next round goes on.
const BATCH: i64 = 500;

/// Sees to what is due.
pub struct Duties {
    db: Db,
    clock: Clock,
    /// Whether and how messages leave.
    ways: Ways,
    /// Where people find this server.
    base: BaseUrl,
    /// When the calendar that the days were last counted by was loaded.
    counted_by: Option<NaiveDateTime>,
    /// The day on which everybody was told of what is due.
    reminded_on: Option<NaiveDate>,
    /// The day on which contacts were looked through that are kept for too long.
    erased_on: Option<NaiveDate>,
    /// Whether cases that no search finds yet were looked for.
    indexed: bool,
    /// Whether phones by which nobody is found yet were looked for.
    keyed: bool,
}

impl Duties {
    /// Duties of a server that people find at `base`.
    pub fn new(db: &Db, clock: &Clock, ways: &Ways, base: BaseUrl) -> Self {
        Self {
            db: db.clone(),
            clock: clock.clone(),
            ways: ways.clone(),
            base,
            counted_by: None,
            reminded_on: None,
            erased_on: None,
            indexed: false,
            keyed: false,
        }
    }

    /// One round. What fails is tried again on the next one, and keeps nothing else from being done.
    pub fn round(&mut self, ending: &Ending) {
        let parts: [(&str, Part<Self>); 10] = [
            ("index", Self::index_what_no_search_finds),
            ("key", Self::key_phones_without_key),
            ("recount", Self::recount_days),
            ("lapse", Self::mark_late),
            ("close", Self::close_answered),
            ("entrust", Self::entrust_confined),
            ("left", Self::take_from_who_left),
            ("remind", Self::remind),
            ("herald", Self::tell_who_waits),
            ("erase", Self::erase_contacts),
        ];
        see_to(self, &parts, ending);
    }

    /// Writes, then lets the database rest.
    fn write<T, E>(&self, work: impl FnOnce(&mut DbConn) -> Result<T, E>) -> AppResult<T>
    where
        E: Into<AppError> + From<diesel::result::Error>,
    {
        self.db.write_and_rest(work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::MessagesConfig;

    #[test]
    fn a_duty_that_panics_keeps_no_other_from_being_seen_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("x.db");
        let url = format!("sqlite:{}", file.display());
        let db = Db::open(&url.parse().expect("an address"), 1).expect("a database");
        let ways = Ways::read(&MessagesConfig::default()).expect("no way");
        let base = "https://hailong.example.vn".parse().expect("an address");
        let mut duties = Duties::new(&db, &Clock::default(), &ways, base);
        let parts: [(&str, Part<Duties>); 2] = [
            ("fail", |_| panic!("as this test wants")),
            ("work", |duties| {
                duties.indexed = true;
                Ok(())
            }),
        ];
        see_to(&mut duties, &parts, &Ending::default());
        assert!(duties.indexed);
    }
}
