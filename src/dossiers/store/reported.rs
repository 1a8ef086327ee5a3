//! Dossiers as one-stop software reports them: many looked up, taken in or changed at once.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::result::Error;

use super::applications::replace_application;
use super::dossiers::{Saved, save_dossier};
use super::events::Entry;
use super::tallies::{Moves, move_tallies};
use crate::db::DbConn;
use crate::db::schema::{dossier_applications, dossier_events, dossier_sources, dossiers};
use crate::dossiers::dossier::{Application, Dossier};
use crate::on_each;
use crate::vietnamese::phone::phone_key;

/// A dossier that is kept, its application unless erased, and what was said of it last (JSON).
pub type Kept = (Dossier, Option<Application>, Option<String>);

/// A dossier to be taken in.
pub struct NewReported {
    /// The dossier.
    pub dossier: Dossier,
    /// Who handed it in.
    pub application: Application,
    /// What was said of it (JSON).
    pub said: String,
}

#[derive(Insertable)]
#[diesel(table_name = dossiers, treat_none_as_default_value = false)]
struct DossierRow<'a> {
    unit_id: i64,
    code: &'a str,
    procedure_id: Option<i64>,
    procedure_name: &'a str,
    field: &'a str,
    officer_id: Option<i64>,
    officer_name: &'a str,
    way: &'static str,
    state: &'static str,
    received_at: NaiveDateTime,
    limit_n: Option<i32>,
    limit_unit: Option<&'a str>,
    counted_from: NaiveDateTime,
    first_due_at: Option<NaiveDateTime>,
    due_at: Option<NaiveDateTime>,
    stopped_at: Option<NaiveDateTime>,
    ended_at: Option<NaiveDateTime>,
    returned_at: Option<NaiveDateTime>,
    days_late: Option<i32>,
    timing: &'static str,
    supplements: i32,
    contacts: Option<i32>,
    agencies: Option<i32>,
    owed_from: Option<NaiveDateTime>,
}

#[derive(Insertable)]
#[diesel(table_name = dossier_applications, treat_none_as_default_value = false)]
struct ApplicationRow<'a> {
    dossier_id: i64,
    name: &'a str,
    identity: &'a str,
    phone: &'a str,
    phone_key: String,
    email: &'a str,
    address: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = dossier_events, treat_none_as_default_value = false)]
struct EventRow<'a> {
    dossier_id: i64,
    at: NaiveDateTime,
    noted_at: NaiveDateTime,
    account_id: Option<i64>,
    action: &'static str,
    note: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = dossier_sources, treat_none_as_default_value = false)]
struct SourceRow<'a> {
    dossier_id: i64,
    said: &'a str,
}

/// The dossiers of a unit with these codes, at most a thousand, by code.
///
/// # Errors
/// The database refuses.
pub fn find_reported(
    conn: &mut DbConn,
    unit_id: i64,
    codes: &[&str],
) -> QueryResult<HashMap<String, Kept>> {
    let found: Vec<Kept> = dossiers::table
        .left_join(dossier_applications::table)
        .left_join(dossier_sources::table)
        .filter(dossiers::unit_id.eq(unit_id))
        .filter(dossiers::code.eq_any(codes))
        .select((
            Dossier::as_select(),
            Option::<Application>::as_select(),
            dossier_sources::said.nullable(),
        ))
        .load(conn)?;
    let by_code = found.into_iter().map(|kept| (kept.0.code.clone(), kept));
    Ok(by_code.collect())
}

/// Takes dossiers in that are not there, at most a thousand, each with its first line of history
/// and its counts.
///
/// # Errors
/// The database refuses, or somebody took one of them in meanwhile: the transaction is to be undone then.
pub fn insert_reported(
    conn: &mut DbConn,
    new: &[NewReported],
    entry: &Entry<'_>,
) -> QueryResult<()> {
    let Some(first) = new.first() else {
        return Ok(());
    };
    let rows: Vec<_> = new.iter().map(dossier_row).collect();
    let stored = on_each!(conn, |c| diesel::insert_into(dossiers::table)
        .values(&rows)
        .on_conflict((dossiers::unit_id, dossiers::code))
        .do_nothing()
        .execute(c))?;
    if stored < new.len() {
        return Err(Error::RollbackTransaction);
    }
    let codes: Vec<&str> = new.iter().map(|one| one.dossier.code.as_str()).collect();
    let ids: Vec<(String, i64)> = dossiers::table
        .filter(dossiers::unit_id.eq(first.dossier.unit_id))
        .filter(dossiers::code.eq_any(codes))
        .select((dossiers::code, dossiers::id))
        .load(conn)?;
    let ids: HashMap<String, i64> = ids.into_iter().collect();
    insert_beside(conn, new, &ids, entry)?;
    let mut moves = Moves::default();
    for one in new {
        moves.note(None, &one.dossier);
    }
    move_tallies(conn, &moves)
}

