//! Choosing where something stands: a unit and perhaps one of its counters (pure).

use rust_i18n::t;
use serde::Deserialize;

use super::unit::{Counter, Unit};
use crate::web::components::FieldErrors;
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;

/// The unit that an address chooses beforehand: `?unit=7`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UnitQuery {
    /// Its id.
    pub unit: QueryNumber,
}

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
    /// The counter that the value of the field `counter` names; `None` for the unit as a whole.
    ///
    /// # Errors
    /// The value names no open counter of this unit: that is noted.
    pub fn check_counter(
        &self,
        value: &str,
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Result<Option<Counter>, NoSuchCounter> {
        if value.is_empty() {
            return Ok(None);
        }
        let named = |counter: &&Counter| counter.id.to_string() == value;
        let Some(counter) = self.counters.iter().find(named) else {
            let text = t!("units.place.no_such_counter", locale = lang.code());
            errors.add("counter", text);
            return Err(NoSuchCounter);
        };
        Ok(Some(counter.clone()))
    }
}
