//! The same answers looked at in several ways: the headline, all ways of asking together, one alone, one questionnaire
//! alone. Each view is told somewhere, so each keeps back what could be had by subtracting it from another. The headline is
//! always told, and the others give way to it (pure).

use std::collections::BTreeSet;

use super::classes::{AT_THE_DESK, ByClass, Class, Filter};
use super::measure::Measure;
use super::privacy::{is_too_few, withheld, withheld_of_rows, withheld_of_whole};
use super::reading::table_of;
use super::store::Sums;
use super::table::{Figure, Table};
use super::told::{KeptBack, Key, cells_of};
use crate::survey::questionnaire::{Dimension, Questionnaire};

/// Questionnaires by the id that their sums carry.
type Questionnaires = [(i64, Questionnaire)];

/// Where ballots are given: the classes at the desk add up to the headline, the others to the rest of all, and what is told
/// of several classes without their names anybody may know from the file.
const PLACES: [Option<bool>; 3] = [Some(true), Some(false), None];

/// What was answered in some days, by class, with the suspect ballots among it where they are known.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    /// All of it.
    pub all: &'a ByClass,
    /// The suspect ballots.
    pub suspect: Option<&'a ByClass>,
    /// Every questionnaire with a ballot in them.
    pub questionnaires: &'a Questionnaires,
}

impl Answered<'_> {
    /// What the table of some classes keeps back because of the tables of others.
    pub fn kept_back(&self, filter: Filter) -> KeptBack {
        match filter {
            Filter::Headline => KeptBack::default(),
            Filter::All if Filter::Headline.ground(self.all).fallen_back => KeptBack::default(),
            Filter::All => of_whole(&self.parts()),
            Filter::Only(class) => self.of_class(Some(class)),
        }
    }

    /// The parts that the whole is made of: what was given at the desk, elsewhere, and in ways that are not named.
    pub fn parts(&self) -> Vec<Table> {
        let part = |place: &Option<bool>| self.table(|class| place_of(class) == *place);
        PLACES.iter().map(part).collect()
    }

    fn table(&self, wanted: impl Fn(Class) -> bool) -> Table {
        let table = |sums: &ByClass| {
            let mut pooled = Sums::default();
            for (_, sums) in sums.iter().filter(|(class, _)| wanted(**class)) {
                pooled += sums;
            }
            table_of(&pooled, self.questionnaires)
        };
        table(self.all).with_suspect(self.suspect.map(table))
    }

    /// A class beside the others of its place, which add up to what is known of that.
    fn of_class(&self, class: Class) -> KeptBack {
        let place = self.table(|other| place_of(other) == place_of(class));
        let classes = self.all.keys().copied();
        let classes = classes.filter(|other| place_of(*other) == place_of(class));
        let classes: Vec<Class> = classes.collect();
        let Some(own) = classes.iter().position(|other| *other == class) else {
            return KeptBack::default();
        };
        let tables: Vec<Table> = classes
            .iter()
            .map(|class| self.table(|other| other == *class))
            .collect();
        of_row(&tables, own, &place)
    }
}

/// What the table of one questionnaire keeps back. It tells what follows from the table of all (`whole`): all of it where
/// that tells each of its criteria, else nothing. Where it is the only one, the two are the same.
pub fn kept_back_of_questionnaire(version: &str, whole: &Table) -> KeptBack {
    let mut others = whole.turnout.iter().filter(|(other, _)| *other != version);
    if others.all(|(_, ballots)| *ballots == 0) {
        return whole.kept_back.clone();
    }
    let mut own = whole
        .tallies()
        .iter()
        .filter(|tally| tally.questionnaire == version);
    KeptBack {
        everything: own.any(|tally| whole.told_criterion(tally).is_withheld()),
        without_suspect: true,
        ..KeptBack::default()
    }
}

/// The whole, all of whose parts are told as well.
fn of_whole(parts: &[Table]) -> KeptBack {
    let sums: Vec<u64> = parts
        .iter()
        .map(|part| persons(part, Measure::Overall))
        .collect();
    let rows: Vec<Vec<u64>> = parts.iter().map(by_dimension).collect();
    let hidden = withheld_of_whole(&rows, &sums);
    let criteria = |dimension: Dimension| {
        let parts = parts.iter();
        parts.flat_map(move |part| part.kept_back_criteria(dimension))
    };
    let splits_few = |part: &Table| {
        let mut measures = Measure::ALL.iter();
        measures.any(|measure| part.parts_suspect_from_few(*measure))
    };
    KeptBack {
        everything: sums.iter().any(|sum| is_too_few(*sum)),
        dimensions: chosen(&hidden),
        criteria: Dimension::ALL.iter().copied().flat_map(criteria).collect(),
        without_suspect: parts.iter().any(splits_few),
    }
}

