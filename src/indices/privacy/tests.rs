//! Nobody who reads everything that is told, knows every sum and the rules, finds out what is kept back.

mod attack;
mod units;
mod views;

use std::collections::BTreeSet;

use proptest::prelude::*;

use self::attack::Attack;
use super::*;

fn number(persons: u64) -> i64 {
    i64::try_from(persons).unwrap_or(i64::MAX)
}

fn told_anything<T>(cells: &[Shown<T>]) -> bool {
    cells.iter().any(|cell| cell.told().is_some())
}

fn line_of(persons: &[u64], fewest: u64) -> Vec<Shown<u64>> {
    line(persons.iter().map(|n| (*n, *n)).collect(), fewest)
}

/// What is known of a line: the sum of what is hidden.
fn attack_on_line(persons: &[u64], told: &[Shown<u64>]) -> Attack {
    let mut attack = Attack::default();
    let (mut terms, mut sum) = (Vec::new(), 0);
    for (persons, cell) in persons.iter().zip(told) {
        if cell.is_hidden() {
            terms.push((attack.unknown(1), 1));
            sum += number(*persons);
        }
    }
    attack.equations.push((terms, sum));
    attack
}

fn grid_of(rows: &[Vec<u64>], beside: u64) -> Vec<Vec<Shown<u64>>> {
    let cells = rows
        .iter()
        .map(|row| row.iter().map(|n| (*n, *n)).collect());
    grid(cells.collect(), beside, FEWEST)
}

/// What is known of a grid: the sum of what is hidden in each row and column whose sum can be told.
fn attack_on_grid(rows: &[Vec<u64>], told: &[Vec<Shown<u64>>]) -> Attack {
    let mut known = known_sums(rows, FEWEST);
    known.extend(known_sums(&turned(rows), FEWEST));
    attack_on_sums(rows, told, &known)
}

fn attack_on_sums(rows: &[Vec<u64>], told: &[Vec<Shown<u64>>], known: &[bool]) -> Attack {
    let mut attack = Attack::default();
    let width = rows[0].len();
    let mut sums = vec![(Vec::new(), 0); rows.len() + width];
    for (at, row) in rows.iter().enumerate() {
        for (column, persons) in row.iter().enumerate() {
            if told[at][column].is_hidden() {
                let unknown = attack.unknown(1);
                for sum in [at, rows.len() + column] {
                    sums[sum].0.push((unknown, 1));
                    sums[sum].1 += number(*persons);
                }
            }
        }
    }
    attack.equations = sums
        .into_iter()
        .zip(known)
        .filter(|((terms, _), known)| **known && !terms.is_empty())
        .map(|(sum, _)| sum)
        .collect();
    attack
}

/// What is known of a part of a year beside the whole of it, and which unknowns are to stay so.
fn attack_on_year(cells: &[(u64, u64)]) -> (Attack, Vec<usize>, bool) {
    let whole: Vec<u64> = cells.iter().map(|(part, rest)| part + rest).collect();
    let of_year = line_of(&whole, FEWEST);
    let of_part = part_of_year(
        cells
            .iter()
            .map(|(part, rest)| (*part, *rest, *part))
            .collect(),
        FEWEST,
    );
    let (mut attack, mut secret) = (Attack::default(), Vec::new());
    let mut columns = [(); 3].map(|()| (Vec::new(), 0));
    for (at, (part, rest)) in cells.iter().enumerate() {
        let mut row = (Vec::new(), 0);
        let hidden = [of_part[at].is_hidden(), true, of_year[at].is_hidden()];
        let persons = [*part, *rest, part + rest];
        for (column, (persons, sign)) in persons.into_iter().zip([1, 1, -1]).enumerate() {
            if !hidden[column] {
                row.1 -= sign * number(persons);
                continue;
            }
            // The rest of a year stands nowhere, not even that it is empty.
            let unknown = attack.unknown(i64::from(column != 1));
            if column != 1 || (1..FEWEST).contains(&persons) {
                secret.push(unknown);
            }
            row.0.push((unknown, sign));
            columns[column].0.push((unknown, 1));
            columns[column].1 += number(persons);
        }
        attack.equations.push(row);
    }
    attack.equations.extend(columns);
    attack.equations.retain(|(terms, _)| !terms.is_empty());
    (attack, secret, told_anything(&of_part))
}

