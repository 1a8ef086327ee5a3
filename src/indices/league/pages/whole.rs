//! The whole league at an address of its own: the question, the answer, all units, the months of each, the method.

use chrono::NaiveDate;
use maud::{Markup, html};
use rust_i18n::t;

use super::View;
use crate::indices::classes::Filter;
use crate::indices::league::{Courses, League, Sort};
use crate::indices::pages::days;
use crate::indices::span::Spans;
use crate::units::Unit;
use crate::web::components::empty_state;
use crate::web::language::Lang;
use crate::web::years::Choices;

/// Everything the page shows below its form.
pub struct LeaguePage {
    /// The unit above.
    pub unit: Unit,
    /// The days.
    pub spans: Spans,
    /// The classes of evidence.
    pub filter: Filter,
    /// Whether those are withheld as a whole.
    pub is_withheld: bool,
    /// The units below, in the order asked for.
    pub league: League,
    /// Their months.
    pub courses: Courses,
    /// The order.
    pub sort: Sort,
    /// The day.
    pub today: NaiveDate,
}

/// The whole page: the question, and below it the answer, unless something is wrong with the question.
pub fn league_page(lang: Lang, choices: &Choices, page: Option<&LeaguePage>) -> Markup {
    html! {
        h1 { (t!("league.title", locale = lang.code())) }
        @if let Some(name) = choices.unit_name() { p.lead { (name) } }
        (choices.form(lang))
        @if let Some(page) = page { (page.render(lang)) }
    }
}

impl LeaguePage {
    /// The question with its answer.
    pub(super) fn view(&self, lang: Lang) -> View<'_> {
        View {
            lang,
            unit: &self.unit,
            spans: &self.spans,
            filter: self.filter,
            league: &self.league,
        }
    }

    fn render(&self, lang: Lang) -> Markup {
        let view = self.view(lang);
        let text = |key: &str| t!(format!("league.{key}"), locale = lang.code());
        html! {
            @if self.is_withheld { (empty_state(&t!("indices.withheld", locale = lang.code()))) }
            @else if self.league.is_empty() { (empty_state(&text("nothing_below"))) }
            @else {
                section.league {
                    p.answer { (self.sentence(lang)) }
                    (view.answer())
                    (view.table(&self.league.places, &[], &self.league.others))
                }
                (self.multiples(lang))
                (self.method(lang))
            }
            (self.links(lang))
            (self.sheet_foot(lang))
        }
    }

    /// How many units, in which days, and how the whole stands.
    fn sentence(&self, lang: Lang) -> String {
        let days = days(lang, &self.spans);
        let (n, code) = (self.league.len(), lang.code());
        let sentence = match self.league.whole.share.percent() {
            Some(percent) => t!(
                "league.sentence",
                locale = code,
                days = days,
                n = n,
                percent = lang.percent(percent)
            ),
            None => t!("league.sentence_unknown", locale = code, days = days, n = n),
        };
        sentence.into_owned()
    }

    fn method(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("league.method.{key}"), locale = lang.code());
        html! {
            section.method {
                h2 { (t!("indices.method.title", locale = lang.code())) }
                p { (text("rank")) }
                p { (text("chance")) }
                p { (text("few")) }
                p { (text("months")) }
            }
        }
    }

    fn links(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("indices.links.{key}"), locale = lang.code());
        let view = self.view(lang);
        html! {
            p.actions.no-print {
                a.button.quiet href=(view.unit_address(&self.unit)) { (t!("league.back", locale = lang.code())) }
                @for format in ["xlsx", "csv"] {
                    a.button.quiet href={ (view.address("/indices/league/export", &self.unit.code)) (self.sorted()) "&format=" (format) } download {
                        (text(format))
                    }
                }
            }
        }
    }

    fn sorted(&self) -> String {
        match self.sort {
            Sort::Rank => String::new(),
            other => format!("&sort={other}"),
        }
    }

    /// What a sheet of paper must say of itself.
    fn sheet_foot(&self, lang: Lang) -> Markup {
        html! {
            p.sheet-foot {
                (t!("league.sheet_foot", locale = lang.code(), unit = self.unit.name, days = days(lang, &self.spans),
                    classes = self.filter.name(lang), made = lang.date(self.today), version = env!("CARGO_PKG_VERSION")))
            }
        }
    }
}
