//! What makes used tokens alike, once a day, and lets go of slips that expired.

use chrono::{Days, NaiveDate};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Date;

use crate::db::DbConn;
use crate::db::schema::slip_tokens;

/// The uses of the last months anew in one transaction and in the order of their hashes. PostgreSQL marks each row with
/// the transaction that wrote it and lays it where there was room: both would be as of the ballot. Older ones have been
/// written together before.
const REWRITE: &str = "WITH taken AS (DELETE FROM slip_uses WHERE month >= $1 RETURNING use_hash, unit_id, month) \
     INSERT INTO slip_uses (use_hash, unit_id, month) SELECT use_hash, unit_id, month FROM taken ORDER BY use_hash";
/// Days after which the uses of a month are written no more.
const RECENT: Days = Days::new(62);
/// Days for which a slip that expired is still known: whoever comes with it is told that it did.
const KNOWN: Days = Days::new(30);

/// What SQLite says of emptying its journal.
#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    busy: i32,
}

/// Deletes the slips that expired a while ago, and rewrites the uses together.
///
/// What remains possible: whoever has kept the code of a slip, from its paper, and reads PostgreSQL's own marks of a row
/// (`xmin`, `ctid`), SQLite's journal before the next round, PostgreSQL's log of changes, or copies of the database from
/// before and after a rating, can tell which ballot it gave. The program keeps no code, and without one nothing leads
/// from a use to a slip. Who may read those is the operator's to decide.
///
/// Whether former rows may be left for [`settle`] to clean away.
///
/// # Errors
/// The database refuses.
pub fn blur(conn: &mut DbConn, today: NaiveDate) -> QueryResult<bool> {
    let forgotten = today.checked_sub_days(KNOWN).unwrap_or(today);
    let expired = diesel::delete(slip_tokens::table)
        .filter(slip_tokens::valid_until.lt(forgotten))
        .execute(conn)?;
    let DbConn::Postgres(conn) = conn else {
        return Ok(true);
    };
    let recent = today.checked_sub_days(RECENT).unwrap_or(today);
    let rewritten = diesel::sql_query(REWRITE)
        .bind::<Date, _>(recent)
        .execute(conn)?;
    Ok(expired + rewritten > 0)
}

/// Lets go of what the rows said before: PostgreSQL keeps it until it is cleaned away, SQLite in its journal until that
/// is emptied. After [`blur`], and in no transaction.
///
/// # Errors
/// The database refuses.
pub fn settle(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Postgres(conn) => {
            conn.batch_execute("VACUUM slip_tokens, slip_uses, slip_tallies, breakdown_months")
        }
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
