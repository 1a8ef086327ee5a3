//! Which figures may be told without telling what single persons said: the small-number rules of every picture and table
//! of indices (pure). A cell of few persons is hidden, and then so many more that nobody can work it out from the cells
//! that are left and the sums that stand elsewhere.
//!
//! Covered: a line whose sum is known; a grid whose whole is known, and its rows and columns where these have two cells and
//! persons enough; a part of a year beside the whole
//! of that year. Whoever solves these equations, knowing that a hidden cell holds at least one person, is left with at
//! least as many possible numbers for each hidden cell as a cell must hold persons to be told.
//!
//! Not covered: whoever keeps what a page said last month takes it from what it says today (so nothing is told of a month
//! that is running); a unit above less all but one of those below it; what the rule of choosing the next cell gives away;
//! two facets of the same persons, such as a field that a single counter serves; and that all, or none, of ten persons or
//! more were satisfied, which is told as it is.

use std::collections::VecDeque;

#[cfg(test)]
mod tests;

/// Nothing is told of fewer persons (GP Patient Survey; AIHW).
pub const FEWEST: u64 = 10;

/// Nothing is told of a single officer below so many persons.
pub const FEWEST_OF_OFFICER: u64 = 30;

/// A figure as it may be told. What is hidden is not in here, so it cannot be printed by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<T> {
    /// It may be told.
    Told(T),
    /// Too few persons, or somebody could be worked out from it.
    Hidden,
    /// Nobody answered.
    Nobody,
}

impl<T> Shown<T> {
    /// The figure, if it may be told.
    pub fn told(&self) -> Option<&T> {
        match self {
            Self::Told(value) => Some(value),
            Self::Hidden | Self::Nobody => None,
        }
    }

    /// Whether it is kept back.
    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Hidden)
    }

    fn of(value: T, persons: u64, hidden: bool) -> Self {
        match (persons, hidden) {
            (0, _) => Self::Nobody,
            (_, true) => Self::Hidden,
            (_, false) => Self::Told(value),
        }
    }
}

/// What was decided of a cell elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Nothing: it may be hidden.
    Open,
    /// Another page tells it.
    Told,
    /// Another rule hides it.
    Hidden,
    /// No page shows it, but it follows from what pages show.
    Unshown,
}

/// A cell of tables that are read together.
#[derive(Clone, Debug)]
struct Cell {
    persons: u64,
    /// The known sums that it enters, and whether it is added there (1) or taken away (-1).
    sums: [Option<(usize, i64)>; 2],
    fate: Fate,
    hidden: bool,
}

impl Cell {
    fn new(persons: u64, sums: [Option<(usize, i64)>; 2]) -> Self {
        Self {
            persons,
            sums,
            fate: Fate::Open,
            hidden: false,
        }
    }

    fn decided(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }

    fn shares_a_sum_with(&self, other: &Self) -> bool {
        let numbers = |cell: &Self| cell.sums.map(|sum| sum.map(|(number, _)| number));
        let theirs = numbers(other);
        numbers(self)
            .iter()
            .any(|sum| sum.is_some() && theirs.contains(sum))
    }
}

/// Whether somebody answered, but too few.
pub fn is_too_few(persons: u64) -> bool {
    (1..FEWEST).contains(&persons)
}

/// Which parts of a whole that is known are withheld, by the persons behind each.
pub fn withheld(persons: &[u64]) -> Vec<bool> {
    let cells = persons.iter().map(|persons| (*persons, ()));
    let shown = line(cells.collect(), FEWEST);
    shown.iter().map(Shown::is_hidden).collect()
}

/// Tells what may be told of cells whose sum is known.
pub fn line<T>(cells: Vec<(u64, T)>, fewest: u64) -> Vec<Shown<T>> {
    let mut system: Vec<Cell> = cells
        .iter()
        .map(|(persons, _)| Cell::new(*persons, [Some((0, 1)), None]))
        .collect();
    hide(&mut system, fewest);
    shown(cells, &system)
}

