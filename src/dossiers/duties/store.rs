//! What is due: the queries of duties. They look at every unit, because nobody looks through them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::accounts::tasks::HandleDossiers;
use crate::accounts::{Role, Task};
use crate::db::DbConn;
use crate::db::schema::{accounts, dossier_applications, dossiers, units};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::state::Step;
use crate::dossiers::store::Entry;
use crate::units::Unit;

/// What the program does by rule.
pub(super) const fn by_rule(step: Step, now: NaiveDateTime) -> Entry<'static> {
    Entry {
        by: None,
        step,
        note: "",
        at: now,
        noted_at: now,
    }
}

/// Dossiers after a number whose day, or by how many days they were late, waits for the calendar.
pub(super) fn list_without_day(
    conn: &mut DbConn,
    after: i64,
    at_most: i64,
) -> QueryResult<Vec<Dossier>> {
    macro_rules! waiting {
        ($condition:expr) => {
            dossiers::table
                .filter($condition)
                .filter(dossiers::id.gt(after))
                .order(dossiers::id)
                .limit(at_most)
                .select(Dossier::as_select())
                .load::<Dossier>(conn)?
        };
    }
    // Each from its own index: asked for both at once, PostgreSQL reads every dossier.
    let mut found = waiting!(
        dossiers::first_due_at
            .is_null()
            .and(dossiers::limit_n.is_not_null())
    );
    found.extend(waiting!(
        dossiers::days_late
            .is_null()
            .and(dossiers::stopped_at.is_null())
            .and(dossiers::ended_at.gt(dossiers::first_due_at))
    ));
    found.sort_unstable_by_key(|dossier| dossier.id);
    found.truncate(usize::try_from(at_most).unwrap_or(usize::MAX));
    Ok(found)
}

/// A unit's dossiers after a number that ended before a moment, of which nothing is owed any more, and whose applicant
/// is still kept.
pub(super) fn list_with_application(
    conn: &mut DbConn,
    unit_id: i64,
    before: NaiveDateTime,
    (after, at_most): (i64, i64),
) -> QueryResult<Vec<Dossier>> {
    dossiers::table
        .inner_join(dossier_applications::table)
        .filter(dossiers::unit_id.eq(unit_id))
        .filter(dossiers::ended_at.lt(before))
        // Whoever is still owed an apology has to be reached.
        .filter(dossiers::owed_from.is_null())
        .filter(dossiers::id.gt(after))
        .order(dossiers::id)
        .limit(at_most)
        .select(Dossier::as_select())
        .load(conn)
}

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
