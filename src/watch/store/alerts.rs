//! Alerts and their history, which only grows.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{units, watch_alerts, watch_events};
use crate::on_each;
use crate::units::Scope;
use crate::watch::evidence::Evidence;
use crate::watch::subject::Subject;

crate::text_enum! {
    /// What happened to an alert.
    pub enum AlertStep {
        /// It began to ring.
        Begin => "begin",
        /// Its leaders were reminded.
        Remind => "remind",
        /// Somebody acknowledged it.
        Acknowledge => "acknowledge",
        /// It was over by its own.
        End => "end",
        /// It is not watched any more.
        SwitchOff => "switch_off",
    }
}

/// An alert with its unit.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Row.
    pub id: i64,
    /// The unit.
    pub unit_id: i64,
    /// Its code.
    pub unit_code: String,
    /// Its name.
    pub unit: String,
    /// What rang.
    pub subject: Subject,
    /// When it began, UTC.
    pub began_at: NaiveDateTime,
    /// What was seen then.
    pub evidence: Evidence,
    /// When its leaders were reminded.
    pub reminded_at: Option<NaiveDateTime>,
    /// When it was acknowledged.
    pub acknowledged_at: Option<NaiveDateTime>,
    /// When it was over.
    pub ended_at: Option<NaiveDateTime>,
}

/// A line of its history.
#[derive(Clone, Debug, Queryable)]
pub struct AlertEvent {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Word of what.
    pub step: String,
    /// Who, or nobody.
    pub name: String,
    /// What they noted.
    pub note: String,
}

/// Somebody who does something with an alert.
#[derive(Clone, Debug)]
pub struct By<'a> {
    /// The account; nobody is the program.
    pub account_id: Option<i64>,
    /// The name as it was then.
    pub name: &'a str,
    /// What they note.
    pub note: &'a str,
}

/// The program itself.
pub const BY_RULE: By<'static> = By {
    account_id: None,
    name: "",
    note: "",
};

type Row = (
    (i64, i64, String, String),
    (String, NaiveDateTime, String),
    (
        Option<NaiveDateTime>,
        Option<NaiveDateTime>,
        Option<NaiveDateTime>,
    ),
);

macro_rules! alerts {
    () => {
        watch_alerts::table.inner_join(units::table).select((
            (
                watch_alerts::id,
                watch_alerts::unit_id,
                units::code,
                units::name,
            ),
            (
                watch_alerts::subject,
                watch_alerts::began_at,
                watch_alerts::evidence,
            ),
            (
                watch_alerts::reminded_at,
                watch_alerts::acknowledged_at,
                watch_alerts::ended_at,
            ),
        ))
    };
}

fn alert(row: Row) -> Option<Alert> {
    let ((id, unit_id, unit_code, unit), (subject, began_at, evidence), moments) = row;
    let (reminded_at, acknowledged_at, ended_at) = moments;
    Some(Alert {
        id,
        unit_id,
        unit_code,
        unit,
        subject: subject.parse().ok()?,
        began_at,
        evidence: serde_json::from_str(&evidence).ok()?,
        reminded_at,
        acknowledged_at,
        ended_at,
    })
}

/// The alerts of a unit that are not over.
///
/// # Errors
/// The database refuses.
pub fn list_open(conn: &mut DbConn, unit_id: i64) -> QueryResult<Vec<Alert>> {
    let rows: Vec<Row> = alerts!()
        .filter(watch_alerts::unit_id.eq(unit_id))
        .filter(watch_alerts::ended_at.is_null())
        .order(watch_alerts::id)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(alert).collect())
}

/// Alerts that the viewer may see, the newest first: those that are over, or those that are not.
///
/// # Errors
/// The database refuses.
pub fn list_alerts(
    conn: &mut DbConn,
    scope: &Scope,
    over: bool,
    (skip, at_most): (i64, i64),
) -> QueryResult<Vec<Alert>> {
    let rows: Vec<Row> = alerts!()
        .filter(units::path.like(scope.pattern()))
        .filter(watch_alerts::ended_at.is_not_null().eq(over))
        .order((
            watch_alerts::acknowledged_at.is_not_null(),
            watch_alerts::id.desc(),
        ))
        .offset(skip)
        .limit(at_most)
        .load(conn)?;
    Ok(rows.into_iter().filter_map(alert).collect())
}

