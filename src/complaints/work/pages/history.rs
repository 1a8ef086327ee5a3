//! What was done with a case, newest last, in whole sentences.

use maud::{Markup, html};
use rust_i18n::t;

use super::CasePage;
use crate::clock::local_time;
use crate::complaints::pages::{score_name, step_name, way_name};
use crate::complaints::state::Step;
use crate::complaints::store::Event;

impl CasePage<'_> {
    pub(super) fn history(&self) -> Markup {
        let lang = self.lang;
        let code = lang.code();
        html! {
            section.card {
                h2 { (t!("complaints.history", locale = code)) }
                ol.history {
                    @for event in &self.desk.events {
                        li.denied[event.action == Step::Deny.as_str()] {
                            span.history-when { (lang.moment(local_time(event.at))) }
                            div {
                                strong { (step_name(&event.action, lang)) }
                                @match &event.by {
                                    Some(name) => { " · " (name) }
                                    None if event.action == Step::Receive.as_str() => {
                                        " · " (way_name(self.desk.case.way.as_str(), lang))
                                    }
                                    None => {}
                                }
                                @if let Some(note) = self.note_of(event) { p.history-note { (note) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A rating is noted as a number; whoever reads it knows the faces by their names. The number of another case is
    /// told to whoever may see that case. Where no leader was found, nobody's name is noted.
    fn note_of(&self, event: &Event) -> Option<Markup> {
        let (note, code) = (&event.note, self.lang.code());
        match event.action.parse() {
            Ok(Step::Entrust) if note.is_empty() => {
                Some(html! { (t!("complaints.kept_by_nobody", locale = code)) })
            }
            Ok(Step::Rate) => note.parse().ok().map(|score| html! { (score_name(score, self.lang)) }),
            Ok(Step::Split | Step::Join) => self.desk.tells_of(note).then(|| html! {
                a href={ "/complaints/" (note) } { (t!("complaints.other_number", locale = code, number = note)) }
            }),
            _ => (!note.is_empty()).then(|| html! { (note) }),
        }
    }
}
