//! The week as a heat map: hours down, days across, so that it fits a phone; darker is less satisfied.

use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{hatch, percent, persons, text};
use crate::indices::breakdown::Breakdown;
use crate::indices::breakdown::hours::hours_of;
use crate::indices::privacy::Shown;
use crate::indices::table::Figure;
use crate::percent::Hundredths;
use crate::web::language::Lang;

/// Width of the hours at the left, percent of the picture.
const LABELS: usize = 24;
/// Heights, px: the days above, a row.
const HEAD: usize = 24;
const ROW: usize = 40;
/// The deepest tone that letters of ink can be read on, hundredths.
const DEEPEST: u32 = 45;
/// Differences below so many hundredths of a percent are not drawn larger than they are.
const LEAST_RANGE: u32 = 1_000;
/// Name of the hatch.
const HATCH: &str = "breakdown-hatch";

/// The least and the most satisfied cell, between which the tones lie.
#[derive(Clone, Copy)]
struct Tones {
    least: u32,
    range: u32,
}

impl Tones {
    fn of<'a>(cells: impl Iterator<Item = &'a Shown<Figure>>) -> Self {
        let known = cells.filter_map(|cell| cell.told()?.share.percent());
        let values: Vec<u32> = known.map(|percent| u32::from(percent.value())).collect();
        let least = values.iter().min().copied().unwrap_or(0);
        let most = values.iter().max().copied().unwrap_or(0);
        Self {
            least,
            range: (most - least).max(LEAST_RANGE),
        }
    }

    /// Opacity of the ink, "0.31".
    fn opacity(self, percent: Hundredths) -> String {
        let above = u32::from(percent.value())
            .saturating_sub(self.least)
            .min(self.range);
        let tone = DEEPEST * (self.range - above) / self.range;
        format!("0.{tone:02}")
    }
}

impl Breakdown {
    /// The week, as picture and table.
    pub(super) fn hours_section(&self, lang: Lang) -> Markup {
        html! {
            @if !self.hours.rows.is_empty() {
                section.hours {
                    h2 { (text(lang, "hours.title")) }
                    p.hint { (text(lang, "hours.hint")) }
                    (self.heat_map(lang))
                    details {
                        summary { (text(lang, "hours.table")) }
                        (self.hours_table(lang))
                    }
                }
            }
        }
    }

    fn heat_map(&self, lang: Lang) -> Markup {
        let height = HEAD + ROW * self.hours.rows.len();
        let tones = Tones::of(self.hours.rows.iter().flat_map(|(_, row)| row));
        html! {
            figure.chart.heat-map {
                svg width="100%" height=(height) role="img" aria-labelledby="breakdown-hours" font-size="14" {
                    title #breakdown-hours { (text(lang, "hours.picture")) }
                    (hatch(HATCH))
                    g aria-hidden="true" {
                        @for day in 0..self.hours.days() {
                            text.tick x=(self.middle(day)) y="16" text-anchor="middle" fill="currentColor" font-size="13" {
                                (day_name(lang, day, "short"))
                            }
                        }
                        @for (number, (block, row)) in self.hours.rows.iter().enumerate() {
                            @let top = HEAD + ROW * number;
                            text x="0" y=(top + ROW / 2 + 5) fill="currentColor" font-size="13" { (block_name(lang, *block)) }
                            @for (day, cell) in row.iter().enumerate() { (self.cell(day, top, cell, tones)) }
                        }
                    }
                }
                (key(lang))
            }
        }
    }

    /// Days share what the hours leave of the width.
    fn width(&self) -> f64 {
        (100 - LABELS) as f64 / self.hours.days().max(1) as f64
    }

    fn left(&self, day: usize) -> String {
        format!("{:.2}%", LABELS as f64 + self.width() * day as f64)
    }

    fn middle(&self, day: usize) -> String {
        format!("{:.2}%", LABELS as f64 + self.width() * (day as f64 + 0.5))
    }

