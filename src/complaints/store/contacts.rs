//! How to reach whoever complained: kept beside the case, corrected, erased. What finds a case by it moves with it.

use diesel::prelude::*;

use super::words::index_name;
use crate::complaints::case::Case;
use crate::complaints::report::NewComplaint;
use crate::complaints::state::Step;
use crate::db::DbConn;
use crate::db::schema::{complaint_contacts, complaint_events, complaint_words, complaints};
use crate::vietnamese::phone::phone_key;

/// How to reach whoever complained. Empty where it was not told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Number, as it was told.
    pub phone: String,
    /// Where they live.
    pub address: String,
}

impl From<&NewComplaint> for Contact {
    fn from(new: &NewComplaint) -> Self {
        Self {
            name: new.report.name.clone(),
            phone: new.report.phone.clone(),
            address: new.details.address.clone(),
        }
    }
}

/// Lays it down beside a case that has none. What is empty is not kept.
pub(super) fn insert_contact(conn: &mut DbConn, id: i64, contact: &Contact) -> QueryResult<()> {
    if *contact == Contact::default() {
        return Ok(());
    }
    diesel::insert_into(complaint_contacts::table)
        .values((
            complaint_contacts::complaint_id.eq(id),
            complaint_contacts::name.eq(&contact.name),
            complaint_contacts::phone.eq(&contact.phone),
            complaint_contacts::phone_key.eq(phone_key(&contact.phone)),
            complaint_contacts::address.eq(&contact.address),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether somebody of the office corrected or erased it, or a rule did: of the case or of a part that was split off.
///
/// # Errors
/// The database refuses.
pub fn was_corrected(conn: &mut DbConn, case: &Case) -> QueryResult<bool> {
    let parts = complaints::table
        .filter(complaints::parent_id.assume_not_null().eq(case.id))
        .select(complaints::id);
    let by_office = complaint_events::action
        .eq(Step::Correct.as_str())
        .and(complaint_events::account_id.is_not_null());
    let corrected = complaint_events::table
        .filter(
            complaint_events::complaint_id
                .eq(case.id)
                .or(complaint_events::complaint_id.eq_any(parts)),
        )
        .filter(by_office.or(complaint_events::action.eq(Step::Erase.as_str())))
        .count()
        .get_result::<i64>(conn)?;
    Ok(corrected > 0)
}

/// Puts another in its place; an empty one erases it.
///
/// # Errors
/// The database refuses.
pub fn replace_contact(conn: &mut DbConn, case: &Case, contact: &Contact) -> QueryResult<()> {
    diesel::delete(complaint_contacts::table.find(case.id)).execute(conn)?;
    diesel::delete(complaint_words::table)
        .filter(complaint_words::complaint_id.eq(case.id))
        .filter(complaint_words::of_contact.eq(true))
        .execute(conn)?;
    insert_contact(conn, case.id, contact)?;
    index_name(conn, case, &contact.name)
}

/// How to reach whoever complained, while it is kept.
///
/// # Errors
/// The database refuses.
pub fn find_contact(conn: &mut DbConn, case: &Case) -> QueryResult<Option<Contact>> {
    complaint_contacts::table
        .find(case.id)
        .select((
            complaint_contacts::name,
            complaint_contacts::phone,
            complaint_contacts::address,
        ))
        .first(conn)
        .optional()
}
