//! The thread that sends what is due. It looks every few seconds of real time, asks our clock what is due, and holds no
//! connection to the database while it talks to others.

use std::time::Duration as Wait;

use chrono::Duration;

use super::failure::Failure;
use super::hours::MailTime;
use super::message::Way;
use super::retry::LONGEST_WAIT;
use super::store::{self, Due};
use super::ways::Ways;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppResult;
use crate::rounds::{Ending, Rounds};

/// Messages of one way in one look at most.
const BATCH: i64 = 50;
/// Longer than any try: after it a message whose server vanished is due again.
const CLAIM: Duration = Duration::minutes(5);

/// Starts to look for what is due, every so often. A try that outlasts the server is begun again a few minutes later by
/// the next one.
///
/// # Errors
/// The system gives no thread.
pub fn start_outbox(db: &Db, clock: &Clock, ways: &Ways, every: Wait) -> AppResult<Rounds> {
    let worker = Worker {
        db: db.clone(),
        clock: clock.clone(),
        ways: ways.clone(),
    };
    Rounds::start("outbox", every, move |ending| worker.round(ending))
}

struct Worker {
    db: Db,
    clock: Clock,
    ways: Ways,
}

impl Worker {
    fn round(&self, ending: &Ending) {
        for way in Way::ALL {
            let seen_to = self
                .give_up_stale(*way)
                .and_then(|()| self.send_due(*way, ending));
            if let Err(error) = seen_to {
                tracing::warn!(%error, %way, "no look at the messages");
            }
        }
    }

    /// Gives up what waited for too long, whether or not its way is open by now.
    fn give_up_stale(&self, way: Way) -> AppResult<()> {
        let now = self.clock.now();
        let before = now - LONGEST_WAIT;
        let stale = self
            .db
            .read_blocking(|conn| store::list_due(conn, way, before, 1))?;
        if stale.is_empty() {
            return Ok(());
        }
        let count = self
            .db
            .write_blocking(|conn| store::give_up_stale(conn, way, before, now))?;
        tracing::warn!(count, %way, "messages waited for too long");
        Ok(())
    }

    /// Sends what is due this way, until the other side falls silent.
    fn send_due(&self, way: Way, ending: &Ending) -> AppResult<()> {
        let now = self.clock.now();
        if !self.ways.is_open(way) {
            return Ok(());
        }
        let due = self.db.read_blocking(|conn| {
            if way == Way::Email && !MailTime::find(conn)?.may_leave(now) {
                return Ok(Vec::new());
            }
            store::list_due(conn, way, now, BATCH)
        })?;
        for message in due {
            if ending.is_near() {
                break;
            }
            if self.send(&message)?.is_some_and(|why| why.is_silence()) {
                break;
            }
        }
        Ok(())
    }

    /// One try, if no other server has begun one: why it failed.
    fn send(&self, message: &Due) -> AppResult<Option<Failure>> {
        let began = self.clock.now();
        let until = began + CLAIM;
        if !self
            .db
            .write_blocking(|conn| store::claim(conn, message, until))?
        {
            return Ok(None);
        }
        let failure = self.ways.send(message, began).err();
        let now = self.clock.now();
        let (id, way) = (message.id, message.way);
        match &failure {
            None => {
                self.db
                    .write_blocking(|conn| store::mark_sent(conn, message, now))?;
                tracing::info!(id, %way, "message sent");
            }
            Some(why) => {
                let tried = store::Tried { began, until, now };
                self.db
                    .write_blocking(|conn| store::mark_failed(conn, message, why, &tried))?;
                tracing::warn!(id, %way, fault = %why.fault, "message not sent");
            }
        }
        Ok(failure)
    }
}
