//! The classes of evidence side by side: each way of asking by itself, with how much of all ballots it is.

use maud::{Markup, html};
use rust_i18n::t;

use super::leader::LeaderPage;
use super::parts::{difference, interval, percent_or_none};
use crate::indices::classes::class_name;
use crate::indices::comparison::Comparison;
use crate::indices::evidence::ClassLine;
use crate::percent::Hundredths;
use crate::web::language::Lang;

/// The section; nothing where nobody answered.
pub fn classes(lang: Lang, page: &LeaderPage) -> Markup {
    let lines = page.evidence.classes();
    let all: u64 = lines.iter().map(|line| line.ballots).sum();
    let compare = page.reading.compare();
    let text = |key: &str| t!(format!("indices.classes.{key}"), locale = lang.code());
    if all == 0 {
        return html! {};
    }
    html! {
        section.classes {
            h2 { (text("title")) }
            p { (text("lead")) }
            div.table-wrap role="region" tabindex="0" aria-label=(text("title")) {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (text("class")) }
                            th.number scope="col" { (page.reading.year) }
                            th.number scope="col" { (t!("indices.table.interval", locale = lang.code())) }
                            @if let Some(compare) = compare {
                                th.number scope="col" { (compare) }
                                th scope="col" { (t!("indices.table.difference", locale = lang.code())) }
                            }
                            th.number scope="col" { (text("persons")) }
                            th.number scope="col" { (text("ballots")) }
                            th.number scope="col" { (text("part")) }
                        }
                    }
                    tbody {
                        @for line in &lines { (row(lang, page, line, all)) }
                    }
                }
            }
            p.hint { (text("marked")) }
        }
    }
}

fn row(lang: Lang, page: &LeaderPage, line: &ClassLine, all: u64) -> Markup {
    let name = class_name(lang, line.class);
    let part = Hundredths::of_ratio(line.ballots.into(), all.into());
    html! {
        tr.in-headline[line.in_headline] {
            th scope="row" {
                a href=(page.address_of_class(line.class)) { (name) }
                @if line.in_headline { " ●" }
                br;
                span.hint { (t!(format!("indices.classes.what.{}", line.class), locale = lang.code())) }
            }
            td.number { (percent_or_none(lang, line.now)) }
            td.number { @if let Some(interval) = interval(lang, line.now) { (interval) } }
            @if let Some(before) = line.before {
                td.number { (percent_or_none(lang, before)) }
                td.change {
                    @if line.now.persons + before.persons > 0 { (difference(lang, Comparison::of(line.now, before))) }
                }
            }
            td.number { @if line.now.is_withheld() { "–" } @else { (lang.number(line.now.persons)) } }
            td.number { (lang.number(line.ballots)) }
            td.number { @if let Some(part) = part { (lang.percent(part)) } }
        }
    }
}
