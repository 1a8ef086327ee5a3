//! What is proposed in the words of citizens, and what must be left alone.

use proptest::prelude::*;

use super::{BLANK, Kind, blank, proposals};

/// A text, and the pieces that must be proposed in it, in order.
const FOUND: &[(&str, &[(&str, Kind)])] = &[
    (
        "Chủ tịch UBND xã Nguyễn Văn Minh",
        &[("Nguyễn Văn Minh", Kind::Name)],
    ),
    (
        "Gọi tôi số 0905 123 456 nhé",
        &[("0905 123 456", Kind::Phone)],
    ),
    ("ĐT:0905.123.456.", &[("0905.123.456", Kind::Phone)]),
    (
        "sđt 090-512-3456, +84 905 123 456",
        &[
            ("090-512-3456", Kind::Phone),
            ("+84 905 123 456", Kind::Phone),
        ],
    ),
    (
        "máy bàn (0269) 3824 123 hoặc 02693824123",
        &[
            ("(0269) 3824 123", Kind::Phone),
            ("02693824123", Kind::Phone),
        ],
    ),
    ("điện thoại số: 3824 123", &[("3824 123", Kind::Phone)]),
    ("CCCD 064090001234", &[("064090001234", Kind::Id)]),
    ("CCCD 064 090 001 234", &[("064 090 001 234", Kind::Id)]),
    (
        "CMND 231 234 567 cấp ngày 15/3/2006",
        &[("231 234 567", Kind::Id)],
    ),
    ("CMND: 231234567", &[("231234567", Kind::Id)]),
    (
        "gửi về hoa.nguyen+1@gmail.com.",
        &[("hoa.nguyen+1@gmail.com", Kind::Email)],
    ),
    (
        "Hồ sơ H21.65-220914-0011 trễ",
        &[("H21.65-220914-0011", Kind::Dossier)],
    ),
    (
        "STK 5010 1234 5678 9",
        &[("5010 1234 5678 9", Kind::Account)],
    ),
    (
        "chuyển vào 50101234567890",
        &[("50101234567890", Kind::Account)],
    ),
    (
        "xe 81A-123.45 và 81B1 23456",
        &[("81A-123.45", Kind::Plate), ("81B1 23456", Kind::Plate)],
    ),
    (
        "gặp ông Nguyễn Văn Tám ở quầy 2",
        &[("Nguyễn Văn Tám", Kind::Name)],
    ),
    ("Tôi là Nguyễn Thị Hoa.", &[("Nguyễn Thị Hoa", Kind::Name)]),
    ("toi la Nguyen Thi Hoa", &[("Nguyen Thi Hoa", Kind::Name)]),
    ("ÔNG LÊ VĂN TÁM", &[("LÊ VĂN TÁM", Kind::Name)]),
    (
        "cô Hạnh quát tôi, chị H. thì cười",
        &[("Hạnh", Kind::Name), ("H", Kind::Name)],
    ),
    ("ông nguyễn văn tám nói", &[("nguyễn văn tám", Kind::Name)]),
    (
        "chị Rơ Châm H'Lan và Ksor Y Blok",
        &[("Rơ Châm H'Lan", Kind::Name), ("Ksor Y Blok", Kind::Name)],
    ),
    (
        "Y Blok với A Thui, Siu Black, Kpă Lih",
        &[
            ("Y Blok", Kind::Name),
            ("A Thui", Kind::Name),
            ("Siu Black", Kind::Name),
            ("Kpă Lih", Kind::Name),
        ],
    ),
    ("nhà H’Lan", &[("H’Lan", Kind::Name)]),
    (
        "ở số 12 đường Lê Lợi, tổ 5",
        &[("số 12 đường Lê Lợi, tổ 5", Kind::Address)],
    ),
    (
        "nhà tôi 12/3 đường Hùng Vương",
        &[("12/3 đường Hùng Vương", Kind::Address)],
    ),
    (
        "tôi ở thôn 3, làng Ia Kênh bên cạnh",
        &[("thôn 3, làng Ia Kênh", Kind::Address)],
    ),
    ("tổ dân phố 7 mất nước", &[("tổ dân phố 7", Kind::Address)]),
    ("thon 3 khong co dien", &[("thon 3", Kind::Address)]),
    ("tại số 12 Lê Lợi", &[("số 12 Lê Lợi", Kind::Address)]),
];

