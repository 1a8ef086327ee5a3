//! The months of units beside each unit's year and the months of all.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// What is known of the months of units: each unit's year and each month, but for those that hold hardly anybody.
fn attack_on_units(rows: &[Vec<u64>], told: &[Vec<Shown<u64>>]) -> Attack {
    let lines = rows.iter().cloned().chain(turned(rows));
    let known: Vec<bool> = lines.map(|line| is_large(&line, FEWEST)).collect();
    attack_on_sums(rows, told, &known)
}

/// Whether anything is told of units but months in which a single one has anybody, which are those of all.
fn told_of_units(rows: &[Vec<u64>], told: &[Vec<Shown<u64>>]) -> bool {
    let months = turned(rows);
    let is_told = |unit: &Vec<Shown<u64>>| {
        let mut cells = unit.iter().zip(&months);
        cells.any(|(cell, month)| cell.told().is_some() && filled(month) > 1)
    };
    told.iter().any(is_told)
}

fn units_of(rows: &[Vec<u64>]) -> Vec<Vec<Shown<u64>>> {
    let cells = rows
        .iter()
        .map(|row| row.iter().map(|n| (*n, *n)).collect());
    months_of_units(cells.collect(), FEWEST)
}

#[test]
fn a_month_is_kept_back_beside_one_of_few_in_its_unit_and_in_another() {
    let hidden = |rows: &[Vec<u64>]| -> Vec<Vec<bool>> {
        let told = units_of(rows);
        let flags = |unit: &Vec<Shown<u64>>| unit.iter().map(Shown::is_hidden).collect();
        told.iter().map(flags).collect()
    };
    // The seven of the first unit follow neither from its year nor from the month.
    assert_eq!(
        hidden(&[vec![7, 30, 40], vec![60, 50, 70], vec![80, 90, 99]]),
        [
            [true, true, false],
            [true, true, false],
            [false, false, false]
        ]
    );
    // Of units of a single month nothing is told: they hide each other, and the others lose nothing by it.
    assert_eq!(
        hidden(&[
            vec![0, 30, 0],
            vec![60, 50, 70],
            vec![80, 90, 99],
            vec![0, 9, 0]
        ]),
        [
            [false, true, false],
            [false, false, false],
            [false, false, false],
            [false, true, false]
        ]
    );
}

#[test]
fn the_months_of_a_large_province_are_told_in_no_time() {
    let persons = |unit: u64, month: u64| (unit * 7919 + month * 104_729) % 97 % 24;
    let rows: Vec<Vec<u64>> = (0..400)
        .map(|unit| (0..12).map(|month| persons(unit, month)).collect())
        .collect();
    let begun = std::time::Instant::now();
    let told = units_of(&rows);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    assert!(told.iter().any(|unit| told_anything(unit)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn nobody_works_a_month_of_a_unit_out(
        rows in prop::collection::vec(prop::collection::vec(persons(), 6), 2..8),
    ) {
        let told = units_of(&rows);
        for (unit, told) in rows.iter().zip(&told) {
            for ((persons, cell), alone) in unit.iter().zip(told).zip(hidden_of(unit, FEWEST)) {
                prop_assert!(cell.told().is_none() || *persons >= FEWEST);
                prop_assert!(!alone || cell.is_hidden(), "{:?}: {:?}", unit, told);
            }
        }
        prop_assume!(told_of_units(&rows, &told));
        prop_assert!(attack_on_units(&rows, &told).solved().is_empty(), "{:?}", told);
    }

    #[test]
    fn every_hidden_month_of_a_unit_can_be_ten_numbers(
        rows in prop::collection::vec(prop::collection::vec(few_persons(), 3), 2..4),
    ) {
        let told = units_of(&rows);
        prop_assume!(told_of_units(&rows, &told));
        let attack = attack_on_units(&rows, &told);
        let known: BTreeSet<usize> =
            attack.equations.iter().flat_map(|(terms, _)| terms).map(|(unknown, _)| *unknown).collect();
        let most = number(rows.iter().flatten().sum());
        for (unknown, values) in attack.possible(most).iter().enumerate() {
            prop_assert!(!known.contains(&unknown) || values.len() as u64 >= FEWEST, "{:?}: {:?}", told, values);
        }
    }
}
