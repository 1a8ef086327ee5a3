//! What is due: the queries of duties. They look at every unit, because nobody looks through them.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::accounts::tasks::HandleComplaints;
use crate::accounts::{Role, Task};
use crate::complaints::case::Case;
use crate::complaints::state::{State, Step};
use crate::complaints::store::{hold_case, index_case};
use crate::db::DbConn;
use crate::db::schema::{
    accounts, complaint_answers, complaint_contacts, complaint_events, complaint_words, complaints,
    units,
};
use crate::vietnamese::phone::phone_key;

fn open() -> impl Iterator<Item = &'static str> {
    State::OPEN.iter().map(|state| state.as_str())
}

/// Open cases whose day passed and that are not called late yet.
pub(super) fn list_passed(
    conn: &mut DbConn,
    today: NaiveDate,
    at_most: i64,
) -> QueryResult<Vec<Case>> {
    complaints::table
        .filter(complaints::state.eq_any(open()))
        .filter(complaints::due.lt(today))
        .filter(complaints::late.eq(false))
        .order((complaints::due, complaints::id))
        .limit(at_most)
        .select(Case::as_select())
        .load(conn)
}

/// Cases that were answered before a day and that nobody objected to, as the index has them: asked for in the order of
/// their numbers, a database would rather look through everything in that order.
pub(super) fn list_answered_before(
    conn: &mut DbConn,
    day: NaiveDate,
    at_most: i64,
) -> QueryResult<Vec<Case>> {
    complaints::table
        .filter(complaints::state.eq(State::Answered.as_str()))
        .filter(complaints::done_on.lt(day))
        .order((complaints::due, complaints::id))
        .limit(at_most)
        .select(Case::as_select())
        .load(conn)
}

