//! The tables of the leader's page for spreadsheets: one row for each figure, with the part of the page it stands in, the
//! days and the classes of evidence it is of. What the page withholds is withheld here.

use chrono::{Datelike, NaiveDate};
use rust_i18n::t;

use super::classes::{Filter, class_name};
use super::comparison::{Comparison, Points};
use super::interval::Interval;
use super::measure::Measure;
use super::pages::{LeaderPage, wording};
use super::span::Span;
use super::table::Figure;
use super::trend::Point;
use crate::error::{AppError, AppResult};
use crate::percent::Hundredths;
use crate::rows::{Cell, Format, Written};
use crate::web::language::Lang;

/// Names of the columns, as the office knows them.
const COLUMNS: &[&str] = &[
    "Đơn vị",
    "Phần",
    "Nội dung",
    "Từ ngày",
    "Đến ngày",
    "Cách lấy ý kiến",
    "Số người trả lời",
    "Câu hài lòng",
    "Câu trả lời",
    "Hài lòng (%)",
    "Khoảng tin cậy từ (%)",
    "Khoảng tin cậy đến (%)",
    "Kỳ so sánh (%)",
    "Chênh lệch (điểm)",
    "Kết luận",
    "Mục tiêu (%)",
    "Chưa hài lòng: mức thường (%)",
    "Chưa hài lòng: giới hạn dưới (%)",
    "Chưa hài lòng: giới hạn trên (%)",
    "Ghi chú",
];

/// One figure of the page.
struct Line {
    part: &'static str,
    what: String,
    days: (NaiveDate, NaiveDate),
    classes: String,
    now: Figure,
    compared: Option<(Figure, Comparison)>,
    target: Option<Hundredths>,
    control: [Cell; 3],
}

/// The name of the file.
pub fn file_name(page: &LeaderPage, format: Format) -> String {
    let Span { from, to } = page.evidence.spans.now;
    format!("chi-so-{}-{from}-{to}.{format}", page.reading.unit.code)
}

/// The format that an address names; a workbook where it names none.
///
/// # Errors
/// It is none of them.
pub fn read_format(word: Option<&str>) -> AppResult<Format> {
    let format = word.unwrap_or("xlsx").parse();
    format.map_err(|reason| AppError::Unprocessable(format!("format: {reason}")))
}

/// All tables of the page, one below the other.
pub fn tables(lang: Lang, page: &LeaderPage) -> Written {
    let withheld = page.evidence.is_withheld();
    let headline = || {
        measures(lang, page)
            .chain(criteria(lang, page))
            .chain(months(lang, page))
    };
    let own = (!withheld).then(headline).into_iter().flatten();
    let lines = own.chain(classes(lang, page)).chain(below(lang, page));
    Written {
        columns: COLUMNS,
        rows: lines
            .map(|line| line.row(lang, &page.reading.unit.name))
            .collect(),
    }
}

impl Line {
    fn of(lang: Lang, page: &LeaderPage, part: &'static str, what: String) -> Self {
        let Span { from, to } = page.evidence.spans.now;
        Self {
            part,
            what,
            days: (from, to),
            classes: page.evidence.filter.name(lang),
            now: Figure::default(),
            compared: None,
            target: None,
            control: [Cell::Empty, Cell::Empty, Cell::Empty],
        }
    }