/// One that the viewer may see.
///
/// # Errors
/// The database refuses.
pub fn find_alert(conn: &mut DbConn, scope: &Scope, id: i64) -> QueryResult<Option<Alert>> {
    let row: Option<Row> = alerts!()
        .filter(units::path.like(scope.pattern()))
        .filter(watch_alerts::id.eq(id))
        .first(conn)
        .optional()?;
    Ok(row.and_then(alert))
}

/// Its history, the oldest line first.
///
/// # Errors
/// The database refuses.
pub fn list_events(conn: &mut DbConn, alert_id: i64) -> QueryResult<Vec<AlertEvent>> {
    watch_events::table
        .filter(watch_events::alert_id.eq(alert_id))
        .order(watch_events::id)
        .select((
            watch_events::at,
            watch_events::step,
            watch_events::name,
            watch_events::note,
        ))
        .load(conn)
}

/// Words of what rings in a unit that nobody has acknowledged.
///
/// # Errors
/// The database refuses.
pub fn list_ringing(conn: &mut DbConn, unit_id: i64) -> QueryResult<Vec<String>> {
    watch_alerts::table
        .filter(watch_alerts::unit_id.eq(unit_id))
        .filter(watch_alerts::ended_at.is_null())
        .filter(watch_alerts::acknowledged_at.is_null())
        .order(watch_alerts::id)
        .select(watch_alerts::subject)
        .load(conn)
}

/// Lets it ring; nothing if it does already, which another server may have seen first.
///
/// # Errors
/// The database refuses.
pub fn begin(
    conn: &mut DbConn,
    (unit_id, subject): (i64, Subject),
    evidence: &Evidence,
    now: NaiveDateTime,
) -> QueryResult<Option<i64>> {
    let json = serde_json::to_string(evidence)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    let row = (
        watch_alerts::unit_id.eq(unit_id),
        watch_alerts::subject.eq(subject.as_str()),
        watch_alerts::began_at.eq(now),
        watch_alerts::evidence.eq(json),
    );
    let inserted = on_each!(conn, |c| diesel::insert_into(watch_alerts::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted == 0 {
        return Ok(None);
    }
    let id = watch_alerts::table
        .filter(watch_alerts::unit_id.eq(unit_id))
        .filter(watch_alerts::subject.eq(subject.as_str()))
        .filter(watch_alerts::ended_at.is_null())
        .select(watch_alerts::id)
        .first(conn)?;
    write_event(conn, id, AlertStep::Begin, &BY_RULE, now)?;
    Ok(Some(id))
}

/// Notes a step of an alert that is not over; false if somebody did before.
///
/// # Errors
/// The database refuses.
pub fn take_step(
    conn: &mut DbConn,
    id: i64,
    step: AlertStep,
    by: &By<'_>,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let open = watch_alerts::table
        .filter(watch_alerts::id.eq(id))
        .filter(watch_alerts::ended_at.is_null());
    let changed = match step {
        AlertStep::Begin => 0,
        AlertStep::Remind => diesel::update(open.filter(watch_alerts::reminded_at.is_null()))
            .set(watch_alerts::reminded_at.eq(now))
            .execute(conn)?,
        AlertStep::Acknowledge => {
            diesel::update(open.filter(watch_alerts::acknowledged_at.is_null()))
                .set(watch_alerts::acknowledged_at.eq(now))
                .execute(conn)?
        }
        AlertStep::End | AlertStep::SwitchOff => diesel::update(open)
            .set(watch_alerts::ended_at.eq(now))
            .execute(conn)?,
    };
    if changed == 1 {
        write_event(conn, id, step, by, now)?;
    }
    Ok(changed == 1)
}

fn write_event(
    conn: &mut DbConn,
    alert_id: i64,
    step: AlertStep,
    by: &By<'_>,
    now: NaiveDateTime,
) -> QueryResult<()> {
    diesel::insert_into(watch_events::table)
        .values((
            watch_events::alert_id.eq(alert_id),
            watch_events::at.eq(now),
            watch_events::step.eq(step.as_str()),
            watch_events::account_id.eq(by.account_id),
            watch_events::name.eq(by.name),
            watch_events::note.eq(by.note),
        ))
        .execute(conn)?;
    Ok(())
}
