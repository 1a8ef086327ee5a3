//! All SQL of the indices: tallies and turnout added up (`sums`), targets, baselines, closed periods (`closings`).
//! No page reads ballots themselves, so it costs the same however many there are; only the check of closed periods does.

mod area;
pub(super) mod closings;
mod sums;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use diesel::dsl::{max, min};
use diesel::prelude::*;

pub(super) use self::area::Area;
pub(super) use self::sums::{
    Sums, SumsBy, add, merged, sum_months, sum_rest, sum_suspects, sum_units,
};
use super::baseline::{Baseline, COUNTRY};
use super::foreign;
use super::measure::Measure;
use crate::db::DbConn;
use crate::db::schema::{baselines, questionnaires, targets, turnout_months, units};
use crate::on_each;
use crate::percent::Hundredths;

/// Ids of the units that ever got a ballot, here or by file.
pub(super) fn list_rated_unit_ids(conn: &mut DbConn) -> QueryResult<Vec<i64>> {
    let mut rated: Vec<i64> = turnout_months::table
        .group_by(turnout_months::unit_id)
        .select(turnout_months::unit_id)
        .load(conn)?;
    rated.extend(crate::exchange::store::list_foreign_unit_ids(conn)?);
    Ok(rated)
}

/// A sum of counts; that of no rows is none.
pub(super) fn natural(sum: Option<i64>) -> u64 {
    sum.and_then(|sum| u64::try_from(sum).ok()).unwrap_or(0)
}

/// First and last year in which these units got a ballot, here or by file.
pub(super) fn find_years(conn: &mut DbConn, unit_ids: &[i64]) -> QueryResult<Option<(i32, i32)>> {
    let months: (Option<NaiveDate>, Option<NaiveDate>) = turnout_months::table
        .filter(turnout_months::unit_id.eq_any(unit_ids))
        .select((min(turnout_months::month), max(turnout_months::month)))
        .first(conn)?;
    let own = months.0.zip(months.1);
    let own = own.map(|(first, last)| (first.year(), last.year()));
    foreign::widen(own, conn, unit_ids)
}

/// Id and definition of every questionnaire, oldest first.
pub(super) fn list_questionnaires(conn: &mut DbConn) -> QueryResult<Vec<(i64, String)>> {
    questionnaires::table
        .order(questionnaires::id)
        .select((questionnaires::id, questionnaires::definition))
        .load(conn)
}

/// What a unit promised for a year. Words of measures that this program does not know are left out.
///
/// # Errors
/// The database refuses.
pub fn list_targets(
    conn: &mut DbConn,
    unit_id: i64,
    year: i32,
) -> QueryResult<BTreeMap<Measure, Hundredths>> {
    let rows: Vec<(String, i32)> = targets::table
        .filter(targets::unit_id.eq(unit_id))
        .filter(targets::year.eq(year))
        .select((targets::measure, targets::hundredths))
        .load(conn)?;
    let known = |(measure, value): (String, i32)| {
        Some((measure.parse().ok()?, Hundredths::new(value.into())?))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Replaces all that a unit promised for a year.
///
/// # Errors
/// The database refuses.
pub fn replace_targets(
    conn: &mut DbConn,
    unit_id: i64,
    year: i32,
    promised: &BTreeMap<Measure, Hundredths>,
) -> QueryResult<()> {
    let old = targets::table
        .filter(targets::unit_id.eq(unit_id))
        .filter(targets::year.eq(year));
    diesel::delete(old).execute(conn)?;
    for (measure, percent) in promised {
        diesel::insert_into(targets::table)
            .values((
                targets::unit_id.eq(unit_id),
                targets::year.eq(year),
                targets::measure.eq(measure.as_str()),
                targets::hundredths.eq(i32::from(percent.value())),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Whether an imported figure was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// New, or with another value or source than before.
    Taken,
    /// Already there as it is.
    Known,
}

/// Stores an imported figure; a later file corrects an earlier one. Repeating it changes nothing.
pub(super) fn replace_baseline(conn: &mut DbConn, figure: &Baseline) -> QueryResult<Stored> {
    let unit_id = find_unit_of_area(conn, &figure.area)?;
    let content = (
        baselines::unit_id.eq(unit_id),
        baselines::hundredths.eq(i32::from(figure.percent.value())),
        baselines::source.eq(&figure.source),
        baselines::seen_in_source.eq(figure.seen_in_source),
    );
    let same = baselines::table
        .filter(baselines::area.eq(&figure.area))
        .filter(baselines::year.eq(figure.year))
        .filter(baselines::measure.eq(&figure.measure))
        .select((
            baselines::unit_id,
            baselines::hundredths,
            baselines::source,
            baselines::seen_in_source,
        ))
        .first::<(Option<i64>, i32, String, bool)>(conn)
        .optional()?;
    let wanted = (
        unit_id,
        i32::from(figure.percent.value()),
        figure.source.clone(),
        figure.seen_in_source,
    );
    if same.as_ref() == Some(&wanted) {
        return Ok(Stored::Known);
    }
    let key = (
        baselines::area.eq(&figure.area),
        baselines::year.eq(figure.year),
        baselines::measure.eq(&figure.measure),
    );
    on_each!(conn, |c| diesel::insert_into(baselines::table)
        .values((key, content))
        .on_conflict((baselines::area, baselines::year, baselines::measure))
        .do_update()
        .set(content)
        .execute(c))?;
    Ok(Stored::Taken)
}

/// The unit that an area names by its code or its name.
fn find_unit_of_area(conn: &mut DbConn, area: &str) -> QueryResult<Option<i64>> {
    units::table
        .filter(units::code.eq(area).or(units::name.eq(area)))
        .order(units::id)
        .select(units::id)
        .first(conn)
        .optional()
}

/// An imported figure as stored; `unit_id` where the area is one of our units.
type BaselineRow = (Option<i64>, String, i32, String, i32, String, bool);

/// Imported figures of these units, and of the country where there are any, latest year first, at most `limit`.
///
/// # Errors
/// The database refuses.
pub fn list_baselines(
    conn: &mut DbConn,
    unit_ids: &[i64],
    limit: i64,
) -> QueryResult<Vec<(Option<i64>, Baseline)>> {
    let ours = baselines::unit_id.eq_any(unit_ids.iter().copied().map(Some));
    let rows: Vec<BaselineRow> = baselines::table
        .filter(ours.or(baselines::area.eq(COUNTRY)))
        .order((baselines::year.desc(), baselines::area, baselines::id))
        .limit(limit)
        .select((
            baselines::unit_id,
            baselines::area,
            baselines::year,
            baselines::measure,
            baselines::hundredths,
            baselines::source,
            baselines::seen_in_source,
        ))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(baseline_of).collect())
}

fn baseline_of(row: BaselineRow) -> Option<(Option<i64>, Baseline)> {
    let (unit_id, area, year, measure, hundredths, source, seen_in_source) = row;
    let percent = Hundredths::new(hundredths.into())?;
    let baseline = Baseline {
        area,
        year,
        measure,
        percent,
        source,
        seen_in_source,
    };
    Some((unit_id, baseline))
}
