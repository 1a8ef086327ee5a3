//! The markup of the breakdown: what stands out in sentences, then each part as picture and table.

mod counters;
mod drivers;
mod fields;
mod findings;
mod hours;
mod parts;
mod reasons;

use maud::{Markup, html};
use rust_i18n::t;

use self::parts::text;
use super::Breakdown;
use crate::web::components::empty_state;
use crate::web::language::Lang;
use crate::web::years::Choices;

/// The page of its own: the question, and below it the answer, unless something is wrong with the question.
pub(super) fn breakdown_page(lang: Lang, choices: &Choices, found: Option<&Breakdown>) -> Markup {
    html! {
        h1 { (text(lang, "title")) }
        @if let Some(name) = choices.unit_name() { p.lead { (name) } }
        (choices.form(lang))
        @if let Some(found) = found {
            (found.render(lang))
            p.actions.no-print {
                a.button.quiet href={
                    "/indices?unit=" (choices.offer.unit) "&year=" (choices.year) "&compare=" (choices.compare)
                } { (text(lang, "back")) }
            }
        }
    }
}

impl Breakdown {
    /// Everything, to be put into a page.
    pub fn render(&self, lang: Lang) -> Markup {
        html! {
            div.breakdown {
                @if self.months.is_none() {
                    (empty_state(&text(lang, "no_month")))
                } @else if self.now.persons == 0 {
                    (empty_state(&text(lang, "empty")))
                } @else if self.is_too_small() {
                    (empty_state(&text(lang, "too_small")))
                } @else {
                    (self.findings(lang))
                    p.hint { (self.basis(lang)) }
                    @if self.asked_differently { p.notice.warning { (text(lang, "asked_differently")) } }
                    (self.drivers(lang))
                    (self.fields_section(lang))
                    @if self.of_year { p.hint { (text(lang, "of_year")) } }
                    (self.counters_section(lang))
                    (self.hours_section(lang))
                    (self.reasons_section(lang))
                    p.hint { (text(lang, "rules")) }
                }
            }
        }
    }

    /// Which months and ballots it stands on.
    fn basis(&self, lang: Lang) -> Markup {
        let Some(months) = &self.months else {
            return html! {};
        };
        let channels = if self.at_the_desk {
            "at_the_desk"
        } else {
            "all_channels"
        };
        html! {
            (t!("breakdown.basis.now", locale = lang.code(), months = parts::months(lang, months),
                persons = lang.number(self.now.persons)))
            @if let Some(compare) = &self.compare {
                " " (t!("breakdown.basis.before", locale = lang.code(), months = parts::months(lang, compare),
                    persons = lang.number(self.before.persons)))
            }
            " " (text(lang, &format!("basis.{channels}")))
        }
    }
}
