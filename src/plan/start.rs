//! How a plan begins: empty, with what such a plan usually holds, or as a copy of another year. Indices that have no
//! target yet get the figure of the base year as theirs; a target that stands already stays.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use rust_i18n::t;

use super::figures::Figures;
use super::item::{Direction, Item};
use super::record::{Plan, State, Step};
use super::source::{Rate, Source};
use super::store::{self, NewPlan, TaskChange};
use crate::db::DbConn;
use crate::dossiers::Ground;
use crate::dossiers::letterhead::letterhead_of;
use crate::dossiers::store::list_line;
use crate::error::AppResult;
use crate::indices::{Measure, list_targets, replace_targets};
use crate::percent::Hundredths;
use crate::units::Unit;

/// The language of plans: that of the law.
const LANG: &str = "vi";

/// An item that plans usually have: part, name, what measures it, when it is reached, and whether a task goes with it. Its
/// task has the item's own name in the catalogue.
type Usual = (&'static str, &'static str, Source, Direction, bool);

/// What such a plan usually holds, as Kế hoạch 49/KH-UBND does.
fn usual() -> Vec<Usual> {
    use Direction::{AtLeast, Done, NotBelow};
    let index = |measure| Source::Index(measure);
    let rate = |rate| Source::Rate(rate);
    vec![
        ("sipas", "overall", index(Measure::Overall), NotBelow, false),
        ("sipas", "access", index(Measure::Access), NotBelow, true),
        (
            "sipas",
            "procedure",
            index(Measure::Procedure),
            NotBelow,
            true,
        ),
        ("sipas", "officer", index(Measure::Officer), NotBelow, true),
        ("sipas", "outcome", index(Measure::Outcome), NotBelow, true),
        (
            "sipas",
            "feedback",
            index(Measure::Feedback),
            NotBelow,
            true,
        ),
        ("dossiers", "on_time", rate(Rate::OnTime), AtLeast, true),
        (
            "apologies",
            "apologised",
            rate(Rate::Apologised),
            AtLeast,
            true,
        ),
        (
            "complaints",
            "in_time",
            rate(Rate::AnsweredInTime),
            AtLeast,
            true,
        ),
        (
            "complaints",
            "published",
            rate(Rate::Published),
            AtLeast,
            true,
        ),
        (
            "complaints",
            "satisfied",
            rate(Rate::Satisfied),
            NotBelow,
            false,
        ),
        ("complaints", "hotline", Source::Entered, Done, true),
        ("other", "report", Source::Entered, Done, true),
    ]
}

/// What a plan begins with, as the office would write it.
fn text(key: &str) -> String {
    t!(format!("plan.usual.{key}"), locale = LANG).into_owned()
}

/// Makes a plan of a unit for a year; its row. `filled`: with what such a plan usually holds.
///
/// # Errors
/// There is one already (a unique violation), or the database refuses.
pub fn begin(
    conn: &mut DbConn,
    unit: &Unit,
    year: i32,
    filled: bool,
    by: (i64, NaiveDateTime),
) -> AppResult<i64> {
    let ground = Ground::find(conn, unit.id)?;
    let place = letterhead_of(&ground.rules, &list_line(conn, unit)?).place;
    let title = t!(
        "plan.usual.title",
        locale = LANG,
        place = place,
        year = year
    );
    let new = NewPlan {
        unit_id: unit.id,
        year,
        base_year: year - 1,
        title: title.into_owned(),
        number: String::new(),
        basis: text("basis"),
        copies: text("copies"),
        purpose: text("purpose"),
        organisation: text("organisation"),
        state: NewPlan::STATE,
    };
    let plan_id = store::insert_plan(conn, &new)?;
    store::insert_event(conn, plan_id, Step::Made, by)?;
    if !filled {
        return Ok(plan_id);
    }
    for (part, name, source, direction, has_task) in usual() {
        let item = Item {
            id: 0,
            plan_id,
            position: 0,
            section: text(&format!("part.{part}")),
            name: text(&format!("item.{name}")),
            unit: if source.is_computed() { "%" } else { "" }.to_owned(),
            source,
            direction,
            base: None,
            base_source: String::new(),
            target: (direction == Direction::AtLeast).then_some(Hundredths::FULL.into()),
        };
        let item_id = store::insert_item(conn, plan_id, &item)?;
        if has_task {
            let task = TaskChange {
                words: text(&format!("task.{name}")),
                lead_words: text("lead"),
                due: NaiveDate::from_ymd_opt(year, 12, 31),
                ..TaskChange::default()
            };
            store::insert_task(conn, item_id, &task)?;
        }
    }
    offer_targets(conn, unit, year)?;
    Ok(plan_id)
}

/// Gives each index without a target the figure of the year before.
///
/// # Errors
/// The database refuses.
pub fn offer_targets(conn: &mut DbConn, unit: &Unit, year: i32) -> AppResult<()> {
    let before = Figures::find(conn, unit, year - 1)?;
    let offered = Measure::ALL.iter().filter_map(|measure| {
        let found = before.of(&Source::Index(*measure));
        Some((*measure, found.amount?.percent()?))
    });
    let mut targets: BTreeMap<_, _> = offered.collect();
    targets.extend(list_targets(conn, unit.id, year)?);
    replace_targets(conn, unit.id, year, &targets)?;
    Ok(())
}

/// Puts a plan in force from a day on, under the number of its document.
///
/// # Errors
/// The database refuses.
pub fn put_in_force(
    conn: &mut DbConn,
    plan: Plan,
    number: &str,
    day: NaiveDate,
    by: (i64, NaiveDateTime),
) -> AppResult<()> {
    let plan = Plan {
        number: number.to_owned(),
        issued_on: Some(day),
        in_force_on: Some(day),
        state: State::InForce,
        ..plan
    };
    store::save_plan(conn, &plan)?;
    store::insert_event(conn, plan.id, Step::Issued, by)?;
    Ok(())
}
