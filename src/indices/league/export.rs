//! The league and the months for spreadsheets: one row for each figure. What the page withholds is withheld here.

use chrono::{Months, NaiveDate};
use rust_i18n::t;

use super::pages::LeaguePage;
use super::{Month, Place, UnitBelow};
use crate::indices::classes::Filter;
use crate::indices::comparison::Comparison;
use crate::indices::export::{percent, points};
use crate::indices::interval::Interval;
use crate::indices::table::Figure;
use crate::rows::{Cell, Format, Written};
use crate::web::language::Lang;

/// Names of the columns, as the office knows them.
const COLUMNS: &[&str] = &[
    "Đơn vị cấp trên",
    "Phần",
    "Đơn vị",
    "Mã đơn vị",
    "Từ ngày",
    "Đến ngày",
    "Cách lấy ý kiến",
    "Số người trả lời",
    "Câu hài lòng",
    "Câu trả lời",
    "Hài lòng (%)",
    "Khoảng tin cậy từ (%)",
    "Khoảng tin cậy đến (%)",
    "Hạng cao nhất có thể",
    "Hạng thấp nhất có thể",
    "So với mức chung",
    "Kỳ so sánh (%)",
    "Chênh lệch (điểm)",
    "Kết luận",
    "Ghi chú",
];

/// One figure.
struct Line<'a> {
    part: &'static str,
    unit: (&'a str, &'a str),
    days: (NaiveDate, NaiveDate),
    fallen_back: bool,
    now: Figure,
    place: Option<&'a Place>,
    compared: Option<(Figure, Comparison)>,
    note: Option<String>,
}

/// The name of the file.
pub fn file_name(page: &LeaguePage, format: Format) -> String {
    let (from, to) = (page.spans.now.from, page.spans.now.to);
    format!("xep-hang-{}-{from}-{to}.{format}", page.unit.code)
}

/// The whole, the units and their months, one below the other.
pub fn tables(lang: Lang, page: &LeaguePage) -> Written {
    let lines = whole(page)
        .into_iter()
        .chain(units(lang, page))
        .chain(months(page));
    Written {
        columns: COLUMNS,
        rows: lines.map(|line| line.row(lang, page)).collect(),
    }
}

fn whole(page: &LeaguePage) -> Option<Line<'_>> {
    let line = Line {
        compared: page.league.compared,
        ..Line::of(page, "whole", (&page.unit.name, &page.unit.code))
    };
    (!page.league.is_empty()).then_some(Line {
        now: page.league.whole,
        ..line
    })
}

fn units(lang: Lang, page: &LeaguePage) -> impl Iterator<Item = Line<'_>> {
    let places = page.league.places.iter().map(|place| Line {
        place: Some(place),
        ..of_unit(page, &place.below)
    });
    let others = page.league.others.iter().map(move |other| Line {
        note: Some(t!(format!("league.why.{}", other.why), locale = lang.code()).into_owned()),
        ..of_unit(page, &other.below)
    });
    places.chain(others)
}

fn of_unit<'a>(page: &'a LeaguePage, below: &'a UnitBelow) -> Line<'a> {
    Line {
        fallen_back: below.ever_fallen_back,
        now: below.now,
        compared: below.compared,
        ..Line::of(page, "unit", (&below.unit.name, &below.unit.code))
    }
}

fn months(page: &LeaguePage) -> impl Iterator<Item = Line<'_>> {
    page.league.units().flat_map(move |below| {
        let months = page.courses.of_unit(below.unit.id).unwrap_or_default();
        let month = move |month: &Month| {
            let after = month.month.checked_add_months(Months::new(1));
            let last = after.and_then(|after| after.pred_opt());
            Line {
                days: (month.month, last.unwrap_or(month.month)),
                fallen_back: below.fallen_back,
                now: month.figure,
                ..Line::of(page, "month", (&below.unit.name, &below.unit.code))
            }
        };
        months.iter().map(month)
    })
}

impl<'a> Line<'a> {
    fn of(page: &LeaguePage, part: &'static str, unit: (&'a str, &'a str)) -> Self {
        Self {
            part,
            unit,
            days: (page.spans.now.from, page.spans.now.to),
            fallen_back: false,
            now: Figure::default(),
            place: None,
            compared: None,
            note: None,
        }
    }

    fn row(self, lang: Lang, page: &LeaguePage) -> Vec<Cell> {
        let text = |key: String| t!(key, locale = lang.code()).into_owned();
        let interval = self.now.interval_of_persons();
        let told = |count: u64| match self.now.share.percent() {
            Some(_) => Cell::Number(i64::try_from(count).unwrap_or(i64::MAX)),
            None => Cell::Empty,
        };
        let places = self.place.and_then(|place| place.rank);
        let rank = |place: Option<usize>| {
            let place = place.and_then(|place| i64::try_from(place).ok());
            place.map_or(Cell::Empty, Cell::Number)
        };
        let side = self
            .place
            .map(|place| text(format!("league.side.{}", place.side)));
        let verdict = |(_, compared): (Figure, Comparison)| {
            text(format!("indices.verdict.{}", compared.verdict))
        };
        let filter = match self.fallen_back {
            true => Filter::All,
            false => page.filter,
        };
        vec![
            Cell::Text(page.unit.name.clone()),
            Cell::Text(text(format!("league.export.{}", self.part))),
            Cell::Text(self.unit.0.to_owned()),
            Cell::Text(self.unit.1.to_owned()),
            Cell::Text(self.days.0.to_string()),
            Cell::Text(self.days.1.to_string()),
            Cell::Text(filter.name(lang)),
            told(self.now.persons),
            told(self.now.share.satisfied),
            told(self.now.share.answers),
            percent(self.now.share.percent()),
            percent(interval.map(|Interval { low, .. }| low)),
            percent(interval.map(|Interval { high, .. }| high)),
            rank(places.map(|places| places.best)),
            rank(places.map(|places| places.worst)),
            Cell::words(side),
            percent(self.compared.and_then(|(before, _)| before.share.percent())),
            points(self.compared.and_then(|(_, compared)| compared.points)),
            Cell::words(self.compared.map(verdict)),
            Cell::words(self.note),
        ]
    }
}