/// Open cases after a number: all of them, or those that should have a day and have none.
pub(super) fn list_open(
    conn: &mut DbConn,
    all: bool,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<Case>> {
    let query = complaints::table
        .filter(complaints::state.eq_any(open()))
        .filter(complaints::id.gt(after))
        .order(complaints::id)
        .limit(at_most)
        .select(Case::as_select())
        .into_boxed();
    if all {
        return query.load(conn);
    }
    query
        .filter(complaints::due.is_null())
        .filter(complaints::state.ne(State::Waiting.as_str()))
        .load(conn)
}

/// Cases that were done while the calendar of their year was missing. What waited for others when it was refused or
/// forwarded owed nothing.
pub(super) fn list_done_without_day(conn: &mut DbConn) -> QueryResult<Vec<Case>> {
    complaints::table
        .filter(complaints::done_on.is_not_null())
        .filter(complaints::due.is_null())
        .filter(complaints::paused_on.is_null())
        .order(complaints::id)
        .select(Case::as_select())
        .load(conn)
}

/// Open cases whose citizen must have been told by a day that they are seen to, each with its day.
pub(super) fn list_to_tell(
    conn: &mut DbConn,
    until: NaiveDate,
) -> QueryResult<Vec<(Case, NaiveDate)>> {
    complaints::table
        .filter(complaints::state.eq_any(open()))
        .filter(complaints::acknowledge_by.le(until))
        .order((complaints::acknowledge_by, complaints::id))
        .select((
            Case::as_select(),
            complaints::acknowledge_by.assume_not_null(),
        ))
        .load(conn)
}

/// Open cases that are due until a day, each with its day.
pub(super) fn list_due_until(
    conn: &mut DbConn,
    until: NaiveDate,
) -> QueryResult<Vec<(Case, NaiveDate)>> {
    complaints::table
        .filter(complaints::state.eq_any(open()))
        .filter(complaints::due.le(until))
        .order((complaints::due, complaints::id))
        .select((Case::as_select(), complaints::due.assume_not_null()))
        .load(conn)
}

/// Numbers of cases after a number that no search finds.
pub(super) fn list_without_words(
    conn: &mut DbConn,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<i64>> {
    let words = complaint_words::table.filter(complaint_words::complaint_id.eq(complaints::id));
    complaints::table
        .filter(complaints::id.gt(after))
        .filter(not(exists(words)))
        .order(complaints::id)
        .limit(at_most)
        .select(complaints::id)
        .load(conn)
}

/// Lets searches find a case, by the name of whoever complained while that is kept: whoever changes or erases it
/// meanwhile comes first, and then it waits for the next start.
pub(super) fn lay_words(conn: &mut DbConn, case_id: i64) -> QueryResult<()> {
    let (case, name): (Case, Option<String>) = complaints::table
        .left_join(complaint_contacts::table)
        .filter(complaints::id.eq(case_id))
        .select((Case::as_select(), complaint_contacts::name.nullable()))
        .first(conn)?;
    if hold_case(conn, &case)? {
        index_case(conn, &case, &name.unwrap_or_default())?;
    }
    Ok(())
}

/// Numbers of cases after a number whose contact has a phone without a key.
pub(super) fn list_without_key(
    conn: &mut DbConn,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<i64>> {
    complaint_contacts::table
        .filter(complaint_contacts::complaint_id.gt(after))
        .filter(complaint_contacts::phone.ne(""))
        .filter(complaint_contacts::phone_key.eq(""))
        .order(complaint_contacts::complaint_id)
        .limit(at_most)
        .select(complaint_contacts::complaint_id)
        .load(conn)
}

/// Gives the phone of a case the key by which it is found, while it is kept.
pub(super) fn key_phone(conn: &mut DbConn, case_id: i64) -> QueryResult<()> {
    let kept = complaint_contacts::table.find(case_id);
    let phone: Option<String> = kept
        .select(complaint_contacts::phone)
        .first(conn)
        .optional()?;
    if let Some(phone) = phone {
        diesel::update(kept)
            .set(complaint_contacts::phone_key.eq(phone_key(&phone)))
            .execute(conn)?;
    }
    Ok(())
}

/// Cases after a number that were done before a day and whose contact is still kept.
pub(super) fn list_with_contact(
    conn: &mut DbConn,
    before: NaiveDate,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<Case>> {
    complaints::table
        .inner_join(complaint_contacts::table)
        .filter(complaints::done_on.lt(before))
        .filter(complaints::id.gt(after))
        .order(complaints::id)
        .limit(at_most)
        .select(Case::as_select())
        .load(conn)
}

/// Open cases that were given to somebody who works on them no more, and the name: their account is closed, does other
/// work, or is another unit's. But not those whose answer waits for a leader.
pub(super) fn list_of_who_left(
    conn: &mut DbConn,
    at_most: i64,
) -> QueryResult<Vec<(Case, String)>> {
    let waits = complaint_answers::table
        .filter(complaint_answers::complaint_id.eq(complaints::id))
        .filter(complaint_answers::approved_at.is_null())
        .filter(complaint_answers::returned_at.is_null());
    let homes = diesel::alias!(units as homes);
    let home = homes.field(units::path);
    let handle = HandleComplaints::ROLES.iter().map(|role| role.as_str());
    complaints::table
        .inner_join(units::table)
        .inner_join(accounts::table.on(complaints::assignee_id.assume_not_null().eq(accounts::id)))
        .inner_join(homes.on(accounts::unit_id.eq(homes.field(units::id))))
        .filter(complaints::state.eq_any(open()))
        .filter(
            accounts::active
                .eq(false)
                .or(accounts::role.ne_all(handle))
                .or(not(units::path.like(home.concat("%")))),
        )
        .filter(not(exists(waits)))
        .order(complaints::id)
        .limit(at_most)
        .select((Case::as_select(), accounts::name))
        .load(conn)
}

/// The leaders of a unit who can sign in.
pub(super) fn list_leaders(conn: &mut DbConn, unit_id: i64) -> QueryResult<Vec<i64>> {
    accounts::table
        .filter(accounts::unit_id.eq(unit_id))
        .filter(accounts::active.eq(true))
        .filter(accounts::role.eq(Role::Leader.as_str()))
        .select(accounts::id)
        .load(conn)
}

/// Where an account reads mail, if it says so and is open, and its unit.
pub(super) fn find_mailbox(
    conn: &mut DbConn,
    account_id: i64,
) -> QueryResult<Option<(String, i64)>> {
    let found: Option<(String, i64)> = accounts::table
        .find(account_id)
        .filter(accounts::active.eq(true))
        .select((accounts::email, accounts::unit_id))
        .first(conn)
        .optional()?;
    Ok(found.filter(|(email, _)| !email.is_empty()))
}

/// Something that happened to a case.
pub(super) struct Happened {
    /// Number of the event.
    pub(super) id: i64,
    /// When, UTC.
    pub(super) at: NaiveDateTime,
    /// Who did it; nobody is the citizen, or the program by rule.
    pub(super) by: Option<i64>,
    /// What.
    pub(super) step: Step,
    /// The case as it is now.
    pub(super) case: Case,
    /// Name of its unit.
    pub(super) unit: String,
    /// Code of its unit.
    pub(super) unit_code: String,
    /// Number to reach whoever complained, if one was left.
    pub(super) phone: Option<String>,
}

type HappenedRow = (
    i64,
    NaiveDateTime,
    Option<i64>,
    String,
    Case,
    String,
    String,
    Option<String>,
);

/// Whether the same step was taken again after it happened.
pub(super) fn was_done_again(conn: &mut DbConn, event: &Happened) -> QueryResult<bool> {
    let later = complaint_events::table
        .filter(complaint_events::complaint_id.eq(event.case.id))
        .filter(complaint_events::id.gt(event.id))
        .filter(complaint_events::action.eq(event.step.as_str()));
    diesel::select(exists(later)).get_result(conn)
}

/// Waits for whoever writes into the history and lets nobody else write for the rest of the transaction: an event has its
/// number before anybody sees it, and whoever goes on from a later number would pass it over for good. When it was
/// written no event tells; its moment may be that of a call which was typed in hours later. SQLite lets one write after
/// the other anyway.
pub(super) fn let_history_settle(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Postgres(conn) => conn.batch_execute("LOCK TABLE complaint_events IN SHARE MODE"),
        DbConn::Sqlite(_) => Ok(()),
    }
}

/// Events after a number, in the order of their numbers.
pub(super) fn list_happened(
    conn: &mut DbConn,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<Happened>> {
    let rows: Vec<HappenedRow> = complaint_events::table
        .inner_join(
            complaints::table
                .inner_join(units::table)
                .left_join(complaint_contacts::table),
        )
        .filter(complaint_events::id.gt(after))
        .order(complaint_events::id)
        .limit(at_most)
        .select((
            complaint_events::id,
            complaint_events::at,
            complaint_events::account_id,
            complaint_events::action,
            Case::as_select(),
            units::name,
            units::code,
            complaint_contacts::phone_key.nullable(),
        ))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(happened).collect())
}

fn happened(row: HappenedRow) -> Option<Happened> {
    let (id, at, by, action, case, unit, unit_code, phone) = row;
    Some(Happened {
        id,
        at,
        by,
        step: action.parse().ok()?,
        case,
        unit,
        unit_code,
        phone: phone.filter(|phone| !phone.is_empty()),
    })
}
