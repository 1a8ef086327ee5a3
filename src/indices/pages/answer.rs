//! The answer in one sentence: how high, against the other year and what it would take to conclude, against the target.
//! Then what rose, fell or cannot be told, by name.

use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{points, size, verdict_badge};
use crate::indices::comparison::{Comparison, Standing, Verdict};
use crate::indices::evidence::Evidence;
use crate::indices::measure::Measure;
use crate::indices::need::Need;
use crate::indices::privacy::FEWEST;
use crate::indices::reading::Reading;
use crate::indices::span::{Period, Spans};
use crate::indices::table::Figure;
use crate::percent::Hundredths;
use crate::survey::questionnaire::Dimension;
use crate::web::language::Lang;

/// What a leader wants to know first; `provisional` where ballots of the last days may still come in.
pub fn answer(
    lang: Lang,
    (evidence, reading): (&Evidence, &Reading),
    target: Option<Hundredths>,
    provisional: bool,
) -> Markup {
    html! {
        p.answer {
            (sentence(lang, &evidence.spans, reading, target))
            @if provisional && reading.now.ballots() > 0 {
                " " span.badge.unsure { (t!("indices.provisional.badge", locale = lang.code())) }
            }
        }
        (suspects(lang, reading))
        @if reading.compare().is_some() && reading.now.ballots() > 0 {
            ul.findings {
                @for verdict in [Verdict::Fall, Verdict::Rise, Verdict::NotEnough, Verdict::OtherClasses] {
                    (named(lang, reading, verdict))
                }
            }
        }
    }
}

/// The days by name: "Năm 2025", "Quý III năm 2026", "Năm 2026 (đến 30/11/2026)".
pub fn days(lang: Lang, spans: &Spans) -> String {
    let whole = period_of(lang, spans.period, spans.now.year());
    match spans.cut {
        true => t!(
            "indices.days.cut",
            locale = lang.code(),
            period = whole,
            date = lang.date(spans.now.to)
        )
        .into_owned(),
        false => whole,
    }
}

/// The days they are compared with: "năm 2025", "cùng kỳ năm 2025".
pub fn other_days(lang: Lang, spans: &Spans) -> Option<String> {
    let year = spans.years().1?;
    let key = match (spans.cut, spans.period) {
        (false, Period::Year) => "other_year",
        _ => "other_dates",
    };
    Some(
        t!(
            format!("indices.days.{key}"),
            locale = lang.code(),
            year = year
        )
        .into_owned(),
    )
}

fn period_of(lang: Lang, period: Period, year: i32) -> String {
    t!(
        format!("indices.days.{period}"),
        locale = lang.code(),
        year = year
    )
    .into_owned()
}

/// The overall index against the other year and the target, as one sentence.
fn sentence(lang: Lang, spans: &Spans, reading: &Reading, target: Option<Hundredths>) -> String {
    let code = lang.code();
    let days = days(lang, spans);
    let (now, before) = reading.figures(Measure::Overall);
    let Some(value) = now.share.percent() else {
        let key = if now.is_withheld() {
            "too_few"
        } else {
            "no_data"
        };
        let key = format!("indices.answer.{key}");
        return t!(key, locale = code, days = days, fewest = FEWEST).into_owned();
    };
    let value = lang.percent(value);
    let mut sentence = t!(
        "indices.answer.level",
        locale = code,
        days = days,
        percent = value
    )
    .into_owned();
    let compared = reading.comparison(Measure::Overall);
    if let (Some(compared), Some(before), Some(other)) = (compared, before, other_days(lang, spans))
    {
        sentence += &against(lang, &other, compared);
        if compared.verdict == Verdict::NotEnough {
            sentence += &needed(lang, &other, now, before);
        }
    }
    if let Some(target) = target {
        sentence += &against_target(lang, now, target);
    }
    sentence + "."
}

fn against(lang: Lang, other: &str, compared: Comparison) -> String {
    let Comparison {
        points: by,
        verdict,
    } = compared;
    let direction = match by.map(|by| by.value().signum()) {
        Some(1) => "up",
        Some(-1) => "down",
        _ => "same",
    };
    let key = match verdict {
        Verdict::NotEnough => format!("indices.answer.compared.not_enough.{direction}"),
        told => format!("indices.answer.compared.{told}"),
    };
    t!(
        key,
        locale = lang.code(),
        other = other,
        signed = by.map(|by| points(lang, by)).unwrap_or_default(),
        size = by.map(|by| size(lang, by)).unwrap_or_default()
    )
    .into_owned()
}

/// What it would take: more people this year, or that no number of them would do.
fn needed(lang: Lang, other: &str, now: Figure, before: Figure) -> String {
    let code = lang.code();
    let persons = lang.number(now.persons);
    match Need::of(now, before) {
        Some(Need::Persons(need)) => {
            let need = lang.number(need);
            t!(
                "indices.answer.need.persons",
                locale = code,
                need = need,
                persons = persons
            )
            .into_owned()
        }
        Some(Need::Never) => {
            t!("indices.answer.need.never", locale = code, other = other).into_owned()
        }
        None => String::new(),
    }
}

fn against_target(lang: Lang, now: Figure, target: Hundredths) -> String {
    t!(
        format!("indices.answer.target.{}", Standing::of(now, target)),
        locale = lang.code(),
        target = lang.percent(target)
    )
    .into_owned()
}

/// How many ballots look suspect, and the index without them where that may be told. Nothing where there are none.
fn suspects(lang: Lang, reading: &Reading) -> Markup {
    let count = reading.now.suspect_ballots();
    if count == 0 {
        return html! {};
    }
    let code = lang.code();
    let rest = reading.now.told_without_suspect(Measure::Overall);
    let value = rest.share.percent();
    let count = lang.number(count);
    html! {
        p.hint {
            (t!("indices.suspects", locale = code, n = count))
            @if let Some(value) = value {
                " " (t!("indices.without_suspects", locale = code, percent = lang.percent(value)))
            }
        }
    }
}

/// The dimensions of one verdict by name; nothing where there are none.
fn named(lang: Lang, reading: &Reading, verdict: Verdict) -> Markup {
    let of = |dimension: &&Dimension| {
        let compared = reading.comparison((**dimension).into());
        compared.is_some_and(|compared| compared.verdict == verdict)
    };
    let names: Vec<String> = Dimension::ALL
        .iter()
        .filter(of)
        .map(|dimension| Measure::from(*dimension).name(lang))
        .collect();
    html! {
        @if !names.is_empty() { li { (verdict_badge(lang, verdict)) " " (names.join("; ")) } }
    }
}
