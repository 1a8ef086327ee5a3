//! What moved the whole: bars to the left and right of zero, with a table of how.

use maud::{Markup, html};
use rust_i18n::t;

use super::parts::{self, signed, text};
use crate::indices::breakdown::Breakdown;
use crate::indices::breakdown::drivers::{Driver, Drivers};
use crate::indices::charts::wrapped;
use crate::indices::comparison::Verdict;
use crate::indices::measure::Measure;
use crate::indices::pages::parts as figures;
use crate::web::language::Lang;

/// Heights, px: a line of the label, the bar, the gap below.
const LABEL: usize = 20;
const BAR: usize = 18;
const GAP: usize = 10;
/// Letters in a line of a label: fits a phone 360 px wide.
const LETTERS: usize = 36;
/// Longest bar, percent of the picture: its figure has room beside it.
const LONGEST: f64 = 33.0;

/// The parts of a difference with their names.
struct Moved {
    key: &'static str,
    drivers: Vec<(String, Driver<()>)>,
}

impl Breakdown {
    /// The dimensions and the fields that moved the whole; nothing where no year is compared with.
    pub(super) fn drivers(&self, lang: Lang) -> Markup {
        let dimensions = named(&self.dimensions_moved, "dimensions", lang, |dimension| {
            Measure::from(*dimension).name(lang)
        });
        let fields = named(&self.fields_moved, "fields", lang, |code| {
            parts::field(lang, code)
        });
        let shown = [dimensions, fields];
        let shown = shown.iter().filter(|moved| !moved.drivers.is_empty());
        let Some(points) = self.compared().points else {
            return html! {};
        };
        html! {
            @if shown.clone().next().is_some() {
                section.drivers {
                    h2 { (text(lang, "drivers.title")) }
                    p { (t!("breakdown.drivers.lead", locale = lang.code(), points = figures::points(lang, points))) }
                    @if self.compared().verdict == Verdict::NotEnough {
                        p.hint { (text(lang, "drivers.not_enough")) }
                    }
                    div.moved-by { @for moved in shown { div { (moved.render(lang)) } } }
                    p.hint { (text(lang, "drivers.hint")) }
                }
            }
        }
    }
}

fn named<K>(
    drivers: &Drivers<K>,
    key: &'static str,
    lang: Lang,
    name: impl Fn(&K) -> String,
) -> Moved {
    let named = drivers.iter().map(|driver| {
        let others = || text(lang, "drivers.others");
        let name = driver.part.as_ref().map_or_else(others, &name);
        let effects = Driver {
            part: driver.part.as_ref().map(|_| ()),
            within: driver.within,
            mix: driver.mix,
            verdict: driver.verdict,
        };
        (name, effects)
    });
    Moved {
        key,
        drivers: named.collect(),
    }
}

impl Moved {
    fn render(&self, lang: Lang) -> Markup {
        let mut height = 0;
        let mut bars = Vec::new();
        for (name, driver) in &self.drivers {
            let label = wrapped(name, LETTERS);
            bars.push(self.bar(lang, height, &label, driver));
            height += LABEL * label.len() + BAR + GAP;
        }
        html! {
            h3 { (text(lang, &format!("drivers.{}", self.key))) }
            figure.chart.diverging {
                svg width="100%" height=(height) role="img" aria-labelledby={ "breakdown-" (self.key) } font-size="14" {
                    title id={ "breakdown-" (self.key) } { (text(lang, &format!("drivers.picture.{}", self.key))) }
                    g aria-hidden="true" { @for bar in bars { (bar) } }
                }
            }
            details {
                summary { (text(lang, "drivers.table")) }
                (self.table(lang))
            }
        }
    }

    fn bar(&self, lang: Lang, top: usize, label: &[String], driver: &Driver<()>) -> Markup {
        let sizes = self.drivers.iter().map(|(_, driver)| driver.total().abs());
        let most = sizes.max().unwrap_or(0).max(1);
        let total = driver.total();
        let length = LONGEST * total.abs() as f64 / most as f64;
        let above = top + LABEL * label.len();
        let (left, end) = match total {
            ..0 => (50.0 - length, 50.0 - length),
            0.. => (50.0, 50.0 + length),
        };
        let (anchor, gap, class) = match total {
            ..0 => ("end", "-6", "fell"),
            0.. => ("start", "6", "rose"),
        };
        let percent = |x: f64| format!("{x:.2}%");
        html! {
            @for (number, line) in label.iter().enumerate() {
                text x="0" y=(top + LABEL * number + 15) fill="currentColor" { (line) }
            }
            line.track x1="50%" x2="50%" y1=(above - 2) y2=(above + BAR + 2) stroke="currentColor" {}
            rect class=(class) x=(percent(left)) y=(above) width=(percent(length)) height=(BAR) fill="currentColor" {}
            text x=(percent(end)) dx=(gap) y=(above + 14) text-anchor=(anchor) fill="currentColor" font-weight="600" {
                (signed(lang, total))
            }
        }
    }

    fn table(&self, lang: Lang) -> Markup {
        let totals = self.drivers.iter().map(|(_, driver)| driver);
        let sum = totals.fold((0, 0), |(within, mix), driver| {
            (within + driver.within, mix + driver.mix)
        });
        html! {
            div.table-wrap role="region" tabindex="0" aria-label=(text(lang, &format!("drivers.{}", self.key))) {
                table.data {
                    thead { tr {
                        th scope="col" { (text(lang, "drivers.part")) }
                        th.number scope="col" { (text(lang, "drivers.within")) }
                        th.number scope="col" { (text(lang, "drivers.mix")) }
                        th.number scope="col" { (text(lang, "drivers.total")) }
                    } }
                    tbody {
                        @for (name, driver) in &self.drivers {
                            tr {
                                th scope="row" { (name) }
                                @for points in [driver.within, driver.mix, driver.total()] { td.number { (signed(lang, points)) } }
                            }
                        }
                        tr.total {
                            th scope="row" { (text(lang, "drivers.sum")) }
                            @for points in [sum.0, sum.1, sum.0 + sum.1] { td.number { (signed(lang, points)) } }
                        }
                    }
                }
            }
        }
    }
}
