//! The one writer: submissions queue up, and those that wait together share one commit. A receipt is given only
//! after the commit. A full queue is told at once, so that the sender keeps what it has.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde::Serialize;
use tokio::sync::{mpsc, oneshot};

use super::ballot::{Ballot, Invalid, Source};
use super::flag::{Flag, told_flags};
use super::moment::RatedAt;
use super::questionnaire::catalogue;
use super::store::{self, Incoming, Outcome};
use crate::clock::Clock;
use crate::config::BallotBoxConfig;
use crate::db::{DatabaseUrl, Db, DbConn, write_transaction};
use crate::error::{AppError, AppResult, BUSY_SECONDS};
use crate::web::secret::random_bytes;

/// A commit that fails after this long has met a lock or a dead line, not a bad ballot.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the sender is told of one ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The sender's id, echoed.
    pub id: String,
    /// What became of it.
    pub status: ReceiptStatus,
    /// Why it was not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What became of one ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReceiptStatus {
    /// Committed; survives a power cut.
    Stored,
    /// Was committed before.
    Duplicate,
    /// Another ballot with this id was committed before; this one is kept aside.
    Conflict,
    /// Not acceptable; sending it again will not help.
    Rejected,
}

impl From<Outcome> for ReceiptStatus {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Stored => Self::Stored,
            Outcome::Duplicate => Self::Duplicate,
            Outcome::Conflict => Self::Conflict,
            Outcome::Spent => Self::Rejected,
        }
    }
}

struct Submission {
    ballots: Vec<Incoming>,
    reply: oneshot::Sender<AppResult<Vec<Outcome>>>,
}

/// Where ballots are put in. Clones share the same writer.
#[derive(Clone)]
pub struct BallotBox {
    /// `None` asks the writer to stop after what came before.
    queue: mpsc::Sender<Option<Submission>>,
    questionnaires: Arc<HashMap<String, i64>>,
    clock: Clock,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl BallotBox {
    /// Starts the writer on a connection of its own.
    ///
    /// # Errors
    /// The database cannot be reached, or a questionnaire in use was changed.
    pub fn start(db: &Db, clock: &Clock, limits: BallotBoxConfig) -> AppResult<Self> {
        let now = clock.now();
        let questionnaires = db.write_blocking(|conn| {
            store::break_down_earlier(conn)?;
            store::sync_questionnaires(conn, catalogue(), now)
        })?;
        let connection = db.url().connect().map_err(AppError::internal)?;
        let (queue, waiting) = mpsc::channel(limits.queue);
        let writer = Writer {
            url: db.url().clone(),
            connection: Some(connection),
            batch: limits.batch,
        };
        let thread = std::thread::Builder::new()
            .name("ballot-box".into())
            .spawn(move || writer.run(waiting))
            .map_err(AppError::internal)?;
        Ok(Self {
            queue,
            questionnaires: Arc::new(questionnaires),
            clock: clock.clone(),
            writer: Arc::new(Mutex::new(Some(thread))),
        })
    }

    /// Checks a ballot against its questionnaire and the clock, as the last step before it is put in.
    ///
    /// # Errors
    /// The first value that is not allowed.
    pub fn prepare(&self, ballot: Ballot, source: Source) -> Result<Incoming, Invalid> {
        let rated_at = RatedAt::of(ballot.times.as_ref(), self.clock.now())?;
        self.prepare_rated(ballot, source, rated_at)
    }

    /// `prepare` for a ballot whose day is known otherwise, such as a paper form's.
    ///
    /// # Errors
    /// As `prepare`.
    pub fn prepare_rated(
        &self,
        ballot: Ballot,
        source: Source,
        rated_at: RatedAt,
    ) -> Result<Incoming, Invalid> {
        let unknown = || Invalid::new("questionnaire", "no such questionnaire");
        let questionnaire = catalogue()
            .questionnaire(&ballot.questionnaire)
            .ok_or_else(unknown)?;
        let questionnaire_id = self
            .questionnaires
            .get(&ballot.questionnaire)
            .copied()
            .ok_or_else(unknown)?;
        ballot.check(questionnaire)?;
        let mut flags: BTreeSet<_> = told_flags(&ballot).collect();
        if rated_at.suspect {
            flags.insert(Flag::ClockSkew);
        }
        Ok(Incoming {
            flags,
            ballot,
            questionnaire_id,
            source,
            rated_at,
            received_at: self.clock.now(),
            salt: random_bytes(),
            slip: None,
        })
    }

    /// Puts ballots in and waits for the commit. All of them are stored, or, on an error, none.
    ///
    /// # Errors
    /// [`AppError::Busy`] when the queue is full, the server stops or the database does not answer.
    pub async fn put(&self, ballots: Vec<Incoming>) -> AppResult<Vec<Outcome>> {
        let (reply, outcome) = oneshot::channel();
        self.queue
            .try_send(Some(Submission { ballots, reply }))
            .map_err(|_| AppError::Busy(BUSY_SECONDS))?;
        outcome.await.map_err(|_| AppError::Busy(BUSY_SECONDS))?
    }

    /// Stores what is queued and ends the writer; what other clones put in later is refused.
    pub fn finish(&self) {
        let writer = self.writer.lock().ok().and_then(|mut writer| writer.take());
        let Some(writer) = writer else { return };
        let told = self.queue.blocking_send(None);
        if told.is_err() || writer.join().is_err() {
            tracing::error!("the ballot writer ended by a panic");
        }
    }
}

struct Writer {
    url: DatabaseUrl,
    connection: Option<DbConn>,
    batch: usize,
}

impl Writer {
    fn run(mut self, mut waiting: mpsc::Receiver<Option<Submission>>) {
        while let Some(Some(first)) = waiting.blocking_recv() {
            let mut size = first.ballots.len();
            let mut batch = vec![first];
            let mut stop = false;
            while size < self.batch && !stop {
                match waiting.try_recv() {
                    Ok(Some(next)) => {
                        size += next.ballots.len();
                        batch.push(next);
                    }
                    Ok(None) => stop = true,
                    Err(_) => break,
                }
            }
            self.store(batch);
            if stop {
                break;
            }
        }
    }

