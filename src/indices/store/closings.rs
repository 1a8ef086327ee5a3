//! Closed periods, and how many ballots some days have.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, sum};
use diesel::prelude::*;

use super::natural;
use crate::clock::days_in_utc;
use crate::db::DbConn;
use crate::db::schema::{accounts, ballots, closings, turnout_days, turnout_months};
use crate::error::{AppError, AppResult};
use crate::indices::closing::{Ballots, Closing};
use crate::indices::span::{Period, Span};
use crate::survey::ballot::{Channel, parse_answers};

/// Ballots read at a time.
const PIECE: i64 = 5_000;

/// A closed period as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = closings)]
struct Stored {
    unit_id: i64,
    period: String,
    cutoff: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    closed_at: NaiveDateTime,
    last_seq: i64,
    link: Vec<u8>,
    unit_ids: String,
    ballots: String,
    figures: String,
    digest: Vec<u8>,
    #[diesel(select_expression = accounts::name)]
    closed_by: String,
}

impl Stored {
    fn read(self) -> AppResult<Closing> {
        Ok(Closing {
            unit_id: self.unit_id,
            period: self.period.parse().map_err(AppError::internal)?,
            cutoff: self.cutoff.parse().map_err(AppError::internal)?,
            span: Span {
                from: self.first_day,
                to: self.last_day,
            },
            closed_at: self.closed_at,
            closed_by: self.closed_by,
            last_seq: self.last_seq,
            link: self.link,
            unit_ids: serde_json::from_str(&self.unit_ids).map_err(AppError::internal)?,
            ballots: serde_json::from_str(&self.ballots).map_err(AppError::internal)?,
            figures: self.figures,
            digest: self.digest,
        })
    }
}

macro_rules! closed {
    () => {
        closings::table
            .inner_join(accounts::table.on(accounts::id.eq(closings::closed_by)))
            .select(Stored::as_select())
    };
}

/// All closed periods.
///
/// # Errors
/// The database refuses, or a line cannot be read.
pub fn list_all_closings(conn: &mut DbConn) -> AppResult<Vec<Closing>> {
    let all: Vec<Stored> = closed!().order(closings::id).load(conn)?;
    all.into_iter().map(Stored::read).collect()
}

/// The closed periods of a unit's year, in the order in which they were closed.
///
/// # Errors
/// The database refuses, or a line cannot be read.
pub fn list_closings(conn: &mut DbConn, unit_id: i64, year: i32) -> AppResult<Vec<Closing>> {
    let of_year: Vec<Stored> = closed!()
        .filter(closings::unit_id.eq(unit_id))
        .filter(closings::year.eq(year))
        .order(closings::id)
        .load(conn)?;
    of_year.into_iter().map(Stored::read).collect()
}

/// A closed period of a unit, if it is closed.
///
/// # Errors
/// The database refuses, or the line cannot be read.
pub fn find_closing(
    conn: &mut DbConn,
    unit_id: i64,
    (year, period): (i32, Period),
) -> AppResult<Option<Closing>> {
    let found: Option<Stored> = closed!()
        .filter(closings::unit_id.eq(unit_id))
        .filter(closings::year.eq(year))
        .filter(closings::period.eq(period.as_str()))
        .first(conn)
        .optional()?;
    found.map(Stored::read).transpose()
}

