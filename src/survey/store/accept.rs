//! Storing a batch of ballots in one transaction: each id once, by the database's own constraint, and each slip once,
//! by its own row.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;
use diesel::result::Error;
use uuid::Uuid;

use super::breakdowns::find_fields;
use super::companions::{count_installs, insert_companions};
use super::incoming::{Incoming, Outcome};
use super::known::{Known, find_known, keep_conflicts};
use super::parts::add_breakdowns;
use super::row::{Head, new_row};
use super::tallies::{add_suspect_tallies, add_tallies};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::db::schema::{ballots, ledger_head};
use crate::on_each;
use crate::survey::breakdown::{Breakdowns, Described};
use crate::survey::questionnaire::catalogue;
use crate::survey::slips::Timeliness;
use crate::survey::slips::store::{Held, add_slip_tallies, redeem};
use crate::survey::tally::{Counted, Tallies};
use crate::units::store::list_above;

/// Rows in one statement at most: both databases limit the values bound (32,766 on SQLite).
pub(super) const ROWS: usize = 1000;

/// Stores what is new, in order, and tells what became of each. Runs inside a write transaction: the row of the
/// chain's head is held from the first statement, so batches of several processes follow each other.
///
/// # Errors
/// The database refuses; the caller's transaction keeps nothing then.
pub fn accept(conn: &mut DbConn, batch: &[Incoming]) -> QueryResult<Vec<Outcome>> {
    let mut head = take_head(conn)?;
    let mut outcomes = vec![Outcome::Stored; batch.len()];
    let (mut fresh, mut left) = split_repeats(batch);
    let mut stored = Vec::new();
    while !fresh.is_empty() {
        match insert_all(conn, &mut head, &fresh)? {
            Inserted::All(drawn) => {
                stored = drawn.forms;
                left.extend(drawn.refused);
                break;
            }
            Inserted::Known(known) => fresh.retain(|(position, incoming)| {
                let stored = known.get(&incoming.ballot.id);
                if let (Some(stored), Some(outcome)) = (stored, outcomes.get_mut(*position)) {
                    *outcome = stored.compare(incoming);
                }
                stored.is_none()
            }),
        }
    }
    judge(conn, &left, &mut outcomes)?;
    keep_conflicts(conn, batch, &outcomes)?;
    count_installs(conn, stored.iter().map(|form| form.sent))?;
    add_counts(conn, &stored)?;
    put_head(conn, &head)?;
    Ok(outcomes)
}

/// What became of those that were not put in: repeats within the batch, and those whose slip was refused. A ballot that
/// is known has won over its slip, which it has spent itself.
fn judge(conn: &mut DbConn, left: &Placed<'_>, outcomes: &mut [Outcome]) -> QueryResult<()> {
    if left.is_empty() {
        return Ok(());
    }
    let known = find_known(conn, left.iter().map(|(_, incoming)| incoming.ballot.id))?;
    for (position, incoming) in left {
        if let Some(outcome) = outcomes.get_mut(*position) {
            let stored = known.get(&incoming.ballot.id);
            *outcome = stored.map_or(Outcome::Spent, |stored| stored.compare(incoming));
        }
    }
    Ok(())
}

type Placed<'a> = Vec<(usize, &'a Incoming)>;

/// First appearances of an id in the batch, and later ones.
fn split_repeats(batch: &[Incoming]) -> (Placed<'_>, Placed<'_>) {
    let mut seen = HashSet::with_capacity(batch.len());
    batch
        .iter()
        .enumerate()
        .partition(|(_, incoming)| seen.insert(incoming.ballot.id))
}

/// Holds the end of the chain until the transaction ends.
///
/// # Errors
/// The database refuses.
pub(super) fn take_head(conn: &mut DbConn) -> QueryResult<Head> {
    let (seq, link) = hold_head(conn)?;
    Ok(Head { seq, link })
}

/// The number and the link of the last ballot, held so that none is stored before this transaction ends.
///
/// # Errors
/// The database refuses.
pub fn hold_head(conn: &mut DbConn) -> QueryResult<(i64, Vec<u8>)> {
    diesel::update(ledger_head::table.find(1))
        .set(ledger_head::seq.eq(ledger_head::seq))
        .returning((ledger_head::seq, ledger_head::link))
        .get_result(conn)
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

/// A new ballot in the form in which it is stored.
struct Form<'a> {
    sent: &'a Incoming,
    stored: Cow<'a, Incoming>,
    /// The slip that it has redeemed.
    held: Option<Held>,
}

/// New ballots after their slips were redeemed.
struct Drawn<'a> {
    forms: Vec<Form<'a>>,
    /// Those that are nothing without a slip, and whose slip does not rate.
    refused: Placed<'a>,
}

