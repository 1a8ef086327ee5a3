//! The forms of a dossier's page as they are posted: one for each step, all read the same way (pure).

use rust_i18n::t;

use super::desk::Desk;
use crate::dossiers::state::Step;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest note, and longest list of what is missing, characters.
const NOTE_LIMIT: usize = 4_000;

/// The steps that are taken on the page, in the order in which a dossier goes.
pub const STEPS: [Step; 11] = [
    Step::TakeSupplement,
    Step::Resume,
    Step::Finish,
    Step::Return,
    Step::AskSupplement,
    Step::Suspend,
    Step::Assign,
    Step::Note,
    Step::FindError,
    Step::Refuse,
    Step::Withdraw,
];

/// What was typed, as text, and the version of the dossier that it was typed for.
#[derive(Clone, Debug, Default)]
pub struct StepForm {
    /// Version of the dossier that the page showed.
    pub version: i64,
    /// Why, or what.
    pub note: String,
    /// An account.
    pub officer: String,
}

/// A step with all that it needs, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The step.
    pub step: Step,
    /// What is written into the history.
    pub note: String,
    /// Who works on it from now on.
    pub officer_id: Option<i64>,
}

impl StepForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            version: fields.text("version").parse().unwrap_or(0),
            note: fields.text("note"),
            officer: fields.text("officer"),
        }
    }

    /// What the form means for this dossier.
    ///
    /// # Errors
    /// Whatever is wrong with it, in the reader's language.
    pub fn check(&self, step: Step, desk: &Desk, lang: Lang) -> Result<Move, FieldErrors> {
        let mut errors = FieldErrors::default();
        let code = lang.code();
        let place = field_id(step, "note");
        errors.at_most(place.clone(), &self.note, NOTE_LIMIT, lang);
        if needs_note(step) && self.note.is_empty() {
            errors.add(
                place,
                t!(format!("dossiers.form.{step}.missing"), locale = code),
            );
        }
        let mut officers = desk.officers.iter();
        let officer = officers.find(|(id, _)| id.to_string() == self.officer);
        if step == Step::Assign && officer.is_none() {
            let text = t!("dossiers.wrong.officer", locale = code);
            errors.add(field_id(step, "officer"), text);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let officer = officer.filter(|_| step == Step::Assign);
        let named = officer.map(|(_, name)| name.clone());
        let words = named.into_iter().chain([self.note.clone()]);
        let words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
        Ok(Move {
            step,
            note: words.join("\n"),
            officer_id: officer.map(|(id, _)| *id),
        })
    }
}

/// Whether a step says nothing without words.
pub fn needs_note(step: Step) -> bool {
    matches!(
        step,
        Step::AskSupplement | Step::Suspend | Step::Refuse | Step::FindError | Step::Note
    )
}

/// Id of a form's field on the page: each step has its own.
pub fn field_id(step: Step, name: &str) -> String {
    format!("{step}-{name}")
}
