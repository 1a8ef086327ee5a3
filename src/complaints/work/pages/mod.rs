//! The markup of one case: what the citizen said, what is to be done next, the facts, the history.

mod controls;
mod facts;
mod history;
mod next;
mod steps;

use maud::{Markup, html};
use rust_i18n::t;
use uuid::Uuid;

use super::desk::Desk;
use super::form::StepForm;
use super::permission::may_now;
use crate::accounts::Role;
use crate::clock::local_time;
use crate::complaints::pages::{Now, due_badge, state_name, way_name};
use crate::complaints::state::Step;
use crate::web::assets::asset_url;
use crate::web::components::{FieldErrors, breadcrumb};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// A step that was tried and comes back, or begins with something filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Which.
    pub(super) step: Option<Step>,
    /// What was typed.
    pub(super) form: StepForm,
    /// What is wrong.
    pub(super) errors: FieldErrors,
}

impl Typed {
    /// A step that went wrong and holds nothing to keep.
    pub(super) fn wrong(step: Step, errors: FieldErrors) -> Self {
        Self {
            step: Some(step),
            form: StepForm::default(),
            errors,
        }
    }
}

/// The page of a case.
pub(super) struct CasePage<'a> {
    pub(super) lang: Lang,
    pub(super) role: Role,
    /// Whose page it is.
    pub(super) account_id: i64,
    /// Address at which answers are read, as it is read aloud.
    pub(super) answers: &'a str,
    pub(super) csrf: &'a str,
    /// Whether the viewer may see whom to call back.
    pub(super) with_contact: bool,
    /// Id of what a form of this page makes.
    pub(super) fresh_id: Uuid,
    pub(super) desk: &'a Desk,
    pub(super) typed: &'a Typed,
}

impl CasePage<'_> {
    pub(super) fn render(&self) -> Body {
        let (lang, case) = (self.lang, &self.desk.case);
        let code = lang.code();
        let heading = t!("complaints.number", locale = code, number = case.id);
        let title = self.typed.errors.title(&heading, lang);
        let now = Now {
            today: self.desk.ground.today,
            calendar: &self.desk.ground.calendar,
        };
        let markup = html! {
            (breadcrumb(lang, &[("/complaints", &t!("complaints.title", locale = code))]))
            (self.typed.errors.summary(lang))
            div.case-head {
                h1 { (heading) }
                p.case-state {
                    span.badge { (state_name(case.state.as_str(), lang)) }
                    @if case.due.is_some() { " " span.hint { (t!("complaints.due.by", locale = code)) } }
                    " " (due_badge(case.due, case.state.as_str(), now, lang))
                    @if case.confined { " " span.badge.late { (t!("complaints.confined", locale = code)) } }
                }
            }
            @if case.confined { p.notice.warning { (t!("complaints.confined_why", locale = code)) } }
            div.case {
                div.case-main {
                    (self.said())
                    (self.answers())
                    (self.next_steps())
                }
                div.case-side {
                    (self.facts())
                    (self.files())
                }
            }
            (self.history())
            script type="module" src=(asset_url("case.mjs")) {}
        };
        Body::new(title, markup)
    }

    /// What the citizen said, as it came.
    fn said(&self) -> Markup {
        let (lang, case) = (self.lang, &self.desk.case);
        html! {
            section.card {
                h2 { (t!("complaints.said", locale = lang.code())) }
                blockquote.complaint-text { (case.text) }
                p.hint {
                    (way_name(case.way.as_str(), lang)) " · " (lang.moment(local_time(case.received_at)))
                    " · " (self.desk.unit.name)
                    @if let Some(by) = case.recorded_by.and_then(|id| self.desk.name_of(id)) {
                        " · " (t!("complaints.recorded_by", locale = lang.code(), name = by))
                    }
                }
            }
        }
    }

    /// The answer that the citizen reads, and one that waits for the leader.
    fn answers(&self) -> Markup {
        let (lang, desk) = (self.lang, self.desk);
        let code = lang.code();
        let case = &desk.case;
        html! {
            @if let Some(answer) = desk.approved_answer() {
                section.card {
                    h2 { (t!("complaints.answer", locale = code)) }
                    p.complaint-text { (answer.text) }
                    p.hint { (answer.written_by) " · " (lang.moment(local_time(answer.written_at))) }
                    @if may_now(self.role, Step::Publish, case) && !self.publishes_next() {
                        (self.publish("button secondary"))
                    }
                }
            }
            @if let Some(answer) = desk.waiting_answer() && case.state.is_open()
                && !may_now(self.role, Step::Approve, case)
            {
                section.card {
                    h2 { (t!("complaints.answer_waits", locale = code)) }
                    p.complaint-text { (answer.text) }
                    p.hint { (answer.written_by) " · " (lang.moment(local_time(answer.written_at))) }
                }
            }
        }
    }
}
