//! Notices as the loudspeaker reads them.

use proptest::prelude::*;

use super::aloud;

/// Abbreviations that nobody may meet in the result, as whole words.
const FORBIDDEN: &[&str] = &[
    "UBND", "HĐND", "HTX", "NTM", "QL", "TTHC", "CCCD", "GCN", "GCNQSDĐ", "QSDĐ", "BHYT", "BHXH",
    "CMND", "PAKN", "TP", "TT", "NĐ", "QĐ", "TTg", "km", "m2", "kg", "SĐT",
];

const NOTICES: &[(&str, &str)] = &[
    (
        "Nghị định số 20/2008/NĐ-CP",
        "Nghị định số hai mươi năm hai nghìn không trăm linh tám của Chính phủ",
    ),
    (
        "Theo Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ.",
        "Theo Quyết định số bảy trăm sáu mươi sáu ngày hai mươi ba tháng sáu năm hai nghìn không trăm hai mươi hai của Thủ tướng Chính phủ.",
    ),
    (
        "theo 49/KH-UBND",
        "theo Kế hoạch số bốn mươi chín của Ủy ban nhân dân",
    ),
    (
        "Luật số 25/2018/QH14",
        "Luật số hai mươi lăm năm hai nghìn không trăm mười tám của Quốc hội khóa mười bốn",
    ),
    (
        "UBND xã trả kết quả trong 3-5 ngày.",
        "Ủy ban nhân dân xã trả kết quả trong ba đến năm ngày.",
    ),
    (
        "TTHC cần 01 bản sao CCCD & 02 ảnh.",
        "Thủ tục hành chính cần một bản sao căn cước công dân và hai ảnh.",
    ),
    (
        "Làm việc từ 7h30-11h30, chiều 13:30 - 17h.",
        "Làm việc từ bảy giờ ba mươi phút đến mười một giờ ba mươi phút, chiều mười ba giờ ba mươi phút đến mười bảy giờ.",
    ),
    (
        "Ngày 15/3/2026, xã tiếp 25 lượt hồ sơ/ngày.",
        "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu, xã tiếp hai mươi lăm lượt hồ sơ trên ngày.",
    ),
    (
        "Hạn chót 5/4/2026",
        "Hạn chót ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu",
    ),
    ("nghỉ lễ 30/4", "nghỉ lễ ngày ba mươi tháng tư"),
    ("ngày 5 tháng 4", "ngày mùng năm tháng tư"),
    (
        "tháng 3/2026",
        "tháng ba năm hai nghìn không trăm hai mươi sáu",
    ),
    ("thứ 4 hằng tuần", "thứ tư hằng tuần"),
    (
        "Lệ phí 1.500.000 đồng, phí 8.000đ/trang",
        "Lệ phí một triệu năm trăm nghìn đồng, phí tám nghìn đồng trên trang",
    ),
    (
        "Tỷ lệ hài lòng đạt 82,66%, tăng 0,5 %",
        "Tỷ lệ hài lòng đạt tám mươi hai phẩy sáu mươi sáu phần trăm, tăng không phẩy năm phần trăm",
    ),
    (
        "Gọi 0905 123 456 hoặc (0269) 3824 123",
        "Gọi không chín không năm, một hai ba, bốn năm sáu hoặc không hai sáu chín, ba tám hai bốn, một hai ba",
    ),
    ("gọi 114", "gọi một một bốn"),
    (
        "đường dây nóng 1900 6868",
        "đường dây nóng một chín không không, sáu tám sáu tám",
    ),
    (
        "Mã hồ sơ H21.65-220914-0011",
        "Mã hồ sơ H hai một chấm sáu năm, hai hai không chín một bốn, không không một một",
    ),
    (
        "thửa đất 120 m², cách UBND 2,5km",
        "thửa đất một trăm hai mươi mét vuông, cách Ủy ban nhân dân hai phẩy năm ki-lô-mét",
    ),
    (
        "giá 25.000 đồng/kg",
        "giá hai mươi lăm nghìn đồng trên ki-lô-gam",
    ),
    (
        "TP. Pleiku, Q.1, P. Hoa Lư",
        "Thành phố Pleiku, quận một, phường Hoa Lư",
    ),
    ("giấy tờ, ảnh, v.v.", "giấy tờ, ảnh, vân vân."),
    ("ảnh, v.v. và giấy tờ", "ảnh, vân vân và giấy tờ"),
    (
        "GCN QSDĐ và thẻ BHYT",
        "Giấy chứng nhận quyền sử dụng đất và thẻ bảo hiểm y tế",
    ),
    (
        "số CCCD 064090001234",
        "số căn cước công dân không sáu bốn không chín không không không một hai ba bốn",
    ),
    (
        "tại TT Phục vụ hành chính công",
        "tại trung tâm Phục vụ hành chính công",
    ),
    (
        "TT số 01/2018/TT-VPCP",
        "Thông tư số một năm hai nghìn không trăm mười tám của Văn phòng Chính phủ",
    ),
    ("và/hoặc", "và hoặc"),
    ("T2-T6", "Thứ hai đến thứ sáu"),
    ("quý IV năm nay, quý III", "quý tư năm nay, quý ba"),
    (
        "khu II, lần thứ III, khoá IV, nhà cấp IV, Chương IX",
        "khu hai, lần thứ ba, khoá bốn, nhà cấp bốn, Chương chín",
    ),
    (
        "lần thứ I, lần thứ IV, giai đoạn I-II, đợt I, II và III, thế kỷ XXI",
        "lần thứ nhất, lần thứ tư, giai đoạn một-hai, đợt một, hai và ba, thế kỷ hai mươi mốt",
    ),
    (
        "CÁC MỤC XI MĂNG, ông Phan V, thư X, TDP IV.",
        "CÁC MỤC XI MĂNG, ông Phan V, thư X, tổ dân phố IV.",
    ),
    (
        "HTX sửa QL14, QL.1A, TL 8 và ĐT 664; ĐT: 0905 123 456, ĐT 113",
        "Hợp tác xã sửa quốc lộ mười bốn, quốc lộ một A, tỉnh lộ tám và đường tỉnh sáu trăm sáu mươi tư; điện thoại: không chín không năm, một hai ba, bốn năm sáu, điện thoại một một ba",
    ),
    (
        "Phòng NN&MT, BCHQS, công ty CP và NTM của VN",
        "Phòng nông nghiệp và môi trường, Ban Chỉ huy quân sự, công ty cổ phần và nông thôn mới của Việt Nam",
    ),
    ("Số: 15/TB-UBND", "Số: mười lăm của Ủy ban nhân dân"),
    ("khổ A4, mạng 4G", "khổ A bốn, mạng bốn G"),
    ("Điều 4.1", "Điều bốn chấm một"),
    ("https://dichvucong.gov.vn", "dichvucong.gov.vn"),
    (
        "Xã xin lỗi. Mời ông đến nhận.  Trân trọng!",
        "Xã xin lỗi.\nMời ông đến nhận.\nTrân trọng!",
    ),
    (
        "Tiếp dân vào thứ 2. 15 hồ sơ trễ.",
        "Tiếp dân vào thứ hai.\nMười lăm hồ sơ trễ.",
    ),
];

