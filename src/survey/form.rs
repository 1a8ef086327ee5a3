//! The phone form as it is posted: scores and comment read from fields, everything wrong named at once,
//! everything typed kept.

use rust_i18n::t;

use super::ballot::{Answers, COMMENT_LIMIT};
use super::questionnaire::Questionnaire;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Start of the name of a criterion's field.
pub const ANSWER_PREFIX: &str = "a.";
/// Value of "không có ý kiến".
pub const NO_OPINION: &str = "none";

/// What a citizen filled in.
#[derive(Clone, Debug, Default)]
pub struct RatingForm {
    /// The scores that were chosen.
    pub answers: Answers,
    /// Free words, cleaned.
    pub comment: String,
}

impl RatingForm {
    /// Reads a posted form. What could not be read is among the errors; all the rest is in the form.
    pub fn read(fields: &Fields, questionnaire: &Questionnaire, lang: Lang) -> (Self, FieldErrors) {
        let lang = lang.code();
        let mut errors = FieldErrors::default();
        let mut form = Self {
            comment: fields.text("comment"),
            ..Self::default()
        };
        for (code, value) in fields.with_prefix(ANSWER_PREFIX) {
            if questionnaire.criterion(code).is_none() {
                errors.add("questions", t!("form.unknown_question", locale = lang));
                continue;
            }
            match read_score(value) {
                // A browser sends one value of a group; of two nobody can say which was meant.
                Some(score) if form.answers.get(code).is_some_and(|first| *first != score) => {
                    form.answers.remove(code);
                    errors.add(field_id(code), t!("form.two_scores", locale = lang));
                }
                Some(score) => {
                    form.answers.insert(code.to_owned(), score);
                }
                None => errors.add(field_id(code), t!("form.unknown_score", locale = lang)),
            }
        }
        if form.answers.is_empty() && errors.is_empty() {
            let first = questionnaire.criteria.first();
            let field = first.map_or_else(String::new, |criterion| field_id(&criterion.code));
            errors.add(field, t!("form.nothing_chosen", locale = lang));
        }
        let length = form.comment.chars().count();
        if length > COMMENT_LIMIT {
            let over = length - COMMENT_LIMIT;
            errors.add(
                "comment",
                t!(
                    "form.comment_too_long",
                    locale = lang,
                    limit = COMMENT_LIMIT,
                    over = over
                ),
            );
        }
        (form, errors)
    }

    /// The field value that is chosen for a criterion.
    pub fn chosen(&self, code: &str) -> Option<String> {
        let score = self.answers.get(code)?;
        Some(score.map_or_else(|| NO_OPINION.to_owned(), |score| score.to_string()))
    }
}

/// Id of a criterion's first choice, for links from the error summary.
pub fn field_id(code: &str) -> String {
    format!("q{}", code.replace('.', "-"))
}

/// `Some(None)` is "không có ý kiến", `None` is no score at all.
#[expect(
    clippy::option_option,
    reason = "a missing score and a chosen absence differ"
)]
fn read_score(value: &str) -> Option<Option<u8>> {
    if value == NO_OPINION {
        return Some(None);
    }
    let score = value.parse().ok()?;
    (1..=5).contains(&score).then_some(Some(score))
}
