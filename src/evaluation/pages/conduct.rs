//! Complaints of conduct that take points, and what a leader finds of them.

use maud::{Markup, html};
use rust_i18n::t;

use super::{Led, Question};
use crate::clock::local_day;
use crate::evaluation::store::{Against, Finding};
use crate::web::components::csrf_field;
use crate::web::language::Lang;

impl Led {
    pub(super) fn conduct(&self, question: &Question, csrf: &str, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("evaluation.{key}"), locale = lang.code());
        html! {
            @if !self.conduct.is_empty() {
                section.evaluation-part #conduct {
                    h2 { (text("conduct.title")) }
                    p.hint { (text("conduct.hint")) }
                    div.card.conduct {
                        ul.plain-list {
                            @for against in &self.conduct { li { (one(against, question, csrf, lang)) } }
                        }
                    }
                }
            }
        }
    }
}

fn one(
    (against, finding): &(Against, Option<Finding>),
    question: &Question,
    csrf: &str,
    lang: Lang,
) -> Markup {
    let code = lang.code();
    let id = format!("reason-{}", against.complaint_id);
    html! {
        p {
            a href={ "/complaints/" (against.complaint_id) } {
                (t!("evaluation.conduct.complaint", locale = code, number = against.complaint_id))
            }
            " · "
            a href={ "/dossiers/" (against.dossier_id) } { (t!("evaluation.conduct.file", locale = code, code = against.code)) }
        }
        form method="post" action="/evaluation/unfounded" {
            (csrf_field(csrf)) (question.hidden())
            input type="hidden" name="complaint" value=(against.complaint_id);
            @match finding {
                None => {
                    label for=(id) { (t!("evaluation.conduct.reason", locale = code)) }
                    div.conduct-reason {
                        input id=(id) name="reason" type="text" required maxlength="500" autocomplete="off";
                        button.secondary type="submit" { (t!("evaluation.conduct.find", locale = code)) }
                    }
                }
                Some(finding) => {
                    @let day = lang.date(local_day(finding.at));
                    p { (t!("evaluation.conduct.found", locale = code, name = finding.by, day = day, reason = finding.reason)) }
                    button.secondary type="submit" { (t!("evaluation.conduct.take_back", locale = code)) }
                }
            }
        }
    }
}
