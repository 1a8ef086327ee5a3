//! What a leader's pages say first while something rings.

use diesel::QueryResult;

use super::store::alerts::list_ringing;
use super::tasks::ReadAlerts;
use crate::accounts::{Account, Part, Role, Task, Told};
use crate::db::DbConn;
use crate::units::Unit;

/// The way to the alerts, with how many ring in the person's own unit that nobody has acknowledged; for leaders also a
/// notice.
///
/// # Errors
/// The database refuses.
pub fn news(conn: &mut DbConn, account: &Account, unit: &Unit) -> QueryResult<Vec<Told>> {
    if !ReadAlerts::ROLES.contains(&account.role) {
        return Ok(Vec::new());
    }
    let count = list_ringing(conn, unit.id)?.len();
    Ok(vec![Told {
        part: Part::Watch,
        href: "/watch",
        name: "watch.nav",
        count,
        notice: (count > 0 && account.role == Role::Leader).then_some(("watch.notice", count)),
    }])
}
