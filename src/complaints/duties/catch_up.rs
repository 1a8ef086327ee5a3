//! What cases of before lack, because nobody could find them by it then: made up for once after each start.

use super::{BATCH, Duties, store};
use crate::complaints::store::index_case;
use crate::error::AppResult;

impl Duties {
    /// Cases from before there was a search. One that says no word at all is passed.
    pub(super) fn index_what_no_search_finds(&mut self) -> AppResult<()> {
        let mut last = 0;
        while !self.indexed {
            let some = self
                .db
                .read_blocking(|conn| store::list_without_words(conn, last, BATCH))?;
            let Some((newest, _)) = some.last() else {
                self.indexed = true;
                break;
            };
            last = newest.id;
            self.db.write_blocking(|conn| {
                some.iter()
                    .try_for_each(|(case, name)| index_case(conn, case, name))
            })?;
        }
        Ok(())
    }

    /// Contacts from before cases were found, and followed, by the phone that was left with them.
    pub(super) fn key_phones_without_key(&mut self) -> AppResult<()> {
        let mut last = 0;
        while !self.keyed {
            let some = self
                .db
                .read_blocking(|conn| store::list_without_key(conn, last, BATCH))?;
            let Some((newest, _)) = some.last() else {
                self.keyed = true;
                break;
            };
            last = *newest;
            self.db.write_blocking(|conn| {
                some.iter()
                    .try_for_each(|(case_id, phone)| store::key_phone(conn, *case_id, phone))
            })?;
        }
        Ok(())
    }
}
