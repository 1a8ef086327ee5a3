//! What makes used tokens alike, once a day, and lets go of those that expired.

use chrono::NaiveDate;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::slip_tokens;

/// All used rows anew in one transaction and in the order of their hashes. PostgreSQL marks each row with the transaction
/// that wrote it and lays it where there was room: both would be as of the ballot.
const REWRITE: &str = "WITH taken AS (DELETE FROM slip_tokens WHERE used RETURNING token_hash, unit_id) \
     INSERT INTO slip_tokens (token_hash, unit_id, used) SELECT token_hash, unit_id, TRUE FROM taken ORDER BY token_hash";

/// What SQLite says of emptying its journal.
#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    busy: i32,
}

/// Deletes the tokens that expired unused, and rewrites the used ones together.
///
/// What remains possible: until the next round, whoever reads PostgreSQL's own marks of a row (`xmin`, `ctid`) or
/// SQLite's journal can tell which token was spent together with which ballot; before it was spent, whose dossier it was.
/// So can, at any time, whoever keeps copies of the database from before and after a rating, or PostgreSQL's log of
/// changes: with one rating in between there is nothing to confuse. Who may read those is the operator's to decide.
///
/// Whether former rows may be left for [`settle`] to clean away.
///
/// # Errors
/// The database refuses.
pub fn blur(conn: &mut DbConn, today: NaiveDate) -> QueryResult<bool> {
    let expired = diesel::delete(slip_tokens::table)
        .filter(slip_tokens::used.eq(false))
        .filter(slip_tokens::valid_until.lt(today))
        .execute(conn)?;
    match conn {
        DbConn::Postgres(conn) => Ok(expired + diesel::sql_query(REWRITE).execute(conn)? > 0),
        DbConn::Sqlite(_) => Ok(true),
    }
}

/// Lets go of what the rows said before: PostgreSQL keeps it until it is cleaned away, SQLite in its journal until that
/// is emptied. After [`blur`], and in no transaction.
///
/// # Errors
/// The database refuses.
pub fn settle(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Postgres(conn) => conn.batch_execute("VACUUM slip_tokens, slip_tallies"),
        DbConn::Sqlite(conn) => {
            let emptied: Checkpoint =
                diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(conn)?;
            // It says so in its row: somebody was reading, and the journal is as it was. The next round tries again.
            match emptied.busy {
                0 => Ok(()),
                _ => Err(diesel::result::Error::RollbackTransaction),
            }
        }
    }
}
