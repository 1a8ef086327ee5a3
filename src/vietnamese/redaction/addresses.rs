//! Where somebody lives: "số 12 đường Lê Lợi, tổ 5", "thôn 3", "làng Ia Kênh". Communes and what is above them are
//! public places and stay.

use std::ops::Range;

use super::Kind;
use super::names::is_capitalised;
use crate::vietnamese::fold::Word;

/// What a place within a commune is called, as words. The flag: a name may follow, not a number alone.
const PLACES: &[(&[&str], bool)] = &[
    (&["tổ", "dân", "phố"], true),
    (&["khu", "phố"], true),
    (&["khu", "dân", "cư"], true),
    (&["thôn"], true),
    (&["làng"], true),
    (&["buôn"], true),
    (&["bôn"], true),
    (&["plei"], true),
    (&["xóm"], true),
    (&["ấp"], true),
    (&["tổ"], false),
    (&["hẻm"], false),
    (&["ngõ"], false),
    (&["ngách"], false),
    (&["kiệt"], false),
    (&["số", "nhà"], false),
    (&["nhà", "số"], false),
    (&["căn", "hộ"], false),
];
const STREETS: &[&str] = &["đường", "phố", "hẻm", "ngõ", "kiệt", "quốc", "tỉnh"];
/// Words after which a bare number and a name are a house: "ở số 12 Lê Lợi".
const BEFORE_A_HOUSE: &[&str] = &["o", "tai", "nha", "chi", "tru", "den"];
/// Most words of a place's name.
const LONGEST_NAME: usize = 4;
/// Most digits of a house's or a hamlet's number.
const LONGEST_NUMBER: usize = 4;

pub(super) fn find(text: &str, words: &[Word]) -> Vec<(Range<usize>, Kind)> {
    let mut found: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut rest = words;
    let mut former: Option<&Word> = None;
    while let Some((first, others)) = rest.split_first() {
        let count = house(text, former, rest).or_else(|| place(text, rest));
        let Some(last) = count.and_then(|count| rest.get(count - 1)) else {
            (former, rest) = (Some(first), others);
            continue;
        };
        let range = first.range.start..last.range.end;
        let gap = found
            .last()
            .and_then(|(before, _)| text.get(before.end..range.start));
        match found.last_mut() {
            // "số 12 đường Lê Lợi, tổ 5" is one address.
            Some((before, _)) if gap == Some(", ") => before.end = range.end,
            _ => found.push((range, Kind::Address)),
        }
        former = Some(last);
        rest = rest.get(count.unwrap_or(1)..).unwrap_or_default();
    }
    found
}

/// "thôn 3", "làng Ia Kênh": how many words it takes.
fn place(text: &str, words: &[Word]) -> Option<usize> {
    PLACES.iter().find_map(|(place, has_name)| {
        let is_place = place
            .iter()
            .enumerate()
            .all(|(at, name)| words.get(at).is_some_and(|word| is_word(word, name)));
        let behind = words.get(place.len()..).filter(|_| is_place)?;
        let last = words.get(place.len() - 1)?;
        let number = number(text, last, behind);
        let name = if *has_name {
            name(text, last, behind)
        } else {
            0
        };
        let count = number.max(name);
        // A street may follow the number of a house.
        let count = count
            + if number > 0 {
                street(
                    text,
                    words.get(place.len() + number - 1)?,
                    behind.get(number..)?,
                )
            } else {
                0
            };
        (count > 0).then_some(place.len() + count)
    })
}

/// "số 12 đường Lê Lợi", "12/3 đường Lê Lợi", "ở số 12 Lê Lợi".
fn house(text: &str, former: Option<&Word>, words: &[Word]) -> Option<usize> {
    let (first, others) = words.split_first()?;
    let has_so = is_word(first, "số");
    let digits = if has_so {
        number(text, first, others)
    } else {
        number_from(text, words)
    };
    if digits == 0 {
        return None;
    }
    let count = digits + usize::from(has_so);
    let behind = words.get(count..)?;
    let last = words.get(count - 1)?;
    let mut street = street(text, last, behind);
    let is_home = former.is_some_and(|word| BEFORE_A_HOUSE.contains(&word.folded.as_str()));
    if street == 0 && is_home && has_so {
        street = name(text, last, behind);
    }
    (street > 0).then_some(count + street)
}

/// "đường Lê Lợi" behind a number.
fn street(text: &str, last: &Word, behind: &[Word]) -> usize {
    let Some((first, others)) = behind.split_first() else {
        return 0;
    };
    if !STREETS.iter().any(|street| is_word(first, street)) || !joins(text, last, first) {
        return 0;
    }
    let words = name(text, first, others).max(number(text, first, others));
    if words > 0 { words + 1 } else { 0 }
}

/// True if a word is this one, with or without its accents.
fn is_word(word: &Word, name: &str) -> bool {
    let lower = word.text.to_lowercase();
    lower == name || (lower == word.folded && lower == crate::vietnamese::fold::fold(name))
}

fn joins(text: &str, before: &Word, after: &Word) -> bool {
    let gap = text
        .get(before.range.end..after.range.start)
        .unwrap_or_default();
    !gap.is_empty()
        && gap
            .chars()
            .all(|letter| letter == ' ' || letter == '\u{a0}')
}

/// How many words a number behind `last` takes: "12", "12/3", "12A".
fn number(text: &str, last: &Word, behind: &[Word]) -> usize {
    let is_next = behind.first().is_some_and(|first| joins(text, last, first));
    if is_next {
        number_from(text, behind)
    } else {
        0
    }
}

fn number_from(text: &str, words: &[Word]) -> usize {
    let is_number = |word: &Word| {
        let digits = word.text.chars().take_while(char::is_ascii_digit).count();
        let letters = word.text.chars().count() - digits;
        (1..=LONGEST_NUMBER).contains(&digits) && letters <= 1
    };
    let mut count = 0;
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let gap = before.and_then(|before| text.get(before.range.end..word.range.start));
        let belongs = gap.is_none_or(|gap| gap == "/");
        if !belongs {
            break;
        }
        if !is_number(word) {
            // 20/NĐ is a document.
            return 0;
        }
        count += 1;
    }
    count
}

/// How many capitalised words follow `last`.
fn name(text: &str, last: &Word, behind: &[Word]) -> usize {
    let befores = std::iter::once(last).chain(behind);
    let together = befores.zip(behind).take(LONGEST_NAME);
    let capitals =
        together.take_while(|(before, word)| joins(text, before, word) && is_capitalised(word));
    capitals.count()
}
