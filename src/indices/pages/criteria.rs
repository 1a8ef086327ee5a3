//! The criteria from the weakest to the strongest; and the other ways of averaging.

use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{difference, interval, mark, percent_or_none};
use crate::indices::alternatives::Alternatives;
use crate::indices::charts::bar;
use crate::indices::measure::Measure;
use crate::indices::reading::Reading;
use crate::indices::table::Tally;
use crate::percent::Hundredths;
use crate::survey::questionnaire::Dimension;
use crate::web::language::Lang;

/// How many criteria are in sight; the stronger ones are folded.
const IN_SIGHT: usize = 10;

/// All criteria that somebody answered, weakest first.
pub fn criteria(lang: Lang, reading: &Reading) -> Markup {
    let ordered = reading.from_weakest();
    let (first, rest) = ordered.split_at(ordered.len().min(IN_SIGHT));
    let text = |key: &str| t!(format!("indices.criteria.{key}"), locale = lang.code());
    html! {
        @if !ordered.is_empty() {
            section.criteria {
                h2 { (text("title")) }
                (table(lang, reading, first))
                @if !rest.is_empty() {
                    details {
                        summary { (t!("indices.criteria.rest", locale = lang.code(), n = rest.len())) }
                        (table(lang, reading, rest))
                    }
                }
            }
        }
    }
}

fn table(lang: Lang, reading: &Reading, tallies: &[&Tally]) -> Markup {
    let text = |key: &str| t!(format!("indices.table.{key}"), locale = lang.code());
    html! {
        div.table-wrap role="region" tabindex="0" aria-label=(text("criterion")) {
            table.data {
                thead {
                    tr {
                        th scope="col" { (text("criterion")) }
                        th.number scope="col" { (reading.year) }
                        th scope="col" aria-hidden="true" {}
                        th.number scope="col" { (text("interval")) }
                        th.number scope="col" { (text("persons")) }
                        @if let Some(compare) = reading.compare() {
                            th.number scope="col" { (compare) }
                            th scope="col" { (text("difference")) }
                        }
                    }
                }
                tbody { @for tally in tallies { (row(lang, reading, tally)) } }
            }
        }
    }
}

fn row(lang: Lang, reading: &Reading, tally: &Tally) -> Markup {
    let (now, compared) = reading.criterion(tally);
    html! {
        tr {
            th scope="row" {
                span.code { (tally.criterion) } " " (wording(lang, reading, tally))
                span.hint { (Measure::from(tally.dimension).name(lang)) " · " (tally.questionnaire) }
            }
            td.number { (percent_or_none(lang, now)) }
            td { (bar(mark(now))) }
            td.number { @if let Some(interval) = interval(lang, now) { (interval) } }
            td.number { @if now.is_withheld() { "–" } @else { (lang.number(now.persons)) } }
            @if let Some((before, compared)) = compared {
                td.number { (percent_or_none(lang, before)) }
                td.change { (difference(lang, compared)) }
            }
        }
    }
}

/// The question as it was asked.
pub fn wording<'a>(lang: Lang, reading: &'a Reading, tally: &'a Tally) -> &'a str {
    reading
        .questionnaires
        .iter()
        .find(|questionnaire| questionnaire.version == tally.questionnaire)
        .and_then(|questionnaire| questionnaire.criterion(&tally.criterion))
        .map_or(&tally.criterion, |criterion| {
            criterion.wording.in_language(lang.code())
        })
}

/// The same answers by the other methods, folded away and labelled.
pub fn alternatives(lang: Lang, reading: &Reading) -> Markup {
    let text = |key: &str| t!(format!("indices.alternatives.{key}"), locale = lang.code());
    html! {
        details.alternatives {
            summary { (text("title")) }
            p.hint { (text("hint")) }
            div.table-wrap role="region" tabindex="0" aria-label=(text("title")) {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (t!("indices.table.measure", locale = lang.code())) }
                            th.number scope="col" { (text("pooled")) }
                            th.number scope="col" { (text("mean_of_criteria")) }
                            th.number scope="col" { (text("mean_of_dimensions")) }
                            th.number scope="col" { (text("mean_score_of_five")) }
                            th.number scope="col" { (text("mean_score_from_one")) }
                        }
                    }
                    tbody {
                        @let all = reading.now.told_overall_alternatives();
                        (alternative_row(lang, reading, Measure::Overall, (&all.common, all.mean_of_dimensions)))
                        @for dimension in Dimension::ALL {
                            @let own = reading.now.told_alternatives(*dimension);
                            (alternative_row(lang, reading, (*dimension).into(), (&own, None)))
                        }
                    }
                }
            }
        }
    }
}

fn alternative_row(
    lang: Lang,
    reading: &Reading,
    measure: Measure,
    (alternatives, mean_of_dimensions): (&Alternatives, Option<Hundredths>),
) -> Markup {
    let Alternatives {
        mean_of_criteria,
        mean_score_of_five,
        mean_score_from_one,
    } = *alternatives;
    let (now, _) = reading.figures(measure);
    let pooled = now.share.percent();
    let shown = |value: Option<Hundredths>| {
        let told = value.filter(|_| !now.is_withheld());
        told.map_or_else(|| "–".to_owned(), |value| lang.percent(value))
    };
    html! {
        tr {
            th scope="row" { (measure.name(lang)) }
            @for value in [pooled, mean_of_criteria, mean_of_dimensions, mean_score_of_five, mean_score_from_one] {
                td.number { (shown(value)) }
            }
        }
    }
}