    fn cell(&self, day: usize, top: usize, cell: &Shown<Figure>, tones: Tones) -> Markup {
        let (left, width) = (self.left(day), format!("{:.2}%", self.width()));
        let percent = cell.told().and_then(|figure| figure.share.percent());
        let (fill, opacity) = match (cell, percent) {
            (_, Some(percent)) => ("currentColor".to_owned(), tones.opacity(percent)),
            (Shown::Hidden, _) => (format!("url(#{HATCH})"), "1".to_owned()),
            _ => ("none".to_owned(), "0".to_owned()),
        };
        html! {
            rect x=(left) y=(top) width=(width) height=(ROW) fill=(fill) fill-opacity=(opacity)
                stroke="currentColor" stroke-opacity="0.25" {}
            @if let Some(percent) = percent {
                text x=(self.middle(day)) y=(top + ROW / 2 + 5) text-anchor="middle" fill="currentColor" font-weight="600" {
                    (rounded(percent))
                }
            }
        }
    }

    fn hours_table(&self, lang: Lang) -> Markup {
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text(lang, "hours.title")) {
                table.data {
                    thead { tr {
                        th scope="col" { (text(lang, "hours.hour")) }
                        @for day in 0..self.hours.days() {
                            th.number scope="col" { (day_name(lang, day, "long")) }
                        }
                    } }
                    tbody {
                        @for (block, row) in &self.hours.rows {
                            tr {
                                th scope="row" { (block_name(lang, *block)) }
                                @for cell in row {
                                    td.number {
                                        (percent(lang, cell))
                                        @if cell.told().is_some() {
                                            span.hint { (t!("breakdown.hours.of", locale = lang.code(), persons = persons(lang, cell))) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn key(lang: Lang) -> Markup {
    let swatch = |fill: &str, opacity: &str| {
        html! {
            svg.key width="24" height="16" aria-hidden="true" focusable="false" {
                rect width="24" height="16" fill=(fill) fill-opacity=(opacity) stroke="currentColor" stroke-opacity="0.25" {}
            }
        }
    };
    html! {
        figcaption.chart-key {
            span { (swatch("currentColor", "0.45")) (text(lang, "hours.key.dark")) }
            span { (swatch("url(#breakdown-hatch)", "1")) (text(lang, "hours.key.hatched")) }
            span { (swatch("none", "0")) (text(lang, "hours.key.empty")) }
        }
    }
}

/// "Thứ Hai" or "T2".
pub(super) fn day_name(lang: Lang, day: usize, form: &str) -> String {
    text(lang, &format!("day.{form}.{}", day + 1))
}

/// "7–9 giờ".
pub(super) fn block_name(lang: Lang, block: usize) -> String {
    let (from, until) = hours_of(block);
    let code = lang.code();
    match (from, until) {
        (Some(from), Some(until)) => t!(
            "breakdown.hours.block",
            locale = code,
            from = from,
            until = until
        ),
        (None, Some(until)) => t!("breakdown.hours.before", locale = code, until = until),
        (Some(from), None) => t!("breakdown.hours.after", locale = code, from = from),
        (None, None) => "".into(),
    }
    .into_owned()
}

/// Whole percents: the exact ones stand in the table.
fn rounded(percent: Hundredths) -> u16 {
    (percent.value() + 50) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_satisfied_is_darker_and_noise_stays_pale() {
        let percent = |value| Hundredths::new(value).expect("a share");
        let tones = Tones {
            least: 6_000,
            range: 3_000,
        };
        assert_eq!(tones.opacity(percent(6_000)), "0.45");
        assert_eq!(tones.opacity(percent(9_000)), "0.00");
        assert_eq!(tones.opacity(percent(7_500)), "0.22");
        let narrow = Tones::of(std::iter::empty());
        assert_eq!(narrow.range, LEAST_RANGE);
        assert_eq!(
            (rounded(percent(9_949)), rounded(percent(9_950))),
            (99, 100)
        );
    }
}
