//! A control chart: the share of those who are not satisfied by month, with what is usual and the limits of chance. Few
//! people are drawn hollow, what is unusual larger, a break as an upright line with its reason.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use rust_i18n::t;

use super::frame::{AXIS, Frame, LEFT, RIGHT};
use super::symbol;
use crate::indices::trend::{Break, Control, Point, Rule, Series};
use crate::web::language::Lang;

/// Where the limits are written, px below them, and from where on they are, in hundredths of the width.
const ABOVE_LIMIT: f64 = -5.0;
const BELOW_LIMIT: f64 = 14.0;
const LIMITS_FROM: f64 = 75.0;
/// Height of a line of text, px.
const LINE: f64 = 13.0;
/// Every third month is written below the axis.
const NAMED_MONTHS: usize = 3;

/// The picture of one measure.
#[derive(Clone, Copy, Debug)]
pub struct ControlChart<'a> {
    /// Language of the words in it.
    pub lang: Lang,
    /// What the picture shows, as a sentence, for those who do not see it.
    pub title: &'a str,
    /// The months.
    pub series: &'a Series,
    /// Where they break.
    pub breaks: &'a [Break],
    /// Height of the months, px.
    pub height: f64,
}

impl ControlChart<'_> {
    /// One of the signs in the picture, for its key.
    pub fn sign(name: &str) -> Markup {
        symbol(html! {
            @match name {
                "month" => circle.month cx="12" cy="8" r="3.5" fill="currentColor" {},
                "few" => circle.month cx="12" cy="8" r="3.5" fill="white" stroke="currentColor" stroke-width="1.5" {},
                "unusual" => {
                    circle.unusual cx="12" cy="8" r="7" fill="white" stroke="currentColor" stroke-width="2" {}
                    circle.month cx="12" cy="8" r="3.5" fill="currentColor" {}
                }
                "usual" => line.usual x1="0" x2="24" y1="8" y2="8" stroke="currentColor" stroke-dasharray="6 4" {},
                _ => rect.limits x="0" y="2" width="24" height="12" fill="currentColor" fill-opacity="0.15" {},
            }
        })
    }

    /// The picture. Its width follows the page, its text does not shrink.
    pub fn render(&self) -> Markup {
        let Some(frame) = Frame::of(&self.series.points, self.height) else {
            return html! {};
        };
        let id = format!("trend-{}", self.series.measure);
        let points = &self.series.points;
        html! {
            svg.control width="100%" height=(px(frame.bottom() + AXIS)) role="img" aria-labelledby=(id) font-size="12" {
                title id=(id) { (self.title) }
                g aria-hidden="true" {
                    (self.scale(&frame))
                    @for point in points { (limits(&frame, point)) }
                    @for found in self.breaks { (self.break_line(&frame, found)) }
                    @for pair in points.windows(2) { (self.line(&frame, pair)) }
                    @for point in points { (self.dot(&frame, point)) }
                    (self.usual(&frame))
                    (self.labels(&frame))
                }
            }
        }
    }

    fn scale(&self, frame: &Frame) -> Markup {
        let months = (0..frame.months).step_by(NAMED_MONTHS);
        let months = months.filter_map(|at| {
            frame
                .first
                .checked_add_months(chrono::Months::new(at as u32))
        });
        html! {
            @for tick in frame.ticks() {
                line.grid x1=(part(LEFT)) x2=(part(RIGHT)) y1=(px(frame.y(tick))) y2=(px(frame.y(tick)))
                    stroke="currentColor" stroke-opacity="0.12" {}
                text.tick x=(part(LEFT - 1.0)) y=(px(frame.y(tick) + 4.0)) text-anchor="end" fill="currentColor" font-size="11" {
                    (px(tick * 100.0)) "\u{a0}%"
                }
            }
            @for (at, month) in months.enumerate() {
                text.tick x=(part(frame.middle(month))) y=(px(frame.bottom() + 16.0)) text-anchor="middle" fill="currentColor" font-size="11" {
                    @if at == 0 || month.month() <= NAMED_MONTHS as u32 { (month_name(month)) } @else { (month.month()) }
                }
            }
        }
    }

    /// The line from month to month, broken where the months are.
    fn line(&self, frame: &Frame, pair: &[Point]) -> Markup {
        let [from, to] = pair else { return html! {} };
        let breaks = self
            .breaks
            .iter()
            .any(|found| found.month > from.month && found.month <= to.month);
        html! {
            @if let (Some(start), Some(end), false) = (from.unsatisfied(), to.unsatisfied(), breaks) {
                line.series x1=(part(frame.middle(from.month))) x2=(part(frame.middle(to.month)))
                    y1=(px(frame.y(start))) y2=(px(frame.y(end))) stroke="currentColor" stroke-opacity="0.6" stroke-width="1.5" {}
            }
        }
    }

    fn dot(&self, frame: &Frame, point: &Point) -> Markup {
        let Some(share) = point.unsatisfied() else {
            return html! {};
        };
        let (x, y) = (part(frame.middle(point.month)), px(frame.y(share)));
        let fill = if point.is_solid() {
            "currentColor"
        } else {
            "white"
        };
        html! {
            @if self.is_outside(point.month) {
                circle.unusual cx=(x) cy=(y) r="7" fill="white" stroke="currentColor" stroke-width="2" {}
            }
            circle.month cx=(x) cy=(y) r="3.5" fill=(fill) stroke="currentColor" stroke-width="1.5" {}
        }
    }

    fn break_line(&self, frame: &Frame, found: &Break) -> Markup {
        let is_within = found.month > frame.first && frame.edge(found.month) < RIGHT;
        let x = frame.edge(found.month);
        let (anchor, beside) = if x > 60.0 {
            ("end", -1.0)
        } else {
            ("start", 1.0)
        };
        html! {
            @if is_within {
                line.break x1=(part(x)) x2=(part(x)) y1="0" y2=(px(frame.bottom()))
                    stroke="currentColor" stroke-dasharray="2 3" stroke-width="1.5" {}
                text.break x=(part(x + beside)) y="12" text-anchor=(anchor) fill="currentColor" {
                    (t!(format!("indices.trend.break.{}", found.change), locale = self.lang.code()))
                }
            }
        }
    }

    /// What is usual, through the months that it holds for.
    fn usual(&self, frame: &Frame) -> Markup {
        let held: Vec<(&Point, Control)> = self.held().collect();
        let stretches = held.chunk_by(|a, b| a.1.centre == b.1.centre);
        html! {
            @for stretch in stretches {
                @if let (Some((first, control)), Some((last, _))) = (stretch.first(), stretch.last()) {
                    @let y = px(frame.y(control.centre));
                    line.usual x1=(part(frame.edge(first.month))) x2=(part(frame.edge(last.month) + frame.step())) y1=(y) y2=(y)
                        stroke="currentColor" stroke-dasharray="6 4" {}
                }
            }
        }
    }

    /// The last month by its figure, what is unusual likewise, and the limits at the right end.
    fn labels(&self, frame: &Frame) -> Markup {
        let last = self
            .series
            .points
            .iter()
            .rfind(|point| point.unsatisfied().is_some());
        let held = self.held().last().map(|(_, control)| control);
        let named = self.series.points.iter().filter(|point| {
            self.is_outside(point.month) || last.is_some_and(|last| last.month == point.month)
        });
        html! {
            @if let Some(control) = held {
                (self.end_label(frame, control.limits.high, ABOVE_LIMIT))
                (self.end_label(frame, control.limits.low, BELOW_LIMIT))
            }
            @for point in named {
                @if let Some(share) = point.unsatisfied() {
                    text.now x=(part(frame.middle(point.month))) y=(px(label_height(frame, point, share))) text-anchor="middle"
                        fill="currentColor" font-weight="700" stroke="white" stroke-width="3" paint-order="stroke" {
                        (short_percent(self.lang, share))
                    }
                }
            }
        }
    }

    fn end_label(&self, frame: &Frame, share: f64, below: f64) -> Markup {
        html! {
            text.tick x=(part(RIGHT)) y=(px(frame.y(share) + below)) text-anchor="end" fill="currentColor" font-size="11"
                stroke="white" stroke-width="3" paint-order="stroke" {
                (t!("indices.trend.limit", locale = self.lang.code(), percent = short_percent(self.lang, share)))
            }
        }
    }

    fn held(&self) -> impl Iterator<Item = (&Point, Control)> {
        let points = self.series.points.iter();
        points.filter_map(|point| Some((point, point.control?)))
    }

    fn is_outside(&self, month: NaiveDate) -> bool {
        let mut signals = self.series.signals.iter();
        signals.any(|signal| signal.rule == Rule::Outside && signal.from == month)
    }
}

