//! The forms of a case's page as they are posted: one for each step, all read the same way.

use rust_i18n::t;
use uuid::Uuid;

use super::blanks::find_blank;
use super::desk::Desk;
use crate::complaints::class::Class;
use crate::complaints::pages::class_name;
use crate::complaints::report::{ADDRESS_LIMIT, NAME_LIMIT};
use crate::complaints::state::Step;
use crate::complaints::store::Contact;
use crate::survey::questionnaire::Dimension;
use crate::units::fields::fields;
use crate::vietnamese::phone::is_callable;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// Longest note, characters.
pub const NOTE_LIMIT: usize = 2_000;
/// Longest answer, and longest part that is split off, characters.
pub const TEXT_LIMIT: usize = 10_000;

/// What was typed, as text, and the version of the case that it was typed for.
#[derive(Clone, Debug, Default)]
pub struct StepForm {
    /// Version of the case that the page showed.
    pub version: i64,
    /// Why.
    pub note: String,
    /// An answer, or a part of the citizen's words.
    pub text: String,
    /// Word of a class.
    pub class: String,
    /// Word of a dimension, or empty.
    pub dimension: String,
    /// Code of a field, or empty.
    pub field: String,
    /// An account.
    pub account: String,
    /// Number of another case.
    pub other: String,
    /// Name of an authority.
    pub authority: String,
    /// Name of whoever complained, or empty.
    pub name: String,
    /// Their phone, or empty.
    pub phone: String,
    /// Their address, or empty.
    pub address: String,
    /// Id of what the form makes, the same when it is sent twice.
    pub id: String,
}

/// A step with all that it needs, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Steps that need no more than a note, which may be empty.
    Plain(Step, String),
    /// What the case is.
    Classify {
        /// The class.
        class: Class,
        /// The dimension it belongs to.
        dimension: Option<Dimension>,
        /// Code of the field of work, or empty.
        field: String,
        /// Why.
        note: String,
    },
    /// Who works on it.
    Assign {
        /// The account.
        to: i64,
        /// Name and what was added.
        note: String,
    },
    /// An answer for the leader.
    Write(String),
    /// The answer as the leader wants it.
    Approve(String),
    /// A part becomes a case of its own.
    Split {
        /// Id of the new case.
        id: Uuid,
        /// The part of the words.
        text: String,
        /// What it is taken for.
        class: Class,
    },
    /// It says the same as another.
    Join(i64),
    /// An officer is named in it.
    Accuse(i64),
    /// An officer is not named in it after all.
    Clear(i64),
    /// How to reach whoever complained.
    Correct {
        /// Name, phone, address; all empty where they are to be erased.
        contact: Contact,
        /// Why.
        note: String,
    },
}

impl StepForm {
    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            version: fields.text("version").parse().unwrap_or(0),
            note: fields.text("note"),
            text: fields.text("text"),
            class: fields.text("class"),
            dimension: fields.text("dimension"),
            field: fields.text("field"),
            account: fields.text("account"),
            other: fields.text("other"),
            authority: fields.text("authority"),
            name: fields.line("name"),
            phone: fields.line("phone"),
            address: fields.line("address"),
            id: fields.text("id"),
        }
    }

    /// Puts a text after what was typed, an empty line between.
    pub fn continue_with(&mut self, text: &str) {
        let parts = [self.text.as_str(), text.trim()];
        self.text = parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n");
    }

    /// What the form means for this case.
    ///
    /// # Errors
    /// Whatever is wrong with it, in the reader's language.
    pub fn check(&self, step: Step, desk: &Desk, lang: Lang) -> Result<Move, FieldErrors> {
        let mut errors = FieldErrors::default();
        let read = Reading {
            form: self,
            step,
            desk,
            lang,
        };
        let found = read.read(&mut errors);
        match found {
            Some(found) if errors.is_empty() => Ok(found),
            _ => Err(errors),
        }
    }
}

/// Whether a step is taken by a form of this page. Adding a file and publishing have addresses of their own, which do
/// what the step says.
pub fn has_form(step: Step) -> bool {
    !matches!(step, Step::Attach | Step::Publish | Step::Withdraw)
}

/// Id of a form's field on the page: each step has its own.
pub fn field_id(step: Step, name: &str) -> String {
    format!("{step}-{name}")
}

struct Reading<'a> {
    form: &'a StepForm,
    step: Step,
    desk: &'a Desk,
    lang: Lang,
}

