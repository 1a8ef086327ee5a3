//! What is published of a unit's year: what is told of its own counts and of those below it, and what came by file.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use crate::clock::{local_day, utc_of_local};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::exchange::pool::{Counts, add};
use crate::exchange::store::{find_imported_at, list_months, list_sources, sum_foreign};
use crate::exchange::{Place, Row, SETTLING, Told, is_over, versions};
use crate::units::store::{find_unit_by_code, list_units};
use crate::units::{Scope, Unit, UnitCode};

/// What is published of a unit's year.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The unit; those below it are counted in.
    pub unit: Unit,
    /// The year.
    pub year: i32,
    /// The counts, in order.
    pub rows: Vec<Row>,
    /// Ballots of the year.
    pub ballots: i64,
    /// Ballots among them whose scores are not told, because they are too few.
    pub untold: i64,
    /// When something of it changed last, UTC.
    pub changed: NaiveDateTime,
    /// True once nothing more can come.
    pub over: bool,
}

/// A public unit and every unit below it.
///
/// # Errors
/// There is no unit of this code, or the database refuses.
pub fn find_family(conn: &mut DbConn, code: &str) -> AppResult<(Unit, Vec<i64>)> {
    let code: UnitCode = code.parse().map_err(|_| AppError::NotFound)?;
    let unit = find_unit_by_code(conn, &code)?.ok_or(AppError::NotFound)?;
    let below = list_units(conn, &Scope::below(&unit))?;
    Ok((unit, below.into_iter().map(|unit| unit.id).collect()))
}

/// Every unit with the years of which there is something, its own or of units below it, each after the one above it.
///
/// # Errors
/// The database refuses.
pub fn list_units_and_years(conn: &mut DbConn) -> AppResult<Vec<(Unit, Vec<i32>)>> {
    let units = list_units(conn, &Scope::everything())?;
    let lines: BTreeMap<i64, Vec<i64>> = units.iter().map(|unit| (unit.id, unit.line())).collect();
    let mut years: BTreeMap<i64, Vec<i32>> = BTreeMap::new();
    for (unit, month) in list_months(conn)? {
        for above in lines.get(&unit).into_iter().flatten() {
            years.entry(*above).or_default().push(month.year());
        }
    }
    let with_years = |unit: Unit| {
        let mut years = years.remove(&unit.id).unwrap_or_default();
        years.sort_unstable();
        years.dedup();
        (unit, years)
    };
    Ok(units.into_iter().map(with_years).collect())
}

impl Edition {
    /// What is published now.
    ///
    /// # Errors
    /// There is no such unit or nothing of that year, or the database refuses.
    pub fn find(conn: &mut DbConn, code: &str, year: i32, now: NaiveDateTime) -> AppResult<Self> {
        let (unit, ids) = find_family(conn, code)?;
        let told = Told::find(conn, &ids, year)?;
        let versions = versions(conn)?;
        let mut rows = told.rows(&versions);
        let (mut ballots, mut untold) = (told.ballots, told.untold);
        for row in foreign_rows(conn, &ids, year, &versions)? {
            if row.criterion.is_empty() {
                ballots += row.counts.iter().sum::<i64>();
            }
            rows.push(row);
        }
        for source in list_sources(conn, &ids, year)? {
            ballots += source.untold;
            untold += source.untold;
        }
        if ballots == 0 {
            return Err(AppError::NotFound);
        }
        let today = local_day(now);
        let moments = [
            told.told_at,
            find_imported_at(conn, &ids, year)?,
            last_settled(&rows, today),
        ];
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(today);
        Ok(Self {
            unit,
            year,
            rows,
            ballots,
            untold,
            changed: moments.into_iter().flatten().max().unwrap_or(first.into()),
            over: is_over(year, today),
        })
    }
}

/// What came by file, added up; in which month a group begins is not kept.
fn foreign_rows(
    conn: &mut DbConn,
    unit_ids: &[i64],
    year: i32,
    versions: &BTreeMap<i64, String>,
) -> AppResult<Vec<Row>> {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let mut sums: BTreeMap<(Place, String), Counts> = BTreeMap::new();
    for row in sum_foreign(conn, unit_ids, day(1, 1)..day(12, 31))? {
        let place = Place {
            month: String::new(),
            until: row.of.format("%Y-%m").to_string(),
            channel: row.channel,
            questionnaire: versions
                .get(&row.questionnaire_id)
                .cloned()
                .unwrap_or_default(),
        };
        add(sums.entry((place, row.criterion)).or_default(), &row.counts);
    }
    let row = |((place, criterion), counts)| Row {
        place,
        criterion,
        counts,
    };
    Ok(sums.into_iter().map(row).collect())
}

/// The first day on which nothing more is expected for a row.
fn settles(row: &Row) -> Option<NaiveDate> {
    let following = row.place.last_month()?.checked_add_months(Months::new(1))?;
    following.checked_add_days(Days::new(SETTLING - 1))
}

/// Whether ballots of a row may still come: one of its days is among the last seven ("tạm tính").
pub fn is_provisional(row: &Row, today: NaiveDate) -> bool {
    settles(row).is_some_and(|settled| today < settled)
}

/// When the last row stopped being provisional: the files say so from then on.
fn last_settled(rows: &[Row], today: NaiveDate) -> Option<NaiveDateTime> {
    let settled = rows.iter().filter_map(settles).filter(|day| *day <= today);
    settled
        .max()
        .map(|day| utc_of_local(day.and_time(NaiveTime::MIN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(until: &str) -> Row {
        Row {
            place: Place {
                month: String::new(),
                until: until.to_owned(),
                channel: String::new(),
                questionnaire: String::new(),
            },
            criterion: String::new(),
            counts: [10, 0, 0, 0, 0, 0],
        }
    }

    #[test]
    fn a_month_is_provisional_for_seven_days_after_each_of_its_days() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let november = row("2026-11");
        assert!(is_provisional(&november, day("2026-11-02")));
        assert!(is_provisional(&november, day("2026-12-06")));
        assert!(!is_provisional(&november, day("2026-12-07")));
        let rows = [row("2026-10"), november];
        let settled = last_settled(&rows, day("2026-12-06")).expect("October settled");
        assert_eq!(settled.to_string(), "2026-11-06 17:00:00");
    }
}
