//! The forms of a unit and of a counter: what was typed, and what is wrong with it.

use rust_i18n::t;

use super::unit::{Counter, Unit, UnitCode};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Most characters of a name and of an address.
const TEXT_LIMIT: usize = 200;
/// Most characters of a telephone number as people write it.
const PHONE_LIMIT: usize = 30;

/// What was typed, cleaned.
#[derive(Clone, Debug, Default)]
pub struct UnitForm {
    /// Code.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Number of the leader's hotline.
    pub hotline: String,
    /// Where it is.
    pub address: String,
}

impl UnitForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            code: fields.text("code"),
            name: fields.text("name"),
            hotline: fields.text("hotline"),
            address: fields.text("address"),
        }
    }

    /// The form as it stands for a unit.
    pub fn of(unit: &Unit) -> Self {
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            hotline: unit.hotline.clone(),
            address: unit.address.clone(),
        }
    }

    /// The code, if it is one; otherwise the error is noted.
    pub fn check_code(&self, lang: Lang, errors: &mut FieldErrors) -> Option<UnitCode> {
        let code = self.code.parse().ok();
        if code.is_none() {
            errors.add("code", t!("units.code_unfit", locale = lang.code()));
        }
        code
    }

    /// Notes what is wrong with everything but the code.
    pub fn check_details(&self, lang: Lang, errors: &mut FieldErrors) {
        let lang = lang.code();
        let too_long = || t!("units.too_long", locale = lang, limit = TEXT_LIMIT);
        if self.name.is_empty() {
            errors.add("name", t!("units.name_missing", locale = lang));
        } else if self.name.chars().count() > TEXT_LIMIT {
            errors.add("name", too_long());
        }
        if !is_phone(&self.hotline) {
            errors.add("hotline", t!("units.hotline_unfit", locale = lang));
        }
        if self.address.chars().count() > TEXT_LIMIT {
            errors.add("address", too_long());
        }
    }
}

/// What was typed about a counter.
#[derive(Clone, Debug)]
pub(super) struct CounterForm {
    pub(super) name: String,
    /// Id of the officer's account; empty for nobody.
    pub(super) officer: String,
    /// Code of the only field; empty for several.
    pub(super) field: String,
    /// [`OPEN`] or [`CLOSED`].
    pub(super) state: String,
}

/// Value of a counter in use.
pub(super) const OPEN: &str = "open";
/// Value of a counter out of use.
pub(super) const CLOSED: &str = "closed";

impl CounterForm {
    pub(super) fn read(fields: &Fields) -> Self {
        Self {
            name: fields.text("name"),
            officer: fields.text("officer"),
            field: fields.text("field"),
            state: fields.text("state"),
        }
    }

    pub(super) fn of(counter: &Counter) -> Self {
        let state = if counter.active { OPEN } else { CLOSED };
        Self {
            name: counter.name.clone(),
            officer: counter
                .officer_id
                .map_or_else(String::new, |id| id.to_string()),
            field: counter.field.clone(),
            state: state.to_owned(),
        }
    }

    /// Whether the counter shall be open.
    pub(super) fn active(&self) -> Option<bool> {
        match self.state.as_str() {
            OPEN => Some(true),
            CLOSED => Some(false),
            _ => None,
        }
    }
}

/// Notes what is wrong with a counter's name.
pub(super) fn check_counter_name(field: &str, name: &str, lang: Lang, errors: &mut FieldErrors) {
    let lang = lang.code();
    if name.is_empty() {
        errors.add(field, t!("units.counter.name_missing", locale = lang));
    } else if name.chars().count() > TEXT_LIMIT {
        errors.add(
            field,
            t!("units.too_long", locale = lang, limit = TEXT_LIMIT),
        );
    }
}

/// Digits as people group them; empty while there is no hotline.
fn is_phone(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_digit() || " +.-()".contains(letter);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.is_empty()
        || (text.len() <= PHONE_LIMIT && text.chars().all(allowed) && (3..=15).contains(&digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_taken_as_people_write_them() {
        for right in ["", "0269 3 824 103", "(+84) 269.382-4103", "1022"] {
            assert!(is_phone(right), "{right:?}");
        }
        for wrong in ["gọi anh An", "12", "0269;382", &"1".repeat(16)] {
            assert!(!is_phone(wrong), "{wrong:?}");
        }
    }
}
