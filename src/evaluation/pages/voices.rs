//! What anonymous ballots say beside the indicators, of a whole unit and without points.

use maud::{Markup, html};
use rust_i18n::t;

use super::Shown;
use crate::percent::Hundredths;
use crate::survey::questionnaire::{Dimension, catalogue};
use crate::web::language::Lang;

/// The dimensions that lie near an indicator: 7 and 8.
const NEAR: [Dimension; 2] = [Dimension::Officer, Dimension::Feedback];
/// With fewer answers nothing is said.
const FEWEST: u64 = 10;

impl Shown {
    pub(super) fn voices(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let said: Vec<String> = NEAR
            .into_iter()
            .filter_map(|dimension| {
                let (satisfied, answers) = *self.voices.get(&dimension)?;
                let percent = Hundredths::of_ratio(satisfied.into(), answers.into())?;
                let text = || {
                    t!(
                        "evaluation.voice",
                        locale = code,
                        dimension = catalogue().dimension_name(dimension, code),
                        percent = lang.percent(percent),
                        answers = lang.number(answers)
                    )
                };
                (answers >= FEWEST).then(|| text().into_owned())
            })
            .collect();
        html! {
            @if !said.is_empty() {
                p.hint { (t!("evaluation.voices", locale = code)) " " (said.join("; ")) "." }
            }
        }
    }
}
