//! Brings a database to the schema of this program. The SQL lies in `migrations/sqlite` and
//! `migrations/postgres`, under the same names.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::DbConn;
use crate::error::{AppError, AppResult};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Names of the migrations that were applied just now, oldest first.
pub type Migrated = Vec<String>;

/// Applies what is missing. Safe to call at every start.
///
/// # Errors
/// The database refuses a step; earlier steps stay applied.
pub fn migrate(conn: &mut DbConn) -> AppResult<Migrated> {
    let versions = match conn {
        DbConn::Sqlite(sqlite) => sqlite
            .run_pending_migrations(SQLITE)
            .map(|versions| versions.iter().map(ToString::to_string).collect()),
        DbConn::Postgres(postgres) => postgres
            .run_pending_migrations(POSTGRES)
            .map(|versions| versions.iter().map(ToString::to_string).collect()),
    };
    versions.map_err(AppError::internal)
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