/// Where the figure of a month is written: on the side away from what is usual, or on the other where a limit is written.
fn label_height(frame: &Frame, point: &Point, share: f64) -> f64 {
    let (above, below) = (frame.y(share) - 11.0, frame.y(share) + 20.0);
    let Some(Control { centre, limits }) = point.control else {
        return above;
    };
    let written = [
        frame.y(limits.high) + ABOVE_LIMIT,
        frame.y(limits.low) + BELOW_LIMIT,
    ];
    let is_taken = |at: f64| {
        frame.middle(point.month) > LIMITS_FROM
            && written.iter().any(|line| (line - at).abs() < LINE)
    };
    let (first, second) = if share >= centre {
        (above, below)
    } else {
        (below, above)
    };
    if is_taken(first) { second } else { first }
}

/// The limits of one month, as a pale step with dark edges.
fn limits(frame: &Frame, point: &Point) -> Markup {
    let Some(Control { limits, .. }) = point.control else {
        return html! {};
    };
    let (top, bottom) = (frame.y(limits.high), frame.y(limits.low));
    let (x, end) = (
        frame.edge(point.month),
        frame.edge(point.month) + frame.step(),
    );
    html! {
        rect.limits x=(part(x)) width=(part(end - x)) y=(px(top)) height=(px(bottom - top)) fill="currentColor" fill-opacity="0.07" {}
        @for y in [top, bottom] {
            line.limits x1=(part(x)) x2=(part(end)) y1=(px(y)) y2=(px(y)) stroke="currentColor" stroke-opacity="0.45" {}
        }
    }
}