#[test]
fn a_notice_is_read_as_a_newsreader_would() {
    let wrong: Vec<String> = NOTICES
        .iter()
        .map(|(written, read)| (written, aloud(written), read))
        .filter(|(_, said, read)| said != *read)
        .map(|(written, said, read)| format!("{written}\n  said {said}\n  not  {read}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[track_caller]
fn holds(text: &str) {
    let said = aloud(text);
    assert!(
        !said.contains(|letter: char| letter.is_ascii_digit()),
        "{text} -> {said}"
    );
    assert_eq!(aloud(&said), said, "{text}");
}

#[test]
fn reading_aloud_twice_changes_nothing() {
    for (written, _) in NOTICES {
        holds(written);
        for word in aloud(written).split(|letter: char| !letter.is_alphanumeric()) {
            assert!(!FORBIDDEN.contains(&word), "{written}: {word}");
        }
    }
}

/// Pieces that meet in notices.
const PIECES: &[&str] = &[
    "20/2008/NĐ-CP",
    "766/QĐ-TTg",
    "15/3/2026",
    "3/2026",
    "7h30",
    "0905 123 456",
    "+84",
    "1.500.000",
    "82,66",
    "%",
    "đ",
    "đồng",
    "UBND",
    "TT",
    "TP.",
    "Q.",
    "P.",
    "X.",
    "v.v.",
    "&",
    "/",
    "-",
    " ",
    "\n",
    ".",
    ",",
    "ngày",
    "số",
    "tháng",
    "hồ sơ",
    "km",
    "m²",
    "²",
    "½",
    "5",
    "A",
    "h",
    "g",
    ":",
    "và",
    "hoặc",
    "https://",
    "H21.65-220914-0011",
    "81A-123.45",
    "gọi",
    "113",
    "Hoa",
    "CP",
    "QĐ",
    "thứ",
    "HCM",
    "(",
    "quý",
    "khu",
    "II",
    "X",
    "V",
    "QL",
    "ĐT",
    "VNĐ",
];

/// Pieces in any order.
fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..12)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_digit_is_left_of_a_notice(text in pieces()) {
        holds(&text);
    }

    #[test]
    fn no_digit_is_left_of_anything(text in any::<String>()) {
        holds(&text);
    }
}
