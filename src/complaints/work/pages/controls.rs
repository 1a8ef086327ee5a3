//! The controls of a step's form: each knows what was typed into it and what is wrong with it.

use maud::{Markup, html};
use rust_i18n::t;

use super::CasePage;
use crate::complaints::state::Step;
use crate::complaints::work::form::field_id;
use crate::web::components::{Control, Field, csrf_field};

/// One control.
pub(super) struct StepControl<'a> {
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
    pub(super) fn control(&self, step: Step, name: &'static str) -> StepControl<'_> {
        let control = StepControl {
            page: self,
            step,
            name,
            label: String::new(),
            hint: String::new(),
            value: String::new(),
        };
        control.labelled(name)
    }

    /// A step's form around its controls. `button` is the key of its button's text.
    pub(super) fn step_form(&self, step: Step, controls: Markup, button_class: &str) -> Markup {
        let case = &self.desk.case;
        html! {
            form id={ "step-" (step) } method="post" action={ "/complaints/" (case.id) "/" (step) } novalidate
                data-kept-as={ "case " (case.id) " " (step) " by " (self.account_id) } data-turn=(self.turn_of(step))
                data-came-back[self.came_back(step)] {
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
        let id = &self.typed.form.id;
        match self.came_back(step) && !id.is_empty() {
            true => id.clone(),
            false => self.fresh_id.to_string(),
        }
    }

    fn came_back(&self, step: Step) -> bool {
        self.typed.step == Some(step)
    }

    /// Grows when what was typed for a step is not to be put back any more: the viewer has taken it, or another answer
    /// stands there.
    fn turn_of(&self, step: Step) -> usize {
        if matches!(step, Step::Write | Step::Approve) {
            return self.desk.answers.len();
        }
        let events = self.desk.events.iter();
        let own = events.filter(|event| event.account_id == Some(self.account_id));
        own.filter(|event| event.action == step.as_str()).count()
    }
}

impl StepControl<'_> {
    /// The same labelled `complaints.form.STEP.PART`.
    pub(super) fn labelled(mut self, part: &str) -> Self {
        let key = format!("complaints.form.{}.{part}", self.step);
        self.label = t!(key, locale = self.page.lang.code()).into_owned();
        self
    }

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
        self.show(|control| control.lines(rows))
    }

    /// One line.
    pub(super) fn line(self) -> Markup {
        self.show(|control| control.input("text", "off", None))
    }

    /// A choice of value and text.
    pub(super) fn choice(self, choices: &[(String, String)]) -> Markup {
        self.show(|control| control.select(choices))
    }

    fn show(&self, control: impl FnOnce(Control<'_>) -> Markup) -> Markup {
        let field = Field {
            name: &field_id(self.step, self.name),
            label: &self.label,
            hint: &self.hint,
            value: self.current(),
            errors: &self.page.typed.errors,
        };
        control(field.sent_as(self.name))
    }

    fn current(&self) -> &str {
        if !self.page.came_back(self.step) {
            return &self.value;
        }
        let form = &self.page.typed.form;
        match self.name {
            "note" => &form.note,
            "text" => &form.text,
            "class" => &form.class,
            "dimension" => &form.dimension,
            "field" => &form.field,
            "account" => &form.account,
            "other" => &form.other,
            "authority" => &form.authority,
            "name" => &form.name,
            "phone" => &form.phone,
            "address" => &form.address,
            _ => &self.value,
        }
    }
}
