//! Storing a batch of ballots in one transaction: each id once, by the database's own constraint.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::result::Error;
use uuid::Uuid;

use super::companions::insert_companions;
use super::known::{Known, find_known, keep_conflicts, seal_of};
use super::tallies::{add_suspect_tallies, add_tallies};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::db::schema::{ballots, ledger_head};
use crate::on_each;
use crate::survey::ballot::{Ballot, Noted, Source, link};
use crate::survey::flag::Flag;
use crate::survey::moment::RatedAt;
use crate::survey::tally::{Counted, Tallies};

/// Rows in one statement at most: both databases limit the values bound (32,766 on SQLite).
pub(super) const ROWS: usize = 1000;

/// A checked ballot on its way into the box.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What the sender told.
    pub ballot: Ballot,
    /// Row of its questionnaire.
    pub questionnaire_id: i64,
    /// Where it belongs.
    pub source: Source,
    /// When it counts.
    pub rated_at: RatedAt,
    /// When it came.
    pub received_at: NaiveDateTime,
    /// Salt of its comment's seal.
    pub salt: [u8; 16],
    /// What makes it remarkable.
    pub flags: BTreeSet<Flag>,
}

impl Incoming {
    /// Figures are also told without it.
    fn is_suspect(&self) -> bool {
        self.flags.iter().any(|flag| flag.is_suspect())
    }
}

/// What became of one ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the box.
    Stored,
    /// The same ballot was in the box already.
    Duplicate,
    /// Another ballot with this id is in the box; this one is kept aside and not counted.
    Conflict,
}

#[derive(Insertable)]
#[diesel(table_name = ballots, treat_none_as_default_value = false)]
struct NewBallot<'a> {
    seq: i64,
    id: &'a [u8],
    unit_id: i64,
    channel: &'static str,
    counter_id: Option<i64>,
    device_id: Option<i64>,
    link_id: Option<i64>,
    questionnaire_id: i64,
    answers: String,
    reasons: Option<String>,
    comment_seal: Option<Vec<u8>>,
    lang: &'a str,
    partial: bool,
    rated_at: NaiveDateTime,
    skew_s: Option<i32>,
    duration_s: Option<i32>,
    elapsed_ms: Option<i32>,
    install_id: Option<&'a [u8]>,
    install_seq: Option<i64>,
    received_at: NaiveDateTime,
    digest: Vec<u8>,
    link: Vec<u8>,
    scale: Option<&'a str>,
    layout: Option<&'a str>,
    signals: Option<String>,
    officer_id: Option<i64>,
}

/// The end of the chain while a batch grows it.
struct Head {
    seq: i64,
    link: Vec<u8>,
}

/// Stores what is new, in order, and tells what became of each. Runs inside a write transaction: the row of the
/// chain's head is held from the first statement, so batches of several processes follow each other.
///
/// # Errors
/// The database refuses; the caller's transaction keeps nothing then.
pub fn accept(conn: &mut DbConn, batch: &[Incoming]) -> QueryResult<Vec<Outcome>> {
    let mut head = take_head(conn)?;
    let mut outcomes = vec![Outcome::Stored; batch.len()];
    let (mut fresh, again) = split_repeats(batch);
    while !fresh.is_empty() {
        let Inserted::Known(known) = insert_all(conn, &mut head, &fresh)? else {
            break;
        };
        fresh.retain(|(position, incoming)| {
            let stored = known.get(&incoming.ballot.id);
            if let (Some(stored), Some(outcome)) = (stored, outcomes.get_mut(*position)) {
                *outcome = stored.compare(incoming);
            }
            stored.is_none()
        });
    }
    if !again.is_empty() {
        let ids = again.iter().map(|(_, incoming)| incoming.ballot.id);
        let known = find_known(conn, ids)?;
        for (position, incoming) in again {
            if let (Some(stored), Some(outcome)) =
                (known.get(&incoming.ballot.id), outcomes.get_mut(position))
            {
                *outcome = stored.compare(incoming);
            }
        }
    }
    keep_conflicts(conn, batch, &outcomes)?;
    add_tallies(conn, &count(fresh.iter().map(|(_, incoming)| *incoming)))?;
    let suspect = fresh.iter().map(|(_, incoming)| *incoming);
    add_suspect_tallies(
        conn,
        &count(suspect.filter(|incoming| incoming.is_suspect())),
    )?;
    put_head(conn, &head)?;
    Ok(outcomes)
}

pub(super) type Placed<'a> = Vec<(usize, &'a Incoming)>;

/// First appearances of an id in the batch, and later ones.
fn split_repeats(batch: &[Incoming]) -> (Placed<'_>, Placed<'_>) {
    let mut seen = HashSet::with_capacity(batch.len());
    batch
        .iter()
        .enumerate()
        .partition(|(_, incoming)| seen.insert(incoming.ballot.id))
}

