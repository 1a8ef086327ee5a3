//! What of a table may be told: figures of too few people are withheld, then what would give them away, and what another
//! table that is told would give away (`views`). Whoever has the database reads the figures themselves.

use std::collections::BTreeSet;

use super::alternatives::{Alternatives, OverallAlternatives};
use super::measure::Measure;
use super::privacy::{is_too_few, withheld_with};
use super::table::{Figure, Table, Tally};
use crate::survey::questionnaire::Dimension;

/// A criterion: version of its questionnaire and its code there.
pub type Key = (String, String);

/// What a table keeps back because of other tables that are told. What it keeps back by itself comes on top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptBack {
    /// All of it.
    pub everything: bool,
    /// Dimensions.
    pub dimensions: BTreeSet<Dimension>,
    /// Criteria.
    pub criteria: BTreeSet<Key>,
    /// The figures without the suspect ballots.
    pub without_suspect: bool,
}

impl Table {
    /// The same table, with what it keeps back because of others.
    #[must_use]
    pub fn keeping_back(mut self, kept_back: KeptBack) -> Self {
        self.kept_back = kept_back;
        self
    }

    /// The same table, with the suspect ballots among it.
    #[must_use]
    pub fn with_suspect(mut self, suspect: Option<Self>) -> Self {
        self.suspect = suspect.map(Box::new);
        self
    }

    /// The figure of a measure as it may be told: of too few people it is withheld, and so is enough beside it that it
    /// cannot be had by subtraction from the whole.
    pub fn told(&self, measure: Measure) -> Figure {
        withheld_if(self.keeps_back(measure), self.figure(measure))
    }

    /// The figure of a criterion as it may be told, likewise within its dimension.
    pub fn told_criterion(&self, like: &Tally) -> Figure {
        let Some(own) = self.find(like) else {
            return Figure::default();
        };
        let hidden = self.kept_back_criteria(own.dimension).contains(&own.key());
        withheld_if(hidden, own.figure())
    }

    /// Whether the figure of a measure is withheld, if there is one.
    pub fn keeps_back(&self, measure: Measure) -> bool {
        match measure.dimension() {
            None => self.kept_back.everything || is_too_few(self.figure(measure).persons),
            Some(own) => self.kept_back_dimensions().contains(&own),
        }
    }

    /// The dimensions that are withheld.
    pub fn kept_back_dimensions(&self) -> BTreeSet<Dimension> {
        let all = Dimension::ALL.iter().copied();
        if self.keeps_back(Measure::Overall) {
            return all.collect();
        }
        let persons: Vec<u64> = all.clone().map(|own| self.persons(own)).collect();
        let asked: Vec<bool> = all
            .clone()
            .map(|own| self.kept_back.dimensions.contains(&own))
            .collect();
        let hidden = all.zip(withheld_with(&persons, &asked));
        hidden
            .filter(|(_, hidden)| *hidden)
            .map(|(own, _)| own)
            .collect()
    }

    /// The criteria of a dimension that are withheld.
    pub fn kept_back_criteria(&self, dimension: Dimension) -> BTreeSet<Key> {
        if self.keeps_back(dimension.into()) {
            return self.of(dimension.into()).map(Tally::key).collect();
        }
        let cells = cells_of(&[self], dimension);
        let persons: Vec<u64> = cells.iter().map(|cell| self.persons_of(cell)).collect();
        let asked = |cell: &BTreeSet<Key>| !cell.is_disjoint(&self.kept_back.criteria);
        let asked: Vec<bool> = cells.iter().map(asked).collect();
        let hidden = cells.into_iter().zip(withheld_with(&persons, &asked));
        hidden
            .filter(|(_, hidden)| *hidden)
            .flat_map(|(cell, _)| cell)
            .collect()
    }

    /// A dimension by other ways of averaging, as far as none of them gives away what is withheld.
    pub fn told_alternatives(&self, dimension: Dimension) -> Alternatives {
        let all = self.alternatives(dimension);
        if self.told(dimension.into()).is_withheld() {
            return Alternatives::default();
        }
        Alternatives {
            mean_of_criteria: all
                .mean_of_criteria
                .filter(|_| self.tells_criteria(dimension.into())),
            ..all
        }
    }

