//! The units directly below one, each with its overall figure in both years: what a province compares.
//! A unit's figure is its own and that of everything below it, on the same classes of evidence as the page's headline.

use chrono::NaiveDate;

use super::classes::{ByClass, Filter, Ground};
use super::comparison::Comparison;
use super::measure::Measure;
use super::privacy::withheld_of_whole;
use super::reading::{list_questionnaires, table_of};
use super::span::Spans;
use super::store::{self, Sums, SumsBy};
use super::table::Figure;
use super::views::Answered;
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
    /// People in each part of it that a page tells by itself.
    parts: Vec<u64>,
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
        let figure = overall(ground.sums(&by_class), questionnaires);
        let parts = match filter {
            Filter::All => persons_of_parts(&by_class, questionnaires),
            Filter::Headline | Filter::Only(_) => vec![figure.persons],
        };
        Side {
            figure,
            ground,
            parts,
        }
    };
    let mut sides: Vec<Side> = grounds.iter().map(side).collect();
    let hidden = withheld_of_units(&sides);
    for (side, hidden) in sides.iter_mut().zip(hidden) {
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

/// The units add up to the whole in each part, and a unit's parts to the unit.
fn withheld_of_units(sides: &[Side]) -> Vec<bool> {
    let parts = sides.iter().map(|side| side.parts.len()).max();
    let of_part = |at: usize| {
        let persons = sides.iter().map(|side| side.parts.get(at).copied());
        persons.map(Option::unwrap_or_default).collect()
    };
    let rows: Vec<Vec<u64>> = (0..parts.unwrap_or(0)).map(of_part).collect();
    withheld_of_whole(&rows, &[])
}

fn persons_of_parts(by_class: &ByClass, questionnaires: &[(i64, Questionnaire)]) -> Vec<u64> {
    let answered = Answered {
        all: by_class,
        suspect: None,
        questionnaires,
    };
    let parts = answered.parts().into_iter();
    parts
        .map(|part| part.figure(Measure::Overall).persons)
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_with_few_elsewhere_takes_another_with_it() {
        let side = |parts: [u64; 2]| Side {
            ground: Ground::default(),
            figure: Figure::default(),
            parts: parts.to_vec(),
        };
        let of = |parts: &[[u64; 2]]| -> Vec<bool> {
            withheld_of_units(&parts.iter().copied().map(side).collect::<Vec<_>>())
        };
        assert_eq!(
            of(&[[300, 40], [200, 4], [100, 30], [7, 60]]),
            [false, true, true, true]
        );
        assert_eq!(of(&[[300, 40], [200, 0], [100, 30]]), [false; 3]);
        assert!(of(&[]).is_empty());
    }
}
