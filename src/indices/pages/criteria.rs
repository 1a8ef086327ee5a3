//! The criteria one by one, by dimension and questionnaire, weakest first in sight; and the other ways of averaging.

use std::collections::BTreeMap;

use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{counts, difference, interval, percent_or_none};
use crate::indices::alternatives::Alternatives;
use crate::indices::comparison::FEWEST_PERSONS;
use crate::indices::measure::Measure;
use crate::indices::reading::Reading;
use crate::indices::table::{Figure, Tally};
use crate::percent::Hundredths;
use crate::survey::questionnaire::Dimension;
use crate::web::language::Lang;

/// How many criteria are called the weakest.
const WEAKEST: usize = 3;

/// The weakest criteria, then all of them.
pub fn criteria(lang: Lang, reading: &Reading) -> Markup {
    let weakest = weakest(reading);
    html! {
        @if !weakest.is_empty() {
            section {
                h2 { (t!("indices.criteria.weakest", locale = lang.code())) }
                ol.weakest {
                    @for tally in weakest {
                        li {
                            strong { (percent_or_none(lang, tally.figure())) }
                            span {
                                (wording(lang, reading, tally))
                                span.hint { (Measure::from(tally.dimension).name(lang)) " · " (tally.questionnaire) }
                            }
                        }
                    }
                }
            }
        }
        section.criteria {
            h2 { (t!("indices.criteria.title", locale = lang.code())) }
            @for (dimension, tallies) in by_dimension(reading) { (group(lang, reading, dimension, &tallies)) }
        }
    }
}

fn by_dimension(reading: &Reading) -> BTreeMap<Dimension, Vec<&Tally>> {
    let mut groups = BTreeMap::<_, Vec<_>>::new();
    for tally in reading.now.tallies() {
        groups.entry(tally.dimension).or_default().push(tally);
    }
    groups
}

/// The lowest criteria that enough people answered.
fn weakest(reading: &Reading) -> Vec<&Tally> {
    let mut known: Vec<_> = reading
        .now
        .tallies()
        .iter()
        .filter(|tally| tally.counts.answers() >= FEWEST_PERSONS)
        .collect();
    known.sort_by_key(|tally| tally.counts.share().percent());
    known.truncate(WEAKEST);
    known
}

/// One dimension's criteria, folded; its weakest one stays in sight.
fn group(lang: Lang, reading: &Reading, dimension: Dimension, tallies: &[&Tally]) -> Markup {
    let lowest = tallies
        .iter()
        .filter(|tally| tally.counts.answers() > 0)
        .min_by_key(|tally| tally.counts.share().percent());
    html! {
        details.criteria-group {
            summary {
                (Measure::from(dimension).name(lang))
                @if let Some(tally) = lowest {
                    span.hint {
                        (t!("indices.criteria.lowest", locale = lang.code())) " "
                        (percent_or_none(lang, tally.figure())) " – " (wording(lang, reading, tally))
                    }
                }
            }
            (table(lang, reading, dimension, tallies))
        }
    }
}

fn table(lang: Lang, reading: &Reading, dimension: Dimension, tallies: &[&Tally]) -> Markup {
    let text = |key: &str| t!(format!("indices.table.{key}"), locale = lang.code());
    let columns = if reading.before.is_some() { 6 } else { 4 };
    html! {
        div.table-wrap role="region" tabindex="0" aria-label=(Measure::from(dimension).name(lang)) {
            table.data {
                thead {
                    tr {
                        th scope="col" { (text("criterion")) }
                        th.number scope="col" { (reading.year) }
                        @if let Some(compare) = reading.compare() {
                            th.number scope="col" { (compare) }
                            th scope="col" { (text("difference")) }
                        }
                        th.number scope="col" { (text("interval")) }
                        th.number scope="col" { (text("counts")) }
                    }
                }
                @for (questionnaire, tallies) in by_questionnaire(tallies) {
                    tbody {
                        tr.group { th scope="rowgroup" colspan=(columns) {
                            (t!("indices.criteria.questionnaire", locale = lang.code(), version = questionnaire))
                        } }
                        @for tally in tallies { (row(lang, reading, tally)) }
                    }
                }
            }
        }
    }
}

fn by_questionnaire<'a>(tallies: &[&'a Tally]) -> Vec<(&'a str, Vec<&'a Tally>)> {
    let mut groups: Vec<(&str, Vec<&Tally>)> = Vec::new();
    for tally in tallies {
        match groups.last_mut() {
            Some((version, group)) if *version == tally.questionnaire => group.push(tally),
            _ => groups.push((&tally.questionnaire, vec![tally])),
        }
    }
    groups
}

fn row(lang: Lang, reading: &Reading, tally: &Tally) -> Markup {
    let now = tally.figure();
    let before: Option<Figure> = reading
        .before
        .as_ref()
        .map(|(_, table)| table.criterion(tally).unwrap_or_default());
    html! {
        tr {
            th scope="row" { span.code { (tally.criterion) } " " (wording(lang, reading, tally)) }
            td.number { (percent_or_none(lang, now)) }
            @if let Some(before) = before {
                td.number { (percent_or_none(lang, before)) }
                td.change { (difference(lang, now, before)) }
            }
            td.number { @if let Some(interval) = interval(lang, now) { (interval) } }
            td.number { (counts(lang, now)) }
        }
    }
}

/// The question as it was asked.
fn wording<'a>(lang: Lang, reading: &'a Reading, tally: &'a Tally) -> &'a str {
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
                        @let all = reading.now.overall_alternatives();
                        (alternative_row(lang, reading, Measure::Overall, (&all.common, all.mean_of_dimensions)))
                        @for dimension in Dimension::ALL {
                            @let own = reading.now.alternatives(*dimension);
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
    let pooled = reading.now.figure(measure).share.percent();
    let shown = |value: Option<Hundredths>| {
        value.map_or_else(|| "–".to_owned(), |value| lang.percent(value))
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
