//! Which figures may be told without telling what single persons said: the small-number rules of every picture and table
//! of indices (pure). A cell of few persons is hidden, and then so many more that nobody can work it out from the cells
//! that are left and the sums that stand elsewhere.
//!
//! Covered: a line whose sum is known; a grid whose whole is known, and its rows and columns where these have two cells and
//! persons enough; months of units beside each unit's year and each month's sum; a part of a year beside the whole
//! of that year; all ways of asking beside those at the desk and the others, and a way of asking beside the rest of its kind
//! (`views`). Whoever solves these equations, knowing that a hidden cell holds at least one person, is left with at
//! least as many possible numbers for each hidden cell as a cell must hold persons to be told.
//!
//! Not covered: whoever keeps what a page said last month takes it from what it says today (so nothing is told of a month
//! that is running); a closed report beside the page of the same days, once fewer than ten came later; a unit above less all
//! but one of those below it; months, and units below, of one way of asking beside those of another; the courses of units
//! below, all ways of asking together, beside those at the desk; what the rule of choosing the next cell gives away;
//! two facets of the same persons, such as a field that a single counter serves; and that all, or none, of ten persons or
//! more were satisfied, which is told as it is.

mod system;
mod views;

#[cfg(test)]
mod tests;

use self::system::{Cell, Fate, hide};
pub use self::views::{withheld_of_rows, withheld_of_whole, withheld_with};

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

/// Whether somebody answered, but too few.
pub fn is_too_few(persons: u64) -> bool {
    (1..FEWEST).contains(&persons)
}

/// Which parts of a whole that is known are withheld, by the persons behind each.
pub fn withheld(persons: &[u64]) -> Vec<bool> {
    hidden_of(persons, FEWEST)
}

fn hidden_of(persons: &[u64], fewest: u64) -> Vec<bool> {
    let cells = persons.iter().map(|persons| (*persons, ()));
    let shown = line(cells.collect(), fewest);
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
    let persons = persons_of(&rows);
    let known = [
        known_sums(&persons, fewest),
        known_sums(&turned(&persons), fewest),
    ];
    in_rows_and_columns(
        rows,
        &known,
        |_, _| fates.next().unwrap_or(Fate::Open),
        fewest,
    )
}

/// Tells what may be told of the months of units, a row each, where a unit's year and a month's sum over all units stand
/// elsewhere. What the months of a unit alone keep back stays hidden, so that this tells nothing beside them. Of a unit of
/// a single month, or of hardly more persons than months, no month is told; a month of a single unit is that of all.
pub fn months_of_units<T>(units: Vec<Vec<(u64, T)>>, fewest: u64) -> Vec<Vec<Shown<T>>> {
    let persons = persons_of(&units);
    let months = turned(&persons);
    let large = |lines: &[Vec<u64>]| -> Vec<bool> {
        lines.iter().map(|line| is_large(line, fewest)).collect()
    };
    let known = [large(&persons), large(&months)];
    let alone: Vec<bool> = months.iter().map(|month| filled(month) == 1).collect();
    let kept_back: Vec<Vec<bool>> = persons.iter().map(|unit| hidden_of(unit, fewest)).collect();
    let is = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or(false);
    let fate = |unit: usize, month: usize| {
        let own = kept_back.get(unit).map_or(&[][..], Vec::as_slice);
        if !is(&known[0], unit) || is(own, month) {
            Fate::Hidden
        } else if is(&alone, month) {
            Fate::Told
        } else {
            Fate::Open
        }
    };
    in_rows_and_columns(units, &known, fate, fewest)
}

/// Tells cells of which some rows and columns have known sums; what was decided of each elsewhere is asked of `fate`.
fn in_rows_and_columns<T>(
    rows: Vec<Vec<(u64, T)>>,
    [known_rows, known_columns]: &[Vec<bool>; 2],
    mut fate: impl FnMut(usize, usize) -> Fate,
    fewest: u64,
) -> Vec<Vec<Shown<T>>> {
    let height = rows.len();
    let mut system = Vec::new();
    for (at, (row, is_known)) in rows.iter().zip(known_rows).enumerate() {
        for (column, ((persons, _), is_column_known)) in row.iter().zip(known_columns).enumerate() {
            let of_row = is_known.then_some((at, 1));
            let of_column = is_column_known.then_some((height + column, 1));
            system.push(Cell::new(*persons, [of_row, of_column]).decided(fate(at, column)));
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
            let fate = match is_large(line, fewest) {
                true => Fate::Open,
                false => Fate::Hidden,
            };
            Cell::new(line.iter().sum(), [Some((0, 1)), None]).decided(fate)
        })
        .collect();
    hide(&mut sums, fewest);
    sums.iter().map(|sum| !sum.hidden).collect()
}

/// Whether the sum of a line leaves every cell of it enough numbers that it can be.
fn is_large(line: &[u64], fewest: u64) -> bool {
    let cells = filled(line);
    cells > 1 && line.iter().sum::<u64>() + 1 >= fewest + cells
}

/// How many cells of a line hold anybody.
fn filled(line: &[u64]) -> u64 {
    line.iter().filter(|persons| **persons > 0).count() as u64
}

fn persons_of<T>(rows: &[Vec<(u64, T)>]) -> Vec<Vec<u64>> {
    let persons = |row: &Vec<(u64, T)>| row.iter().map(|(persons, _)| *persons).collect();
    rows.iter().map(persons).collect()
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
