//! Handing out the raw ballots of a year, so that anybody can compute the indices anew. What could tell whose a ballot is
//! stays here: words, ids, counters, tablets, times of the day, and the order in which they came (kiosk.md B5, D6).

use std::collections::HashMap;
use std::io::Write;

use chrono::Datelike;

use super::ballot::parse_answers;
use super::questionnaire::catalogue;
use super::store::{StoredBallot, list_ballots, list_suspects};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::rows::{Cell, Format, Long};
use crate::units::Scope;
use crate::units::store::list_units;

/// Ballots read at a time, and put into an order of their own.
const PIECE: i64 = 20_000;
/// Columns before those of the criteria.
const FIRST: [&str; 7] = [
    "unit",
    "day",
    "channel",
    "questionnaire",
    "partial",
    "suspect",
    "reasons",
];

/// Writes every ballot of a year in Vietnam's time to `out`. A column of a criterion is named `VERSION CODE`.
///
/// # Errors
/// The database refuses, or `out` takes no more.
pub fn export_ballots(
    conn: &mut DbConn,
    year: i32,
    format: Format,
    out: impl Write + Send,
) -> AppResult<()> {
    let units = list_units(conn, &Scope::everything())?;
    let units: HashMap<i64, String> = units.into_iter().map(|unit| (unit.id, unit.code)).collect();
    let criteria = criteria();
    let names = criteria
        .iter()
        .map(|(version, code)| format!("{version} {code}"));
    let columns = FIRST.iter().map(ToString::to_string).chain(names);
    let written = |error: String| AppError::Unprocessable(format!("--output: {error}"));
    let mut table = Long::begin(format, columns.collect(), out).map_err(written)?;
    let mut seq = 0;
    loop {
        let mut piece = list_ballots(conn, seq, PIECE)?;
        let Some(last) = piece.last() else {
            break;
        };
        let suspects = list_suspects(conn, seq + 1, last.seq)?;
        seq = last.seq;
        piece.retain(|ballot| local_day(ballot.rated_at).year() == year);
        piece.sort_by(|one, other| one.id.cmp(&other.id));
        for ballot in &piece {
            let unit = units.get(&ballot.unit_id).cloned();
            let first = [Cell::words(unit)];
            let rest = cells(ballot, suspects.contains(&ballot.seq), &criteria)?;
            table.row(&[&first[..], &rest].concat()).map_err(written)?;
        }
    }
    table.finish().map_err(written)
}

/// Version and code of every criterion that can have been answered.
fn criteria() -> Vec<(&'static str, &'static str)> {
    let questionnaires = catalogue().questionnaires.iter();
    questionnaires
        .flat_map(|questions| {
            let version = questions.version.as_str();
            let criteria = questions.criteria.iter();
            criteria.map(move |criterion| (version, criterion.code.as_str()))
        })
        .collect()
}

/// All cells but the unit.
fn cells(ballot: &StoredBallot, suspect: bool, criteria: &[(&str, &str)]) -> AppResult<Vec<Cell>> {
    let answers = parse_answers(&ballot.answers).map_err(AppError::internal)?;
    let version = ballot.questionnaire.as_deref().unwrap_or_default();
    let mut cells = vec![
        Cell::Text(local_day(ballot.rated_at).to_string()),
        Cell::Text(ballot.channel.clone()),
        Cell::Text(version.to_owned()),
        Cell::Flag(ballot.partial),
        Cell::Flag(suspect),
        Cell::words(ballot.reasons.as_deref()),
    ];
    cells.extend(criteria.iter().map(|(of, code)| {
        let answer = answers.get(*code).filter(|_| *of == version);
        match answer {
            None => Cell::Empty,
            Some(None) => Cell::Text("no_opinion".to_owned()),
            Some(Some(score)) => Cell::Number(i64::from(*score)),
        }
    }));
    Ok(cells)
}