/// Redeems the slips, one after the other: of two ballots with one slip the first has it.
fn draw<'a>(conn: &mut DbConn, fresh: &Placed<'a>) -> QueryResult<Drawn<'a>> {
    let mut drawn = Drawn {
        forms: Vec::with_capacity(fresh.len()),
        refused: Vec::new(),
    };
    for &(position, sent) in fresh {
        let held = match &sent.slip {
            Some(claim) => redeem(conn, claim)?,
            None => None,
        };
        let stored = match &held {
            Some(held) => Cow::Owned(sent.of_slip(held)),
            None if sent.needs_slip() => {
                drawn.refused.push((position, sent));
                continue;
            }
            None => Cow::Borrowed(sent),
        };
        drawn.forms.push(Form { sent, stored, held });
    }
    Ok(drawn)
}

/// How an attempt to insert ended.
enum Inserted<'a> {
    /// All are in but for those that were refused.
    All(Drawn<'a>),
    /// None is in: these were known already.
    Known(HashMap<Uuid, Known>),
}

/// Redeems the slips, inserts all ballots and moves the head; or, where ids are known already, does none of it and
/// returns those. The unique constraint decides, not a look beforehand.
fn insert_all<'a>(
    conn: &mut DbConn,
    head: &mut Head,
    fresh: &Placed<'a>,
) -> QueryResult<Inserted<'a>> {
    let mut end = head.clone();
    let inserted = conn.transaction(|conn| {
        let drawn = draw(conn, fresh)?;
        let stored = drawn.forms.iter().map(|form| form.stored.as_ref());
        let rows: Vec<_> = stored.clone().map(|form| new_row(&mut end, form)).collect();
        for chunk in rows.chunks(ROWS) {
            let inserted = on_each!(conn, |c| diesel::insert_into(ballots::table)
                .values(chunk)
                .on_conflict(ballots::id)
                .do_nothing()
                .execute(c))?;
            if inserted < chunk.len() {
                return Err(Error::RollbackTransaction);
            }
        }
        insert_companions(conn, rows.iter().map(|row| row.seq).zip(stored))?;
        drop(rows);
        Ok(drawn)
    });
    match inserted {
        Ok(drawn) => {
            *head = end;
            Ok(Inserted::All(drawn))
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

/// Adds the stored ballots to every count that they belong to, those of the units above included.
fn add_counts(conn: &mut DbConn, stored: &[Form<'_>]) -> QueryResult<()> {
    let all = || stored.iter().map(|form| form.stored.as_ref());
    let tallies = count(all());
    let above = list_above(conn, &tallies.unit_ids())?;
    add_tallies(conn, &tallies, &above)?;
    let suspect = count(all().filter(|form| form.is_suspect()));
    add_suspect_tallies(conn, &suspect, &above)?;
    let parts = break_down(conn, stored)?;
    add_breakdowns(conn, &parts, &above)?;
    let told = Timeliness::ALL.iter().copied().map(Some);
    for group in told.chain([None]) {
        let is_of = |held: &Held| held.group == group;
        let of_group = stored
            .iter()
            .filter(|form| form.held.as_ref().is_some_and(is_of));
        let counts = count(of_group.map(|form| form.stored.as_ref()));
        add_slip_tallies(conn, group, &counts.months)?;
    }
    Ok(())
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

/// What the ballots are parts of. The field is that of the slip's dossier, as far as it may be told, or of the counter.
fn break_down(conn: &mut DbConn, stored: &[Form<'_>]) -> QueryResult<Breakdowns> {
    let counters: BTreeSet<i64> = stored
        .iter()
        .filter_map(|form| form.stored.source.counter_id)
        .collect();
    let fields = find_fields(conn, &counters)?;
    let mut breakdowns = Breakdowns::default();
    for form in stored {
        let Incoming { ballot, source, .. } = form.stored.as_ref();
        let of_counter = || source.counter_id.and_then(|id| fields.get(&id));
        let field = match &form.held {
            Some(held) => held.field.as_ref(),
            None => of_counter(),
        };
        breakdowns.add(&Described {
            unit_id: source.unit_id,
            rated_at: form.stored.rated_at.moment,
            channel: source.channel,
            questionnaire: catalogue().questionnaire(&ballot.questionnaire),
            questionnaire_id: form.stored.questionnaire_id,
            counter_id: source.counter_id,
            field: field.map_or("", String::as_str),
            answers: &ballot.answers,
            reasons: &ballot.reasons,
        });
    }
    Ok(breakdowns)
}
