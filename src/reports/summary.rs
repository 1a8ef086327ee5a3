//! A report on one page, for the hand at a meeting: the answer first, then what it stands on. It is no official document;
//! like that one it is Vietnamese, so its words stand here. Whatever its figures are, no part grows beyond what the sheet has
//! room for.

use chrono::NaiveDateTime;

use super::charts;
use super::figures::{Figures, Line};
use super::paper::{answer, interval, percent, period_of, persons};
use super::words::Words;
use crate::clock::local_day;
use crate::indices::{Closing, Verdict, class_name};
use crate::paper::Picture;
use crate::percent::Hundredths;
use crate::web::language::Lang;

/// How many of the weakest criteria are named.
const WEAKEST: usize = 5;
/// Letters at most of a unit's name, of a criterion and of a report's number: what the sheet has room for.
const LONGEST_UNIT: usize = 110;
const LONGEST_CRITERION: usize = 90;
const LONGEST_NUMBER: usize = 40;

/// As of when a summary is made.
pub struct Seen<'a> {
    /// The closed period; nothing while figures may still change.
    pub closing: Option<&'a Closing>,
    /// Ballots of the period that came after it was closed.
    pub late: u64,
    /// When it is looked at, in Vietnam.
    pub at: NaiveDateTime,
}

/// What stands on the page, from top to bottom.
pub struct Summary {
    /// Whose figures these are.
    pub unit: String,
    /// "Kết quả đo lường sự hài lòng quý III năm 2026".
    pub title: String,
    /// Its days, and those they are compared with.
    pub days: String,
    /// Which report it goes with.
    pub report: String,
    /// What must be known before anything is read: figures may change, or no report was issued yet.
    pub mark: Option<&'static str>,
    /// The answer in a sentence.
    pub answer: String,
    /// Heads of the table of indices, and its rows.
    pub heads: Vec<String>,
    /// The indices.
    pub measures: Vec<Row>,
    /// The indices as a picture; nothing where there is none to show.
    pub indices: Option<Picture>,
    /// The months as a picture.
    pub months: Option<Picture>,
    /// The weakest criteria that may be told, the weakest first.
    pub weakest: Vec<Row>,
    /// Dossiers, apologies and complaints.
    pub work: Vec<Fact>,
    /// What the figures are, a line each.
    pub foot: Vec<String>,
}

