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
                                @if !event.note.is_empty() && self.may_read(event) { p.history-note { (self.note_of(event)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A rating is noted as a number; whoever reads it knows the faces by their names. So is another case.
    fn note_of(&self, event: &Event) -> Markup {
        let (note, code) = (&event.note, self.lang.code());
        match note.parse() {
            Ok(score) if event.action == Step::Rate.as_str() => {
                html! { (score_name(score, self.lang)) }
            }
            _ if tells_of_another(event) => html! {
                a href={ "/complaints/" (note) } { (t!("complaints.other_number", locale = code, number = note)) }
            },
            _ => html! { (note) },
        }
    }

    /// The number of another case is told to whoever may see that case.
    fn may_read(&self, event: &Event) -> bool {
        !tells_of_another(event) || self.desk.tells_of(&event.note)
    }
}

fn tells_of_another(event: &Event) -> bool {
    let steps = [Step::Split, Step::Join].map(Step::as_str);
    steps.contains(&event.action.as_str())
}
