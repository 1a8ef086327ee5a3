//! The plan of one year as the beginning of the next one's: items and tasks without what came of them. The base year moves
//! on, and what was reached is what the next year is held against.

use chrono::{Months, NaiveDateTime};

use super::item::{Direction, Item};
use super::record::Step;
use super::start::offer_targets;
use super::store::{self, NewPlan, TaskChange};
use super::task::Task;
use super::whole::{Line, Whole};
use crate::db::DbConn;
use crate::error::AppResult;

/// What separates one plan from the next.
const A_YEAR: Months = Months::new(12);

/// Copies a plan to the next year; the row of the copy.
///
/// # Errors
/// The unit has a plan for that year (a unique violation), or the database refuses.
pub fn copy(conn: &mut DbConn, whole: &Whole, by: (i64, NaiveDateTime)) -> AppResult<i64> {
    let Whole { plan, unit, .. } = whole;
    let year = plan.year + 1;
    let moved = |text: &str| text.replace(&plan.year.to_string(), &year.to_string());
    let new = NewPlan {
        unit_id: unit.id,
        year,
        base_year: plan.year,
        title: moved(&plan.title),
        number: String::new(),
        basis: plan.basis.clone(),
        copies: plan.copies.clone(),
        purpose: plan.purpose.clone(),
        organisation: plan.organisation.clone(),
        state: NewPlan::STATE,
    };
    let plan_id = store::insert_plan(conn, &new)?;
    for line in &whole.lines {
        let item_id = store::insert_item(conn, plan_id, &next(line, plan_id))?;
        for task in &line.tasks {
            store::insert_task(conn, item_id, &again(task))?;
        }
    }
    store::insert_event(conn, plan_id, Step::Copied, by)?;
    offer_targets(conn, unit, year)?;
    Ok(plan_id)
}

/// The same item a year later. What was not to fall below the base year is held against what it is now; other targets
/// stay.
fn next(line: &Line, plan_id: i64) -> Item {
    let item = &line.item;
    let (base, base_source) = match line.readings.last() {
        Some(entry) if item.direction != Direction::Done => {
            (Some(entry.amount()), entry.origin.clone())
        }
        _ => (None, String::new()),
    };
    let target = match item.direction {
        Direction::NotBelow => None,
        _ => item.target,
    };
    Item {
        id: 0,
        plan_id,
        base,
        base_source,
        target,
        ..item.clone()
    }
}

/// The same task a year later; the 29th of February becomes the 28th.
fn again(task: &Task) -> TaskChange {
    TaskChange {
        words: task.words.clone(),
        lead_id: task.lead_id,
        lead_words: task.lead_words.clone(),
        joins: task.joins.iter().map(|(id, _)| *id).collect(),
        join_words: task.join_words.clone(),
        due: task.due.and_then(|due| due.checked_add_months(A_YEAR)),
    }
}