/// A month as it is written in a row of them: 9/2026.
pub fn month_name(month: NaiveDate) -> String {
    format!("{}/{}", month.month(), month.year())
}

/// A share from 0 to 1 with one decimal, as a picture has room for: 18,2 %.
pub fn short_percent(lang: Lang, share: f64) -> String {
    let tenths = (share * 1_000.0).round() as i64;
    let mut shown = lang.hundredths(tenths * 10);
    shown.pop();
    format!("{shown}\u{a0}%")
}

fn part(percent: f64) -> String {
    format!("{percent:.2}%")
}

fn px(length: f64) -> String {
    format!("{length:.0}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::index::Share;
    use crate::indices::measure::Measure;
    use crate::indices::table::Figure;
    use crate::indices::trend::{Change, Limits, Signal};

    fn point(month: &str, satisfied: u64, persons: u64) -> Point {
        Point {
            month: month.parse().expect("a day"),
            figure: Figure {
                share: Share {
                    satisfied,
                    answers: persons,
                },
                persons,
            },
            control: (persons >= 20).then(|| Control {
                centre: 0.2,
                limits: Limits::of(0.2, persons),
            }),
        }
    }

    fn drawn(points: Vec<Point>) -> String {
        let outside = points.get(1).map(|point| Signal {
            rule: Rule::Outside,
            from: point.month,
            to: point.month,
            worse: true,
        });
        let series = Series {
            measure: Measure::Overall,
            points,
            signals: outside.into_iter().collect(),
        };
        let breaks = [Break {
            month: "2026-03-01".parse().expect("a day"),
            change: Change::Classes,
        }];
        let chart = ControlChart {
            lang: Lang::Vi,
            title: "Theo tháng",
            series: &series,
            breaks: &breaks,
            height: 160.0,
        };
        chart.render().into_string()
    }

    #[test]
    fn months_are_drawn_with_what_they_are() {
        let svg = drawn(vec![
            point("2026-01-01", 80, 100),
            point("2026-02-01", 50, 100),
            point("2026-03-01", 9, 12),
        ]);
        assert!(svg.contains(r#"role="img" aria-labelledby="trend-overall""#));
        assert_eq!(svg.matches("class=\"month\"").count(), 3);
        assert_eq!(svg.matches("class=\"unusual\"").count(), 1);
        assert_eq!(
            svg.matches("r=\"3.5\" fill=\"white\"").count(),
            1,
            "few people are hollow: {svg}"
        );
        assert_eq!(
            svg.matches("class=\"series\"").count(),
            1,
            "no line across a break: {svg}"
        );
        assert!(svg.contains("50,0\u{a0}%") && svg.contains("25,0\u{a0}%"));
        assert!(svg.contains("1/2026") && svg.contains("class=\"break\""));
        assert!(!svg.contains("style") && !svg.contains("NaN"));
    }

    #[test]
    fn without_months_there_is_no_picture() {
        assert_eq!(drawn(Vec::new()), "");
    }

    #[test]
    fn a_short_percentage_has_one_decimal() {
        assert_eq!(short_percent(Lang::Vi, 0.18249), "18,2\u{a0}%");
        assert_eq!(short_percent(Lang::En, 1.0), "100.0\u{a0}%");
    }
}