/// Tells what may be told of rows of cells of which the sum is known, and the sums of rows and columns as well where those
/// could be told by some page. `beside`: how many persons stand in none of them.
pub fn grid<T>(rows: Vec<Vec<(u64, T)>>, beside: u64, fewest: u64) -> Vec<Vec<Shown<T>>> {
    let all = rows.iter().flatten().map(|(persons, _)| (*persons, ()));
    let of_all = line(all.chain([(beside, ())]).collect(), fewest);
    let mut fates = of_all.iter().map(|cell| fate(cell, Fate::Open));
    let height = rows.len();
    let persons: Vec<Vec<u64>> = rows
        .iter()
        .map(|row| row.iter().map(|(persons, _)| *persons).collect())
        .collect();
    let known_rows = known_sums(&persons, fewest);
    let known_columns = known_sums(&turned(&persons), fewest);
    let mut system = Vec::new();
    for (at, (row, is_known)) in persons.iter().zip(known_rows).enumerate() {
        for (column, (persons, is_column_known)) in row.iter().zip(&known_columns).enumerate() {
            let of_row = is_known.then_some((at, 1));
            let of_column = is_column_known.then_some((height + column, 1));
            let fate = fates.next().unwrap_or(Fate::Open);
            system.push(Cell::new(*persons, [of_row, of_column]).decided(fate));
        }
    }
    hide(&mut system, fewest);
    let mut rest = system.as_slice();
    let mut told = Vec::with_capacity(height);
    for row in rows {
        let (own, others) = rest.split_at(row.len().min(rest.len()));
        told.push(shown(row, own));
        rest = others;
    }
    told
}

/// Tells what may be told of a part of a year, where another page tells the whole of it: `cells` are the persons in the
/// part, those in the rest of the year, and the figure of the part.
pub fn part_of_year<T>(cells: Vec<(u64, u64, T)>, fewest: u64) -> Vec<Shown<T>> {
    let whole = |(part, rest, _): &(u64, u64, T)| (part + rest, ());
    let of_year = line(cells.iter().map(whole).collect(), fewest);
    if cells.iter().all(|(_, rest, _)| *rest == 0) {
        let whole = cells.into_iter().map(|(part, _, value)| (part, value));
        return line(whole.collect(), fewest);
    }
    let columns = [0, 1, 2].map(|column| cells.len() + column);
    let mut system = Vec::new();
    for (row, ((part, rest, _), year)) in cells.iter().zip(&of_year).enumerate() {
        let [of_part, of_rest, of_whole] = columns.map(|column| Some((column, 1)));
        system.push(Cell::new(*part, [Some((row, 1)), of_part]));
        system.push(Cell::new(*rest, [Some((row, 1)), of_rest]).decided(Fate::Unshown));
        system.push(
            Cell::new(part + rest, [Some((row, -1)), of_whole]).decided(fate(year, Fate::Told)),
        );
    }
    hide(&mut system, fewest);
    let hidden = system.iter().step_by(3).map(|cell| cell.hidden);
    let figures = cells.into_iter().zip(hidden);
    figures
        .map(|((part, _, value), hidden)| Shown::of(value, part, hidden))
        .collect()
}

/// Which of these lines have a sum that a page may tell, while it tells the sum of all: that of a single cell, or of few
/// persons, would tell what is hidden.
fn known_sums(lines: &[Vec<u64>], fewest: u64) -> Vec<bool> {
    let mut sums: Vec<Cell> = lines
        .iter()
        .map(|line| {
            let cells = line.iter().filter(|persons| **persons > 0).count() as u64;
            let sum: u64 = line.iter().sum();
            let large = cells > 1 && sum + 1 >= fewest + cells;
            let fate = if large { Fate::Open } else { Fate::Hidden };
            Cell::new(sum, [Some((0, 1)), None]).decided(fate)
        })
        .collect();
    hide(&mut sums, fewest);
    sums.iter().map(|sum| !sum.hidden).collect()
}

/// Rows as columns.
fn turned(rows: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |at: usize| rows.iter().filter_map(|row| row.get(at).copied()).collect();
    (0..width).map(column).collect()
}

/// What is hidden stays so.
fn fate<T>(decided: &Shown<T>, or_else: Fate) -> Fate {
    if decided.is_hidden() {
        Fate::Hidden
    } else {
        or_else
    }
}

fn shown<T>(cells: Vec<(u64, T)>, system: &[Cell]) -> Vec<Shown<T>> {
    let cells = cells.into_iter().zip(system);
    cells
        .map(|((persons, value), cell)| Shown::of(value, persons, cell.hidden))
        .collect()
}

