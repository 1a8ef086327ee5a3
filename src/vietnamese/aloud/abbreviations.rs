//! Abbreviations of offices, and signs that have a word.

use super::documents::{ISSUERS, KINDS};
use super::{Place, Said};
use crate::vietnamese::patterns::goes_on;

/// Abbreviations by themselves; the longest that fits is taken.
const WORDS: &[(&str, &str)] = &[
    ("NĐ-CP", "Nghị định của Chính phủ"),
    ("QĐ-TTg", "Quyết định của Thủ tướng Chính phủ"),
    ("QĐ-UBND", "Quyết định của Ủy ban nhân dân"),
    ("KH-UBND", "Kế hoạch của Ủy ban nhân dân"),
    ("NQ-HĐND", "Nghị quyết của Hội đồng nhân dân"),
    ("TTHC", "thủ tục hành chính"),
    ("CCHC", "cải cách hành chính"),
    ("TTPVHCC", "Trung tâm Phục vụ hành chính công"),
    ("CCCD", "căn cước công dân"),
    ("CMND", "chứng minh nhân dân"),
    ("CMTND", "chứng minh thư nhân dân"),
    ("GCNQSDĐ", "giấy chứng nhận quyền sử dụng đất"),
    ("GCN", "giấy chứng nhận"),
    ("QSDĐ", "quyền sử dụng đất"),
    ("GPXD", "giấy phép xây dựng"),
    ("ĐKKD", "đăng ký kinh doanh"),
    ("HKTT", "hộ khẩu thường trú"),
    ("BHYT", "bảo hiểm y tế"),
    ("BHXH", "bảo hiểm xã hội"),
    ("BHTN", "bảo hiểm thất nghiệp"),
    ("BTXH", "bảo trợ xã hội"),
    ("LĐTBXH", "lao động, thương binh và xã hội"),
    ("PAKN", "phản ánh, kiến nghị"),
    ("KNTC", "khiếu nại, tố cáo"),
    ("CBCC", "cán bộ, công chức"),
    ("CBCCVC", "cán bộ, công chức, viên chức"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("KT-XH", "kinh tế - xã hội"),
    ("ANTT", "an ninh trật tự"),
    ("ATGT", "an toàn giao thông"),
    ("CSGT", "cảnh sát giao thông"),
    ("PCCC", "phòng cháy, chữa cháy"),
    ("NVQS", "nghĩa vụ quân sự"),
    ("THCS", "trung học cơ sở"),
    ("THPT", "trung học phổ thông"),
    ("TNHH", "trách nhiệm hữu hạn"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("BCH", "Ban Chấp hành"),
    ("VPĐK", "Văn phòng đăng ký"),
    ("XHCN", "xã hội chủ nghĩa"),
    ("CHXHCN", "Cộng hòa xã hội chủ nghĩa"),
    ("LH", "liên hệ"),
    ("STT", "số thứ tự"),
    ("SĐT", "số điện thoại"),
    ("ĐT", "điện thoại"),
    ("TW", "trung ương"),
    ("TPHCM", "Thành phố Hồ Chí Minh"),
    ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("TP. HCM", "Thành phố Hồ Chí Minh"),
    ("TP HCM", "Thành phố Hồ Chí Minh"),
    ("HCM", "Hồ Chí Minh"),
    ("TP", "thành phố"),
    ("TX", "thị xã"),
    ("TDP", "tổ dân phố"),
    ("đ/c", "đồng chí"),
    ("Đ/c", "đồng chí"),
    ("v/v", "về việc"),
    ("V/v", "về việc"),
    ("v.v...", "vân vân."),
    ("v.v..", "vân vân."),
    ("v.v.", "vân vân."),
    ("v.v", "vân vân"),
    ("VD", "ví dụ"),
];

/// Abbreviations with a dot, which stand before a name or a number: "Q.1", "P. Hoa Lư".
const BEFORE_A_NAME: &[(&str, &str)] = &[
    ("TP.", "thành phố"),
    ("Tp.", "thành phố"),
    ("tp.", "thành phố"),
    ("TT.", "thị trấn"),
    ("TX.", "thị xã"),
    ("Q.", "quận"),
    ("P.", "phường"),
    ("X.", "xã"),
    ("H.", "huyện"),
    ("T.", "tỉnh"),
];

/// An abbreviation at the beginning of a word.
pub fn abbreviation(place: &Place) -> Option<Said> {
    if !place.is_start_of_word() {
        return None;
    }
    [before_a_name, circular_or_centre, word]
        .iter()
        .find_map(|rule| rule(place))
}

fn before_a_name(place: &Place) -> Option<Said> {
    BEFORE_A_NAME.iter().find_map(|(sign, words)| {
        let after = place.rest.strip_prefix(sign)?;
        let name = after.strip_prefix(' ').unwrap_or(after);
        let is_name =
            name.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
        // "TP.HCM" is one word of its own.
        let is_known = name.starts_with("HCM");
        (is_name && !is_known).then(|| place.say(name, format!("{words} ")))?
    })
}

/// "TT" is a circular before a number, else a centre.
fn circular_or_centre(place: &Place) -> Option<Said> {
    let after = place.rest.strip_prefix("TT").filter(|rest| ends(rest))?;
    let number = after.trim_start_matches(' ');
    let is_circular = number.starts_with("số")
        || number.starts_with("liên")
        || number.starts_with(|letter: char| letter.is_ascii_digit());
    let words = if is_circular {
        "Thông tư"
    } else {
        "trung tâm"
    };
    place.say(after, words.to_owned())
}

fn word(place: &Place) -> Option<Said> {
    let tables = [WORDS, KINDS, ISSUERS];
    let known = tables.iter().flat_map(|table| table.iter());
    let fitting = known.filter_map(|(sign, words)| {
        let after = place.rest.strip_prefix(sign)?;
        let is_whole = ends(after) || sign.ends_with('.');
        is_whole.then_some((sign.len(), *words, after))
    });
    let (_, words, after) = fitting.max_by_key(|(length, ..)| *length)?;
    // The dot of "v.v." ends a sentence only where one ends.
    let goes_on = after.trim_start().starts_with(char::is_lowercase)
        || after.starts_with([',', ';', ')', '.']);
    let words = match words.strip_suffix('.') {
        Some(bare) if goes_on => bare,
        _ => words,
    };
    place.say(after, words.to_owned())
}

/// True if a word cannot go on here; a digit is another word.
fn ends(after: &str) -> bool {
    !goes_on(after) || after.starts_with(|letter: char| letter.is_ascii_digit())
}

/// "&", the stroke between words, and the scheme of a web address, which nobody says.
pub fn mark(place: &Place) -> Option<Said> {
    let rest = place.rest;
    if place.is_start_of_word() {
        for scheme in ["https://", "http://"] {
            if let Some(after) = rest.strip_prefix(scheme) {
                return place.say(after, String::new());
            }
        }
    }
    if let Some(after) = rest.strip_prefix('&') {
        return place.say(after, " và ".to_owned());
    }
    let after = rest.strip_prefix(['/', '⁄'])?;
    let words = match place.last_word().as_str() {
        "va" if after.starts_with("hoặc") => " ",
        _ => " trên ",
    };
    place.say(after, words.to_owned())
}
