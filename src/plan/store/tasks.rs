//! Tasks of plans, who joins in them, and how they go on.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, plan_items, plan_joins, plan_notes, plan_tasks, plans, units};
use crate::plan::record::{Plan, State};
use crate::plan::task::{Note, Task, TaskState};

/// Where something is still to be done.
const OPEN: [TaskState; 2] = [TaskState::Open, TaskState::Doing];

/// What a task says, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskChange {
    /// What is to be done.
    pub words: String,
    /// Account of who leads.
    pub lead_id: Option<i64>,
    /// Who leads, in words.
    pub lead_words: String,
    /// Accounts of who joins.
    pub joins: Vec<i64>,
    /// Who else joins.
    pub join_words: String,
    /// By when.
    pub due: Option<NaiveDate>,
}

/// A task as it lies in its table, with the name of who leads.
type Row = (
    i64,
    i64,
    String,
    Option<i64>,
    Option<String>,
    String,
    String,
    Option<NaiveDate>,
    String,
);

/// The tasks of a plan, by item and in the order in which they were written, with all that was noted.
///
/// # Errors
/// The database refuses.
pub fn list_tasks(conn: &mut DbConn, plan: &Plan) -> QueryResult<Vec<Task>> {
    let rows: Vec<Row> = plan_tasks::table
        .inner_join(plan_items::table)
        .left_join(accounts::table.on(plan_tasks::lead_id.eq(accounts::id.nullable())))
        .filter(plan_items::plan_id.eq(plan.id))
        .order((plan_items::position, plan_tasks::id))
        .select((
            plan_tasks::id,
            plan_tasks::item_id,
            plan_tasks::words,
            plan_tasks::lead_id,
            accounts::name.nullable(),
            plan_tasks::lead_words,
            plan_tasks::join_words,
            plan_tasks::due,
            plan_tasks::state,
        ))
        .load(conn)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let mut joins = list_joins(conn, &ids)?;
    let mut notes = list_notes(conn, &ids)?;
    let task = |row: Row| {
        let (id, item_id, words, lead_id, name, lead_words, join_words, due, state) = row;
        Task {
            id,
            item_id,
            words,
            lead_id,
            lead: name.unwrap_or_else(|| lead_words.clone()),
            lead_words,
            joins: joins.remove(&id).unwrap_or_default(),
            join_words,
            due,
            state: state.parse().unwrap_or(TaskState::Open),
            notes: notes.remove(&id).unwrap_or_default(),
        }
    };
    Ok(rows.into_iter().map(task).collect())
}

fn list_joins(conn: &mut DbConn, tasks: &[i64]) -> QueryResult<BTreeMap<i64, Vec<(i64, String)>>> {
    let rows: Vec<(i64, i64, String)> = plan_joins::table
        .inner_join(accounts::table.on(plan_joins::account_id.eq(accounts::id)))
        .filter(plan_joins::task_id.eq_any(tasks))
        .order((plan_joins::task_id, accounts::id))
        .select((plan_joins::task_id, accounts::id, accounts::name))
        .load(conn)?;
    let mut joins: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for (task, id, name) in rows {
        joins.entry(task).or_default().push((id, name));
    }
    Ok(joins)
}

fn list_notes(conn: &mut DbConn, tasks: &[i64]) -> QueryResult<BTreeMap<i64, Vec<Note>>> {
    let rows: Vec<(i64, String, NaiveDateTime, String, String)> = plan_notes::table
        .inner_join(accounts::table.on(plan_notes::account_id.eq(accounts::id)))
        .filter(plan_notes::task_id.eq_any(tasks))
        .order(plan_notes::id)
        .select((
            plan_notes::task_id,
            accounts::name,
            plan_notes::at,
            plan_notes::state,
            plan_notes::words,
        ))
        .load(conn)?;
    let mut notes: BTreeMap<i64, Vec<Note>> = BTreeMap::new();
    for (task, by, at, state, words) in rows {
        let state = state.parse().unwrap_or(TaskState::Open);
        notes.entry(task).or_default().push(Note {
            by,
            at,
            state,
            words,
        });
    }
    Ok(notes)
}

macro_rules! content {
    ($change:expr) => {
        (
            plan_tasks::words.eq(&$change.words),
            plan_tasks::lead_id.eq($change.lead_id),
            plan_tasks::lead_words.eq(&$change.lead_words),
            plan_tasks::join_words.eq(&$change.join_words),
            plan_tasks::due.eq($change.due),
        )
    };
}