#[test]
fn what_is_few_is_hidden_and_with_it_the_next_smallest() {
    use Shown::{Hidden, Nobody, Told};
    assert_eq!(
        line_of(&[9, 40, 12, 0, 300], FEWEST),
        [Hidden, Told(40), Hidden, Nobody, Told(300)]
    );
    assert_eq!(line_of(&[10, 40], FEWEST), [Told(10), Told(40)]);
    assert_eq!(
        line_of(&[2, 3, 50, 60], FEWEST),
        [Hidden, Hidden, Hidden, Told(60)],
        "five persons are too few together, too"
    );
    assert_eq!(line_of(&[5, 6, 50], FEWEST)[2], Told(50));
    assert_eq!(line_of(&[3, 500], FEWEST), [Hidden, Hidden]);
    assert_eq!(line_of(&[], FEWEST), []);
    assert_eq!(
        line_of(&[29, 31, 90], FEWEST_OF_OFFICER),
        [Hidden, Hidden, Told(90)]
    );
}

#[test]
fn a_bridge_between_two_circles_is_no_hiding_place() {
    // Every row and column has two hidden cells, and yet the one that joins both circles follows from the sums.
    let mut attack = Attack::default();
    let hidden = [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
        (1, 2),
        (2, 2),
        (2, 3),
        (3, 2),
        (3, 3),
    ];
    let mut sums = vec![(Vec::new(), 0); 8];
    for (row, column) in hidden {
        let unknown = attack.unknown(1);
        sums[row].0.push((unknown, 1));
        sums[4 + column].0.push((unknown, 1));
    }
    attack.equations = sums;
    assert_eq!(attack.solved(), BTreeSet::from([4]));
    let few = |row: usize, column: usize| {
        if hidden.contains(&(row, column)) {
            9
        } else {
            20
        }
    };
    let rows: Vec<Vec<u64>> = (0..4)
        .map(|row| (0..4).map(|column| few(row, column)).collect())
        .collect();
    let told = grid_of(&rows, 0);
    assert!(attack_on_grid(&rows, &told).solved().is_empty());
    assert!(told.iter().any(|row| told_anything(row)));
}

#[test]
fn a_row_of_one_cell_does_not_hide_the_whole_grid() {
    let rows = vec![vec![4, 0, 0], vec![50, 60, 70], vec![55, 65, 75]];
    let told = grid_of(&rows, 0);
    assert!(told[0][0].is_hidden());
    let kept_back = told.iter().flatten().filter(|cell| cell.is_hidden());
    assert_eq!(kept_back.count(), 2, "{told:?}");
}

#[test]
fn those_beside_a_grid_are_not_told_by_what_is_missing_in_it() {
    let rows = vec![vec![20, 30], vec![40, 50]];
    assert!(
        grid_of(&rows, 0)
            .iter()
            .flatten()
            .all(|cell| !cell.is_hidden())
    );
    assert!(
        grid_of(&rows, 12)
            .iter()
            .flatten()
            .all(|cell| !cell.is_hidden())
    );
    let told = grid_of(&rows, 3);
    assert!(
        told[0][0].is_hidden(),
        "three persons would be the difference"
    );
}

#[test]
fn the_whole_year_beside_its_first_months_tells_nothing_of_the_others() {
    let told = part_of_year(vec![(40, 3, 'a'), (80, 60, 'b'), (90, 55, 'c')], FEWEST);
    assert_eq!(told, [Shown::Hidden, Shown::Hidden, Shown::Told('c')]);
    let whole = |cells: &[u64]| part_of_year(cells.iter().map(|n| (*n, 0, *n)).collect(), FEWEST);
    for cells in [[9, 40, 12], [10, 11, 12], [2, 3, 400]] {
        assert_eq!(whole(&cells), line_of(&cells, FEWEST));
    }
}

/// Persons in a cell: often few.
fn persons() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..10_u64, 10..40_u64, 10..5_000_u64]
}

