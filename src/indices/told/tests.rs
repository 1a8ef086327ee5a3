//! What of a table is told.

use std::collections::BTreeMap;

use super::*;
use crate::indices::table::tests::{tally, worked_example};

fn of_another(questionnaire: &str, criterion: &str, people: u64) -> Tally {
    Tally {
        questionnaire: questionnaire.to_owned(),
        ..tally(criterion, Dimension::Outcome, [0, 0, 0, people, 0])
    }
}

/// Their answers are twelve in sum, and would be safe if they were those of twelve people.
fn keeps_back_anything(table: &Table) -> bool {
    let mut measures = Measure::ALL.iter();
    let mut criteria = table.tallies().iter();
    measures.any(|measure| table.told(*measure).is_withheld())
        || criteria.any(|tally| table.told_criterion(tally).is_withheld())
}

#[test]
fn what_few_people_answered_to_several_criteria_takes_one_of_others_with_it() {
    let few = ["a", "b", "c"].map(|code| of_another("new", code, 4));
    let many = ["1", "2"].map(|code| of_another("old", code, 50));
    let table = Table::new([few.to_vec(), many.to_vec()].concat(), BTreeMap::new());
    let hidden = table.kept_back_criteria(Dimension::Outcome);
    assert_eq!(hidden.len(), 4, "{hidden:?}");
    assert_eq!(
        hidden
            .iter()
            .filter(|(version, _)| version == "old")
            .count(),
        1
    );
    assert!(keeps_back_anything(&table) && !table.told(Measure::Outcome).is_withheld());
    assert_eq!(
        table.told_alternatives(Dimension::Outcome).mean_of_criteria,
        None
    );
    let alone = Table::new(many.to_vec(), BTreeMap::new());
    assert!(!keeps_back_anything(&alone));
    assert_eq!(
        alone.told_overall_alternatives(),
        alone.overall_alternatives()
    );
}

#[test]
fn what_is_kept_back_for_another_table_takes_company() {
    let kept_back = |dimensions: &[Dimension], everything| KeptBack {
        dimensions: dimensions.iter().copied().collect(),
        everything,
        ..KeptBack::default()
    };
    let told = |kept_back| {
        let table = worked_example().keeping_back(kept_back);
        [Measure::Overall, Measure::Outcome, Measure::Feedback]
            .map(|measure| !table.told(measure).is_withheld())
    };
    assert_eq!(told(KeptBack::default()), [true; 3]);
    assert_eq!(
        told(kept_back(&[Dimension::Outcome], false)),
        [true, false, false]
    );
    assert_eq!(told(kept_back(&[], true)), [false; 3]);
    let table = worked_example().keeping_back(kept_back(&[], true));
    assert_eq!(
        table.told_overall_alternatives(),
        OverallAlternatives::default()
    );
    let hidden = |tally| table.told_criterion(tally).is_withheld();
    assert!(table.tallies().iter().all(hidden));
}

#[test]
fn without_suspect_ballots_nothing_is_told_of_few() {
    let told = |outcome: [u64; 5], feedback: u64, kept_back: bool| {
        let suspect = vec![
            tally("4.1", Dimension::Outcome, outcome),
            tally("5.1", Dimension::Feedback, [0, 0, 0, feedback, 0]),
        ];
        let ballots = outcome.iter().sum::<u64>().max(feedback);
        let turnout = BTreeMap::from([("paper".to_owned(), ballots)]);
        let table = worked_example()
            .with_suspect(Some(Table::new(suspect, turnout)))
            .keeping_back(KeptBack {
                without_suspect: kept_back,
                ..KeptBack::default()
            });
        [Measure::Overall, Measure::Outcome, Measure::Feedback]
            .map(|measure| !table.told_without_suspect(measure).is_withheld())
    };
    assert_eq!(told([1, 3, 12, 0, 0], 0, false), [true; 3]);
    assert_eq!(told([1, 3, 12, 0, 0], 0, true), [false; 3]);
    assert_eq!(told([1, 3, 0, 0, 0], 0, false), [false; 3]);
    assert_eq!(told([1, 3, 12, 0, 0], 4, false), [true, false, false]);
    assert_eq!(told([0; 5], 0, true), [true; 3], "there are none");
    assert_eq!(
        told([1, 3, 12, 52, 30], 0, false),
        [true, true, true],
        "ninety others answered another criterion"
    );
}
