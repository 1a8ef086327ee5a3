//! What a plan promises: an index, a rate or a thing to be done, against its base year.

use chrono::NaiveDateTime;

use super::amount::Amount;
use super::source::Source;

crate::text_enum! {
    /// When a target is reached.
    pub enum Direction {
        /// Not below the base year, or the target where one is set.
        NotBelow => "not_below",
        /// At or above the target.
        AtLeast => "at_least",
        /// At or below the target.
        AtMost => "at_most",
        /// Done.
        Done => "done",
    }
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Row.
    pub id: i64,
    /// The plan.
    pub plan_id: i64,
    /// Its place in the plan, from 1.
    pub position: i32,
    /// Its part of the plan.
    pub section: String,
    /// What is promised.
    pub name: String,
    /// What measures it.
    pub source: Source,
    /// What it is measured in.
    pub unit: String,
    /// When it is reached.
    pub direction: Direction,
    /// What was entered of the base year.
    pub base: Option<Amount>,
    /// Where that comes from.
    pub base_source: String,
    /// What is promised. Of an index it is in the targets of the unit, and nothing here.
    pub target: Option<Amount>,
}

/// What somebody entered of an item.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct Entry {
    /// The item.
    pub item_id: i64,
    /// How much, in hundredths.
    pub hundredths: i64,
    /// Where it comes from.
    pub origin: String,
    /// Name of who entered it.
    pub by: String,
    /// When, UTC.
    pub at: NaiveDateTime,
}

impl Entry {
    /// How much.
    pub const fn amount(&self) -> Amount {
        Amount(self.hundredths)
    }
}
