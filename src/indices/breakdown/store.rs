//! Reads what months break down into: sums of monthly rows, never ballots. Every query is of named units.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};
use diesel::dsl::sum;
use diesel::prelude::*;

use super::sums::Sums;
use crate::db::DbConn;
use crate::db::schema::{
    ballot_comments, breakdown_months, counters, dossier_tallies, reason_months, units,
};
use crate::dossiers::facts::Fact;
use crate::indices::index::Share;
use crate::indices::measure::Measure;
use crate::indices::store::natural;
use crate::indices::table::Figure;
use crate::survey::Facet;
use crate::survey::ballot::Channel;

/// Months by their first days, from one to another.
pub type Span = RangeInclusive<NaiveDate>;

/// Facet, value, measure, and sums of persons, satisfied and answers.
type Row = (
    String,
    String,
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// The first days of the months of a span; each of them is a place in the key.
pub(super) fn months_of(span: &Span) -> Vec<NaiveDate> {
    let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
    std::iter::successors(Some(*span.start()), next)
        .take_while(|month| month <= span.end())
        .collect()
}

/// Adds the breakdowns of these months, units and channels up.
pub(super) fn find_sums(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: &[NaiveDate],
    channels: &[Channel],
    facets: &[Facet],
) -> QueryResult<Sums> {
    let rows: Vec<Row> = breakdown_months::table
        .filter(breakdown_months::unit_id.eq_any(unit_ids))
        .filter(breakdown_months::month.eq_any(months))
        .filter(breakdown_months::facet.eq_any(facets.iter().map(|facet| facet.as_str())))
        .filter(breakdown_months::channel.eq_any(words(channels)))
        .group_by((
            breakdown_months::facet,
            breakdown_months::value,
            breakdown_months::measure,
        ))
        .select((
            breakdown_months::facet,
            breakdown_months::value,
            breakdown_months::measure,
            sum(breakdown_months::persons),
            sum(breakdown_months::satisfied),
            sum(breakdown_months::answers),
        ))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(known).collect())
}

fn known(row: Row) -> Option<(Facet, String, Measure, Figure)> {
    let (facet, value, measure, persons, satisfied, answers) = row;
    let share = Share {
        satisfied: natural(satisfied),
        answers: natural(answers),
    };
    let figure = Figure {
        share,
        persons: natural(persons),
    };
    Some((facet.parse().ok()?, value, measure.parse().ok()?, figure))
}

/// How many ballots named each reason.
pub(super) fn count_reasons(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: &[NaiveDate],
    channels: &[Channel],
) -> QueryResult<BTreeMap<String, u64>> {
    let rows: Vec<(String, Option<i64>)> = reason_months::table
        .filter(reason_months::unit_id.eq_any(unit_ids))
        .filter(reason_months::month.eq_any(months))
        .filter(reason_months::channel.eq_any(words(channels)))
        .group_by(reason_months::reason)
        .select((reason_months::reason, sum(reason_months::ballots)))
        .load(conn)?;
    let counted = rows.into_iter().map(|(code, n)| (code, natural(n)));
    Ok(counted.collect())
}

/// How many dossiers of each field ended in these months, which are of one year.
pub(super) fn count_dossiers(
    conn: &mut DbConn,
    unit_ids: &[i64],
    span: &Span,
) -> QueryResult<BTreeMap<String, u64>> {
    let month = |day: &NaiveDate| day.month().cast_signed();
    let rows: Vec<(String, Option<i64>)> = dossier_tallies::table
        .filter(dossier_tallies::unit_id.eq_any(unit_ids))
        .filter(dossier_tallies::year.eq(span.start().year()))
        .filter(dossier_tallies::fact.eq(Fact::Ended.as_str()))
        .filter(dossier_tallies::month.between(month(span.start()), month(span.end())))
        .group_by(dossier_tallies::field)
        .select((dossier_tallies::field, sum(dossier_tallies::dossiers)))
        .load(conn)?;
    let counted = rows.into_iter().map(|(field, n)| (field, natural(n)));
    Ok(counted.filter(|(_, n)| *n > 0).collect())
}

/// Names of the counters of these units by their ids, each with the unit where there are several.
pub(super) fn list_counter_names(
    conn: &mut DbConn,
    unit_ids: &[i64],
) -> QueryResult<BTreeMap<String, String>> {
    let rows: Vec<(i64, String, String)> = counters::table
        .inner_join(units::table.on(units::id.eq(counters::unit_id)))
        .filter(counters::unit_id.eq_any(unit_ids))
        .select((counters::id, counters::name, units::name))
        .load(conn)?;
    let several = unit_ids.len() > 1;
    let named = |(id, counter, unit): (i64, String, String)| {
        let name = if several {
            format!("{unit}, {counter}")
        } else {
            counter
        };
        (id.to_string(), name)
    };
    Ok(rows.into_iter().map(named).collect())
}

/// The newest comments of a unit, the newest first, with their place in the order of all.
pub(super) fn list_newest_comments(
    conn: &mut DbConn,
    unit_id: i64,
    limit: i64,
) -> QueryResult<Vec<(i64, String)>> {
    ballot_comments::table
        .filter(ballot_comments::unit_id.eq(unit_id))
        .order(ballot_comments::ballot_seq.desc())
        .limit(limit)
        .select((ballot_comments::ballot_seq, ballot_comments::comment))
        .load(conn)
}

fn words(channels: &[Channel]) -> impl Iterator<Item = &'static str> {
    channels.iter().map(|channel| channel.as_str())
}
