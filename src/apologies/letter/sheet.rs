//! What stands on the page of a letter, part by part, the same for Word and for the printer (NĐ 30/2020/NĐ-CP, Điều 8
//! and Phụ lục I).

use chrono::NaiveDate;

use super::body::{Paragraph, paragraphs};
use super::fit::Fit;
use super::{Letter, NoForm, Stage, written_day};

/// Name of the state.
pub const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Motto under it.
pub const STATE_MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Mark of what is not issued.
pub const DRAFT: &str = "DỰ THẢO";
/// Head of the list of those who get a copy.
pub const COPIES: &str = "Nơi nhận:";

/// A letter's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Bodies above the one that issues.
    pub above: Vec<String>,
    /// The body that issues, the last one named.
    pub issuer: Vec<String>,
    /// "Số: 05/PXL".
    pub number: String,
    /// Whether it must not leave the office.
    pub is_draft: bool,
    /// The day on which it is issued, or a draft looked at.
    pub day: NaiveDate,
    /// "Tân Bình, ngày 05 tháng 01 năm 2026".
    pub place_and_day: String,
    /// Title in capitals.
    pub title: &'static str,
    /// The law, in brackets, in parts of which none is broken over two lines.
    pub basis: Vec<String>,
    /// The text.
    pub body: Vec<Paragraph>,
    /// In which capacity it is signed.
    pub capacity: Vec<String>,
    /// By whom.
    pub signer: String,
    /// Who gets a copy.
    pub copies: Vec<String>,
}

impl Sheet {
    /// The page of a letter.
    ///
    /// # Errors
    /// A day before there was a form for it.
    pub fn of(letter: &Letter) -> Result<Self, NoForm> {
        let form = letter.form()?;
        let head = &letter.letterhead;
        let (agency, desk) = (written(&head.agency), written(&head.desk));
        let mut above = written(std::slice::from_ref(&head.parent));
        let issuer = if desk.is_empty() {
            agency
        } else {
            above.extend(agency);
            desk
        };
        Ok(Self {
            above,
            issuer,
            number: number(letter),
            is_draft: matches!(letter.stage, Stage::Draft { .. }),
            day: letter.stage.day(),
            place_and_day: place_and_day(letter),
            title: form.title,
            basis: form.basis(),
            body: paragraphs(letter, &form),
            capacity: written(&letter.signer.capacity),
            signer: letter.signer.name.trim().to_owned(),
            copies: written(&letter.copies),
        })
    }

    /// The roomiest setting in which it is one page; none where it does not fit at all.
    pub(super) fn fit(&self) -> Option<&'static Fit> {
        Fit::ALL.iter().copied().find(|fit| fit.holds(self))
    }

    /// The same, or the tightest one.
    pub(super) fn fit_or_tightest(&self) -> &'static Fit {
        self.fit().unwrap_or(Fit::TIGHTEST)
    }
}

/// Lines that hold something.
fn written(lines: &[String]) -> Vec<String> {
    let lines = lines.iter().map(|line| line.trim());
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Numbers below 10 have a zero before them.
fn number(letter: &Letter) -> String {
    let symbol = letter.symbol.trim();
    match letter.stage {
        Stage::Draft { .. } => format!("Số: ……/{symbol}"),
        Stage::Issued { number, .. } => format!("Số: {number:02}/{symbol}"),
    }
}

fn place_and_day(letter: &Letter) -> String {
    let place = letter.letterhead.place.trim();
    match letter.stage {
        Stage::Draft { .. } => format!("{place}, ngày … tháng … năm 20…"),
        Stage::Issued { on, .. } => format!("{place}, {}", written_day(on)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{birth_certificate, of_a_desk};
    use super::*;

    #[test]
    fn a_number_below_ten_has_a_zero_before_it() {
        let mut letter = birth_certificate();
        for (number, wanted) in [(5, "Số: 05/PXL"), (10, "Số: 10/PXL"), (128, "Số: 128/PXL")]
        {
            let on = letter.stage.day();
            letter.stage = Stage::Issued { number, on };
            assert_eq!(Sheet::of(&letter).unwrap().number, wanted);
        }
    }

    #[test]
    fn a_draft_has_neither_number_nor_day() {
        let mut letter = birth_certificate();
        letter.stage = Stage::Draft {
            today: letter.stage.day(),
        };
        let sheet = Sheet::of(&letter).unwrap();
        assert!(sheet.is_draft);
        assert_eq!(sheet.number, "Số: ……/PXL");
        assert_eq!(sheet.place_and_day, "Tân Bình, ngày … tháng … năm 20…");
    }

    #[test]
    fn the_last_named_body_issues() {
        let alone = Sheet::of(&birth_certificate()).unwrap();
        assert!(alone.above.is_empty());
        assert_eq!(alone.issuer, ["ỦY BAN NHÂN DÂN", "XÃ TÂN BÌNH"]);
        let desk = Sheet::of(&of_a_desk()).unwrap();
        assert_eq!(desk.above, ["ỦY BAN NHÂN DÂN", "XÃ TÂN BÌNH"]);
        assert_eq!(desk.issuer, ["BỘ PHẬN TIẾP NHẬN", "VÀ TRẢ KẾT QUẢ"]);
    }
}
