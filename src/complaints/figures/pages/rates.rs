//! The two rates of QĐ 766/QĐ-TTg, named as such, with what they are made of.

use maud::{Markup, html};
use rust_i18n::t;

use super::Shown;
use crate::complaints::figures::counts::{Counts, Rate};
use crate::web::language::Lang;

/// How a rate is made.
type Made = fn(&Counts) -> Rate;

/// Key of each rate's words, and how it is made.
const RATES: [(&str, Made); 2] = [
    ("handled_in_time", Counts::handled_in_time),
    ("not_marred", Counts::not_marred),
];

impl Shown {
    /// Both rates of both years, and that they are no index of satisfaction.
    pub(super) fn rates(&self, lang: Lang) -> Markup {
        let text = |key: &str| t!(format!("figures.rates.{key}"), locale = lang.code());
        html! {
            section {
                h2 { (text("title")) }
                p { (text("note")) }
                div.table-wrap role="region" tabindex="0" aria-label=(text("title")) {
                    table.data.rates {
                        thead {
                            tr {
                                th scope="col" { (text("rate")) }
                                th.number scope="col" { (self.year) }
                                @if let Some((year, _)) = &self.before {
                                    th.number scope="col" { (year) }
                                    th.number scope="col" { (text("difference")) }
                                }
                            }
                        }
                        tbody { @for (key, rate) in RATES { (self.rate_row(lang, key, rate)) } }
                    }
                }
                @for (key, _) in RATES {
                    p.hint {
                        strong { (text(&format!("{key}.name"))) } ": "
                        (text(&format!("{key}.made_of")))
                    }
                }
            }
        }
    }

    fn rate_row(&self, lang: Lang, key: &str, rate: Made) -> Markup {
        let name = t!(format!("figures.rates.{key}.name"), locale = lang.code());
        let now = rate(&self.now);
        html! {
            tr {
                th scope="row" { (name) }
                td.number { (shown(lang, now)) }
                @if let Some((_, before)) = &self.before {
                    td.number { (shown(lang, rate(before))) }
                    td.number { (points(lang, now, rate(before))) }
                }
            }
        }
    }
}

/// The rate with its parts below; without a case there is none.
fn shown(lang: Lang, rate: Rate) -> Markup {
    html! {
        @match rate.percent() {
            Some(percent) => {
                strong { (lang.percent(percent)) }
                p.hint { (lang.number(rate.part)) " / " (lang.number(rate.whole)) }
            }
            None => span.none { (t!("figures.rates.none", locale = lang.code())) }
        }
    }
}

/// The difference in percentage points.
fn points(lang: Lang, now: Rate, before: Rate) -> String {
    let Some((now, before)) = now.percent().zip(before.percent()) else {
        return "–".to_owned();
    };
    let points = i64::from(now.value()) - i64::from(before.value());
    let sign = if points > 0 { "+" } else { "" };
    format!("{sign}{}", lang.hundredths(points))
}
