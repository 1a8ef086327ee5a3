//! What the unit says of its own desk, and the form in which a leader says it anew.

use maud::{Markup, html};
use rust_i18n::t;

use super::{EvaluationPage, Shown};
use crate::evaluation::statement::TICKED;
use crate::web::components::{Field, csrf_field};
use crate::web::language::Lang;

impl EvaluationPage<'_> {
    pub(super) fn said(&self, shown: &Shown, lang: Lang) -> Markup {
        let code = lang.code();
        let text = |key: &str| t!(format!("evaluation.said.{key}"), locale = code).into_owned();
        let statement = shown.evaluation.statement.as_ref();
        let (label, hint) = (text("valid_from"), text("valid_from_hint"));
        let day = Field {
            name: "valid_from",
            label: &label,
            hint: &hint,
            value: &self.form.valid_from,
            errors: &self.errors,
        };
        html! {
            section.evaluation-part #said {
                h2 { (text("title")) }
                p.hint { (text("hint")) }
                @match statement {
                    None => p { (text("nothing")) },
                    Some(statement) => p { (shown.said_by(statement, lang)) },
                }
                form.card.narrow method="post" action="/evaluation/statement" novalidate {
                    (csrf_field(self.csrf)) (self.question.hidden())
                    (tick("board", self.form.board, lang))
                    (tick("online", self.form.online, lang))
                    (tick("through_desk", self.form.through_desk, lang))
                    (day.input("text", "off"))
                    div.actions { button type="submit" { (text("send")) } }
                }
            }
        }
    }
}

fn tick(name: &str, is_ticked: bool, lang: Lang) -> Markup {
    html! {
        p {
            label {
                input type="checkbox" name=(name) value=(TICKED) checked[is_ticked];
                " " (t!(format!("evaluation.said.{name}"), locale = lang.code()))
            }
        }
    }
}