/// Keeps a closed period; a unit's period is closed once, and another is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn insert_closing(conn: &mut DbConn, new: &Closing, by: i64) -> AppResult<()> {
    diesel::insert_into(closings::table)
        .values((
            closings::unit_id.eq(new.unit_id),
            closings::year.eq(new.span.year()),
            closings::period.eq(new.period.as_str()),
            closings::cutoff.eq(new.cutoff.as_str()),
            closings::first_day.eq(new.span.from),
            closings::last_day.eq(new.span.to),
            closings::closed_at.eq(new.closed_at),
            closings::closed_by.eq(by),
            closings::last_seq.eq(new.last_seq),
            closings::link.eq(&new.link),
            closings::unit_ids
                .eq(serde_json::to_string(&new.unit_ids).map_err(AppError::internal)?),
            closings::ballots.eq(serde_json::to_string(&new.ballots).map_err(AppError::internal)?),
            closings::figures.eq(&new.figures),
            closings::digest.eq(&new.digest),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ballots of some days by class, as they are counted.
///
/// # Errors
/// The database refuses.
pub fn count_ballots(conn: &mut DbConn, unit_ids: &[i64], span: Span) -> AppResult<Ballots> {
    let months = span.whole_months();
    let mut rows: Vec<(String, Option<i64>)> = turnout_months::table
        .filter(turnout_months::unit_id.eq_any(unit_ids))
        .filter(turnout_months::month.ge(months.start))
        .filter(turnout_months::month.lt(months.end))
        .group_by(turnout_months::channel)
        .select((turnout_months::channel, sum(turnout_months::ballots)))
        .load(conn)?;
    for beside in span.beside_months() {
        let days: Vec<(String, Option<i64>)> = turnout_days::table
            .filter(turnout_days::unit_id.eq_any(unit_ids))
            .filter(turnout_days::day.between(beside.from, beside.to))
            .group_by(turnout_days::channel)
            .select((turnout_days::channel, sum(turnout_days::ballots)))
            .load(conn)?;
        rows.extend(days);
    }
    Ok(by_class(rows))
}

/// The same out of the box itself, up to a ballot: what was there when a period was closed.
///
/// # Errors
/// The database refuses.
pub fn recount_ballots(
    conn: &mut DbConn,
    unit_ids: &[i64],
    span: Span,
    last_seq: i64,
) -> AppResult<Ballots> {
    let moments = days_in_utc(span.from, span.to);
    let rows: Vec<(String, i64)> = ballots::table
        .filter(ballots::unit_id.eq_any(unit_ids))
        .filter(ballots::seq.le(last_seq))
        .filter(ballots::rated_at.ge(moments.start))
        .filter(ballots::rated_at.lt(moments.end))
        .group_by(ballots::channel)
        .select((ballots::channel, count_star()))
        .load(conn)?;
    Ok(by_class(
        rows.into_iter().map(|(class, count)| (class, Some(count))),
    ))
}

/// Answers 4 and 5, and all answers, of the ballots of some classes that a closed period counted, out of the box itself.
///
/// # Errors
/// The database refuses, or answers cannot be read.
pub fn recount_share(
    conn: &mut DbConn,
    closing: &Closing,
    classes: &[Channel],
) -> AppResult<(u64, u64)> {
    let moments = days_in_utc(closing.span.from, closing.span.to);
    let classes: Vec<&str> = classes.iter().map(|class| class.as_str()).collect();
    let (mut satisfied, mut answers, mut seq) = (0, 0, 0);
    loop {
        let piece: Vec<(i64, String)> = ballots::table
            .filter(ballots::unit_id.eq_any(&closing.unit_ids))
            .filter(ballots::channel.eq_any(&classes))
            .filter(ballots::seq.gt(seq))
            .filter(ballots::seq.le(closing.last_seq))
            .filter(ballots::rated_at.ge(moments.start))
            .filter(ballots::rated_at.lt(moments.end))
            .order(ballots::seq)
            .limit(PIECE)
            .select((ballots::seq, ballots::answers))
            .load(conn)?;
        let Some((last, _)) = piece.last() else {
            return Ok((satisfied, answers));
        };
        seq = *last;
        for (_, text) in &piece {
            let read = parse_answers(text).map_err(AppError::internal)?;
            answers += read.values().flatten().count() as u64;
            satisfied += read.values().flatten().filter(|score| **score >= 4).count() as u64;
        }
    }
}

/// The link of a ballot.
///
/// # Errors
/// The database refuses.
pub fn find_link(conn: &mut DbConn, seq: i64) -> QueryResult<Option<Vec<u8>>> {
    ballots::table
        .find(seq)
        .select(ballots::link)
        .first(conn)
        .optional()
}

fn by_class(rows: impl IntoIterator<Item = (String, Option<i64>)>) -> Ballots {
    let mut ballots = Ballots::new();
    for (class, count) in rows {
        if let Ok(class) = class.parse() {
            *ballots.entry(class).or_default() += natural(count);
        }
    }
    ballots.retain(|_, count| *count > 0);
    ballots
}
