//! Who may do what with a plan: whoever sees its unit reads it, its unit's leader writes it, and whoever leads a task or
//! joins in it notes how it goes on.

use super::record::{Plan, State};
use super::store;
use super::task::Task;
use crate::accounts::Viewer;
use crate::accounts::tasks::{NotePlan, WritePlan};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::units::{Scope, Unit};

/// Who reads: what they see by their unit, and by their name.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Their unit and everything below it.
    pub scope: Scope,
    /// Their account.
    pub account_id: i64,
}

impl Reader {
    /// A viewer as a reader.
    pub fn of(viewer: &Viewer) -> Self {
        Self {
            scope: viewer.scope(),
            account_id: viewer.account.id,
        }
    }
}

/// Whether a viewer writes the plan of a unit: their own. Who leads a unit above reads it.
pub fn writes(viewer: &Viewer, unit_id: i64) -> bool {
    viewer.may::<WritePlan>() && viewer.unit.id == unit_id
}

/// Whether a viewer notes how a task of a plan goes on: its leader of all of them, officers of their own, while it is in
/// force.
pub fn notes(viewer: &Viewer, plan: &Plan, task: &Task) -> bool {
    let is_theirs = writes(viewer, plan.unit_id) || task.is_of(viewer.account.id);
    plan.state == State::InForce && viewer.may::<NotePlan>() && is_theirs
}

/// A plan that a viewer writes, with its unit.
///
/// # Errors
/// 404 where the viewer does not see it, 403 where they do not write it.
pub fn find_written(conn: &mut DbConn, viewer: &Viewer, id: i64) -> AppResult<(Plan, Unit)> {
    let found = store::find_plan(conn, &Reader::of(viewer), id)?.ok_or(AppError::NotFound)?;
    match writes(viewer, found.0.unit_id) {
        true => Ok(found),
        false => Err(AppError::Forbidden),
    }
}
