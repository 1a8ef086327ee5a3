//! A task: how it goes on, note by note, and its forms.

use maud::{Markup, html};
use rust_i18n::t;

use crate::clock::local_time;
use crate::plan::forms::{NoteForm, TaskForm};
use crate::plan::item::Item;
use crate::plan::record::{Plan, State};
use crate::plan::store::Person;
use crate::plan::task::{Task, TaskState};
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// A task, or the form of a new one.
pub struct TaskPage<'a> {
    /// Address of the plan.
    pub back: &'a str,
    /// Its plan.
    pub plan: &'a Plan,
    /// Its item.
    pub item: &'a Item,
    /// The task; nothing for a new one.
    pub task: Option<&'a Task>,
    /// Who can lead it or join in it.
    pub people: &'a [Person],
    /// What was typed of it.
    pub form: &'a TaskForm,
    /// What was typed of how it goes on.
    pub note: &'a NoteForm,
    /// What is wrong with either.
    pub errors: &'a FieldErrors,
    /// Whether the viewer writes it now.
    pub writes: bool,
    /// Whether the viewer notes how it goes on now.
    pub notes: bool,
    /// Token of the session.
    pub csrf: &'a str,
}

impl TaskPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = match self.task {
            Some(task) => task.words.clone(),
            None => t!("plan.task.new", locale = code).into_owned(),
        };
        let item = format!("/plan/items/{}", self.item.id);
        let above = [
            (self.back, &*t!("plan.back", locale = code)),
            (item.as_str(), self.item.name.as_str()),
        ];
        let markup = html! {
            (breadcrumb(lang, &above))
            h1 { (title) }
            (self.errors.summary(lang))
            @if let Some(task) = self.task {
                (facts(task, lang))
                (self.noting(task, lang))
                (history(task, lang))
            }
            @if self.writes { (self.form(lang)) }
        };
        Body::new(self.errors.title(&title, lang), markup)
    }

    fn noting(&self, task: &Task, lang: Lang) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(format!("plan.task.{key}"), locale = code);
        let state = |it: &TaskState| {
            let name = t!(format!("plan.task_state.{it}"), locale = code);
            (it.to_string(), name.into_owned())
        };
        let states: Vec<_> = TaskState::ALL.iter().map(state).collect();
        let (label, hint) = (text("note"), text("note_hint"));
        let note = Field {
            name: "note",
            label: &label,
            hint: &hint,
            value: &self.note.note,
            errors: self.errors,
        };
        let label = text("state");
        let state = Field {
            name: "state",
            label: &label,
            hint: "",
            value: &self.note.state,
            errors: self.errors,
        };
        html! {
            @if self.notes {
                section.card.narrow {
                    h2 { (text("noting")) }
                    form method="post" action={ "/plan/tasks/" (task.id) "/note" } novalidate {
                        (csrf_field(self.csrf))
                        (note.lines(3))
                        (state.select(&states))
                        div.actions { button type="submit" { (text("note_send")) } }
                    }
                }
            } @else if self.plan.state == State::Draft {
                p.hint { (text("not_in_force")) }
            }
        }
    }

    fn form(&self, lang: Lang) -> Markup {
        let (code, form) = (lang.code(), self.form);
        let text = |key: &str| t!(format!("plan.task.{key}"), locale = code).into_owned();
        let field = |name, label: &str, hint: &str, value| {
            Field {
                name,
                label,
                hint,
                value,
                errors: self.errors,
            }
            .input("text", "off")
        };
        let (label, hint) = (text("words"), text("words_hint"));
        let words = Field {
            name: "words",
            label: &label,
            hint: &hint,
            value: &form.words,
            errors: self.errors,
        };
        let action = match self.task {
            Some(task) => format!("/plan/tasks/{}", task.id),
            None => format!("/plan/items/{}/task", self.item.id),
        };
        html! {
            section.card.narrow {
                h2 { (text("form")) }
                form method="post" action=(action) novalidate {
                    (csrf_field(self.csrf))
                    (words.lines(2))
                    (self.lead(lang))
                    (field("lead_words", &text("lead_words"), &text("lead_words_hint"), &form.lead_words))
                    (self.joins(lang))
                    (field("join_words", &text("join_words"), "", &form.join_words))
                    (field("due", &text("due"), &text("due_hint"), &form.due))
                    div.actions {
                        button type="submit" { (t!("plan.save", locale = code)) }
                        a.button.quiet href=(self.back) { (t!("plan.cancel", locale = code)) }
                    }
                }
            }
            @if let Some(task) = self.task.filter(|task| task.notes.is_empty()) {
                form method="post" action={ "/plan/tasks/" (task.id) "/remove" } {
                    (csrf_field(self.csrf))
                    div.actions { button.danger type="submit" { (text("remove")) } }
                }
            }
        }
    }

    fn lead(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("plan.task.{key}"), locale = lang.code()).into_owned();
        let people = self.people.iter();
        let mut choices = vec![(String::new(), text("nobody"))];
        choices.extend(people.map(|person| (person.id.to_string(), named(person, lang))));
        Field {
            name: "lead",
            label: &text("lead"),
            hint: "",
            value: &self.form.lead,
            errors: self.errors,
        }
        .select(&choices)
    }

    fn joins(&self, lang: Lang) -> Markup {
        let is_ticked = |person: &Person| self.form.joins.contains(&person.id.to_string());
        html! {
            @if !self.people.is_empty() {
                fieldset {
                    legend { (t!("plan.task.joins", locale = lang.code())) }
                    @for person in self.people {
                        label {
                            input type="checkbox" name={ "join_" (person.id) } value="yes" checked[is_ticked(person)];
                            (named(person, lang))
                        }
                    }
                }
            }
        }
    }
}

fn named(person: &Person, lang: Lang) -> String {
    let role = t!(
        format!("accounts.role.{}", person.role),
        locale = lang.code()
    );
    format!("{} ({role})", person.name)
}

fn facts(task: &Task, lang: Lang) -> Markup {
    let code = lang.code();
    let text = |key: &str| t!(format!("plan.column.{key}"), locale = code);
    html! {
        dl.facts.card {
            div { dt { (text("state")) } dd { (t!(format!("plan.task_state.{}", task.state), locale = code)) } }
            div { dt { (text("lead")) } dd { (task.lead) } }
            @if !task.joining().is_empty() { div { dt { (text("joins")) } dd { (task.joining()) } } }
            div { dt { (text("due")) } dd {
                @match task.due { Some(due) => (lang.date(due)), None => "—" }
            } }
        }
    }
}

fn history(task: &Task, lang: Lang) -> Markup {
    let code = lang.code();
    html! {
        section.card.narrow {
            h2 { (t!("plan.task.history", locale = code)) }
            @if task.notes.is_empty() { p.hint { (t!("plan.task.no_notes", locale = code)) } }
            ul.plain-list {
                @for note in task.notes.iter().rev() {
                    li {
                        p.hint {
                            (lang.moment(local_time(note.at))) " · " (note.by) " · "
                            (t!(format!("plan.task_state.{}", note.state), locale = code))
                        }
                        p.plan-note { (note.words) }
                    }
                }
            }
        }
    }
}
