//! Choosing where something stands: a unit and perhaps one of its counters (pure).

use super::unit::{Counter, Unit};

/// What somebody may choose from next.
#[derive(Clone, Debug)]
pub enum PlaceChoice {
    /// The unit comes first: these, each after the one above it.
    Unit(Vec<Unit>),
    /// The unit is clear.
    Counter(UnitPlaces),
}

/// A unit and its open counters.
#[derive(Clone, Debug)]
pub struct UnitPlaces {
    /// The unit.
    pub unit: Unit,
    /// Its open counters.
    pub counters: Vec<Counter>,
}

/// The value of a choice that is none of the counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchCounter;

impl UnitPlaces {
    /// The counter that a form's value names; `None` for the unit as a whole.
    ///
    /// # Errors
    /// The value names no open counter of this unit.
    pub fn counter(&self, value: &str) -> Result<Option<&Counter>, NoSuchCounter> {
        if value.is_empty() {
            return Ok(None);
        }
        let found = self
            .counters
            .iter()
            .find(|counter| counter.id.to_string() == value);
        found.map(Some).ok_or(NoSuchCounter)
    }

    /// Value and text of every choice; `whole` is the text for the unit as a whole.
    pub fn options(&self, whole: &str) -> Vec<(String, String)> {
        let whole = (String::new(), whole.to_owned());
        let counters = self.counters.iter();
        let counters = counters.map(|counter| (counter.id.to_string(), counter.name.clone()));
        std::iter::once(whole).chain(counters).collect()
    }
}
