//! Brings a database to the schema of this program. The SQL lies in `migrations/sqlite` and
//! `migrations/postgres`, under the same names.

use std::collections::BTreeSet;

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{self, MigrationSource};
use diesel::pg::Pg;
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{DbConn, write_transaction};
use crate::error::{AppError, AppResult};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Names of the migrations that were applied just now, oldest first.
pub type Migrated = Vec<String>;

/// Servers that start at once on a new database wait for each other under this number (PostgreSQL).
const LOCK: &str = "SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7102024)";

/// Applies what is missing, all of it or nothing. Safe to call at every start, of several programs at once.
///
/// # Errors
/// The database refuses a step.
pub fn migrate(conn: &mut DbConn) -> AppResult<Migrated> {
    if is_up_to_date(conn)? {
        return Ok(Vec::new());
    }
    write_transaction(conn, |conn| {
        let versions = match conn {
            DbConn::Sqlite(sqlite) => sqlite
                .run_pending_migrations(SQLITE)
                .map(|versions| versions.iter().map(ToString::to_string).collect()),
            DbConn::Postgres(postgres) => {
                postgres.batch_execute(LOCK)?;
                postgres
                    .run_pending_migrations(POSTGRES)
                    .map(|versions| versions.iter().map(ToString::to_string).collect())
            }
        };
        versions.map_err(AppError::internal)
    })
}

/// A look without a lock, so that a command waits for nobody where nothing is to do. On a new database two looks
/// may disturb each other, which the lock then settles.
///
/// # Errors
/// A newer program has taken the database further: this one does not know what it would write to.
fn is_up_to_date(conn: &mut DbConn) -> AppResult<bool> {
    let looked = match conn {
        DbConn::Sqlite(sqlite) => applied_and_known::<Sqlite>(sqlite, SQLITE),
        DbConn::Postgres(postgres) => applied_and_known::<Pg>(postgres, POSTGRES),
    };
    let Ok((applied, known)) = looked else {
        return Ok(false);
    };
    match applied.difference(&known).next() {
        Some(step) => Err(AppError::Conflict(format!(
            "the database is of a newer hailong (its step {step} is not known here); \
             run that version, or name another database"
        ))),
        None => Ok(applied.len() == known.len()),
    }
}

/// Versions of the steps that the database has, and of those that this program has.
fn applied_and_known<B: Backend>(
    conn: &mut impl MigrationHarness<B>,
    steps: EmbeddedMigrations,
) -> migration::Result<(BTreeSet<String>, BTreeSet<String>)> {
    let applied = conn.applied_migrations()?;
    let known = MigrationSource::<B>::migrations(&steps)?;
    let applied = applied.iter().map(ToString::to_string).collect();
    let known = known.iter().map(|step| step.name().version().to_string());
    Ok((applied, known.collect()))
}

/// Takes every migration back, newest first: for tests that prove `down.sql`.
///
/// # Errors
/// The database refuses a step.
pub fn revert_all(conn: &mut DbConn) -> AppResult<()> {
    let reverted = match conn {
        DbConn::Sqlite(sqlite) => sqlite.revert_all_migrations(SQLITE).map(drop),
        DbConn::Postgres(postgres) => postgres.revert_all_migrations(POSTGRES).map(drop),
    };
    reverted.map_err(AppError::internal)
}
