//! The two pictures of a report, in tenths of a millimetre, readable in grey: the indices against the other year and what was
//! promised, and the months.

use chrono::Datelike;
use maud::{Markup, html};

use super::figures::{Figures, Line, Month};
use crate::paper::Picture;
use crate::percent::Hundredths;
use crate::web::language::Lang;

/// Width of a picture in millimetres.
const WIDTH: u32 = 160;
/// Where bars begin, and how long one of 100 % is.
const BARS: (u32, u32) = (560, 840);
/// Height of a line of two bars.
const LINE: u32 = 96;
/// Height of the months' scale, and the room on its left.
const HEIGHT: u32 = 260;
const MARGIN: u32 = 70;

/// The indices; nothing where there is none to show.
pub fn indices(figures: &Figures) -> Option<Picture> {
    figures.overall()?.percent?;
    let lines = figures.measures.iter().zip(0_u32..);
    let height = 20 + LINE * u32::try_from(figures.measures.len()).ok()? + 60;
    let drawn = html! {
        @for (line, at) in lines { (bars(line, 20 + at * LINE)) }
        g font-size="30" {
            rect x=(BARS.0) y=(height - 40) width="40" height="26" fill="#1f4e79" {}
            text x=(BARS.0 + 52) y=(height - 17) { "Kỳ này" }
            rect x=(BARS.0 + 260) y=(height - 40) width="40" height="26" fill="#d0d7de" stroke="#57606a" stroke-width="2" {}
            text x=(BARS.0 + 312) y=(height - 17) { "Cùng kỳ năm trước" }
            line x1=(BARS.0 + 720) y1=(height - 46) x2=(BARS.0 + 720) y2=(height - 8) stroke="#000" stroke-width="6" {}
            text x=(BARS.0 + 738) y=(height - 17) { "Mục tiêu" }
        }
    };
    let told = figures.measures.iter().filter_map(|line| {
        let percent = Lang::Vi.percent(Hundredths::new(line.percent?.into())?);
        Some(format!("{}: {percent}", line.name))
    });
    let title = told.collect::<Vec<_>>().join("; ");
    Some(Picture::new(
        "Chỉ số hài lòng so với cùng kỳ và mục tiêu (%)".to_owned(),
        title,
        (WIDTH, height.div_ceil(10)),
        drawn,
    ))
}

fn bars(line: &Line, y: u32) -> Markup {
    let weight = if line.code == "overall" {
        "bold"
    } else {
        "normal"
    };
    html! {
        @for (part, row) in halves(&line.name).into_iter().zip(0_u32..) {
            text x="0" y=(y + 36 + row * 34) font-size="30" font-weight=(weight) { (part) }
        }
        @if let Some(before) = line.before {
            rect x=(BARS.0) y=(y + 40) width=(length(before)) height="30" fill="#d0d7de" stroke="#57606a" stroke-width="2" {}
            text x=(BARS.0 + length(before) + 12) y=(y + 66) font-size="26" fill="#424a53" { (number(before)) }
        }
        @match line.percent {
            Some(now) => {
                rect x=(BARS.0) y=(y + 4) width=(length(now)) height="34" fill="#1f4e79" {}
                @let end = length(now).max(line.target.map_or(0, length));
                text x=(BARS.0 + end + 12) y=(y + 33) font-size="30" font-weight="bold" { (number(now)) }
            }
            None => text x=(BARS.0 + 12) y=(y + 33) font-size="28" { "chưa đủ người trả lời để nêu" },
        }
        @if let Some(target) = line.target {
            line x1=(BARS.0 + length(target)) y1=(y) x2=(BARS.0 + length(target)) y2=(y + 42) stroke="#000" stroke-width="6" {}
        }
    }
}

