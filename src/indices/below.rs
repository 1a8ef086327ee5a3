//! The units directly below one, each with its overall figure in both years: what a province compares.
//! A unit's figure is its own and that of everything below it, on the same classes of evidence as the page's headline.

use chrono::NaiveDate;

use super::classes::{Filter, Ground};
use super::comparison::Comparison;
use super::measure::Measure;
use super::privacy::withheld;
use super::reading::{list_questionnaires, table_of};
use super::span::Spans;
use super::store::{self, Sums, SumsBy};
use super::table::Figure;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::survey::questionnaire::Questionnaire;
use crate::units::lineage::Lineage;
use crate::units::store::list_units;
use crate::units::{Scope, Unit};

/// One unit's overall figures.
#[derive(Clone, Debug)]
pub struct UnitBelow {
    /// The unit.
    pub unit: Unit,
    /// Its id, those of all below it and of what became part of them.
    pub unit_ids: Vec<i64>,
    /// Overall, in the days looked at; withheld where it is of too few people.
    pub now: Figure,
    /// Overall, in the days they are compared with, and what may be said of the two.
    pub compared: Option<(Figure, Comparison)>,
    /// Ballots in the days looked at.
    pub ballots: u64,
    /// Whether it had nothing at the desk in the days looked at, so that all classes stand in.
    pub fallen_back: bool,
    /// Whether that is so in either year.
    pub ever_fallen_back: bool,
}

/// The units directly below, in the order of their names. What became part of another of them is counted within it.
///
/// # Errors
/// The database refuses.
pub fn list_below(
    conn: &mut DbConn,
    unit: &Unit,
    (spans, today): (&Spans, NaiveDate),
    filter: Filter,
) -> AppResult<Vec<UnitBelow>> {
    let mut all = list_units(conn, &Scope::below(unit))?;
    all.retain(|below| below.id != unit.id);
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let lineage = Lineage::find(conn)?;
    let ids = lineage.with_formers(all.iter().map(|unit| unit.id).collect());
    let questionnaires = list_questionnaires(conn)?;
    let mut children: Vec<&Unit> = all
        .iter()
        .filter(|below| below.parent_id == Some(unit.id))
        .collect();
    children.sort_by(|a, b| a.name.cmp(&b.name));
    let grounds = children
        .iter()
        .map(|child| lineage.with_formers(at_and_below(child, &all)));
    let (children, grounds) = standing(children.iter().copied().zip(grounds).collect());
    let mut year = |span| {
        let sums = store::sum_units(conn, &ids, span, today)?;
        Ok::<_, AppError>(sides(&grounds, &sums, (filter, &questionnaires)))
    };
    let now = year(spans.now)?;
    let before = spans.before.map(year).transpose()?;
    let found = children
        .iter()
        .zip(now)
        .enumerate()
        .map(|(at, (child, now))| {
            let before = before.as_ref().and_then(|all| all.get(at));
            let compared = before.map(|before| {
                let alike = now.ground.is_like(&before.ground);
                let compared = Comparison::of(now.figure, before.figure).if_alike(alike);
                (before.figure, compared)
            });
            UnitBelow {
                unit: (*child).clone(),
                unit_ids: grounds.get(at).cloned().unwrap_or_default(),
                now: now.figure,
                compared,
                ballots: now.ground.ballots.values().sum(),
                fallen_back: now.ground.fallen_back,
                ever_fallen_back: now.ground.fallen_back
                    || before.is_some_and(|own| own.ground.fallen_back),
            }
        });
    Ok(found.collect())
}

/// A unit's figure in one year, as it may be told.
struct Side {
    ground: Ground,
    figure: Figure,
}

fn sides(
    grounds: &[Vec<i64>],
    sums: &SumsBy<i64>,
    (filter, questionnaires): (Filter, &[(i64, Questionnaire)]),
) -> Vec<Side> {
    let side = |unit_ids: &Vec<i64>| {
        let parts = unit_ids.iter().filter_map(|id| sums.get(id)).cloned();
        let by_class = store::merged(parts);
        let ground = filter.ground(&by_class);
        Side {
            figure: overall(ground.sums(&by_class), questionnaires),
            ground,
        }
    };
    let mut sides: Vec<Side> = grounds.iter().map(side).collect();
    let persons: Vec<u64> = sides.iter().map(|side| side.figure.persons).collect();
    for (side, hidden) in sides.iter_mut().zip(withheld(&persons)) {
        if hidden {
            side.figure = side.figure.withheld();
        }
    }
    sides
}

/// The figure of what is told overall and of what is told by criterion alone.
fn overall(mut sums: Sums, questionnaires: &[(i64, Questionnaire)]) -> Figure {
    let told = std::mem::take(&mut sums.overall);
    let mut figure = table_of(&sums, questionnaires).figure(Measure::Overall);
    for own in told.into_values() {
        figure += own;
    }
    figure
}

/// Without the units that became part of another of these, within which they are counted.
fn standing(mut all: Vec<(&Unit, Vec<i64>)>) -> (Vec<&Unit>, Vec<Vec<i64>>) {
    let counts = |own: &(&Unit, Vec<i64>), other: &Unit| own.1.contains(&other.id);
    let within: Vec<i64> = all
        .iter()
        .filter(|own| {
            let mut others = all.iter().filter(|other| other.0.id != own.0.id);
            others.any(|other| counts(other, own.0) && !counts(own, other.0))
        })
        .map(|(unit, _)| unit.id)
        .collect();
    all.retain(|(unit, _)| !within.contains(&unit.id));
    all.into_iter().unzip()
}

fn at_and_below(child: &Unit, all: &[Unit]) -> Vec<i64> {
    let below = all.iter().filter(|unit| child.is_or_is_above(unit));
    below.map(|unit| unit.id).collect()
}
