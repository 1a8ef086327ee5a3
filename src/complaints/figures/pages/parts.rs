//! A year in its parts: by month with a picture, by class, by field, by unit below.

use chrono::Datelike;
use maud::{Markup, html};
use rust_i18n::t;

use super::{Shown, fact_name};
use crate::complaints::facts::Fact;
use crate::complaints::figures::breakdown::COUNTED;
use crate::complaints::figures::counts::{Counts, Rate};
use crate::complaints::pages::class_name;
use crate::units::fields::field_name;
use crate::web::components::bar;
use crate::web::language::Lang;
use crate::web::years::Choices;

/// A line of a table: what it is of, and the cases.
type Line<'a> = (Markup, &'a Counts);

impl Shown {
    /// Every part; `choices` are those of the page.
    pub(super) fn in_parts(&self, lang: Lang, choices: &Choices) -> Markup {
        let year = &self.parts;
        let classes = year.classes.iter().map(|(word, counts)| {
            let name = match word.as_str() {
                "" => t!("figures.undecided", locale = lang.code()).into_owned(),
                word => class_name(word, lang),
            };
            (html! { (name) }, counts)
        });
        let fields = year.fields.iter().map(|(code, counts)| {
            let none = t!("figures.no_field", locale = lang.code());
            let name = if code.is_empty() {
                &none
            } else {
                field_name(code, lang)
            };
            (html! { (name) }, counts)
        });
        let units = year.units.iter().map(|(unit, counts)| {
            let name = html! { a href=(self.address(&unit.code, choices)) { (unit.name) } };
            (name, counts)
        });
        html! {
            (self.months(lang))
            (part(lang, "classes", &classes.collect::<Vec<_>>()))
            (part(lang, "fields", &fields.collect::<Vec<_>>()))
            @if !year.units.is_empty() { (part(lang, "units", &units.collect::<Vec<_>>())) }
        }
    }

    /// The months that have begun, each with its share of the busiest one as a bar.
    fn months(&self, lang: Lang) -> Markup {
        let code = lang.code();
        let begun = |month: u32| self.year < self.today.year() || month <= self.today.month();
        let received = |counts: &Counts| counts.of(Fact::Received);
        let months = || self.parts.months.iter().filter(|(month, _)| begun(*month));
        let most = months()
            .map(|(_, counts)| received(counts))
            .max()
            .unwrap_or(0);
        html! {
            section {
                h2 { (t!("figures.part.months", locale = code)) }
                div.table-wrap role="region" tabindex="0" aria-label=(t!("figures.part.months", locale = code)) {
                    table.data.parts {
                        thead { (head(lang, "months", true)) }
                        tbody {
                            @for (month, counts) in months() {
                                @let share = Rate { part: received(counts), whole: most };
                                tr {
                                    th scope="row" { (t!("figures.month", locale = code, month = month)) }
                                    td { (bar(share.percent(), html! {})) }
                                    (cells(lang, counts))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The same question of another unit.
    fn address(&self, unit: &str, choices: &Choices) -> String {
        format!(
            "{}?unit={unit}&year={}&compare={}",
            choices.offer.page, self.year, choices.compare
        )
    }
}

fn part(lang: Lang, key: &str, lines: &[Line<'_>]) -> Markup {
    let title = t!(format!("figures.part.{key}"), locale = lang.code());
    html! {
        section {
            h2 { (title) }
            div.table-wrap role="region" tabindex="0" aria-label=(title) {
                table.data.parts {
                    thead { (head(lang, key, false)) }
                    tbody {
                        @for (name, counts) in lines {
                            tr {
                                th scope="row" { (name) }
                                (cells(lang, counts))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn head(lang: Lang, key: &str, with_bar: bool) -> Markup {
    html! {
        tr {
            th scope="col" colspan=[with_bar.then_some("2")] {
                (t!(format!("figures.column.{key}"), locale = lang.code()))
            }
            @for fact in COUNTED { th.number scope="col" { (fact_name(fact, lang)) } }
        }
    }
}

fn cells(lang: Lang, counts: &Counts) -> Markup {
    html! { @for fact in COUNTED { td.number { (lang.number(counts.of(fact))) } } }
}