fn few_persons() -> impl Strategy<Value = u64> {
    prop_oneof![1 => Just(0), 3 => 1..10_u64, 3 => 10..16_u64]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn nothing_few_is_told(
        cells in prop::collection::vec(persons(), 0..12), fewest in prop_oneof![Just(FEWEST), Just(FEWEST_OF_OFFICER)],
    ) {
        for (persons, cell) in cells.iter().zip(line_of(&cells, fewest)) {
            prop_assert!(cell.told().is_none() || *persons >= fewest);
            prop_assert_eq!(cell == Shown::Nobody, *persons == 0);
        }
    }

    #[test]
    fn nobody_works_a_cell_of_a_line_out(cells in prop::collection::vec(persons(), 1..12)) {
        let told = line_of(&cells, FEWEST);
        prop_assume!(told_anything(&told));
        let attack = attack_on_line(&cells, &told);
        prop_assert!(attack.solved().is_empty());
        let (hidden, sum) = attack.equations[0].clone();
        prop_assert!(hidden.is_empty() || sum - number(hidden.len() as u64) + 1 >= number(FEWEST));
    }

    #[test]
    fn nobody_works_a_cell_of_a_grid_out(
        rows in prop::collection::vec(prop::collection::vec(persons(), 6), 2..8), beside in persons(),
    ) {
        let told = grid_of(&rows, beside);
        prop_assume!(told.iter().any(|row| told_anything(row)));
        prop_assert!(attack_on_grid(&rows, &told).solved().is_empty(), "{:?}", told);
        let flat: Vec<_> = told.iter().flatten().copied().chain([Shown::Hidden]).collect();
        let mut persons: Vec<_> = rows.iter().flatten().copied().collect();
        persons.push(beside);
        if (1..FEWEST).contains(&beside) {
            prop_assert!(attack_on_line(&persons, &flat).solved().is_empty());
        }
    }

    #[test]
    fn every_hidden_cell_of_a_grid_can_be_ten_numbers(
        rows in prop::collection::vec(prop::collection::vec(few_persons(), 3), 2..4),
    ) {
        let told = grid_of(&rows, 0);
        prop_assume!(told.iter().any(|row| told_anything(row)));
        // All that is possible is tried out, which takes no more than so many unknown cells.
        prop_assume!(told.iter().flatten().filter(|cell| cell.is_hidden()).count() <= 5);
        let most = number(rows.iter().flatten().sum());
        for values in attack_on_grid(&rows, &told).possible(most) {
            prop_assert!(values.len() as u64 >= FEWEST, "{:?}: {:?}", told, values);
        }
    }

    #[test]
    fn nobody_works_out_the_rest_of_a_year(cells in prop::collection::vec((persons(), persons()), 1..9)) {
        // With nothing left of the year both pages are one.
        prop_assume!(cells.iter().any(|(_, rest)| *rest > 0));
        let (attack, secret, told) = attack_on_year(&cells);
        prop_assume!(told);
        let solved = attack.solved();
        prop_assert!(secret.iter().all(|unknown| !solved.contains(unknown)), "{:?}", attack);
    }

    #[test]
    fn everything_kept_back_of_a_year_can_be_ten_numbers(
        cells in prop::collection::vec((few_persons(), few_persons()), 2..3),
    ) {
        prop_assume!(cells.iter().any(|(_, rest)| *rest > 0));
        let (attack, secret, told) = attack_on_year(&cells);
        prop_assume!(told);
        let most = cells.iter().map(|(part, rest)| number(part + rest)).sum();
        let possible = attack.possible(most);
        for unknown in secret {
            prop_assert!(possible[unknown].len() as u64 >= FEWEST, "{:?}: {:?}", attack, possible);
        }
    }

    #[test]
    fn a_part_of_a_year_never_tells_what_is_few(cells in prop::collection::vec((persons(), persons()), 1..9)) {
        let parts: Vec<_> = cells.iter().map(|(part, rest)| (*part, *rest, ())).collect();
        for ((part, _), cell) in cells.iter().zip(part_of_year(parts, FEWEST)) {
            prop_assert!(cell.told().is_none() || *part >= FEWEST);
        }
    }
}
