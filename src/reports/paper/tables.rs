//! The tables of a report. Their columns are 160 mm together.

use chrono::NaiveDate;

use crate::indices::{Ballots, Verdict, class_name, is_too_few};
use crate::paper::{Column, Row, Table};
use crate::percent::Hundredths;
use crate::reports::figures::{Figures, Line};
use crate::web::language::Lang;

/// How many of the weakest criteria are named.
const WEAKEST: usize = 3;

/// Ballots by class of evidence, and which of them the indices stand on.
pub fn ballots(figures: &Figures) -> Table {
    let mut classes: Vec<_> = figures
        .ballots
        .keys()
        .chain(figures.ballots_before.keys())
        .collect();
    classes.sort_unstable();
    classes.dedup();
    let count = |of: &Ballots, class| Lang::Vi.number(of.get(class).copied().unwrap_or(0));
    let mut rows: Vec<Row> = classes
        .into_iter()
        .map(|class| {
            let is_ground = figures.ground.contains(class);
            Row::Cells(vec![
                class_name(Lang::Vi, Some(*class)),
                count(&figures.ballots, class),
                count(&figures.ballots_before, class),
                if is_ground { "có" } else { "không" }.to_owned(),
            ])
        })
        .collect();
    if figures.ballots_by_file > 0 {
        rows.push(Row::Cells(vec![
            "Nhận bằng tệp đã ký từ đơn vị khác".to_owned(),
            Lang::Vi.number(figures.ballots_by_file),
            Lang::Vi.number(figures.ballots_by_file_before),
            String::new(),
        ]));
    }
    rows.push(Row::Cells(vec![
        "Tổng số".to_owned(),
        Lang::Vi.number(figures.ballots()),
        Lang::Vi
            .number(figures.ballots_before.values().sum::<u64>() + figures.ballots_by_file_before),
        String::new(),
    ]));
    Table {
        columns: vec![
            Column::words("Cách lấy ý kiến", 76),
            Column::figures("Số phiếu kỳ này", 28),
            Column::figures("Số phiếu cùng kỳ", 28),
            Column::figures("Tính vào chỉ số", 28),
        ],
        rows,
    }
}

/// The indices.
pub fn measures(figures: &Figures) -> Table {
    let row = |line: &Line| {
        let mut cells = vec![
            line.name.clone(),
            persons(line),
            if line.is_withheld() {
                "không nêu".to_owned()
            } else {
                percent(line.percent)
            },
            interval(line),
            percent(line.before),
            points(line),
            percent(line.target),
        ];
        if figures.base_year.is_some() {
            cells.push(percent(line.base));
        }
        Row::Cells(cells)
    };
    let name_mm = if figures.base_year.is_some() { 32 } else { 48 };
    let mut columns = vec![
        Column::words("Nội dung", name_mm),
        Column::figures("Số người", 16),
        Column::figures("Kỳ này (%)", 17),
        Column::figures("Khoảng tin cậy 95 % (%)", 28),
        Column::figures("Cùng kỳ (%)", 16),
        Column::figures("Chênh lệch (điểm)", 19),
        Column::figures("Mục tiêu (%)", 16),
    ];
    if let Some(year) = figures.base_year {
        columns.push(Column::figures(format!("Năm {year} (%)"), 16));
    }
    Table {
        columns,
        rows: figures.measures.iter().map(row).collect(),
    }
}

/// The weakest criteria that may be told; nothing where there is none.
pub fn weakest(figures: &Figures) -> Option<Table> {
    let told = figures.criteria.iter();
    let rows: Vec<Row> = told
        .filter(|line| line.percent.is_some())
        .take(WEAKEST)
        .map(|line| {
            Row::Cells(vec![
                line.code.clone(),
                line.name.clone(),
                persons(line),
                percent(line.percent),
                percent(line.before),
                points(line),
            ])
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        columns: vec![
            Column::figures("Mã", 12),
            Column::words("Tiêu chí", 63),
            Column::figures("Số người", 19),
            Column::figures("Kỳ này (%)", 21),
            Column::figures("Cùng kỳ (%)", 21),
            Column::figures("Chênh lệch (điểm)", 24),
        ],
        rows,
    })
}

