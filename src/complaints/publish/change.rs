//! Publishing and taking back: the step of the case and the words beside it, all or nothing.

use super::publishable::Publishable;
use super::store::{self, Words};
use crate::complaints::access::Asked;
use crate::complaints::store::{Entry, find_case};
use crate::complaints::{Sight, Step, Taken, take_step};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};

/// What is to be changed of what the public reads.
#[derive(Clone, Debug)]
pub enum Change {
    /// These words are published, in place of those before, by somebody who looked at this version of the case.
    Publish(Words, i64),
    /// What is published is taken back, for this reason.
    Withdraw(String),
}

impl Change {
    fn step(&self) -> Step {
        match self {
            Self::Publish(..) => Step::Publish,
            Self::Withdraw(_) => Step::Withdraw,
        }
    }

    fn note(&self) -> &str {
        match self {
            Self::Publish(words, _) => &words.title,
            Self::Withdraw(reason) => reason,
        }
    }

    /// Whether the public reads it so already.
    fn is_done(&self, asked: &Publishable) -> bool {
        match (self, &asked.publication) {
            (Self::Publish(words, _), Some(former)) => former.says(words),
            (Self::Publish(..), None) => false,
            (Self::Withdraw(_), _) => asked.published().is_none(),
        }
    }

    /// Changes it; what is so already stays. False where the case was changed meanwhile.
    ///
    /// # Errors
    /// 404 for a case that the viewer may not see; the database refuses.
    pub fn carry_out(&self, conn: &mut DbConn, sight: &Sight, asked: Asked) -> AppResult<bool> {
        let now = asked.at();
        let case = find_case(conn, sight, asked.number())?.ok_or(AppError::NotFound)?;
        let asked = Publishable::read(conn, case)?;
        if self.is_done(&asked) {
            return Ok(true);
        }
        if let Self::Publish(_, version) = self
            && (asked.barrier().is_some() || asked.case.version != *version)
        {
            return Ok(false);
        }
        let by = sight.account_id;
        let entry = Entry {
            by: Some(by),
            step: self.step(),
            note: self.note(),
            at: now,
        };
        let taken = take_step(conn, &asked.case, &entry, |_, _| ())?;
        if !matches!(taken, Taken::Done(_)) {
            return Ok(false);
        }
        match self {
            Self::Publish(words, _) => {
                store::replace_publication(conn, &asked.case, words, (by, now))?;
            }
            Self::Withdraw(_) => {
                store::withdraw_publication(conn, &asked.case, now)?;
            }
        }
        Ok(true)
    }
}