/// One of the classes that add up to those of a place. Where hiding some of their figures would not do, none is told.
fn of_row(classes: &[Table], own: usize, place: &Table) -> KeptBack {
    let sums = classes.iter().map(|class| persons(class, Measure::Overall));
    let told: Vec<bool> = withheld(&sums.collect::<Vec<_>>())
        .iter()
        .map(|hidden| !hidden)
        .collect();
    let rows: Vec<Vec<u64>> = classes.iter().map(by_dimension).collect();
    let columns = Dimension::ALL
        .iter()
        .map(|own| !place.keeps_back((*own).into()));
    let hidden = withheld_of_rows(&rows, &told, &columns.collect::<Vec<_>>());
    let is_told = told.get(own).copied().unwrap_or(false);
    let Some(hidden) = hidden.filter(|_| is_told) else {
        return KeptBack {
            everything: true,
            ..KeptBack::default()
        };
    };
    let criteria = |(at, dimension): (usize, &Dimension)| {
        let is_told = |row: &Vec<bool>| !row.get(at).copied().unwrap_or(true);
        let told: Vec<bool> = hidden.iter().map(is_told).collect();
        criteria_of_row(classes, own, (place, *dimension), &told)
    };
    KeptBack {
        everything: false,
        dimensions: hidden.get(own).map(|own| chosen(own)).unwrap_or_default(),
        criteria: Dimension::ALL
            .iter()
            .enumerate()
            .flat_map(criteria)
            .collect(),
        without_suspect: true,
    }
}

/// The criteria of a dimension that one of the classes keeps back; `told`: which classes tell the dimension.
fn criteria_of_row(
    classes: &[Table],
    own: usize,
    (place, dimension): (&Table, Dimension),
    told: &[bool],
) -> BTreeSet<Key> {
    let tables: Vec<&Table> = classes.iter().collect();
    let cells = cells_of(&tables, dimension);
    let of_place = place.kept_back_criteria(dimension);
    let columns = cells.iter().map(|cell| cell.is_disjoint(&of_place));
    let persons = |class: &Table| cells.iter().map(|cell| class.persons_of(cell)).collect();
    let rows: Vec<Vec<u64>> = classes.iter().map(persons).collect();
    let hidden = withheld_of_rows(&rows, told, &columns.collect::<Vec<_>>());
    let hidden = hidden.and_then(|rows| rows.into_iter().nth(own));
    let hidden = hidden.unwrap_or_else(|| vec![true; cells.len()]);
    let hidden = cells.into_iter().zip(hidden).filter(|(_, hidden)| *hidden);
    hidden.flat_map(|(cell, _)| cell).collect()
}

/// The overall figures of classes as they may be told beside the headline and all together: each place by itself.
pub fn told_classes(figures: Vec<(Class, Figure)>) -> Vec<(Class, Figure)> {
    let hidden: BTreeSet<Class> = PLACES
        .into_iter()
        .flat_map(|place| {
            let group = figures
                .iter()
                .filter(|(class, _)| place_of(*class) == place);
            let (classes, persons): (Vec<_>, Vec<_>) = group
                .map(|(class, figure)| (*class, figure.persons))
                .unzip();
            let hidden = withheld(&persons);
            classes
                .into_iter()
                .zip(hidden)
                .filter(|(_, hidden)| *hidden)
                .map(|(class, _)| class)
        })
        .collect();
    figures
        .into_iter()
        .map(|(class, figure)| match hidden.contains(&class) {
            true => (class, figure.withheld()),
            false => (class, figure),
        })
        .collect()
}

/// Whether a class is at the desk; nothing where several are counted together without their names.
fn place_of(class: Class) -> Option<bool> {
    class.map(|class| AT_THE_DESK.contains(&class))
}

fn persons(table: &Table, measure: Measure) -> u64 {
    table.figure(measure).persons
}

fn by_dimension(table: &Table) -> Vec<u64> {
    let all = Dimension::ALL.iter();
    all.map(|own| persons(table, (*own).into())).collect()
}

fn chosen(hidden: &[bool]) -> BTreeSet<Dimension> {
    let all = Dimension::ALL.iter().copied().zip(hidden);
    all.filter(|(_, hidden)| **hidden)
        .map(|(own, _)| own)
        .collect()
}