    /// One commit for all; where that fails at once and several wait, one commit each, so that none can hold up the
    /// rest. Where the database does not answer, all are told so: each waiting for it by itself would take hours.
    fn store(&mut self, batch: Vec<Submission>) {
        let began = Instant::now();
        let (ballots, replies): (Vec<_>, Vec<_>) = batch
            .into_iter()
            .map(|submission| {
                let count = submission.ballots.len();
                (submission.ballots, (count, submission.reply))
            })
            .unzip();
        let together = self.commit(&ballots.concat());
        match together {
            Ok(mut outcomes) => {
                for (count, reply) in replies {
                    let rest = outcomes.split_off(count.min(outcomes.len()));
                    let _gone = reply.send(Ok(outcomes));
                    outcomes = rest;
                }
            }
            Err(error) if ballots.len() == 1 || began.elapsed() > PATIENCE => {
                tracing::error!(%error, submissions = ballots.len(), "ballots not stored");
                for (_, reply) in replies {
                    let _gone = reply.send(Err(AppError::Busy(BUSY_SECONDS)));
                }
            }
            Err(error) => {
                tracing::warn!(%error, "a batch failed; storing its submissions one by one");
                for (ballots, (_, reply)) in ballots.into_iter().zip(replies) {
                    if began.elapsed() > PATIENCE {
                        let _gone = reply.send(Err(AppError::Busy(BUSY_SECONDS)));
                    } else {
                        self.store(vec![Submission { ballots, reply }]);
                    }
                }
            }
        }
    }

    fn commit(&mut self, ballots: &[Incoming]) -> AppResult<Vec<Outcome>> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.url.connect().map_err(AppError::internal)?,
        };
        let outcomes = write_transaction(&mut connection, |conn| store::accept(conn, ballots))?;
        // Only a connection that has just worked is used again.
        self.connection = Some(connection);
        Ok(outcomes)
    }
}
