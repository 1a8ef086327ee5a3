//! Abbreviations of offices, and signs that have a word.

use super::documents::{ISSUERS, KINDS};
use super::{Place, Said};
use crate::vietnamese::patterns::{digits, goes_on};

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
    ("BCHQS", "Ban Chỉ huy quân sự"),
    ("BQL", "ban quản lý"),
    ("BQLDA", "ban quản lý dự án"),
    ("BVTV", "bảo vệ thực vật"),
    ("BVMT", "bảo vệ môi trường"),
    ("VSMT", "vệ sinh môi trường"),
    ("VSATTP", "vệ sinh an toàn thực phẩm"),
    ("ATTP", "an toàn thực phẩm"),
    ("ANCT", "an ninh chính trị"),
    ("TTATXH", "trật tự, an toàn xã hội"),
    ("TNGT", "tai nạn giao thông"),
    ("GTVT", "giao thông vận tải"),
    ("GTNT", "giao thông nông thôn"),
    ("GPLX", "giấy phép lái xe"),
    ("GPKD", "giấy phép kinh doanh"),
    ("GPMB", "giải phóng mặt bằng"),
    ("HĐLĐ", "hợp đồng lao động"),
    ("XKLĐ", "xuất khẩu lao động"),
    ("SXKD", "sản xuất, kinh doanh"),
    ("DNTN", "doanh nghiệp tư nhân"),
    ("MTV", "một thành viên"),
    ("CTCP", "công ty cổ phần"),
    ("Công ty CP", "Công ty cổ phần"),
    ("công ty CP", "công ty cổ phần"),
    ("HTX", "hợp tác xã"),
    ("HTXNN", "hợp tác xã nông nghiệp"),
    ("NTM", "nông thôn mới"),
    ("PTNT", "phát triển nông thôn"),
    ("NN&PTNT", "nông nghiệp và phát triển nông thôn"),
    ("NN&MT", "nông nghiệp và môi trường"),
    ("TN&MT", "tài nguyên và môi trường"),
    ("TNMT", "tài nguyên và môi trường"),
    ("GD&ĐT", "giáo dục và đào tạo"),
    ("GDĐT", "giáo dục và đào tạo"),
    ("KH&CN", "khoa học và công nghệ"),
    ("LĐTB&XH", "lao động, thương binh và xã hội"),
    ("LĐ-TB&XH", "lao động, thương binh và xã hội"),
    ("CNTT", "công nghệ thông tin"),
    ("CSDL", "cơ sở dữ liệu"),
    ("CĐS", "chuyển đổi số"),
    ("DVC", "dịch vụ công"),
    ("DVCTT", "dịch vụ công trực tuyến"),
    ("KDC", "khu dân cư"),
    ("KCN", "khu công nghiệp"),
    ("CCN", "cụm công nghiệp"),
    ("NVH", "nhà văn hóa"),
    ("CLB", "câu lạc bộ"),
    ("TDTT", "thể dục, thể thao"),
    ("HGĐ", "hộ gia đình"),
    ("KHHGĐ", "kế hoạch hóa gia đình"),
    ("DTTS", "dân tộc thiểu số"),
    ("PTDTBT", "phổ thông dân tộc bán trú"),
    ("PTDTNT", "phổ thông dân tộc nội trú"),
    ("SGK", "sách giáo khoa"),
    ("HSSV", "học sinh, sinh viên"),
    ("CSXH", "chính sách xã hội"),
    ("NHCSXH", "Ngân hàng Chính sách xã hội"),
    ("NSNN", "ngân sách nhà nước"),
    ("SDĐ", "sử dụng đất"),
    ("TTYT", "trung tâm y tế"),
    ("TYT", "trạm y tế"),
    ("TAND", "Tòa án nhân dân"),
    ("VKSND", "Viện Kiểm sát nhân dân"),
    ("ĐBQH", "đại biểu Quốc hội"),
    ("MTTQVN", "Mặt trận Tổ quốc Việt Nam"),
    ("UBMTTQVN", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("LHPN", "Liên hiệp Phụ nữ"),
    ("CCB", "cựu chiến binh"),
    ("TNXP", "thanh niên xung phong"),
    ("LLVT", "lực lượng vũ trang"),
    ("DQTV", "dân quân tự vệ"),
    ("QPAN", "quốc phòng, an ninh"),
    ("PCTT", "phòng, chống thiên tai"),
    ("PCLB", "phòng, chống lụt bão"),
    ("TKCN", "tìm kiếm cứu nạn"),
    ("CNCH", "cứu nạn, cứu hộ"),
    ("PCCCR", "phòng cháy, chữa cháy rừng"),
    ("VN", "Việt Nam"),
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

/// Roads by the sign before their number: "QL14", "TL 8", "ĐT.664".
const ROADS: &[(&str, &str)] = &[
    ("QL", "quốc lộ"),
    ("TL", "tỉnh lộ"),
    ("ĐT", "đường tỉnh"),
    ("HL", "hương lộ"),
];
/// Most digits of a road's number.
const LONGEST_ROAD: usize = 3;

/// The sign of a road. "ĐT" before three digits of which the first is no 1: else it is a telephone ("ĐT 113").
pub fn road(place: &Place) -> Option<Said> {
    if !place.is_start_of_word() {
        return None;
    }
    let (sign, words, after) = ROADS.iter().find_map(|(sign, words)| {
        let after = place.rest.strip_prefix(sign)?;
        Some((*sign, *words, after))
    })?;
    let number = after.trim_start_matches(['.', ' ']);
    let (figures, behind) = digits(number);
    let is_longer = [".", ",", "/", " "].iter().any(|mark| {
        behind
            .strip_prefix(mark)
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
    });
    let is_number = (1..=LONGEST_ROAD).contains(&figures.len()) && !is_longer;
    let is_telephone =
        sign == "ĐT" && (figures.len() < LONGEST_ROAD || figures.starts_with(['0', '1']));
    (is_number && !is_telephone).then(|| place.say(number, format!("{words} ")))?
}

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
