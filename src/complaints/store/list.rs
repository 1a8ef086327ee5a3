//! Lists of cases: what is to be done, by when, and what was found by words.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, exists};
use diesel::prelude::*;

use super::cases::{seen_by, seen_on_a_walk_by};
use super::words::newest_with_all;
use crate::complaints::class::Class;
use crate::complaints::sight::Sight;
use crate::complaints::state::State;
use crate::db::DbConn;
use crate::db::schema::{accounts, complaint_answers, complaint_contacts, complaints, units};
use crate::vietnamese::phone::{PHONE_DIGITS, is_phone, phone_key};

/// Emergencies that are told by number.
const EMERGENCIES: i64 = 20;

crate::text_enum! {
    /// A part of the inbox.
    pub enum Tab {
        /// Open, and its day is over.
        Late => "late",
        /// Open, to be done today.
        Today => "today",
        /// Open, and its citizen must have been told by today that it is being seen to.
        ToTell => "to_tell",
        /// Open, to be done within the next days.
        Soon => "soon",
        /// Open, with time left, or without a day.
        Later => "later",
        /// The clock stands.
        Waiting => "waiting",
        /// Open and the viewer's own.
        Mine => "mine",
        /// Answers that wait for a leader.
        ToApprove => "to_approve",
        /// Answered, within the days in which the citizen may object.
        Answered => "answered",
        /// Everything, newest first.
        All => "all",
    }
}

/// The days that part the inbox.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// Today, in Vietnam.
    pub day: NaiveDate,
    /// Until this day a case is called soon.
    pub soon_until: NaiveDate,
}

impl Today {
    /// The part of the inbox to which a case belongs that is open or answered.
    fn tab_of(&self, state: State, due: Option<NaiveDate>) -> Tab {
        match (state, due) {
            (State::Answered, _) => Tab::Answered,
            (State::Waiting, _) => Tab::Waiting,
            (_, Some(due)) if due < self.day => Tab::Late,
            (_, Some(due)) if due == self.day => Tab::Today,
            (_, Some(due)) if due <= self.soon_until => Tab::Soon,
            _ => Tab::Later,
        }
    }
}

/// A case as lists show it.
#[derive(Clone, Debug, Queryable)]
pub struct Listed {
    /// Its number.
    pub id: i64,
    /// Name of the unit.
    pub unit: String,
    /// What the citizen said.
    pub text: String,
    /// Word of where it stands.
    pub state: String,
    /// Word of what it was taken for.
    pub proposed: String,
    /// Word of what it was decided to be.
    pub class: Option<String>,
    /// When it came, UTC.
    pub received_at: NaiveDateTime,
    /// By when something must be done.
    pub due: Option<NaiveDate>,
    /// By when the citizen must be told that it is being seen to, where that is still owed.
    pub acknowledge_by: Option<NaiveDate>,
    /// Whether its day passed.
    pub late: bool,
    /// Name of whoever works on it.
    pub assignee: Option<String>,
    /// How it came in.
    pub way: String,
}

macro_rules! listed {
    () => {
        complaints::table
            .inner_join(units::table)
            .left_join(accounts::table.on(complaints::assignee_id.eq(accounts::id.nullable())))
            .select((
                complaints::id,
                units::name,
                complaints::text,
                complaints::state,
                complaints::proposed,
                complaints::class,
                complaints::received_at,
                complaints::due,
                complaints::acknowledge_by,
                complaints::late,
                accounts::name.nullable(),
                complaints::channel,
            ))
    };
}

/// Narrows a query of cases to a part of the inbox.
macro_rules! of_tab {
    ($query:expr, $tab:expr, $sight:expr, $today:expr) => {{
        let query = $query;
        let today: Today = $today;
        let open = || State::OPEN.iter().map(|state| state.as_str());
        match $tab {
            Tab::Late => query
                .filter(complaints::state.eq_any(open()))
                .filter(complaints::due.lt(today.day)),
            Tab::Today => query
                .filter(complaints::state.eq_any(open()))
                .filter(complaints::due.eq(today.day)),
            // What is over has no such day, so that its state need not be read.
            Tab::ToTell => query.filter(complaints::acknowledge_by.le(today.day)),
            Tab::Soon => query
                .filter(complaints::state.eq_any(open()))
                .filter(complaints::due.gt(today.day))
                .filter(complaints::due.le(today.soon_until)),
            Tab::Later => query
                .filter(complaints::state.eq_any(open()))
                .filter(complaints::state.ne(State::Waiting.as_str()))
                .filter(
                    complaints::due
                        .is_null()
                        .or(complaints::due.assume_not_null().gt(today.soon_until)),
                ),
            Tab::Waiting => query.filter(complaints::state.eq(State::Waiting.as_str())),
            Tab::Mine => query
                .filter(complaints::state.eq_any(open()))
                .filter(complaints::assignee_id.eq($sight.account_id)),
            Tab::ToApprove => query
                .filter(complaints::state.eq(State::InProgress.as_str()))
                // Asked of each case: answers that are over are never looked through.
                .filter(exists(
                    complaint_answers::table
                        .filter(complaint_answers::complaint_id.eq(complaints::id))
                        .filter(complaint_answers::approved_at.is_null())
                        .filter(complaint_answers::returned_at.is_null()),
                )),
            Tab::Answered => query.filter(complaints::state.eq(State::Answered.as_str())),
            Tab::All => query,
        }
    }};
}

