//! Words without case and accents, so that "Khai Sinh", "khai sinh" and "KHAI SINH" typed on any keyboard are one.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word of an index, characters; what is longer is no word of a language.
const LONGEST_WORD: usize = 40;

/// Grave, acute, tilde, hook above, dot below: on which vowel of a word they stand is a matter of taste.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A word of a text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Bytes of the text that it covers.
    pub range: Range<usize>,
    /// As written.
    pub text: &'a str,
    /// Lower case without accents.
    pub folded: String,
}

/// Lower case, accents off, đ as d; whatever is no letter and no digit becomes one space, none at the ends. The same
/// for composed and decomposed input; folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in taken_apart(text).filter(|letter| !is_combining_mark(*letter)) {
        let letter = match letter {
            'đ' => 'd',
            'ƀ' => 'b',
            other => other,
        };
        if letter.is_alphanumeric() {
            folded.push(letter);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The same words with their accents, the tone after its word: "Hòa", "Hoà" and "HÒA" are one, "hóa" is another.
pub fn fold_case(text: &str) -> String {
    let apart = |letter: char| if is_part(letter) { letter } else { ' ' };
    let text: String = taken_apart(text).map(apart).collect();
    let letter = |letter: char| letter.is_alphanumeric() && !is_combining_mark(letter);
    let words = text.split_whitespace().filter(|word| word.contains(letter));
    let words = words.map(|word| {
        let (tones, letters): (String, String) =
            word.chars().partition(|letter| TONES.contains(letter));
        letters + &tones
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Lower case letters, each followed by its marks.
fn taken_apart(text: &str) -> impl Iterator<Item = char> {
    // Twice, because lower case letters can come out of the first step (℡) and accents out of the second (İ).
    text.nfkd().flat_map(char::to_lowercase).nfkd()
}

/// The folded words of a text, each once, in the order of their first use and cut to 40 characters. Single letters
/// are left out; single digits stay ("thôn 3").
pub fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in fold(text).split(' ') {
        let word: String = word.chars().take(LONGEST_WORD).collect();
        let is_letter = word.chars().count() < 2 && !word.starts_with(char::is_numeric);
        if !is_letter && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Every word of a text with its place. An apostrophe within a word belongs to it: the Jrai name H'Lan is one word.
pub fn split(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let joins = start.is_some()
            && matches!(letter, '\'' | '’' | 'ʼ')
            && next.is_some_and(char::is_alphanumeric);
        if is_part(letter) || joins {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.extend(word(text, start..at));
        }
    }
    if let Some(start) = start {
        found.extend(word(text, start..text.len()));
    }
    found
}

/// Where just these letters stand in a text and cut no word of it in two.
pub fn places_of(text: &str, piece: &str) -> Vec<Range<usize>> {
    let words = split(text);
    let cuts = |place: &Range<usize>, word: &Word| {
        let Range { start, end } = word.range;
        let touches = start < place.end && place.start < end;
        touches && (start < place.start || place.end < end)
    };
    let places = text.match_indices(piece);
    places
        .map(|(at, piece)| at..at + piece.len())
        .filter(|place| !words.iter().any(|word| cuts(place, word)))
        .collect()
}

fn word(text: &str, range: Range<usize>) -> Option<Word<'_>> {
    let text = text.get(range.clone())?;
    let folded = fold(text);
    Some(Word {
        range,
        text,
        folded,
    })
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Text of every letter that Vietnamese has, among marks and digits.
    fn vietnamese() -> impl Strategy<Value = String> {
        let letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";
        let mut all: Vec<char> = letters.chars().collect();
        all.extend(letters.to_uppercase().chars());
        all.extend(" 0123456789.,-/()\n".chars());
        proptest::collection::vec(proptest::sample::select(all), 0..60)
            .prop_map(|letters| letters.into_iter().collect())
    }

    #[test]
    fn accents_case_and_marks_are_off() {
        assert_eq!(
            fold("  Giấy chứng nhận QSDĐ, (bản sao)! "),
            "giay chung nhan qsdd ban sao"
        );
        assert_eq!(
            fold("Kpă H'Lan – Rơ Châm Y Blŏk"),
            "kpa h lan ro cham y blok"
        );
        assert_eq!(fold("ＵＢＮＤ m²"), "ubnd m2");
        assert_eq!(fold(" ?! "), "");
    }

    #[test]
    fn case_is_off_and_accents_stay_wherever_the_tone_is_put() {
        assert_eq!(fold_case("Hòa, THUỶ"), fold_case("hoà thủy"));
        assert_eq!(fold_case("Kpă H'Lan"), fold_case("KPĂ h lan"));
        for (one, other) in [("lẽ", "lê"), ("hòa", "hóa"), ("đào", "dào"), ("kpă", "kpa")]
        {
            assert_ne!(fold_case(one), fold_case(other));
        }
    }

    #[test]
    fn words_are_distinct_and_of_some_length() {
        assert_eq!(
            words("Đường thôn 3, đường a thôn Ba: ĐƯỜNG"),
            ["duong", "thon", "3", "ba"]
        );
        assert_eq!(words(&"ạ".repeat(99)), ["a".repeat(40)]);
        assert!(words("").is_empty());
    }

    #[test]
    fn a_word_knows_its_place() {
        let text = "Chị H’Lan, thôn 3";
        let found = split(text);
        let folded: Vec<&str> = found.iter().map(|word| word.folded.as_str()).collect();
        assert_eq!(folded, ["chi", "h lan", "thon", "3"]);
        assert!(
            found
                .iter()
                .all(|word| &text[word.range.clone()] == word.text)
        );
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn vietnamese_becomes_ascii(text in vietnamese()) {
            prop_assert!(fold(&text).is_ascii());
        }

        #[test]
        fn composed_and_decomposed_are_one(text in vietnamese()) {
            let decomposed: String = text.nfd().collect();
            let composed: String = text.nfc().collect();
            prop_assert_eq!(fold(&decomposed), fold(&composed));
            prop_assert_eq!(split(&decomposed).len(), split(&composed).len());
        }

        #[test]
        fn words_with_accents_are_the_words_without(text in any::<String>()) {
            prop_assert_eq!(fold(&fold_case(&text)), fold(&text));
            prop_assert_eq!(fold_case(&text).split(' ').count(), fold(&text).split(' ').count());
        }

        #[test]
        fn words_lie_on_letters(text in any::<String>()) {
            for word in split(&text) {
                prop_assert_eq!(text.get(word.range.clone()), Some(word.text));
            }
        }
    }
}
