//! Connections to both databases, their common schema and migrations. Knows no feature:
//! queries live in each feature's `store`.

mod address;
mod connection;
mod migrations;
mod refusal;
pub mod schema;
pub mod settings;
pub mod types;

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::web;
use diesel::r2d2::{Pool, PooledConnection};
use diesel::result::{DatabaseErrorKind, Error};
use parking_lot::{FairMutex, FairMutexGuard};

pub use address::DatabaseUrl;
pub use connection::{DbConn, write_transaction};
pub use migrations::{Migrated, migrate, revert_all};

use crate::error::{AppError, AppResult, BUSY_SECONDS};
use connection::{Manager, read_transaction};

/// A value that another row has already is a conflict, said in the caller's words; other errors stay what they are.
/// The transaction ends with it: PostgreSQL would take nothing more.
pub fn conflict(error: Error, message: impl FnOnce() -> String) -> AppError {
    match error {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            AppError::Conflict(message())
        }
        other => other.into(),
    }
}

/// The database as features see it: `read` and `write`, each on a thread that may wait.
#[derive(Clone)]
pub struct Db {
    url: DatabaseUrl,
    pool: Pool<Manager>,
    /// Who writes a SQLite file. The file itself lets whoever asks at the right moment go first: a thread that writes
    /// again and again would keep everybody else out. PostgreSQL needs no such order.
    writers: Arc<FairMutex<()>>,
}

/// So long a writer or a reader waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// After no piece of work does the database rest for longer.
const LONGEST_REST: Duration = Duration::from_secs(1);

/// Runs the same query text on the concrete connection of each database: for the few constructs
/// (ON CONFLICT, many rows at once) that the common connection type does not offer.
#[macro_export]
macro_rules! on_each {
    ($conn:expr, |$inner:ident| $query:expr) => {
        match $conn {
            $crate::db::DbConn::Postgres($inner) => $query,
            $crate::db::DbConn::Sqlite($inner) => $query,
        }
    };
}

impl Db {
    /// Opens a pool. The first connection is made at once, so that a wrong address is told at start.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub fn open(url: &DatabaseUrl, connections: u32) -> AppResult<Self> {
        url.connect().map_err(|error| {
            let why = refusal::of_opening(url, &error.to_string());
            AppError::BadRequest(format!("cannot open {url}: {why}"))
        })?;
        let pool = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .build(Manager(url.clone()))
            .map_err(AppError::internal)?;
        Ok(Self {
            url: url.clone(),
            pool,
            writers: Arc::default(),
        })
    }

    /// The address this pool was opened with.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Runs queries that only read, off the request threads.
    ///
    /// # Errors
    /// Whatever `work` returns, or no connection within 10 s.
    pub async fn read<T, E, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        E: Into<AppError> + Send + 'static,
        F: FnOnce(&mut DbConn) -> Result<T, E> + Send + 'static,
    {
        let db = self.clone();
        web::block(move || db.read_blocking(work)).await?
    }

    /// Runs queries in one transaction, off the request threads.
    ///
    /// # Errors
    /// Whatever `work` returns (nothing is kept then), or [`AppError::Busy`]: no connection within 10 s.
    pub async fn write<T, E, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        E: Into<AppError> + From<Error> + Send + 'static,
        F: FnOnce(&mut DbConn) -> Result<T, E> + Send + 'static,
    {
        let db = self.clone();
        web::block(move || db.write_blocking(work)).await?
    }

    /// Runs queries that must all see the same state, off the request threads.
    ///
    /// # Errors
    /// As `read`.
    pub async fn snapshot<T, E, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        E: Into<AppError> + From<Error> + Send + 'static,
        F: FnOnce(&mut DbConn) -> Result<T, E> + Send + 'static,
    {
        let db = self.clone();
        web::block(move || db.snapshot_blocking(work)).await?
    }

    /// `read` for commands and threads of our own.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_blocking<T, E: Into<AppError>>(
        &self,
        work: impl FnOnce(&mut DbConn) -> Result<T, E>,
    ) -> AppResult<T> {
        work(&mut *self.connection()?).map_err(Into::into)
    }

    /// `write` for commands and threads of our own.
    ///
    /// # Errors
    /// As `write`.
    pub fn write_blocking<T, E>(
        &self,
        work: impl FnOnce(&mut DbConn) -> Result<T, E>,
    ) -> AppResult<T>
    where
        E: Into<AppError> + From<Error>,
    {
        let _turn = match self.url {
            DatabaseUrl::Sqlite(..) => Some(self.turn()?),
            DatabaseUrl::Postgres(..) => None,
        };
        write_transaction(&mut *self.connection()?, work).map_err(Into::into)
    }

    /// `write_blocking`, then lets the database rest for as long as that took. An order that is given beside the server
    /// waits for a free moment of a SQLite file, which knows of no queue: a round over thousands of rows would leave none.
    ///
    /// # Errors
    /// As `write`.
    pub fn write_and_rest<T, E>(
        &self,
        work: impl FnOnce(&mut DbConn) -> Result<T, E>,
    ) -> AppResult<T>
    where
        E: Into<AppError> + From<Error>,
    {
        let began = Instant::now();
        let done = self.write_blocking(work);
        std::thread::sleep(began.elapsed().min(LONGEST_REST));
        done
    }

    /// Runs queries that must all see the same state, whatever others write meanwhile.
    ///
    /// # Errors
    /// As `read`.
    pub fn snapshot_blocking<T, E>(
        &self,
        work: impl FnOnce(&mut DbConn) -> Result<T, E>,
    ) -> AppResult<T>
    where
        E: Into<AppError> + From<Error>,
    {
        read_transaction(&mut *self.connection()?, work).map_err(Into::into)
    }

    /// The turn to write, in the order in which it was asked for.
    fn turn(&self) -> AppResult<FairMutexGuard<'_, ()>> {
        self.writers.try_lock_for(PATIENCE).ok_or_else(|| {
            tracing::error!("no turn to write to the database");
            AppError::Busy(BUSY_SECONDS)
        })
    }

    /// Where no connection comes free in time there is too much to do: a moment later there may be less.
    fn connection(&self) -> AppResult<PooledConnection<Manager>> {
        self.pool.get().map_err(|error| {
            tracing::error!(%error, "no connection to the database");
            AppError::Busy(BUSY_SECONDS)
        })
    }
}
