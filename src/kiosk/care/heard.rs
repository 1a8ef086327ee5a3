//! When each tablet in use was heard last, for whoever watches over several.

use chrono::NaiveDateTime;
use diesel::QueryResult;

use super::store::list_cared_for;
use crate::db::DbConn;
use crate::units::Scope;

/// A tablet in use, and since when it may be silent.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Row.
    pub device_id: i64,
    /// Where it stands.
    pub place: String,
    /// Start of its name.
    pub name: String,
    /// When it was heard last, or else paired; UTC.
    pub since: NaiveDateTime,
}

/// The tablets in use of these units.
///
/// # Errors
/// The database refuses.
pub fn list_heard(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<Heard>> {
    let tablets = list_cared_for(conn, scope)?;
    let heard = tablets.into_iter().map(|tablet| Heard {
        device_id: tablet.placed.device.id,
        place: tablet.placed.place().to_owned(),
        name: tablet.placed.short_id().to_owned(),
        since: tablet
            .state
            .map_or(tablet.placed.created_at, |state| state.seen_at),
    });
    Ok(heard.collect())
}
