//! Closed periods: the figures of a report are kept as they were, with the end of the ballot box's chain at that moment, so
//! that what is counted later stands on a line of its own and nobody can change what was reported. What the figures say is
//! the business of `reports`.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::span::{Cutoff, Period, Span};
use super::store::closings as store;
use crate::db::DbConn;
use crate::error::AppResult;
use crate::survey::ballot::Channel;

/// Ballots of each class.
pub type Ballots = BTreeMap<Channel, u64>;

/// A period of a unit whose figures were closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The unit.
    pub unit_id: i64,
    /// Which period.
    pub period: Period,
    /// Where it ends.
    pub cutoff: Cutoff,
    /// Its days.
    pub span: Span,
    /// When it was closed, in UTC.
    pub closed_at: NaiveDateTime,
    /// Name of whoever closed it.
    pub closed_by: String,
    /// The last ballot of the box at that moment.
    pub last_seq: i64,
    /// Its link in the chain.
    pub link: Vec<u8>,
    /// The units that were counted.
    pub unit_ids: Vec<i64>,
    /// What they had of these days.
    pub ballots: Ballots,
    /// The figures, as JSON.
    pub figures: String,
    /// SHA-256 of that.
    pub digest: Vec<u8>,
}

impl Closing {
    /// How many ballots of these days came after they were closed, class by class; nothing for those without one.
    ///
    /// # Errors
    /// The database refuses.
    pub fn late(&self, conn: &mut DbConn) -> AppResult<Ballots> {
        let now = store::count_ballots(conn, &self.unit_ids, self.span)?;
        let more = |(class, ballots): (Channel, u64)| {
            let counted = self.ballots.get(&class).copied().unwrap_or(0);
            Some((
                class,
                ballots.checked_sub(counted).filter(|more| *more > 0)?,
            ))
        };
        Ok(now.into_iter().filter_map(more).collect())
    }

    /// What may be read aloud to compare: the SHA-256 of the figures in hexadecimal digits.
    pub fn digest_in_words(&self) -> String {
        HEXLOWER.encode(&self.digest)
    }

    /// What is wrong with it: figures that do not fit their sum, a chain or a box that no longer holds what they were made
    /// of.
    ///
    /// # Errors
    /// The database refuses.
    pub fn problems(&self, conn: &mut DbConn) -> AppResult<Vec<&'static str>> {
        let mut found = Vec::new();
        if Sha256::digest(self.figures.as_bytes())[..] != self.digest[..] {
            found.push("its figures were changed");
        }
        let link = match self.last_seq {
            0 => Some(vec![0; 32]),
            seq => store::find_link(conn, seq)?,
        };
        if link.as_ref() != Some(&self.link) {
            found.push("the chain of ballots is not the one it ended");
        }
        let counted = store::recount_ballots(conn, &self.unit_ids, self.span, self.last_seq)?;
        if counted != self.ballots {
            found.push("the box does not hold the ballots it counted");
        }
        Ok(found)
    }
}
