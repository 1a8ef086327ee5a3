//! How figures, differences and standings are written, the same on every page of indices.

use maud::{Markup, html};
use rust_i18n::t;

use crate::indices::baseline::{Baseline, COUNTRY};
use crate::indices::charts::Mark;
use crate::indices::classes::{Filter, class_name};
use crate::indices::comparison::{Comparison, Points, Standing, Verdict};
use crate::indices::foreign::ForeignSource;
use crate::indices::interval::Interval;
use crate::indices::measure::Measure;
use crate::indices::span::{Period, Spans};
use crate::indices::table::Figure;
use crate::percent::Hundredths;
use crate::web::language::Lang;
use crate::web::years::Years;

/// The percentage of a figure, that it is of too few people to be told, or that there is none.
pub fn percent_or_none(lang: Lang, figure: Figure) -> Markup {
    html! {
        @match figure.share.percent() {
            Some(value) => (lang.percent(value)),
            None if figure.is_withheld() => span.none { (t!("indices.too_few", locale = lang.code())) },
            None => span.none { (t!("indices.no_data", locale = lang.code())) },
        }
    }
}

/// A difference with its sign: "+1,52".
pub fn points(lang: Lang, points: Points) -> String {
    let sign = if points.value() > 0 { "+" } else { "" };
    format!("{sign}{}", lang.hundredths(points.value().into()))
}

/// The size of a difference, for sentences that say its direction.
pub fn size(lang: Lang, points: Points) -> String {
    let size = points.size().map_or(0, |size| size.value().into());
    lang.hundredths(size)
}

/// What a year is against another: "tăng", "giảm", or why nothing is concluded.
pub fn verdict_badge(lang: Lang, verdict: Verdict) -> Markup {
    html! {
        span class=(verdict_class(verdict)) { (t!(format!("indices.verdict.{verdict}"), locale = lang.code())) }
    }
}

/// How a verdict looks.
pub const fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Rise => "badge rise",
        Verdict::Fall => "badge fall",
        Verdict::NotEnough | Verdict::OtherClasses => "badge unsure",
        Verdict::NoData => "badge none",
    }
}

/// The difference to the other year with its verdict.
pub fn difference(lang: Lang, compared: Comparison) -> Markup {
    html! {
        @if let Some(by) = compared.points { span.points { (points(lang, by)) } " " }
        (verdict_badge(lang, compared.verdict))
    }
}

/// What a year is against its target.
pub fn standing_badge(lang: Lang, now: Figure, target: Hundredths) -> Markup {
    let standing = Standing::of(now, target);
    let class = match standing {
        Standing::MetSurely => "badge met",
        Standing::MissedSurely => "badge missed",
        Standing::Met | Standing::Missed => "badge unsure",
        Standing::NoData => "badge none",
    };
    html! {
        span class=(class) { (t!(format!("indices.standing.{standing}"), locale = lang.code())) }
    }
}

/// The 95 % interval with every person counted once: "81,61 – 82,40".
pub fn interval(lang: Lang, figure: Figure) -> Option<String> {
    let Interval { low, high } = figure.interval_of_persons()?;
    let shown = |end: Hundredths| lang.hundredths(end.value().into());
    Some(format!("{} – {}", shown(low), shown(high)))
}

/// "6.450 / 7.632".
pub fn counts(lang: Lang, figure: Figure) -> String {
    let (satisfied, answers) = (figure.share.satisfied, figure.share.answers);
    if figure.is_withheld() {
        return "–".to_owned();
    }
    format!("{} / {}", lang.number(satisfied), lang.number(answers))
}

/// A figure for a picture.
pub fn mark(figure: Figure) -> Option<Mark> {
    Some(Mark {
        percent: figure.share.percent()?,
        interval: figure.interval_of_persons(),
    })
}

/// How the index is made, in a few sentences; `with_targets` where the page has targets to judge.
pub fn method(lang: Lang, with_targets: bool) -> Markup {
    html! {
        section.method {
            h2 { (t!("indices.method.title", locale = lang.code())) }
            p { (t!("indices.method.index", locale = lang.code())) }
            p { (t!("indices.method.classes", locale = lang.code())) }
            p { (t!("indices.method.certainty", locale = lang.code())) }
            @if with_targets { p { (t!("indices.method.targets", locale = lang.code())) } }
        }
    }
}

/// Which units' figures came by file, and up to which day.
pub fn by_file(lang: Lang, sources: &[ForeignSource]) -> Markup {
    let code = lang.code();
    html! {
        @if !sources.is_empty() {
            section.by-file {
                h2 { (t!("exchange.by_file.title", locale = code)) }
                p.hint { (t!("exchange.by_file.lead", locale = code)) }
                ul {
                    @for source in sources {
                        li {
                            (t!("exchange.by_file.until", locale = code, unit = source.name, date = lang.date(source.until),
                                classes = classes_of(lang, source)))
                            @if source.untold > 0 {
                                " " (t!("exchange.by_file.untold", locale = code, ballots = lang.number(source.untold)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn classes_of(lang: Lang, source: &ForeignSource) -> String {
    let names = source.classes.iter().map(|class| class_name(lang, *class));
    names.collect::<Vec<_>>().join("; ")
}

/// Imported figures with their source.
pub fn baselines(lang: Lang, baselines: &[Baseline]) -> Markup {
    let text = |key: &str| t!(format!("indices.imported.{key}"), locale = lang.code());
    html! {
        p.hint { (text("hint")) }
        div.table-wrap role="region" tabindex="0" aria-label=(text("title")) {
            table.data {
                thead {
                    tr {
                        th scope="col" { (text("year")) }
                        th scope="col" { (text("area")) }
                        th scope="col" { (text("measure")) }
                        th.number scope="col" { (text("percent")) }
                        th scope="col" { (text("source")) }
                    }
                }
                tbody {
                    @for baseline in baselines { (baseline_row(lang, baseline)) }
                }
            }
        }
    }
}

fn baseline_row(lang: Lang, baseline: &Baseline) -> Markup {
    let measure = match baseline.measure.parse::<Measure>() {
        Ok(measure) => measure.name(lang),
        Err(_) => baseline.measure.clone(),
    };
    html! {
        tr {
            td { (baseline.year) }
            td {
                @if baseline.area == COUNTRY { (t!("indices.imported.country", locale = lang.code())) }
                @else { (baseline.area) }
            }
            td { (measure) }
            td.number { (lang.percent(baseline.percent)) }
            td {
                span.badge.none { (t!("indices.imported.badge", locale = lang.code())) } " "
                (baseline.source)
                @if !baseline.seen_in_source {
                    " (" (t!("indices.imported.unseen", locale = lang.code())) ")"
                }
            }
        }
    }
}

/// The address of a question: a unit, the days, the classes of evidence.
pub fn address(path: &str, unit: &str, spans: &Spans, filter: Filter) -> String {
    let mut address = address_of_years(path, unit, spans.years());
    if spans.period != Period::Year {
        address += &format!("&period={}", spans.period);
    }
    if filter != Filter::Headline {
        address += &format!("&channel={}", filter.word());
    }
    address
}

/// The years at an address that knows no parts of them.
pub fn address_of_years(path: &str, unit: &str, (year, compare): Years) -> String {
    let compare = compare.map(|year| year.to_string()).unwrap_or_default();
    format!("{path}?unit={unit}&year={year}&compare={compare}")
}
