//! What cases of before lack, because nobody could find them by it then: made up for once after each start.

use diesel::QueryResult;

use super::{BATCH, Duties, store};
use crate::db::DbConn;
use crate::error::AppResult;

/// Numbers of at most so many cases after a number that lack something.
type List = fn(&mut DbConn, i64, i64) -> QueryResult<Vec<i64>>;
/// Gives one case what it lacks, as it is by then.
type Mend = fn(&mut DbConn, i64) -> QueryResult<()>;

impl Duties {
    /// Cases from before there was a search. One that says no word at all is passed.
    pub(super) fn index_what_no_search_finds(&mut self) -> AppResult<()> {
        if !self.indexed {
            self.make_up(store::list_without_words, store::lay_words)?;
            self.indexed = true;
        }
        Ok(())
    }

    /// Contacts from before cases were found, and followed, by the phone that was left with them.
    pub(super) fn key_phones_without_key(&mut self) -> AppResult<()> {
        if !self.keyed {
            self.make_up(store::list_without_key, store::key_phone)?;
            self.keyed = true;
        }
        Ok(())
    }

    /// Only numbers are read outside the transaction that writes: another server may erase a contact in between.
    fn make_up(&self, list: List, mend: Mend) -> AppResult<()> {
        let mut last = 0;
        loop {
            let some = self.db.read_blocking(|conn| list(conn, last, BATCH))?;
            let Some(newest) = some.last() else {
                return Ok(());
            };
            last = *newest;
            self.write(|conn| some.iter().try_for_each(|id| mend(conn, *id)))?;
        }
    }
}
