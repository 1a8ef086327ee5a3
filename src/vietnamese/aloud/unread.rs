//! What in a finished text still looks like an abbreviation: nobody knows how to say it, so a person writes it out.

use crate::vietnamese::fold::fold;

/// Beginnings of a syllable without accents, the longer ones first.
const BEGINNINGS: &[&str] = &[
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "g", "h",
    "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];
const ENDS: &[&str] = &["", "ch", "nh", "ng", "c", "k", "m", "n", "p", "t"];
/// Most vowels in a row: "khuỷu", "NGOÀI".
const MOST_VOWELS: usize = 3;

/// The words with several capitals that cannot be said as they stand, each once. A shouted word ("KHÔNG") can: it is a
/// syllable that has an accent, or stands beside another one ("NGHIÊM CẤM XE TẢI").
pub fn unread(said: &str) -> Vec<&str> {
    let words = said.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_shouted = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| has_capitals(word) && is_syllable(word))
    };
    let mut found: Vec<&str> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_word = is_shouted(Some(at))
            && (has_accent(word) || is_shouted(at.checked_sub(1)) || is_shouted(Some(at + 1)));
        if has_capitals(word) && !is_word && !found.contains(word) {
            found.push(word);
        }
    }
    found
}

fn has_capitals(word: &str) -> bool {
    let capitals = word.chars().filter(|letter| letter.is_uppercase());
    capitals.count() > 1
}

/// True if a vowel has an accent; Đ is no vowel.
fn has_accent(word: &str) -> bool {
    word.chars()
        .any(|letter| !letter.is_ascii() && !matches!(letter, 'đ' | 'Đ'))
}

/// True if all its letters are capitals and it is built like a Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    let folded = fold(word);
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let fits = |beginning: &&str| {
        let Some(rest) = folded.strip_prefix(*beginning) else {
            return false;
        };
        let end = rest.trim_start_matches(is_vowel);
        (1..=MOST_VOWELS).contains(&(rest.len() - end.len())) && ENDS.contains(&end)
    };
    word.chars().all(char::is_uppercase) && BEGINNINGS.iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vietnamese::aloud::aloud;

    #[test]
    fn what_nobody_can_say_is_told_once() {
        for (text, told) in [
            ("Xã mời OCOP và ZZT, rồi ZZT.", &["OCOP", "ZZT"][..]),
            ("Cài VNeID, gửi TTrg", &["VNeID", "TTrg"]),
            ("CA xã đã đến", &["CA"]),
            ("mục II. Phần 2: II", &["II"]),
            ("ĐX và ƯB", &["ĐX", "ƯB"]),
        ] {
            assert_eq!(unread(&aloud(text)), told, "{text}");
        }
    }

    #[test]
    fn words_that_can_be_said_are_not_told() {
        for text in [
            "KHÔNG đổ rác tại đây",
            "NGHIÊM CẤM XE TẢI, đi CHẬM",
            "THONG BAO: họp ở NGOÀI sân, chị H'Lan và ông Kpă Y Blưh",
            "UBND xã, HTX Ia Grai, 20/2008/NĐ-CP, khổ A4, xe 81A-123.45",
            "ĐẮK LẮK, HỘI NÔNG DÂN, NGUYỄN QUYẾT",
            "",
        ] {
            assert!(
                unread(&aloud(text)).is_empty(),
                "{:?}",
                unread(&aloud(text))
            );
        }
    }
}
