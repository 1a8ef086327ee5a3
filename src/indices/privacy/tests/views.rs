//! A whole beside the parts that it is made of, and classes that add up to what is known.

use proptest::prelude::*;

use super::*;

/// What is known of a whole and of its parts, each a line whose sum is told, and which unknowns are to stay so.
fn attack_on_whole(parts: &[Vec<u64>], hidden: &[bool]) -> (Attack, Vec<usize>) {
    let (mut attack, mut secret) = (Attack::default(), Vec::new());
    let width = hidden.len();
    let mut columns = vec![(Vec::new(), 0); width];
    let mut add = |attack: &mut Attack, cells: &[u64], hidden: &[bool], sign: i64| {
        let mut row = (Vec::new(), 0);
        for (column, (persons, hidden)) in cells.iter().zip(hidden).enumerate() {
            if !hidden || *persons == 0 {
                columns[column].1 -= sign * number(*persons);
                continue;
            }
            let unknown = attack.unknown(1);
            if is_too_few(*persons) {
                secret.push(unknown);
            }
            row.0.push((unknown, 1));
            row.1 += number(*persons);
            columns[column].0.push((unknown, sign));
        }
        attack.equations.push(row);
    };
    for part in parts {
        add(&mut attack, part, &withheld(part), 1);
    }
    let whole: Vec<u64> = (0..width)
        .map(|column| parts.iter().map(|part| part[column]).sum())
        .collect();
    add(&mut attack, &whole, hidden, -1);
    attack.equations.extend(columns);
    attack.equations.retain(|(terms, _)| !terms.is_empty());
    (attack, secret)
}

fn sums(parts: &[Vec<u64>]) -> Vec<u64> {
    parts.iter().map(|part| part.iter().sum()).collect()
}

/// Whether a part tells something of what it holds: else there was nothing left to hide.
fn tells_anything(part: &[u64]) -> bool {
    let mut cells = part.iter().zip(withheld(part));
    cells.any(|(persons, hidden)| *persons > 0 && !hidden)
}

fn whole_of(parts: &[Vec<u64>]) -> Vec<bool> {
    withheld_of_whole(parts, &sums(parts))
}

/// What is known of classes: their sums and those of the columns, as far as they are told; which unknowns are to stay so.
fn attack_on_classes(
    rows: &[Vec<u64>],
    (rows_told, columns_told): (&[bool], &[bool]),
    hidden: &[Vec<bool>],
) -> (Attack, Vec<usize>) {
    let (mut attack, mut secret) = (Attack::default(), Vec::new());
    let mut equations = vec![(Vec::new(), 0); rows.len() + columns_told.len()];
    for (at, row) in rows.iter().enumerate() {
        for (column, persons) in row.iter().enumerate() {
            if !hidden[at][column] {
                continue;
            }
            let unknown = attack.unknown(1);
            if is_too_few(*persons) {
                secret.push(unknown);
            }
            for sum in [at, rows.len() + column] {
                equations[sum].0.push((unknown, 1));
                equations[sum].1 += number(*persons);
            }
        }
    }
    let known = rows_told.iter().chain(columns_told);
    attack.equations = equations
        .into_iter()
        .zip(known)
        .filter(|((terms, _), known)| **known && !terms.is_empty())
        .map(|(sum, _)| sum)
        .collect();
    (attack, secret)
}

/// The classes as pages tell them: of those few in sum nothing, and no dimension that their sum keeps back.
fn classes_of(rows: &[Vec<u64>]) -> (Vec<bool>, Vec<bool>, Option<Vec<Vec<bool>>>) {
    let not = |hidden: Vec<bool>| -> Vec<bool> { hidden.iter().map(|hidden| !hidden).collect() };
    let rows_told = not(withheld(&sums(rows)));
    let columns_told = not(withheld(&sums(&turned(rows))));
    let hidden = withheld_of_rows(rows, &rows_told, &columns_told);
    (rows_told, columns_told, hidden)
}

#[test]
fn a_whole_tells_nothing_that_a_part_keeps_back() {
    let desk = vec![40, 30, 20, 50, 60];
    let people =
        |desk, others| withheld_of_whole(&[vec![desk; 5], vec![others; 5]], &[desk, others]);
    assert_eq!(people(30, 4), [true; 5]);
    assert_eq!(people(4, 30), [true; 5]);
    assert_eq!(people(30, 10), [false; 5]);
    assert_eq!(people(0, 30), [false; 5]);
    assert_eq!(
        whole_of(&[desk, vec![30, 3, 20, 40, 0]]),
        [false, true, true, false, false],
        "the three elsewhere, and the next smallest elsewhere beside them"
    );
}

