//! The pictures of the index page, drawn as inline SVG without a style of their own beyond greys that print.
//! They repeat what the table beside them says; what the figures are is decided elsewhere.

mod control;
mod frame;
mod multiple;
mod range;

use maud::{Markup, html};
use rust_i18n::t;

pub use self::control::{ControlChart, month_name, short_percent};
pub use self::multiple::Multiple;
pub use self::range::Range;
use super::interval::Interval;
use crate::percent::Hundredths;
use crate::web::components;
use crate::web::language::Lang;

/// Letters in a line of a label: fits a phone 320 px wide.
const LABEL_LETTERS: usize = 40;
/// Heights in a row, px: a line of the label, the figures above and below the strip, the strip, the gap after it.
const LABEL_LINE: usize = 20;
const FIGURES: usize = 18;
const STRIP: usize = 18;
const ROW_GAP: usize = 8;
/// Height of the axis below the rows, px.
const AXIS: usize = 26;

/// A figure as the picture needs it.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Where it is.
    pub percent: Hundredths,
    /// How sure that is; nothing for imported figures.
    pub interval: Option<Interval>,
}

/// One measure in the picture.
#[derive(Clone, Debug)]
pub struct ChartRow {
    /// What is measured.
    pub label: String,
    /// This year.
    pub now: Option<Mark>,
    /// The year it is compared with.
    pub before: Option<Mark>,
    /// The promised figure.
    pub target: Option<Hundredths>,
}

/// Last year, this year and the target of several measures on one scale.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Language of the words in it.
    pub lang: Lang,
    /// What the picture shows, as a sentence, for those who do not see it.
    pub title: String,
    /// This year.
    pub year: i32,
    /// The year it is compared with, if any.
    pub compare: Option<i32>,
    /// The measures, first one on top.
    pub rows: Vec<ChartRow>,
}

/// The part of 0 to 100 % that the picture shows, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    from: u32,
    step: u32,
}

impl Scale {
    const END: u32 = 10_000;

    /// Starts at the ten below the smallest figure, so that differences of a few points can be seen,
    /// and shows at least the upper half: the ticks say where it starts.
    fn of(rows: &[ChartRow]) -> Self {
        let low = |mark: &Mark| mark.interval.map_or(mark.percent, |interval| interval.low);
        let smallest = rows
            .iter()
            .flat_map(|row| {
                let marks = [row.now.as_ref().map(low), row.before.as_ref().map(low)];
                marks.into_iter().chain([row.target]).flatten()
            })
            .min();
        let half = |smallest: Hundredths| smallest.value().min(5_000);
        Self::down_to(smallest.and_then(|smallest| Hundredths::new(half(smallest).into())))
    }

    /// Starts at the ten below so small a figure.
    pub fn down_to(smallest: Option<Hundredths>) -> Self {
        let smallest = smallest.map_or(0, |smallest| u32::from(smallest.value()));
        let from = (smallest / 1_000 * 1_000).min(9_000);
        let step = if from < 4_000 { 2_000 } else { 1_000 };
        Self {
            from: from / step * step,
            step,
        }
    }

    /// Position on the picture's width; the edges leave room for half a mark.
    fn x(self, percent: Hundredths) -> String {
        self.x_of(percent.value().into())
    }

    fn x_of(self, hundredths: u32) -> String {
        format!("{:.2}%", self.part(hundredths) * 94.0 + 3.0)
    }

    fn part(self, hundredths: u32) -> f64 {
        let (value, from) = (f64::from(hundredths), f64::from(self.from));
        ((value - from) / (f64::from(Self::END) - from)).clamp(0.0, 1.0)
    }

    /// Where it starts, percent.
    pub fn start(self) -> u32 {
        self.from / 100
    }

    fn ticks(self) -> impl Iterator<Item = u32> {
        (self.from..=Self::END).step_by(self.step as usize)
    }

    /// Which end of a text stands at its position, so that it is not cut at the picture's edge.
    fn anchor(self, percent: Hundredths) -> &'static str {
        match self.part(percent.value().into()) {
            part if part < 0.15 => "start",
            part if part > 0.85 => "end",
            _ => "middle",
        }
    }
}

impl Chart {
    /// The picture with its key. Its width follows the page, its text does not shrink.
    pub fn render(&self) -> Markup {
        let scale = Scale::of(&self.rows);
        let mut top = 4;
        let mut rows = Vec::new();
        for row in &self.rows {
            rows.push(self.row(row, scale, top));
            top += height(row);
        }
        html! {
            figure.chart {
                (self.key())
                svg width="100%" height=(top + AXIS) role="img" aria-labelledby="index-chart" font-size="14" {
                    title #index-chart { (self.title) }
                    g aria-hidden="true" {
                        (self.axis(scale, top))
                        @for row in rows { (row) }
                    }
                }
            }
        }
    }

