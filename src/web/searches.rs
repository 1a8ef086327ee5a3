//! What somebody looked for lately. The words, often a citizen's name or phone, lie in the session; an address carries
//! a key that means nothing.

use actix_session::Session;
use serde::{Deserialize, Serialize};

use super::secret::random_code;
use crate::error::{AppError, AppResult};

/// So many are kept, for several tabs and the way back.
const KEPT: usize = 5;
const KEY_LENGTH: usize = 8;

/// One search. It has no text of its own for a log.
#[derive(Clone, Deserialize, Serialize)]
pub struct Search {
    /// What stands for it in an address; nothing for one that was made by an address with the words in it.
    pub key: Option<String>,
    /// As they were typed.
    pub words: String,
}

/// The searches of one list, by the name under which the session holds them.
#[derive(Clone, Copy)]
pub struct SearchIn(pub &'static str);

impl SearchIn {
    /// The search of this key, if it is one of the last of this session.
    pub fn find(self, session: &Session, key: &str) -> Option<Search> {
        self.kept(session)
            .into_iter()
            .find(|search| search.key.as_deref() == Some(key))
    }

    /// Keeps a search as the last one, and says what stands for it in an address. Words that are kept already keep
    /// their key.
    ///
    /// # Errors
    /// The session cannot be written down.
    pub fn keep(self, session: &Session, words: String) -> AppResult<String> {
        let mut searches = self.kept(session);
        let known = searches.iter().position(|search| search.words == words);
        let known = known.and_then(|place| searches.remove(place).key);
        let key = known.unwrap_or_else(|| random_code(KEY_LENGTH));
        searches.push(Search {
            key: Some(key.clone()),
            words,
        });
        searches.drain(..searches.len().saturating_sub(KEPT));
        session
            .insert(self.0, searches)
            .map_err(AppError::internal)?;
        Ok(key)
    }

    fn kept(self, session: &Session) -> Vec<Search> {
        session.get(self.0).ok().flatten().unwrap_or_default()
    }
}
