//! The field that chooses who is on duty at a counter.

use maud::Markup;
use rust_i18n::t;

use super::super::duty::Duty;
use crate::accounts::Account;
use crate::web::components::{Field, FieldErrors};
use crate::web::language::Lang;

impl Duty {
    /// The choice among nobody and those who may be; `chosen` is the value of one of them.
    pub fn officer_field(&self, chosen: &str, errors: &FieldErrors, lang: Lang) -> Markup {
        let code = lang.code();
        let nobody = t!("units.counter.no_officer", locale = code).into_owned();
        let mut choices = vec![(String::new(), nobody)];
        let named = |officer: &Account| (officer.id.to_string(), officer.name.clone());
        choices.extend(self.officers.iter().map(named));
        if let Some(id) = self.counter.officer_id {
            let id = id.to_string();
            if !choices.iter().any(|(known, _)| *known == id) {
                let text = t!("units.counter.officer_elsewhere", locale = code);
                choices.push((id, text.into_owned()));
            }
        }
        Field {
            name: "officer",
            label: &t!("units.counter.officer", locale = code),
            hint: &t!("units.counter.officer_hint", locale = code),
            value: chosen,
            errors,
        }
        .select(&choices)
    }
}
