//! Putting a logged complaint into the register: the case, what it says the same as, a note where it was typed later
//! than it was said, and the end of its draft, all or nothing.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;

use super::store::delete_draft;
use crate::complaints::case::Case;
use crate::complaints::join::join;
use crate::complaints::sight::Sight;
use crate::complaints::store::{
    Contact, Entry, find_case, find_contact, hold_matter, insert_event,
};
use crate::complaints::{NewComplaint, Step, take_in};
use crate::db::DbConn;

/// What is typed within this time is typed at once.
const AT_ONCE: Duration = Duration::hours(1);

/// What is to be put in.
pub struct Logging {
    /// The complaint.
    pub new: NewComplaint,
    /// Number of the earlier case that says the same.
    pub twin: Option<i64>,
    /// What is noted where it was typed later than it was said.
    pub late_note: String,
    /// Now, UTC.
    pub now: NaiveDateTime,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logged {
    /// It has this number, from now on or already.
    As(i64),
    /// Under its id this number has other words, or another caller: another page sent them first.
    Otherwise(i64),
    /// There is no such earlier case that the viewer may see.
    NoTwin,
}

fn says_the_same(conn: &mut DbConn, case: &Case, new: &NewComplaint) -> QueryResult<bool> {
    let contact = find_contact(conn, case)?.unwrap_or_default();
    Ok(case.text == new.report.text && contact == Contact::from(new))
}

/// Puts a complaint into the register. Sent twice it is there once.
///
/// # Errors
/// The database refuses.
pub fn log_call(conn: &mut DbConn, sight: &Sight, logging: &Logging) -> QueryResult<Logged> {
    let (new, by) = (&logging.new, Some(sight.account_id));
    let twin = match logging.twin {
        None => None,
        Some(number) => {
            hold_matter(conn, &[number])?;
            match find_case(conn, sight, number)? {
                Some(twin) => Some(twin),
                None => return Ok(Logged::NoTwin),
            }
        }
    };
    let (case, is_new) = take_in(conn, new)?;
    if !is_new && !says_the_same(conn, &case, new)? {
        return Ok(Logged::Otherwise(case.id));
    }
    delete_draft(conn, sight.account_id, new.report.id)?;
    if !is_new {
        return Ok(Logged::As(case.id));
    }
    let entry = |step, note| Entry {
        by,
        step,
        note,
        at: logging.now,
    };
    if logging.now - new.received_at > AT_ONCE {
        insert_event(conn, &case, &entry(Step::Note, &logging.late_note))?;
    }
    if let Some(twin) = twin {
        join(conn, &case, &twin, &entry(Step::Join, &twin.id.to_string()))?;
    }
    Ok(Logged::As(case.id))
}