/// A name with its figures.
pub struct Row {
    /// What it is of.
    pub name: String,
    /// Its figures, each with a word beside it or an empty one.
    pub cells: Vec<(String, &'static str)>,
}

/// How some work was done.
pub struct Fact {
    /// Which work.
    pub name: &'static str,
    /// How much of it was done as it should be: a share, or so many of so many; nothing where there was none to do.
    pub figure: Option<String>,
    /// What that is.
    pub told: String,
}

impl Summary {
    /// The summary of a report.
    pub fn of(figures: &Figures, words: &Words, seen: &Seen) -> Self {
        let (from, to) = figures.days;
        let (from_before, to_before) = figures.days_before;
        let day = |day| Lang::Vi.date(day);
        let is_issued = seen.closing.is_some() && words.is_signed();
        Self {
            unit: shortened(&figures.unit, LONGEST_UNIT),
            title: format!(
                "Kết quả đo lường sự hài lòng {}",
                period_of(figures.period, figures.year)
            ),
            days: format!(
                "Từ {} đến {}, so với cùng kỳ từ {} đến {}",
                day(from),
                day(to),
                day(from_before),
                day(to_before)
            ),
            report: match words.signed_on.filter(|_| is_issued) {
                Some(signed_on) => format!(
                    "Bản tóm tắt kèm Báo cáo số {} ngày {}",
                    shortened(&words.number, LONGEST_NUMBER),
                    day(signed_on)
                ),
                None => "Bản tóm tắt; báo cáo của kỳ này chưa ban hành".to_owned(),
            },
            mark: match (seen.closing, is_issued) {
                (None, _) => Some("Số liệu tạm tính"),
                (Some(_), false) => Some("Chưa ban hành"),
                (Some(_), true) => None,
            },
            answer: answer(figures),
            heads: heads(figures),
            measures: figures
                .measures
                .iter()
                .map(|line| measure(figures, line))
                .collect(),
            indices: charts::indices(figures),
            months: charts::months(figures),
            weakest: weakest(figures),
            work: vec![dossiers(figures), apologies(figures), complaints(figures)],
            foot: foot(figures, seen),
        }
    }
}

fn heads(figures: &Figures) -> Vec<String> {
    let heads = [
        "Nội dung",
        "Kỳ này (%)",
        "Cùng kỳ (%)",
        "Chênh lệch (điểm)",
        "Khoảng tin cậy 95\u{a0}% (%)",
        "Số người",
        "Mục tiêu (%)",
    ];
    let mut heads: Vec<String> = heads.map(str::to_owned).into();
    heads.extend(figures.base_year.map(|year| format!("Năm {year} (%)")));
    heads
}

fn measure(figures: &Figures, line: &Line) -> Row {
    let now = match line.is_withheld() {
        true => "không nêu".to_owned(),
        false => percent(line.percent),
    };
    let mut cells = vec![
        (now, ""),
        (percent(line.before), ""),
        difference(line),
        (interval(line), ""),
        (persons(line), ""),
        (percent(line.target), ""),
    ];
    if figures.base_year.is_some() {
        cells.push((percent(line.base), ""));
    }
    Row {
        name: line.name.clone(),
        cells,
    }
}

fn weakest(figures: &Figures) -> Vec<Row> {
    let told = figures.criteria.iter();
    let told = told.filter(|line| line.percent.is_some()).take(WEAKEST);
    told.map(|line| Row {
        name: shortened(&line.name, LONGEST_CRITERION),
        cells: vec![(percent(line.percent), ""), difference(line)],
    })
    .collect()
}

/// "+1,52" and what may be concluded of it.
fn difference(line: &Line) -> (String, &'static str) {
    let Some(points) = line.points else {
        return ("–".to_owned(), "");
    };
    let sign = if points > 0 { "+" } else { "" };
    let word = match line.verdict {
        Some(Verdict::Rise) => "tăng",
        Some(Verdict::Fall) => "giảm",
        Some(Verdict::NotEnough) if points == 0 => "bằng cùng kỳ",
        Some(Verdict::NotEnough) => "chưa đủ căn cứ",
        Some(Verdict::OtherClasses) => "hỏi khác cách",
        Some(Verdict::NoData) | None => "",
    };
    (
        format!("{sign}{}", Lang::Vi.hundredths(points.into())),
        word,
    )
}

fn dossiers(figures: &Figures) -> Fact {
    let of = &figures.dossiers;
    let in_time = of.ended.saturating_sub(of.late);
    let rate = Hundredths::of_ratio(in_time.into(), of.ended.into());
    Fact {
        name: "Hồ sơ đúng hạn",
        figure: rate.map(|rate| Lang::Vi.percent(rate)),
        told: match of.ended {
            0 => "Không có hồ sơ nào giải quyết xong trong kỳ.".to_owned(),
            ended => format!(
                "{} trong {} hồ sơ đã giải quyết; {} hồ sơ quá hạn.",
                number(in_time),
                number(ended),
                number(of.late)
            ),
        },
    }
}

fn apologies(figures: &Figures) -> Fact {
    let of = &figures.dossiers;
    Fact {
        name: "Xin lỗi vì quá hạn",
        figure: part_of(of.apologised, of.late),
        told: match of.late {
            0 => "Không có hồ sơ quá hạn phải xin lỗi.".to_owned(),
            _ => "hồ sơ quá hạn đã có thư xin lỗi.".to_owned(),
        },
    }
}

fn complaints(figures: &Figures) -> Fact {
    let of = &figures.cases;
    Fact {
        name: "Phản ánh, kiến nghị",
        figure: part_of(of.in_time, of.received),
        told: match of.received {
            0 => "Không tiếp nhận phản ánh, kiến nghị nào trong kỳ.".to_owned(),
            _ => format!(
                "việc xử lý xong đúng hạn; {} quá hạn, {} đang xử lý.",
                number(of.late),
                number(of.open)
            ),
        },
    }
}

fn part_of(part: u64, whole: u64) -> Option<String> {
    (whole > 0).then(|| format!("{}\u{a0}/\u{a0}{}", number(part), number(whole)))
}

/// What the figures stand on, whether they may still change, what else came, and who made the page.
fn foot(figures: &Figures, seen: &Seen) -> Vec<String> {
    let people = figures.overall().map_or_else(|| "0".to_owned(), persons);
    let mut ground = format!(
        "n = {people} người trả lời; kỳ này nhận {} phiếu.",
        number(figures.ballots())
    );
    let classes = figures.ground.iter();
    let classes: Vec<String> = classes
        .map(|class| class_name(Lang::Vi, Some(*class)))
        .collect();
    if !classes.is_empty() {
        ground += &format!(" Tính trên phiếu từ: {}.", classes.join("; "));
    }
    ground += " Chỉ số là tỷ lệ câu trả lời mức 4 và mức 5; dưới 10 người thì không nêu.";
    let mut lines = vec![ground, standing(seen)];
    lines.extend(others(figures));
    lines.push(format!(
        "Lập lúc {} · Hài Lòng {}",
        Lang::Vi.moment(seen.at),
        env!("CARGO_PKG_VERSION")
    ));
    lines
}

fn standing(seen: &Seen) -> String {
    let Some(closing) = seen.closing else {
        return format!(
            "Số liệu tạm tính đến ngày {}, chưa chốt.",
            Lang::Vi.date(seen.at.date())
        );
    };
    let late = match seen.late {
        0 => String::new(),
        late => format!(
            " {} phiếu đến sau khi chốt không được tính ở đây.",
            number(late)
        ),
    };
    format!(
        "Số liệu được chốt ngày {}.{late} Mã kiểm tra (SHA-256): {}.",
        Lang::Vi.date(local_day(closing.closed_at)),
        closing.digest_in_words()
    )
}

/// What came by file and what came late to earlier periods: how much, and not a line each.
fn others(figures: &Figures) -> Option<String> {
    let mut told = Vec::new();
    if !figures.files.is_empty() {
        told.push(format!(
            "Có số liệu của {} đơn vị nhận bằng tệp đã ký.",
            figures.files.len()
        ));
    }
    let late: u64 = figures.late.iter().map(|late| late.ballots).sum();
    if late > 0 {
        told.push(format!(
            "Các kỳ chốt trước nhận thêm {} phiếu sau khi chốt.",
            number(late)
        ));
    }
    (!told.is_empty()).then(|| told.join(" "))
}

fn number(number: u64) -> String {
    Lang::Vi.number(number)
}

/// At most so many letters, broken between words where it can be.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', '.', ' ']))
}
