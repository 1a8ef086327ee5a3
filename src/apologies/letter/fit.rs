//! How tightly a letter is set so that it is one A4 page, within what NĐ 30/2020/NĐ-CP, Phụ lục I allows: body 13 to
//! 14 points, at least 6 points between paragraphs, single lines to one and a half, right margin 15 to 20 mm. The
//! heights are counted, not drawn: a page must be known to fit before anybody prints it.

use super::body::Paragraph;
use super::sheet::{COPIES, Sheet};
use super::width::lines;

/// Points in a millimetre, in thousandths.
const MILLIPOINTS_PER_MM: u32 = 2_835;
/// Height of a single line of Times New Roman, in thousandths of its size.
const SINGLE: u32 = 1_150;
/// Between the upper and the lower margin: 297 mm without twice 20 mm, and without what counting may miss.
const ROOM: u32 = (257 - 3) * MILLIPOINTS_PER_MM / 1_000;

/// Upper and lower margin, in millimetres.
pub const MARGIN: u32 = 20;
/// Left margin, in millimetres.
pub const LEFT_MARGIN: u32 = 30;
/// Width of the column with the agency and of that with the copies, in millimetres.
pub const LEFT_COLUMN: u32 = 66;
/// Indent of a paragraph's first line, in hundredths of a millimetre.
pub const INDENT: u32 = 1_270;
/// Size of the agency and of the state's name, in points (12 to 13).
pub const HEAD: u32 = 12;
/// Size of the motto, in points (13 to 14).
pub const MOTTO: u32 = 13;
/// Height of the rules under agency and motto with the space around them, in points.
pub const RULE: u32 = 7;
/// Space between paragraphs, in points.
const PARAGRAPH_GAP: u32 = 6;

/// One setting of the page. `static/letter.css` has the same values under its name.
#[derive(Debug, PartialEq, Eq)]
pub struct Fit {
    /// Class of the printed page.
    pub name: &'static str,
    /// Size of the body, in points.
    pub size: u32,
    /// Height of a line in hundredths of a single one.
    pub leading: u32,
    /// Room for the signature, in points.
    pub signature: u32,
    /// Space before the title and before the signature, in points.
    pub gap: u32,
    /// Right margin, in millimetres.
    pub right_margin: u32,
}

