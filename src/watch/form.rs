//! The rules of a unit as they are typed (pure).

use std::collections::BTreeMap;

use rust_i18n::t;

use super::rule::{Rule, Span, Told};
use super::store::rules::Rules;
use super::subject::Subject;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest text kept of a threshold, letters.
const LONGEST: usize = 20;
/// What a ticked box sends.
pub const TICKED: &str = "yes";

/// What was typed of one rule.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Whether it is ticked.
    pub active: bool,
    /// Word of the span.
    pub span: String,
    /// The threshold at which it rings.
    pub rings_at: String,
    /// The one at which it is quiet again.
    pub quiet_at: String,
    /// Word of who is told.
    pub told: String,
}

/// All of them.
#[derive(Debug)]
pub struct RulesForm(BTreeMap<Subject, Typed>);

/// The name of a field.
pub fn field(subject: Subject, what: &str) -> String {
    format!("{subject}-{what}")
}

impl RulesForm {
    /// The form as it stands for these rules.
    pub fn of(rules: &Rules, lang: Lang) -> Self {
        let typed = |(subject, rule): (&Subject, &Rule)| {
            let typed = Typed {
                active: rule.active,
                span: rule.span.as_str().to_owned(),
                rings_at: subject.typed(rule.rings_at, lang),
                quiet_at: subject.typed(rule.quiet_at, lang),
                told: rule.told.as_str().to_owned(),
            };
            (*subject, typed)
        };
        Self(rules.iter().map(typed).collect())
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        let typed = |subject: &Subject| {
            let text = |what: &str| -> String {
                let typed = fields.line(&field(*subject, what));
                typed.chars().take(LONGEST).collect()
            };
            let typed = Typed {
                active: text("active") == TICKED,
                span: text("span"),
                rings_at: text("rings"),
                quiet_at: text("quiet"),
                told: text("told"),
            };
            (*subject, typed)
        };
        Self(Subject::ALL.iter().map(typed).collect())
    }

    /// What stands in the fields of a subject.
    pub fn typed(&self, subject: Subject) -> Option<&Typed> {
        self.0.get(&subject)
    }

    /// The rules that were typed.
    ///
    /// # Errors
    /// Whatever is wrong with them, in the reader's language.
    pub fn check(&self, lang: Lang) -> Result<Rules, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut rules = Rules::new();
        for (subject, typed) in &self.0 {
            let rings_at = threshold(&mut errors, *subject, ("rings", &typed.rings_at), lang);
            let quiet_at = threshold(&mut errors, *subject, ("quiet", &typed.quiet_at), lang);
            let (Some(rings_at), Some(quiet_at)) = (rings_at, quiet_at) else {
                continue;
            };
            let rule = Rule {
                active: typed.active,
                span: typed.span.parse().unwrap_or(Span::Days),
                rings_at,
                quiet_at,
                told: typed.told.parse().unwrap_or(Told::Leaders),
            };
            if !rule.is_in_order(*subject) {
                let key = match subject.rings_below() {
                    true => "watch.wrong.order_below",
                    false => "watch.wrong.order_above",
                };
                let name = subject.name(lang);
                let text = t!(key, locale = lang.code(), name = name);
                errors.add(field(*subject, "quiet"), text);
            }
            rules.insert(*subject, rule);
        }
        match errors.is_empty() {
            true => Ok(rules),
            false => Err(errors),
        }
    }
}

fn threshold(
    errors: &mut FieldErrors,
    subject: Subject,
    (what, typed): (&str, &str),
    lang: Lang,
) -> Option<i32> {
    let value = subject.parse(typed);
    if value.is_none() {
        let (least, most) = subject.bounds();
        let text = t!(
            "watch.wrong.threshold",
            locale = lang.code(),
            name = subject.name(lang),
            least = subject.typed(least, lang),
            most = subject.typed(most, lang)
        );
        errors.add(field(subject, what), text);
    }
    value
}
