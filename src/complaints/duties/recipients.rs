//! Who hears of a case by mail, and where they read it.

use diesel::QueryResult;

use super::{Duties, store};
use crate::complaints::case::Case;
use crate::complaints::store::{find_keeper, find_rules, list_named};
use crate::db::DbConn;
use crate::messages::{NewMessage, Way, queue};
use crate::units::Scope;
use crate::units::store::find_unit;

/// What somebody is told.
pub(super) struct Letter<'a> {
    /// Subject.
    pub(super) subject: &'a str,
    /// Plain text.
    pub(super) body: &'a str,
    /// What it tells of: the same is told once, ever.
    pub(super) once: &'a str,
}

/// Whoever works on it, and the leader who would keep it: the one whom the rules name, else the only one, else one
/// above; never one whom it names. Of what is confined its keeper alone.
pub(super) fn list_recipients(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<i64>> {
    if case.confined {
        return Ok(case.keeper_id.into_iter().collect());
    }
    let named: Vec<i64> = list_named(conn, case)?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let mut told = list_leading(conn, case, &named)?;
    told.extend(case.assignee_id.filter(|id| !named.contains(id)));
    told.sort_unstable();
    told.dedup();
    Ok(told)
}

/// Where several lead the unit and none is chosen, all of them are told.
fn list_leading(conn: &mut DbConn, case: &Case, named: &[i64]) -> QueryResult<Vec<i64>> {
    let unit = find_unit(conn, &Scope::everything(), case.unit_id)?
        .ok_or(diesel::result::Error::NotFound)?;
    let rules = find_rules(conn, &unit)?;
    let mut own = store::list_leaders(conn, case.unit_id)?;
    own.retain(|id| !named.contains(id));
    if rules.leader_id.is_none() && !own.is_empty() {
        return Ok(own);
    }
    Ok(find_keeper(conn, &unit, named)?.into_iter().collect())
}

impl Duties {
    /// Queues a mail to an account, if it reads mail; seen by the administrators of the unit that the account is of.
    /// Without a mail server there is nothing to write: a pile of old letters helps nobody later. True if it is on its way
    /// from now on.
    pub(super) fn mail(
        &self,
        conn: &mut DbConn,
        account_id: i64,
        letter: &Letter<'_>,
    ) -> QueryResult<bool> {
        if !self.ways.is_open(Way::Email) {
            return Ok(false);
        }
        let Some((email, unit_id)) = store::find_mailbox(conn, account_id)? else {
            return Ok(false);
        };
        let message = NewMessage {
            unit_id,
            way: Way::Email,
            recipient: &email,
            subject: letter.subject,
            body: letter.body,
            once: letter.once,
        };
        queue(conn, &message, self.clock.now())
    }
}
