//! The answer in one sentence: how high, against the other year, against the target. Then what rose, fell or cannot
//! be told, by name.

use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{points, size};
use crate::indices::comparison::{Comparison, Standing, Verdict};
use crate::indices::measure::Measure;
use crate::indices::reading::Reading;
use crate::indices::table::Figure;
use crate::percent::Hundredths;
use crate::survey::questionnaire::Dimension;
use crate::web::language::Lang;

/// What a leader wants to know first.
pub fn answer(lang: Lang, reading: &Reading, target: Option<Hundredths>) -> Markup {
    html! {
        p.answer { (sentence(lang, reading, target)) }
        (suspects(lang, reading))
        @if reading.compare().is_some() && reading.now.ballots() > 0 {
            ul.findings {
                @for verdict in [Verdict::Fall, Verdict::Rise, Verdict::NotEnough] {
                    (named(lang, reading, verdict))
                }
            }
        }
    }
}

/// The overall index against the other year and the target, as one sentence.
pub fn sentence(lang: Lang, reading: &Reading, target: Option<Hundredths>) -> String {
    let code = lang.code();
    let year = reading.year;
    let (now, before) = reading.figures(Measure::Overall);
    let Some(value) = now.share.percent() else {
        return t!("indices.answer.no_data", locale = code, year = year).into_owned();
    };
    let value = lang.percent(value);
    let mut sentence = t!(
        "indices.answer.level",
        locale = code,
        year = year,
        percent = value
    )
    .into_owned();
    if let (Some(before), Some(compare)) = (before, reading.compare()) {
        sentence += &compared(lang, compare, Comparison::of(now, before));
    }
    if let Some(target) = target {
        sentence += &against_target(lang, now, target);
    }
    sentence + "."
}

/// How many ballots look suspect, and the index without them. Nothing where there are none.
pub fn suspects(lang: Lang, reading: &Reading) -> Markup {
    let count = reading.now.suspect_ballots();
    if count == 0 {
        return html! {};
    }
    let rest = reading.now.without_suspect().figure(Measure::Overall);
    let code = lang.code();
    let value = rest.share.percent().map_or_else(
        || t!("indices.no_data", locale = code).into_owned(),
        |value| lang.percent(value),
    );
    let count = lang.number(count);
    html! {
        p.hint { (t!("indices.suspects", locale = code, n = count, percent = value)) }
    }
}

fn compared(lang: Lang, year: i32, comparison: Comparison) -> String {
    let signed = comparison.points.map(|by| points(lang, by));
    let size = comparison.points.map(|by| size(lang, by));
    t!(
        format!("indices.answer.compared.{}", comparison.verdict),
        locale = lang.code(),
        year = year,
        signed = signed.unwrap_or_default(),
        size = size.unwrap_or_default()
    )
    .into_owned()
}

fn against_target(lang: Lang, now: Figure, target: Hundredths) -> String {
    t!(
        format!("indices.answer.target.{}", Standing::of(now, target)),
        locale = lang.code(),
        target = lang.percent(target)
    )
    .into_owned()
}

/// The dimensions of one verdict by name; nothing where there are none.
fn named(lang: Lang, reading: &Reading, verdict: Verdict) -> Markup {
    let of = |dimension: &&Dimension| {
        let (now, before) = reading.figures((**dimension).into());
        Comparison::of(now, before.unwrap_or_default()).verdict == verdict
    };
    let names: Vec<String> = Dimension::ALL
        .iter()
        .filter(of)
        .map(|dimension| Measure::from(*dimension).name(lang))
        .collect();
    let class = match verdict {
        Verdict::Rise => "badge rise",
        Verdict::Fall => "badge fall",
        Verdict::NotEnough | Verdict::NoData => "badge unsure",
    };
    html! {
        @if !names.is_empty() {
            li {
                span class=(class) { (t!(format!("indices.verdict.{verdict}"), locale = lang.code())) }
                " " (names.join("; "))
            }
        }
    }
}
