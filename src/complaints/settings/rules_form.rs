//! The rules of a unit as they are typed (pure).

use std::collections::BTreeMap;

use rust_i18n::t;

use super::number::Number;
use crate::complaints::rules::{Days, Rules};
use crate::complaints::store::Colleague;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest text kept of a number, letters.
const LONGEST: usize = 20;

/// What was typed, as text.
#[derive(Debug)]
pub struct RulesForm {
    /// Id of an account; empty for the leader whom the units above name.
    pub leader: String,
    typed: BTreeMap<Number, String>,
}

impl RulesForm {
    /// The form as it stands for these rules. A leader who may not be chosen any more is not.
    pub fn of(rules: &Rules, leaders: &[Colleague]) -> Self {
        let leader = rules
            .leader_id
            .filter(|id| leaders.iter().any(|leader| leader.id == *id));
        let typed = |number: &Number| (*number, number.of(&rules.days).to_string());
        Self {
            leader: leader.map(|id| id.to_string()).unwrap_or_default(),
            typed: Number::ALL.iter().map(typed).collect(),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        let typed = |number: &Number| {
            let text = fields.text(number.as_str());
            (*number, text.chars().take(LONGEST).collect())
        };
        Self {
            leader: fields.text("leader"),
            typed: Number::ALL.iter().map(typed).collect(),
        }
    }

    /// What stands in a field.
    pub fn typed(&self, number: Number) -> &str {
        self.typed.get(&number).map_or("", String::as_str)
    }

    /// The rules that were typed.
    ///
    /// # Errors
    /// Whatever is wrong with them, in the reader's language.
    pub fn check(&self, leaders: &[Colleague], lang: Lang) -> Result<Rules, FieldErrors> {
        let mut errors = FieldErrors::default();
        let chosen = leaders
            .iter()
            .find(|leader| leader.id.to_string() == self.leader);
        if chosen.is_none() && !self.leader.is_empty() {
            let text = t!("complaint_settings.wrong.leader", locale = lang.code());
            errors.add("leader", text);
        }
        let mut days = Days::default();
        for number in Number::ALL {
            match number.parse(self.typed(*number)) {
                Some(value) => number.set(&mut days, value),
                None => errors.add(number.as_str(), out_of_bounds(*number, lang)),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Rules {
            leader_id: chosen.map(|leader| leader.id),
            days,
        })
    }
}

/// What to type instead, and why where a law says so.
fn out_of_bounds(number: Number, lang: Lang) -> String {
    let code = lang.code();
    let (least, most) = number.bounds();
    let key = match number {
        Number::Elsewhere => "complaint_settings.wrong.elsewhere",
        Number::Denunciation => "complaint_settings.wrong.denunciation",
        _ => "complaint_settings.wrong.number",
    };
    let what = number.name(lang);
    t!(key, locale = code, what = what, least = least, most = most).into_owned()
}
