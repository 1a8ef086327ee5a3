//! The report as an official document (NĐ 30/2020/NĐ-CP, Phụ lục I): its parts, tables and pictures. Always Vietnamese, as the
//! law has it; so its words stand here and not in the catalogue of texts. What a report of this kind holds follows the
//! published ones: how people were asked, the index and its factors against the other year, the weakest criteria, dossiers
//! and apologies, complaints, causes and what will be done.

mod sentences;
mod tables;

use chrono::NaiveDate;

use super::charts;
use super::figures::Figures;
use super::words::Words;
use crate::apologies::letter::{Sheet, written_day};
use crate::clock::local_day;
use crate::dossiers::rules::Letterhead;
use crate::indices::Closing;
use crate::paper::{Block, Paper};

pub use sentences::{answer, period_of};
pub use tables::{interval, percent, persons};

/// In whose name a report is written, and as of when.
pub struct Stage<'a> {
    /// Head and signature of the unit's letters.
    pub head: &'a Letterhead,
    /// The closed period; nothing while figures may still change.
    pub closing: Option<&'a Closing>,
    /// The day on which a draft is looked at.
    pub today: NaiveDate,
}

/// The document.
pub fn compose(figures: &Figures, words: &Words, stage: &Stage) -> Paper {
    let mut parts = Parts::default();
    parts.heading("TÌNH HÌNH LẤY Ý KIẾN");
    parts.text(sentences::asked(figures));
    parts.add(Block::Table(tables::ballots(figures)));
    parts.heading("KẾT QUẢ");
    parts.text(answer(figures));
    parts.add(Block::Table(tables::measures(figures)));
    parts.text(sentences::reading_help().to_owned());
    parts.0.extend(charts::indices(figures).map(Block::Picture));
    parts.0.extend(charts::months(figures).map(Block::Picture));
    parts.heading("TIÊU CHÍ CẦN CẢI THIỆN");
    match tables::weakest(figures) {
        Some(table) => {
            parts.text("Những tiêu chí có tỷ lệ hài lòng thấp nhất trong kỳ:".to_owned());
            parts.add(Block::Table(table));
        }
        None => parts.text("Chưa có tiêu chí nào đủ số người trả lời để nêu.".to_owned()),
    }
    parts.heading("GIẢI QUYẾT HỒ SƠ, XIN LỖI VÀ PHẢN ÁNH, KIẾN NGHỊ");
    parts.add(Block::Table(tables::work(figures)));
    parts.heading("NGUYÊN NHÂN VÀ GIẢI PHÁP");
    parts.lines("Nguyên nhân", &words.causes);
    parts.lines("Giải pháp", &words.remedies);
    if !figures.tasks.is_empty() {
        parts.text(format!(
            "Nhiệm vụ còn lại của Kế hoạch năm {}:",
            figures.year
        ));
        parts.add(Block::Table(tables::tasks(figures)));
    }
    parts.heading("VỀ SỐ LIỆU");
    for line in sentences::about(figures, stage.closing) {
        parts.text(line);
    }
    Paper {
        sheet: sheet(words, stage),
        subject: format!(
            "Kết quả đo lường sự hài lòng của người dân, tổ chức đối với việc giải quyết thủ tục hành chính {}",
            period_of(figures.period, figures.year)
        ),
        recipient: words.recipient.clone(),
        basis: Vec::new(),
        blocks: parts
            .0
            .into_iter()
            .chain([Block::Text(sentences::closing_words(figures))])
            .collect(),
    }
}

/// The parts so far; headings count themselves.
#[derive(Default)]
struct Parts(Vec<Block>);

impl Parts {
    fn add(&mut self, block: Block) {
        self.0.push(block);
    }

    fn heading(&mut self, words: &str) {
        const NUMBERS: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];
        let headings = self
            .0
            .iter()
            .filter(|block| matches!(block, Block::Heading(_)));
        let number = NUMBERS.get(headings.count()).unwrap_or(&"");
        self.add(Block::Heading(format!("{number}. {words}")));
    }

    fn text(&mut self, words: String) {
        self.add(Block::Text(words));
    }

    fn lines(&mut self, name: &str, text: &str) {
        let mut lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .peekable();
        if lines.peek().is_none() {
            self.text(format!("{name}: …………………………………………"));
        }
        for (at, line) in lines.enumerate() {
            let line = if at == 0 {
                format!("{name}: {line}")
            } else {
                line.to_owned()
            };
            self.text(line);
        }
    }
}

fn sheet(words: &Words, stage: &Stage) -> Sheet {
    let head = stage.head;
    let upright = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    let or_of_letters = |own: &str, other: &str| {
        if own.is_empty() {
            other.to_owned()
        } else {
            own.to_owned()
        }
    };
    let closed_on = stage.closing.map(|closing| local_day(closing.closed_at));
    let is_draft = stage.closing.is_none() || !words.is_signed();
    let number = or_of_letters(&words.number, "……/BC-UBND");
    Sheet {
        above: upright(&head.parent),
        issuer: upright(&head.agency),
        number: format!("Số: {number}"),
        is_draft,
        day: words.signed_on.or(closed_on).unwrap_or(stage.today),
        place_and_day: match words.signed_on {
            Some(day) => format!("{}, {}", head.place, written_day(day)),
            None => format!("{}, ngày … tháng … năm 20…", head.place),
        },
        title: "BÁO CÁO",
        basis: Vec::new(),
        body: Vec::new(),
        capacity: upright(&or_of_letters(&words.capacity, &head.capacity)),
        signer: or_of_letters(&words.signer, &head.signer),
        copies: upright(&words.copies),
    }
}
