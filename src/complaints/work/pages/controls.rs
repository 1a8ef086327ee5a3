//! The controls of a step's form: each knows what was typed into it and what is wrong with it.

use maud::{Markup, html};
use rust_i18n::t;

use super::CasePage;
use crate::complaints::state::Step;
use crate::complaints::work::form::field_id;
use crate::web::components::csrf_field;

/// One control.
pub(super) struct Control<'a> {
    page: &'a CasePage<'a>,
    step: Step,
    name: &'static str,
    label: String,
    hint: String,
    /// What stands in it unless something was typed.
    value: String,
}

impl CasePage<'_> {
    /// A control of a step's form, labelled `complaints.form.STEP.NAME`.
    pub(super) fn control(&self, step: Step, name: &'static str) -> Control<'_> {
        let key = format!("complaints.form.{step}.{name}");
        Control {
            page: self,
            step,
            name,
            label: t!(key, locale = self.lang.code()).into_owned(),
            hint: String::new(),
            value: String::new(),
        }
    }

    /// A step's form around its controls. `button` is the key of its button's text.
    pub(super) fn step_form(&self, step: Step, controls: Markup, button_class: &str) -> Markup {
        let case = &self.desk.case;
        html! {
            form id={ "step-" (step) } method="post" action={ "/complaints/" (case.id) "/" (step) } novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="version" value=(case.version);
                input type="hidden" name="id" value=(self.id_of(step));
                (controls)
                button class=(button_class) type="submit" {
                    (t!(format!("complaints.form.{step}.send"), locale = self.lang.code()))
                }
            }
        }
    }

    /// A form that comes back keeps its id: it still makes the same thing.
    fn id_of(&self, step: Step) -> String {
        let typed = self.typed;
        let came_back = typed.step == Some(step) && !typed.form.id.is_empty();
        match came_back {
            true => typed.form.id.clone(),
            false => self.fresh_id.to_string(),
        }
    }
}

impl Control<'_> {
    /// The same with a sentence of help.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same with something filled in.
    pub(super) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Several lines.
    pub(super) fn lines(self, rows: u32) -> Markup {
        let (id, value) = (self.id(), self.current());
        self.frame(html! {
            textarea id=(id) name=(self.name) rows=(rows) aria-invalid=[self.error().map(|_| "true")]
                aria-describedby=[self.described_by()] { (value) }
        })
    }

    /// One line.
    pub(super) fn line(self) -> Markup {
        let (id, value) = (self.id(), self.current());
        self.frame(html! {
            input id=(id) name=(self.name) type="text" value=(value) autocomplete="off"
                aria-invalid=[self.error().map(|_| "true")] aria-describedby=[self.described_by()];
        })
    }

    /// A choice of value and text.
    pub(super) fn choice(self, choices: &[(String, String)]) -> Markup {
        let (id, value) = (self.id(), self.current());
        self.frame(html! {
            select id=(id) name=(self.name) aria-invalid=[self.error().map(|_| "true")]
                aria-describedby=[self.described_by()] {
                @for (choice, text) in choices {
                    option value=(choice) selected[*choice == value] { (text) }
                }
            }
        })
    }

    fn id(&self) -> String {
        field_id(self.step, self.name)
    }

    fn error(&self) -> Option<&str> {
        self.page.typed.errors.of(&self.id())
    }

    fn current(&self) -> String {
        let typed = self.page.typed;
        if typed.step != Some(self.step) {
            return self.value.clone();
        }
        let form = &typed.form;
        let value = match self.name {
            "note" => &form.note,
            "text" => &form.text,
            "class" => &form.class,
            "dimension" => &form.dimension,
            "field" => &form.field,
            "account" => &form.account,
            "other" => &form.other,
            "authority" => &form.authority,
            _ => &self.value,
        };
        value.clone()
    }

    fn described_by(&self) -> Option<String> {
        if self.error().is_some() {
            Some(format!("{}-error", self.id()))
        } else if self.hint.is_empty() {
            None
        } else {
            Some(format!("{}-hint", self.id()))
        }
    }

    fn frame(&self, control: Markup) -> Markup {
        let id = self.id();
        html! {
            div.field.has-error[self.error().is_some()] {
                label for=(id) { (self.label) }
                @if !self.hint.is_empty() { p.hint id={ (id) "-hint" } { (self.hint) } }
                @if let Some(error) = self.error() { p.field-error id={ (id) "-error" } { (error) } }
                (control)
            }
        }
    }
}
