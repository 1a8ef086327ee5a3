//! Names of people: those we know, those after a form of address, and those that begin with a family name. Kinh,
//! Jrai and Bahnar names are written differently; all three live here.

use std::ops::Range;

use super::Kind;
use crate::vietnamese::fold::{Word, fold, split};

/// Forms of address, as written in small letters.
const HONORIFICS: &[&str] = &[
    "ông", "bà", "anh", "chị", "em", "cháu", "cô", "chú", "bác", "thầy", "cậu", "dì", "dượng",
    "thím", "mợ", "cụ", "bé", "bạn", "sĩ", "sỹ", "tên", "vợ", "chồng", "con",
];
/// Offices that are written like a name behind a form of address: "ông Chủ tịch".
const OFFICES: &[&str] = &[
    "chu tich",
    "pho chu tich",
    "pho",
    "truong",
    "giam doc",
    "bi thu",
    "cong an",
    "can bo",
    "cong chuc",
    "chi huy",
    "hieu truong",
    "thu truong",
    "mot cua",
    "tu phap",
    "dia chinh",
    "van phong",
    "ke toan",
    "tu van",
    "bao ve",
    "viet nam",
    "nha nuoc",
    "em",
];
/// Family names, as written in small letters.
const FAMILIES: &[&str] = &[
    "nguyễn", "trần", "lê", "phạm", "huỳnh", "hoàng", "phan", "vũ", "võ", "đặng", "bùi", "đỗ",
    "hồ", "ngô", "dương", "lý", "đinh", "trịnh", "đoàn", "lương", "mai", "trương", "đào", "tô",
    "tạ", "thái", "châu", "quách", "lâm", "phùng", "vương", "từ", "hà", "cao", "tăng", "kiều",
    "nông", "triệu", "hứa", "chu", "lục", "mạc", "diệp", "la", "ksor", "siu", "kpă", "kpuih",
    "kpuil", "rmah", "rơmah", "rcom", "r'com", "rahlan", "rơ", "ro", "nay", "puih", "rah", "blô",
    "hiao", "ksơr", "alê", "byă", "niê", "ayun", "mlô",
];
/// Family names that mean nothing else, so that they are known in small letters behind a form of address.
const PLAIN_FAMILIES: &[&str] = &[
    "nguyen", "pham", "huynh", "hoang", "phan", "trinh", "ksor", "siu", "kpa", "kpuih", "rmah",
    "rcom", "rahlan",
];
/// Signs of a man (A, Y) and a woman (H, Y) before Jrai and Bahnar names.
const SIGNS: &[&str] = &["A", "Y", "H"];
/// Words after which a name is that of a place or of a sheet of paper.
const PLACES: &[&str] = &[
    "duong", "pho", "truong", "xa", "phuong", "huyen", "tinh", "quan", "thon", "lang", "cho",
    "cau", "mau", "loai", "khu", "lop", "lo", "hang", "vien", "tran", "so", "luat", "thua",
];
/// Middle names that no place has: "Chủ tịch UBND xã Nguyễn Văn Minh".
const MIDDLE: &[&str] = &["van", "thi"];
/// Most words of a name.
const LONGEST_NAME: usize = 5;

pub(super) fn find(text: &str, words: &[Word], known: &[&str]) -> Vec<(Range<usize>, Kind)> {
    let known: Vec<Vec<String>> = known.iter().map(|name| folded(name)).collect();
    // "ba" means three, "gia" stands in Gia Lai: forms of address without accents only where all words are so.
    let is_bare = words
        .iter()
        .all(|word| word.text.to_lowercase() == word.folded);
    let mut found = Vec::new();
    let mut rest = words;
    let mut former: Option<&Word> = None;
    while let Some(first) = rest.first() {
        let is_addressed = former.is_some_and(|former| {
            let is_honorific = HONORIFICS.contains(&former.text.to_lowercase().as_str());
            (is_honorific || is_bare && is_plain(former, HONORIFICS))
                && touches(text, former, first)
        });
        let count = [
            matching(rest, &known, is_addressed),
            if is_addressed {
                addressed(text, rest)
            } else {
                0
            },
            by_family(text, former, rest),
            by_sign(text, former, rest),
        ];
        let count = count.into_iter().max().unwrap_or_default();
        if let Some(last) = count.checked_sub(1).and_then(|last| rest.get(last)) {
            found.push((first.range.start..last.range.end, Kind::Name));
        }
        let step = count.max(1);
        former = rest.get(step - 1);
        rest = rest.get(step..).unwrap_or_default();
    }
    found
}

/// A capital in front; of names in capitals every word is one.
pub(super) fn is_capitalised(word: &Word) -> bool {
    word.text.starts_with(char::is_uppercase)
}

fn folded(name: &str) -> Vec<String> {
    split(name).into_iter().map(|word| word.folded).collect()
}

/// True if the word was typed without accents and is one of `list` but for them.
fn is_plain(word: &Word, list: &[&str]) -> bool {
    let lower = word.text.to_lowercase();
    lower == word.folded && list.iter().any(|entry| fold(entry) == lower)
}

