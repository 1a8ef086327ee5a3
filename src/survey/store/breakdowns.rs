//! The counts by counter, field, hour and reason: adding a batch's, reading all back, and counting ballots that are older
//! than these counts.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::accept::{ROWS, take_head};
use super::scan::{StoredBallot, list_ballots};
use crate::db::DbConn;
use crate::db::schema::{breakdown_months, counters, reason_months};
use crate::on_each;
use crate::survey::ballot::parse_answers;
use crate::survey::breakdown::{Breakdowns, Described, PartKey, ReasonKey};
use crate::survey::questionnaire::{Dimension, catalogue};

/// Ballots read at a time.
const PIECE: i64 = 5_000;

#[derive(Insertable)]
#[diesel(table_name = breakdown_months, treat_none_as_default_value = false)]
struct NewPart<'a> {
    unit_id: i64,
    month: chrono::NaiveDate,
    channel: &'static str,
    facet: &'static str,
    value: &'a str,
    questionnaire_id: i64,
    measure: &'static str,
    persons: i32,
    satisfied: i32,
    answers: i32,
}

#[derive(Insertable)]
#[diesel(table_name = reason_months, treat_none_as_default_value = false)]
struct NewReason<'a> {
    unit_id: i64,
    month: chrono::NaiveDate,
    channel: &'static str,
    reason: &'a str,
    ballots: i32,
}

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

/// Adds the counts; rows that are not there yet are made.
///
/// # Errors
/// The database refuses.
pub(super) fn add_breakdowns(conn: &mut DbConn, breakdowns: &Breakdowns) -> QueryResult<()> {
    let parts: Vec<_> = breakdowns.parts.iter().map(new_part).collect();
    for chunk in parts.chunks(ROWS) {
        on_each!(conn, |c| diesel::insert_into(breakdown_months::table)
            .values(chunk)
            .on_conflict((
                breakdown_months::unit_id,
                breakdown_months::month,
                breakdown_months::facet,
                breakdown_months::channel,
                breakdown_months::value,
                breakdown_months::questionnaire_id,
                breakdown_months::measure,
            ))
            .do_update()
            .set((
                breakdown_months::persons
                    .eq(breakdown_months::persons + excluded(breakdown_months::persons)),
                breakdown_months::satisfied
                    .eq(breakdown_months::satisfied + excluded(breakdown_months::satisfied)),
                breakdown_months::answers
                    .eq(breakdown_months::answers + excluded(breakdown_months::answers)),
            ))
            .execute(c))?;
    }
    let reasons: Vec<_> = breakdowns.reasons.iter().map(new_reason).collect();
    for chunk in reasons.chunks(ROWS) {
        on_each!(conn, |c| diesel::insert_into(reason_months::table)
            .values(chunk)
            .on_conflict((
                reason_months::unit_id,
                reason_months::month,
                reason_months::channel,
                reason_months::reason,
            ))
            .do_update()
            .set(
                reason_months::ballots
                    .eq(reason_months::ballots + excluded(reason_months::ballots))
            )
            .execute(c))?;
    }
    Ok(())
}

fn new_part<'a>((key, counts): (&'a PartKey, &[i32; 3])) -> NewPart<'a> {
    let [persons, satisfied, answers] = *counts;
    NewPart {
        unit_id: key.unit_id,
        month: key.month,
        channel: key.channel.as_str(),
        facet: key.facet.as_str(),
        value: &key.value,
        questionnaire_id: key.questionnaire_id,
        measure: key.measure,
        persons,
        satisfied,
        answers,
    }
}

fn new_reason<'a>((key, ballots): (&'a ReasonKey, &i32)) -> NewReason<'a> {
    NewReason {
        unit_id: key.unit_id,
        month: key.month,
        channel: key.channel.as_str(),
        reason: &key.reason,
        ballots: *ballots,
    }
}

/// All counts as they are stored.
///
/// # Errors
/// The database refuses.
pub fn list_breakdowns(conn: &mut DbConn) -> QueryResult<Breakdowns> {
    type Part = (
        i64,
        chrono::NaiveDate,
        String,
        String,
        String,
        i64,
        String,
        i32,
        i32,
        i32,
    );
    let parts: Vec<Part> = breakdown_months::table.load(conn)?;
    let part = |(
        unit_id,
        month,
        channel,
        facet,
        value,
        questionnaire_id,
        measure,
        persons,
        satisfied,
        answers,
    ): Part| {
        let key = PartKey {
            unit_id,
            month,
            facet: facet.parse().ok()?,
            channel: channel.parse().ok()?,
            value,
            questionnaire_id,
            measure: measure.parse().map_or("overall", Dimension::as_str),
        };
        Some((key, [persons, satisfied, answers]))
    };
    let reasons: Vec<(i64, chrono::NaiveDate, String, String, i32)> =
        reason_months::table.load(conn)?;
    let reason = |(unit_id, month, channel, reason, ballots): (_, _, String, _, _)| {
        let key = ReasonKey {
            unit_id,
            month,
            channel: channel.parse().ok()?,
            reason,
        };
        Some((key, ballots))
    };
    Ok(Breakdowns {
        parts: parts.into_iter().filter_map(part).collect(),
        reasons: reasons.into_iter().filter_map(reason).collect(),
    })
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
        add_breakdowns(conn, &breakdowns)?;
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
