//! One connection type for both databases, chosen by the scheme of the address.

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, R2D2Connection};

use super::address::DatabaseUrl;

/// A connection to whichever database the operator chose at start.
#[derive(diesel::MultiConnection)]
pub enum DbConn {
    /// PostgreSQL, for larger installations.
    Postgres(PgConnection),
    /// SQLite, embedded. Listed last because it would accept any address.
    Sqlite(SqliteConnection),
}

/// Commit survives a power cut (`synchronous = FULL`); writers wait up to 5 s for each other. What is erased is
/// overwritten wherever its page is written anyway (`secure_delete = FAST`), so that it does not lie on in the file.
const SQLITE_PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 33554432; \
     PRAGMA secure_delete = FAST;";
/// Kept in the file: only the first connection to a new database changes anything.
const SQLITE_JOURNAL: &str = "PRAGMA journal_mode = WAL";
/// How often, and how far apart, a new file's journal is asked for: 5 s in all.
const JOURNAL_TRIES: u32 = 250;
const JOURNAL_PAUSE: Duration = Duration::from_millis(20);
/// The same for PostgreSQL.
const POSTGRES_SETTINGS: &str =
    "SET synchronous_commit = on; SET lock_timeout = '5s'; SET TIME ZONE 'UTC';";

impl DatabaseUrl {
    /// Opens one connection with the durability settings that every ballot relies on.
    ///
    /// # Errors
    /// The database cannot be reached or refuses the settings.
    pub fn connect(&self) -> Result<DbConn, diesel::r2d2::Error> {
        match self {
            Self::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(path)
                    .map_err(diesel::r2d2::Error::ConnectionError)?;
                conn.batch_execute(SQLITE_PRAGMAS)
                    .and_then(|()| keep_write_ahead_journal(&mut conn))
                    .map_err(diesel::r2d2::Error::QueryError)?;
                Ok(DbConn::Sqlite(conn))
            }
            Self::Postgres(url) => {
                let mut conn =
                    PgConnection::establish(url).map_err(diesel::r2d2::Error::ConnectionError)?;
                conn.batch_execute(POSTGRES_SETTINGS)
                    .map_err(diesel::r2d2::Error::QueryError)?;
                Ok(DbConn::Postgres(conn))
            }
        }
    }
}

/// SQLite does not wait (`busy_timeout`) where two connections change the journal of a new file at once:
/// it refuses the later one, which here asks again.
fn keep_write_ahead_journal(conn: &mut SqliteConnection) -> QueryResult<()> {
    for _ in 1..JOURNAL_TRIES {
        match conn.batch_execute(SQLITE_JOURNAL) {
            Err(diesel::result::Error::DatabaseError(_, refusal))
                if refusal.message().contains("locked") =>
            {
                std::thread::sleep(JOURNAL_PAUSE);
            }
            done => return done,
        }
    }
    conn.batch_execute(SQLITE_JOURNAL)
}

/// Lets the pool open and check connections.
#[derive(Debug)]
pub(super) struct Manager(pub(super) DatabaseUrl);

impl ManageConnection for Manager {
    type Connection = DbConn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<DbConn, Self::Error> {
        self.0.connect()
    }

    fn is_valid(&self, conn: &mut DbConn) -> Result<(), Self::Error> {
        conn.ping().map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut DbConn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

/// Runs `work` in one transaction that may write. On SQLite it takes the write lock at once
/// (`BEGIN IMMEDIATE`): a deferred transaction that reads first would lose against another writer.
///
/// # Errors
/// Whatever `work` returns, after a rollback, or the database's refusal to begin or commit.
pub fn write_transaction<T, E>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<diesel::result::Error>,
{
    match conn {
        DbConn::Sqlite(sqlite) => {
            AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")?;
        }
        DbConn::Postgres(postgres) => AnsiTransactionManager::begin_transaction(postgres)?,
    }
    end_transaction(conn, work)
}

/// Runs `work` on one unchanging state of the database, however many statements it takes and whatever others
/// write meanwhile. It may not write.
///
/// # Errors
/// Whatever `work` returns, or the database's refusal to begin.
pub(super) fn read_transaction<T, E>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<diesel::result::Error>,
{
    match conn {
        DbConn::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction(sqlite)?,
        DbConn::Postgres(postgres) => {
            let sql = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
            AnsiTransactionManager::begin_transaction_sql(postgres, sql)?;
        }
    }
    end_transaction(conn, work)
}

fn end_transaction<T, E>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<diesel::result::Error>,
{
    match work(conn) {
        Ok(value) => {
            <DbConn as Connection>::TransactionManager::commit_transaction(conn)?;
            Ok(value)
        }
        Err(error) => {
            if let Err(rollback) =
                <DbConn as Connection>::TransactionManager::rollback_transaction(conn)
            {
                tracing::error!(error = %rollback, "rollback failed");
            }
            Err(error)
        }
    }
}
