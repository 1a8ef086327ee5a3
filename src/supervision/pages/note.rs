//! One note: all that was said, and what the viewer may say now.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::{about_text, due_badge, observer_text};
use crate::calendar::WorkingDays;
use crate::clock::local_time;
use crate::supervision::handlers::steps::Said;
use crate::supervision::note::{About, Entry, Note, Step, last};
use crate::web::components::{Field, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The page of a note.
pub struct NotePage<'a> {
    /// What the viewer may say.
    pub may_say: &'a [Step],
    /// Whether the viewer reads complaints and dossiers themselves.
    pub reads_cases: bool,
    /// The note.
    pub note: &'a Note,
    /// All that was said.
    pub entries: &'a [Entry],
    /// The dossier that it is about.
    pub dossier: Option<i64>,
    /// The working days that are loaded.
    pub calendar: &'a WorkingDays,
    /// Today.
    pub today: NaiveDate,
    /// What was typed.
    pub said: &'a Said,
    /// Token of the session's forms.
    pub csrf: &'a str,
}

impl NotePage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let (code, note) = (lang.code(), self.note);
        let heading = t!("supervision.number", locale = code, number = note.id);
        let markup = html! {
            (breadcrumb(lang, &[("/supervision", &t!("supervision.title", locale = code))]))
            (self.said.errors.summary(lang))
            h1 { (heading) }
            p.lead {
                @match self.address() {
                    Some(address) => a href=(address) { (about_text(note, lang)) },
                    None => (about_text(note, lang)),
                }
            }
            p.hint { (note.unit) " · " (observer_text(note)) }
            @if let Some(open) = last(self.entries).filter(|entry| entry.step.asks()) {
                p { (due_badge(open, self.calendar, self.today, lang)) }
            }
            ol.history.card { @for entry in self.entries { (entry_item(entry, lang)) } }
            @if self.may(Step::Answer) { (self.form(Step::Answer, "answer", lang)) }
            @if self.may(Step::Satisfied) { (self.form(Step::Satisfied, "judge", lang)) }
            @if self.may(Step::Correct) {
                details open[self.said.step == Some(Step::Correct)] {
                    summary { (t!("supervision.correct.title", locale = code)) }
                    (self.form(Step::Correct, "correct", lang))
                }
            }
        };
        Body::new(self.said.errors.title(&heading, lang), markup)
    }

    fn may(&self, step: Step) -> bool {
        self.may_say.contains(&step)
    }

    /// Where the viewer sees what the note is about.
    fn address(&self) -> Option<String> {
        let note = self.note;
        match note.about {
            About::Page => Some(note.subject.clone()),
            About::Index => Some("/indices".to_owned()),
            About::Complaint => {
                let own = format!("/complaints/{}", note.subject);
                self.reads_cases.then_some(own)
            }
            About::Dossier => {
                let id = self.dossier.filter(|_| self.reads_cases)?;
                Some(format!("/dossiers/{id}"))
            }
            About::Free => None,
        }
    }

    /// The form of a step. Whatever else the page has, ids are told apart by the step.
    fn form(&self, step: Step, word: &str, lang: Lang) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(format!("supervision.{word}.{key}"), locale = code).into_owned();
        let is_own = match self.said.step {
            Some(Step::Unsatisfied) => step == Step::Satisfied,
            said => said == Some(step),
        };
        let (label, hint, id) = (text("label"), text("hint"), field_id(step));
        let nothing = crate::web::components::FieldErrors::default();
        let field = Field {
            name: id,
            label: &label,
            hint: &hint,
            value: if is_own { &self.said.text } else { "" },
            errors: if is_own { &self.said.errors } else { &nothing },
        };
        html! {
            form.card.narrow method="post" action={ "/supervision/" (self.note.id) "/" (word) } novalidate {
                @if step != Step::Correct { h2 { (text("title")) } }
                (csrf_field(self.csrf))
                @if step == Step::Satisfied { (self.verdicts(lang)) }
                (field.sent_as("text").lines(5))
                div.actions { button type="submit" { (text("send")) } }
            }
        }
    }

    fn verdicts(&self, lang: Lang) -> Markup {
        let code = lang.code();
        html! {
            fieldset #verdict .has-error[self.said.errors.of("verdict").is_some()] {
                legend { (t!("supervision.judge.verdict", locale = code)) }
                @if let Some(error) = self.said.errors.of("verdict") { p.field-error { (error) } }
                @for step in [Step::Satisfied, Step::Unsatisfied] {
                    label {
                        input type="radio" name="verdict" value=(step) checked[self.said.step == Some(step) && self.said.errors.of("verdict").is_none()];
                        (t!(format!("supervision.judge.{step}"), locale = code))
                    }
                }
            }
        }
    }
}

/// The id of a step's words: errors lead to the form that was sent, whose words are called as errors call them.
fn field_id(step: Step) -> &'static str {
    match step {
        Step::Correct => "text-correct",
        _ => "text",
    }
}

fn entry_item(entry: &Entry, lang: Lang) -> Markup {
    html! {
        li {
            span.history-when { (lang.moment(local_time(entry.at))) }
            div {
                strong { (t!(format!("supervision.step.{}", entry.step), locale = lang.code())) }
                " · " (entry.name)
                p.history-note { (entry.text) }
            }
        }
    }
}
