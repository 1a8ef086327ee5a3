//! What waits for somebody in the register, told on the page with which they begin.

use chrono::NaiveDate;
use diesel::QueryResult;

use crate::accounts::Viewer;
use crate::accounts::tasks::{ApproveAnswers, ReadComplaints};
use crate::complaints::sight::Sight;
use crate::complaints::store::{self, Tab, Today};
use crate::db::DbConn;

/// What somebody owes to citizens today.
pub struct Owed {
    /// Parts of the inbox that are not empty, the most pressing first.
    pub(super) parts: Vec<(Tab, i64)>,
    /// Numbers of what may be an emergency.
    pub(super) emergencies: Vec<i64>,
}

impl Owed {
    /// What waits for this person; nothing for whoever reads no complaints.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, viewer: &Viewer, day: NaiveDate) -> QueryResult<Option<Self>> {
        if !viewer.may::<ReadComplaints>() {
            return Ok(None);
        }
        let sight = Sight::of(viewer);
        let told = |tab: Tab| match tab {
            Tab::Late | Tab::Today | Tab::ToTell => true,
            Tab::ToApprove => viewer.may::<ApproveAnswers>(),
            _ => false,
        };
        let today = Today {
            day,
            soon_until: day,
        };
        let counts = store::count_tabs(conn, &sight, today)?;
        let parts = counts
            .into_iter()
            .filter(|(tab, count)| told(*tab) && *count > 0);
        Ok(Some(Self {
            parts: parts.collect(),
            emergencies: store::list_emergencies(conn, &sight)?,
        }))
    }
}
