//! Counts of cases: moved with every change, read by figures, recounted by verification.

use std::collections::BTreeMap;

use diesel::dsl::{max, min, sum};
use diesel::prelude::*;

use crate::complaints::case::{Case, Fact, TallyKey};
use crate::db::DbConn;
use crate::db::schema::{complaint_tallies, complaints, units};
use crate::on_each;
use crate::units::Scope;

/// How many cases of a key count as a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Under what they are counted.
    pub key: TallyKey,
    /// As what.
    pub fact: Fact,
    /// How many.
    pub cases: i64,
}

type Row = (i64, i32, i32, String, String, String, i32);

/// Moves the counts from what a case was to what it is.
pub(super) fn move_tallies(
    conn: &mut DbConn,
    before: Option<&Case>,
    after: &Case,
) -> QueryResult<()> {
    let mut moves: BTreeMap<(TallyKey, Fact), i32> = BTreeMap::new();
    for (case, by) in before
        .map(|case| (case, -1))
        .into_iter()
        .chain([(after, 1)])
    {
        for fact in case.facts() {
            *moves.entry((case.tally_key(), fact)).or_default() += by;
        }
    }
    for ((key, fact), by) in moves.into_iter().filter(|(_, by)| *by != 0) {
        add(conn, &key, fact, by)?;
    }
    Ok(())
}

fn add(conn: &mut DbConn, key: &TallyKey, fact: Fact, by: i32) -> QueryResult<()> {
    let row = (
        complaint_tallies::unit_id.eq(key.unit_id),
        complaint_tallies::year.eq(key.year),
        complaint_tallies::month.eq(key.month),
        complaint_tallies::class.eq(&key.class),
        complaint_tallies::field.eq(&key.field),
        complaint_tallies::fact.eq(fact.as_str()),
        complaint_tallies::cases.eq(by),
    );
    on_each!(conn, |c| diesel::insert_into(complaint_tallies::table)
        .values(&row)
        .on_conflict((
            complaint_tallies::unit_id,
            complaint_tallies::year,
            complaint_tallies::month,
            complaint_tallies::class,
            complaint_tallies::field,
            complaint_tallies::fact,
        ))
        .do_update()
        .set(complaint_tallies::cases.eq(complaint_tallies::cases + by))
        .execute(c))?;
    Ok(())
}

/// Which counts a viewer may see: by the units themselves, so that the key of the counts leads to a year at once.
macro_rules! counted_in {
    ($scope:expr) => {
        complaint_tallies::unit_id.eq_any(
            units::table
                .filter(units::path.like($scope.pattern()))
                .select(units::id),
        )
    };
}

/// The counts of these facts in a year, of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn list_tallies(
    conn: &mut DbConn,
    scope: &Scope,
    year: i32,
    facts: &[Fact],
) -> QueryResult<Vec<Tally>> {
    let facts = facts.iter().map(|fact| fact.as_str());
    let rows: Vec<Row> = complaint_tallies::table
        .filter(counted_in!(scope))
        .filter(complaint_tallies::year.eq(year))
        .filter(complaint_tallies::fact.eq_any(facts))
        .filter(complaint_tallies::cases.ne(0))
        .select(complaint_tallies::all_columns)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(tally).collect())
}

/// All counts of a year together, of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn sum_tallies(conn: &mut DbConn, scope: &Scope, year: i32) -> QueryResult<Vec<(Fact, i64)>> {
    let sums: Vec<(String, Option<i64>)> = complaint_tallies::table
        .filter(counted_in!(scope))
        .filter(complaint_tallies::year.eq(year))
        .group_by(complaint_tallies::fact)
        .select((complaint_tallies::fact, sum(complaint_tallies::cases)))
        .load(conn)?;
    let known = |(fact, cases): (String, Option<i64>)| Some((fact.parse().ok()?, cases?));
    Ok(sums.into_iter().filter_map(known).collect())
}

/// The first and the last year with a case in the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_years(conn: &mut DbConn, scope: &Scope) -> QueryResult<Option<(i32, i32)>> {
    let (first, last): (Option<i32>, Option<i32>) = complaint_tallies::table
        .filter(counted_in!(scope))
        .select((min(complaint_tallies::year), max(complaint_tallies::year)))
        .first(conn)?;
    Ok(first.zip(last))
}

fn tally((unit_id, year, month, class, field, fact, cases): Row) -> Option<Tally> {
    Some(Tally {
        key: TallyKey {
            unit_id,
            year,
            month,
            class,
            field,
        },
        fact: fact.parse().ok()?,
        cases: cases.into(),
    })
}

/// Counts every case anew and compares: the keys whose stored counts differ, with what is stored and what is true.
///
/// # Errors
/// The database refuses.
pub fn recount_tallies(conn: &mut DbConn) -> QueryResult<Vec<(TallyKey, Fact, i64, i64)>> {
    let mut counts: BTreeMap<(TallyKey, Fact), (i64, i64)> = BTreeMap::new();
    let stored: Vec<Row> = complaint_tallies::table.load(conn)?;
    for tally in stored.into_iter().filter_map(tally) {
        counts.entry((tally.key, tally.fact)).or_default().0 += tally.cases;
    }
    let mut last = 0;
    loop {
        let cases: Vec<Case> = complaints::table
            .filter(complaints::id.gt(last))
            .order(complaints::id)
            .limit(1_000)
            .select(Case::as_select())
            .load(conn)?;
        let Some(newest) = cases.last() else { break };
        last = newest.id;
        for case in &cases {
            for fact in case.facts() {
                counts.entry((case.tally_key(), fact)).or_default().1 += 1;
            }
        }
    }
    let differs = |(_, (stored, counted)): &(_, (i64, i64))| stored != counted;
    let told = |((key, fact), (stored, counted))| (key, fact, stored, counted);
    Ok(counts.into_iter().filter(differs).map(told).collect())
}
