//! Cells that enter known sums, and how many of them must be hidden so that none of few persons can be worked out (pure).
//! How many numbers a hidden cell can be is counted by moving persons into it and out of it, through other hidden cells,
//! so that every known sum stays as it is.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What was decided of a cell elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing: it may be hidden.
    Open,
    /// Another page tells it.
    Told,
    /// Another rule hides it.
    Hidden,
    /// No page shows it, but it follows from what pages show.
    Unshown,
}

/// A known sum, and whether a cell is added there (1) or taken away (-1).
type Entry = (usize, i64);

/// A cell of tables that are read together.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    persons: u64,
    /// The known sums that it enters.
    sums: [Option<Entry>; 2],
    fate: Fate,
    /// Whether it is kept back.
    pub(super) hidden: bool,
}

/// The hidden cells of each known sum, by its number.
type BySum = Vec<Vec<usize>>;

impl Cell {
    pub(super) fn new(persons: u64, sums: [Option<Entry>; 2]) -> Self {
        Self {
            persons,
            sums,
            fate: Fate::Open,
            hidden: false,
        }
    }

    pub(super) fn decided(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }

    fn shares_a_sum_with(&self, other: &Self) -> bool {
        let numbers = |cell: &Self| cell.sums.map(|sum| sum.map(|(number, _)| number));
        let theirs = numbers(other);
        numbers(self)
            .iter()
            .any(|sum| sum.is_some() && theirs.contains(sum))
    }

    /// How it enters a sum.
    fn entering(&self, sum: usize) -> Option<i64> {
        let mut known = self.sums.iter().flatten();
        let found = known.find(|(number, _)| *number == sum);
        found.map(|(_, sign)| *sign)
    }

    /// The other sum that it enters.
    fn beyond(&self, sum: usize) -> Option<Entry> {
        let mut others = self.sums.iter().flatten();
        others.find(|(number, _)| *number != sum).copied()
    }
}

/// Hides the cells of few persons, then the smallest beside one that could still be worked out, until none can be; says
/// whether none can, or nothing is left to hide.
pub(super) fn hide(cells: &mut [Cell], fewest: u64) -> bool {
    let numbers = cells.iter().flat_map(|cell| cell.sums.iter().flatten());
    let sums = numbers.map(|(number, _)| number + 1).max().unwrap_or(0);
    let mut by_sum = vec![Vec::new(); sums];
    // A cell that is safe stays so: each further one that is hidden leaves it more ways.
    let mut unproven = BTreeSet::new();
    for (at, cell) in cells.iter_mut().enumerate() {
        cell.hidden = match cell.fate {
            Fate::Open => (1..fewest).contains(&cell.persons),
            Fate::Told => false,
            Fate::Hidden => cell.persons > 0,
            Fate::Unshown => true,
        };
        if cell.hidden {
            enter(&mut by_sum, at, cell);
            unproven.insert(at);
        }
    }
    while let Some(at) = unproven.first().copied() {
        if is_safe(cells, &by_sum, at, fewest) {
            unproven.remove(&at);
            continue;
        }
        let Some((next, cell)) = next_to_hide(cells, &by_sum, at) else {
            return false;
        };
        cell.hidden = true;
        enter(&mut by_sum, next, cell);
        unproven.insert(next);
    }
    true
}

fn enter(by_sum: &mut BySum, at: usize, cell: &Cell) {
    for (sum, _) in cell.sums.iter().flatten() {
        if let Some(hidden) = by_sum.get_mut(*sum) {
            hidden.push(at);
        }
    }
}

/// What no page shows may be worked out if it is of enough persons or of none.
fn is_safe(cells: &[Cell], by_sum: &BySum, at: usize, fewest: u64) -> bool {
    let secret = |cell: &&Cell| {
        let harmless = cell.persons == 0 || cell.persons >= fewest;
        cell.hidden && !(cell.fate == Fate::Unshown && harmless)
    };
    cells.get(at).filter(secret).is_none() || alternatives(cells, by_sum, at, fewest) >= fewest
}

/// The cell to hide next: before others one that gives company to cells that are hidden alone in a sum, then one that
/// stands in a sum with the cell that could be worked out, then the smallest.
fn next_to_hide<'a>(
    cells: &'a mut [Cell],
    by_sum: &BySum,
    known: usize,
) -> Option<(usize, &'a mut Cell)> {
    let known = cells.get(known)?.clone();
    let is_lonely = |sum: usize| by_sum.get(sum).is_some_and(|hidden| hidden.len() == 1);
    let company = |cell: &Cell| {
        let sums = cell.sums.iter().flatten();
        sums.filter(|(sum, _)| is_lonely(*sum)).count()
    };
    cells
        .iter_mut()
        .enumerate()
        .filter(|(_, cell)| !cell.hidden && cell.fate == Fate::Open && cell.persons > 0)
        .min_by_key(|(_, cell)| {
            let company = Reverse(company(cell));
            (company, !cell.shares_a_sum_with(&known), cell.persons)
        })
}

