//! Mail to those who must act now and did not ask for it: whoever was given a case, whose answer was sent back,
//! whoever worked on one that the citizen says is not solved, with its leader, and a keeper, whom nobody else can tell that something came. A mail names
//! numbers and days, and nothing of what was said.

use diesel::QueryResult;
use rust_i18n::t;

use super::recipients::{Letter, list_recipients};
use super::store::Happened;
use super::{Duties, store};
use crate::complaints::case::Case;
use crate::complaints::state::Step;
use crate::complaints::store::list_named;
use crate::db::DbConn;
use crate::web::language::Lang;

impl Duties {
    /// Whoever acts knows what they did. What was done again since is told when that is.
    pub(super) fn announce(&self, conn: &mut DbConn, event: &Happened) -> QueryResult<()> {
        let case = &event.case;
        if !case.state.is_open() {
            return Ok(());
        }
        let (told, what) = match event.step {
            Step::Assign => (find_assignee(conn, case)?, "assigned"),
            Step::Return => (find_assignee(conn, case)?, "returned"),
            Step::Reopen => (list_recipients(conn, case)?, "reopened"),
            _ => return Ok(()),
        };
        if store::was_done_again(conn, event)? {
            return Ok(());
        }
        let number = case.id.to_string();
        let day = case.due.map_or_else(
            || t!("complaints.duty.no_day", locale = "vi").into_owned(),
            |day| Lang::Vi.date(day),
        );
        let subject = t!(
            format!("complaints.duty.{what}_subject"),
            locale = "vi",
            number = number
        );
        let body = t!(
            format!("complaints.duty.{what}_body"),
            locale = "vi",
            number = number,
            day = day,
            address = self.address_of(case)
        );
        for account in told.into_iter().filter(|id| event.by != Some(*id)) {
            let letter = Letter {
                subject: &subject,
                body: &body,
                once: &format!("complaint event {} {account}", event.id),
            };
            self.mail(conn, account, &letter)?;
        }
        Ok(())
    }

    /// Once for each keeper, and once more whenever it is opened again. A mark that the citizen gives asks for nothing.
    pub(super) fn tell_keeper(&self, conn: &mut DbConn, event: &Happened) -> QueryResult<()> {
        let case = &event.case;
        let asks = case.state.is_open() && event.step != Step::Rate;
        let Some(keeper) = case.keeper_id.filter(|_| asks) else {
            return Ok(());
        };
        let body = t!(
            "complaints.duty.keeper_body",
            locale = "vi",
            address = self.address_of(case)
        );
        let mut write = |once: String| {
            let letter = Letter {
                subject: &t!("complaints.duty.keeper_subject", locale = "vi"),
                body: &body,
                once: &once,
            };
            self.mail(conn, keeper, &letter)
        };
        let is_news = write(format!("complaint kept {} {keeper}", case.id))?;
        if !is_news && event.step == Step::Reopen {
            write(format!("complaint event {} {keeper}", event.id))?;
        }
        Ok(())
    }

    /// Where a case is read.
    pub(super) fn address_of(&self, case: &Case) -> String {
        self.base.address(&format!("/complaints/{}", case.id))
    }
}

/// Whoever works on it now; never one whom it names.
fn find_assignee(conn: &mut DbConn, case: &Case) -> QueryResult<Vec<i64>> {
    let named = list_named(conn, case)?;
    let is_named = |id: &i64| named.iter().any(|(named, _)| named == id);
    Ok(case
        .assignee_id
        .into_iter()
        .filter(|id| !is_named(id))
        .collect())
}