/// True if nothing but a space stands between, or the stroke and apostrophe of names.
fn touches(text: &str, before: &Word, after: &Word) -> bool {
    let gap = text
        .get(before.range.end..after.range.start)
        .unwrap_or_default();
    gap.chars().count() <= 2 && gap.chars().all(|letter| " \u{a0}-'’:".contains(letter))
}

/// How many words are a name that we know: the whole of it, its last two words with capitals, or behind a form of
/// address its last words in any writing.
fn matching(words: &[Word], known: &[Vec<String>], is_addressed: bool) -> usize {
    let length = |name: &Vec<String>| {
        let tail = name.get(name.len().saturating_sub(2)..).unwrap_or_default();
        let last = name.last().map(std::slice::from_ref).unwrap_or_default();
        let is_written = |part: &[String]| {
            let written = words.iter().map(|word| &word.folded).take(part.len());
            !part.is_empty() && written.eq(part.iter())
        };
        let has_capitals = words.iter().take(2).all(is_capitalised);
        if is_written(name) && (name.len() > 1 || words.first().is_some_and(is_capitalised)) {
            name.len()
        } else if is_written(tail) && tail.len() == 2 && (has_capitals || is_addressed) {
            2
        } else if is_written(last) && is_addressed {
            1
        } else {
            0
        }
    };
    known.iter().map(length).max().unwrap_or_default()
}

/// How many words behind a form of address are a name.
fn addressed(text: &str, words: &[Word]) -> usize {
    if is_office(words) {
        return 0;
    }
    let small = words
        .first()
        .is_some_and(|first| PLAIN_FAMILIES.contains(&first.folded.as_str()));
    let capitals = capitals(text, words);
    if capitals == 0 && small {
        return run(text, words, |_| true).min(3);
    }
    capitals
}

fn is_office(words: &[Word]) -> bool {
    let next: Vec<&str> = words
        .iter()
        .take(3)
        .map(|word| word.folded.as_str())
        .collect();
    let next = format!("{} ", next.join(" "));
    let office = OFFICES
        .iter()
        .any(|office| next.starts_with(&format!("{office} ")));
    // UBND, HĐND: the office itself.
    let is_sign = words.first().is_some_and(|first| {
        let letters = first.text.chars().count();
        letters > 2
            && first.text.chars().all(char::is_uppercase)
            && !first.folded.chars().any(is_vowel)
    });
    office
        || is_sign
        || words
            .first()
            .is_some_and(|first| ["UBND", "HĐND"].contains(&first.text))
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

/// "Nguyễn Thị Hoa", "Rơ Châm H'Lan", "LÊ VĂN TÁM", "Pham Van Ba".
fn by_family(text: &str, former: Option<&Word>, words: &[Word]) -> usize {
    let Some(first) = words.first().filter(|first| is_capitalised(first)) else {
        return 0;
    };
    let lower = first.text.to_lowercase().replace('’', "'");
    let is_family = FAMILIES.contains(&lower.as_str()) || is_plain(first, FAMILIES);
    let is_person = words
        .get(1)
        .is_some_and(|second| MIDDLE.contains(&second.folded.as_str()));
    if !is_family || (is_place(text, former, first) && !is_person) {
        return 0;
    }
    match capitals(text, words) {
        1 => 0,
        count => count,
    }
}

/// "Y Blok", "A Thui", "H'Lan", "H' Lan".
fn by_sign(text: &str, former: Option<&Word>, words: &[Word]) -> usize {
    let Some(first) = words.first() else {
        return 0;
    };
    if is_place(text, former, first) {
        return 0;
    }
    let name = |word: &Word| {
        word.text.chars().count() > 1 && word.text.chars().nth(1).is_some_and(char::is_lowercase)
    };
    if first.folded.starts_with("h ") && is_capitalised(first) {
        return capitals(text, words);
    }
    let has_sign = SIGNS.contains(&first.text);
    let has_name = words
        .get(1)
        .is_some_and(|second| is_capitalised(second) && name(second));
    if has_sign && has_name && capitals(text, words) > 1 {
        return capitals(text, words);
    }
    0
}

fn is_place(text: &str, former: Option<&Word>, first: &Word) -> bool {
    former.is_some_and(|former| {
        PLACES.contains(&former.folded.as_str()) && touches(text, former, first)
    })
}

fn capitals(text: &str, words: &[Word]) -> usize {
    run(text, words, |word| {
        is_capitalised(word) && word.text != "UBND"
    })
}

/// How many words in front stand together and fit.
fn run(text: &str, words: &[Word], fits: impl Fn(&Word) -> bool) -> usize {
    let mut count = 0;
    let mut before: Option<&Word> = None;
    for word in words.iter().take(LONGEST_NAME) {
        let is_next = before.is_none_or(|before| touches(text, before, word));
        if !is_next || !fits(word) {
            break;
        }
        count += 1;
        before = Some(word);
    }
    count
}