/// The months as points on a scale that is cut and says so; nothing where fewer than two have a figure.
pub fn months(figures: &Figures) -> Option<Picture> {
    let percents: Vec<u16> = figures
        .months
        .iter()
        .filter_map(|month| month.percent)
        .collect();
    let (low, high) = (*percents.iter().min()?, *percents.iter().max()?);
    if percents.len() < 2 {
        return None;
    }
    let scale = Scale {
        low: low.saturating_sub(500) / 1_000 * 1_000,
        high: (high + 500).div_ceil(1_000).min(10) * 1_000,
        step: (WIDTH * 10 - MARGIN) / u32::try_from(figures.months.len()).ok()?.max(6),
    };
    let months = || figures.months.iter().zip(0_u32..);
    let pairs = months().zip(months().skip(1));
    let drawn = html! {
        @for percent in [scale.low, scale.high] {
            @let y = scale.y(percent);
            line x1=(MARGIN) y1=(y) x2=(WIDTH * 10) y2=(y) stroke="#57606a" stroke-width="2" {}
            text x=(MARGIN - 12) y=(y + 10) font-size="28" text-anchor="end" { (percent / 100) }
        }
        @for ((one, at), (other, next)) in pairs {
            @if let (Some(from), Some(to)) = (one.percent, other.percent) {
                line x1=(scale.x(at)) y1=(scale.y(from)) x2=(scale.x(next)) y2=(scale.y(to)) stroke="#1f4e79" stroke-width="5" {}
            }
        }
        @for (month, at) in months() { (point(month, scale.x(at), &scale)) }
    };
    let told = figures.months.iter().filter_map(|month| {
        let percent = Lang::Vi.percent(Hundredths::new(month.percent?.into())?);
        Some(format!("{}: {percent}", name(month)))
    });
    let title = told.collect::<Vec<_>>().join("; ");
    let caption = format!(
        "Chỉ số hài lòng chung theo tháng (thang từ {} đến {} %)",
        scale.low / 100,
        scale.high / 100
    );
    Some(Picture::new(
        caption,
        title,
        (WIDTH, (HEIGHT + 90) / 10),
        drawn,
    ))
}

/// Where months stand.
struct Scale {
    low: u16,
    high: u16,
    step: u32,
}

impl Scale {
    fn x(&self, at: u32) -> u32 {
        MARGIN + at * self.step + self.step / 2
    }

    fn y(&self, percent: u16) -> u32 {
        let span = u32::from(self.high - self.low).max(1);
        40 + HEIGHT - HEIGHT * u32::from(percent.saturating_sub(self.low)) / span
    }
}

fn point(month: &Month, x: u32, scale: &Scale) -> Markup {
    html! {
        @if let Some(percent) = month.percent {
            @let y = scale.y(percent);
            circle cx=(x) cy=(y) r="11" fill="#1f4e79" {}
            text x=(x) y=(y - 22) font-size="28" text-anchor="middle" { (number(percent)) }
        }
        text x=(x) y=(HEIGHT + 80) font-size="28" text-anchor="middle" { (name(month)) }
    }
}

fn name(month: &Month) -> String {
    format!("{:02}/{}", month.first.month(), month.first.year() % 100)
}

fn length(percent: u16) -> u32 {
    BARS.1 * u32::from(percent) / 10_000
}

fn number(percent: u16) -> String {
    Lang::Vi.hundredths(percent.into())
}

/// A name in at most two lines, broken near its middle.
fn halves(name: &str) -> Vec<String> {
    const LINE: usize = 36;
    if name.chars().count() <= LINE {
        return vec![name.to_owned()];
    }
    let words: Vec<&str> = name.split(' ').collect();
    let length = |words: &[&str]| words.join(" ").chars().count();
    let at = (1..words.len())
        .find(|at| words.split_at(*at).0.join(" ").chars().count() * 2 >= length(&words))
        .unwrap_or(words.len());
    let (first, second) = words.split_at(at);
    let shortened: String = second.join(" ").chars().take(LINE + 6).collect();
    vec![first.join(" "), shortened]
}
