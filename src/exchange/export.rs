//! What is handed out of a year: a table for other programs, or a signed file for the province.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use data_encoding::HEXLOWER;

use super::file::{Head, Named, Payload, Place, Versions};
use super::key::OwnKey;
use super::pool::people;
use super::telling::{Told, tell};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::rows::{Cell, Written};
use crate::survey::store::{find_head, list_questionnaires};
use crate::units::store::list_units;
use crate::units::{Scope, Unit};
use crate::web::years::YEARS;

/// Names of the columns. Ballots stand in rows without a criterion; of ballots that are too few for more, only their
/// number is told, in a row without months.
const COLUMNS: &[&str] = &[
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
];

/// Version of each questionnaire's row.
///
/// # Errors
/// The database refuses.
pub fn versions(conn: &mut DbConn) -> AppResult<Versions> {
    let rows = list_questionnaires(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, version, _)| (id, version))
        .collect())
}

/// The counts of a year of one unit, or of each unit; what can be told is told by it. The connection must be in a
/// transaction.
///
/// # Errors
/// The year is none, or the database refuses.
pub fn export(
    conn: &mut DbConn,
    (unit, year): (Option<&Unit>, i32),
    now: NaiveDateTime,
) -> AppResult<Written> {
    checked(year)?;
    let units = match unit {
        Some(unit) => vec![unit.clone()],
        None => list_units(conn, &Scope::everything())?,
    };
    let ids: Vec<i64> = units.iter().map(|unit| unit.id).collect();
    tell(conn, &ids, year, now)?;
    let versions = versions(conn)?;
    let mut rows = Vec::new();
    for unit in &units {
        let told = Told::find(conn, &[unit.id], year)?;
        rows.extend(rows_of(&unit.code, &told, &versions));
    }
    Ok(Written {
        columns: COLUMNS,
        rows,
    })
}

fn rows_of(unit: &str, told: &Told, versions: &Versions) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::words(Some(text).filter(|text| !text.is_empty()));
    let mut rows: BTreeMap<(Place, &str), Vec<Cell>> = BTreeMap::new();
    for ((questionnaire, criterion), groups) in &told.groups {
        for (label, counts) in groups {
            let place = Place::of(label, versions.get(questionnaire));
            let mut row = vec![
                text(unit),
                text(&place.month),
                text(&place.until),
                text(&place.channel),
                text(&place.questionnaire),
                text(criterion),
            ];
            if criterion.is_empty() {
                row.extend([const { Cell::Empty }; 6]);
                row.push(Cell::Number(people(counts)));
            } else {
                row.extend(counts.map(Cell::Number));
                row.push(Cell::Empty);
            }
            rows.insert((place, criterion), row);
        }
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    if told.untold > 0 {
        let mut row = vec![text(unit)];
        row.resize(COLUMNS.len() - 1, Cell::Empty);
        row.push(Cell::Number(told.untold));
        rows.push(row);
    }
    rows
}

/// The signed file of a unit's year, with the units below it; what can be told is told by it. The connection must be in
/// a transaction.
///
/// # Errors
/// The year is none or has no ballot, or the database refuses.
pub fn seal(
    conn: &mut DbConn,
    (unit, year): (&Unit, i32),
    key: &OwnKey,
    now: NaiveDateTime,
) -> AppResult<String> {
    checked(year)?;
    let units = list_units(conn, &Scope::below(unit))?;
    let ids: Vec<i64> = units.iter().map(|unit| unit.id).collect();
    tell(conn, &ids, year, now)?;
    let told = Told::find(conn, &ids, year)?;
    let today = local_day(now);
    if told.ballots == 0 || chrono::Datelike::year(&today) < year {
        return Err(AppError::Unprocessable(format!(
            "unit {} has no ballots of {year}",
            unit.code
        )));
    }
    let (seq, link) = find_head(conn)?;
    let head = Head {
        seq,
        link: HEXLOWER.encode(&link),
    };
    let named = Named {
        code: unit.code.clone(),
        name: unit.name.clone(),
    };
    let versions = versions(conn)?;
    let told = (&told, &versions);
    let payload = Payload::new((named, year), told, (key, head), (now, today));
    payload.sealed(key).map_err(AppError::internal)
}

fn checked(year: i32) -> AppResult<()> {
    if YEARS.contains(&year) {
        return Ok(());
    }
    let reason = format!("--year: {year} is not a year");
    Err(AppError::Unprocessable(reason))
}
