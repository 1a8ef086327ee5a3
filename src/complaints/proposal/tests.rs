//! Reports as citizens word them, and the class each should be proposed as.

use proptest::prelude::*;

use super::{Class, propose};

const REPORTS: &[(&str, Class)] = &[
    (
        "Hồ sơ đất của tôi trễ hẹn 2 tháng rồi mà không ai nói gì",
        Class::Conduct,
    ),
    ("ho so khai sinh tre hen ca tuan", Class::Conduct),
    ("Cô ở quầy 2 quát tôi trước mặt mọi người", Class::Conduct),
    ("can bo quat nat ba con, thai do rat te", Class::Conduct),
    (
        "Bắt tôi đi lại nhiều lần, lần nào cũng thiếu một tờ",
        Class::Conduct,
    ),
    (
        "Yêu cầu giấy tờ ngoài quy định, tôi không biết phải làm sao",
        Class::Conduct,
    ),
    (
        "phần mềm lỗi hoài, chờ cả buổi sáng không xong",
        Class::Conduct,
    ),
    ("Chờ lâu quá!!!", Class::Conduct),
    ("cán bộ chỉ lo bấm điện thoại", Class::Conduct),
    ("Giấy khai sinh ghi sai tên con tôi", Class::Conduct),
    ("làm ăn kiểu gì mà chậm như rùa, đồ ngu", Class::Conduct),
    ("3 giờ chiều mà không có ai trực", Class::Conduct),
    ("Cán bộ gây khó dễ, hạch sách đủ điều", Class::Conduct),
    ("Gọi đường dây nóng không ai nghe", Class::Conduct),
    ("Cho hỏi sao hồ sơ của tôi chậm thế?", Class::Conduct),
    (
        "Ông Nam nói tôi phải đưa phong bì mới làm nhanh",
        Class::Denunciation,
    ),
    ("can bo dia chinh doi tien 2 trieu", Class::Denunciation),
    (
        "Không đưa phong bì thì không ai làm cho",
        Class::Denunciation,
    ),
    ("thu tiền không biên lai", Class::Denunciation),
    (
        "Tôi tố cáo ông trưởng thôn tham ô tiền hỗ trợ",
        Class::Denunciation,
    ),
    ("tien ho tro ngheo bi an chan", Class::Denunciation),
    ("Cán bộ làm giả chữ ký của mẹ tôi", Class::Denunciation),
    ("muon nhanh thi phai lot tay", Class::Denunciation),
    ("Họ gợi ý bồi dưỡng thì mới ký", Class::Denunciation),
    ("Bán đất công cho người nhà", Class::Denunciation),
    ("Hồ sơ trễ hẹn, lại còn vòi tiền", Class::Denunciation),
    ("Không những chậm mà còn đòi tiền", Class::Denunciation),
    ("Cha tôi bị đòi tiền", Class::Denunciation),
    (
        "Anh cán bộ bảo tôi đưa 500 nghìn thì ký liền",
        Class::Denunciation,
    ),
    ("nhan ho so roi doi them 200 ngan", Class::Denunciation),
    (
        "Trưởng thôn kê khống danh sách hộ nghèo",
        Class::Denunciation,
    ),
    (
        "Tôi không đưa phong bì nên hồ sơ nằm đó",
        Class::Denunciation,
    ),
    ("Không làm gì ngoài đòi tiền", Class::Denunciation),
    ("cán bộ hổi lộ", Class::Denunciation),
    (
        "Tôi không đồng ý với quyết định xử phạt 5.000.000 đồng",
        Class::Grievance,
    ),
    (
        "de nghi huy quyet dinh thu hoi dat cua gia dinh toi",
        Class::Grievance,
    ),
    (
        "Tôi khiếu nại việc cấp sai đất của tôi cho ông Ba",
        Class::Grievance,
    ),
    ("Bồi thường không thỏa đáng", Class::Grievance),
    (
        "Thủ tục rườm rà quá, đề nghị bớt giấy tờ",
        Class::Regulation,
    ),
    (
        "kien nghi sua quy dinh ve xac nhan tinh trang hon nhan",
        Class::Regulation,
    ),
    (
        "Lệ phí quá cao so với thu nhập người dân",
        Class::Regulation,
    ),
    ("Quy định này nên xem lại", Class::Regulation),
    ("Kiến nghị Chính phủ sửa luật đất đai", Class::Elsewhere),
    ("Thôn tôi mất điện ba ngày nay", Class::Elsewhere),
    ("cup dien hoai", Class::Elsewhere),
    ("Cho hỏi làm lại khai sinh cần giấy tờ gì?", Class::Question),
    ("cho e hoi bao gio co the bhyt cho be", Class::Question),
    ("Thứ bảy xã có làm việc không", Class::Question),
    ("Làm căn cước ở xã này được chứ?", Class::Question),
    ("Đang đánh nhau ở chợ", Class::Emergency),
    ("chay nha o thon 3 cuu voi", Class::Emergency),
    ("Có người đe dọa giết tôi", Class::Emergency),
    ("tai nạn trước cổng ủy ban", Class::Emergency),
    ("đm chúng mày", Class::Unfit),
    ("", Class::Unfit),
    ("...", Class::Unfit),
    ("Đường vào thôn 3 nhiều ổ gà", Class::Conduct),
];

