//! How many of those who were served answered: ballots given at the desk for each dossier whose result was returned in the
//! same days. Several people may rate one dossier, so it may be more than one.

use chrono::{Datelike, NaiveDate};

use super::classes::AT_THE_DESK;
use super::evidence::Evidence;
use super::store::Sums;
use crate::db::DbConn;
use crate::dossiers::facts::Fact;
use crate::dossiers::store::list_tallies;
use crate::error::AppResult;
use crate::units::Scope;

/// Ballots at the desk beside dossiers returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// Ballots of the tablet and of slips.
    pub ballots: u64,
    /// Dossiers whose result was ready, or that were refused.
    pub returned: u64,
}

impl Response {
    /// Of the days looked at; nothing where dossiers, which are counted by months, cannot be told to the day.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(
        conn: &mut DbConn,
        evidence: &Evidence,
        today: NaiveDate,
    ) -> AppResult<Option<Self>> {
        let span = evidence.spans.now;
        if !span.is_told_by_months(today) {
            return Ok(None);
        }
        let months = span.from.month()..=span.to.month();
        let tallies = list_tallies(conn, &Scope::below(&evidence.unit), span.year())?;
        let returned = tallies.iter().filter(|tally| {
            tally.fact == Fact::Ended && months.contains(&tally.month.cast_unsigned())
        });
        let at_the_desk = AT_THE_DESK
            .iter()
            .filter_map(|class| evidence.now.by_class.get(class));
        Ok(Some(Self {
            ballots: at_the_desk.map(Sums::ballots).sum(),
            returned: returned
                .filter_map(|tally| u64::try_from(tally.dossiers).ok())
                .sum(),
        }))
    }

    /// Ballots for each hundred dossiers, rounded; nothing where none was returned.
    pub fn percent(self) -> Option<u64> {
        (self.ballots * 200 + self.returned).checked_div(2 * self.returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_may_be_more_than_the_whole_and_may_be_unknown() {
        let percent = |ballots, returned| Response { ballots, returned }.percent();
        assert_eq!(percent(310, 412), Some(75));
        assert_eq!(percent(412, 310), Some(133));
        assert_eq!(percent(0, 5), Some(0));
        assert_eq!(percent(5, 0), None);
    }
}
