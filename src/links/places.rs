//! The places of links seen in the last seconds: a village that scans one poster costs one look-up.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use super::link::{LinkPlace, normal_code};
use super::store;
use crate::db::Db;
use crate::error::AppResult;

/// A change of the unit or counter shows on the form after this long at the latest; a withdrawal made on
/// another server counts after it, too.
const REMEMBERED: Duration = Duration::from_secs(3);
/// Links remembered at most; a province has a few thousand.
const REMEMBERED_LIMIT: u64 = 10_000;

/// Finds the place that a scanned or typed code stands for.
#[derive(Clone)]
pub struct Places {
    db: Db,
    remembered: Cache<String, Arc<LinkPlace>>,
}

impl Places {
    /// The places that this database knows.
    pub fn of(db: &Db) -> Self {
        let remembered = Cache::builder()
            .max_capacity(REMEMBERED_LIMIT)
            .time_to_live(REMEMBERED)
            .build();
        Self {
            db: db.clone(),
            remembered,
        }
    }

    /// The place of a code; nothing for a code that is not known or was withdrawn.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn find(&self, code: &str) -> AppResult<Option<Arc<LinkPlace>>> {
        let Some(code) = normal_code(code) else {
            return Ok(None);
        };
        if let Some(place) = self.remembered.get(&code) {
            return Ok(Some(place));
        }
        let wanted = code.clone();
        let found = self
            .db
            .read(move |conn| store::find_place(conn, &wanted))
            .await?
            .map(Arc::new);
        if let Some(place) = &found {
            self.remembered.insert(code, Arc::clone(place));
        }
        Ok(found)
    }

    /// Forgets a withdrawn link at once.
    pub fn forget(&self, code: &str) {
        self.remembered.invalidate(code);
    }
}
