//! Counters, for the leader alone.

use maud::{Markup, html};

use super::parts::{bar, interval, percent, persons, text};
use crate::indices::breakdown::Breakdown;
use crate::indices::breakdown::counters::CounterFigures;
use crate::indices::privacy::Shown;
use crate::indices::table::Figure;
use crate::web::language::Lang;

impl Breakdown {
    /// The counters by name; nothing for whoever may not read them.
    pub(super) fn counters_section(&self, lang: Lang) -> Markup {
        let counters = self.counters.as_deref().unwrap_or_default();
        let named = counters.iter().any(|(name, _)| !name.is_empty());
        html! {
            @if named {
                section.counters {
                    h2 { (text(lang, "counters.title")) }
                    p.hint { (text(lang, "counters.hint")) }
                    div.table-wrap role="region" tabindex="0" aria-label=(text(lang, "counters.title")) {
                        table.data {
                            thead { tr {
                                th scope="col" { (text(lang, "counters.counter")) }
                                @if let Some(year) = self.year() { th scope="col" colspan="2" { (year) } }
                                th.number scope="col" { (text(lang, "interval")) }
                                th.number scope="col" { (text(lang, "persons")) }
                                th scope="col" { (text(lang, "counters.weakest")) }
                            } }
                            tbody {
                                @for (name, counter) in counters { (row(lang, name, counter)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn row(lang: Lang, name: &str, counter: &Shown<CounterFigures>) -> Markup {
    let overall = overall(counter);
    let weakest = counter.told().and_then(|counter| counter.weakest);
    html! {
        tr {
            th scope="row" {
                @if name.is_empty() { (text(lang, "counters.none")) } @else { (name) }
            }
            td.number { (percent(lang, &overall)) }
            td { @if let Some(figure) = overall.told() { (bar(figure)) } }
            td.number { (interval(lang, &overall).unwrap_or_default()) }
            td.number { (persons(lang, &overall)) }
            td {
                @if let Some((measure, percent)) = weakest {
                    (measure.name(lang)) " " span.nowrap { (lang.percent(percent)) }
                }
            }
        }
    }
}

fn overall(counter: &Shown<CounterFigures>) -> Shown<Figure> {
    match counter {
        Shown::Told(counter) => Shown::Told(counter.overall),
        Shown::Hidden => Shown::Hidden,
        Shown::Nobody => Shown::Nobody,
    }
}
