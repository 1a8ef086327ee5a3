//! The daily round that keeps used tokens alike.

use std::time::Duration;

use chrono::NaiveDate;

use super::store::{blur, settle};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppResult;
use crate::rounds::Rounds;

/// Looks every so often whether a day has begun on which it was not done. Several servers on one database do it several
/// times, which changes nothing.
///
/// # Errors
/// The system gives no thread.
pub fn start_rounds(db: &Db, clock: &Clock, every: Duration) -> AppResult<Rounds> {
    let (db, clock) = (db.clone(), clock.clone());
    let mut done_on = None;
    Rounds::start("slips", every, move |_| {
        let today = clock.today();
        if done_on == Some(today) {
            return;
        }
        match blur_all(&db, today) {
            Ok(()) => done_on = Some(today),
            Err(error) => tracing::warn!(%error, "used slips are not alike yet"),
        }
    })
}

/// Once: what expired is gone, used tokens are alike, and nothing lies beside them of what they were.
///
/// # Errors
/// The database refuses.
pub fn blur_all(db: &Db, today: NaiveDate) -> AppResult<()> {
    match db.write_blocking(|conn| blur(conn, today))? {
        true => db.read_blocking(settle),
        false => Ok(()),
    }
}
