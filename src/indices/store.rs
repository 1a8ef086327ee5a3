//! All SQL of the indices: monthly tallies and turnout added up over a year, targets, baselines.
//! Ballots themselves are never read here, so a page costs the same however many there are.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::{Datelike, NaiveDate};
use diesel::dsl::{max, min, sum};
use diesel::prelude::*;

use super::baseline::{Baseline, COUNTRY};
use super::foreign;
use super::index::Counts;
use super::measure::Measure;
use crate::db::DbConn;
use crate::db::schema::{
    baselines, questionnaires, suspect_tally_months, suspect_turnout_months, tally_months, targets,
    turnout_months, units,
};
use crate::on_each;
use crate::percent::Hundredths;
use crate::units::Scope;

/// Sums of one criterion over a year: questionnaire id, code, counts of scores 1 to 5, "no opinion".
type TallyRow = (
    i64,
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

impl AddAssign<&Self> for YearSums {
    fn add_assign(&mut self, other: &Self) {
        for (key, counts) in &other.tallies {
            *self.tallies.entry(key.clone()).or_default() += *counts;
        }
        for (key, ballots) in &other.turnout {
            *self.turnout.entry(*key).or_default() += ballots;
        }
    }
}

/// What a year's answers add up to, by questionnaire id.
#[derive(Debug, Default)]
pub(super) struct YearSums {
    /// Counts by questionnaire id and code of the criterion.
    pub(super) tallies: BTreeMap<(i64, String), Counts>,
    /// Ballots by questionnaire id.
    pub(super) turnout: BTreeMap<i64, u64>,
}

/// Ids of the units of a scope.
pub(super) fn list_unit_ids(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<i64>> {
    units::table
        .filter(units::path.like(scope.pattern()))
        .select(units::id)
        .load(conn)
}

/// Adds up a year of these units from a pair of monthly tables; both pairs have the same columns.
macro_rules! year_sums {
    ($conn:expr, $unit_ids:expr, $year:expr, $tallies:ident, $turnout:ident) => {{
        let Some((first, last)) = days_of($year) else {
            return Ok(YearSums::default());
        };
        let rows: Vec<TallyRow> = $tallies::table
            .filter($tallies::unit_id.eq_any($unit_ids))
            .filter($tallies::month.between(first, last))
            .group_by(($tallies::questionnaire_id, $tallies::criterion))
            .select((
                $tallies::questionnaire_id,
                $tallies::criterion,
                sum($tallies::n1),
                sum($tallies::n2),
                sum($tallies::n3),
                sum($tallies::n4),
                sum($tallies::n5),
                sum($tallies::no_opinion),
            ))
            .load($conn)?;
        let turnout: Vec<(i64, Option<i64>)> = $turnout::table
            .filter($turnout::unit_id.eq_any($unit_ids))
            .filter($turnout::month.between(first, last))
            .group_by($turnout::questionnaire_id)
            .select(($turnout::questionnaire_id, sum($turnout::ballots)))
            .load($conn)?;
        let turnout = turnout.into_iter().map(|(id, n)| (id, natural(n)));
        Ok(YearSums {
            tallies: rows.into_iter().map(counts_of).collect(),
            turnout: turnout.collect(),
        })
    }};
}

fn own_year_sums(conn: &mut DbConn, unit_ids: &[i64], year: i32) -> QueryResult<YearSums> {
    year_sums!(conn, unit_ids, year, tally_months, turnout_months)
}

/// Adds up a year of these units, what came by file included.
pub(super) fn find_year_sums(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<YearSums> {
    let mut sums = own_year_sums(conn, unit_ids, year)?;
    if let Some(days) = days_of(year) {
        foreign::add_to(&mut sums, conn, unit_ids, days)?;
    }
    Ok(sums)
}

/// The same of suspect ballots alone, which are among those of `find_year_sums`.
pub(super) fn find_suspect_sums(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<YearSums> {
    year_sums!(
        conn,
        unit_ids,
        year,
        suspect_tally_months,
        suspect_turnout_months
    )
}

/// Sums of one criterion of one unit over a year: unit id, questionnaire id, code, counts of scores 1 to 5.
type UnitTallyRow = (
    i64,
    i64,
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// Adds up a year of each of these units by itself.
pub(super) fn find_year_sums_by_unit(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
) -> QueryResult<BTreeMap<i64, YearSums>> {
    let mut sums = BTreeMap::<i64, YearSums>::new();
    let Some((first, last)) = days_of(year) else {
        return Ok(sums);
    };
    let rows: Vec<UnitTallyRow> = tally_months::table
        .filter(tally_months::unit_id.eq_any(unit_ids))
        .filter(tally_months::month.between(first, last))
        .group_by((
            tally_months::unit_id,
            tally_months::questionnaire_id,
            tally_months::criterion,
        ))
        .select((
            tally_months::unit_id,
            tally_months::questionnaire_id,
            tally_months::criterion,
            sum(tally_months::n1),
            sum(tally_months::n2),
            sum(tally_months::n3),
            sum(tally_months::n4),
            sum(tally_months::n5),
        ))
        .load(conn)?;
    for (unit, questionnaire, criterion, n1, n2, n3, n4, n5) in rows {
        let row = (questionnaire, criterion, n1, n2, n3, n4, n5, None);
        let tallies = &mut sums.entry(unit).or_default().tallies;
        tallies.extend([counts_of(row)]);
    }
    let turnout: Vec<(i64, i64, Option<i64>)> = turnout_months::table
        .filter(turnout_months::unit_id.eq_any(unit_ids))
        .filter(turnout_months::month.between(first, last))
        .group_by((turnout_months::unit_id, turnout_months::questionnaire_id))
        .select((
            turnout_months::unit_id,
            turnout_months::questionnaire_id,
            sum(turnout_months::ballots),
        ))
        .load(conn)?;
    for (unit, questionnaire, ballots) in turnout {
        let turnout = &mut sums.entry(unit).or_default().turnout;
        turnout.insert(questionnaire, natural(ballots));
    }
    foreign::add_by_unit(&mut sums, conn, unit_ids, (first, last))?;
    Ok(sums)
}

/// Ids of the units that ever got a ballot, here or by file.
pub(super) fn list_rated_unit_ids(conn: &mut DbConn) -> QueryResult<Vec<i64>> {
    let mut rated: Vec<i64> = turnout_months::table
        .group_by(turnout_months::unit_id)
        .select(turnout_months::unit_id)
        .load(conn)?;
    rated.extend(crate::exchange::store::list_foreign_unit_ids(conn)?);
    Ok(rated)
}

fn counts_of(row: TallyRow) -> ((i64, String), Counts) {
    let (questionnaire, criterion, n1, n2, n3, n4, n5, no_opinion) = row;
    let counts = Counts {
        scores: [n1, n2, n3, n4, n5].map(natural),
        no_opinion: natural(no_opinion),
    };
    ((questionnaire, criterion), counts)
}

fn natural(sum: Option<i64>) -> u64 {
    sum.and_then(|sum| u64::try_from(sum).ok()).unwrap_or(0)
}

fn days_of(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some((first, NaiveDate::from_ymd_opt(year, 12, 31)?))
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
pub(super) fn list_targets(
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