    fn axis(&self, scale: Scale, bottom: usize) -> Markup {
        html! {
            @for tick in scale.ticks() {
                @let x = scale.x_of(tick);
                line.grid x1=(x) x2=(x) y1="0" y2=(bottom) stroke="currentColor" stroke-opacity="0.12" {}
                text.tick x=(x) y=(bottom + 18) text-anchor="middle" fill="currentColor" font-size="12" {
                    (tick / 100) @if tick == Scale::END { " %" }
                }
            }
        }
    }

    fn row(&self, row: &ChartRow, scale: Scale, top: usize) -> Markup {
        let lines = wrapped(&row.label, LABEL_LETTERS);
        let above = top + LABEL_LINE * lines.len() + FIGURES;
        let middle = above + STRIP / 2;
        let below = above + STRIP + FIGURES - 4;
        html! {
            @for (number, line) in lines.iter().enumerate() {
                text.label x="0" y=(top + LABEL_LINE * number + 15) fill="currentColor" font-weight="600" { (line) }
            }
            line.track x1="3%" x2="97%" y1=(middle) y2=(middle) stroke="currentColor" stroke-opacity="0.25" {}
            @if let (Some(before), Some(now)) = (row.before, row.now) {
                line.change x1=(scale.x(before.percent)) x2=(scale.x(now.percent)) y1=(middle) y2=(middle)
                    stroke="currentColor" stroke-width="3" {}
            }
            @if let Some(target) = row.target { (target_mark(scale, target, above)) }
            @if let Some(before) = row.before {
                (whisker(scale, before, middle, "before"))
                circle.before cx=(scale.x(before.percent)) cy=(middle) r="5" fill="white" stroke="currentColor" stroke-width="2" {}
                @if let Some(compare) = self.compare { (self.figure_text(scale, before, above - 7, compare)) }
            }
            @match row.now {
                Some(now) => {
                    (whisker(scale, now, middle, "now"))
                    circle.now cx=(scale.x(now.percent)) cy=(middle) r="7" fill="currentColor" {}
                    (self.figure_text(scale, now, below, self.year))
                }
                None => {
                    text.empty x="3%" y=(below) fill="currentColor" {
                        (self.year) ": " (t!("indices.no_data", locale = self.lang.code()))
                    }
                }
            }
        }
    }

    fn figure_text(&self, scale: Scale, mark: Mark, y: usize, year: i32) -> Markup {
        let class = if year == self.year { "now" } else { "before" };
        let weight = if year == self.year { "700" } else { "400" };
        html! {
            text class=(class) x=(scale.x(mark.percent)) y=(y) text-anchor=(scale.anchor(mark.percent))
                fill="currentColor" font-weight=(weight) font-size="13" {
                (year) ": " (self.lang.hundredths(mark.percent.value().into())) " %"
            }
        }
    }

    fn key(&self) -> Markup {
        let lang = self.lang.code();
        html! {
            figcaption.chart-key {
                span { (symbol(html! { circle.now cx="12" cy="8" r="6" fill="currentColor" {} })) (self.year) }
                @if let Some(compare) = self.compare {
                    span {
                        (symbol(html! {
                            circle.before cx="12" cy="8" r="5" fill="white" stroke="currentColor" stroke-width="2" {}
                        }))
                        (compare)
                    }
                }
                @if self.rows.iter().any(|row| row.target.is_some()) {
                    span {
                        (symbol(html! { path.target d="M12 1v14M8 1h8" stroke="currentColor" stroke-width="2" fill="none" {} }))
                        (t!("indices.target", locale = lang))
                    }
                }
                span {
                    (symbol(html! {
                        rect.whisker x="0" y="4" width="24" height="8" fill="currentColor" fill-opacity="0.2" {}
                    }))
                    (t!("indices.interval", locale = lang))
                }
            }
        }
    }
}

/// A bar from 0 to 100 % with its interval, for a cell beside its figure.
pub fn bar(mark: Option<Mark>) -> Markup {
    let width = |percent: Hundredths| format!("{percent}%");
    let interval = html! {
        @if let Some(Interval { low, high }) = mark.and_then(|mark| mark.interval) {
            line.whisker x1=(width(low)) x2=(width(high)) y1="6" y2="6" stroke="currentColor" stroke-width="2" {}
        }
    };
    components::bar(mark.map(|mark| mark.percent), interval)
}

