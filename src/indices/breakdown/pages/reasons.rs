//! Reasons as a Pareto chart, and what people wrote.

use maud::{Markup, html};

use super::parts::text;
use crate::indices::breakdown::Breakdown;
use crate::indices::breakdown::reasons::ReasonLine;
use crate::percent::Hundredths;
use crate::web::language::Lang;

/// Heights, px: the label, the bar, the gap below, the axis.
const LABEL: usize = 20;
const BAR: usize = 16;
const ROW: usize = LABEL + BAR + 10;
const AXIS: usize = 24;

impl Breakdown {
    /// Why, in numbers and words.
    pub(super) fn reasons_section(&self, lang: Lang) -> Markup {
        html! {
            @if !self.reasons.is_empty() || !self.quotes.is_empty() {
                section.reasons {
                    h2 { (text(lang, "reasons.title")) }
                    div.reasons-and-quotes {
                        @if !self.reasons.is_empty() {
                            div {
                                (self.pareto(lang))
                                details {
                                    summary { (text(lang, "reasons.table")) }
                                    (self.reasons_table(lang))
                                }
                            }
                        }
                        (self.quotes(lang))
                    }
                }
            }
        }
    }

    fn pareto(&self, lang: Lang) -> Markup {
        let bottom = ROW * self.reasons.len();
        let tops = self.reasons.iter().enumerate();
        let points: Vec<(usize, Hundredths)> = tops
            .map(|(number, line)| (ROW * number + LABEL + BAR / 2, line.cumulative))
            .collect();
        html! {
            figure.chart.pareto {
                (key(lang))
                svg width="100%" height=(bottom + AXIS) role="img" aria-labelledby="breakdown-reasons" font-size="14" {
                    title #breakdown-reasons { (text(lang, "reasons.picture")) }
                    g aria-hidden="true" {
                        (axis(bottom))
                        @for (number, line) in self.reasons.iter().enumerate() { (bar(ROW * number, line)) }
                        @for ((above, from), (below, to)) in points.iter().zip(points.iter().skip(1)) {
                            line x1=(x(*from)) y1=(above) x2=(x(*to)) y2=(below) stroke="currentColor" stroke-width="2" {}
                        }
                        @for (y, at) in &points {
                            circle cx=(x(*at)) cy=(y) r="4" fill="white" stroke="currentColor" stroke-width="2" {}
                        }
                        @for (number, line) in self.reasons.iter().enumerate() { (label(lang, ROW * number, line)) }
                    }
                }
            }
        }
    }

    fn reasons_table(&self, lang: Lang) -> Markup {
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text(lang, "reasons.title")) {
                table.data {
                    thead { tr {
                        th scope="col" { (text(lang, "reasons.reason")) }
                        th.number scope="col" { (text(lang, "reasons.ballots")) }
                        th.number scope="col" { (text(lang, "reasons.share")) }
                        th.number scope="col" { (text(lang, "reasons.cumulative")) }
                    } }
                    tbody {
                        @for line in &self.reasons {
                            tr {
                                th scope="row" { (name(lang, line)) }
                                td.number { (lang.number(line.ballots)) }
                                td.number { (lang.percent(line.share)) }
                                td.number { (lang.percent(line.cumulative)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn quotes(&self, lang: Lang) -> Markup {
        html! {
            @if !self.quotes.is_empty() {
                div.quotes {
                    h3 { (text(lang, "quotes.title")) }
                    ul { @for quote in &self.quotes { li { q { (quote) } } } }
                    p.hint { (text(lang, "quotes.hint")) }
                }
            }
        }
    }
}

fn key(lang: Lang) -> Markup {
    html! {
        figcaption.chart-key {
            span {
                svg.key width="24" height="16" aria-hidden="true" focusable="false" {
                    rect.now x="0" y="3" width="24" height="10" fill="currentColor" fill-opacity="0.55" {}
                }
                (text(lang, "reasons.share"))
            }
            span {
                svg.key width="24" height="16" aria-hidden="true" focusable="false" {
                    line x1="0" x2="24" y1="8" y2="8" stroke="currentColor" stroke-width="2" {}
                    circle cx="12" cy="8" r="4" fill="white" stroke="currentColor" stroke-width="2" {}
                }
                (text(lang, "reasons.cumulative"))
            }
        }
    }
}

fn axis(bottom: usize) -> Markup {
    html! {
        @for tick in [0, 50, 80, 100] {
            @let at = Hundredths::new(tick * 100).unwrap_or(Hundredths::FULL);
            @let anchor = match tick { 0 => "start", 100 => "end", _ => "middle" };
            line.grid x1=(x(at)) x2=(x(at)) y1="0" y2=(bottom) stroke="currentColor" stroke-opacity="0.15" {}
            text.tick x=(x(at)) y=(bottom + 18) text-anchor=(anchor) fill="currentColor" font-size="12" { (tick) " %" }
        }
    }
}

fn bar(top: usize, line: &ReasonLine) -> Markup {
    html! {
        rect.now x="0" y=(top + LABEL) width=(x(line.share)) height=(BAR) fill="currentColor" fill-opacity="0.55" {}
    }
}

/// Above everything else, so that the line of sums does not cross it out.
fn label(lang: Lang, top: usize, line: &ReasonLine) -> Markup {
    html! {
        text.over x="0" y=(top + 15) fill="currentColor" {
            (name(lang, line)) " · " tspan font-weight="600" { (lang.number(line.ballots)) }
        }
    }
}

/// Room is left for half a circle at the end.
fn x(at: Hundredths) -> String {
    format!("{:.2}%", f64::from(at.value()) * 0.0098)
}

/// What a reason says, or that it stands for several.
pub(super) fn name(lang: Lang, line: &ReasonLine) -> String {
    match line.reason {
        Some(reason) => reason.wording.in_language(lang.code()).to_owned(),
        None => text(lang, "reasons.other"),
    }
}
