//! Counts of cases: moved with every change, read by figures, recounted by verification.

use std::collections::BTreeMap;

use diesel::dsl::{max, min, sum};
use diesel::prelude::*;

use crate::complaints::case::Case;
use crate::complaints::facts::{Fact, TallyKey};
use crate::db::DbConn;
use crate::db::schema::{complaint_tallies, complaints, units};
use crate::on_each;
use crate::units::Scope;

/// How many cases of a unit, month and class count as a fact, whatever their field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The unit.
    pub unit_id: i64,
    /// Month in which they were received, 1 to 12.
    pub month: i32,
    /// Word of their class, empty while not decided.
    pub class: String,
    /// As what.
    pub fact: Fact,
    /// How many.
    pub cases: i64,
}

/// How many cases of a field count as a fact, whatever their unit, month and class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTally {
    /// Code of the field, may be empty.
    pub field: String,
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

/// The counts of these facts in a year by unit, month and class, of the units that the viewer may see.
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
    // In the order of the key: summed up while it is read.
    let sums: Vec<(i64, String, i32, String, Option<i64>)> = complaint_tallies::table
        .filter(counted_in!(scope))
        .filter(complaint_tallies::year.eq(year))
        .filter(complaint_tallies::fact.eq_any(facts))
        .group_by((
            complaint_tallies::unit_id,
            complaint_tallies::fact,
            complaint_tallies::month,
            complaint_tallies::class,
        ))
        .select((
            complaint_tallies::unit_id,
            complaint_tallies::fact,
            complaint_tallies::month,
            complaint_tallies::class,
            sum(complaint_tallies::cases),
        ))
        .load(conn)?;
    let known = |(unit_id, fact, month, class, cases): (i64, String, i32, String, Option<i64>)| {
        Some(Tally {
            unit_id,
            month,
            class,
            fact: fact.parse().ok()?,
            cases: cases.filter(|cases| *cases != 0)?,
        })
    };
    Ok(sums.into_iter().filter_map(known).collect())
}

/// The counts of these facts in a year by field, of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn list_field_tallies(
    conn: &mut DbConn,
    scope: &Scope,
    year: i32,
    facts: &[Fact],
) -> QueryResult<Vec<FieldTally>> {
    let facts = facts.iter().map(|fact| fact.as_str());
    let sums: Vec<(String, String, Option<i64>)> = complaint_tallies::table
        .filter(counted_in!(scope))
        .filter(complaint_tallies::year.eq(year))
        .filter(complaint_tallies::fact.eq_any(facts))
        .group_by((complaint_tallies::field, complaint_tallies::fact))
        .select((
            complaint_tallies::field,
            complaint_tallies::fact,
            sum(complaint_tallies::cases),
        ))
        .load(conn)?;
    let known = |(field, fact, cases): (String, String, Option<i64>)| {
        Some(FieldTally {
            field,
            fact: fact.parse().ok()?,
            cases: cases.filter(|cases| *cases != 0)?,
        })
    };
    Ok(sums.into_iter().filter_map(known).collect())
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

fn stored((unit_id, year, month, class, field, fact, cases): Row) -> Option<(TallyKey, Fact, i64)> {
    let key = TallyKey {
        unit_id,
        year,
        month,
        class,
        field,
    };
    Some((key, fact.parse().ok()?, cases.into()))
}

/// Counts every case anew and compares: the keys whose stored counts differ, with what is stored and what is true.
///
/// # Errors
/// The database refuses.
pub fn recount_tallies(conn: &mut DbConn) -> QueryResult<Vec<(TallyKey, Fact, i64, i64)>> {
    let mut counts: BTreeMap<(TallyKey, Fact), (i64, i64)> = BTreeMap::new();
    let rows: Vec<Row> = complaint_tallies::table.load(conn)?;
    for (key, fact, cases) in rows.into_iter().filter_map(stored) {
        counts.entry((key, fact)).or_default().0 += cases;
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
