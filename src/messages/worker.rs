//! The thread that sends what is due. It looks every few seconds of real time, asks our clock what is due, and holds no
//! connection to the database while it talks to others.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration as Wait;

use chrono::Duration;

use super::failure::Failure;
use super::hours::MailTime;
use super::message::Way;
use super::store::{self, Due};
use super::ways::Ways;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};

/// Messages of one way in one look at most.
const BATCH: i64 = 50;
/// Longer than any try: after it a message whose server vanished is due again.
const CLAIM: Duration = Duration::minutes(5);
/// How long the end of the server waits for a try that is under way.
const FAREWELL: Wait = Wait::from_secs(1);

/// The sending thread, as the server holds it.
pub struct Outbox {
    stopping: Arc<AtomicBool>,
    /// Its end wakes the thread.
    stop: Sender<()>,
    /// Its end is the thread's.
    ended: Receiver<()>,
}

impl Outbox {
    /// Starts to look for what is due.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(db: &Db, clock: &Clock, ways: &Ways, every: Wait) -> AppResult<Self> {
        let (stop, stopped) = channel();
        let (end, ended) = channel();
        let stopping = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            db: db.clone(),
            clock: clock.clone(),
            ways: ways.clone(),
            stopping: Arc::clone(&stopping),
        };
        std::thread::Builder::new()
            .name("outbox".into())
            .spawn(move || {
                worker.run(&stopped, every);
                drop(end);
            })
            .map_err(AppError::internal)?;
        Ok(Self {
            stopping,
            stop,
            ended,
        })
    }

    /// Begins no further try, and waits a second for the one that is under way. One that lasts longer is left: its
    /// message is due again a few minutes later, for the next server.
    pub fn finish(self) {
        self.stopping.store(true, Ordering::Relaxed);
        drop(self.stop);
        if self.ended.recv_timeout(FAREWELL) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("a message was being sent at the end; it will be tried again");
        }
    }
}

struct Worker {
    db: Db,
    clock: Clock,
    ways: Ways,
    stopping: Arc<AtomicBool>,
}

impl Worker {
    fn run(&self, stopped: &Receiver<()>, every: Wait) {
        while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
            for way in Way::ALL {
                if let Err(error) = self.send_due(*way) {
                    tracing::warn!(%error, %way, "no look at the messages");
                }
            }
        }
    }

    /// Sends what is due this way, until the other side falls silent.
    fn send_due(&self, way: Way) -> AppResult<()> {
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
            if self.stopping.load(Ordering::Relaxed) {
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
