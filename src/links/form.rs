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

    /// What the choices mean in this unit; whatever is wrong is noted.
    pub fn check(
        &self,
        places: &UnitPlaces,
        lang: Lang,
        errors: &mut FieldErrors,
    ) -> Option<(Option<Counter>, LinkKind)> {
        let counter = places.check_counter(&self.counter, lang, errors).ok();
        let kind = self.kind.parse().ok();
        if kind.is_none() {
            errors.add("kind", t!("links.no_such_kind", locale = lang.code()));
        }
        counter.zip(kind)
    }
}