    fn row(self, lang: Lang, unit: &str) -> Vec<Cell> {
        let Self { now, compared, .. } = self;
        let interval = now.interval_of_persons();
        let told = |count: u64| match now.share.percent() {
            Some(_) => Cell::Number(i64::try_from(count).unwrap_or(i64::MAX)),
            None => Cell::Empty,
        };
        let text = |key: String| t!(key, locale = lang.code()).into_owned();
        let note = match now.share.percent() {
            Some(_) => None,
            None if now.is_withheld() => Some(text("indices.too_few".to_owned())),
            None => Some(text("indices.no_data".to_owned())),
        };
        let mut row = vec![
            Cell::Text(unit.to_owned()),
            Cell::Text(text(format!("indices.export.{}", self.part))),
            Cell::Text(self.what),
            Cell::Day(self.days.0),
            Cell::Day(self.days.1),
            Cell::Text(self.classes),
            told(now.persons),
            told(now.share.satisfied),
            told(now.share.answers),
            percent(now.share.percent()),
            percent(interval.map(|Interval { low, .. }| low)),
            percent(interval.map(|Interval { high, .. }| high)),
            percent(compared.and_then(|(before, _)| before.share.percent())),
            points(compared.and_then(|(_, compared)| compared.points)),
            Cell::words(
                compared.map(|(_, compared)| text(format!("indices.verdict.{}", compared.verdict))),
            ),
            percent(self.target),
        ];
        row.extend(self.control);
        row.push(Cell::words(note));
        row
    }
}

fn measures(lang: Lang, page: &LeaderPage) -> impl Iterator<Item = Line> {
    Measure::ALL.iter().map(move |measure| {
        let (now, before) = page.reading.figures(*measure);
        Line {
            now,
            compared: before.zip(page.reading.comparison(*measure)),
            target: page.lines.targets.get(measure).copied(),
            ..Line::of(lang, page, "measures", measure.name(lang))
        }
    })
}

fn criteria(lang: Lang, page: &LeaderPage) -> impl Iterator<Item = Line> {
    page.reading.from_weakest().into_iter().map(move |tally| {
        let (now, compared) = page.reading.criterion(tally);
        let what = format!(
            "{} {} ({})",
            tally.criterion,
            wording(lang, &page.reading, tally),
            tally.questionnaire
        );
        Line {
            now,
            compared,
            ..Line::of(lang, page, "criteria", what)
        }
    })
}

fn months(lang: Lang, page: &LeaderPage) -> impl Iterator<Item = Line> {
    let series = page.trend.series.iter();
    series.flat_map(move |series| {
        let name = series.measure.name(lang);
        series
            .points
            .iter()
            .map(move |point| month(lang, page, name.clone(), point))
    })
}

fn month(lang: Lang, page: &LeaderPage, what: String, point: &Point) -> Line {
    let after = point.month.checked_add_months(chrono::Months::new(1));
    let last = after
        .and_then(|after| after.pred_opt())
        .unwrap_or(point.month);
    let is_today_within = last.year() == page.today.year() && last.month() == page.today.month();
    let control = point.control.map(|control| {
        [control.centre, control.limits.low, control.limits.high]
            .map(|share| percent(Some(Hundredths::of_proportion(share))))
    });
    Line {
        days: (point.month, if is_today_within { page.today } else { last }),
        now: point.figure,
        control: control.unwrap_or([Cell::Empty, Cell::Empty, Cell::Empty]),
        ..Line::of(lang, page, "months", what)
    }
}

fn classes(lang: Lang, page: &LeaderPage) -> impl Iterator<Item = Line> {
    page.evidence.classes().into_iter().map(move |line| Line {
        now: line.now,
        compared: line
            .before
            .map(|before| (before, Comparison::of(line.now, before))),
        classes: class_name(lang, line.class),
        ..Line::of(lang, page, "classes", Measure::Overall.name(lang))
    })
}

fn below(lang: Lang, page: &LeaderPage) -> impl Iterator<Item = Line> {
    page.league.units().map(move |unit| {
        let line = Line::of(lang, page, "below", unit.unit.name.clone());
        Line {
            now: unit.now,
            compared: unit.compared,
            classes: match unit.ever_fallen_back {
                true => Filter::All.name(lang),
                false => line.classes.clone(),
            },
            ..line
        }
    })
}

/// A percentage, or nothing.
pub fn percent(percent: Option<Hundredths>) -> Cell {
    percent.map_or(Cell::Empty, |percent| {
        Cell::Hundredths(percent.value().into())
    })
}

/// A difference, or nothing.
pub fn points(points: Option<Points>) -> Cell {
    points.map_or(Cell::Empty, |points| {
        Cell::Hundredths(points.value().into())
    })
}