/// How many cases each part of the inbox holds, but for everything, which is counted by figures.
///
/// # Errors
/// The database refuses.
pub fn count_tabs(conn: &mut DbConn, sight: &Sight, today: Today) -> QueryResult<Vec<(Tab, i64)>> {
    let mut counts: BTreeMap<Tab, i64> = BTreeMap::new();
    for (state, due, cases) in count_by_day(conn, sight)? {
        if let Ok(state) = state.parse() {
            *counts.entry(today.tab_of(state, due)).or_default() += cases;
        }
    }
    for tab in [Tab::ToTell, Tab::Mine, Tab::ToApprove] {
        let query = complaints::table
            .filter(seen_by!(sight))
            .count()
            .into_boxed();
        counts.insert(tab, of_tab!(query, tab, sight, today).first(conn)?);
    }
    let counted = Tab::ALL.iter().filter(|tab| **tab != Tab::All);
    Ok(counted
        .map(|tab| (*tab, counts.get(tab).copied().unwrap_or(0)))
        .collect())
}

/// Cases that are open or just answered, by where they stand and by their day: read from an index in one go.
fn count_by_day(
    conn: &mut DbConn,
    sight: &Sight,
) -> QueryResult<Vec<(String, Option<NaiveDate>, i64)>> {
    let shown = State::OPEN.iter().chain([&State::Answered]);
    complaints::table
        .filter(seen_by!(sight))
        .filter(complaints::state.eq_any(shown.map(|state| state.as_str())))
        // In the order of an index that holds all of it.
        .group_by((complaints::unit_id, complaints::state, complaints::due))
        .select((complaints::state, complaints::due, count_star()))
        .load(conn)
}

/// A part of the inbox: the most pressing first; everything newest first.
///
/// # Errors
/// The database refuses.
pub fn list_cases(
    conn: &mut DbConn,
    sight: &Sight,
    (tab, today): (Tab, Today),
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<Listed>> {
    if tab == Tab::All {
        return listed!()
            .filter(seen_on_a_walk_by!(sight))
            .order(complaints::id.desc())
            .offset(skip)
            .limit(at_most)
            .load(conn);
    }
    // The numbers first: what a case says is read of those alone that are shown.
    let query = complaints::table.filter(seen_by!(sight)).into_boxed();
    let query = of_tab!(query, tab, sight, today);
    let query = match tab {
        Tab::Answered => query.order(complaints::id.desc()),
        Tab::ToTell => query.order((complaints::acknowledge_by, complaints::id)),
        _ => query.order((complaints::due.is_null(), complaints::due, complaints::id)),
    };
    let found: Vec<i64> = query
        .offset(skip)
        .limit(at_most)
        .select(complaints::id)
        .load(conn)?;
    let shown = listed!().filter(complaints::id.eq_any(found)).into_boxed();
    match tab {
        Tab::Answered => shown.order(complaints::id.desc()).load(conn),
        Tab::ToTell => shown
            .order((complaints::acknowledge_by, complaints::id))
            .load(conn),
        _ => shown
            .order((complaints::due.is_null(), complaints::due, complaints::id))
            .load(conn),
    }
}

/// Numbers of the oldest cases that may be an emergency and that nobody has decided on.
///
/// # Errors
/// The database refuses.
pub fn list_emergencies(conn: &mut DbConn, sight: &Sight) -> QueryResult<Vec<i64>> {
    complaints::table
        .filter(seen_by!(sight))
        .filter(complaints::class.is_null())
        .filter(complaints::proposed.eq(Class::Emergency.as_str()))
        .filter(complaints::state.eq(State::Received.as_str()))
        .order(complaints::id)
        .limit(EMERGENCIES)
        .select(complaints::id)
        .load(conn)
}

/// Cases with all words of a search, newest first. A number finds its case, which stands before them; a whole phone
/// number, for those who may know whom to call, all cases left with it.
///
/// # Errors
/// The database refuses.
pub fn search_cases(
    conn: &mut DbConn,
    sight: &Sight,
    typed: &str,
    skip: i64,
    at_most: i64,
) -> QueryResult<Vec<Listed>> {
    let numbered = match typed.trim().trim_start_matches('#').parse::<i64>() {
        Ok(number) => listed!()
            .filter(seen_by!(sight))
            .filter(complaints::id.eq(number))
            .first::<Listed>(conn)
            .optional()?,
        Err(_) => None,
    };
    let number = numbered.as_ref().map(|case| case.id);
    let shown = numbered.filter(|_| skip == 0);
    // On the first page it takes the place of one, which is the first of the next.
    let skip_words = if number.is_some() {
        (skip - 1).max(0)
    } else {
        skip
    };
    let room = at_most - i64::from(shown.is_some());
    let mut found = newest_with_all(conn, sight, (typed, number), skip_words, room)?;
    if sight.contacts && skip == 0 && is_phone(typed) {
        found.extend(newest_of_phone(conn, &phone_key(typed), at_most)?);
    }
    let with_words: Vec<Listed> = listed!()
        .filter(seen_by!(sight))
        .filter(complaints::id.eq_any(found))
        .order(complaints::id.desc())
        .load(conn)?;
    Ok(shown.into_iter().chain(with_words).collect())
}

/// Numbers of the newest cases with which a phone was left.
fn newest_of_phone(conn: &mut DbConn, key: &str, at_most: i64) -> QueryResult<Vec<i64>> {
    if key.len() < PHONE_DIGITS {
        return Ok(Vec::new());
    }
    complaint_contacts::table
        .filter(complaint_contacts::phone_key.eq(key))
        .order(complaint_contacts::complaint_id.desc())
        .limit(at_most)
        .select(complaint_contacts::complaint_id)
        .load(conn)
}
