//! The markup of one dossier: how it stands, what is to be done next, the facts, the history.

mod facts;
mod steps;

use maud::{Markup, html};
use rust_i18n::t;

use super::desk::Desk;
use super::form::StepForm;
use crate::clock::local_time;
use crate::dossiers::applicant::ApplicantForm;
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::{due_cell, state_name, step_name};
use crate::dossiers::state::Step;
use crate::dossiers::store::Event;
use crate::web::components::{FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// A step that was tried and comes back.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) step: Option<Step>,
    pub(super) form: StepForm,
    pub(super) errors: FieldErrors,
}

/// What the viewer may do beside reading.
#[derive(Clone, Copy)]
pub(super) struct May {
    pub(super) handle: bool,
    pub(super) draft: bool,
}

/// The page of a dossier.
pub(super) struct DossierPage<'a> {
    pub(super) desk: &'a Desk,
    pub(super) typed: &'a Typed,
    pub(super) lang: Lang,
    pub(super) csrf: &'a str,
    pub(super) may: May,
    /// What other features say of it.
    pub(super) beside: &'a Markup,
}

impl DossierPage<'_> {
    pub(super) fn render(&self) -> Body {
        let (lang, dossier) = (self.lang, &self.desk.dossier);
        let code = lang.code();
        let heading = t!("dossiers.one", locale = code, code = dossier.code);
        let title = self.typed.errors.title(&heading, lang);
        let markup = html! {
            (breadcrumb(lang, &[("/dossiers", &t!("dossiers.title", locale = code))]))
            (self.typed.errors.summary(lang))
            div.case-head #dossier tabindex="-1" {
                h1 { (heading) }
                p.case-state {
                    span.badge { (state_name(dossier.state.as_str(), lang)) } " "
                }
                div.dossier-state { (due_cell(&self.desk.outlook(), lang)) }
            }
            p.lead { (dossier.procedure_name) }
            (self.apology())
            div.case {
                div.case-main { (self.next_steps()) }
                div.case-side { (self.facts()) (self.papers()) }
            }
            (self.beside)
            (self.history())
        };
        Body::new(title, markup)
    }

    /// What must be said to the applicant, and where.
    fn apology(&self) -> Markup {
        let code = self.lang.code();
        let id = self.desk.dossier.id;
        let owed = self.desk.is_owed();
        let soon = self.desk.outlook().apology.is_some();
        html! {
            @if owed { p.notice.warning { (t!("dossiers.owed", locale = code)) } }
            @if self.may.draft && (owed || soon) {
                div.actions {
                    a.button href={ "/apologies/new?dossier=" (id) } { (t!("dossiers.draft_apology", locale = code)) }
                    a href={ "/apologies?dossier=" (id) } { (t!("dossiers.its_apologies", locale = code)) }
                }
            }
        }
    }

    fn history(&self) -> Markup {
        let lang = self.lang;
        html! {
            section.card {
                h2 { (t!("dossiers.history", locale = lang.code())) }
                ol.history {
                    @for event in &self.desk.events {
                        li {
                            span.history-when { (lang.moment(local_time(event.at))) }
                            div {
                                strong { (step_name(&event.action, lang)) }
                                @if let Some(name) = &event.by { " · " (name) }
                                @if !event.note.is_empty() { p.history-note { (note_text(event, lang)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is noted of an event, in words.
fn note_text(event: &Event, lang: Lang) -> String {
    let code = lang.code();
    match event.action.parse() {
        Ok(Step::HandOver) => {
            t!(format!("apologies.way.{}", event.note), locale = code).into_owned()
        }
        Ok(Step::Apologise) => {
            let number = t!("apologies.column.number", locale = code);
            format!("{number} {}", event.note)
        }
        _ => event.note.clone(),
    }
}

/// The form in which an applicant's data are put right.
pub(super) fn correct_page(
    dossier: &Dossier,
    (form, errors): (&ApplicantForm, &FieldErrors),
    csrf: &str,
    lang: Lang,
) -> Body {
    let code = lang.code();
    let heading = t!("dossiers.correct", locale = code);
    let one = t!("dossiers.one", locale = code, code = dossier.code);
    let back = format!("/dossiers/{}", dossier.id);
    let above = [
        ("/dossiers", &*t!("dossiers.title", locale = code)),
        (back.as_str(), &*one),
    ];
    let markup = html! {
        (breadcrumb(lang, &above))
        h1 { (heading) }
        (errors.summary(lang))
        form.card.dossier-new method="post" action={ (back) "/applicant" } novalidate autocomplete="off" {
            (csrf_field(csrf))
            input type="hidden" name="version" value=(dossier.version);
            (form.first_fields(errors, lang))
            (form.other_fields(errors, lang))
            div.actions {
                button type="submit" { (t!("dossiers.correct_send", locale = code)) }
                a.button.secondary href=(back) { (t!("dossiers.cancel", locale = code)) }
            }
        }
    };
    Body::new(errors.title(&heading, lang), markup)
}
