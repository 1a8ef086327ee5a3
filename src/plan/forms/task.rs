//! A task as it is typed, and a note on how it goes on.

use rust_i18n::t;

use super::{LINE, TEXT, day, needed, typed_day};
use crate::plan::store::{Person, TaskChange};
use crate::plan::task::{Task, TaskState};
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;

/// What was typed of a task.
#[derive(Clone, Debug, Default)]
pub struct TaskForm {
    /// What is to be done.
    pub words: String,
    /// Account of who leads, or empty.
    pub lead: String,
    /// Who leads, in words.
    pub lead_words: String,
    /// Accounts of who joins.
    pub joins: Vec<String>,
    /// Who else joins.
    pub join_words: String,
    /// By when.
    pub due: String,
}

impl TaskForm {
    /// The form as it begins.
    pub fn of(task: &Task) -> Self {
        Self {
            words: task.words.clone(),
            lead: task.lead_id.map_or_else(String::new, |id| id.to_string()),
            lead_words: task.lead_words.clone(),
            joins: task.joins.iter().map(|(id, _)| id.to_string()).collect(),
            join_words: task.join_words.clone(),
            due: typed_day(task.due),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        let joins = fields.with_prefix("join_").map(|(id, _)| id.to_owned());
        Self {
            words: fields.line("words"),
            lead: fields.line("lead"),
            lead_words: fields.line("lead_words"),
            joins: joins.filter(|id| id != "words").collect(),
            join_words: fields.line("join_words"),
            due: fields.line("due"),
        }
    }

    /// What it says. Who is named by account is among `people`; whoever leads does not join as well.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn check(&self, people: &[Person], lang: Lang) -> Result<TaskChange, FieldErrors> {
        let mut errors = FieldErrors::default();
        needed(&mut errors, "words", &self.words, lang);
        errors.at_most("words", &self.words, TEXT, lang);
        errors.at_most("lead_words", &self.lead_words, LINE, lang);
        errors.at_most("join_words", &self.join_words, LINE, lang);
        let due = day(&mut errors, "due", &self.due, lang);
        let known = |typed: &str| {
            let id = typed.parse().ok()?;
            people.iter().any(|person| person.id == id).then_some(id)
        };
        let lead_id = known(&self.lead);
        if lead_id.is_none() && (!self.lead.is_empty() || self.lead_words.is_empty()) {
            errors.add("lead", t!("plan.wrong.lead", locale = lang.code()));
        }
        let joins = self.joins.iter().filter_map(|id| known(id));
        let mut joins: Vec<i64> = joins.filter(|id| Some(*id) != lead_id).collect();
        joins.sort_unstable();
        joins.dedup();
        match errors.is_empty() {
            true => Ok(TaskChange {
                words: self.words.clone(),
                lead_id,
                lead_words: self.lead_words.clone(),
                joins,
                join_words: self.join_words.clone(),
                due,
            }),
            false => Err(errors),
        }
    }
}

/// A note as it is typed.
#[derive(Clone, Debug, Default)]
pub struct NoteForm {
    /// Word of where the task stands.
    pub state: String,
    /// What is noted.
    pub note: String,
}

impl NoteForm {
    /// The form as it begins.
    pub fn of(task: &Task) -> Self {
        let state = match task.state {
            TaskState::Open => TaskState::Doing,
            other => other,
        };
        Self {
            state: state.to_string(),
            note: String::new(),
        }
    }

    /// Reads a posted form.
    pub fn read(fields: &Fields) -> Self {
        Self {
            state: fields.line("state"),
            note: fields.text("note"),
        }
    }

    /// Where the task stands, and what is noted.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn check(&self, lang: Lang) -> Result<(TaskState, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let state = self.state.parse().ok();
        if state.is_none() {
            errors.add("state", t!("plan.wrong.state", locale = lang.code()));
        }
        needed(&mut errors, "note", &self.note, lang);
        errors.at_most("note", &self.note, TEXT, lang);
        match state.filter(|_| errors.is_empty()) {
            Some(state) => Ok((state, self.note.clone())),
            None => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_people_of_the_unit_are_named() {
        let people = [1, 2].map(|id| Person {
            id,
            name: format!("Người {id}"),
            role: "desk".to_owned(),
        });
        let mut form = TaskForm {
            words: "Niêm yết".to_owned(),
            lead: "1".to_owned(),
            joins: vec!["1".to_owned(), "2".to_owned(), "9".to_owned()],
            ..TaskForm::default()
        };
        let task = form.check(&people, Lang::Vi).expect("a task");
        assert_eq!((task.lead_id, task.joins), (Some(1), vec![2]));
        form.lead = "9".to_owned();
        assert!(form.check(&people, Lang::Vi).is_err());
        form.lead = String::new();
        assert!(form.check(&people, Lang::Vi).is_err(), "nobody leads");
        form.lead_words = "Trưởng thôn".to_owned();
        assert!(form.check(&people, Lang::Vi).is_ok());
    }
}