/// Words of an accusation in reports that accuse nobody.
const FALSE_ALARMS: &[(&str, Class)] = &[
    ("Cán bộ làm chậm nhưng không có ai vòi tiền", Class::Conduct),
    ("cán bộ không đòi tiền, chỉ tội chờ lâu", Class::Conduct),
    ("khong he doi tien, nhung cho lau qua", Class::Conduct),
    (
        "Ở đây chưa bao giờ nghe chuyện hối lộ, cho hỏi mấy giờ mở cửa?",
        Class::Question,
    ),
    ("Tôi phải chạy đi chạy lại ba lần", Class::Conduct),
    ("Nộp tiền lệ phí ở quầy nào?", Class::Question),
    ("Khi nào được nhận tiền hỗ trợ hộ nghèo?", Class::Question),
    ("can mang giay to gi khi lam khai sinh", Class::Question),
    (
        "Làm khai sinh thì giấy tờ gì là mang theo?",
        Class::Question,
    ),
    ("Thủ tục khai sinh cho trẻ em cần những gì", Class::Question),
    ("Không ai nhận tiền của dân cả", Class::Conduct),
];

#[test]
fn a_report_is_proposed_as_an_official_would_class_it() {
    let wrong: Vec<String> = REPORTS
        .iter()
        .map(|(text, class)| (text, class, propose(text)))
        .filter(|(_, class, proposal)| proposal.class != **class)
        .map(|(text, class, proposal)| format!("{text}\n  not {class}: {proposal:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_is_cleared_is_not_accused() {
    for (text, class) in FALSE_ALARMS {
        let proposal = propose(text);
        assert_eq!(proposal.class, *class, "{text}: {proposal:?}");
        assert!(!proposal.may_be_denunciation, "{text}: {proposal:?}");
    }
}

#[test]
fn every_accusation_is_marked() {
    for (text, class) in REPORTS {
        let proposal = propose(text);
        let is_accusation = *class == Class::Denunciation;
        assert!(proposal.may_be_denunciation >= is_accusation, "{text}");
    }
    // Harassment is conduct by NĐ 20/2008/NĐ-CP; by its name in the law on corruption it may be worse.
    for (text, is_worse) in [
        ("Cán bộ sách nhiễu dân", true),
        ("Cán bộ gây khó dễ, hạch sách đủ điều", false),
    ] {
        let harassed = propose(text);
        assert_eq!(harassed.class, Class::Conduct, "{text}");
        assert_eq!(harassed.may_be_denunciation, is_worse, "{text}");
    }
}

#[test]
fn a_crime_of_strangers_is_not_kept_from_those_on_duty() {
    for (text, is_kept) in [
        ("Có người cầm dao đòi tiền ở chợ", false),
        ("Trộm quay lại đột nhập lấy tiền, gọi công an giúp", false),
        ("Trộm đột nhập lấy tiền, gọi công an giúp", false),
        ("Công an đánh tôi, cầm dao lấy tiền", true),
        ("Tôi tố cáo ông Nam đòi tiền, không đưa thì dọa giết", true),
        ("Bác sĩ trạm y tế đòi tiền lúc con tôi cấp cứu", true),
        ("Nhà tôi bị sạt lở, tiền hỗ trợ bị bớt xén", true),
        ("Anh cán bộ quầy 2 đòi tiền rồi hành hung tôi", true),
        ("cong an xa doi tien, toi bi danh", true),
    ] {
        let proposal = propose(text);
        assert_eq!(proposal.class, Class::Emergency, "{text}: {proposal:?}");
        assert_eq!(proposal.may_be_denunciation, is_kept, "{text}");
        assert_eq!(proposal.of_strangers, !is_kept, "{text}");
    }
}

#[test]
fn two_matters_are_told_apart() {
    let both = propose("Cán bộ trễ hẹn. Cho hỏi làm khai sinh cần giấy tờ gì?");
    assert_eq!((both.class, both.mixed), (Class::Conduct, true));
    let worse = propose("Hồ sơ trễ hẹn, lại còn vòi tiền");
    assert_eq!(worse.because, ["trễ hẹn", "vòi tiền"]);
    assert!(worse.mixed);
    let one = propose("Cho hỏi sao hồ sơ của tôi chậm thế?");
    assert!(!one.mixed);
    let silent = propose("Đường vào thôn 3 nhiều ổ gà");
    assert_eq!(silent.because, [""; 0]);
}

#[test]
fn accents_may_be_placed_either_way_or_left_out() {
    let writings = [
        "Cán bộ nạt tôi",
        "can bo nat toi",
        "CÁN BỘ NẠT TÔI",
        "Ca\u{301}n bô\u{323} na\u{323}t tôi",
    ];
    for text in writings {
        assert_eq!(propose(text).because.len(), 1, "{text}");
    }
    // Another word, with other accents.
    assert_eq!(propose("bánh nát hết rồi").because, [""; 0]);
}

proptest! {
    #[test]
    fn any_text_gets_a_proposal(text in any::<String>()) {
        let proposal = propose(&text);
        prop_assert!(proposal.because.iter().all(|words| text.contains(words)));
    }
}
