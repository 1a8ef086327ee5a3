//! A plan with all that is known of it: each item against its base year and its target, where it stands, its tasks.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::access::Reader;
use super::amount::Amount;
use super::figures::{Figures, Found};
use super::item::{Direction, Entry, Item};
use super::record::Plan;
use super::source::Source;
use super::status::{Known, Status, Why, passed};
use super::store;
use super::task::{Task, Urgency};
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::indices::{Measure, Standing, list_targets};
use crate::percent::Hundredths;
use crate::units::Unit;

/// A plan and all that is known of it.
pub struct Whole {
    /// The plan.
    pub plan: Plan,
    /// Whose.
    pub unit: Unit,
    /// Its items in order.
    pub lines: Vec<Line>,
    /// What was done to it, by whom and when.
    pub events: Vec<(String, String, NaiveDateTime)>,
    /// The day on which it is looked at.
    pub today: NaiveDate,
}

/// An item and all that is known of it.
pub struct Line {
    /// The item.
    pub item: Item,
    /// Its tasks.
    pub tasks: Vec<Task>,
    /// What was entered of it, the first first.
    pub readings: Vec<Entry>,
    /// The base year.
    pub base: Option<Amount>,
    /// Where that comes from, if the program did not count it.
    pub base_origin: String,
    /// What is promised.
    pub target: Option<Amount>,
    /// How much it is now; nothing where that is not known.
    pub now: Option<Amount>,
    /// What the program found.
    pub found: Found,
    /// Where it stands.
    pub status: Status,
    /// Why.
    pub why: Why,
}

/// Tasks with the days by which they are overdue, or that are left.
pub type Near<'a> = Vec<(i64, &'a Task)>;

/// What the lines of a plan are made from.
struct Ground<'a> {
    base: Figures,
    now: Figures,
    targets: BTreeMap<Measure, Hundredths>,
    plan: &'a Plan,
    today: NaiveDate,
}

impl Whole {
    /// A plan that somebody may see, as of a day.
    ///
    /// # Errors
    /// There is none, or the database refuses.
    pub fn find(conn: &mut DbConn, reader: &Reader, id: i64, today: NaiveDate) -> AppResult<Self> {
        let (plan, unit) = store::find_plan(conn, reader, id)?.ok_or(AppError::NotFound)?;
        let ground = Ground {
            base: Figures::find(conn, &unit, plan.base_year)?,
            now: Figures::find(conn, &unit, plan.year)?,
            targets: list_targets(conn, unit.id, plan.year)?,
            plan: &plan,
            today,
        };
        let mut tasks: BTreeMap<i64, Vec<Task>> = BTreeMap::new();
        for task in store::list_tasks(conn, &plan)? {
            tasks.entry(task.item_id).or_default().push(task);
        }
        let mut readings: BTreeMap<i64, Vec<Entry>> = BTreeMap::new();
        for entry in store::list_readings(conn, &plan)? {
            readings.entry(entry.item_id).or_default().push(entry);
        }
        let items = store::list_items(conn, &plan)?.into_iter();
        let lines = items.map(|item| {
            let of_item = (
                tasks.remove(&item.id).unwrap_or_default(),
                readings.remove(&item.id).unwrap_or_default(),
            );
            ground.line(item, of_item)
        });
        let lines = lines.collect();
        Ok(Self {
            events: store::list_events(conn, &plan)?,
            lines,
            plan,
            unit,
            today,
        })
    }

    /// The parts of the plan with their lines, in the order in which they first come.
    pub fn sections(&self) -> Vec<(&str, Vec<&Line>)> {
        let mut sections: Vec<(&str, Vec<&Line>)> = Vec::new();
        for line in &self.lines {
            let name = line.item.section.as_str();
            match sections.iter_mut().find(|(known, _)| *known == name) {
                Some((_, lines)) => lines.push(line),
                None => sections.push((name, vec![line])),
            }
        }
        sections
    }

    /// How many items stand so.
    pub fn count(&self, status: Status) -> u64 {
        let lines = self.lines.iter().filter(|line| line.status == status);
        lines.count() as u64
    }

    /// Tasks that are overdue, the longest first; then those that are due soon, the nearest first.
    pub fn urgent(&self) -> (Near<'_>, Near<'_>) {
        let (mut overdue, mut soon) = (Vec::new(), Vec::new());
        for task in self.lines.iter().flat_map(|line| &line.tasks) {
            match task.urgency(self.today) {
                Urgency::Overdue(days) => overdue.push((days, task)),
                Urgency::Soon(days) => soon.push((days, task)),
                Urgency::Calm => {}
            }
        }
        overdue.sort_by_key(|(days, task)| (-days, task.id));
        soon.sort_by_key(|(days, task)| (*days, task.id));
        (overdue, soon)
    }

    /// The line of an item.
    pub fn line(&self, item_id: i64) -> Option<&Line> {
        self.lines.iter().find(|line| line.item.id == item_id)
    }
}

impl Ground<'_> {
    fn line(&self, item: Item, (tasks, readings): (Vec<Task>, Vec<Entry>)) -> Line {
        let found = self.now.of(&item.source);
        let before = self.base.of(&item.source);
        let (base, base_origin) = match before.amount {
            Some(amount) => (Some(amount), before.imported.unwrap_or_default()),
            None => (item.base, item.base_source.clone()),
        };
        let promised = match item.source {
            Source::Index(measure) => self.targets.get(&measure).copied().map(Amount::from),
            _ => item.target,
        };
        let target = match item.direction {
            Direction::NotBelow => promised.or(base),
            Direction::Done => None,
            _ => promised,
        };
        let now = match item.source {
            Source::Entered => readings.last().map(Entry::amount),
            _ => found.amount,
        };
        let known = Known {
            direction: item.direction,
            now,
            target,
            standing: standing(&found, target).filter(|_| item.direction != Direction::AtMost),
            is_rate: item.source.is_computed() || item.unit == "%",
            is_overdue: tasks
                .iter()
                .any(|task| matches!(task.urgency(self.today), Urgency::Overdue(_))),
            passed: passed(self.plan.year, self.today),
        };
        let (status, why) = match found.is_void {
            true => (Status::Reached, Why::NothingOwed),
            false => known.judge(),
        };
        Line {
            item,
            tasks,
            readings,
            base,
            base_origin,
            target,
            now,
            found,
            status,
            why,
        }
    }
}

fn standing(found: &Found, target: Option<Amount>) -> Option<Standing> {
    Some(Standing::of(found.figure?, target?.percent()?))
}
