//! The sentences of a report.

use crate::apologies::letter::written_day;
use crate::clock::local_day;
use crate::indices::{AT_THE_DESK, Closing, Cutoff, Period, Verdict};
use crate::reports::figures::{Figures, Line};
use crate::web::language::Lang;

/// "quý III năm 2026".
pub fn period_of(period: Period, year: i32) -> String {
    let name = match period {
        Period::Year => return format!("năm {year}"),
        Period::FirstHalf => "6 tháng đầu",
        Period::NineMonths => "9 tháng đầu",
        Period::FirstQuarter => "quý I",
        Period::SecondQuarter => "quý II",
        Period::ThirdQuarter => "quý III",
        Period::LastQuarter => "quý IV",
    };
    format!("{name} năm {year}")
}

/// When and how people were asked, and how many answered.
pub fn asked(figures: &Figures) -> String {
    let (from, to) = figures.days;
    let cutoff = match figures.cutoff {
        Cutoff::Calendar => "",
        Cutoff::Fourteenth => " (thời điểm chốt số liệu: ngày 14 tháng cuối kỳ)",
    };
    let mut text = format!(
        "Thời kỳ lấy số liệu: từ {} đến {}{cutoff}; so sánh với cùng kỳ năm {}. {} tiếp nhận {} phiếu đánh giá",
        written_day(from),
        written_day(to),
        figures.year - 1,
        figures.unit,
        Lang::Vi.number(figures.ballots()),
    );
    if !figures.questionnaires.is_empty() {
        text += &format!(" theo bộ câu hỏi {}", figures.questionnaires.join(", "));
    }
    text += &per_dossier(figures);
    text + "."
}

/// Ballots at the desk beside dossiers; nothing where either is missing, or came by file without the other.
fn per_dossier(figures: &Figures) -> String {
    let own = AT_THE_DESK
        .iter()
        .filter_map(|class| figures.ballots.get(class));
    let (at_the_desk, ended) = (own.sum::<u64>(), figures.dossiers.ended);
    if at_the_desk == 0 || ended == 0 || !figures.files.is_empty() {
        return String::new();
    }
    match at_the_desk > ended {
        true => format!(
            "; riêng phiếu tại Bộ phận Một cửa nhiều hơn số hồ sơ đã giải quyết trong kỳ ({})",
            Lang::Vi.number(ended)
        ),
        false => format!(
            "; riêng phiếu tại Bộ phận Một cửa bằng {} phiếu trên 100 hồ sơ đã giải quyết trong kỳ",
            (at_the_desk * 200 + ended) / (2 * ended)
        ),
    }
}

/// The index against the other year, what was promised and the imported year, with what may be concluded.
pub fn answer(figures: &Figures) -> String {
    let overall = figures.overall();
    let Some((line, now)) = overall.and_then(|line| Some((line, line.percent?))) else {
        return "Trong kỳ chưa có đủ 10 người trả lời, nên chưa nêu chỉ số.".to_owned();
    };
    let mut text = format!("Chỉ số hài lòng chung đạt {}", shown(now));
    if let Some((low, high)) = line.interval {
        text += &format!(" (khoảng tin cậy 95 %: {} đến {})", shown(low), shown(high));
    }
    text += &against_the_year_before(line);
    text += &against_the_target(figures, line);
    if let (Some(base), Some(year)) = (line.base, figures.base_year) {
        text += &format!("; năm {year} là {}", shown(base));
    }
    text + "."
}

fn against_the_year_before(line: &Line) -> String {
    let (Some(points), Some(verdict)) = (line.points, line.verdict) else {
        return String::new();
    };
    let size = Lang::Vi.hundredths(i64::from(points.unsigned_abs()));
    let stands = match points {
        0 => "bằng cùng kỳ".to_owned(),
        1.. => format!("cao hơn cùng kỳ {size} điểm"),
        _ => format!("thấp hơn cùng kỳ {size} điểm"),
    };
    match verdict {
        Verdict::Rise => format!(", tăng {size} điểm so với cùng kỳ"),
        Verdict::Fall => format!(", giảm {size} điểm so với cùng kỳ"),
        Verdict::NotEnough if points == 0 => format!(", {stands}"),
        Verdict::NotEnough => {
            format!(", {stands} nhưng chưa đủ căn cứ để kết luận tăng hay giảm")
        }
        Verdict::OtherClasses => format!(
            ", {stands}; hai kỳ hỏi hoặc lấy ý kiến theo cách khác nhau nên không kết luận tăng hay giảm"
        ),
        Verdict::NoData => String::new(),
    }
}

/// A part of a year stands against what was promised for the whole; whether it is met is said of the year alone.
fn against_the_target(figures: &Figures, line: &Line) -> String {
    let (Some(target), Some(now)) = (line.target, line.percent) else {
        return String::new();
    };
    let unsure = match line.interval {
        Some((low, high)) if low < target && target <= high => ", chưa chắc chắn",
        _ => "",
    };
    let word = match (figures.period, now >= target) {
        (Period::Year, true) => "đạt mục tiêu",
        (Period::Year, false) => "chưa đạt mục tiêu",
        (_, true) => "không thấp hơn mục tiêu cả năm",
        (_, false) => "thấp hơn mục tiêu cả năm",
    };
    format!("; {word} ({}{unsure})", shown(target))
}

/// How the figures are to be read.
pub const fn reading_help() -> &'static str {
    "Chỉ số là tỷ lệ câu trả lời hài lòng (mức 4 và mức 5) trên tổng số câu trả lời; “không có ý kiến” không được tính. \
     Chênh lệch chỉ được kết luận là tăng hoặc giảm khi lớn hơn sai số do số người trả lời; chỗ nào có dấu * là chưa đủ \
     căn cứ, hoặc hai kỳ hỏi khác nhau, nên không kết luận."
}

/// When the figures were closed, and what came later.
pub fn about(figures: &Figures, closing: Option<&Closing>) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push(match closing {
        Some(closing) => format!(
            "Số liệu được chốt ngày {}; mã kiểm tra (SHA-256): {}. Phiếu đến sau khi chốt không làm thay đổi báo cáo này mà \
             được nêu riêng trong báo cáo kỳ sau.",
            Lang::Vi.date(local_day(closing.closed_at)),
            closing.digest_in_words()
        ),
        None => "Số liệu tạm tính, chưa chốt.".to_owned(),
    });
    lines.extend(figures.files.iter().map(|(unit, until)| {
        format!(
            "Số liệu của {unit} nhận bằng tệp đã ký, tính đến hết ngày {}.",
            Lang::Vi.date((*until).min(figures.days.1))
        )
    }));
    lines.extend(figures.late.iter().map(|late| {
        format!(
            "Sau khi chốt số liệu {}, đã nhận thêm {} phiếu của kỳ đó (gửi muộn từ máy tính bảng hoặc nhập từ giấy).",
            period_of(late.period, late.year),
            Lang::Vi.number(late.ballots)
        )
    }));
    lines
}

/// The last words.
pub fn closing_words(figures: &Figures) -> String {
    format!(
        "Trên đây là kết quả đo lường sự hài lòng {} của {}./.",
        period_of(figures.period, figures.year),
        figures.unit
    )
}

fn shown(percent: u16) -> String {
    format!("{}\u{a0}%", Lang::Vi.hundredths(percent.into()))
}