impl Fit {
    /// A long letter.
    pub const TIGHTEST: &'static Self = &Self {
        name: "tightest",
        size: 13,
        leading: 100,
        signature: 48,
        gap: 6,
        right_margin: 15,
    };

    /// What needs several pages anyway.
    pub const OF_PAGES: &'static Self = &Self {
        name: "close",
        size: 14,
        leading: 100,
        signature: 64,
        gap: 12,
        right_margin: 20,
    };

    /// From the roomiest to the tightest.
    pub const ALL: &'static [&'static Self] = &[
        &Self {
            name: "roomy",
            size: 14,
            leading: 120,
            signature: 72,
            gap: 18,
            right_margin: 20,
        },
        Self::OF_PAGES,
        &Self {
            name: "tight",
            size: 13,
            leading: 100,
            signature: 60,
            gap: 12,
            right_margin: 20,
        },
        Self::TIGHTEST,
    ];

    /// Width of the text, in millimetres.
    pub const fn text_width(&self) -> u32 {
        210 - LEFT_MARGIN - self.right_margin
    }

    /// Width of the column with the state's name and of that with the signature, in millimetres.
    pub const fn right_column(&self) -> u32 {
        self.text_width() - LEFT_COLUMN
    }

    /// Whether the whole of a sheet is one page in this setting.
    pub fn holds(&self, sheet: &Sheet) -> bool {
        let height = self.head(sheet) + self.title(sheet) + self.body(sheet) + self.foot(sheet);
        height <= ROOM
    }

    fn head(&self, sheet: &Sheet) -> u32 {
        let left = self.stack(&sheet.above, false, HEAD, LEFT_COLUMN)
            + self.stack(&sheet.issuer, true, HEAD, LEFT_COLUMN);
        // Name of the state and motto.
        let right = line(HEAD) + line(MOTTO);
        // The rules, and the number beside the day.
        let place = [sheet.place_and_day.clone()];
        let day = self.stack(&place, false, 13, self.right_column());
        left.max(right) + RULE + line(13).max(day)
    }

    fn title(&self, sheet: &Sheet) -> u32 {
        let (title, basis) = ([sheet.title.to_owned()], [sheet.basis.join(" ")]);
        2 * self.gap
            + self.stack(&title, true, 14, self.text_width())
            + self.stack(&basis, false, 13, self.text_width())
    }

    fn body(&self, sheet: &Sheet) -> u32 {
        let paragraphs = sheet.body.iter();
        paragraphs.map(|part| self.paragraph(part)).sum()
    }

    fn paragraph(&self, part: &Paragraph) -> u32 {
        let room = in_ems(self.text_width() * 100, self.size);
        let indent = in_ems(INDENT, self.size);
        let count = match part {
            Paragraph::Text(text) => lines(text, false, room, indent),
            Paragraph::Promise(text) => lines(text, true, room, 0),
            Paragraph::Addressee(text) | Paragraph::Address(text) => lines(text, false, room, 0),
        };
        count * line(self.size) * self.leading / 100 + gap_above(part)
    }

    fn foot(&self, sheet: &Sheet) -> u32 {
        let signer = [sheet.signer.clone()];
        let right = self.stack(&sheet.capacity, true, self.size, self.right_column())
            + self.signature
            + self.stack(&signer, true, self.size, self.right_column());
        let left = self.stack(&[COPIES.to_owned()], true, 12, LEFT_COLUMN)
            + self.stack(&sheet.copies, false, 11, LEFT_COLUMN);
        self.gap + left.max(right)
    }

    /// Height of lines one under the other in a column, in points.
    fn stack(&self, texts: &[String], is_bold: bool, size: u32, column: u32) -> u32 {
        let room = in_ems(column * 100, size);
        let count: u32 = texts.iter().map(|text| lines(text, is_bold, room, 0)).sum();
        count * line(size)
    }
}

/// Space above a paragraph, in points; an address stands close under its name, which the title has given its room.
pub const fn gap_above(part: &Paragraph) -> u32 {
    match part {
        Paragraph::Addressee(_) | Paragraph::Address(_) => 0,
        Paragraph::Text(_) | Paragraph::Promise(_) => PARAGRAPH_GAP,
    }
}

/// Height of a single line of letters of this size, in points, rounded up.
const fn line(size: u32) -> u32 {
    (size * SINGLE).div_ceil(1_000)
}

/// Hundredths of a millimetre, in thousandths of letters of this size.
const fn in_ems(hundredths: u32, size: u32) -> u32 {
    hundredths * MILLIPOINTS_PER_MM / 100 / size
}

#[cfg(test)]
mod tests {
    use super::super::samples::{LONG_REASON, birth_certificate, longest};
    use super::*;

    #[test]
    fn an_ordinary_letter_is_set_roomily_and_the_longest_still_fits() {
        let of = |letter| Sheet::of(&letter).unwrap().fit().map(|fit| fit.name);
        assert_eq!(of(birth_certificate()), Some("roomy"));
        assert_eq!(of(longest()), Some("tightest"));
    }

    #[test]
    fn what_no_page_holds_is_told() {
        let mut letter = longest();
        assert_eq!(letter.is_too_long(), Ok(false));
        letter.reason = LONG_REASON.repeat(12);
        assert_eq!(letter.is_too_long(), Ok(true));
    }

    #[test]
    fn every_setting_is_what_the_decree_allows() {
        for fit in Fit::ALL {
            assert!((13..=14).contains(&fit.size));
            assert!((100..=150).contains(&fit.leading));
            assert!((15..=20).contains(&fit.right_margin));
        }
    }
}
