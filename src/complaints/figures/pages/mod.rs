//! The markup of figures: the question, the answer in one sentence, the table of both years, the two rates, the parts.

mod parts;
mod rates;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;

use super::breakdown::Breakdown;
use super::counts::Counts;
use crate::complaints::facts::Fact;
use crate::web::components::{breadcrumb, empty_state};
use crate::web::language::Lang;
use crate::web::layout::Body;
use crate::web::years::Choices;

/// What the table of both years counts.
const COUNTED: [Fact; 8] = [
    Fact::Received,
    Fact::Open,
    Fact::OnTime,
    Fact::Late,
    Fact::Reopened,
    Fact::Rated,
    Fact::Satisfied,
    Fact::Unsatisfied,
];

/// The page of figures.
pub(super) struct FiguresPage {
    pub(super) choices: Choices,
    /// Nothing where something is wrong with the question.
    pub(super) shown: Option<Shown>,
    pub(super) may_read_cases: bool,
}

/// A year's figures, and those it is held against.
pub(super) struct Shown {
    pub(super) year: i32,
    pub(super) now: Counts,
    pub(super) parts: Breakdown,
    pub(super) before: Option<(i32, Counts)>,
    pub(super) today: NaiveDate,
}

impl FiguresPage {
    pub(super) fn render(&self, lang: Lang) -> Body {
        let code = lang.code();
        let title = t!("figures.title", locale = code);
        let above = if self.may_read_cases {
            ("/complaints", t!("complaints.title", locale = code))
        } else {
            ("/indices", t!("indices.title", locale = code))
        };
        let markup = html! {
            (breadcrumb(lang, &[(above.0, &above.1)]))
            h1 { (title) }
            @if let Some(name) = self.choices.unit_name() { p.lead { (name) } }
            (self.choices.form(lang))
            @if let Some(shown) = &self.shown { (shown.render(lang, &self.choices)) }
        };
        Body::new(self.choices.errors.title(&title, lang), markup)
    }
}

impl Shown {
    fn render(&self, lang: Lang, choices: &Choices) -> Markup {
        let received = |counts: &Counts| counts.of(Fact::Received) > 0;
        let now = received(&self.now);
        let before = self
            .before
            .as_ref()
            .is_some_and(|(_, before)| received(before));
        html! {
            p.answer { (self.sentence(lang)) }
            (self.basis(lang))
            @if now || before {
                (self.table(lang))
            } @else {
                (empty_state(&t!("figures.empty", locale = lang.code())))
            }
            (self.rates(lang))
            @if now { (self.in_parts(lang, choices)) }
        }
    }

    /// How many came, how many were done in time, what went wrong.
    fn sentence(&self, lang: Lang) -> String {
        let (code, counts) = (lang.code(), &self.now);
        if counts.of(Fact::Received) == 0 {
            return t!("figures.lead_none", locale = code, year = self.year).into_owned();
        }
        t!(
            "figures.lead",
            locale = code,
            year = self.year,
            received = lang.number(counts.of(Fact::Received)),
            in_time = self.in_time(lang),
            late = lang.number(counts.of(Fact::Late)),
            reopened = lang.number(counts.of(Fact::Reopened))
        )
        .into_owned()
    }

    fn in_time(&self, lang: Lang) -> String {
        let code = lang.code();
        let Some(percent) = self.now.in_time().percent() else {
            return t!("figures.in_time_none", locale = code).into_owned();
        };
        let percent = lang.percent(percent);
        let before = self.before.as_ref();
        let before = before.and_then(|(year, counts)| Some((year, counts.in_time().percent()?)));
        match before {
            Some((year, before)) => t!(
                "figures.in_time_against",
                locale = code,
                percent = percent,
                year = year,
                before = lang.percent(before)
            ),
            None => t!("figures.in_time", locale = code, percent = percent),
        }
        .into_owned()
    }

    /// On how many cases the sentence stands, and that a year which is not over is not a whole one.
    fn basis(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let rate = self.now.in_time();
        html! {
            p.hint {
                @if rate.whole > 0 {
                    (t!("figures.basis", locale = code, part = lang.number(rate.part), whole = lang.number(rate.whole)))
                    " "
                }
                @if self.year == self.today.year() {
                    (t!("figures.so_far", locale = code, year = self.year, date = lang.date(self.today)))
                }
            }
        }
    }

    fn table(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("figures.table.{key}"), locale = lang.code());
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text("caption")) {
                table.data {
                    caption.visually-hidden { (text("caption")) }
                    thead {
                        tr {
                            th scope="col" { (text("what")) }
                            th.number scope="col" { (self.year) }
                            @if let Some((year, _)) = &self.before {
                                th.number scope="col" { (year) }
                                th.number scope="col" { (text("difference")) }
                            }
                        }
                    }
                    tbody { @for fact in COUNTED { (self.row(lang, fact)) } }
                }
            }
            p.hint { (text("hint")) }
        }
    }

    fn row(&self, lang: Lang, fact: Fact) -> Markup {
        let now = self.now.of(fact);
        html! {
            tr.overall[fact == Fact::Received] {
                th scope="row" { (fact_name(fact, lang)) }
                td.number { (lang.number(now)) }
                @if let Some((_, before)) = &self.before {
                    td.number { (lang.number(before.of(fact))) }
                    td.number { (difference(lang, now, before.of(fact))) }
                }
            }
        }
    }
}

/// What cases are counted as, in words.
fn fact_name(fact: Fact, lang: Lang) -> String {
    t!(format!("figures.fact.{fact}"), locale = lang.code()).into_owned()
}

/// "+3", "−12", "0".
fn difference(lang: Lang, now: u64, before: u64) -> String {
    let size = lang.number(now.abs_diff(before));
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("+{size}"),
        std::cmp::Ordering::Less => format!("−{size}"),
        std::cmp::Ordering::Equal => size,
    }
}
