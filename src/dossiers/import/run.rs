//! The import itself: a file read once, each row held against what is kept, and, if it is to be taken, everything
//! written in one transaction. Reading and checking come first, so that others wait for the writing only.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::column::Target;
use super::fault::Fault;
use super::ground::Held;
use super::report::{Outcome, Remark};
use super::row::RowReader;
use super::said::{Heard, Reported};
use super::sheet::{Sheet, Wanted, read};
use super::update::{Brought, Stored, Update, update};
use crate::clock::local_time;
use crate::db::DbConn;
use crate::dossiers::dossier::Dossier;
use crate::dossiers::slip;
use crate::dossiers::state::Step;
use crate::dossiers::store::{
    ChangedReported, Entry, Kept, NewReported, find_reported, insert_reported, note_said,
    refresh_plans, update_reported,
};

/// Rows in one statement: both databases limit the values bound (32,766 on SQLite).
const BATCH: usize = 1_000;
/// Remarks that are kept of what is taken.
const REMARKED: usize = 1_000;

/// A file that was read.
pub struct File {
    /// What it is.
    pub sheet: Sheet<Target>,
    /// Its rows.
    pub rows: Vec<Reported>,
    /// What is wrong or remarkable so far.
    pub outcome: Outcome,
}

/// Who takes a file, and when.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    /// The account; nobody is a command.
    pub by: Option<i64>,
    /// Now, UTC.
    pub now: NaiveDateTime,
    /// What the first line of history of a new dossier says.
    pub note: &'a str,
}

/// Reads a file.
///
/// # Errors
/// It cannot be read as a whole, or lacks a column.
pub fn read_file(bytes: Vec<u8>, wanted: &Wanted, now: NaiveDateTime) -> Result<File, Fault> {
    let reader = RowReader {
        now: local_time(now),
    };
    let (mut rows, mut outcome) = (Vec::new(), Outcome::default());
    let mut codes = Codes::default();
    let sheet = read(bytes, wanted, |sight, fault| {
        if let Some(fault) = fault {
            outcome.refused.push(Remark::of_line(sight.line(), fault));
            return;
        }
        match reader.read(sight) {
            Ok((row, remark)) => {
                codes.note(&rows, &row, || sight.remark(Target::Code, Fault::Absent));
                outcome
                    .remarkable
                    .extend(remark.filter(|_| outcome.remarkable.len() < REMARKED));
                rows.push(row);
            }
            Err(remark) => outcome.refused.push(remark),
        }
    })?;
    outcome.rows = sheet.rows;
    codes.settle(&mut rows, &mut outcome);
    Ok(File {
        sheet,
        rows,
        outcome,
    })
}

/// Which codes stand where, to find those that stand twice.
#[derive(Default)]
struct Codes {
    first: HashMap<String, usize>,
    /// Rows that repeat an earlier one.
    again: BTreeSet<usize>,
    /// Rows of one code that say different things.
    wrong: BTreeSet<usize>,
    remarks: Vec<Remark>,
}

impl Codes {
    fn note(&mut self, rows: &[Reported], row: &Reported, remark: impl FnOnce() -> Remark) {
        let place = rows.len();
        let Some(first) = self.first.get(&row.code).copied() else {
            self.first.insert(row.code.clone(), place);
            return;
        };
        let Some(earlier) = rows.get(first) else {
            return;
        };
        if earlier.said == row.said && earlier.applicant == row.applicant {
            self.again.insert(place);
            return;
        }
        self.wrong.insert(place);
        let mut remark = remark();
        remark.fault = Fault::Twice(earlier.line);
        if self.wrong.insert(first) {
            self.remarks.push(Remark {
                line: earlier.line,
                cell: None,
                fault: Fault::Twice(row.line),
                ..remark.clone()
            });
        }
        self.remarks.push(remark);
    }

    /// Takes them out: a row that is repeated counts as one that is there already; which of two different ones is right
    /// nobody knows, so neither is taken.
    fn settle(mut self, rows: &mut Vec<Reported>, outcome: &mut Outcome) {
        self.again.retain(|place| !self.wrong.contains(place));
        let mut place = 0;
        rows.retain(|_| {
            place += 1;
            let own = place - 1;
            !self.again.contains(&own) && !self.wrong.contains(&own)
        });
        outcome.unchanged += self.again.len();
        outcome.refused.append(&mut self.remarks);
        outcome.refused.sort_by_key(|remark| remark.line);
    }
}

