//! The SQL of the calendar. A year and its days are written together; everybody reads all of them: they are few.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::built_in;
use super::working_days::WorkingDays;
use super::year::{LoadedYear, SpecialDay, YearPlan};
use crate::db::DbConn;
use crate::db::schema::{calendar_days, calendar_years};
use crate::error::{AppError, AppResult};
use crate::on_each;

/// The days of every year that is loaded.
///
/// # Errors
/// The database refuses.
pub fn find_working_days(conn: &mut DbConn) -> QueryResult<WorkingDays> {
    let years: Vec<i32> = calendar_years::table
        .select(calendar_years::year)
        .load(conn)?;
    Ok(WorkingDays::new(years, &list_days(conn)?))
}

/// Every year that is loaded, the latest first.
///
/// # Errors
/// The database refuses.
pub fn list_years(conn: &mut DbConn) -> QueryResult<Vec<LoadedYear>> {
    let years: Vec<(i32, String, NaiveDateTime)> = calendar_years::table
        .order(calendar_years::year.desc())
        .load(conn)?;
    let mut days: BTreeMap<i32, Vec<SpecialDay>> = BTreeMap::new();
    for special in list_days(conn)? {
        days.entry(special.day.year()).or_default().push(special);
    }
    let loaded = years
        .into_iter()
        .map(|(year, source, loaded_at)| LoadedYear {
            year,
            source,
            loaded_at,
            days: days.remove(&year).unwrap_or_default(),
        });
    Ok(loaded.collect())
}

/// Puts a year in the place of what was known of it.
///
/// # Errors
/// The database refuses.
pub fn replace_year(conn: &mut DbConn, plan: &YearPlan, now: NaiveDateTime) -> QueryResult<()> {
    let row = year_row(plan, now);
    let changed = (
        calendar_years::source.eq(plan.source()),
        calendar_years::loaded_at.eq(now),
    );
    // First the year: two who load it at once wait for each other here.
    on_each!(conn, |c| diesel::insert_into(calendar_years::table)
        .values(&row)
        .on_conflict(calendar_years::year)
        .do_update()
        .set(changed)
        .execute(c))?;
    if let Some((first, last)) = days_of(plan.year()) {
        diesel::delete(calendar_days::table.filter(calendar_days::day.between(first, last)))
            .execute(conn)?;
    }
    insert_days(conn, plan.days())
}

/// Stores the built-in years that nobody has loaded yet, so that a fresh installation can count. Doing it again changes
/// nothing.
///
/// # Errors
/// The database refuses, or the built-in file cannot be read.
pub fn insert_missing_years(conn: &mut DbConn, now: NaiveDateTime) -> AppResult<()> {
    let plans = built_in::plans().map_err(|refused| {
        let told: Vec<_> = refused.iter().map(ToString::to_string).collect();
        AppError::internal(told.join("; "))
    })?;
    for plan in &plans {
        let row = year_row(plan, now);
        let inserted = on_each!(conn, |c| diesel::insert_into(calendar_years::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?;
        if inserted == 1 {
            insert_days(conn, plan.days())?;
        }
    }
    Ok(())
}

type YearRow<'a> = (
    diesel::dsl::Eq<calendar_years::year, i32>,
    diesel::dsl::Eq<calendar_years::source, &'a str>,
    diesel::dsl::Eq<calendar_years::loaded_at, NaiveDateTime>,
);

fn year_row(plan: &YearPlan, now: NaiveDateTime) -> YearRow<'_> {
    (
        calendar_years::year.eq(plan.year()),
        calendar_years::source.eq(plan.source()),
        calendar_years::loaded_at.eq(now),
    )
}

fn list_days(conn: &mut DbConn) -> QueryResult<Vec<SpecialDay>> {
    calendar_days::table
        .order(calendar_days::day)
        .select(SpecialDay::as_select())
        .load(conn)
}

fn insert_days(conn: &mut DbConn, days: &[SpecialDay]) -> QueryResult<()> {
    for special in days {
        diesel::insert_into(calendar_days::table)
            .values((
                calendar_days::day.eq(special.day),
                calendar_days::kind.eq(special.kind.as_str()),
                calendar_days::name.eq(&special.name),
            ))
            .execute(conn)?;
    }
    Ok(())
}

fn days_of(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some((first, NaiveDate::from_ymd_opt(year, 12, 31)?))
}
