//! What is typed of a report (pure): read field by field, and given back as typed while something is wrong.

use chrono::{Datelike, NaiveDate};
use rust_i18n::t;

use super::words::Words;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::moment::read_day;
use crate::web::years::YEARS;

/// Longest line, characters.
const LINE: usize = 200;
/// Longest text, characters.
const TEXT: usize = 6_000;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct WordsForm {
    /// Number and signs.
    pub number: String,
    /// The day on which it is signed.
    pub signed_on: String,
    /// To whom it goes.
    pub recipient: String,
    /// Why.
    pub causes: String,
    /// What will be done.
    pub remedies: String,
    /// Who gets a copy.
    pub copies: String,
    /// In what capacity it is signed.
    pub capacity: String,
    /// Who signs.
    pub signer: String,
    /// As it was seen.
    pub version: i64,
}

impl WordsForm {
    /// The form as it begins.
    pub fn of(words: &Words) -> Self {
        let day = words.signed_on.map(|day| Lang::Vi.date(day));
        Self {
            number: words.number.clone(),
            signed_on: day.unwrap_or_default(),
            recipient: words.recipient.clone(),
            causes: words.causes.clone(),
            remedies: words.remedies.clone(),
            copies: words.copies.clone(),
            capacity: words.capacity.clone(),
            signer: words.signer.clone(),
            version: words.version,
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            number: fields.line("number"),
            signed_on: fields.line("signed_on"),
            recipient: fields.line("recipient"),
            causes: fields.text("causes"),
            remedies: fields.text("remedies"),
            copies: fields.text("copies"),
            capacity: fields.text("capacity"),
            signer: fields.line("signer"),
            version: fields.line("version").parse().unwrap_or(0),
        }
    }

    /// What a report says beside its figures; it is signed after its last day.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn check(&self, last: NaiveDate, lang: Lang) -> Result<Words, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.at_most("number", &self.number, 40, lang);
        for (name, line) in [("recipient", &self.recipient), ("signer", &self.signer)] {
            errors.at_most(name, line, LINE, lang);
        }
        for (name, text) in [
            ("causes", &self.causes),
            ("remedies", &self.remedies),
            ("copies", &self.copies),
            ("capacity", &self.capacity),
        ] {
            errors.at_most(name, text, TEXT, lang);
        }
        let signed_on = match self.signed_on.as_str() {
            "" => None,
            typed => {
                let day = read_day(typed).ok();
                let key = match day {
                    None => Some("day"),
                    Some(day) if day <= last || !YEARS.contains(&day.year()) => Some("early"),
                    Some(_) => None,
                };
                if let Some(key) = key {
                    let text = t!(format!("reports.wrong.{key}"), locale = lang.code());
                    errors.add("signed_on", text);
                }
                day
            }
        };
        if signed_on.is_some() && self.number.is_empty() {
            errors.add("number", t!("reports.wrong.number", locale = lang.code()));
        }
        match errors.is_empty() {
            true => Ok(Words {
                number: self.number.clone(),
                signed_on,
                recipient: self.recipient.clone(),
                causes: self.causes.clone(),
                remedies: self.remedies.clone(),
                copies: self.copies.clone(),
                capacity: self.capacity.clone(),
                signer: self.signer.clone(),
                version: self.version,
            }),
            false => Err(errors),
        }
    }
}
