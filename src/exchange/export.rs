//! What is handed out of a year: a table for other programs, or a signed file for the province.

use chrono::NaiveDateTime;
use data_encoding::HEXLOWER;

use super::file::{Head, Named, Payload, Place, Versions};
use super::key::OwnKey;
use super::pool::{Counts, people};
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
pub const COLUMNS: &[&str] = &[
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
    let rows = told.rows(versions).into_iter();
    let mut rows: Vec<_> = rows.map(|row| row.cells(unit)).collect();
    if told.untold > 0 {
        rows.push(untold_cells(unit, told.untold));
    }
    rows
}

/// Ballots that are too few for more than their number, as a row under `COLUMNS`.
pub fn untold_cells(unit: &str, ballots: i64) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(unit.to_owned())];
    cells.resize(COLUMNS.len() - 1, Cell::Empty);
    cells.push(Cell::Number(ballots));
    cells
}

/// Counts of a group, as they are handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which people.
    pub place: Place,
    /// Code of the criterion; empty where ballots are counted, in the first count.
    pub criterion: String,
    /// How often each score was given, then "không có ý kiến".
    pub counts: Counts,
}

impl Told {
    /// Everything that is told, in order.
    pub fn rows(&self, versions: &Versions) -> Vec<Row> {
        let mut rows = Vec::new();
        for ((questionnaire, criterion), groups) in &self.groups {
            rows.extend(groups.iter().map(|(label, counts)| Row {
                place: Place::of(label, versions.get(questionnaire)),
                criterion: criterion.clone(),
                counts: *counts,
            }));
        }
        rows.sort_by(|a, b| (&a.place, &a.criterion).cmp(&(&b.place, &b.criterion)));
        rows
    }
}

impl Row {
    /// Its cells under `COLUMNS`.
    pub fn cells(&self, unit: &str) -> Vec<Cell> {
        let Place {
            month,
            until,
            channel,
            questionnaire,
        } = &self.place;
        let names = [unit, month, until, channel, questionnaire, &self.criterion];
        let text = |text: &str| Cell::words(Some(text).filter(|text| !text.is_empty()));
        let mut cells: Vec<_> = names.into_iter().map(text).collect();
        if self.criterion.is_empty() {
            cells.extend([const { Cell::Empty }; 6]);
            cells.push(Cell::Number(people(&self.counts)));
        } else {
            cells.extend(self.counts.map(Cell::Number));
            cells.push(Cell::Empty);
        }
        cells
    }
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
