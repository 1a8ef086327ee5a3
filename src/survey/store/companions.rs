//! What lies beside the ballots of a batch and moves in the same transaction: comments, flags, and the count of each
//! tablet's storage, against which the tablet's own count shows what is missing.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::accept::ROWS;
use super::incoming::Incoming;
use crate::db::DbConn;
use crate::db::schema::{ballot_comments, ballot_flags, device_installs};
use crate::on_each;

/// Stores what belongs to these new ballots, each with its place in the chain.
///
/// # Errors
/// The database refuses.
pub(super) fn insert_companions<'a>(
    conn: &mut DbConn,
    stored: impl Iterator<Item = (i64, &'a Incoming)>,
) -> QueryResult<()> {
    for (seq, incoming) in stored {
        insert_comment(conn, seq, incoming)?;
        for flag in &incoming.flags {
            let row = (
                ballot_flags::ballot_seq.eq(seq),
                ballot_flags::flag.eq(flag.as_str()),
            );
            on_each!(conn, |c| diesel::insert_into(ballot_flags::table)
                .values(&row)
                .on_conflict_do_nothing()
                .execute(c))?;
        }
    }
    Ok(())
}

fn insert_comment(conn: &mut DbConn, seq: i64, incoming: &Incoming) -> QueryResult<()> {
    let Some(comment) = &incoming.ballot.comment else {
        return Ok(());
    };
    diesel::insert_into(ballot_comments::table)
        .values((
            ballot_comments::ballot_seq.eq(seq),
            ballot_comments::salt.eq(&incoming.salt[..]),
            ballot_comments::comment.eq(comment),
            ballot_comments::unit_id.eq(incoming.source.unit_id),
        ))
        .execute(conn)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = device_installs, treat_none_as_default_value = false)]
struct NewInstall<'a> {
    install_id: &'a [u8],
    device_id: i64,
    stored: i64,
    captured: i64,
    waiting: i64,
    refused: i64,
    discarded: i64,
}

/// Adds to the count of every tablet storage that the ballots were sent from. What the tablet itself told stays. One that
/// has redeemed a slip counts as well, although it does not tell its storage: nothing that a tablet made is missing then.
///
/// # Errors
/// The database refuses.
pub(super) fn count_installs<'a>(
    conn: &mut DbConn,
    sent: impl Iterator<Item = &'a Incoming>,
) -> QueryResult<()> {
    let mut counts = BTreeMap::new();
    for incoming in sent {
        if let (Some(origin), Some(device_id)) =
            (&incoming.ballot.origin, incoming.source.device_id)
        {
            let (_, stored) = counts
                .entry(origin.install_id.as_bytes())
                .or_insert((device_id, 0));
            *stored += 1;
        }
    }
    let rows: Vec<_> = counts
        .into_iter()
        .map(|(install_id, (device_id, stored))| NewInstall {
            install_id,
            device_id,
            stored,
            captured: 0,
            waiting: 0,
            refused: 0,
            discarded: 0,
        })
        .collect();
    for chunk in rows.chunks(ROWS) {
        on_each!(conn, |c| diesel::insert_into(device_installs::table)
            .values(chunk)
            .on_conflict(device_installs::install_id)
            .do_update()
            .set(
                device_installs::stored
                    .eq(device_installs::stored + excluded(device_installs::stored))
            )
            .execute(c))?;
    }
    Ok(())
}
