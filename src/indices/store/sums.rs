//! Adding up: scores and ballots by class of evidence, over months and days, over units, and those of suspect ballots.

use std::collections::BTreeMap;
use std::ops::{AddAssign, Range};

use chrono::NaiveDate;
use diesel::dsl::sum;
use diesel::prelude::*;

use super::natural;
use crate::db::DbConn;
use crate::db::schema::{
    suspect_tally_months, suspect_turnout_months, tally_days, tally_months, turnout_days,
    turnout_months,
};
use crate::indices::classes::ByClass;
use crate::indices::foreign;
use crate::indices::index::Counts;
use crate::indices::span::Span;

/// What some ballots add up to, by questionnaire id.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// Counts by questionnaire id and code of the criterion.
    pub tallies: BTreeMap<(i64, String), Counts>,
    /// Ballots by questionnaire id.
    pub turnout: BTreeMap<i64, u64>,
}

/// Sums of one criterion: what it is summed by, channel, questionnaire id, code, scores 1 to 5, "no opinion".
type TallyRow<K> = (
    K,
    String,
    i64,
    String,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// Ballots: what they are summed by, channel, questionnaire id, how many.
type TurnoutRow<K> = (K, String, i64, Option<i64>);

/// Sums of each class, by month, by day or by unit.
pub type SumsBy<K> = BTreeMap<K, ByClass>;

impl Sums {
    /// Number of ballots.
    pub fn ballots(&self) -> u64 {
        self.turnout.values().sum()
    }
}

impl AddAssign<&Self> for Sums {
    fn add_assign(&mut self, other: &Self) {
        for (key, counts) in &other.tallies {
            *self.tallies.entry(key.clone()).or_default() += *counts;
        }
        for (key, ballots) in &other.turnout {
            *self.turnout.entry(*key).or_default() += ballots;
        }
    }
}

/// Adds up a pair of tables by one of their columns; `$when` is the column of the day or month.
macro_rules! sums_by {
    ($conn:expr, $unit_ids:expr, $days:expr, $key:ident of $tallies:ident, $turnout:ident at $when:ident) => {{
        let days = $days;
        let tallies = $tallies::table
            .filter($tallies::unit_id.eq_any($unit_ids))
            .filter($tallies::$when.ge(days.start))
            .filter($tallies::$when.lt(days.end))
            .group_by((
                $tallies::$key,
                $tallies::channel,
                $tallies::questionnaire_id,
                $tallies::criterion,
            ))
            .select((
                $tallies::$key,
                $tallies::channel,
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
        let turnout = $turnout::table
            .filter($turnout::unit_id.eq_any($unit_ids))
            .filter($turnout::$when.ge(days.start))
            .filter($turnout::$when.lt(days.end))
            .group_by((
                $turnout::$key,
                $turnout::channel,
                $turnout::questionnaire_id,
            ))
            .select((
                $turnout::$key,
                $turnout::channel,
                $turnout::questionnaire_id,
                sum($turnout::ballots),
            ))
            .load($conn)?;
        Ok(gathered(tallies, turnout))
    }};
}

/// The sums of each month, by its first day, what came by file included.
pub fn sum_months(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<SumsBy<NaiveDate>> {
    let mut sums = own_months(conn, unit_ids, months.clone())?;
    foreign::add_to(&mut sums, conn, unit_ids, months)?;
    Ok(sums)
}

fn own_months(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<SumsBy<NaiveDate>> {
    sums_by!(conn, unit_ids, months, month of tally_months, turnout_months at month)
}

/// The sums of suspect ballots alone, which are among those of `sum_months`.
pub fn sum_suspects(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<SumsBy<NaiveDate>> {
    sums_by!(conn, unit_ids, months, month of suspect_tally_months, suspect_turnout_months at month)
}

/// The sums of the days beside a span's whole months, with what files tell of a month that is not whole where that may be
/// counted; no query where there are none.
pub fn sum_rest(
    conn: &mut DbConn,
    unit_ids: &[i64],
    span: Span,
    today: NaiveDate,
) -> QueryResult<ByClass> {
    let mut rest = ByClass::new();
    for days in span.beside_months() {
        add(&mut rest, &sum_days(conn, unit_ids, days.from, days.to)?);
    }
    let months = span.whole_months().end..span.told_months(today).end;
    if !months.is_empty() {
        let mut by_file = SumsBy::new();
        foreign::add_to(&mut by_file, conn, unit_ids, months)?;
        add(&mut rest, &merged(by_file.into_values()));
    }
    Ok(rest)
}

/// The sums of some days, both ends counted in.
fn sum_days(
    conn: &mut DbConn,
    unit_ids: &[i64],
    first: NaiveDate,
    last: NaiveDate,
) -> QueryResult<ByClass> {
    let by_day: QueryResult<SumsBy<NaiveDate>> =
        sums_by!(conn, unit_ids, first..after(last), day of tally_days, turnout_days at day);
    Ok(merged(by_day?.into_values()))
}

/// The sums of a span, each unit by itself, what came by file included.
pub fn sum_units(
    conn: &mut DbConn,
    unit_ids: &[i64],
    span: Span,
    today: NaiveDate,
) -> QueryResult<SumsBy<i64>> {
    let mut whole = months_of_units(conn, unit_ids, span.whole_months())?;
    foreign::add_by_unit(&mut whole, conn, unit_ids, span.told_months(today))?;
    for rest in span.beside_months() {
        let days = days_of_units(conn, unit_ids, rest.from..after(rest.to))?;
        for (unit, sums) in days {
            add(whole.entry(unit).or_default(), &sums);
        }
    }
    Ok(whole)
}

fn months_of_units(
    conn: &mut DbConn,
    unit_ids: &[i64],
    months: Range<NaiveDate>,
) -> QueryResult<SumsBy<i64>> {
    sums_by!(conn, unit_ids, months, unit_id of tally_months, turnout_months at month)
}

fn days_of_units(
    conn: &mut DbConn,
    unit_ids: &[i64],
    days: Range<NaiveDate>,
) -> QueryResult<SumsBy<i64>> {
    sums_by!(conn, unit_ids, days, unit_id of tally_days, turnout_days at day)
}

/// The sums of several at once, class by class.
pub fn merged(parts: impl IntoIterator<Item = ByClass>) -> ByClass {
    let mut whole = ByClass::new();
    for part in parts {
        add(&mut whole, &part);
    }
    whole
}

/// Adds sums to others, class by class.
pub fn add(to: &mut ByClass, more: &ByClass) {
    for (class, sums) in more {
        *to.entry(*class).or_default() += sums;
    }
}

fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// Rows of channels that this program does not know are left out.
fn gathered<K: Ord>(tallies: Vec<TallyRow<K>>, turnout: Vec<TurnoutRow<K>>) -> SumsBy<K> {
    let mut all = SumsBy::<K>::new();
    for (key, channel, questionnaire, criterion, n1, n2, n3, n4, n5, no_opinion) in tallies {
        let Ok(class) = channel.parse().map(Some) else {
            continue;
        };
        let counts = Counts {
            scores: [n1, n2, n3, n4, n5].map(natural),
            no_opinion: natural(no_opinion),
        };
        let sums = all.entry(key).or_default().entry(class).or_default();
        sums.tallies.insert((questionnaire, criterion), counts);
    }
    for (key, channel, questionnaire, ballots) in turnout {
        let Ok(class) = channel.parse().map(Some) else {
            continue;
        };
        let sums = all.entry(key).or_default().entry(class).or_default();
        sums.turnout.insert(questionnaire, natural(ballots));
    }
    all
}
