//! Naming an officer in a case, and taking the name back: whoever is named loses the case, also where they were to work
//! on it or to keep it, and with it every case of the same matter, which would tell them what this one says and who
//! spoke. What a confined case says of somebody is told in no other.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::QueryResult;

use super::case::Case;
use super::state::Step;
use super::steps::{Taken, take_step};
use super::store::{self, Entry};
use crate::db::DbConn;
use crate::units::Scope;
use crate::units::store::find_unit;

/// Names an officer in a case whose matter is held, and so in what it was split from or into, and in what says the same.
///
/// # Errors
/// The database refuses.
pub(super) fn accuse(
    conn: &mut DbConn,
    case: &Case,
    account: i64,
    entry: &Entry<'_>,
) -> QueryResult<Taken> {
    let taken = take_step(conn, case, entry, |_, _| {})?;
    if matches!(taken, Taken::Done(_)) {
        store::name_officer(conn, case, account)?;
        take_away(conn, case.id, account, entry.at)?;
        share_names(conn, case, entry.at)?;
    }
    Ok(taken)
}

/// Takes an officer's name out of a case whose matter is held, and out of the others of the matter. What another leader
/// keeps is theirs to clear: where it goes on naming the officer, all others go on keeping them out.
///
/// # Errors
/// The database refuses.
pub(super) fn clear(
    conn: &mut DbConn,
    case: &Case,
    account: i64,
    entry: &Entry<'_>,
) -> QueryResult<Taken> {
    if !names(conn, case, account)? {
        return Ok(Taken::NotNow);
    }
    let taken = take_step(conn, case, entry, |_, _| {})?;
    if !matches!(taken, Taken::Done(_)) {
        return Ok(taken);
    }
    store::unname_officer(conn, case, account)?;
    let elsewhere = Entry {
        by: entry.by.filter(|_| !case.confined),
        ..*entry
    };
    for id in store::list_matter(conn, &[case.id])? {
        let other = store::reread_case(conn, id)?;
        let is_theirs = other.confined && other.keeper_id != entry.by;
        if names(conn, &other, account)? {
            if is_theirs {
                continue;
            }
            surely(take_step(conn, &other, &elsewhere, |_, _| {})?)?;
        }
        store::unname_officer(conn, &other, account)?;
    }
    share_names(conn, case, entry.at)?;
    Ok(taken)
}

/// Keeps whom one case of a matter names out of all of them; the matter is held. What an open case says the other open
/// ones say, too. What a confined one says is told nowhere else, and a confined one says no more than its own.
///
/// # Errors
/// The database refuses.
pub(super) fn share_names(conn: &mut DbConn, case: &Case, at: NaiveDateTime) -> QueryResult<()> {
    let matter = store::list_matter(conn, &[case.id])?;
    let mut named = BTreeMap::new();
    for id in &matter {
        let case = store::reread_case(conn, *id)?;
        for (account, name) in store::list_told(conn, &case)? {
            let (_, openly) = named.entry(account).or_insert((name, false));
            *openly |= !case.confined;
        }
    }
    for (account, (name, openly)) in named {
        for id in &matter {
            let case = store::reread_case(conn, *id)?;
            let is_new = match openly && !case.confined {
                true => name_as_well(conn, &case, (account, &name), at)?,
                false => store::keep_out(conn, &case, account)?,
            };
            if is_new {
                take_away(conn, *id, account, at)?;
            }
        }
    }
    Ok(())
}

/// Whether the case did not name the officer before.
fn name_as_well(
    conn: &mut DbConn,
    case: &Case,
    (account, name): (i64, &str),
    at: NaiveDateTime,
) -> QueryResult<bool> {
    if names(conn, case, account)? {
        return Ok(false);
    }
    let entry = Entry {
        by: None,
        step: Step::Accuse,
        note: name,
        at,
    };
    surely(take_step(conn, case, &entry, |_, _| {})?)?;
    store::name_officer(conn, case, account)?;
    Ok(true)
}

/// Another keeps the case that a named officer kept; what they worked on waits to be given to somebody else, who writes
/// the answer anew.
fn take_away(conn: &mut DbConn, id: i64, account: i64, at: NaiveDateTime) -> QueryResult<()> {
    let case = store::reread_case(conn, id)?;
    if case.confined && case.keeper_id == Some(account) {
        store::entrust(conn, &case, None, at)?;
    }
    let case = store::reread_case(conn, id)?;
    if case.assignee_id == Some(account) {
        let entry = Entry {
            by: None,
            step: Step::Unassign,
            note: "",
            at,
        };
        surely(take_step(conn, &case, &entry, |case, _| {
            case.assignee_id = None;
        })?)?;
        store::return_answers(conn, &case, at)?;
    }
    Ok(())
}

fn names(conn: &mut DbConn, case: &Case, account: i64) -> QueryResult<bool> {
    let named = store::list_told(conn, case)?;
    Ok(named.iter().any(|(id, _)| *id == account))
}

/// Nobody else changes a case that is held, and these steps may be taken wherever it stands.
///
/// # Errors
/// It was not taken.
pub(super) fn surely(taken: Taken) -> QueryResult<()> {
    match taken {
        Taken::Done(_) => Ok(()),
        Taken::Stale | Taken::NotNow => Err(diesel::result::Error::RollbackTransaction),
    }
}

/// Who keeps a case that nobody else may see: a leader whom it does not name.
pub(super) fn find_keeper_of(conn: &mut DbConn, case: &Case) -> QueryResult<Option<i64>> {
    let named = store::list_named(conn, case)?;
    let named: Vec<i64> = named.into_iter().map(|(id, _)| id).collect();
    let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    store::find_keeper(conn, &unit, &named)
}
