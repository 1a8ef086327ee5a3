//! The register of a year as a table for spreadsheets: with names, for the office itself.

use rust_i18n::t;

use super::pages::{kind_name, reason_name, way_name};
use super::store::Line;
use crate::clock::local_day;
use crate::rows::{Cell, Written};
use crate::web::language::Lang;

/// Names of the columns, as the office knows them (Sổ theo dõi phiếu xin lỗi).
const COLUMNS: &[&str] = &[
    "Số",
    "Ngày",
    "Đơn vị",
    "Mã hồ sơ",
    "Thủ tục hành chính",
    "Người nộp hồ sơ",
    "Về việc",
    "Lý do",
    "Chi tiết",
    "Ngày hẹn cũ",
    "Ngày hẹn mới",
    "Người ký",
    "Ngày giao",
    "Cách giao",
    "Ghi chú",
];

/// The register.
pub fn register(lines: Vec<Line>) -> Written {
    Written {
        columns: COLUMNS,
        rows: lines.into_iter().map(cells).collect(),
    }
}

fn cells(line: Line) -> Vec<Cell> {
    let day = |utc: Option<chrono::NaiveDateTime>| Cell::words(utc.map(local_day));
    vec![
        line.number
            .map_or(Cell::Empty, |number| Cell::Number(number.into())),
        day(line.issued_at),
        Cell::Text(line.unit),
        Cell::Text(line.code),
        Cell::Text(line.procedure),
        Cell::words(line.applicant),
        Cell::Text(kind_name(&line.kind, Lang::Vi)),
        Cell::Text(reason_name(&line.reason, Lang::Vi)),
        Cell::words(Some(line.words).filter(|words| !words.is_empty())),
        day(line.old_due_at),
        day(line.new_due_at),
        Cell::words(line.approved_by),
        day(line.handed_at),
        Cell::words(line.handed_way.map(|way| way_name(&way, Lang::Vi))),
        Cell::words(Some(line.handed_note).filter(|note| !note.is_empty())),
    ]
}

/// What the file of a year is called.
pub fn file_name(year: i32) -> String {
    t!("apologies.file_name", locale = "vi", year = year).into_owned()
}
