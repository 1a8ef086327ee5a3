//! Finding that a complaint of conduct is untrue, so that it takes no points (TT 01/2018/TT-VPCP Điều 13, indicator 7), or
//! taking that back. Both stand in the history of the complaint, with the reason.

use chrono::NaiveDateTime;
use diesel::QueryResult;

use super::officers::leads;
use super::store;
use crate::accounts::Viewer;
use crate::complaints::store::{Entry, find_case};
use crate::complaints::{Class, Sight, Step, Taken, take_step};
use crate::db::DbConn;
use crate::units::store::list_units;

/// What is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Number of the complaint.
    pub complaint_id: i64,
    /// Why it is untrue; empty takes an earlier finding back.
    pub reason: String,
    /// How that is told in the history of the complaint.
    pub note: String,
}

/// Notes a finding. Whether it was: the complaint must be one of conduct that the viewer may see, of a unit that the viewer
/// leads, and nobody else may have changed it meanwhile.
///
/// # Errors
/// The database refuses.
pub fn conclude(
    conn: &mut DbConn,
    viewer: &Viewer,
    finding: &Finding,
    now: NaiveDateTime,
) -> QueryResult<bool> {
    let sight = Sight::of(viewer);
    let case = find_case(conn, &sight, finding.complaint_id)?;
    let is_of_conduct = |class: Option<Class>| class == Some(Class::Conduct);
    let Some(case) = case.filter(|case| is_of_conduct(case.class()) && !case.confined) else {
        return Ok(false);
    };
    let units = list_units(conn, &viewer.scope())?;
    let own = units.iter().find(|unit| unit.id == case.unit_id);
    let is_led = match own {
        Some(unit) => leads(conn, viewer, unit)?,
        None => false,
    };
    if !is_led {
        return Ok(false);
    }
    let by = sight.account_id;
    match finding.reason.is_empty() {
        true => store::delete_unfounded(conn, &case)?,
        false => store::insert_unfounded(conn, &case, &finding.reason, (by, now))?,
    }
    let entry = Entry {
        by: Some(by),
        step: Step::Note,
        note: &finding.note,
        at: now,
    };
    let taken = take_step(conn, &case, &entry, |_, _| {})?;
    match taken {
        Taken::Done(_) => Ok(true),
        Taken::Stale | Taken::NotNow => Err(diesel::result::Error::RollbackTransaction),
    }
}
