//! The form that adds a link, as it is posted (pure).

use rust_i18n::t;

use super::link::LinkKind;
use crate::units::{Counter, UnitPlaces};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What was chosen, as text.
#[derive(Debug)]
pub struct LinkForm {
    /// Id of a counter, empty for the whole unit.
    pub counter: String,
    /// Word of a kind.
    pub kind: String,
}

impl Default for LinkForm {
    fn default() -> Self {
        Self {
            counter: String::new(),
            kind: LinkKind::Place.to_string(),
        }
    }
}

impl LinkForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            counter: fields.text("counter"),
            kind: fields.text("kind"),
        }
    }

    /// What the choices mean in this unit.
    ///
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn check(
        &self,
        places: &UnitPlaces,
        lang: Lang,
    ) -> Result<(Option<Counter>, LinkKind), FieldErrors> {
        let mut errors = FieldErrors::default();
        let counter = places.counter(&self.counter);
        if counter.is_err() {
            errors.add("counter", t!("links.no_such_counter", locale = lang.code()));
        }
        let kind = self.kind.parse();
        if kind.is_err() {
            errors.add("kind", t!("links.no_such_kind", locale = lang.code()));
        }
        match (counter, kind) {
            (Ok(counter), Ok(kind)) => Ok((counter.cloned(), kind)),
            _ => Err(errors),
        }
    }
}