/// Dossiers, apologies and complaints.
pub fn work(figures: &Figures) -> Table {
    let (dossiers, cases) = (&figures.dossiers, &figures.cases);
    let in_time = dossiers.ended.saturating_sub(dossiers.late);
    let count = |name: &str, count: u64| {
        Row::Cells(vec![name.to_owned(), Lang::Vi.number(count), String::new()])
    };
    let part = |name: &str, part: u64, whole: u64| {
        let rate = Hundredths::of_ratio(part.into(), whole.into());
        let rate = rate.map_or_else(String::new, |rate| Lang::Vi.hundredths(rate.value().into()));
        Row::Cells(vec![name.to_owned(), Lang::Vi.number(part), rate])
    };
    Table {
        columns: vec![
            Column::words("Nội dung", 104),
            Column::figures("Số lượng", 28),
            Column::figures("Tỷ lệ (%)", 28),
        ],
        rows: vec![
            Row::Part("Hồ sơ thủ tục hành chính".to_owned()),
            count("Tiếp nhận trong kỳ", dossiers.received),
            part(
                "Trong đó phải bổ sung hồ sơ",
                dossiers.supplemented,
                dossiers.received,
            ),
            count(
                "Giải quyết xong trong kỳ (có kết quả hoặc từ chối)",
                dossiers.ended,
            ),
            part("Đúng hạn và trước hạn", in_time, dossiers.ended),
            part("Quá hạn", dossiers.late, dossiers.ended),
            part(
                "Hồ sơ quá hạn đã có thư xin lỗi",
                dossiers.apologised,
                dossiers.late,
            ),
            count("Thư xin lỗi đã ban hành trong kỳ", dossiers.letters),
            Row::Part("Phản ánh, kiến nghị, khiếu nại, tố cáo tiếp nhận trong kỳ".to_owned()),
            count("Tiếp nhận", cases.received),
            part("Xử lý xong đúng hạn", cases.in_time, cases.received),
            part("Quá hạn", cases.late, cases.received),
            count("Đang xử lý", cases.open),
            count("Câu trả lời đã công khai", cases.published),
        ],
    }
}

/// What the plan still has to do.
pub fn tasks(figures: &Figures) -> Table {
    let row = |(at, (task, lead, due)): (usize, &(String, String, Option<NaiveDate>))| {
        Row::Cells(vec![
            (at + 1).to_string(),
            task.clone(),
            lead.clone(),
            due.map_or_else(String::new, |day| Lang::Vi.date(day)),
        ])
    };
    Table {
        columns: vec![
            Column::figures("TT", 11),
            Column::words("Nhiệm vụ", 84),
            Column::words("Chủ trì", 38),
            Column::figures("Thời hạn", 27),
        ],
        rows: figures.tasks.iter().enumerate().map(row).collect(),
    }
}

/// "80,00", or a dash.
pub fn percent(percent: Option<u16>) -> String {
    percent.map_or_else(
        || "–".to_owned(),
        |percent| Lang::Vi.hundredths(percent.into()),
    )
}

/// "72,32 – 87,00", or a dash.
pub fn interval(line: &Line) -> String {
    let shown = |percent: u16| Lang::Vi.hundredths(percent.into());
    let between = |(low, high)| format!("{} – {}", shown(low), shown(high));
    line.interval.map_or_else(|| "–".to_owned(), between)
}

/// How many people; of few only that they are few.
pub fn persons(line: &Line) -> String {
    match is_too_few(line.persons) {
        true => "dưới 10".to_owned(),
        false => Lang::Vi.number(line.persons),
    }
}

/// "+1,52", with a star where nothing may be concluded.
fn points(line: &Line) -> String {
    let Some(points) = line.points else {
        return "–".to_owned();
    };
    let sign = if points > 0 { "+" } else { "" };
    let star = match line.verdict {
        Some(Verdict::Rise | Verdict::Fall) => "",
        _ => "\u{a0}*",
    };
    format!("{sign}{}{star}", Lang::Vi.hundredths(points.into()))
}
