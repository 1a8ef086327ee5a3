//! Items of plans, and what was entered of them.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, max};
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, plan_items, plan_readings};
use crate::plan::amount::Amount;
use crate::plan::item::{Direction, Entry, Item};
use crate::plan::record::Plan;
use crate::plan::source::Source;

/// An item as it lies in its table.
type Row = (
    i64,
    i64,
    i32,
    String,
    String,
    String,
    String,
    String,
    Option<i64>,
    String,
    Option<i64>,
);

/// The items of a plan in their order. One whose source this program does not know counts as entered.
///
/// # Errors
/// The database refuses.
pub fn list_items(conn: &mut DbConn, plan: &Plan) -> QueryResult<Vec<Item>> {
    let rows: Vec<Row> = plan_items::table
        .filter(plan_items::plan_id.eq(plan.id))
        .order((plan_items::position, plan_items::id))
        .select(plan_items::all_columns)
        .load(conn)?;
    Ok(rows.into_iter().map(item_of).collect())
}

fn item_of(row: Row) -> Item {
    let (id, plan_id, position, section, name, source, unit, direction, base, base_source, target) =
        row;
    Item {
        id,
        plan_id,
        position,
        section,
        name,
        source: source.parse().unwrap_or(Source::Entered),
        unit,
        direction: direction.parse().unwrap_or(Direction::AtLeast),
        base: base.map(Amount),
        base_source,
        target: target.map(Amount),
    }
}

macro_rules! content {
    ($item:expr) => {
        (
            plan_items::section.eq(&$item.section),
            plan_items::name.eq(&$item.name),
            plan_items::source.eq($item.source.to_string()),
            plan_items::measured_in.eq(&$item.unit),
            plan_items::direction.eq($item.direction.as_str()),
            plan_items::base.eq($item.base.map(|amount| amount.0)),
            plan_items::base_source.eq(&$item.base_source),
            plan_items::target.eq($item.target.map(|amount| amount.0)),
        )
    };
}

/// Adds an item at the end of its plan; its row.
///
/// # Errors
/// The database refuses.
pub fn insert_item(conn: &mut DbConn, plan_id: i64, item: &Item) -> QueryResult<i64> {
    let last: Option<i32> = plan_items::table
        .filter(plan_items::plan_id.eq(plan_id))
        .select(max(plan_items::position))
        .first(conn)?;
    diesel::insert_into(plan_items::table)
        .values((
            plan_items::plan_id.eq(plan_id),
            plan_items::position.eq(last.unwrap_or(0) + 1),
            content!(item),
        ))
        .returning(plan_items::id)
        .get_result(conn)
}

/// Keeps what an item says.
///
/// # Errors
/// The database refuses.
pub fn update_item(conn: &mut DbConn, item: &Item) -> QueryResult<()> {
    diesel::update(plan_items::table.find(item.id))
        .set(content!(item))
        .execute(conn)?;
    Ok(())
}

/// Puts two items in each other's place.
///
/// # Errors
/// The database refuses.
pub fn swap_items(conn: &mut DbConn, one: &Item, other: &Item) -> QueryResult<()> {
    for (item, position) in [(one, other.position), (other, one.position)] {
        diesel::update(plan_items::table.find(item.id))
            .set(plan_items::position.eq(position))
            .execute(conn)?;
    }
    Ok(())
}

/// Removes an item that has neither tasks nor readings.
///
/// # Errors
/// It has some, or the database refuses.
pub fn delete_item(conn: &mut DbConn, item: &Item) -> QueryResult<()> {
    diesel::delete(plan_items::table.find(item.id)).execute(conn)?;
    Ok(())
}

/// Whether anything was ever entered of an item.
///
/// # Errors
/// The database refuses.
pub fn has_readings(conn: &mut DbConn, item: &Item) -> QueryResult<bool> {
    let some = plan_readings::table.filter(plan_readings::item_id.eq(item.id));
    diesel::select(exists(some)).get_result(conn)
}

/// Adds what somebody enters of an item.
///
/// # Errors
/// The database refuses.
pub fn insert_reading(
    conn: &mut DbConn,
    item: &Item,
    (amount, origin): (Amount, &str),
    (by, at): (i64, NaiveDateTime),
) -> QueryResult<()> {
    diesel::insert_into(plan_readings::table)
        .values((
            plan_readings::item_id.eq(item.id),
            plan_readings::amount.eq(amount.0),
            plan_readings::origin.eq(origin),
            plan_readings::account_id.eq(by),
            plan_readings::at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

/// What was entered of the items of a plan, the first first.
///
/// # Errors
/// The database refuses.
pub fn list_readings(conn: &mut DbConn, plan: &Plan) -> QueryResult<Vec<Entry>> {
    plan_readings::table
        .inner_join(plan_items::table)
        .inner_join(accounts::table.on(plan_readings::account_id.eq(accounts::id)))
        .filter(plan_items::plan_id.eq(plan.id))
        .order(plan_readings::id)
        .select((
            plan_readings::item_id,
            plan_readings::amount,
            plan_readings::origin,
            accounts::name,
            plan_readings::at,
        ))
        .load(conn)
}
