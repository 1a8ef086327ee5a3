//! Counts of dossiers: moved with every change, read by figures, recounted by verification.

use std::collections::BTreeMap;

use diesel::dsl::{max, min, sum};
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{dossier_tallies, dossiers, units};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::facts::{Fact, TallyKey};
use crate::on_each;
use crate::units::Scope;

/// Counts in one statement at most.
const ROWS: usize = 1_000;
/// Dossiers read at a time.
const PIECE: i64 = 1_000;
/// Wrong ones that are named at most.
const NAMED: usize = 20;

/// How the counts move with one change, or with many.
#[derive(Debug, Default)]
pub struct Moves(BTreeMap<TallyKey, i32>);

impl Moves {
    /// Notes that a dossier was one thing, or none, and is another.
    pub fn note(&mut self, before: Option<&Dossier>, after: &Dossier) {
        for key in before.map(Dossier::facts).unwrap_or_default() {
            *self.0.entry(key).or_default() -= 1;
        }
        for key in after.facts() {
            *self.0.entry(key).or_default() += 1;
        }
    }
}

/// Moves the counts.
///
/// # Errors
/// The database refuses.
pub fn move_tallies(conn: &mut DbConn, moves: &Moves) -> QueryResult<()> {
    let rows: Vec<_> = moves
        .0
        .iter()
        .filter(|(_, by)| **by != 0)
        .map(|(key, by)| {
            (
                dossier_tallies::unit_id.eq(key.unit_id),
                dossier_tallies::year.eq(key.year),
                dossier_tallies::fact.eq(key.fact.as_str()),
                dossier_tallies::month.eq(key.month),
                dossier_tallies::field.eq(&key.field),
                dossier_tallies::days.eq(key.days),
                dossier_tallies::dossiers.eq(*by),
            )
        })
        .collect();
    for rows in rows.chunks(ROWS) {
        on_each!(conn, |c| diesel::insert_into(dossier_tallies::table)
            .values(rows)
            .on_conflict((
                dossier_tallies::unit_id,
                dossier_tallies::year,
                dossier_tallies::fact,
                dossier_tallies::month,
                dossier_tallies::field,
                dossier_tallies::days,
            ))
            .do_update()
            .set(
                dossier_tallies::dossiers
                    .eq(dossier_tallies::dossiers
                        + diesel::upsert::excluded(dossier_tallies::dossiers))
            )
            .execute(c))?;
    }
    Ok(())
}

/// Which counts a viewer may see: by the units themselves, so that the key leads to a year at once.
macro_rules! counted_in {
    ($scope:expr) => {
        dossier_tallies::unit_id.eq_any(
            units::table
                .filter(units::path.like($scope.pattern()))
                .select(units::id),
        )
    };
}

/// How many dossiers of a month and field count as a fact, and by how many days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Month, 1 to 12.
    pub month: i32,
    /// Code of the field, or empty.
    pub field: String,
    /// As what.
    pub fact: Fact,
    /// Of what was late: by how many working days; -1 where that is not known.
    pub days: i32,
    /// How many.
    pub dossiers: i64,
}

/// The counts of a year by month, field and days, of the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn list_tallies(conn: &mut DbConn, scope: &Scope, year: i32) -> QueryResult<Vec<Tally>> {
    let sums: Vec<(String, i32, String, i32, Option<i64>)> = dossier_tallies::table
        .filter(counted_in!(scope))
        .filter(dossier_tallies::year.eq(year))
        .group_by((
            dossier_tallies::fact,
            dossier_tallies::month,
            dossier_tallies::field,
            dossier_tallies::days,
        ))
        .select((
            dossier_tallies::fact,
            dossier_tallies::month,
            dossier_tallies::field,
            dossier_tallies::days,
            sum(dossier_tallies::dossiers),
        ))
        .load(conn)?;
    let known = |(fact, month, field, days, dossiers): (String, i32, String, i32, Option<i64>)| {
        Some(Tally {
            month,
            field,
            fact: fact.parse().ok()?,
            days,
            dossiers: dossiers.filter(|count| *count != 0)?,
        })
    };
    Ok(sums.into_iter().filter_map(known).collect())
}

/// The first and the last year with a dossier in the units that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_years(conn: &mut DbConn, scope: &Scope) -> QueryResult<Option<(i32, i32)>> {
    let (first, last): (Option<i32>, Option<i32>) = dossier_tallies::table
        .filter(counted_in!(scope))
        .select((min(dossier_tallies::year), max(dossier_tallies::year)))
        .first(conn)?;
    Ok(first.zip(last))
}

/// Codes of dossiers whose stored debt of an apology, or place before or after their day, is not what follows from them;
/// some of them.
///
/// # Errors
/// The database refuses.
pub fn list_wrong_debts(conn: &mut DbConn) -> QueryResult<Vec<String>> {
    let mut wrong = Vec::new();
    each(conn, |dossier| {
        let mut settled = dossier.clone();
        settled.settle();
        let stored = (dossier.owed_from, dossier.timing);
        if (settled.owed_from, settled.timing) != stored && wrong.len() < NAMED {
            wrong.push(dossier.code.clone());
        }
    })?;
    Ok(wrong)
}

/// Goes through every dossier.
fn each(conn: &mut DbConn, mut look: impl FnMut(&Dossier)) -> QueryResult<()> {
    let mut last = 0;
    loop {
        let found: Vec<Dossier> = dossiers::table
            .filter(dossiers::id.gt(last))
            .order(dossiers::id)
            .limit(PIECE)
            .select(Dossier::as_select())
            .load(conn)?;
        let Some(newest) = found.last() else {
            return Ok(());
        };
        last = newest.id;
        found.iter().for_each(&mut look);
    }
}

type Row = (i64, i32, String, i32, String, i32, i32);

/// Counts every dossier anew and compares: the keys whose stored counts differ, with what is stored and what is true.
///
/// # Errors
/// The database refuses.
pub fn recount_tallies(conn: &mut DbConn) -> QueryResult<Vec<(TallyKey, i64, i64)>> {
    let mut counts: BTreeMap<TallyKey, (i64, i64)> = BTreeMap::new();
    let rows: Vec<Row> = dossier_tallies::table.load(conn)?;
    for (unit_id, year, fact, month, field, days, dossiers) in rows {
        if let Ok(fact) = fact.parse() {
            let key = TallyKey {
                unit_id,
                year,
                month,
                field,
                fact,
                days,
            };
            counts.entry(key).or_default().0 += i64::from(dossiers);
        }
    }
    each(conn, |dossier| {
        for key in dossier.facts() {
            counts.entry(key).or_default().1 += 1;
        }
    })?;
    let differs = |(_, (stored, counted)): &(_, (i64, i64))| stored != counted;
    let told = |(key, (stored, counted))| (key, stored, counted);
    Ok(counts.into_iter().filter(differs).map(told).collect())
}
