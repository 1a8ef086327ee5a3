//! The months of one unit, small: one picture of many that are drawn on one scale. Months that are not told are gaps.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::Scale;
use crate::indices::comparison::FEWEST_PERSONS;
use crate::indices::league::Month;
use crate::percent::Hundredths;

/// Height, and the room above and below the months, px.
const HEIGHT: f64 = 56.0;
const ROOM: f64 = 5.0;
/// The edge at the left and the right, in hundredths of the width.
const EDGE: f64 = 2.0;

/// The picture of one unit.
#[derive(Clone, Copy, Debug)]
pub struct Multiple<'a> {
    /// The scale of all pictures.
    pub scale: Scale,
    /// Id of its title, of which a page has one.
    pub id: &'a str,
    /// What it shows, as a sentence, for those who do not see it.
    pub title: &'a str,
    /// The first month, and how many are drawn.
    pub span: (NaiveDate, u32),
    /// The months that are told.
    pub months: &'a [Month],
    /// The figure of the whole.
    pub whole: Option<Hundredths>,
}

impl Multiple<'_> {
    /// The picture. Its width follows its place.
    pub fn render(&self) -> Markup {
        let last = self.months.last().map(|month| month.month);
        html! {
            svg.multiple width="100%" height=(HEIGHT) role="img" aria-labelledby=(self.id) {
                title id=(self.id) { (self.title) }
                g aria-hidden="true" {
                    line.floor x1="0" x2="100%" y1=(HEIGHT - 1.0) y2=(HEIGHT - 1.0) stroke="currentColor" stroke-opacity="0.3" {}
                    @for year in self.years() {
                        line.year x1=(year) x2=(year) y1="0" y2=(HEIGHT) stroke="currentColor" stroke-opacity="0.2" {}
                    }
                    @if let Some(whole) = self.whole {
                        line.whole x1="0" x2="100%" y1=(self.y(whole)) y2=(self.y(whole))
                            stroke="currentColor" stroke-opacity="0.5" stroke-dasharray="4 3" {}
                    }
                    @for pair in self.months.windows(2) { (self.line(pair)) }
                    @for month in self.months { (self.dot(month, Some(month.month) == last)) }
                }
            }
        }
    }

    /// Where years begin, but for the first.
    fn years(&self) -> impl Iterator<Item = String> {
        let at = (1..self.span.1).filter(|at| (self.span.0.month0() + at).is_multiple_of(12));
        at.map(|at| self.part(f64::from(at)))
    }

    /// The line from one month to the next, if they follow each other and were asked alike.
    fn line(&self, pair: &[Month]) -> Markup {
        let [from, to] = pair else { return html! {} };
        let follows = self.at(to) == self.at(from) + 1;
        html! {
            @if let (Some(start), Some(end), true) = (from.figure.share.percent(), to.figure.share.percent(), follows && !to.breaks) {
                line.series x1=(self.x(from)) x2=(self.x(to)) y1=(self.y(start)) y2=(self.y(end))
                    stroke="currentColor" stroke-width="1.5" {}
            }
        }
    }

    fn dot(&self, month: &Month, is_last: bool) -> Markup {
        let is_solid = month.figure.persons >= FEWEST_PERSONS;
        let fill = if is_solid { "currentColor" } else { "white" };
        let radius = if is_last { "4" } else { "2" };
        html! {
            @if let Some(percent) = month.figure.share.percent() {
                circle.month cx=(self.x(month)) cy=(self.y(percent)) r=(radius) fill=(fill) stroke="currentColor" {}
            }
        }
    }

    /// How many months lie between the first one and this.
    fn at(&self, month: &Month) -> i32 {
        let count = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        count(month.month) - count(self.span.0)
    }

    fn x(&self, month: &Month) -> String {
        self.part(f64::from(self.at(month)) + 0.5)
    }

    fn part(&self, months: f64) -> String {
        let wide = 100.0 - 2.0 * EDGE;
        format!(
            "{:.2}%",
            EDGE + wide * months / f64::from(self.span.1.max(1))
        )
    }

    fn y(&self, percent: Hundredths) -> String {
        let part = self.scale.part(percent.value().into());
        format!("{:.1}", ROOM + (HEIGHT - 2.0 * ROOM) * (1.0 - part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::index::Share;
    use crate::indices::table::Figure;

    fn month(day: &str, persons: u64, breaks: bool) -> Month {
        let share = Share {
            satisfied: persons,
            answers: persons,
        };
        Month {
            month: day.parse().expect("a day"),
            figure: Figure { share, persons },
            breaks,
        }
    }

    #[test]
    fn a_gap_or_another_way_of_asking_is_no_line() {
        let months = [
            month("2025-10-01", 40, false),
            month("2025-11-01", 40, false),
            month("2026-01-01", 12, false),
            month("2026-02-01", 40, true),
        ];
        let drawn = Multiple {
            scale: Scale::down_to(None),
            id: "course-1",
            title: "Xã A",
            span: (months[0].month, 5),
            months: &months,
            whole: Hundredths::new(8_000),
        };
        let svg = drawn.render().into_string();
        assert_eq!(svg.matches("class=\"series\"").count(), 1, "{svg}");
        assert_eq!(svg.matches("class=\"year\"").count(), 1);
        assert_eq!(svg.matches("fill=\"white\"").count(), 1, "twelve are few");
        assert!(svg.contains(r#"<title id="course-1">Xã A</title>"#));
        assert!(!svg.contains("style") && !svg.contains("NaN"));
    }
}
