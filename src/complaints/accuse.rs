//! Naming an officer in a case: whoever it is loses the case, also where they were to work on it or to keep it, and with
//! it every case of the same matter, which would tell them what this one says and who spoke.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::case::Case;
use super::state::Step;
use super::steps::{Taken, take_step};
use super::store::{self, Entry};
use crate::db::DbConn;
use crate::units::Scope;
use crate::units::store::find_unit;

/// Tries of a step of another case while somebody changes it at the same moment.
const TRIES: usize = 5;

/// Names an officer in a case, in what it was split from or into, and in what says the same.
///
/// # Errors
/// The database refuses.
pub(super) fn accuse(
    conn: &mut DbConn,
    case: &Case,
    account: i64,
    entry: &Entry<'_>,
) -> QueryResult<Taken> {
    let taken = name_in(conn, case, account, entry)?;
    if matches!(taken, Taken::Done(_)) {
        for other in store::list_same_matter(conn, case)? {
            name_in_other(conn, other, account, entry)?;
        }
    }
    Ok(taken)
}

/// Names in every case of a matter whom one of them names: two cases were found to say the same.
///
/// # Errors
/// The database refuses.
pub(super) fn share_names(conn: &mut DbConn, case: &Case, entry: &Entry<'_>) -> QueryResult<()> {
    let mut matter = store::list_same_matter(conn, case)?;
    matter.push(case.id);
    let mut named = BTreeMap::new();
    for id in &matter {
        let case = store::reread_case(conn, *id)?;
        named.extend(store::list_named(conn, &case)?);
    }
    for (account, name) in &named {
        let entry = Entry {
            step: Step::Accuse,
            note: name,
            ..*entry
        };
        for id in &matter {
            name_in_other(conn, *id, *account, &entry)?;
        }
    }
    Ok(())
}

fn name_in(conn: &mut DbConn, case: &Case, account: i64, entry: &Entry<'_>) -> QueryResult<Taken> {
    let keeper = match case.confined && case.keeper_id == Some(account) {
        true => find_keeper_of(conn, case, &[account])?,
        false => case.keeper_id,
    };
    let taken = take_step(conn, case, entry, |case, _| {
        case.keeper_id = keeper;
        if case.assignee_id == Some(account) {
            case.assignee_id = None;
        }
    })?;
    if matches!(taken, Taken::Done(_)) {
        store::name_officer(conn, case, account)?;
    }
    Ok(taken)
}

/// The same for a case that nobody has open here: one that is changed meanwhile is read again, one that names the
/// officer already stays as it is. Where it cannot be done at all, nothing is.
fn name_in_other(conn: &mut DbConn, id: i64, account: i64, entry: &Entry<'_>) -> QueryResult<()> {
    for _ in 0..TRIES {
        let case = store::reread_case(conn, id)?;
        let named = store::list_named(conn, &case)?;
        if named.iter().any(|(named, _)| *named == account)
            || name_in(conn, &case, account, entry)? != Taken::Stale
        {
            return Ok(());
        }
    }
    Err(diesel::result::Error::RollbackTransaction)
}

/// Who keeps a case that nobody else may see: a leader whom it does not name.
pub(super) fn find_keeper_of(
    conn: &mut DbConn,
    case: &Case,
    also: &[i64],
) -> QueryResult<Option<i64>> {
    let ids = store::list_named(conn, case)?.into_iter().map(|(id, _)| id);
    let named: Vec<i64> = ids.chain(also.iter().copied()).collect();
    let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    store::find_keeper(conn, &unit, &named)
}
