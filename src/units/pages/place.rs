//! The fields that choose where something stands: first a unit, then perhaps one of its counters.

use maud::Markup;
use rust_i18n::t;

use super::super::place::UnitPlaces;
use super::super::unit::Unit;
use super::unit_choices;
use crate::web::components::{Field, FieldErrors, ask_first};
use crate::web::language::Lang;

/// Asks for the unit before the form at `action` can go on; the one with the id `own` is chosen already.
pub fn ask_unit(action: &str, units: &[Unit], own: i64, lang: Lang) -> Markup {
    let code = lang.code();
    let field = Field {
        name: "unit",
        label: &t!("units.place.unit", locale = code),
        hint: "",
        value: &own.to_string(),
        errors: &FieldErrors::default(),
    };
    let go_on = t!("units.place.go_on", locale = code);
    ask_first(action, field.select(&unit_choices(units)), &go_on)
}

impl UnitPlaces {
    /// The choice among the unit as a whole and its counters; `chosen` is the value of one of them.
    pub fn counter_field(
        &self,
        chosen: &str,
        hint: &str,
        errors: &FieldErrors,
        lang: Lang,
    ) -> Markup {
        let code = lang.code();
        let whole = t!("units.place.whole_unit", locale = code).into_owned();
        let mut choices = vec![(String::new(), whole)];
        for counter in &self.counters {
            choices.push((counter.id.to_string(), counter.name.clone()));
        }
        Field {
            name: "counter",
            label: &t!("units.place.counter", locale = code),
            hint,
            value: chosen,
            errors,
        }
        .select(&choices)
    }
}