/// Hides the cells of few persons, then the smallest beside one that could still be worked out, until none can be.
fn hide(cells: &mut [Cell], fewest: u64) {
    for cell in cells.iter_mut() {
        cell.hidden = match cell.fate {
            Fate::Open => (1..fewest).contains(&cell.persons),
            Fate::Told => false,
            Fate::Hidden => cell.persons > 0,
            Fate::Unshown => true,
        };
    }
    while let Some(known) = (0..cells.len()).find(|at| !is_safe(cells, *at, fewest)) {
        let Some(next) = next_to_hide(cells, known) else {
            return;
        };
        next.hidden = true;
    }
}

/// What no page shows may be worked out if it is of enough persons or of none.
fn is_safe(cells: &[Cell], at: usize, fewest: u64) -> bool {
    let secret = |cell: &&Cell| {
        let harmless = cell.persons == 0 || cell.persons >= fewest;
        cell.hidden && !(cell.fate == Fate::Unshown && harmless)
    };
    cells.get(at).filter(secret).is_none() || alternatives(cells, at, fewest) >= fewest
}

/// The smallest cell that is still told, before others one that stands in a sum with the cell that could be worked out.
fn next_to_hide(cells: &mut [Cell], known: usize) -> Option<&mut Cell> {
    let known = cells.get(known)?.clone();
    cells
        .iter_mut()
        .filter(|cell| !cell.hidden && cell.fate == Fate::Open && cell.persons > 0)
        .min_by_key(|cell| (!cell.shares_a_sum_with(&known), cell.persons))
}

/// How many numbers of persons a hidden cell can have without a known sum being wrong, counted up to `enough`: persons are
/// moved into it and out of it, one at a time, on a way through other hidden cells that leaves all sums as they are.
fn alternatives(cells: &[Cell], at: usize, enough: u64) -> u64 {
    let mut found = 1;
    for step in [1, -1] {
        let mut moved = cells.to_vec();
        while found < enough && move_one(&mut moved, at, step) {
            found += 1;
        }
    }
    found
}

/// Moves one person into a hidden cell (1) or out of it (-1), and others so that all sums stay; or nothing, if they cannot.
fn move_one(cells: &mut [Cell], at: usize, step: i64) -> bool {
    let Some(way) = find_way(cells, at, step) else {
        return false;
    };
    for (number, step) in way {
        if let Some(cell) = cells.get_mut(number) {
            cell.persons = cell.persons.saturating_add_signed(step);
        }
    }
    true
}

/// The changes that keep all sums, beginning with that of the cell itself: the shortest way from one of its sums to the
/// other, or to a cell that enters one sum only. A hidden cell keeps at least one person.
fn find_way(cells: &[Cell], at: usize, step: i64) -> Option<Vec<(usize, i64)>> {
    let cell = cells.get(at)?;
    if step < 0 && cell.persons <= 1 {
        return None;
    }
    let [begin, end] = match cell.sums {
        [None, other] => [other, None],
        sums => sums,
    };
    let Some((start, sign)) = begin else {
        return Some(vec![(at, step)]);
    };
    let goal = end.map(|(number, _)| number);
    // Sums that are wrong by so much, and by which way they came to be.
    let mut seen = vec![start];
    let mut waiting = VecDeque::from([(start, sign * step, vec![(at, step)])]);
    while let Some((sum, wrong, way)) = waiting.pop_front() {
        for (number, other) in cells.iter().enumerate() {
            let Some(sign) = entering(other, sum).filter(|_| other.hidden && number != at) else {
                continue;
            };
            let change = -wrong * sign;
            if change < 0 && other.persons <= 1 {
                continue;
            }
            let mut longer = way.clone();
            longer.push((number, change));
            let next = beyond(other, sum);
            if next.map(|(number, _)| number) == goal {
                return Some(longer);
            }
            if let Some((next, sign)) = next.filter(|(next, _)| !seen.contains(next)) {
                seen.push(next);
                waiting.push_back((next, sign * change, longer));
            }
        }
    }
    None
}

/// How a cell enters a sum.
fn entering(cell: &Cell, sum: usize) -> Option<i64> {
    let known = cell.sums.iter().flatten();
    known
        .filter(|(number, _)| *number == sum)
        .map(|(_, sign)| *sign)
        .next()
}

/// The other sum that a cell enters.
fn beyond(cell: &Cell, sum: usize) -> Option<(usize, i64)> {
    let others = cell.sums.iter().flatten();
    others.copied().find(|(number, _)| *number != sum)
}
