//! One figure with its interval beside that of the whole, for a row of a table: all rows are drawn on one scale, which
//! stands in the head of the table.

use maud::{Markup, html};

use super::{Mark, Scale, symbol};
use crate::indices::interval::Interval;

/// Height of a row and of the scale, px.
const HEIGHT: u32 = 24;
const AXIS: u32 = 18;
const MIDDLE: u32 = HEIGHT / 2;

/// The picture in one row.
#[derive(Clone, Copy, Debug)]
pub struct Range<'a> {
    /// The scale of all rows.
    pub scale: Scale,
    /// Id of its title, of which a page has one.
    pub id: &'a str,
    /// What it shows, as a sentence, for those who do not see it.
    pub title: &'a str,
    /// The figure.
    pub own: Mark,
    /// The figure of the whole; nothing in the row of the whole itself.
    pub whole: Option<Mark>,
    /// Whether the interval lies apart from that of the whole: drawn solid, else hollow.
    pub is_sure: bool,
}

impl Range<'_> {
    /// The picture.
    pub fn render(&self) -> Markup {
        let fill = if self.is_sure {
            "currentColor"
        } else {
            "white"
        };
        html! {
            svg.range width="100%" height=(HEIGHT) role="img" aria-labelledby=(self.id) {
                title id=(self.id) { (self.title) }
                g aria-hidden="true" {
                    line.track x1="3%" x2="97%" y1=(MIDDLE) y2=(MIDDLE) stroke="currentColor" stroke-opacity="0.2" {}
                    @if let Some(whole) = self.whole { (self.whole_mark(whole)) }
                    @if let Some(Interval { low, high }) = self.own.interval {
                        line.whisker x1=(self.scale.x(low)) x2=(self.scale.x(high)) y1=(MIDDLE) y2=(MIDDLE)
                            stroke="currentColor" stroke-width="3" {}
                    }
                    circle.now cx=(self.scale.x(self.own.percent)) cy=(MIDDLE) r="5" fill=(fill) stroke="currentColor" stroke-width="2" {}
                }
            }
        }
    }

    /// The interval of the whole as a pale band, itself as an upright line.
    fn whole_mark(&self, whole: Mark) -> Markup {
        let x = self.scale.x(whole.percent);
        html! {
            @if let Some(Interval { low, high }) = whole.interval {
                line.whole x1=(self.scale.x(low)) x2=(self.scale.x(high)) y1=(MIDDLE) y2=(MIDDLE)
                    stroke="currentColor" stroke-opacity="0.15" stroke-width=(HEIGHT) {}
            }
            line.whole x1=(x) x2=(x) y1="0" y2=(HEIGHT) stroke="currentColor" stroke-dasharray="3 2" {}
        }
    }

    /// The scale, for the head of the table.
    pub fn axis(scale: Scale) -> Markup {
        html! {
            svg.range width="100%" height=(AXIS) aria-hidden="true" focusable="false" font-size="11" {
                @for tick in scale.ticks().step_by(2) {
                    @let x = scale.x_of(tick);
                    line.grid x1=(x) x2=(x) y1="14" y2=(AXIS) stroke="currentColor" {}
                    text.tick x=(x) y="11" text-anchor=(end_of(tick)) fill="currentColor" {
                        (tick / 100) @if tick == Scale::END { "\u{a0}%" }
                    }
                }
            }
        }
    }

    /// One of the signs in the picture, for its key.
    pub fn sign(name: &str) -> Markup {
        symbol(html! {
            @match name {
                "whole" => {
                    rect.whole x="6" y="0" width="12" height="16" fill="currentColor" fill-opacity="0.15" {}
                    line.whole x1="12" x2="12" y1="0" y2="16" stroke="currentColor" stroke-dasharray="3 2" {}
                }
                other => {
                    @let fill = if other == "sure" { "currentColor" } else { "white" };
                    line.whisker x1="0" x2="24" y1="8" y2="8" stroke="currentColor" stroke-width="3" {}
                    circle.now cx="12" cy="8" r="5" fill=(fill) stroke="currentColor" stroke-width="2" {}
                }
            }
        })
    }
}

/// The last number would be cut at the edge of its cell.
const fn end_of(tick: u32) -> &'static str {
    if tick == Scale::END { "end" } else { "middle" }
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

    #[test]
    fn a_row_names_itself_and_is_hollow_where_nothing_is_sure() {
        let whole = mark(8_000, 10_000);
        let drawn = |is_sure| {
            let range = Range {
                scale: Scale::down_to(Some(whole.percent)),
                id: "league-7",
                title: "Xã <A>: 90 %",
                own: mark(90, 100),
                whole: Some(whole),
                is_sure,
            };
            range.render().into_string()
        };
        let sure = drawn(true);
        assert!(sure.contains(r#"role="img" aria-labelledby="league-7""#));
        assert!(sure.contains(r#"<title id="league-7">Xã &lt;A&gt;: 90 %</title>"#));
        assert!(sure.contains(r#"r="5" fill="currentColor""#));
        assert!(drawn(false).contains(r#"r="5" fill="white""#));
        assert!(!sure.contains("style") && !sure.contains("NaN"));
    }

    #[test]
    fn the_scale_in_the_head_ends_at_the_whole() {
        let axis = Range::axis(Scale::down_to(None)).into_string();
        assert!(
            axis.contains(">0</text>") && axis.contains(">80</text>"),
            "{axis}"
        );
        let full = crate::percent::Hundredths::FULL;
        let axis = Range::axis(Scale::down_to(Some(full))).into_string();
        assert!(
            axis.contains(">90</text>") && !axis.contains(">80</text>"),
            "{axis}"
        );
    }
}
