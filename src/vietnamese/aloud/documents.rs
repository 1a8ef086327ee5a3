//! Numbers of documents (`20/2008/NĐ-CP`) and codes, which are said in words or one sign after the other.

use super::{Place, Said};
use crate::vietnamese::fold::fold;
use crate::vietnamese::numbers::{digit_by_digit, in_words, whole_number};
use crate::vietnamese::patterns::{digits, dossier_code, plate};

/// Kinds of documents by the sign in their number (NĐ 30/2020/NĐ-CP, Phụ lục III; NĐ for decrees).
pub const KINDS: &[(&str, &str)] = &[
    ("NĐ", "Nghị định"),
    ("QĐ", "Quyết định"),
    ("NQ", "Nghị quyết"),
    ("CT", "Chỉ thị"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("KH", "Kế hoạch"),
    ("TB", "Thông báo"),
    ("BC", "Báo cáo"),
    ("HD", "Hướng dẫn"),
    ("TTr", "Tờ trình"),
    ("CV", "Công văn"),
    ("GM", "Giấy mời"),
];

/// Who issues documents, by the sign in their number.
pub const ISSUERS: &[(&str, &str)] = &[
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("QH", "Quốc hội"),
    ("BNV", "Bộ Nội vụ"),
    ("BTP", "Bộ Tư pháp"),
    ("BTC", "Bộ Tài chính"),
    ("BYT", "Bộ Y tế"),
    ("BCA", "Bộ Công an"),
    ("BCT", "Bộ Công Thương"),
    ("BXD", "Bộ Xây dựng"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BTNMT", "Bộ Tài nguyên và Môi trường"),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
    ("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
];

fn named(table: &[(&str, &'static str)], sign: &str) -> Option<&'static str> {
    let found = table.iter().find(|(known, _)| *known == sign);
    found.map(|(_, name)| *name)
}

/// "20/2008/NĐ-CP" after "Nghị định số": number, year and issuer. The kind is said where the text does not say it,
/// the issuer where the text does not go on with it.
pub fn document(place: &Place) -> Option<Said> {
    if !place.is_start_of_number() {
        return None;
    }
    let (number, after) = digits(place.rest);
    let after = after.strip_prefix('/')?;
    let (year, after) = match digits(after) {
        ("", signs) => ("", signs),
        (year, after) if year.len() == 4 => (year, after.strip_prefix('/')?),
        _ => return None,
    };
    let end = after.find(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let signs = after.get(..end.unwrap_or(after.len()))?;
    let after = after.get(signs.len()..)?;
    let kind = signs.split('-').find_map(|sign| named(KINDS, sign));
    let issuer = signs.split('-').find_map(issuer);
    if kind.is_none() && issuer.is_none() {
        return None;
    }
    let mut words = String::new();
    if let Some(kind) = kind.filter(|kind| !is_said(place, kind)) {
        words.push_str(&format!("{kind} số "));
    }
    words.push_str(&whole_number(number));
    if let Ok(year) = year.parse() {
        words.push_str(&format!(" năm {}", in_words(year)));
    }
    if let Some(issuer) = issuer.filter(|_| !says_issuer(after)) {
        words.push_str(&format!(" của {issuer}"));
    }
    place.say(after, words)
}

/// The issuer of a sign; the number of a National Assembly follows its sign: QH14.
fn issuer(sign: &str) -> Option<String> {
    let letters = sign.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let name = named(ISSUERS, letters)?;
    match sign.get(letters.len()..)?.parse() {
        Ok(term) => Some(format!("{name} khóa {}", in_words(term))),
        Err(_) => Some(name.to_owned()),
    }
}

fn is_said(place: &Place, kind: &str) -> bool {
    // "Số: 15/TB-UBND" at the head of a letter.
    let head = place.said.trim_end_matches([' ', ':']);
    if head.ends_with("Số") || head.ends_with("số") {
        return true;
    }
    let kind = fold(kind);
    let count = kind.split(' ').count();
    place.last_words(count).join(" ") == kind
}

/// True if the text goes on with "của", maybe after the date.
fn says_issuer(after: &str) -> bool {
    let after = after.trim_start_matches([' ', ',']);
    let after = after.strip_prefix("ngày").unwrap_or(after);
    let date = |letter: char| letter.is_ascii_digit() || " /-.,".contains(letter);
    after.trim_start_matches(date).starts_with("của ")
}

/// The code of a dossier or the plate of a vehicle, one sign after the other.
pub fn code(place: &Place) -> Option<Said> {
    let is_start = !place.before.ends_with(char::is_alphanumeric);
    if !is_start {
        return None;
    }
    let length = dossier_code(place.rest).or_else(|| plate(place.rest))?;
    let (code, after) = place.rest.split_at_checked(length)?;
    let mut words: Vec<String> = Vec::new();
    for sign in code.chars() {
        match sign {
            '.' => words.push("chấm".to_owned()),
            '-' | '–' | ' ' => {
                if let Some(last) = words.last_mut() {
                    last.push(',');
                }
            }
            digit if digit.is_ascii_digit() => words.push(digit_by_digit(&digit.to_string())),
            letter => words.push(letter.to_string()),
        }
    }
    place.say(after, words.join(" "))
}
