//! What is broken down by counter, field, hour and reason: which field a counter serves, and counting ballots that are older
//! than these counts. The counts themselves are stored by `parts`.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::accept::take_head;
use super::parts::add_breakdowns;
use super::scan::{StoredBallot, list_ballots};
use crate::db::DbConn;
use crate::db::schema::{breakdown_months, counters};
use crate::survey::ballot::parse_answers;
use crate::survey::breakdown::{Breakdowns, Described};
use crate::survey::questionnaire::catalogue;
use crate::units::store::list_above;

/// Ballots read at a time.
const PIECE: i64 = 5_000;

/// The field of each of these counters that serves one alone.
///
/// # Errors
/// The database refuses.
pub(super) fn find_fields(
    conn: &mut DbConn,
    counter_ids: &BTreeSet<i64>,
) -> QueryResult<HashMap<i64, String>> {
    if counter_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(i64, String)> = counters::table
        .filter(counters::id.eq_any(counter_ids))
        .filter(counters::field.ne(""))
        .select((counters::id, counters::field))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Counts the ballots that were stored before there were such counts: once, where no part is there but ballots are. Which
/// field they were of nobody knows.
///
/// # Errors
/// The database refuses.
pub fn break_down_earlier(conn: &mut DbConn) -> QueryResult<()> {
    if is_counted(conn)? {
        return Ok(());
    }
    // Of several servers that start at once one counts.
    take_head(conn)?;
    if is_counted(conn)? {
        return Ok(());
    }
    let mut seq = 0;
    loop {
        let piece = list_ballots(conn, seq, PIECE)?;
        let Some(last) = piece.last() else {
            return Ok(());
        };
        seq = last.seq;
        let mut breakdowns = Breakdowns::default();
        for ballot in &piece {
            count_stored(&mut breakdowns, ballot);
        }
        let units = piece.iter().map(|ballot| ballot.unit_id).collect();
        let above = list_above(conn, &units)?;
        add_breakdowns(conn, &breakdowns, &above)?;
    }
}

fn is_counted(conn: &mut DbConn) -> QueryResult<bool> {
    let first: Option<i64> = breakdown_months::table
        .select(breakdown_months::unit_id)
        .first(conn)
        .optional()?;
    Ok(first.is_some())
}

fn count_stored(breakdowns: &mut Breakdowns, stored: &StoredBallot) {
    let (Ok(channel), Ok(answers)) = (stored.channel.parse(), parse_answers(&stored.answers))
    else {
        return;
    };
    let version = stored.questionnaire.as_deref().unwrap_or_default();
    breakdowns.add(&Described {
        unit_id: stored.unit_id,
        rated_at: stored.rated_at,
        channel,
        questionnaire: catalogue().questionnaire(version),
        questionnaire_id: stored.questionnaire_id,
        counter_id: stored.counter_id,
        field: "",
        answers: &answers,
        reasons: &stored.reasons(),
    });
}
