//! A note as it is typed (pure).

use rust_i18n::t;

use super::note::About;
use crate::indices::Measure;
use crate::units::Unit;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest text of a note or an answer, characters.
pub const TEXT_LIMIT: usize = 3_000;
/// Longest of what names what it is about.
const SUBJECT_LIMIT: usize = 300;
/// Longest name of an organisation.
const ORGANISATION_LIMIT: usize = 150;
/// Most working days in which a unit may say that it answers.
pub const MOST_DAYS: i32 = 30;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct NoteForm {
    /// Code of the unit.
    pub unit: String,
    /// Word of what it is about.
    pub about: String,
    /// Which one.
    pub subject: String,
    /// For whom the observer looks on.
    pub organisation: String,
    /// The words.
    pub text: String,
}

/// What a checked form says.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The unit.
    pub unit: Unit,
    /// What it is about.
    pub about: About,
}

impl NoteForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            unit: fields.line("unit"),
            about: fields.line("about"),
            subject: fields.line("subject"),
            organisation: fields.line("organisation"),
            text: fields.text("text"),
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// Whatever is wrong with it, in the reader's language. Whether there is such a complaint or dossier, whoever knows
    /// them says.
    pub fn check(&self, units: &[Unit], lang: Lang) -> Result<Checked, FieldErrors> {
        let mut errors = FieldErrors::default();
        let code = lang.code();
        let unit = units.iter().find(|unit| unit.code == self.unit);
        if unit.is_none() {
            errors.add("unit", t!("supervision.wrong.unit", locale = code));
        }
        let about: About = self.about.parse().unwrap_or(About::Free);
        if !names_one(about, &self.subject) {
            let key = format!("supervision.wrong.subject.{about}");
            errors.add("subject", t!(key, locale = code));
        }
        errors.at_most("subject", &self.subject, SUBJECT_LIMIT, lang);
        if self.organisation.is_empty() {
            let text = t!("supervision.wrong.organisation", locale = code);
            errors.add("organisation", text);
        }
        errors.at_most("organisation", &self.organisation, ORGANISATION_LIMIT, lang);
        check_text(&mut errors, &self.text, lang);
        match unit.filter(|_| errors.is_empty()) {
            Some(unit) => Ok(Checked {
                unit: unit.clone(),
                about,
            }),
            None => Err(errors),
        }
    }
}

/// Notes what is wrong with a text that must say something.
pub fn check_text(errors: &mut FieldErrors, text: &str, lang: Lang) {
    if text.is_empty() {
        errors.add("text", t!("supervision.wrong.text", locale = lang.code()));
    }
    errors.at_most("text", text, TEXT_LIMIT, lang);
}

/// Whether what is typed can name something of this kind.
fn names_one(about: About, subject: &str) -> bool {
    match about {
        About::Page => is_own_address(subject),
        About::Index => subject.parse::<Measure>().is_ok(),
        About::Complaint => subject.parse::<i64>().is_ok_and(|number| number > 0),
        About::Dossier => !subject.is_empty(),
        About::Free => true,
    }
}

/// Whether it is the address of a page of this server, as it stands after the server's name.
pub fn is_own_address(text: &str) -> bool {
    let plain = |letter: char| !letter.is_whitespace() && !letter.is_control() && letter != '\\';
    text.starts_with('/') && !text.starts_with("//") && text.chars().all(plain)
}

/// Reads within how many working days a unit answers.
pub fn read_days(typed: &str) -> Option<i32> {
    let days: i32 = typed.parse().ok()?;
    (1..=MOST_DAYS).contains(&days).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_one_of_this_server() {
        for right in ["/indices?unit=H21.65&year=2026", "/complaints/figures"] {
            assert!(is_own_address(right), "{right}");
        }
        for wrong in [
            "",
            "indices",
            "//evil.vn/x",
            "https://evil.vn",
            "/a b",
            "/\\evil.vn",
        ] {
            assert!(!is_own_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn days_have_bounds() {
        assert_eq!(read_days("15"), Some(15));
        for wrong in ["", "0", "31", "-1", "x"] {
            assert_eq!(read_days(wrong), None, "{wrong}");
        }
    }
}
