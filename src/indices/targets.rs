//! A year's targets as somebody types them: read field by field, kept as typed while something is wrong.

use std::collections::BTreeMap;

use rust_i18n::t;

use super::measure::Measure;
use crate::percent::Hundredths;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest text kept of a field, letters.
const LONGEST: usize = 20;

/// What was typed, and what it means.
#[derive(Debug)]
pub struct Promise {
    /// The year it is for.
    pub year: i32,
    /// The targets that could be read.
    pub targets: BTreeMap<Measure, Hundredths>,
    /// What is wrong.
    pub errors: FieldErrors,
    typed: BTreeMap<Measure, String>,
}

impl Promise {
    /// The form as it is stored.
    pub fn stored(lang: Lang, year: i32, targets: BTreeMap<Measure, Hundredths>) -> Self {
        let typed = |(measure, value): (&Measure, &Hundredths)| {
            (*measure, lang.hundredths(value.value().into()))
        };
        Self {
            year,
            typed: targets.iter().map(typed).collect(),
            targets,
            errors: FieldErrors::default(),
        }
    }

    /// Reads the form. An empty field promises nothing.
    pub fn read(lang: Lang, year: i32, fields: &Fields) -> Self {
        let mut promise = Self::stored(lang, year, BTreeMap::new());
        for measure in Measure::ALL {
            let typed: String = fields
                .text(measure.as_str())
                .chars()
                .take(LONGEST)
                .collect();
            match Hundredths::parse(&typed) {
                Some(target) => {
                    promise.targets.insert(*measure, target);
                }
                None if typed.is_empty() => {}
                None => {
                    let message = t!(
                        "indices.targets.not_a_percentage",
                        locale = lang.code(),
                        measure = measure.name(lang)
                    );
                    promise.errors.add(measure.as_str(), message);
                }
            }
            promise.typed.insert(*measure, typed);
        }
        promise
    }

    /// What stands in a field.
    pub fn typed(&self, measure: Measure) -> &str {
        self.typed.get(&measure).map_or("", String::as_str)
    }
}