fn take_head(conn: &mut DbConn) -> QueryResult<Head> {
    let (seq, link) = diesel::update(ledger_head::table.find(1))
        .set(ledger_head::seq.eq(ledger_head::seq))
        .returning((ledger_head::seq, ledger_head::link))
        .get_result(conn)?;
    Ok(Head { seq, link })
}

fn put_head(conn: &mut DbConn, head: &Head) -> QueryResult<()> {
    diesel::update(ledger_head::table.find(1))
        .set((
            ledger_head::seq.eq(head.seq),
            ledger_head::link.eq(&head.link),
        ))
        .execute(conn)?;
    Ok(())
}

/// How an attempt to insert ended.
enum Inserted {
    /// All are in.
    All,
    /// None is in: these were known already.
    Known(HashMap<Uuid, Known>),
}

/// Inserts all of them and moves the head, or, where ids are known already, inserts none and returns those.
/// The unique constraint decides, not a look beforehand.
fn insert_all(conn: &mut DbConn, head: &mut Head, fresh: &Placed<'_>) -> QueryResult<Inserted> {
    let mut end = Head {
        seq: head.seq,
        link: head.link.clone(),
    };
    let rows: Vec<_> = fresh
        .iter()
        .map(|(_, incoming)| new_row(&mut end, incoming))
        .collect();
    let inserted = conn.transaction(|conn| {
        for chunk in rows.chunks(ROWS) {
            let stored = on_each!(conn, |c| diesel::insert_into(ballots::table)
                .values(chunk)
                .on_conflict(ballots::id)
                .do_nothing()
                .execute(c))?;
            if stored < chunk.len() {
                return Err(Error::RollbackTransaction);
            }
        }
        insert_companions(conn, rows.iter().map(|row| row.seq), fresh)
    });
    match inserted {
        Ok(()) => {
            *head = end;
            Ok(Inserted::All)
        }
        Err(Error::RollbackTransaction) => {
            let known = find_known(conn, fresh.iter().map(|(_, incoming)| incoming.ballot.id))?;
            // A row that was left out although nothing like it is there must never pass for stored.
            if known.is_empty() {
                return Err(Error::RollbackTransaction);
            }
            Ok(Inserted::Known(known))
        }
        Err(error) => Err(error),
    }
}

fn new_row<'a>(end: &mut Head, incoming: &'a Incoming) -> NewBallot<'a> {
    let Incoming {
        ballot,
        source,
        rated_at,
        ..
    } = incoming;
    let seal = seal_of(incoming, &incoming.salt);
    let digest = ballot.digest(seal.as_deref());
    end.seq += 1;
    end.link = link(
        &end.link,
        &Noted {
            seq: end.seq,
            unit_id: source.unit_id,
            channel: source.channel,
            counter_id: source.counter_id,
            device_id: source.device_id,
            link_id: source.link_id,
            officer_id: source.officer_id,
            rated_at: rated_at.moment,
            received_at: incoming.received_at,
            digest: &digest,
        },
    )
    .to_vec();
    NewBallot {
        seq: end.seq,
        id: ballot.id.as_bytes(),
        unit_id: source.unit_id,
        channel: source.channel.as_str(),
        counter_id: source.counter_id,
        device_id: source.device_id,
        link_id: source.link_id,
        questionnaire_id: incoming.questionnaire_id,
        answers: serde_json::to_string(&ballot.answers).unwrap_or_default(),
        reasons: together(&ballot.reasons),
        comment_seal: seal,
        lang: &ballot.lang,
        partial: ballot.partial,
        rated_at: rated_at.moment,
        skew_s: rated_at.skew_s,
        duration_s: ballot.times.and_then(|times| times.duration_s),
        elapsed_ms: ballot.elapsed_ms,
        install_id: ballot
            .origin
            .as_ref()
            .map(|origin| &origin.install_id.as_bytes()[..]),
        install_seq: ballot.origin.map(|origin| origin.seq),
        received_at: incoming.received_at,
        digest: digest.to_vec(),
        link: end.link.clone(),
        scale: ballot.circumstances.scale.as_deref(),
        layout: ballot.circumstances.layout.as_deref(),
        signals: together(&ballot.circumstances.signals),
        officer_id: source.officer_id,
    }
}

/// Codes in one column.
fn together(codes: &[String]) -> Option<String> {
    (!codes.is_empty()).then(|| codes.join(","))
}

fn count<'a>(stored: impl Iterator<Item = &'a Incoming>) -> Tallies {
    let mut tallies = Tallies::default();
    for incoming in stored {
        tallies.add(&Counted {
            unit_id: incoming.source.unit_id,
            day: local_day(incoming.rated_at.moment),
            channel: incoming.source.channel,
            questionnaire_id: incoming.questionnaire_id,
            answers: &incoming.ballot.answers,
            partial: incoming.ballot.partial,
        });
    }
    tallies
}
