//! What can be chosen in the form: places, colleagues, dossiers that the register knows (pure). Everything hangs below
//! one unit, so that the form of a province is not as long as the province.

use crate::complaints::store::Colleague;
use crate::units::{Counter, Unit, UnitPlaces};

/// With more units than this somebody chooses one before the form.
pub const MANY_UNITS: usize = 30;

/// The choices of one form.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The unit that the form is for.
    pub base: Unit,
    /// It and the units below, with their open counters.
    pub places: Vec<UnitPlaces>,
    /// Who may be named: people of these units and of those above.
    pub colleagues: Vec<Colleague>,
    /// Codes and names of dossiers in the register, newest first.
    pub dossiers: Vec<String>,
    /// Whether the viewer has other units to choose from.
    pub elsewhere: bool,
}

/// What comes first for somebody.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// The unit must be chosen: these, each after the one above it.
    Unit(Vec<Unit>),
    /// The form.
    Form(Box<Choices>),
}

/// The value of a place in the form.
pub fn place_value(unit: &Unit, counter: Option<&Counter>) -> String {
    match counter {
        Some(counter) => format!("{}-{}", unit.id, counter.id),
        None => unit.id.to_string(),
    }
}

impl Choices {
    /// The unit and perhaps the counter that a value stands for.
    pub fn place(&self, value: &str) -> Option<(&Unit, Option<&Counter>)> {
        self.places.iter().find_map(|places| {
            let unit = &places.unit;
            if place_value(unit, None) == value {
                return Some((unit, None));
            }
            let mut counters = places.counters.iter();
            let counter = counters.find(|counter| place_value(unit, Some(counter)) == value)?;
            Some((unit, Some(counter)))
        })
    }

    /// The account of the colleague whom a value names.
    pub fn colleague(&self, value: &str) -> Option<i64> {
        let id = value.parse().ok()?;
        let known = self.colleagues.iter().any(|colleague| colleague.id == id);
        known.then_some(id)
    }
}
