//! Roman figures up to 39, which are figures only behind a word that is numbered: `quý IV`, `khu II`.

use super::{Place, Said};
use crate::vietnamese::fold::fold_case;
use crate::vietnamese::numbers;
use crate::vietnamese::patterns::goes_on;

/// Words behind which a Roman figure stands; of "giai đoạn", "phụ lục" and "thế kỷ" the last one.
const NUMBERED: &[&str] = &[
    "quý", "thứ", "lần", "khu", "vùng", "khóa", "cấp", "loại", "hạng", "phần", "chương", "mục",
    "đợt", "kỳ", "đoạn", "điểm", "lục", "kỷ", "thôn", "xóm", "tổ",
];
/// Words behind which the fourth is "tư".
const FOURTH_IS_TU: &[&str] = &["quý", "thứ"];
const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
/// Beginnings of words that are written like a figure: "VI PHẠM", "XI MĂNG".
const SYLLABLES: [&str; 2] = ["VI", "XI"];

/// A Roman figure behind its word, or behind another figure of that word: `khu I, II và III`.
pub fn roman(place: &Place) -> Option<Said> {
    let (number, after) = figure(place.rest).filter(|_| place.is_start_of_word())?;
    let word = numbered(place.before)?;
    let written = place.rest.strip_suffix(after)?;
    if SYLLABLES.contains(&written) && is_in_capitals(after) {
        return None;
    }
    let words = match number {
        1 if is_one_of(&["thứ"], &word) => "nhất".to_owned(),
        _ if is_one_of(FOURTH_IS_TU, &word) => numbers::fourth_is_tu(number),
        _ => numbers::in_words(number),
    };
    place.say(after, words)
}

/// The figure in front, and what follows it.
fn figure(rest: &str) -> Option<(u64, &str)> {
    let end = rest.find(|letter: char| !"IVX".contains(letter));
    let (written, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    let ones = written.trim_start_matches('X');
    let tens = written.len() - ones.len();
    let ones = ONES.iter().position(|known| *known == ones)?;
    let number = u64::try_from(tens * 10 + ones).ok()?;
    ((1..40).contains(&number) && !goes_on(after)).then_some((number, after))
}

/// The numbered word that a figure here would belong to.
fn numbered(before: &str) -> Option<String> {
    let mut before = before;
    loop {
        before = before.strip_suffix(' ').unwrap_or(before);
        let start = before.rfind([' ', '\n']).map_or(0, |at| at + 1);
        let (further, word) = before.split_at_checked(start)?;
        let word = word.trim_start_matches(['(', '"', '“']);
        if is_one_of(NUMBERED, word) {
            return Some(word.to_owned());
        }
        let bare = word.trim_end_matches([',', '-', '–']);
        let is_another = figure(bare).is_some_and(|(_, after)| after.is_empty());
        if !is_another && !["và", "-", "–", "đến"].contains(&word) {
            return None;
        }
        before = further;
    }
}

fn is_one_of(words: &[&str], word: &str) -> bool {
    let word = fold_case(word);
    words.iter().any(|known| fold_case(known) == word)
}

fn is_in_capitals(after: &str) -> bool {
    let next = after.strip_prefix(' ').unwrap_or_default();
    let letters = next.chars().take_while(|letter| letter.is_alphabetic());
    letters.filter(|letter| letter.is_uppercase()).count() > 1
}
