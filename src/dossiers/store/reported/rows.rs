//! The rows that are written many at a time. Every column is given: SQLite takes many rows in one statement only so.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::schema::{dossier_applications, dossier_events, dossier_sources, dossiers};
use crate::dossiers::dossier::{Application, Dossier};
use crate::dossiers::store::Entry;
use crate::vietnamese::phone::phone_key;

/// A dossier.
#[derive(Insertable)]
#[diesel(table_name = dossiers, treat_none_as_default_value = false)]
pub(super) struct DossierRow<'a> {
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
    errors_owed: i32,
    error_at: Option<NaiveDateTime>,
    apologised_on: Option<NaiveDate>,
    apologised_again_on: Option<NaiveDate>,
    owed_from: Option<NaiveDateTime>,
    version: i64,
}

/// Who handed it in, as far as files tell.
#[derive(Insertable)]
#[diesel(table_name = dossier_applications, treat_none_as_default_value = false)]
pub(super) struct ApplicationRow<'a> {
    dossier_id: i64,
    name: &'a str,
    identity: &'a str,
    phone: &'a str,
    phone_key: String,
    email: &'a str,
    address: &'a str,
}

/// A line of history.
#[derive(Insertable)]
#[diesel(table_name = dossier_events, treat_none_as_default_value = false)]
pub(super) struct EventRow<'a> {
    dossier_id: i64,
    at: NaiveDateTime,
    noted_at: NaiveDateTime,
    account_id: Option<i64>,
    action: &'static str,
    note: &'a str,
}

/// What was said of it.
#[derive(Insertable)]
#[diesel(table_name = dossier_sources, treat_none_as_default_value = false)]
pub(super) struct SourceRow<'a> {
    pub(super) dossier_id: i64,
    pub(super) said: &'a str,
}

impl<'a> DossierRow<'a> {
    /// A dossier, as one of its versions.
    pub(super) fn of(dossier: &'a Dossier, version: i64) -> Self {
        Self {
            unit_id: dossier.unit_id,
            code: &dossier.code,
            procedure_id: dossier.procedure_id,
            procedure_name: &dossier.procedure_name,
            field: &dossier.field,
            officer_id: dossier.officer_id,
            officer_name: &dossier.officer_name,
            way: dossier.way.as_str(),
            state: dossier.state.as_str(),
            received_at: dossier.received_at,
            limit_n: dossier.limit_n,
            limit_unit: dossier.limit_unit.as_deref(),
            counted_from: dossier.counted_from,
            first_due_at: dossier.first_due_at,
            due_at: dossier.due_at,
            stopped_at: dossier.stopped_at,
            ended_at: dossier.ended_at,
            returned_at: dossier.returned_at,
            days_late: dossier.days_late,
            timing: dossier.timing.as_str(),
            supplements: dossier.supplements,
            contacts: dossier.contacts,
            agencies: dossier.agencies,
            errors_owed: dossier.errors_owed,
            error_at: dossier.error_at,
            apologised_on: dossier.apologised_on,
            apologised_again_on: dossier.apologised_again_on,
            owed_from: dossier.owed_from,
            version,
        }
    }
}

impl<'a> ApplicationRow<'a> {
    /// That of a dossier.
    pub(super) fn of(dossier_id: i64, application: &'a Application) -> Self {
        Self {
            dossier_id,
            name: &application.name,
            identity: &application.identity,
            phone: &application.phone,
            phone_key: phone_key(&application.phone),
            email: &application.email,
            address: &application.address,
        }
    }
}

impl<'a> EventRow<'a> {
    /// That of a dossier.
    pub(super) fn of(dossier_id: i64, entry: &Entry<'a>) -> Self {
        Self {
            dossier_id,
            at: entry.at,
            noted_at: entry.noted_at,
            account_id: entry.by,
            action: entry.step.as_str(),
            note: entry.note,
        }
    }
}
