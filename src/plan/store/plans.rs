//! Plans and what was done to them. A plan is seen by whoever sees its unit, and by whoever leads one of its tasks or
//! joins in it.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, plan_events, plan_items, plan_joins, plan_tasks, plans, units};
use crate::plan::access::Reader;
use crate::plan::record::{Plan, State, Step};
use crate::units::{Scope, Unit};

macro_rules! seen {
    ($reader:expr) => {{
        let joined = plan_joins::table
            .filter(plan_joins::account_id.eq($reader.account_id))
            .select(plan_joins::task_id);
        let named = plan_tasks::table
            .inner_join(plan_items::table)
            .filter(
                plan_tasks::lead_id
                    .eq($reader.account_id)
                    .or(plan_tasks::id.eq_any(joined)),
            )
            .select(plan_items::plan_id);
        plans::table
            .inner_join(units::table)
            .filter(
                units::path
                    .like($reader.scope.pattern())
                    .or(plans::id.eq_any(named)),
            )
            .select((Plan::as_select(), Unit::as_select()))
    }};
}

/// A plan that somebody may see, with its unit.
///
/// # Errors
/// The database refuses.
pub fn find_plan(conn: &mut DbConn, reader: &Reader, id: i64) -> QueryResult<Option<(Plan, Unit)>> {
    seen!(reader)
        .filter(plans::id.eq(id))
        .first(conn)
        .optional()
}

/// The plan that an item belongs to.
///
/// # Errors
/// The database refuses.
pub fn find_plan_of_item(
    conn: &mut DbConn,
    reader: &Reader,
    item_id: i64,
) -> QueryResult<Option<(Plan, Unit)>> {
    let of_item = plan_items::table
        .filter(plan_items::id.eq(item_id))
        .select(plan_items::plan_id);
    seen!(reader)
        .filter(plans::id.eq_any(of_item))
        .first(conn)
        .optional()
}

/// The plan that a task belongs to.
///
/// # Errors
/// The database refuses.
pub fn find_plan_of_task(
    conn: &mut DbConn,
    reader: &Reader,
    task_id: i64,
) -> QueryResult<Option<(Plan, Unit)>> {
    let of_task = plan_tasks::table
        .inner_join(plan_items::table)
        .filter(plan_tasks::id.eq(task_id))
        .select(plan_items::plan_id);
    seen!(reader)
        .filter(plans::id.eq_any(of_task))
        .first(conn)
        .optional()
}

/// The plan of a unit for a year. The viewer may see the unit: that is the caller's to know.
///
/// # Errors
/// The database refuses.
pub fn find_plan_of(conn: &mut DbConn, unit_id: i64, year: i32) -> QueryResult<Option<Plan>> {
    plans::table
        .filter(plans::unit_id.eq(unit_id))
        .filter(plans::year.eq(year))
        .select(Plan::as_select())
        .first(conn)
        .optional()
}

/// First and last year for which the units of a scope have a plan.
///
/// # Errors
/// The database refuses.
pub fn list_years(conn: &mut DbConn, scope: &Scope) -> QueryResult<Vec<i32>> {
    plans::table
        .inner_join(units::table)
        .filter(units::path.like(scope.pattern()))
        .select(plans::year)
        .distinct()
        .order(plans::year.desc())
        .load(conn)
}

/// What a plan begins with.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = plans)]
pub struct NewPlan {
    /// Whose.
    pub unit_id: i64,
    /// For which year.
    pub year: i32,
    /// Against which year.
    pub base_year: i32,
    /// What it is about.
    pub title: String,
    /// Number of the document.
    pub number: String,
    /// Legal basis.
    pub basis: String,
    /// Who gets a copy.
    pub copies: String,
    /// What it is for.
    pub purpose: String,
    /// How it is carried out.
    pub organisation: String,
    /// Where it stands.
    pub state: &'static str,
}

/// Adds a plan; its row. A unit has one for a year: another is a unique violation.
///
/// # Errors
/// The database refuses.
pub fn insert_plan(conn: &mut DbConn, new: &NewPlan) -> QueryResult<i64> {
    diesel::insert_into(plans::table)
        .values(new)
        .returning(plans::id)
        .get_result(conn)
}

/// Keeps what a plan's document says, and where the plan stands.
///
/// # Errors
/// The database refuses.
pub fn save_plan(conn: &mut DbConn, plan: &Plan) -> QueryResult<()> {
    diesel::update(plans::table.find(plan.id))
        .set((
            plans::base_year.eq(plan.base_year),
            plans::title.eq(&plan.title),
            plans::number.eq(&plan.number),
            plans::issued_on.eq(plan.issued_on),
            plans::basis.eq(&plan.basis),
            plans::copies.eq(&plan.copies),
            plans::purpose.eq(&plan.purpose),
            plans::organisation.eq(&plan.organisation),
            plans::state.eq(plan.state.as_str()),
            plans::in_force_on.eq(plan.in_force_on),
        ))
        .execute(conn)?;
    Ok(())
}

/// Holds a plan for this transaction; whether it still stands where it was seen.
///
/// # Errors
/// The database refuses.
pub fn hold_plan(conn: &mut DbConn, plan: &Plan) -> QueryResult<bool> {
    let held = diesel::update(plans::table.find(plan.id))
        .filter(plans::state.eq(plan.state.as_str()))
        .set(plans::year.eq(plan.year))
        .execute(conn)?;
    Ok(held == 1)
}

/// Notes what somebody did to a plan.
///
/// # Errors
/// The database refuses.
pub fn insert_event(
    conn: &mut DbConn,
    plan_id: i64,
    step: Step,
    (by, at): (i64, NaiveDateTime),
) -> QueryResult<()> {
    diesel::insert_into(plan_events::table)
        .values((
            plan_events::plan_id.eq(plan_id),
            plan_events::account_id.eq(by),
            plan_events::step.eq(step.as_str()),
            plan_events::at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

/// What was done to a plan, by whom and when, the first first.
///
/// # Errors
/// The database refuses.
pub fn list_events(
    conn: &mut DbConn,
    plan: &Plan,
) -> QueryResult<Vec<(String, String, NaiveDateTime)>> {
    plan_events::table
        .inner_join(accounts::table.on(plan_events::account_id.eq(accounts::id)))
        .filter(plan_events::plan_id.eq(plan.id))
        .order(plan_events::id)
        .select((plan_events::step, accounts::name, plan_events::at))
        .load(conn)
}

impl NewPlan {
    /// As every plan begins.
    pub const STATE: &'static str = State::Draft.as_str();
}
