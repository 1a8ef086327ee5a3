//! In whose name a unit writes: its rules, and the units above it.

use diesel::QueryResult;

use super::compose;
use crate::db::DbConn;
use crate::dossiers::Ground;
use crate::dossiers::letterhead::authority_of;
use crate::dossiers::rules::Rules;
use crate::units::store::list_units;
use crate::units::{Scope, Unit};

/// A unit's rules, and its line from the top.
pub struct Sender {
    rules: Rules,
    line: Vec<Unit>,
}

impl Sender {
    /// Whether a leader of this unit signs for it: of the unit itself, or of the authority in whose name it writes. Who is
    /// set over that authority has a letterhead of their own.
    pub fn is_signed_in(&self, unit_id: i64) -> bool {
        let authority = authority_of(&self.line).map(|unit| unit.id);
        let mut signing = self
            .line
            .iter()
            .skip_while(|unit| Some(unit.id) != authority);
        signing.any(|unit| unit.id == unit_id)
    }

    /// For a letter.
    pub fn borrow(&self) -> compose::Sender<'_> {
        compose::Sender {
            rules: &self.rules,
            line: &self.line,
        }
    }
}

/// In whose name a unit writes.
///
/// # Errors
/// The database refuses, or there is no such unit.
pub fn find_sender(conn: &mut DbConn, unit_id: i64) -> QueryResult<Sender> {
    let ground = Ground::find(conn, unit_id)?;
    let mut line = list_units(conn, &Scope::everything())?;
    line.retain(|unit| unit.is_or_is_above(&ground.unit));
    Ok(Sender {
        rules: ground.rules,
        line,
    })
}
