//! Opening an answered case again: what the citizen says now is heard as what they said first. Whom it names is kept out,
//! and what may accuse somebody goes to a keeper alone, before anybody else is told of it.

use diesel::QueryResult;

use super::accuse::{accuse, surely};
use super::case::Case;
use super::judge::judge;
use super::state::Step;
use super::steps::{Taken, take_step};
use super::store::{self, Entry};
use crate::db::DbConn;
use crate::units::Scope;
use crate::units::store::find_unit;

/// Opens a case again, whose matter is held, for what the entry's note says.
///
/// # Errors
/// The database refuses.
pub(super) fn reopen(conn: &mut DbConn, case: &Case, entry: &Entry<'_>) -> QueryResult<Taken> {
    let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    let known = store::list_named(conn, case)?;
    let mut kept_out: Vec<i64> = known.into_iter().map(|(id, _)| id).collect();
    let judged = judge(conn, &unit, entry.note, &kept_out)?;
    kept_out.extend(judged.named.iter().map(|person| person.id));
    let hides = judged.accuses && !case.confined;
    let keeper = match hides {
        true => store::find_keeper(conn, &unit, &kept_out)?,
        false => case.keeper_id,
    };
    let taken = take_step(conn, case, entry, |case, _| {
        case.confined |= hides;
        case.keeper_id = keeper;
    })?;
    if matches!(taken, Taken::Done(_)) {
        let told = store::list_told(conn, case)?;
        let is_told = |id: i64| told.iter().any(|(told, _)| *told == id);
        for person in judged.named.iter().filter(|person| !is_told(person.id)) {
            let case = store::reread_case(conn, case.id)?;
            let named = Entry::by_rule(Step::Accuse, &person.name, entry.at);
            surely(accuse(conn, &case, person.id, &named)?)?;
        }
    }
    Ok(taken)
}