/// What may be published as it is.
const LEFT_ALONE: &[&str] = &[
    "Ngày 15/3/2026, từ 01-02-2026 đến 10.02.2026",
    "Nộp 1.500.000 đồng, thu 231.234.567 đồng, phạt 12.000.000đ",
    "số tiền 231.234.567",
    "phí 150000 đồng, 500000000 đồng",
    "Nghị định số 20/2008/NĐ-CP, Điều 19 khoản 2",
    "Quyết định số 766/QĐ-TTg ngày 23/6/2022",
    "Chờ từ 7h30 đến 11:30, 3-5 ngày, 82,66%",
    "ông Chủ tịch và bà con, anh em, cô ấy",
    "Hồ sơ của tôi ở quầy số 2, lớp 10A 2026",
    "UBND xã Tân Bình, tỉnh Gia Lai",
    "Mẫu A Phiếu yêu cầu",
    "giai đoạn 2020-2025, năm 2021",
    "Đường Lê Lợi bị ngập",
    "Trần nhà bị dột",
    "cán bộ tổ một cửa",
];

fn found(text: &str, names: &[&str]) -> Vec<(String, Kind)> {
    let found = proposals(text, names).into_iter();
    found
        .map(|proposal| (proposal.text, proposal.kind))
        .collect()
}

#[test]
fn personal_details_are_proposed() {
    let mut wrong = Vec::new();
    for (text, expected) in FOUND {
        let found = found(text, &[]);
        if found
            .iter()
            .map(|(text, kind)| (text.as_str(), *kind))
            .ne(expected.iter().copied())
        {
            wrong.push(format!("{text}\n  found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_public_is_left_alone() {
    let found: Vec<_> = LEFT_ALONE
        .iter()
        .flat_map(|text| found(text, &[]))
        .collect();
    assert_eq!(found, []);
}

#[test]
fn names_we_know_are_found_in_every_writing() {
    let names = ["Trần Quốc Tuấn", "Ksor Y Blok", ""];
    let pieces = |text| -> Vec<String> {
        found(text, &names)
            .into_iter()
            .map(|(piece, _)| piece)
            .collect()
    };
    assert_eq!(pieces("tran quoc tuan hẹn tôi"), ["tran quoc tuan"]);
    assert_eq!(pieces("anh tuấn ở quầy 2"), ["tuấn"]);
    assert_eq!(pieces("Quốc Tuấn nói vậy"), ["Quốc Tuấn"]);
    assert_eq!(pieces("ông y blok"), ["y blok"]);
    assert_eq!(pieces("cả tuần nay, trong tuần"), [""; 0]);
}

#[test]
fn a_blank_stands_for_what_was_chosen() {
    let text = "Gọi ông Tám, 0905123456.";
    let ranges: Vec<_> = proposals(text, &[])
        .into_iter()
        .map(|found| found.range)
        .collect();
    assert_eq!(blank(text, &ranges), format!("Gọi ông {BLANK}, {BLANK}."));
    assert_eq!(blank("ạb", &[1..2, 0..1, 9..99]), format!("{BLANK}b"));
    assert_eq!(blank("abcd", &[2..3, 0..4, 1..2]), BLANK);
    assert_eq!(blank("abcd", &[]), "abcd");
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "0905 123 456",
        "+84",
        "(",
        "0269",
        "81A-123.45",
        "H21.65-220914-0011",
        "a@b.vn",
        "@",
        "ông ",
        "Nguyễn ",
        "Văn ",
        "H'Lan",
        "’",
        "Y ",
        "Rơ ",
        "số ",
        "12",
        "/",
        "đường ",
        "thôn ",
        " ",
        ".",
        "-",
        "đồng",
        "e\u{323}",
        "😀",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..14)
        .prop_map(|pieces| pieces.concat())
}

fn holds(text: &str, name: &str) {
    let found = proposals(text, &[name]);
    assert!(
        found
            .iter()
            .all(|found| text.get(found.range.clone()) == Some(found.text.as_str()))
    );
    assert!(
        found
            .windows(2)
            .all(|two| two[0].range.end <= two[1].range.start)
    );
    assert!(found.iter().all(|found| !found.range.is_empty()));
    let ranges: Vec<_> = found.into_iter().map(|found| found.range).collect();
    assert!(blank(text, &ranges).matches(BLANK).count() >= ranges.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn no_text_breaks_it(text in any::<String>(), name in any::<String>()) {
        holds(&text, &name);
    }

    #[test]
    fn no_mixture_breaks_it(text in pieces()) {
        holds(&text, "Nguyễn Văn");
    }

    #[test]
    fn any_range_can_be_blanked(text in any::<String>(), start in 0_usize..80, end in 0_usize..80) {
        blank(&text, &[start..end, end..start]);
    }
}