/// The interval as a pale band: thick for this year, thin for the other one.
fn whisker(scale: Scale, mark: Mark, middle: usize, class: &str) -> Markup {
    let thickness = if class == "now" { "10" } else { "4" };
    html! {
        @if let Some(Interval { low, high }) = mark.interval {
            line class={ "whisker " (class) } x1=(scale.x(low)) x2=(scale.x(high)) y1=(middle) y2=(middle)
                stroke="currentColor" stroke-opacity="0.2" stroke-width=(thickness) {}
        }
    }
}

fn target_mark(scale: Scale, target: Hundredths, above: usize) -> Markup {
    let x = scale.x(target);
    html! {
        svg.target x=(x) y=(above) width="1" height=(STRIP) overflow="visible" {
            path d={ "M0 0v" (STRIP) "M-4 0h8M-4 " (STRIP) "h8" } stroke="currentColor" stroke-width="2" fill="none" {}
        }
    }
}

fn symbol(shape: Markup) -> Markup {
    html! { svg.key width="24" height="16" aria-hidden="true" focusable="false" { (shape) } }
}

fn height(row: &ChartRow) -> usize {
    wrapped(&row.label, LABEL_LETTERS).len() * LABEL_LINE + FIGURES + STRIP + FIGURES + ROW_GAP
}

/// Breaks a label into lines of about the same length; SVG text does not break by itself.
pub(super) fn wrapped(label: &str, longest: usize) -> Vec<String> {
    let letters = label.chars().count();
    let wanted = letters.div_ceil(letters.div_ceil(longest).max(1));
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        let length = line.chars().count();
        let longer = length + 1 + word.chars().count();
        if length == 0 {
            line.push_str(word);
        } else if length < wanted && longer <= longest {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::index::Share;

    fn mark(satisfied: u64, answers: u64) -> Mark {
        let share = Share { satisfied, answers };
        Mark {
            percent: share.percent().expect("answers"),
            interval: Interval::of(share),
        }
    }

    fn row(now: Option<Mark>, before: Option<Mark>) -> ChartRow {
        ChartRow {
            label: "Việc tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị <&>".to_owned(),
            now,
            before,
            target: Hundredths::new(8_500),
        }
    }

    fn drawn(rows: Vec<ChartRow>) -> String {
        let chart = Chart {
            lang: Lang::Vi,
            title: "Chỉ số".to_owned(),
            year: 2026,
            compare: Some(2025),
            rows,
        };
        chart.render().into_string()
    }

    #[test]
    fn a_long_label_is_broken_and_not_cut() {
        let label = "Việc tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị";
        let lines = wrapped(label, LABEL_LETTERS);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines.join(" "), label);
        assert!(
            lines
                .iter()
                .all(|line| line.chars().count() <= LABEL_LETTERS)
        );
        assert_eq!(wrapped("", LABEL_LETTERS), [""]);
        assert_eq!(wrapped(&"x".repeat(90), LABEL_LETTERS).len(), 1);
    }

    #[test]
    fn the_picture_names_itself_and_holds_no_style() {
        let svg = drawn(vec![row(Some(mark(84, 100)), Some(mark(80, 100)))]);
        assert!(svg.contains(r#"role="img" aria-labelledby="index-chart""#));
        assert!(svg.contains(r#"<title id="index-chart">Chỉ số</title>"#));
        assert!(svg.contains("2026: 84,00 %") && svg.contains("2025: 80,00 %"));
        assert!(svg.contains("&lt;&amp;&gt;"));
        assert!(!svg.contains("style") && !svg.contains("NaN"));
    }

    #[test]
    fn a_year_without_answers_is_said_in_words() {
        let svg = drawn(vec![row(None, None)]);
        assert!(!svg.contains("circle class=\"now\" cx=\"3"), "{svg}");
        assert!(svg.contains("class=\"empty\""));
    }

    #[test]
    fn the_scale_starts_below_the_smallest_figure_and_says_so() {
        let scale = |now| Scale::of(&[row(Some(now), None)]);
        assert_eq!(
            scale(mark(900, 1000)),
            Scale {
                from: 5_000,
                step: 1_000
            }
        );
        assert_eq!(
            scale(mark(1, 4)),
            Scale {
                from: 0,
                step: 2_000
            }
        );
        assert_eq!(Scale::of(&[]).from, 0);
        let high = scale(mark(990, 1000));
        assert_eq!(high.x(Hundredths::FULL), "97.00%");
        assert_eq!(high.ticks().count(), 6);
    }
}