fn insert_beside(
    conn: &mut DbConn,
    new: &[NewReported],
    ids: &HashMap<String, i64>,
    entry: &Entry<'_>,
) -> QueryResult<()> {
    let placed: Vec<(i64, &NewReported)> = new
        .iter()
        .filter_map(|one| Some((*ids.get(&one.dossier.code)?, one)))
        .collect();
    let applications: Vec<_> = placed.iter().map(application_row).collect();
    let events: Vec<_> = placed
        .iter()
        .map(|(dossier_id, one)| EventRow {
            dossier_id: *dossier_id,
            at: one.dossier.received_at,
            noted_at: entry.noted_at,
            account_id: entry.by,
            action: entry.step.as_str(),
            note: entry.note,
        })
        .collect();
    let sources: Vec<_> = placed
        .iter()
        .map(|(dossier_id, one)| SourceRow {
            dossier_id: *dossier_id,
            said: &one.said,
        })
        .collect();
    on_each!(conn, |c| {
        diesel::insert_into(dossier_applications::table)
            .values(&applications)
            .execute(c)?;
        diesel::insert_into(dossier_events::table)
            .values(&events)
            .execute(c)?;
        diesel::insert_into(dossier_sources::table)
            .values(&sources)
            .execute(c)
    })?;
    Ok(())
}

/// Keeps a change of a dossier with what is said of it now, and its line of history.
///
/// # Errors
/// The database refuses, or somebody changed it meanwhile: the transaction is to be undone then.
pub fn update_reported(
    conn: &mut DbConn,
    (before, after): (&Dossier, &Dossier),
    application: Option<&Application>,
    said: &str,
    entry: &Entry<'_>,
) -> QueryResult<()> {
    if save_dossier(conn, before, after, entry)? == Saved::Stale {
        return Err(Error::RollbackTransaction);
    }
    if let Some(application) = application {
        replace_application(conn, before.id, application)?;
    }
    let row = SourceRow {
        dossier_id: before.id,
        said,
    };
    on_each!(conn, |c| diesel::insert_into(dossier_sources::table)
        .values(&row)
        .on_conflict(dossier_sources::dossier_id)
        .do_update()
        .set(dossier_sources::said.eq(said))
        .execute(c))?;
    Ok(())
}

fn dossier_row(one: &NewReported) -> DossierRow<'_> {
    let new = &one.dossier;
    DossierRow {
        unit_id: new.unit_id,
        code: &new.code,
        procedure_id: new.procedure_id,
        procedure_name: &new.procedure_name,
        field: &new.field,
        officer_id: new.officer_id,
        officer_name: &new.officer_name,
        way: new.way.as_str(),
        state: new.state.as_str(),
        received_at: new.received_at,
        limit_n: new.limit_n,
        limit_unit: new.limit_unit.as_deref(),
        counted_from: new.counted_from,
        first_due_at: new.first_due_at,
        due_at: new.due_at,
        stopped_at: new.stopped_at,
        ended_at: new.ended_at,
        returned_at: new.returned_at,
        days_late: new.days_late,
        timing: new.timing.as_str(),
        supplements: new.supplements,
        contacts: new.contacts,
        agencies: new.agencies,
        owed_from: new.owed_from,
    }
}

fn application_row<'a>((dossier_id, one): &(i64, &'a NewReported)) -> ApplicationRow<'a> {
    let new = &one.application;
    ApplicationRow {
        dossier_id: *dossier_id,
        name: &new.name,
        identity: &new.identity,
        phone: &new.phone,
        phone_key: phone_key(&one.application.phone),
        email: &new.email,
        address: &new.address,
    }
}
