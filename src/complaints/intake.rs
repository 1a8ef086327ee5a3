//! Taking a complaint into the register, whichever way it came: what the program makes of it, who may see it, by when
//! it must be answered. An official decides the rest.

use diesel::prelude::*;

use super::case::Case;
use super::judge::judge;
use super::report::NewComplaint;
use super::state::Step;
use super::store::{self, Contact, Entry, NewCase};
use super::way::Way;
use crate::calendar::store::find_working_days;
use crate::db::DbConn;
use crate::units::Scope;
use crate::units::store::find_unit;

/// Takes a complaint in; one that is there already (the same id) stays as it is. Returns its case, and whether it is
/// new.
///
/// # Errors
/// The database refuses, or there is no such unit.
pub fn take_in(conn: &mut DbConn, new: &NewComplaint) -> QueryResult<(Case, bool)> {
    let unit = find_unit(conn, &Scope::everything(), new.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    let rules = store::find_rules(conn, &unit)?;
    let mut named = new.details.officers.clone();
    let judged = judge(conn, &unit, &new.report.text, &named)?;
    named.extend(judged.named.iter().map(|person| person.id));
    named.sort_unstable();
    named.dedup();
    let mut case = Case::received(new, new.details.proposed.unwrap_or(judged.class));
    if judged.accuses || !case.proposed.is_open_to_desk() || new.details.secret {
        case.confined = true;
        case.keeper_id = store::find_keeper(conn, &unit, &named)?;
    }
    // Whoever was told the number, or left no way to be told, needs no further word that it came.
    let told = !matches!(new.way, Way::Kiosk | Way::Paper) || new.report.phone.is_empty();
    case.acknowledged_on = match told {
        true => Some(case.counted_from),
        false => new.details.acknowledged_on,
    };
    case.count_from_receipt(rules.days.of(case.proposed));
    if let Some(counted) = new.details.counted {
        (case.counted_from, case.days) = counted;
    }
    let calendar = find_working_days(conn)?;
    if let Err(missing) = case.count_days(&rules.days, &calendar) {
        tracing::warn!(%missing, "a complaint waits for the calendar");
    }
    let whole = NewCase {
        public_id: new.report.id.as_bytes(),
        lang: &new.lang,
        case: &case,
        contact: &Contact::from(new),
    };
    let entry = Entry {
        by: new.details.recorded_by,
        step: Step::Receive,
        note: "",
        at: new.received_at,
    };
    let (case, is_new) = store::insert_case(conn, &whole, &entry)?;
    if is_new {
        for account_id in named {
            store::name_officer(conn, &case, account_id)?;
        }
    }
    Ok((case, is_new))
}