impl Reading<'_> {
    fn read(&self, errors: &mut FieldErrors) -> Option<Move> {
        let form = self.form;
        match self.step {
            Step::Classify => self.classify(errors),
            Step::Assign => self.assign(errors),
            Step::Write => self.answer(errors).map(Move::Write),
            Step::Approve => self.answer(errors).map(Move::Approve),
            Step::Split => self.split(errors),
            Step::Join => self.join(errors),
            Step::Accuse => self.account(errors).map(Move::Accuse),
            Step::Clear => self.account(errors).map(Move::Clear),
            Step::Correct => self.contact(errors),
            Step::Forward => {
                let authority = self.needed("authority", &form.authority, errors)?;
                let note = self.note(true, errors)?;
                Some(Move::Plain(self.step, format!("{authority}\n{note}")))
            }
            Step::Note | Step::Pause | Step::Return | Step::Refuse | Step::Reopen => {
                Some(Move::Plain(self.step, self.note(true, errors)?))
            }
            _ => Some(Move::Plain(self.step, self.note(false, errors)?)),
        }
    }

    fn say(&self, errors: &mut FieldErrors, name: &str, key: &str) {
        let text = t!(format!("complaints.wrong.{key}"), locale = self.lang.code());
        errors.add(field_id(self.step, name), text);
    }

    fn needed(&self, name: &str, value: &str, errors: &mut FieldErrors) -> Option<String> {
        if value.is_empty() {
            self.say(errors, name, &format!("{name}_needed"));
            return None;
        }
        self.within(name, value, NOTE_LIMIT, errors)
    }

    fn within(
        &self,
        name: &str,
        value: &str,
        limit: usize,
        errors: &mut FieldErrors,
    ) -> Option<String> {
        errors.at_most(field_id(self.step, name), value, limit, self.lang);
        if value.chars().count() > limit {
            return None;
        }
        Some(value.to_owned())
    }

    fn note(&self, needed: bool, errors: &mut FieldErrors) -> Option<String> {
        if needed && self.form.note.is_empty() {
            self.say(errors, "note", &format!("{}_needed", self.step));
            return None;
        }
        self.within("note", &self.form.note, NOTE_LIMIT, errors)
    }

    fn text(&self, missing: &str, errors: &mut FieldErrors) -> Option<String> {
        if self.form.text.is_empty() {
            self.say(errors, "text", missing);
            return None;
        }
        self.within("text", &self.form.text, TEXT_LIMIT, errors)
    }

    /// What the citizen will read: nothing of a template is left open in it.
    fn answer(&self, errors: &mut FieldErrors) -> Option<String> {
        let text = self.text("answer_needed", errors)?;
        let Some(place) = find_blank(&text) else {
            return Some(text);
        };
        let code = self.lang.code();
        let open = t!("complaints.wrong.place_open", locale = code, place = place);
        errors.add(field_id(self.step, "text"), open);
        None
    }

    fn class(&self, errors: &mut FieldErrors) -> Option<Class> {
        let class = self.form.class.parse().ok();
        if class.is_none() {
            self.say(errors, "class", "class_needed");
        }
        class
    }

    fn classify(&self, errors: &mut FieldErrors) -> Option<Move> {
        let (class, note) = (self.class(errors), self.note(false, errors));
        let dimension = match self.form.dimension.as_str() {
            "" => Some(None),
            word => word.parse().ok().map(Some),
        };
        let field = &self.form.field;
        let known = field.is_empty() || fields().iter().any(|known| known.code == *field);
        if dimension.is_none() || !known {
            self.say(errors, "field", "no_such_choice");
            return None;
        }
        let (class, note) = (class?, note?);
        Some(Move::Classify {
            class,
            dimension: dimension?,
            field: field.clone(),
            note: self.decision(class, &note),
        })
    }

    /// What it was and what it is, for the history.
    fn decision(&self, class: Class, note: &str) -> String {
        let before = self.desk.case.class();
        let name = |class: Class| class_name(class.as_str(), Lang::Vi);
        let decided = match before {
            Some(before) if before != class => format!("{} → {}", name(before), name(class)),
            _ => name(class),
        };
        [decided.as_str(), note].join("\n").trim_end().to_owned()
    }

    fn assign(&self, errors: &mut FieldErrors) -> Option<Move> {
        let account: Option<i64> = self.form.account.parse().ok();
        let mut can = self.desk.assignable();
        let Some(person) = can.find(|person| Some(person.id) == account) else {
            self.say(errors, "account", "assignee_needed");
            return None;
        };
        let note = self.note(false, errors)?;
        let note = match note.is_empty() {
            true => person.name.clone(),
            false => format!("{}\n{note}", person.name),
        };
        Some(Move::Assign {
            to: person.id,
            note,
        })
    }

    fn account(&self, errors: &mut FieldErrors) -> Option<i64> {
        let account: Option<i64> = self.form.account.parse().ok();
        let found = account.filter(|id| {
            let named = self.desk.named.iter().any(|(named, _)| named == id);
            named || self.desk.name_of(*id).is_some()
        });
        if found.is_none() {
            self.say(errors, "account", "officer_needed");
        }
        found
    }

    /// A number that cannot be called is no correction.
    fn contact(&self, errors: &mut FieldErrors) -> Option<Move> {
        let form = self.form;
        let name = self.within("name", &form.name, NAME_LIMIT, errors);
        let address = self.within("address", &form.address, ADDRESS_LIMIT, errors);
        if !form.phone.is_empty() && !is_callable(&form.phone) {
            self.say(errors, "phone", "phone_unfit");
        }
        let note = self.note(true, errors);
        let contact = Contact {
            name: name?,
            phone: form.phone.clone(),
            address: address?,
        };
        if contact == self.desk.contact.clone().unwrap_or_default() {
            self.say(errors, "name", "nothing_changed");
        }
        Some(Move::Correct {
            contact,
            note: note?,
        })
    }

    fn split(&self, errors: &mut FieldErrors) -> Option<Move> {
        let (text, class) = (self.text("part_needed", errors), self.class(errors));
        let Ok(id) = Uuid::try_parse(&self.form.id) else {
            self.say(errors, "text", "send_again");
            return None;
        };
        Some(Move::Split {
            id,
            text: text?,
            class: class?,
        })
    }

    fn join(&self, errors: &mut FieldErrors) -> Option<Move> {
        let number: Option<i64> = self.form.other.trim_start_matches('#').parse().ok();
        let number = number.filter(|number| *number != self.desk.case.id);
        if number.is_none() {
            self.say(errors, "other", "number_needed");
        }
        number.map(Move::Join)
    }
}
