//! What a leader's and an observer's pages say of notes.

use chrono::NaiveDateTime;
use diesel::QueryResult;

use super::store::notes::list_unjudged;
use super::store::waiting::count_waiting_of;
use crate::accounts::{Account, Part, Role, Told};
use crate::clock::local_day;
use crate::db::DbConn;
use crate::units::{Scope, Unit};

/// The way to the notes: to leaders with how many they must answer, and a notice while some are late; to observers with
/// how many answers they have not judged, and the way to a new note.
///
/// # Errors
/// The database refuses.
pub fn news(
    conn: &mut DbConn,
    account: &Account,
    unit: &Unit,
    now: NaiveDateTime,
) -> QueryResult<Vec<Told>> {
    let notes = |count, notice| Told {
        part: Part::Supervision,
        href: "/supervision",
        name: "supervision.nav",
        count,
        notice,
    };
    match account.role {
        Role::Leader => {
            let scope = Scope::below(unit);
            let waiting = count_waiting_of(conn, &scope, unit.id, local_day(now))?;
            let notice = (waiting.late > 0).then_some(("supervision.notice_late", waiting.late));
            Ok(vec![notes(waiting.open, notice)])
        }
        Role::Observer => {
            let answers = list_unjudged(conn, Some(account.id))?.len();
            let new = Told {
                part: Part::NewNote,
                href: "/supervision/new",
                name: "supervision.nav_new",
                count: 0,
                notice: None,
            };
            Ok(vec![notes(answers, None), new])
        }
        _ => Ok(Vec::new()),
    }
}
