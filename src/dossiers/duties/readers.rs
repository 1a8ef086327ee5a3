//! Whoever is told of dossiers and letters.

use diesel::prelude::*;

use crate::accounts::tasks::HandleDossiers;
use crate::accounts::{Role, Task};
use crate::db::DbConn;
use crate::db::schema::{accounts, units};
use crate::units::Unit;

/// Whoever is told in the morning.
pub struct Reader {
    /// The account.
    pub account_id: i64,
    /// Where they read mail.
    pub email: String,
    /// Whether they lead, and are told of everybody's dossiers.
    pub leads: bool,
    /// Their unit.
    pub unit: Unit,
}

/// Whoever works on dossiers and reads mail, in every unit.
///
/// # Errors
/// The database refuses.
pub fn list_readers(conn: &mut DbConn) -> QueryResult<Vec<Reader>> {
    let handle = HandleDossiers::ROLES.iter().map(|role| role.as_str());
    let rows: Vec<(i64, String, String, Unit)> = accounts::table
        .inner_join(units::table)
        .filter(accounts::active.eq(true))
        .filter(accounts::email.ne(""))
        .filter(accounts::role.eq_any(handle))
        .order(accounts::id)
        .select((
            accounts::id,
            accounts::email,
            accounts::role,
            Unit::as_select(),
        ))
        .load(conn)?;
    let reader = |(account_id, email, role, unit): (i64, String, String, Unit)| Reader {
        account_id,
        email,
        leads: role == Role::Leader.as_str(),
        unit,
    };
    Ok(rows.into_iter().map(reader).collect())
}
