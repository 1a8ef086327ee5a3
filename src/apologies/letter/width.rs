//! How wide words are in Times New Roman, well enough to count lines and to draw a rule as long as a word. Liberation
//! Serif and Tinos are as wide.

use unicode_normalization::UnicodeNormalization;

/// The hook of Ơ and Ư stands beside its letter and makes it wider; other marks do not.
const HORN: char = '\u{31b}';
/// Width of a horn, in thousandths of the size of the letters.
const HORN_WIDTH: u32 = 50;
/// Bold letters are wider, in thousandths of themselves.
const BOLD: u32 = 1_040;

/// Width in thousandths of the size of the letters: 2500 at 14 points is 35 points.
pub fn width(text: &str, is_bold: bool) -> u32 {
    let plain: u32 = text.nfd().map(letter_width).sum();
    if is_bold { plain * BOLD / 1_000 } else { plain }
}

/// Lines that a text takes when words are never broken: the first one has less room.
pub fn lines(text: &str, is_bold: bool, room: u32, indent: u32) -> u32 {
    let space = letter_width(' ');
    let (mut lines, mut used) = (1, indent);
    for word in text.split(' ') {
        let word = width(word, is_bold);
        if used + word > room && used > 0 {
            lines += 1;
            used = 0;
        }
        // What is longer than a line is broken inside.
        let broken = word.saturating_sub(1) / room;
        lines += broken;
        used += word - broken * room + space;
    }
    lines
}

fn letter_width(letter: char) -> u32 {
    match letter {
        HORN => HORN_WIDTH,
        '\u{300}'..='\u{36f}' => 0,
        ' ' | '.' | ',' => 250,
        'i' | 'l' | 't' | 'j' | ':' | ';' | '/' => 280,
        'f' | 'r' | 's' | '-' | '(' | ')' | 'I' => 350,
        'm' | 'w' => 780,
        'M' | 'W' | '…' => 1_000,
        'đ' => 500,
        other if other.is_uppercase() => 700,
        _ => 490,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measured in Liberation Serif.
    #[test]
    fn the_words_of_a_letter_are_as_wide_as_in_print() {
        let cases = [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true, 20_860),
            ("Độc lập - Tự do - Hạnh phúc", true, 12_240),
            ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", true, 21_110),
            ("Tân Bình, ngày 05 tháng 01 năm 2026", false, 15_390),
            (
                "Tuy nhiên, đến nay Ủy ban nhân dân xã Tân Bình chưa giải quyết xong hồ sơ nêu trên nên không thể \
                 trả kết quả đúng thời hạn đã hẹn.",
                false,
                53_800,
            ),
        ];
        for (text, is_bold, printed) in cases {
            let counted = width(text, is_bold);
            let off = counted.abs_diff(printed) * 100 / printed;
            assert!(off <= 3, "{text}: {counted}, printed {printed}");
        }
    }

    #[test]
    fn a_decomposed_text_is_as_wide_as_a_composed_one() {
        let text = "Người nộp hồ sơ";
        let apart: String = text.nfd().collect();
        assert_ne!(text, apart);
        assert_eq!(width(text, false), width(&apart, false));
    }

    #[test]
    fn words_are_counted_into_lines() {
        let word = width("hồ", false);
        assert_eq!(lines("hồ", false, 10_000, 0), 1);
        assert_eq!(lines("hồ hồ hồ", false, word, 0), 3);
        assert_eq!(lines("hồ hồ", false, 2 * word + 250, 0), 1);
        assert_eq!(lines("hồ hồ", false, 2 * word + 250, 300), 2);
        assert_eq!(lines(&"h".repeat(100), false, 1_000, 0), 49);
    }
}