#[test]
fn classes_of_which_each_asks_something_else_tell_nothing() {
    let told = [true; 3];
    let rows = [vec![4, 30, 0], vec![60, 0, 30]];
    assert_eq!(
        withheld_of_rows(&rows, &told[..2], &told),
        None,
        "the four follow from the thirty, which nobody else was asked"
    );
    let rows = [vec![4, 30, 40], vec![60, 50, 30]];
    assert_eq!(
        withheld_of_rows(&rows, &told[..2], &told),
        Some(vec![vec![true, true, false]; 2])
    );
    assert_eq!(
        withheld_of_rows(&rows, &[true, true], &[true, true, false]),
        Some(vec![vec![true, false, true]; 2])
    );
    assert_eq!(
        withheld_of_rows(&[vec![7, 9]], &[false], &[false; 2]),
        Some(vec![vec![true; 2]])
    );
}

#[test]
fn what_is_kept_back_elsewhere_takes_company() {
    let asked = [false, true, false];
    assert_eq!(withheld_with(&[50, 30, 20], &asked), [false, true, true]);
    assert_eq!(withheld_with(&[50, 30, 20], &[]), [false; 3]);
    assert_eq!(
        withheld_with(&[50, 0, 20], &asked),
        [false; 3],
        "nobody there"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nobody_works_out_a_part_beside_the_whole(
        parts in prop::collection::vec(prop::collection::vec(persons(), 5), 2..4),
    ) {
        prop_assume!(!sums(&parts).iter().any(|sum| is_too_few(*sum)));
        prop_assume!(parts.iter().all(|part| tells_anything(part)));
        let (attack, secret) = attack_on_whole(&parts, &whole_of(&parts));
        let solved = attack.solved();
        prop_assert!(secret.iter().all(|unknown| !solved.contains(unknown)), "{:?}", attack);
    }

    #[test]
    fn every_part_kept_back_can_be_ten_numbers(
        parts in prop::collection::vec(prop::collection::vec(few_persons(), 3), 2..3),
    ) {
        prop_assume!(!sums(&parts).iter().any(|sum| is_too_few(*sum)));
        prop_assume!(parts.iter().all(|part| tells_anything(part)));
        let (attack, secret) = attack_on_whole(&parts, &whole_of(&parts));
        let most = parts.iter().flatten().copied().map(number).sum();
        let possible = attack.possible(most);
        for unknown in secret {
            prop_assert!(possible[unknown].len() as u64 >= FEWEST, "{:?}: {:?}", attack, possible);
        }
    }

    #[test]
    fn nothing_is_told_of_a_whole_with_a_part_of_few(
        desk in prop::collection::vec(persons(), 5), few in 1..FEWEST,
    ) {
        let others = vec![few; 5];
        prop_assert_eq!(withheld_of_whole(&[desk, others], &[1_000, few]), vec![true; 5]);
    }

    #[test]
    fn nobody_works_out_a_class_beside_the_others(
        rows in prop::collection::vec(prop::collection::vec(persons(), 5), 2..5),
    ) {
        let (rows_told, columns_told, hidden) = classes_of(&rows);
        let Some(hidden) = hidden else { return Ok(()) };
        let (attack, secret) = attack_on_classes(&rows, (&rows_told, &columns_told), &hidden);
        let solved = attack.solved();
        prop_assert!(secret.iter().all(|unknown| !solved.contains(unknown)), "{:?}: {:?}", hidden, attack);
        for (row, hidden) in rows.iter().zip(&hidden) {
            for (persons, hidden) in row.iter().zip(hidden) {
                prop_assert!(*hidden || !is_too_few(*persons));
            }
        }
    }

    #[test]
    fn every_class_kept_back_can_be_ten_numbers(
        rows in prop::collection::vec(prop::collection::vec(few_persons(), 2), 2..4),
    ) {
        let (rows_told, columns_told, hidden) = classes_of(&rows);
        let Some(hidden) = hidden else { return Ok(()) };
        let (attack, secret) = attack_on_classes(&rows, (&rows_told, &columns_told), &hidden);
        prop_assume!(hidden.iter().flatten().filter(|hidden| **hidden).count() <= 4);
        let most = rows.iter().flatten().copied().map(number).sum::<i64>().max(20);
        let possible = attack.possible(most);
        for unknown in secret {
            prop_assert!(possible[unknown].len() as u64 >= FEWEST, "{:?}: {:?}", hidden, attack);
        }
    }
}
