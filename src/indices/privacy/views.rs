//! Views of the same persons that can be subtracted from each other: a whole beside the parts it is made of, and the parts
//! of a part that is known (pure).
//!
//! A whole keeps back every cell that one of its parts keeps back. Then a cell of the whole that is told tells nothing that
//! the parts do not, and what is hidden of a part enters one known sum only, that of the part itself, within which it was
//! hidden.

use super::system::{Cell, Fate, hide};
use super::{FEWEST, is_too_few};

/// Which cells of a line whose sum is known are withheld, where other pages keep back some of them (`kept_back`).
pub fn withheld_with(persons: &[u64], kept_back: &[bool]) -> Vec<bool> {
    let kept_back = kept_back.iter().chain(std::iter::repeat(&false));
    let cells = persons.iter().zip(kept_back);
    let mut system: Vec<Cell> = cells
        .map(|(persons, kept_back)| {
            let fate = if *kept_back { Fate::Hidden } else { Fate::Open };
            Cell::new(*persons, [Some((0, 1)), None]).decided(fate)
        })
        .collect();
    hide(&mut system, FEWEST);
    system.iter().map(|cell| cell.hidden).collect()
}

/// Which cells of a whole are withheld, where its parts, a row of persons each, are told elsewhere as lines by themselves;
/// nothing at all is told where a part is of few persons (`sums`).
pub fn withheld_of_whole(parts: &[Vec<u64>], sums: &[u64]) -> Vec<bool> {
    let width = parts.iter().map(Vec::len).max().unwrap_or(0);
    let none_is_few = !sums.iter().any(|sum| is_too_few(*sum));
    let mut hidden = vec![!none_is_few; width];
    for part in parts {
        for (hidden, of_part) in hidden.iter_mut().zip(withheld_with(part, &[])) {
            *hidden |= of_part;
        }
    }
    hidden
}

/// Which cells of rows are withheld, where the sum of each row and of each column is told, or neither it nor any of its
/// cells. Nothing where even hiding all of them would not do.
pub fn withheld_of_rows(
    rows: &[Vec<u64>],
    rows_told: &[bool],
    columns_told: &[bool],
) -> Option<Vec<Vec<bool>>> {
    let is = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or(false);
    let mut system = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        for (column, persons) in cells.iter().enumerate() {
            let (of_row, of_column) = (is(rows_told, row), is(columns_told, column));
            let fate = if of_row && of_column {
                Fate::Open
            } else {
                Fate::Hidden
            };
            let sums = [
                of_row.then_some((row, 1)),
                of_column.then_some((rows.len() + column, 1)),
            ];
            system.push(Cell::new(*persons, sums).decided(fate));
        }
    }
    if !hide(&mut system, FEWEST) {
        return None;
    }
    let mut hidden = system.iter().map(|cell| cell.hidden);
    let of_row = |row: &Vec<u64>| hidden.by_ref().take(row.len()).collect();
    Some(rows.iter().map(of_row).collect())
}
