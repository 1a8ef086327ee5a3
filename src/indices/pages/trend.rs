//! The trend by month: what is unusual in words, the control chart of the whole, those of the dimensions smaller, and the
//! table of each beside it.

use maud::{Markup, html};
use rust_i18n::t;

use super::leader::LeaderPage;
use crate::indices::charts::{ControlChart, month_name, short_percent};
use crate::indices::measure::Measure;
use crate::indices::span::first_of_month;
use crate::indices::trend::{Point, Rule, Series, Signal, Trend};
use crate::web::language::Lang;

/// Heights of the months of the whole and of a dimension, px.
const LARGE: f64 = 200.0;
const SMALL: f64 = 120.0;

/// The section; nothing where there are no months.
pub fn trend(lang: Lang, page: &LeaderPage) -> Markup {
    let text = |key: &str| t!(format!("indices.trend.{key}"), locale = lang.code());
    let Trend { series, breaks } = &page.trend;
    let Some((overall, dimensions)) = series.split_first() else {
        return html! {};
    };
    html! {
        section.trend {
            h2 { (text("title")) }
            (unusual(lang, overall))
            figure.chart {
                (key(lang))
                (picture(lang, page, overall, LARGE))
                (table(lang, page, overall))
            }
            @if !breaks.is_empty() { p.hint { (text("broken")) } }
            div.trend-dimensions {
                @for series in dimensions.iter().filter(|series| !series.points.is_empty()) {
                    figure.chart {
                        h3 { (series.measure.name(lang)) }
                        (unusual(lang, series))
                        (picture(lang, page, series, SMALL))
                        (table(lang, page, series))
                    }
                }
            }
            p.hint { (text("method")) }
        }
    }
}

fn picture(lang: Lang, page: &LeaderPage, series: &Series, height: f64) -> Markup {
    let title = t!(
        "indices.trend.picture",
        locale = lang.code(),
        unit = page.reading.unit.name,
        measure = series.measure.name(lang)
    );
    ControlChart {
        lang,
        title: &title,
        series,
        breaks: &page.trend.breaks,
        height,
    }
    .render()
}

fn key(lang: Lang) -> Markup {
    let text = |key: &str| t!(format!("indices.trend.key.{key}"), locale = lang.code());
    html! {
        figcaption.chart-key {
            @for sign in ["month", "few", "unusual", "usual", "limits"] { span { (ControlChart::sign(sign)) (text(sign)) } }
        }
    }
}

/// What is unusual, the last first; of the whole it is said where nothing is, or where it is too early to say.
fn unusual(lang: Lang, series: &Series) -> Markup {
    let held = series.points.iter().any(|point| point.control.is_some());
    let key = if held { "nothing" } else { "too_early" };
    html! {
        @if !series.signals.is_empty() {
            ul.signals {
                @for signal in &series.signals { li.better[!signal.worse] { (said(lang, series, signal)) } }
            }
        } @else if series.measure == Measure::Overall {
            p { (t!(format!("indices.trend.{key}"), locale = lang.code())) }
        }
    }
}

fn said(lang: Lang, series: &Series, signal: &Signal) -> String {
    let within = |point: &&Point| {
        (signal.from..=signal.to).contains(&point.month) && point.control.is_some()
    };
    let months: Vec<&Point> = series.points.iter().filter(within).collect();
    let last = months.last();
    let control = last.and_then(|point| point.control);
    let shown = |share: Option<f64>| {
        share
            .map(|share| short_percent(lang, share))
            .unwrap_or_default()
    };
    let limit = control.map(|control| match signal.worse {
        true => control.limits.high,
        false => control.limits.low,
    });
    let way = if signal.worse { "worse" } else { "better" };
    t!(
        format!("indices.trend.signal.{}.{way}", signal.rule),
        locale = lang.code(),
        from = month_name(signal.from),
        to = month_name(signal.to),
        n = months.len(),
        percent = shown(last.and_then(|point| point.unsatisfied())),
        usual = shown(control.map(|control| control.centre)),
        limit = shown(limit)
    )
    .into_owned()
}

/// The same months as a table.
fn table(lang: Lang, page: &LeaderPage, series: &Series) -> Markup {
    let text = |key: &str| t!(format!("indices.trend.table.{key}"), locale = lang.code());
    html! {
        details.no-print {
            summary { (text("title")) }
            div.table-wrap role="region" tabindex="0" aria-label=(text("title")) {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (text("month")) }
                            th.number scope="col" { (text("persons")) }
                            th.number scope="col" { (text("unsatisfied")) }
                            th.number scope="col" { (text("usual")) }
                            th.number scope="col" { (text("limits")) }
                            th scope="col" { (text("remark")) }
                        }
                    }
                    tbody {
                        @for point in series.points.iter().rev() { (month(lang, page, series, point)) }
                    }
                }
            }
        }
    }
}

fn month(lang: Lang, page: &LeaderPage, series: &Series, point: &Point) -> Markup {
    let signals = series.signals.iter();
    let rules: Vec<Rule> = signals
        .filter(|signal| (signal.from..=signal.to).contains(&point.month))
        .map(|signal| signal.rule)
        .collect();
    let mut remarks: Vec<String> = rules
        .iter()
        .map(|rule| t!(format!("indices.trend.rule.{rule}"), locale = lang.code()).into_owned())
        .collect();
    let text =
        |key: &str| t!(format!("indices.trend.table.{key}"), locale = lang.code()).into_owned();
    if !point.figure.is_withheld() && !point.is_solid() {
        remarks = vec![text("few")];
    }
    if point.month == first_of_month(page.today) {
        remarks.push(text("running"));
    }
    html! {
        tr {
            th scope="row" { (month_name(point.month)) }
            @match point.unsatisfied() {
                Some(share) => {
                    td.number { (lang.number(point.figure.persons)) }
                    td.number { (short_percent(lang, share)) }
                }
                None => {
                    td.number { "–" }
                    td.number { span.none { (t!("indices.too_few", locale = lang.code())) } }
                }
            }
            td.number { @if let Some(control) = point.control { (short_percent(lang, control.centre)) } }
            td.number {
                @if let Some(control) = point.control {
                    (short_percent(lang, control.limits.low)) " – " (short_percent(lang, control.limits.high))
                }
            }
            td { (remarks.join("; ")) }
        }
    }
}