/// What would become of a file, or, with a hand, what becomes of it: inside a transaction that is undone if the file is
/// to be taken whole and a row is refused.
///
/// # Errors
/// The database refuses, or somebody wrote in between: the transaction is to be undone then.
pub fn carry(
    conn: &mut DbConn,
    held: &Held,
    file: &File,
    hand: Option<&Hand<'_>>,
) -> QueryResult<Outcome> {
    let mut outcome = file.outcome.clone();
    for (number, batch) in (0..).zip(file.rows.chunks(BATCH)) {
        let codes: Vec<&str> = batch.iter().map(|row| row.code.as_str()).collect();
        let mut kept = find_reported(conn, held.ground.unit.id, &codes)?;
        let mut sorted = Sorted::default();
        for row in batch {
            match kept.remove(&row.code) {
                None => sorted.new.extend(taken_in(held, row, &mut outcome)),
                Some(kept) => held_against(held, kept, row, (&mut sorted, &mut outcome)),
            }
        }
        if let Some(hand) = hand {
            write(conn, &sorted, hand)?;
            if number == 0 {
                refresh_plans(conn)?;
            }
        }
    }
    outcome.taken = hand.is_some();
    outcome.refused.sort_by_key(|remark| remark.line);
    Ok(outcome)
}

/// The rows of a batch by what they bring.
#[derive(Default)]
struct Sorted {
    new: Vec<NewReported>,
    changed: Vec<ChangedReported>,
    /// Of dossiers that do not change: their row, and what was said (JSON).
    words: Vec<(i64, String)>,
}

fn write(conn: &mut DbConn, sorted: &Sorted, hand: &Hand<'_>) -> QueryResult<()> {
    let Sorted {
        new,
        changed,
        words,
    } = sorted;
    insert_reported(conn, new, &entry(hand, Step::Receive, hand.note))?;
    update_reported(conn, changed, &entry(hand, Step::Update, ""))?;
    note_said(conn, words)?;
    let ways = |one: &Dossier| (one.state, one.first_due_at, one.ended_at, one.returned_at);
    let moved = changed
        .iter()
        .filter(|one| ways(&one.before) != ways(&one.after));
    slip::follow_all(conn, moved.map(|one| &one.after), Step::Update)
}

fn json(heard: &Heard) -> String {
    serde_json::to_string(heard).unwrap_or_default()
}

fn taken_in(held: &Held, row: &Reported, outcome: &mut Outcome) -> Option<NewReported> {
    match held.take_in(row) {
        Ok((dossier, application)) => {
            outcome.new += 1;
            Some(NewReported {
                dossier,
                application,
                said: json(&Heard {
                    said: row.said.clone(),
                    heard_at: Some(held.now),
                }),
            })
        }
        Err(fault) => {
            outcome.refused.push(Remark {
                column: Some(Target::Due.as_str()),
                value: row.said.procedure.clone().unwrap_or_default(),
                ..Remark::of_line(row.line, fault)
            });
            None
        }
    }
}

fn held_against(
    held: &Held,
    kept: Kept,
    row: &Reported,
    (sorted, outcome): (&mut Sorted, &mut Outcome),
) {
    let stored = Stored {
        dossier: kept.dossier,
        application: kept.application,
        heard: kept.said.and_then(|said| serde_json::from_str(&said).ok()),
        moved_at: kept.moved_at,
    };
    match update(held, &stored, row) {
        Ok(Brought::Nothing) => outcome.unchanged += 1,
        Ok(Brought::Word(heard)) => {
            outcome.unchanged += 1;
            outcome.noted += 1;
            sorted.words.push((stored.dossier.id, json(&heard)));
        }
        Ok(Brought::Change(update)) => {
            outcome.changed += 1;
            let room = REMARKED.saturating_sub(outcome.remarkable.len());
            let remarks = remarks(&update, row).take(room);
            outcome.remarkable.extend(remarks);
            sorted.changed.push(ChangedReported {
                before: stored.dossier,
                after: update.after,
                application: update.application,
                said: json(&update.heard),
                note: update.note,
            });
        }
        Err(fault) => outcome.refused.push(Remark::of_line(row.line, fault)),
    }
}

fn remarks(update: &Update, row: &Reported) -> impl Iterator<Item = Remark> {
    update.remarks.iter().map(|fault| {
        let target = match fault {
            Fault::SupplementAgain => Target::State,
            _ => Target::Due,
        };
        Remark {
            column: Some(target.as_str()),
            value: row.code.clone(),
            ..Remark::of_line(row.line, fault.clone())
        }
    })
}

fn entry<'a>(hand: &Hand<'_>, step: Step, note: &'a str) -> Entry<'a> {
    Entry {
        by: hand.by,
        step,
        note,
        at: hand.now,
        noted_at: hand.now,
    }
}