/// How many numbers of persons a hidden cell can have without a known sum being wrong, counted up to `enough`.
fn alternatives(cells: &[Cell], by_sum: &BySum, at: usize, enough: u64) -> u64 {
    let mut found = 1;
    for step in [1, -1] {
        let mut persons: Vec<u64> = cells.iter().map(|cell| cell.persons).collect();
        while found < enough {
            let Some(way) = find_way(cells, by_sum, &persons, (at, step)) else {
                break;
            };
            found += walk(&mut persons, &way, enough - found);
        }
    }
    found
}

/// Moves as many persons along a way as the cells on it allow, each of which keeps one; says how many.
fn walk(persons: &mut [u64], way: &[(usize, i64)], wanted: u64) -> u64 {
    let spare = way.iter().filter(|(_, change)| *change < 0);
    let spare = spare.filter_map(|(number, _)| persons.get(*number)?.checked_sub(1));
    let many = spare.min().unwrap_or(wanted).min(wanted);
    for (number, change) in way {
        if let Some(persons) = persons.get_mut(*number) {
            *persons = persons.saturating_add_signed(change * many.cast_signed());
        }
    }
    many
}

/// The changes by one that keep all sums, beginning with that of the cell itself: a way from one of its sums to the other,
/// or from each of them to a cell that enters no other sum. A hidden cell keeps at least one person.
fn find_way(
    cells: &[Cell],
    by_sum: &BySum,
    persons: &[u64],
    (at, step): (usize, i64),
) -> Option<Vec<(usize, i64)>> {
    let cell = cells.get(at)?;
    if step < 0 && persons.get(at).is_none_or(|persons| *persons <= 1) {
        return None;
    }
    let mut way = vec![(at, step)];
    let [begin, end] = match cell.sums {
        [None, other] => [other, None],
        sums => sums,
    };
    let search = |(sum, sign): Entry, goal: Option<usize>, taken: &[(usize, i64)]| {
        find_end(cells, by_sum, persons, (sum, sign * step), goal, taken)
    };
    let Some(begin) = begin else {
        return Some(way);
    };
    if let Some(found) = search(begin, end.map(|(number, _)| number), &way) {
        way.extend(found);
        return Some(way);
    }
    let end = end?;
    for side in [begin, end] {
        let found = search(side, None, &way)?;
        way.extend(found);
    }
    Some(way)
}

/// The changes that set a sum right which is wrong by one, and every sum that they touch: up to a cell that enters the sum
/// `goal` as well, or no other sum. Cells that are taken stay as they are.
fn find_end(
    cells: &[Cell],
    by_sum: &BySum,
    persons: &[u64],
    (start, wrong): Entry,
    goal: Option<usize>,
    taken: &[(usize, i64)],
) -> Option<Vec<(usize, i64)>> {
    let is_taken = |at: usize| taken.iter().any(|(number, _)| *number == at);
    let has_spare = |at: usize| persons.get(at).is_some_and(|persons| *persons > 1);
    // How each sum was come to: by a change of which cell, from which sum.
    let mut came: Vec<Option<(usize, i64, usize)>> = vec![None; by_sum.len()];
    let mut waiting = vec![(start, wrong)];
    while let Some((sum, wrong)) = waiting.pop() {
        for number in by_sum.get(sum).into_iter().flatten().copied() {
            let Some(other) = cells.get(number).filter(|_| !is_taken(number)) else {
                continue;
            };
            let change = -wrong * other.entering(sum).unwrap_or(0);
            if change == 0 || (change < 0 && !has_spare(number)) {
                continue;
            }
            let next = other.beyond(sum);
            if next.map(|(number, _)| number) == goal {
                let mut way = vec![(number, change)];
                let mut back = sum;
                while let Some((number, change, from)) = came.get(back).copied().flatten() {
                    way.push((number, change));
                    back = from;
                }
                return Some(way);
            }
            let is_new = |sum: usize| sum != start && came.get(sum).is_some_and(Option::is_none);
            if let Some((next, sign)) = next.filter(|(next, _)| is_new(*next)) {
                if let Some(place) = came.get_mut(next) {
                    *place = Some((number, change, sum));
                }
                waiting.push((next, sign * change));
            }
        }
    }
    None
}
