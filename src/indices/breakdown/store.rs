//! Reads what months break down into: sums of monthly rows, never ballots. Every query is of named units.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};
use diesel::dsl::sum;
use diesel::prelude::*;

use super::sums::Sums;
use crate::db::DbConn;
use crate::db::schema::{
    area_breakdown_months, area_reason_months, ballot_comments, breakdown_months, counters,
    dossier_tallies, reason_months, units,
};
use crate::dossiers::facts::Fact;
use crate::indices::index::Share;
use crate::indices::measure::Measure;
use crate::indices::store::{Area, natural};
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

/// Adds up the parts of some units in one of the tables that hold them.
macro_rules! sums_of {
    ($conn:expr, $unit_ids:expr, $wanted:expr, $parts:ident) => {{
        let (months, channels, facets) = $wanted;
        let facets = facets.iter().map(|facet: &Facet| facet.as_str());
        let rows: Vec<Row> = $parts::table
            .filter($parts::unit_id.eq_any($unit_ids))
            .filter($parts::month.eq_any(months))
            .filter($parts::facet.eq_any(facets))
            .filter($parts::channel.eq_any(words(channels)))
            .group_by(($parts::facet, $parts::value, $parts::measure))
            .select((
                $parts::facet,
                $parts::value,
                $parts::measure,
                sum($parts::persons),
                sum($parts::satisfied),
                sum($parts::answers),
            ))
            .load($conn)?;
        rows.into_iter().filter_map(known)
    }};
}

/// Adds the breakdowns of an area, months and channels up.
pub(super) fn find_sums(
    conn: &mut DbConn,
    area: &Area,
    months: &[NaiveDate],
    channels: &[Channel],
    facets: &[Facet],
) -> QueryResult<Sums> {
    let wanted = (months, channels, facets);
    let own = sums_of!(conn, area.apart(), wanted, breakdown_months);
    let Some(top) = area.top() else {
        return Ok(own.collect());
    };
    let below = sums_of!(conn, [top], wanted, area_breakdown_months);
    Ok(own.chain(below).collect())
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

/// Counts the reasons of some units in one of the tables that hold them.
macro_rules! reasons_of {
    ($conn:expr, $unit_ids:expr, $wanted:expr, $reasons:ident) => {{
        let (months, channels) = $wanted;
        let rows: Vec<(String, Option<i64>)> = $reasons::table
            .filter($reasons::unit_id.eq_any($unit_ids))
            .filter($reasons::month.eq_any(months))
            .filter($reasons::channel.eq_any(words(channels)))
            .group_by($reasons::reason)
            .select(($reasons::reason, sum($reasons::ballots)))
            .load($conn)?;
        rows
    }};
}

/// How many ballots of an area named each reason.
pub(super) fn count_reasons(
    conn: &mut DbConn,
    area: &Area,
    months: &[NaiveDate],
    channels: &[Channel],
) -> QueryResult<BTreeMap<String, u64>> {
    let wanted = (months, channels);
    let mut rows = reasons_of!(conn, area.apart(), wanted, reason_months);
    if let Some(top) = area.top() {
        rows.extend(reasons_of!(conn, [top], wanted, area_reason_months));
    }
    let mut counted = BTreeMap::<String, u64>::new();
    for (code, ballots) in rows {
        *counted.entry(code).or_default() += natural(ballots);
    }
    Ok(counted)
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
