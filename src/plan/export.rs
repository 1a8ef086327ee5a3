//! A plan as a table for spreadsheets: a row for each item, and below it one for each of its tasks.

use rust_i18n::t;

use super::paper::{base, now, target};
use super::task::Task;
use super::whole::{Line, Whole};
use crate::rows::{Cell, Written};
use crate::web::language::Lang;

/// Names of the columns, as the office knows them.
const COLUMNS: &[&str] = &[
    "Phần",
    "Chỉ tiêu",
    "Năm gốc",
    "Chỉ tiêu năm",
    "Đến nay",
    "Tình hình",
    "Vì sao",
    "Nhiệm vụ",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Trạng thái",
    "Ghi nhận gần nhất",
];
/// Columns that belong to tasks.
const OF_TASKS: usize = 6;

/// The table.
pub fn workbook(whole: &Whole) -> Written {
    let rows = whole.sections().into_iter().flat_map(|(_, lines)| lines);
    let rows = rows.flat_map(|line| {
        let own = std::iter::once(item(line));
        own.chain(line.tasks.iter().map(|task| row(line, task)))
    });
    Written {
        columns: COLUMNS,
        rows: rows.collect(),
    }
}

fn item(line: &Line) -> Vec<Cell> {
    let word = |key: String| t!(key, locale = "vi").into_owned();
    let cells = [
        line.item.section.clone(),
        line.item.name.clone(),
        base(line, Lang::Vi),
        target(line, Lang::Vi),
        now(line, Lang::Vi),
        word(format!("plan.status.{}", line.status)),
        word(format!("plan.why.{}", line.why)),
    ];
    let cells = cells.into_iter().map(Cell::Text);
    cells.chain(vec![Cell::Empty; OF_TASKS]).collect()
}

fn row(line: &Line, task: &Task) -> Vec<Cell> {
    let state = t!(format!("plan.task_state.{}", task.state), locale = "vi");
    let mut cells = vec![
        Cell::Text(line.item.section.clone()),
        Cell::Text(line.item.name.clone()),
    ];
    cells.extend(vec![Cell::Empty; 5]);
    cells.extend([
        Cell::Text(task.words.clone()),
        Cell::Text(task.lead.clone()),
        Cell::Text(task.joining()),
        Cell::words(task.due),
        Cell::Text(state.into_owned()),
        Cell::words(task.notes.last().map(|note| note.words.as_str())),
    ]);
    cells
}
