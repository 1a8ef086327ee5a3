//! One alert: what was seen when it began, what became of it, and the form to acknowledge it.

use maud::{Markup, html};
use rust_i18n::t;

use super::state_badge;
use crate::clock::local_time;
use crate::watch::store::alerts::{Alert, AlertEvent};
use crate::watch::subject::Subject;
use crate::watch::words::{facts, headline};
use crate::web::components::{Field, FieldErrors, breadcrumb, csrf_field};
use crate::web::language::Lang;
use crate::web::layout::Body;

/// The page of an alert.
pub struct AlertPage<'a> {
    /// The alert.
    pub alert: &'a Alert,
    /// Its history.
    pub events: &'a [AlertEvent],
    /// Whether the viewer may acknowledge it.
    pub may_acknowledge: bool,
    /// Whether the viewer reads the cases behind it; else their registers.
    pub reads_cases: bool,
    /// What was typed as a note.
    pub note: &'a str,
    /// What is wrong with it.
    pub errors: &'a FieldErrors,
    /// Token of the session's forms.
    pub csrf: &'a str,
}

impl AlertPage<'_> {
    /// The page.
    pub fn render(&self, lang: Lang) -> Body {
        let (code, alert) = (lang.code(), self.alert);
        let heading = headline(alert.subject, &alert.evidence, lang);
        let began = lang.moment(local_time(alert.began_at));
        let markup = html! {
            (breadcrumb(lang, &[("/watch", &t!("watch.title", locale = code))]))
            (self.errors.summary(lang))
            h1 { (heading) }
            p.lead { (alert.unit) " · " (t!("watch.began", locale = code, moment = began)) " " (state_badge(alert, lang)) }
            section.card {
                h2 { (t!("watch.evidence", locale = code)) }
                p.hint { (t!("watch.evidence_hint", locale = code, moment = began)) }
                ul { @for fact in facts(alert.subject, &alert.evidence, lang) { li { (fact) } } }
                @if let Some(address) = self.address() {
                    p { a href=(address) { (t!(format!("watch.see.{}", self.see_key()), locale = code)) } }
                }
            }
            @if self.may_acknowledge { (self.form(lang)) }
            section {
                h2 { (t!("watch.course", locale = code)) }
                ol.plain-list { @for event in self.events { li { (line(event, lang)) } } }
            }
        };
        Body::new(self.errors.title(&heading, lang), markup)
    }

    fn see_key(&self) -> &'static str {
        match self.alert.subject {
            Subject::Complaints => "complaints",
            Subject::Apologies => "apologies",
            Subject::Tablets => "tablets",
            _ => "indices",
        }
    }

    /// Where the viewer sees what it is about.
    fn address(&self) -> Option<String> {
        match (self.reads_cases, self.alert.subject) {
            (false, Subject::Complaints) => Some("/supervision/complaints?tab=late".to_owned()),
            (false, Subject::Apologies) => Some("/supervision/dossiers?tab=owed".to_owned()),
            (false, Subject::Tablets) => None,
            (_, subject) => Some(subject.address(&self.alert.unit_code)),
        }
    }

    fn form(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let (label, hint) = (
            t!("watch.acknowledge.note", locale = code),
            t!("watch.acknowledge.note_hint", locale = code),
        );
        let note = Field {
            name: "note",
            label: &label,
            hint: &hint,
            value: self.note,
            errors: self.errors,
        };
        html! {
            form.card.narrow method="post" action={ "/watch/" (self.alert.id) "/acknowledge" } novalidate {
                h2 { (t!("watch.acknowledge.title", locale = code)) }
                (csrf_field(self.csrf))
                (note.lines(3))
                div.actions { button type="submit" { (t!("watch.acknowledge.send", locale = code)) } }
            }
        }
    }
}

/// "15/06/2026 08:00 · Lê Văn Chủ xác nhận: Đã giao kiểm tra."
fn line(event: &AlertEvent, lang: Lang) -> Markup {
    let key = format!("watch.step.{}", event.step);
    html! {
        span.hint { (lang.moment(local_time(event.at))) } " · "
        (t!(&key, locale = lang.code(), name = event.name))
        @if !event.note.is_empty() { ": " (event.note) }
    }
}
