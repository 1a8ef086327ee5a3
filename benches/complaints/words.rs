//! What citizens of a sample commune say: a topic each, told in varied words. The same seed tells the same.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// A word in a third of all texts.
pub const COMMON: &str = "đất";
/// A word in one text of a thousand.
pub const RARE: &str = "sạt";
/// Two words that often stand together.
pub const TOGETHER: &str = "đất giấy";
/// Two frequent words that never do: one of land, one of the desk.
pub const APART: &str = "thửa buổi";

/// What a complaint is about.
pub struct Topic {
    /// Code of its field of work.
    pub field: &'static str,
    /// How many of a hundred are about it.
    share: u32,
    sentences: &'static [&'static str],
}

const LAND: Topic = Topic {
    field: "land",
    share: 34,
    sentences: &[
        "Hồ sơ cấp giấy chứng nhận quyền sử dụng đất của gia đình tôi trễ hẹn",
        "Tôi nộp giấy tờ tách thửa đất mà chưa có kết quả",
        "Ranh giới thửa đất bị đo sai so với giấy cũ",
        "Cán bộ địa chính bắt bổ sung giấy tờ đất nhiều lần",
    ],
};

const TOPICS: &[Topic] = &[
    LAND,
    Topic {
        field: "civil_status",
        share: 26,
        sentences: &[
            "Tôi đi đăng ký khai sinh cho con mà phải chờ cả buổi",
            "Bản sao trích lục khai sinh ghi sai ngày sinh của cháu",
            "Giấy xác nhận độc thân hẹn ba ngày nay đã quá một tuần",
            "Sổ hộ tịch ghi nhầm tên đệm, xin cải chính",
        ],
    },
    Topic {
        field: "certification",
        share: 14,
        sentences: &[
            "Chứng thực bản sao phải xếp hàng rất lâu vào buổi sáng",
            "Quầy chứng thực thu tiền mà không đưa biên lai",
        ],
    },
    Topic {
        field: "social",
        share: 12,
        sentences: &[
            "Mẹ tôi chưa được nhận trợ cấp người cao tuổi",
            "Danh sách hộ nghèo của thôn niêm yết chưa đầy đủ",
        ],
    },
    Topic {
        field: "traffic",
        share: 8,
        sentences: &[
            "Đường liên thôn xuống cấp, mưa là lầy lội",
            "Đèn đường trước trường học hỏng đã nhiều tháng",
        ],
    },
    Topic {
        field: "environment",
        share: 6,
        sentences: &[
            "Rác thải ở chợ không được thu gom đúng lịch",
            "Trại nuôi heo xả nước thải ra suối gây mùi hôi",
        ],
    },
];

const MANNERS: &[&str] = &[
    "hỏi thì cán bộ trả lời thiếu nhiệt tình",
    "không ai giải thích rõ lý do",
    "gọi điện nhiều lần không ai nghe máy",
    "phải đi lại ba bốn lần rất mất công",
    "mong lãnh đạo xã xem xét sớm",
    "đề nghị trả lời bằng văn bản cho dân biết",
    "thái độ phục vụ chưa được hòa nhã",
    "tôi đã báo trưởng thôn nhưng chưa thấy chuyển biến",
    "nhà xa, đường khó đi, xin được hẹn đúng ngày",
    "xin cảm ơn anh chị ở bộ phận một cửa đã hướng dẫn",
];

/// Syllables of which places, people and things are made: the first ones come up most.
const SYLLABLES: &str = "anh bình châu dung đông gia hà hải hạnh hòa hồng hùng hương khánh kim lan lâm linh long mai \
minh mỹ nam nga ngọc nguyên nhân như phong phú phúc phương quang quý sơn tâm tân thanh thành thảo thắng thịnh thu thủy \
tiến trang trung tú tuấn tùng tuyết vân việt vinh xuân yên bắc bảo biên cẩm cát chí công cường diễm diệu duy đại đạt \
đăng điền định đoàn đức giang hiền hiệp hiếu hoàng hoài hoàn huệ huy khải khang khôi kiên kiệt lạc lai liên loan lộc \
lợi lương ly mẫn mạnh mận miền nghĩa nghi nhàn nhật nhung oanh pháp phát phụng quân quế quốc quyên quyết sang sáng sen \
siêu song sử tài tấn thạch thái thân thi thiện thìn thoa thông thơ thuận thương tích tín toàn toán trà trâm trí trinh \
trọng trúc trực trường tường uyên văn vĩ vương vũ xoan ý yến";

/// What one citizen says, and its topic. `number` decides on what is rare.
pub fn said(random: &mut StdRng, number: u64) -> (String, &'static Topic) {
    let topic = topic(random);
    let one =
        |list: &[&'static str], random: &mut StdRng| list.choose(random).copied().unwrap_or("");
    let mut text = one(topic.sentences, random).to_owned();
    for _ in 0..random.random_range(1..=2) {
        text = format!("{text}, {}", one(MANNERS, random));
    }
    let day = random.random_range(1..=28);
    text = format!(
        "{text}. Ngày {day} tôi có gặp {} ở thôn {}.",
        name(random, 2),
        name(random, 2)
    );
    for _ in 0..random.random_range(0..=3) {
        text = format!("{text} Việc này {} cũng biết.", name(random, 3));
    }
    if number % 997 == 5 {
        text.push_str(" Bờ kè bị sạt sau mưa.");
    }
    (text, topic)
}

/// A name of so many syllables, frequent ones more often.
pub fn name(random: &mut StdRng, syllables: usize) -> String {
    let all: Vec<&str> = SYLLABLES.split_whitespace().collect();
    let mut name = Vec::new();
    for _ in 0..syllables {
        let place = random.random::<f64>().powi(2) * all.len() as f64;
        name.extend(all.get(place as usize).copied());
    }
    name.join(" ")
}

fn topic(random: &mut StdRng) -> &'static Topic {
    let place = random.random_range(0..100);
    let mut end = 0;
    let drawn = |topic: &&Topic| {
        end += topic.share;
        place < end
    };
    TOPICS.iter().find(drawn).unwrap_or(&LAND)
}
