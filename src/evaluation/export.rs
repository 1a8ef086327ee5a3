//! An evaluation as a table for spreadsheets: the unit and those directly below it, one row each. Of officers it says
//! nothing.

use rust_i18n::t;

use super::pages::Shown;
use super::points::Indicator;
use super::reading::Evaluation;
use super::scale::Tenths;
use crate::rows::{Cell, Written};
use crate::units::Unit;

/// Names of the columns, as the office knows them.
const COLUMNS: &[&str] = &[
    "Mã đơn vị",
    "Đơn vị",
    "Kỳ",
    "Số hồ sơ",
    "Chỉ số 1",
    "Chỉ số 2",
    "Chỉ số 3",
    "Chỉ số 4",
    "Chỉ số 5",
    "Chỉ số 6",
    "Chỉ số 7",
    "Chỉ số 8",
    "Chỉ số 9",
    "Tổng điểm",
    "Trên tổng",
    "Số chỉ số có dữ liệu",
    "Xếp loại",
];

/// The table.
pub fn workbook(shown: &Shown) -> Written {
    let period = shown.period_name();
    let own = std::iter::once((&shown.unit, &shown.evaluation));
    let below = shown
        .below
        .iter()
        .map(|(unit, evaluation)| (unit, evaluation));
    Written {
        columns: COLUMNS,
        rows: own
            .chain(below)
            .map(|(unit, of)| row(unit, of, &period))
            .collect(),
    }
}

fn row(unit: &Unit, evaluation: &Evaluation, period: &str) -> Vec<Cell> {
    let sheet = &evaluation.sheet;
    let points = |tenths: Tenths| format!("{},{}", tenths.value() / 10, tenths.value() % 10);
    let number = |count: u64| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let mut cells = vec![
        Cell::Text(unit.code.clone()),
        Cell::Text(unit.name.clone()),
        Cell::Text(period.to_owned()),
        number(evaluation.files.all),
    ];
    cells.extend(
        Indicator::ALL
            .iter()
            .map(|it| Cell::words(sheet.of(*it).map(points))),
    );
    let class = sheet.class();
    cells.extend([
        Cell::Text(points(sheet.total())),
        number(sheet.possible().value() / 10),
        number(sheet.known() as u64),
        Cell::words(class.map(|class| t!(format!("evaluation.class.{class}"), locale = "vi"))),
    ]);
    cells
}
