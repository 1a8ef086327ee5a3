//! The files themselves: units, and the counts of a unit's year, as CSV and as JSON.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::edition::{Edition, is_provisional};
use crate::exchange::untold_cells;
use crate::rows::{Cell, Format, Written};
use crate::units::Unit;

/// The terms under which the data may be used.
pub const LICENCE: &str = "CC-BY-4.0";

/// Columns of the units.
pub const UNITS: &[&str] = &["code", "name", "parent", "years"];
/// Columns of the counts: those of `exchange::COLUMNS`, then the flag.
pub const TALLIES: &[&str] = &[
    "unit",
    "month",
    "until",
    "channel",
    "questionnaire",
    "criterion",
    "n1",
    "n2",
    "n3",
    "n4",
    "n5",
    "no_opinion",
    "ballots",
    "provisional",
];

/// Every unit and the years of which there is something.
pub fn units(units: &[(Unit, Vec<i32>)]) -> Written {
    let code_of = |id: i64| {
        let found = units.iter().find(|(unit, _)| unit.id == id);
        found.map(|(unit, _)| unit.code.clone())
    };
    let row = |(unit, years): &(Unit, Vec<i32>)| {
        let years: Vec<_> = years.iter().map(ToString::to_string).collect();
        vec![
            Cell::Text(unit.code.clone()),
            Cell::Text(unit.name.clone()),
            Cell::words(unit.parent_id.and_then(code_of)),
            Cell::words(Some(years.join(" ")).filter(|years| !years.is_empty())),
        ]
    };
    Written {
        columns: UNITS,
        rows: units.iter().map(row).collect(),
    }
}

/// The counts of a unit's year.
pub fn tallies(edition: &Edition, today: NaiveDate) -> Written {
    let unit = &edition.unit.code;
    let mut rows: Vec<_> = edition
        .rows
        .iter()
        .map(|row| {
            let mut cells = row.cells(unit);
            cells.push(Cell::Flag(is_provisional(row, today)));
            cells
        })
        .collect();
    if edition.untold > 0 {
        let mut cells = untold_cells(unit, edition.untold);
        cells.push(Cell::Flag(!edition.over));
        rows.push(cells);
    }
    Written {
        columns: TALLIES,
        rows,
    }
}

/// A table with what has to be known of it, as one JSON document.
///
/// # Errors
/// It cannot be written as JSON.
pub fn with_head(table: &Written, mut head: Value) -> Result<Vec<u8>, String> {
    let rows = table.to_bytes(Format::Json)?;
    let rows: Value = serde_json::from_slice(&rows).map_err(|error| error.to_string())?;
    if let Some(head) = head.as_object_mut() {
        head.insert("licence".to_owned(), json!(LICENCE));
        head.insert("dictionary".to_owned(), json!("/data/dictionary.json"));
        head.insert("rows".to_owned(), rows);
    }
    let mut bytes = serde_json::to_vec(&head).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What has to be known of a unit's year.
pub fn head_of(edition: &Edition) -> Value {
    json!({
        "unit": {"code": edition.unit.code, "name": edition.unit.name},
        "year": edition.year,
        "complete": edition.over,
        "ballots": edition.ballots,
        "ballots_untold": edition.untold,
        "changed_at": edition.changed.and_utc(),
    })
}
