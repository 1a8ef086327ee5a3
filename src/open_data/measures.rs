//! The published indices of a unit: what is computed from the published counts, and what others published before.

use std::collections::BTreeMap;

use super::edition::Edition;
use crate::exchange::pool::LEAST;
use crate::indices::{Baseline, Interval, Measure, Share};
use crate::percent::Hundredths;
use crate::rows::{Cell, Written};
use crate::survey::questionnaire::catalogue;

/// Columns of the indices.
pub const COLUMNS: &[&str] = &[
    "unit",
    "year",
    "measure",
    "percent",
    "low",
    "high",
    "satisfied",
    "answers",
    "source",
];
/// What stands as the source of figures that this installation measured.
pub const MEASURED: &str = "hailong";

/// Overall and the five dimensions of each year, then imported figures.
pub fn table(unit: &str, years: &[Edition], imported: &[Baseline]) -> Written {
    let mut rows = Vec::new();
    for edition in years {
        for (measure, share) in shares(edition) {
            rows.push(measured(unit, edition.year, measure, share));
        }
    }
    rows.extend(imported.iter().map(|figure| {
        let mut cells = vec![
            Cell::Text(unit.to_owned()),
            Cell::Number(figure.year.into()),
            Cell::Text(figure.measure.clone()),
            percent(Some(figure.percent)),
        ];
        cells.resize(COLUMNS.len() - 1, Cell::Empty);
        cells.push(Cell::Text(figure.source.clone()));
        cells
    }));
    Written {
        columns: COLUMNS,
        rows,
    }
}

fn measured(unit: &str, year: i32, measure: Measure, share: Share) -> Vec<Cell> {
    let interval = Interval::of(share);
    let count = |count: u64| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
    vec![
        Cell::Text(unit.to_owned()),
        Cell::Number(year.into()),
        Cell::Text(measure.as_str().to_owned()),
        percent(share.percent()),
        percent(interval.map(|interval| interval.low)),
        percent(interval.map(|interval| interval.high)),
        count(share.satisfied),
        count(share.answers),
        Cell::Text(MEASURED.to_owned()),
    ]
}

fn percent(value: Option<Hundredths>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Hundredths(value.value().into()))
}

/// Satisfied among answers, of all criteria and of each dimension's; where too few answered, nothing.
fn shares(edition: &Edition) -> BTreeMap<Measure, Share> {
    let mut shares: BTreeMap<Measure, Share> = BTreeMap::new();
    for row in &edition.rows {
        let asked = catalogue().questionnaire(&row.place.questionnaire);
        let Some(criterion) = asked.and_then(|asked| asked.criterion(&row.criterion)) else {
            continue;
        };
        let [n1, n2, n3, n4, n5, _] = row.counts.map(i64::unsigned_abs);
        for measure in [Measure::Overall, criterion.dimension.into()] {
            let share = shares.entry(measure).or_default();
            share.satisfied += n4 + n5;
            share.answers += n1 + n2 + n3 + n4 + n5;
        }
    }
    shares.retain(|_, share| share.answers >= LEAST.unsigned_abs());
    shares
}
