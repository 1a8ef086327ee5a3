//! The SQL of complaints.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::report::NewComplaint;
use crate::db::DbConn;
use crate::db::schema::{complaint_contacts, complaints, counters, units};
use crate::on_each;
use crate::units::Scope;

/// A complaint as its list shows it.
#[derive(Debug, Queryable)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// Name of the unit.
    pub unit: String,
    /// Name of the counter, if any.
    pub counter: Option<String>,
    /// The words.
    pub text: String,
    /// When it was written, UTC.
    pub created_at: NaiveDateTime,
    /// Name, if the contact is there.
    pub name: Option<String>,
    /// Number to call back, if the contact is there.
    pub phone: Option<String>,
}

/// Stores what is new; one that is known already stays as it is.
///
/// # Errors
/// The database refuses.
pub fn insert_all(conn: &mut DbConn, reported: &[NewComplaint]) -> QueryResult<()> {
    for new in reported {
        let report = &new.report;
        let row = (
            complaints::public_id.eq(&report.id.as_bytes()[..]),
            complaints::unit_id.eq(new.unit_id),
            complaints::counter_id.eq(new.counter_id),
            complaints::channel.eq(new.channel.as_str()),
            complaints::lang.eq(&new.lang),
            complaints::text.eq(&report.text),
            complaints::created_at.eq(new.created_at),
            complaints::received_at.eq(new.received_at),
        );
        let inserted = on_each!(conn, |c| diesel::insert_into(complaints::table)
            .values(&row)
            .on_conflict_do_nothing()
            .execute(c))?;
        let unreachable = report.phone.is_empty() && report.name.is_empty();
        if inserted == 0 || unreachable {
            continue;
        }
        let id: i64 = complaints::table
            .filter(complaints::public_id.eq(&report.id.as_bytes()[..]))
            .select(complaints::id)
            .first(conn)?;
        diesel::insert_into(complaint_contacts::table)
            .values((
                complaint_contacts::complaint_id.eq(id),
                complaint_contacts::name.eq(&report.name),
                complaint_contacts::phone.eq(&report.phone),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Complaints of the units that the viewer may see, newest first.
///
/// # Errors
/// The database refuses.
pub fn list_complaints(
    conn: &mut DbConn,
    scope: &Scope,
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<Listed>> {
    complaints::table
        .inner_join(units::table)
        .left_join(counters::table)
        .left_join(complaint_contacts::table)
        .filter(units::path.like(scope.pattern()))
        .order((complaints::created_at.desc(), complaints::id.desc()))
        .offset(skip)
        .limit(at_most)
        .select((
            complaints::id,
            units::name,
            counters::name.nullable(),
            complaints::text,
            complaints::created_at,
            complaint_contacts::name.nullable(),
            complaint_contacts::phone.nullable(),
        ))
        .load(conn)
}