    /// The whole by other ways of averaging, likewise.
    pub fn told_overall_alternatives(&self) -> OverallAlternatives {
        let all = self.overall_alternatives();
        if self.told(Measure::Overall).is_withheld() {
            return OverallAlternatives::default();
        }
        let is_told = |dimension: &Dimension| !self.told(Measure::from(*dimension)).is_withheld();
        let tells_criteria = self.tells_criteria(Measure::Overall);
        OverallAlternatives {
            common: Alternatives {
                mean_of_criteria: all.common.mean_of_criteria.filter(|_| tells_criteria),
                ..all.common
            },
            mean_of_dimensions: all
                .mean_of_dimensions
                .filter(|_| Dimension::ALL.iter().all(is_told)),
        }
    }

    /// The figure of a measure without the suspect ballots, as it may be told: where neither they nor the others are too
    /// few, and of a dimension only where that is so of all and nothing is withheld, since the dimensions add up to the
    /// whole of both. Without suspect ballots it is the figure itself.
    pub fn told_without_suspect(&self, measure: Measure) -> Figure {
        if self.suspect_ballots() == 0 {
            return self.told(measure);
        }
        let rest = self.without_suspect();
        let hidden = self.kept_back.without_suspect
            || self.keeps_back(Measure::Overall)
            || self.parts_suspect_from_few(Measure::Overall)
            || (measure != Measure::Overall
                && (!self.kept_back_dimensions().is_empty()
                    || Measure::ALL
                        .iter()
                        .any(|own| self.parts_suspect_from_few(*own))));
        withheld_if(hidden, rest.figure(measure))
    }

    /// Whether the suspect ballots, or those that are not, are of too few people in a measure.
    pub fn parts_suspect_from_few(&self, measure: Measure) -> bool {
        let suspect = self.suspect.as_deref();
        let suspect = suspect.map_or(0, |suspect| suspect.figure(measure).persons);
        is_too_few(suspect) || is_too_few(self.without_suspect().figure(measure).persons)
    }

    /// People behind a cell of criteria: the same people behind each of them.
    pub fn persons_of(&self, cell: &BTreeSet<Key>) -> u64 {
        let tallies = self.tallies().iter();
        let is_own = |tally: &&Tally| {
            let mut keys = cell.iter();
            keys.any(|(version, code)| *version == tally.questionnaire && *code == tally.criterion)
        };
        let own = tallies.filter(is_own);
        own.map(|tally| tally.counts.answers()).max().unwrap_or(0)
    }

    fn persons(&self, dimension: Dimension) -> u64 {
        self.figure(dimension.into()).persons
    }

    fn tells_criteria(&self, measure: Measure) -> bool {
        let mut criteria = self.of(measure);
        criteria.all(|tally| !self.told_criterion(tally).is_withheld())
    }
}

impl Tally {
    /// Which criterion this is.
    pub fn key(&self) -> Key {
        (self.questionnaire.clone(), self.criterion.clone())
    }
}

/// The criteria of a dimension as cells to be told or not, the same in all these tables. Those of a questionnaire that few
/// people answered in one of them are a single cell: the same few gave all of them, so their sum is a figure of few.
pub fn cells_of(tables: &[&Table], dimension: Dimension) -> Vec<BTreeSet<Key>> {
    let keys = tables.iter().flat_map(|table| table.of(dimension.into()));
    let keys: BTreeSet<Key> = keys.map(Tally::key).collect();
    let keys: Vec<Key> = keys.into_iter().collect();
    let by_questionnaire = keys.chunk_by(|one, other| one.0 == other.0);
    by_questionnaire
        .flat_map(|block| {
            let whole: BTreeSet<Key> = block.iter().cloned().collect();
            let is_few = |table: &&Table| is_too_few(table.persons_of(&whole));
            match tables.iter().any(is_few) {
                true => vec![whole],
                false => whole.into_iter().map(|key| BTreeSet::from([key])).collect(),
            }
        })
        .collect()
}

fn withheld_if(hidden: bool, figure: Figure) -> Figure {
    if hidden { figure.withheld() } else { figure }
}

#[cfg(test)]
mod tests;
