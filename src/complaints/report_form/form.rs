//! The report as it is posted: everything wrong named at once, everything typed kept (pure but for its texts).

use rust_i18n::t;

use crate::complaints::report::{NAME_LIMIT, TEXT_LIMIT};
use crate::dossiers::code::DOSSIER_LIMIT;
use crate::vietnamese::phone::is_callable;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What a citizen filled in.
#[derive(Debug, Default)]
pub struct ReportForm {
    /// The words, cleaned.
    pub text: String,
    /// Number to call back; may be empty.
    pub phone: String,
    /// Name; may be empty.
    pub name: String,
    /// Code of the dossier it is about; may be empty.
    pub dossier: String,
}

impl ReportForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            text: fields.text("text"),
            phone: fields.line("phone"),
            name: fields.line("name"),
            dossier: fields.line("dossier"),
        }
    }

    /// Everything that is wrong with it.
    pub fn check(&self, lang: Lang) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let code = lang.code();
        if self.text.is_empty() {
            errors.add("text", t!("report.text_missing", locale = code));
        }
        for (field, typed, limit) in [
            ("text", &self.text, TEXT_LIMIT),
            ("name", &self.name, NAME_LIMIT),
            ("dossier", &self.dossier, DOSSIER_LIMIT),
        ] {
            errors.at_most(field, typed, limit, lang);
        }
        if !self.phone.is_empty() && !is_callable(&self.phone) {
            errors.add("phone", t!("report.phone_unfit", locale = code));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let form = ReportForm {
            text: "ạ".repeat(TEXT_LIMIT + 1),
            phone: "?".into(),
            name: "ạ".repeat(NAME_LIMIT + 1),
            dossier: "H21".repeat(80),
        };
        let errors = form.check(Lang::Vi);
        for field in ["text", "phone", "name", "dossier"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        let fits = ReportForm {
            text: "ạ".repeat(TEXT_LIMIT),
            ..ReportForm::default()
        };
        assert!(fits.check(Lang::Vi).is_empty());
    }
}
