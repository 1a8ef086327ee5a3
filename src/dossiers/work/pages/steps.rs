//! What may be done next: the usual step open, the others folded away.

use maud::{Markup, html};
use rust_i18n::t;

use super::DossierPage;
use crate::dossiers::state::{State, Step};
use crate::dossiers::work::form::{STEPS, field_id};
use crate::web::components::{Field, csrf_field};

impl DossierPage<'_> {
    pub(super) fn next_steps(&self) -> Markup {
        let dossier = &self.desk.dossier;
        let code = self.lang.code();
        let may = |step: &Step| self.may.handle && dossier.allows(*step);
        let possible = STEPS.into_iter().filter(may);
        let usual = usual(dossier.state);
        let (open, folded): (Vec<Step>, Vec<Step>) =
            possible.partition(|step| Some(*step) == usual || self.typed.step == Some(*step));
        html! {
            (self.kept(&open))
            @if !open.is_empty() {
                section.card.next-steps {
                    h2 { (t!("dossiers.next", locale = code)) }
                    @for (at, step) in open.iter().enumerate() {
                        @if at > 0 { hr; }
                        h3 { (self.title_of(*step)) }
                        (self.form_of(*step, at == 0))
                    }
                }
            }
            @if self.may.handle && dossier.state == State::Working && dossier.supplements > 0 {
                p.hint { (t!("dossiers.supplement_asked", locale = code)) }
            }
            @if !folded.is_empty() {
                section.card {
                    h2 { (t!("dossiers.other_steps", locale = code)) }
                    @for step in &folded {
                        details name="step" {
                            summary { (self.title_of(*step)) }
                            (self.form_of(*step, false))
                        }
                    }
                }
            }
        }
    }

    /// Words of a step that cannot be taken any more are given back.
    fn kept(&self, open: &[Step]) -> Markup {
        let gone = self.typed.step.is_some_and(|step| !open.contains(&step));
        html! {
            @if gone && !self.typed.form.note.is_empty() {
                section.card {
                    h2 { (t!("dossiers.kept", locale = self.lang.code())) }
                    p.complaint-text { (self.typed.form.note) }
                }
            }
        }
    }

    fn title_of(&self, step: Step) -> String {
        t!(
            format!("dossiers.form.{step}.title"),
            locale = self.lang.code()
        )
        .into_owned()
    }

    fn form_of(&self, step: Step, is_first: bool) -> Markup {
        let dossier = &self.desk.dossier;
        let code = self.lang.code();
        let came_back = self.typed.step == Some(step);
        let note = if came_back {
            self.typed.form.note.as_str()
        } else {
            ""
        };
        let hint = match step {
            Step::AskSupplement
            | Step::TakeSupplement
            | Step::Suspend
            | Step::Refuse
            | Step::FindError => {
                t!(format!("dossiers.form.{step}.hint"), locale = code).into_owned()
            }
            _ => String::new(),
        };
        let label = t!(format!("dossiers.form.{step}.note"), locale = code);
        let id = field_id(step, "note");
        let field = Field {
            name: &id,
            label: &label,
            hint: &hint,
            value: note,
            errors: &self.typed.errors,
        };
        let button = if is_first { "button" } else { "secondary" };
        html! {
            form id={ "step-" (step) } method="post" action={ "/dossiers/" (dossier.id) "/" (step) } novalidate {
                (csrf_field(self.csrf))
                input type="hidden" name="version" value=(dossier.version);
                @if step == Step::Assign { (self.officer()) }
                (field.sent_as("note").lines(2))
                button class=(button) type="submit" { (t!(format!("dossiers.form.{step}.send"), locale = code)) }
            }
        }
    }

    fn officer(&self) -> Markup {
        let code = self.lang.code();
        let own = self.desk.dossier.officer_id.map(|id| id.to_string());
        let own = own.unwrap_or_default();
        let nobody = (
            String::new(),
            t!("dossiers.nobody_yet", locale = code).into_owned(),
        );
        let officers = self.desk.officers.iter();
        let officers = officers.map(|(id, name)| (id.to_string(), name.clone()));
        let choices: Vec<_> = [nobody].into_iter().chain(officers).collect();
        let came_back = self.typed.step == Some(Step::Assign);
        let id = field_id(Step::Assign, "officer");
        let field = Field {
            name: &id,
            label: &t!("dossiers.field.officer", locale = code),
            hint: "",
            value: if came_back {
                &self.typed.form.officer
            } else {
                &own
            },
            errors: &self.typed.errors,
        };
        field.sent_as("officer").select(&choices)
    }
}

/// What somebody would do next where the dossier stands.
fn usual(state: State) -> Option<Step> {
    match state {
        State::Working => Some(Step::Finish),
        State::Supplement => Some(Step::TakeSupplement),
        State::Suspended => Some(Step::Resume),
        State::Ready => Some(Step::Return),
        State::Returned | State::Refused | State::Withdrawn => None,
    }
}
