//! A template of an answer as it is typed (pure).

use rust_i18n::t;

use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest title, characters.
const TITLE_LIMIT: usize = 100;
/// Longest text, characters: as long as an answer may be.
pub const TEXT_LIMIT: usize = 10_000;
/// Largest body of the form, bytes. An accented letter takes nine while it is on its way.
pub const FORM_LIMIT: usize = 12 * TEXT_LIMIT;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct TemplateForm {
    /// What it is called.
    pub title: String,
    /// Its words.
    pub text: String,
}

impl TemplateForm {
    /// Reads a posted form. A title has one line.
    pub fn read(fields: &Fields) -> Self {
        let title = fields.text("title");
        Self {
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            text: fields.text("text"),
        }
    }

    /// What is wrong with it.
    pub fn check(&self, lang: Lang) -> FieldErrors {
        let code = lang.code();
        let mut errors = FieldErrors::default();
        if self.title.is_empty() {
            errors.add("title", t!("complaint_settings.wrong.title", locale = code));
        }
        if self.text.is_empty() {
            errors.add("text", t!("complaint_settings.wrong.text", locale = code));
        }
        for (field, typed, limit) in [
            ("title", &self.title, TITLE_LIMIT),
            ("text", &self.text, TEXT_LIMIT),
        ] {
            errors.at_most(field, typed, limit, lang);
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_as_long_as_an_answer_may_be() {
        let mut form = TemplateForm {
            title: "Xin lỗi vì trễ hẹn".into(),
            text: "ạ".repeat(TEXT_LIMIT),
        };
        assert!(form.check(Lang::Vi).is_empty());
        form.text.push('ạ');
        let errors = form.check(Lang::Vi);
        assert!(
            errors
                .of("text")
                .is_some_and(|told| told.contains("bớt 1 ký tự")),
            "{errors:?}"
        );
        let nothing = TemplateForm::default().check(Lang::En);
        assert!(nothing.of("title").is_some() && nothing.of("text").is_some());
    }
}
