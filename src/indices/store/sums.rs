//! Adding up: scores and ballots by class of evidence, over the months and days of an area, over units, and those of suspect
//! ballots.

use std::collections::BTreeMap;
use std::ops::{AddAssign, Range};

use chrono::NaiveDate;
use diesel::dsl::sum;
use diesel::prelude::*;

use super::area::Area;
use super::natural;
use crate::db::DbConn;
use crate::db::schema::{
    area_suspect_tally_months, area_suspect_turnout_months, area_tally_days, area_tally_months,
    area_turnout_days, area_turnout_months, suspect_tally_months, suspect_turnout_months,
    tally_days, tally_months, turnout_days, turnout_months,
};
use crate::indices::classes::ByClass;
use crate::indices::foreign;
use crate::indices::index::{Counts, Share};
use crate::indices::span::Span;
use crate::indices::table::Figure;

/// What some ballots add up to, by questionnaire id.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// Counts by questionnaire id and code of the criterion.
    pub tallies: BTreeMap<(i64, String), Counts>,
    /// Ballots by questionnaire id.
    pub turnout: BTreeMap<i64, u64>,
    /// What all criteria together say, by questionnaire id; nothing of what came by file, which tells the criteria alone.
    pub overall: BTreeMap<i64, Figure>,
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

/// Ballots: what they are summed by, channel, questionnaire id, how many, those with a score, satisfied, answers.
type TurnoutRow<K> = (
    K,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

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
        for (key, figure) in &other.overall {
            *self.overall.entry(*key).or_default() += *figure;
        }
    }
}

/// Adds up the ballots of a table by one of its columns; `$when` is the column of the day or month.
macro_rules! turnout_by {
    ($conn:expr, $unit_ids:expr, $days:expr, $key:ident of $turnout:ident at $when:ident) => {
        $turnout::table
            .filter($turnout::unit_id.eq_any($unit_ids))
            .filter($turnout::$when.ge($days.start))
            .filter($turnout::$when.lt($days.end))
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
                sum($turnout::persons),
                sum($turnout::satisfied),
                sum($turnout::answers),
            ))
            .load($conn)
    };
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
        let turnout = turnout_by!($conn, $unit_ids, days, $key of $turnout at $when)?;
        Ok(gathered(tallies, turnout))
    }};
}

/// Adds up an area: the counts that are kept of all units below its top, and those of units by themselves.
macro_rules! sums_of {
    ($conn:expr, $area:expr, $days:expr, $key:ident of $tallies:ident, $turnout:ident or $area_tallies:ident, $area_turnout:ident) => {{
        let own: QueryResult<SumsBy<NaiveDate>> =
            sums_by!($conn, $area.apart(), $days, $key of $tallies, $turnout at $key);
        let mut all = own?;
        if let Some(top) = $area.top() {
            let below: QueryResult<SumsBy<NaiveDate>> =
                sums_by!($conn, [top], $days, $key of $area_tallies, $area_turnout at $key);
            for (key, sums) in below? {
                add(all.entry(key).or_default(), &sums);
            }
        }
        all
    }};
}

/// The sums of each month, by its first day, what came by file included.
pub fn sum_months(
    conn: &mut DbConn,
    area: &Area,
    months: Range<NaiveDate>,
) -> QueryResult<SumsBy<NaiveDate>> {
    let mut sums: SumsBy<NaiveDate> = sums_of!(conn, area, months.clone(), month of
        tally_months, turnout_months or area_tally_months, area_turnout_months);
    foreign::add_to(&mut sums, conn, &area.unit_ids, months)?;
    Ok(sums)
}

/// The sums of suspect ballots alone, which are among those of `sum_months`.
pub fn sum_suspects(
    conn: &mut DbConn,
    area: &Area,
    months: Range<NaiveDate>,
) -> QueryResult<SumsBy<NaiveDate>> {
    Ok(sums_of!(conn, area, months.clone(), month of
        suspect_tally_months, suspect_turnout_months
        or area_suspect_tally_months, area_suspect_turnout_months))
}

/// The sums of the days beside a span's whole months, with what files tell of a month that is not whole where that may be
/// counted; no query where there are none.
pub fn sum_rest(
    conn: &mut DbConn,
    area: &Area,
    span: Span,
    today: NaiveDate,
) -> QueryResult<ByClass> {
    let mut rest = ByClass::new();
    for days in span.beside_months() {
        let days = sum_days(conn, area, days.from..after(days.to))?;
        add(&mut rest, &merged(days.into_values()));
    }
    let months = span.whole_months().end..span.told_months(today).end;
    if !months.is_empty() {
        let mut by_file = SumsBy::new();
        foreign::add_to(&mut by_file, conn, &area.unit_ids, months)?;
        add(&mut rest, &merged(by_file.into_values()));
    }
    Ok(rest)
}

fn sum_days(
    conn: &mut DbConn,
    area: &Area,
    days: Range<NaiveDate>,
) -> QueryResult<SumsBy<NaiveDate>> {
    Ok(sums_of!(conn, area, days.clone(), day of
        tally_days, turnout_days or area_tally_days, area_turnout_days))
}

/// What each unit by itself says overall in a span: its criteria only where they came by file.
pub fn sum_units(
    conn: &mut DbConn,
    unit_ids: &[i64],
    span: Span,
    today: NaiveDate,
) -> QueryResult<SumsBy<i64>> {
    let months = span.told_months(today);
    let rows = turnout_by!(conn, unit_ids, months, unit_id of turnout_months at month)?;
    let mut all = gathered(Vec::new(), rows);
    if !span.is_told_by_months(today) {
        for rest in span.beside_months() {
            let days = rest.from..after(rest.to);
            let rows = turnout_by!(conn, unit_ids, days, unit_id of turnout_days at day)?;
            for (unit, sums) in gathered(Vec::new(), rows) {
                add(all.entry(unit).or_default(), &sums);
            }
        }
    }
    foreign::add_by_unit(&mut all, conn, unit_ids, months)?;
    Ok(all)
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
    for (key, channel, questionnaire, ballots, persons, satisfied, answers) in turnout {
        let Ok(class) = channel.parse().map(Some) else {
            continue;
        };
        let sums = all.entry(key).or_default().entry(class).or_default();
        sums.turnout.insert(questionnaire, natural(ballots));
        let share = Share {
            satisfied: natural(satisfied),
            answers: natural(answers),
        };
        let persons = natural(persons);
        sums.overall
            .insert(questionnaire, Figure { share, persons });
    }
    all
}
