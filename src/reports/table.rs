//! The figures of a report for spreadsheets: numbers as numbers, days as days, a row for each figure; first what the report is
//! of and how it was made.

use rust_i18n::t;

use super::figures::{Figures, Line};
use super::loaded::Loaded;
use super::paper::period_of;
use crate::indices::class_name;
use crate::rows::{Cell, Written};
use crate::web::language::Lang;

/// Names of the columns, as the office knows them.
const COLUMNS: &[&str] = &[
    "Phần",
    "Mã",
    "Nội dung",
    "Từ ngày",
    "Đến ngày",
    "Số lượng",
    "Câu hài lòng",
    "Câu trả lời",
    "Kỳ này (%)",
    "Khoảng tin cậy từ (%)",
    "Khoảng tin cậy đến (%)",
    "Cùng kỳ (%)",
    "Chênh lệch (điểm)",
    "Kết luận",
    "Mục tiêu (%)",
    "Năm gốc (%)",
    "Ghi chú",
];

/// The table.
pub fn table(loaded: &Loaded) -> Written {
    let figures = &loaded.figures;
    let mut rows = vec![about(loaded)];
    for (class, ballots) in &figures.ballots {
        let note = match figures.ground.contains(class) {
            true => "tính vào chỉ số",
            false => "không tính vào chỉ số",
        };
        let name = (class.as_str(), class_name(Lang::Vi, Some(*class)));
        rows.push(counted(figures, "Số phiếu", name, *ballots, note));
    }
    for (class, ballots) in &loaded.late {
        let name = (class.as_str(), class_name(Lang::Vi, Some(*class)));
        let note = "đến sau khi chốt, không tính vào báo cáo này";
        rows.push(counted(figures, "Số phiếu đến muộn", name, *ballots, note));
    }
    let measures = figures.measures.iter();
    rows.extend(measures.map(|line| measured(figures, "Chỉ số", line)));
    let criteria = figures.criteria.iter();
    rows.extend(criteria.map(|line| measured(figures, "Tiêu chí", line)));
    rows.extend(worked(figures));
    Written {
        columns: COLUMNS,
        rows,
    }
}

fn about(loaded: &Loaded) -> Vec<Cell> {
    let figures = &loaded.figures;
    let note = match &loaded.closing {
        Some(closing) => format!("đã chốt; SHA-256 {}", closing.digest_in_words()),
        None => "tạm tính, chưa chốt".to_owned(),
    };
    let method = format!(
        "{}, {}: tỷ lệ câu trả lời mức 4 và 5; bộ câu hỏi {}",
        figures.unit,
        period_of(figures.period, figures.year),
        figures.questionnaires.join(", ")
    );
    let name = (figures.period.as_str(), method);
    counted(figures, "Báo cáo", name, figures.ballots(), &note)
}

fn begin(figures: &Figures, part: &str, (code, name): (&str, String)) -> Vec<Cell> {
    vec![
        Cell::Text(part.to_owned()),
        Cell::Text(code.to_owned()),
        Cell::Text(name),
        Cell::Day(figures.days.0),
        Cell::Day(figures.days.1),
    ]
}

fn counted(
    figures: &Figures,
    part: &str,
    name: (&str, String),
    count: u64,
    note: &str,
) -> Vec<Cell> {
    let mut row = begin(figures, part, name);
    row.push(number(count));
    row.resize(COLUMNS.len() - 1, Cell::Empty);
    row.push(Cell::Text(note.to_owned()));
    row
}

fn measured(figures: &Figures, part: &str, line: &Line) -> Vec<Cell> {
    let percent = |percent: Option<u16>| {
        percent.map_or(Cell::Empty, |percent| Cell::Hundredths(percent.into()))
    };
    let mut row = begin(figures, part, (&line.code, line.name.clone()));
    row.extend([
        line.share.map_or(Cell::Empty, |_| number(line.persons)),
        line.share
            .map_or(Cell::Empty, |(satisfied, _)| number(satisfied)),
        line.share
            .map_or(Cell::Empty, |(_, answers)| number(answers)),
        percent(line.percent),
        percent(line.interval.map(|(low, _)| low)),
        percent(line.interval.map(|(_, high)| high)),
        percent(line.before),
        line.points
            .map_or(Cell::Empty, |points| Cell::Hundredths(points.into())),
        Cell::words(
            line.verdict
                .map(|verdict| t!(format!("indices.verdict.{verdict}"), locale = "vi")),
        ),
        percent(line.target),
        percent(line.base),
        match line.is_withheld() {
            true => Cell::Text("không nêu".to_owned()),
            false => Cell::Empty,
        },
    ]);
    row
}

fn worked(figures: &Figures) -> Vec<Vec<Cell>> {
    let (dossiers, cases) = (&figures.dossiers, &figures.cases);
    let line = |part: &str, code: &str, name: &str, count: u64| {
        counted(figures, part, (code, name.to_owned()), count, "")
    };
    vec![
        line("Hồ sơ", "received", "Tiếp nhận", dossiers.received),
        line(
            "Hồ sơ",
            "supplemented",
            "Phải bổ sung",
            dossiers.supplemented,
        ),
        line("Hồ sơ", "ended", "Giải quyết xong", dossiers.ended),
        line("Hồ sơ", "late", "Quá hạn", dossiers.late),
        line(
            "Hồ sơ",
            "apologised",
            "Quá hạn đã xin lỗi",
            dossiers.apologised,
        ),
        line(
            "Hồ sơ",
            "letters",
            "Thư xin lỗi đã ban hành",
            dossiers.letters,
        ),
        line(
            "Phản ánh, kiến nghị",
            "received",
            "Tiếp nhận",
            cases.received,
        ),
        line(
            "Phản ánh, kiến nghị",
            "in_time",
            "Xử lý xong đúng hạn",
            cases.in_time,
        ),
        line("Phản ánh, kiến nghị", "late", "Quá hạn", cases.late),
        line("Phản ánh, kiến nghị", "open", "Đang xử lý", cases.open),
        line(
            "Phản ánh, kiến nghị",
            "published",
            "Đã công khai câu trả lời",
            cases.published,
        ),
    ]
}

fn number(count: u64) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
