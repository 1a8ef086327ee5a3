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
/// Height of the columns of months.
const COLUMNS: u32 = 320;

/// The indices; nothing where there is none to show.
pub fn indices(figures: &Figures) -> Option<Picture> {
    figures.overall()?.percent?;
    let lines = figures.measures.iter().zip(0_u32..);
    let height = 20 + LINE * u32::try_from(figures.measures.len()).ok()? + 60;
    let year = figures.year;
    let drawn = html! {
        @for (line, at) in lines { (bars(line, 20 + at * LINE)) }
        g font-size="30" {
            rect x=(BARS.0) y=(height - 40) width="40" height="26" fill="#1f4e79" {}
            text x=(BARS.0 + 52) y=(height - 17) { "Năm " (year) }
            rect x=(BARS.0 + 260) y=(height - 40) width="40" height="26" fill="#d0d7de" stroke="#57606a" stroke-width="2" {}
            text x=(BARS.0 + 312) y=(height - 17) { "Cùng kỳ năm " (year - 1) }
            line x1=(BARS.0 + 650) y1=(height - 46) x2=(BARS.0 + 650) y2=(height - 8) stroke="#000" stroke-width="6" {}
            text x=(BARS.0 + 668) y=(height - 17) { "Mục tiêu" }
        }
    };
    let told = figures.measures.iter().filter_map(|line| {
        let percent = Lang::Vi.percent(Hundredths::new(line.percent?.into())?);
        Some(format!("{}: {percent}", line.name))
    });
    let title = told.collect::<Vec<_>>().join("; ");
    Some(Picture::new(
        "Hình 1. Chỉ số hài lòng so với cùng kỳ và mục tiêu (%)".to_owned(),
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
                text x=(BARS.0 + length(now) + 12) y=(y + 33) font-size="30" font-weight="bold" { (number(now)) }
            }
            None => text x=(BARS.0 + 12) y=(y + 33) font-size="28" { "chưa đủ người trả lời để nêu" },
        }
        @if let Some(target) = line.target {
            line x1=(BARS.0 + length(target)) y1=(y) x2=(BARS.0 + length(target)) y2=(y + 42) stroke="#000" stroke-width="6" {}
        }
    }
}

/// The months; nothing where fewer than two have a figure.
pub fn months(figures: &Figures) -> Option<Picture> {
    let told = figures
        .months
        .iter()
        .filter(|month| month.percent.is_some());
    if told.count() < 2 {
        return None;
    }
    let count = u32::try_from(figures.months.len()).ok()?;
    let step = WIDTH * 10 / count.max(6);
    let base = 40 + COLUMNS;
    let drawn = html! {
        @for (month, at) in figures.months.iter().zip(0_u32..) { (column(month, at * step, step, base)) }
        line x1="0" y1=(base) x2=(WIDTH * 10) y2=(base) stroke="#000" stroke-width="3" {}
    };
    let told = figures.months.iter().filter_map(|month| {
        let percent = Lang::Vi.percent(Hundredths::new(month.percent?.into())?);
        Some(format!("{}: {percent}", name(month)))
    });
    let title = told.collect::<Vec<_>>().join("; ");
    Some(Picture::new(
        "Hình 2. Chỉ số hài lòng chung theo tháng (%)".to_owned(),
        title,
        (WIDTH, (base + 70) / 10),
        drawn,
    ))
}

fn column(month: &Month, x: u32, step: u32, base: u32) -> Markup {
    let (middle, width) = (x + step / 2, step * 6 / 10);
    html! {
        @match month.percent {
            Some(percent) => {
                @let height = COLUMNS * u32::from(percent) / 10_000;
                rect x=(middle - width / 2) y=(base - height) width=(width) height=(height) fill="#1f4e79" {}
                text x=(middle) y=(base - height - 10) font-size="28" text-anchor="middle" { (number(percent)) }
            }
            None => text x=(middle) y=(base - 10) font-size="28" text-anchor="middle" { "–" },
        }
        text x=(middle) y=(base + 38) font-size="28" text-anchor="middle" { (name(month)) }
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
