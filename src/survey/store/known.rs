//! Ballots that come again: compared with what is stored, and kept aside where they contradict it.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::accept::ROWS;
use super::incoming::{Incoming, Outcome};
use crate::db::DbConn;
use crate::db::schema::{ballot_comments, ballot_conflicts, ballots};
use crate::on_each;
use crate::survey::ballot::{Channel, comment_seal};

/// A stored ballot as far as a repeat is compared with it.
pub(super) struct Known {
    digest: Vec<u8>,
    seal: Option<Vec<u8>>,
    salt: Option<Vec<u8>>,
    /// It has redeemed a slip and was stored bare.
    of_slip: bool,
}

impl Known {
    /// The same digest under the stored salt is the same ballot. Where the comment has been erased its seal
    /// stands for any comment.
    pub(super) fn compare(&self, incoming: &Incoming) -> Outcome {
        let seal = match &self.salt {
            Some(salt) => seal_of(incoming, salt),
            None => self
                .seal
                .clone()
                .or_else(|| seal_of(incoming, &incoming.salt)),
        };
        let digest = if self.of_slip {
            incoming.ballot.bare().digest(seal.as_deref())
        } else {
            incoming.ballot.digest(seal.as_deref())
        };
        if digest.as_slice() == self.digest.as_slice() {
            Outcome::Duplicate
        } else {
            Outcome::Conflict
        }
    }
}

pub(super) fn seal_of(incoming: &Incoming, salt: &[u8]) -> Option<Vec<u8>> {
    let comment = incoming.ballot.comment.as_ref()?;
    Some(comment_seal(salt, comment).to_vec())
}

pub(super) fn find_known(
    conn: &mut DbConn,
    ids: impl Iterator<Item = Uuid>,
) -> QueryResult<HashMap<Uuid, Known>> {
    let ids: Vec<_> = ids.map(|id| id.as_bytes().to_vec()).collect();
    let mut known = HashMap::new();
    for chunk in ids.chunks(ROWS) {
        type Row = (Vec<u8>, Vec<u8>, Option<Vec<u8>>, Option<Vec<u8>>, String);
        let rows: Vec<Row> = ballots::table
            .left_join(ballot_comments::table)
            .filter(ballots::id.eq_any(chunk))
            .select((
                ballots::id,
                ballots::digest,
                ballots::comment_seal,
                ballot_comments::salt.nullable(),
                ballots::channel,
            ))
            .load(conn)?;
        for (id, digest, seal, salt, channel) in rows {
            if let Ok(id) = Uuid::from_slice(&id) {
                let of_slip = channel == Channel::Slip.as_str();
                let stored = Known {
                    digest,
                    seal,
                    salt,
                    of_slip,
                };
                known.insert(id, stored);
            }
        }
    }
    Ok(known)
}

/// Keeps what contradicts a stored ballot, once for each payload: the time of sending differs with every retry and
/// does not make another.
pub(super) fn keep_conflicts(
    conn: &mut DbConn,
    batch: &[Incoming],
    outcomes: &[Outcome],
) -> QueryResult<()> {
    for (incoming, outcome) in batch.iter().zip(outcomes) {
        if *outcome != Outcome::Conflict {
            continue;
        }
        let incoming = incoming.kept();
        // A line of the log has a time: of a slip's ballot it would tell too much.
        let id = (!incoming.needs_slip()).then(|| tracing::field::display(incoming.ballot.id));
        tracing::warn!(ballot = id, "a known id came with another payload");
        let payload = serde_json::to_string(&incoming.ballot).unwrap_or_default();
        let digest = incoming.ballot.digest(seal_of(&incoming, &[]).as_deref());
        let row = (
            ballot_conflicts::ballot_id.eq(&incoming.ballot.id.as_bytes()[..]),
            ballot_conflicts::unit_id.eq(incoming.source.unit_id),
            ballot_conflicts::payload.eq(payload),
            ballot_conflicts::digest.eq(&digest[..]),
            ballot_conflicts::received_at.eq(incoming.received_at),
        );
        on_each!(conn, |c| diesel::insert_into(ballot_conflicts::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}