/// Adds a task; its row.
///
/// # Errors
/// The database refuses.
pub fn insert_task(conn: &mut DbConn, item_id: i64, new: &TaskChange) -> QueryResult<i64> {
    let id = diesel::insert_into(plan_tasks::table)
        .values((
            plan_tasks::item_id.eq(item_id),
            plan_tasks::state.eq(TaskState::Open.as_str()),
            content!(new),
        ))
        .returning(plan_tasks::id)
        .get_result(conn)?;
    insert_joins(conn, id, &new.joins)?;
    Ok(id)
}

/// Keeps what a task says.
///
/// # Errors
/// The database refuses.
pub fn update_task(conn: &mut DbConn, id: i64, change: &TaskChange) -> QueryResult<()> {
    diesel::update(plan_tasks::table.find(id))
        .set(content!(change))
        .execute(conn)?;
    diesel::delete(plan_joins::table.filter(plan_joins::task_id.eq(id))).execute(conn)?;
    insert_joins(conn, id, &change.joins)
}

fn insert_joins(conn: &mut DbConn, task_id: i64, accounts: &[i64]) -> QueryResult<()> {
    for account in accounts {
        diesel::insert_into(plan_joins::table)
            .values((
                plan_joins::task_id.eq(task_id),
                plan_joins::account_id.eq(account),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Notes how a task goes on, and where it stands from now on.
///
/// # Errors
/// The database refuses.
pub fn insert_note(
    conn: &mut DbConn,
    task_id: i64,
    (state, words): (TaskState, &str),
    (by, at): (i64, NaiveDateTime),
) -> QueryResult<()> {
    diesel::insert_into(plan_notes::table)
        .values((
            plan_notes::task_id.eq(task_id),
            plan_notes::account_id.eq(by),
            plan_notes::at.eq(at),
            plan_notes::state.eq(state.as_str()),
            plan_notes::words.eq(words),
        ))
        .execute(conn)?;
    diesel::update(plan_tasks::table.find(task_id))
        .set(plan_tasks::state.eq(state.as_str()))
        .execute(conn)?;
    Ok(())
}

/// Removes a task of which nothing was noted; whether it could be.
///
/// # Errors
/// The database refuses.
pub fn delete_task(conn: &mut DbConn, id: i64) -> QueryResult<bool> {
    let noted = plan_notes::table.filter(plan_notes::task_id.eq(id));
    if diesel::select(exists(noted)).get_result(conn)? {
        return Ok(false);
    }
    diesel::delete(plan_joins::table.filter(plan_joins::task_id.eq(id))).execute(conn)?;
    diesel::delete(plan_tasks::table.find(id)).execute(conn)?;
    Ok(true)
}

/// A task of somebody's own.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Own {
    /// Row.
    pub id: i64,
    /// What is to be done.
    pub words: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Name of the unit whose plan it is of.
    pub unit: String,
    /// The year of the plan.
    pub year: i32,
}

/// Tasks that an account leads or joins in and that are not over, of plans in force; those without a day last.
///
/// # Errors
/// The database refuses.
pub fn list_own(conn: &mut DbConn, account_id: i64) -> QueryResult<Vec<Own>> {
    let joined = plan_joins::table
        .filter(plan_joins::account_id.eq(account_id))
        .select(plan_joins::task_id);
    let mut own: Vec<Own> = plan_tasks::table
        .inner_join(plan_items::table.inner_join(plans::table.inner_join(units::table)))
        .filter(plans::state.eq(State::InForce.as_str()))
        .filter(plan_tasks::state.eq_any(OPEN.map(TaskState::as_str)))
        .filter(
            plan_tasks::lead_id
                .eq(account_id)
                .or(plan_tasks::id.eq_any(joined)),
        )
        .order(plan_tasks::id)
        .select((
            plan_tasks::id,
            plan_tasks::words,
            plan_tasks::due,
            units::name,
            plans::year,
        ))
        .load(conn)?;
    own.sort_by_key(|task| (task.due.is_none(), task.due));
    Ok(own)
}

/// Words and days of what should be over by now in the plans of a unit that are in force, the longest overdue first.
///
/// # Errors
/// The database refuses.
pub fn list_overdue(
    conn: &mut DbConn,
    unit_id: i64,
    today: NaiveDate,
) -> QueryResult<Vec<(String, NaiveDate)>> {
    plan_tasks::table
        .inner_join(plan_items::table.inner_join(plans::table))
        .filter(plans::unit_id.eq(unit_id))
        .filter(plans::state.eq(State::InForce.as_str()))
        .filter(plan_tasks::state.eq_any(OPEN.map(TaskState::as_str)))
        .filter(plan_tasks::due.lt(today))
        .order((plan_tasks::due, plan_tasks::id))
        .select((plan_tasks::words, plan_tasks::due.assume_not_null()))
        .load(conn)
}
