//! Words that speak for a class of report. A phrase is compared word by word, each with its accents or with none; one
//! of a single word as it stands here, so that "chạy" is no "cháy" and "mang" no "mắng".

use super::Class;

/// How much a signal says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It speaks for its class, and for an accusation of breaking the law beside it.
    Grave,
    /// The same, but a robber may be accused as well as an official.
    Crime,
    /// It speaks for its class.
    Plain,
    /// It counts only in a sentence in which nothing else speaks.
    Weak,
    /// It says nothing, and keeps the shorter phrases within it from saying something.
    Idle,
}

/// Phrases of a class and of one weight, with commas between.
pub struct Signals {
    pub class: Class,
    pub weight: Weight,
    pub phrases: &'static str,
}

/// Everything we listen for. Official terms first, then how people speak.
pub const TABLE: &[Signals] = &[
    Signals {
        class: Class::Emergency,
        weight: Weight::Plain,
        phrases: "đánh nhau, đang đánh, bị đánh, chém nhau, đâm nhau, cháy nhà, đang cháy, bị cháy, cháy rừng, \
            cháy lớn, hỏa hoạn, tai nạn, cấp cứu, đe dọa giết, dọa giết, đòi giết, giết người, cướp giật, bị cướp, \
            trộm đột nhập, đuối nước, bắt cóc, hành hung, tự tử, ngộ độc, cầm dao, sạt lở, gọi công an",
    },
    Signals {
        class: Class::Denunciation,
        weight: Weight::Grave,
        phrases: "tố cáo, tố giác, vòi tiền, vòi vĩnh, đòi tôi tiền, đòi thêm tiền, đòi đưa tiền, xin tiền, gợi \
            ý tiền, gợi ý đưa, gợi ý bồi dưỡng, đòi bồi dưỡng, tiền bồi dưỡng, phải bồi dưỡng, đưa phong bì, phong \
            bì, không có phong bì, lót tay, bôi trơn, hối lộ, đút lót, nhận tiền, ăn tiền, thu tiền riêng, thu tiền \
            không biên lai, không có biên lai, không đưa biên lai, không ghi biên lai, thu ngoài, làm tiền, chung \
            chi, tiền cà phê, tiền trà nước, tiền ngoài, làm giả, giả mạo, giả chữ ký, giấy tờ giả, khai khống, lập \
            khống, tham ô, tham nhũng, biển thủ, ăn chặn, bớt xén, trục lợi, chạy chọt, lợi dụng chức vụ, lạm quyền, \
            lộng quyền, bao che, bảo kê, vi phạm pháp luật, làm trái luật, trái pháp luật, cố ý làm trái, sách nhiễu \
            đòi, móc ngoặc, ăn hối lộ, cắt xén, bán đất công, lấn chiếm đất công, nhận quà, phải có quà, phải biếu, \
            đòi thêm, bảo đưa, bảo tôi đưa, kêu đưa, kêu tôi đưa, bắt đưa tiền, nhận của tôi, kê khống, lấy đất của, \
            chiếm đất của, đòi quà, đưa tiền mới",
    },
    Signals {
        class: Class::Denunciation,
        weight: Weight::Crime,
        phrases: "đòi tiền, lấy tiền, chiếm đoạt, cưỡng đoạt, tống tiền, lừa đảo",
    },
    Signals {
        class: Class::Grievance,
        weight: Weight::Plain,
        phrases: "khiếu nại, không đồng ý với quyết định, không đồng ý quyết định, không chấp nhận quyết định, \
            phản đối quyết định, hủy quyết định, hủy bỏ quyết định, thu hồi quyết định, rút lại quyết định, xem xét \
            lại quyết định, quyết định xử phạt, quyết định thu hồi, quyết định cưỡng chế, bị cưỡng chế, quyết định \
            bồi thường, bồi thường không thỏa đáng, đền bù không thỏa đáng, cấp sai cho, cấp sai đất, cấp sai diện \
            tích, cấp sai sổ, cấp đất của tôi cho, cấp nhầm đất, thu hồi đất của, phạt oan, xử phạt oan, không đồng \
            ý mức phạt, không đồng ý mức bồi thường, từ chối hồ sơ của tôi trái, xâm phạm quyền lợi của tôi, cắt chế \
            độ của, cắt trợ cấp của",
    },
    Signals {
        class: Class::Conduct,
        weight: Weight::Grave,
        phrases: "sách nhiễu, nhũng nhiễu",
    },
    Signals {
        class: Class::Conduct,
        weight: Weight::Plain,
        phrases: "hạch sách, làm khó dễ, gây khó dễ, cửa quyền, ưu tiên người quen, chậm, cham, bị mắng, mắng \
            tôi, mắng dân, mắng người, bị ngâm, ngâm lâu, bị trễ, trễ rồi, trễ mấy, trễ cả, chậm trễ, chậm chạp, \
            trễ, trễ hẹn, trễ hạn, quá hạn, quá hẹn, sai hẹn, lỡ hẹn, ngâm hồ sơ, chờ lâu, đợi lâu, đợi hoài, chờ \
            hoài, chờ mãi, đợi mãi, chờ cả buổi, đợi cả buổi, chờ cả ngày, đợi cả ngày, chờ từ sáng, đợi từ sáng, \
            chưa có kết quả, chưa thấy kết quả, chưa trả kết quả, không trả kết quả, chưa được giải quyết, không ai \
            giải quyết, không giải quyết, không giải thích, không hướng dẫn, hướng dẫn sai, hướng dẫn không rõ, \
            hướng dẫn mỗi lần một kiểu, mỗi lần một kiểu, mỗi người nói một kiểu, đi lại nhiều lần, đi tới đi lui, \
            đi lên đi xuống, chạy đi chạy lại, bắt đi lại, bắt về, lần nào cũng thiếu, thêm giấy tờ, bổ sung nhiều \
            lần, bắt bổ sung, ngoài quy định, phiền hà, nhiêu khê, đùn đẩy, né tránh, thái độ, quát, quat, quát \
            mắng, quát nạt, la mắng, chửi, hách dịch, cau có, cáu gắt, khó chịu, lạnh lùng, thờ ơ, vô cảm, thiếu tôn \
            trọng, coi thường, bất lịch sự, nói trống không, gắt gỏng, nạt, nat, bấm điện thoại, chơi điện thoại, \
            lướt điện thoại, chơi game, nói chuyện riêng, làm việc riêng, không có ai trực, không có người trực, \
            không có ai ở quầy, vắng mặt, đi muộn, về sớm, nghỉ sớm, đóng cửa sớm, mở cửa muộn, làm mất hồ sơ, mất \
            hồ sơ, thất lạc, ghi sai, sai tên, sai ngày sinh, sai năm sinh, nhập sai, in sai, phần mềm lỗi, lỗi phần \
            mềm, lỗi mạng, hệ thống lỗi, lỗi hệ thống, máy lấy số hỏng, máy hỏng, chen ngang, không nghe máy, không \
            bắt máy, không ai nghe",
    },
    Signals {
        class: Class::Elsewhere,
        weight: Weight::Plain,
        phrases: "kiến nghị chính phủ, đề nghị chính phủ, kiến nghị quốc hội, đề nghị quốc hội, kiến nghị bộ, đề \
            nghị bộ, kiến nghị trung ương, sửa luật, sửa đổi luật, sửa nghị định, sửa đổi nghị định, sửa thông tư, \
            sửa đổi thông tư, luật đất đai, nghị định của chính phủ, thông tư của bộ, mất điện, cúp điện, cắt điện, \
            điện lực, tiền điện, nhà mạng, sóng điện thoại, quốc lộ, ngân hàng, bệnh viện",
    },
    Signals {
        class: Class::Regulation,
        weight: Weight::Plain,
        phrases: "thủ tục rườm rà, rườm rà, thủ tục quá nhiều, quá nhiều giấy tờ, nhiều giấy tờ quá, bỏ bớt giấy \
            tờ, bớt giấy tờ, bớt thủ tục, giảm thủ tục, đơn giản hóa, kiến nghị sửa, đề nghị sửa quy định, sửa quy \
            định, sửa đổi quy định, bãi bỏ quy định, bỏ quy định, quy định bất cập, bất cập, quy định không hợp lý, \
            quy định không phù hợp, quy định vô lý, quy định chồng chéo, chồng chéo, không thống nhất, thời hạn giải \
            quyết quá dài, lệ phí quá cao, mức phí quá cao",
    },
    Signals {
        class: Class::Regulation,
        weight: Weight::Weak,
        phrases: "quy định, thủ tục, kiến nghị",
    },
    Signals {
        class: Class::Question,
        weight: Weight::Weak,
        phrases: "cho hỏi, cho em hỏi, cho tôi hỏi, cho mình hỏi, xin hỏi, muốn hỏi, hỏi chút, hỏi về, cần giấy \
            tờ gì, cần giấy gì, cần những gì, cần gì, giấy tờ gì, gồm những gì, bao giờ, khi nào, bao lâu, mất mấy \
            ngày, mấy ngày, mấy giờ, ở đâu, bao nhiêu tiền, hết bao nhiêu, làm thế nào, làm sao để, như thế nào, có \
            phải, có được không, được không, thứ bảy có làm, có làm việc không",
    },
    Signals {
        class: Class::Question,
        weight: Weight::Idle,
        phrases: "được nhận tiền, nhận tiền hỗ trợ, nhận tiền trợ cấp, nhận tiền bảo hiểm, nhận tiền bồi thường, \
            nhận tiền đền bù, nhận tiền tuất, nhận tiền lương, nhận tiền hưu, lấy tiền hỗ trợ, thái độ tốt, thái độ \
            rất tốt, thái độ vui vẻ, thái độ niềm nở, thái độ nhã nhặn, thái độ hòa nhã, chưa bao giờ, không bao \
            giờ, đòi thêm giấy, đòi thêm hồ sơ, đòi thêm bản sao, bảo đưa giấy, bảo đưa hồ sơ, phòng chống tham \
            nhũng, đổi tiền",
    },
];

/// Who serves the public, and could be whom an accusation is about.
pub const OFFICE: &str = "cán bộ, công chức, viên chức, nhân viên, lãnh đạo, chủ tịch, bí thư, trưởng thôn, phó \
    thôn, thôn trưởng, trưởng làng, trưởng buôn, trưởng bản, già làng, tổ trưởng, tổ dân phố, địa chính, tư pháp, kế \
    toán, thủ quỹ, ủy ban, ubnd, ở quầy, tại quầy, một cửa, công an, ca xã, dân quân, xã đội, bảo vệ, kiểm lâm, đảng \
    viên, trạm y tế, bác sĩ, y tá, thầy giáo, cô giáo, hiệu trưởng, ban quản lý, hỗ trợ, trợ cấp";

/// Abuse, which says nothing by itself.
pub const ABUSE: &str = "đồ ngu, đồ chó, đồ khốn, mẹ mày, cha mày, bố mày, chúng mày, tụi bay, địt, đm, dm, đmm, vcl, vl, óc chó, \
    cút";
