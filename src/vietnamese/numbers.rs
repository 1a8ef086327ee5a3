//! Numbers as a Vietnamese newsreader says them. Of the variants in use these were chosen: "linh" (not "lẻ"), "nghìn"
//! (not "ngàn"), "tư" for a 4 after mươi, after "tháng" and after "thứ" alone, "ngày mùng" for the first ten days,
//! "tháng một" (not "giêng"), "bảy" (not "bẩy").

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];
const BILLION: u64 = 1_000_000_000;

/// A whole number in words: 2026 is "hai nghìn không trăm hai mươi sáu".
pub fn in_words(number: u64) -> String {
    if number == 0 {
        return digit(0).to_owned();
    }
    let mut words = Vec::new();
    whole(number, &mut words);
    words.join(" ")
}

/// Every digit by itself, as in a telephone number; what is no ASCII digit is left out.
pub fn digit_by_digit(text: &str) -> String {
    let digits = text.chars().filter_map(|letter| letter.to_digit(10));
    let words: Vec<&str> = digits.map(u64::from).map(digit).collect();
    words.join(" ")
}

/// A whole number written in ASCII digits. One zero in front is the office's way ("05 ngày" is "năm"); more of them,
/// or more digits than a number holds, are said one by one.
pub fn whole_number(digits: &str) -> String {
    let is_code = digits.len() > 2 && digits.starts_with('0');
    match digits.parse() {
        Ok(number) if !is_code => in_words(number),
        _ => digit_by_digit(digits),
    }
}

/// A number with digits after the comma: ("82", "66") is "tám mươi hai phẩy sáu mươi sáu". More than two digits, or
/// a zero in front, are said one by one.
pub fn decimal(whole: &str, fraction: &str) -> String {
    let fraction = match fraction.parse() {
        Ok(number) if fraction.len() <= 2 && !fraction.starts_with('0') => in_words(number),
        _ => digit_by_digit(fraction),
    };
    format!("{} phẩy {fraction}", whole_number(whole))
}

/// Day of a month, after the word "ngày": "mùng năm", "mười lăm".
pub fn day(day: u64) -> String {
    let words = in_words(day);
    if (1..=10).contains(&day) {
        format!("mùng {words}")
    } else {
        words
    }
}

/// Month or weekday, after the word "tháng" or "thứ": the fourth is "tư".
pub fn fourth_is_tu(number: u64) -> String {
    match number {
        4 => "tư".to_owned(),
        other => in_words(other),
    }
}

/// A date without the word "ngày" in front: "mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu".
pub fn date(of_month: u64, month: u64, year: Option<u64>) -> String {
    let year = year.map_or(String::new(), |year| format!(" năm {}", in_words(year)));
    format!("{} tháng {}{year}", day(of_month), fourth_is_tu(month))
}

/// A time of day: "bảy giờ ba mươi phút"; a full hour is the hour alone.
pub fn time(hour: u64, minute: u64) -> String {
    let hour = in_words(hour);
    match minute {
        0 => format!("{hour} giờ"),
        minute => format!("{hour} giờ {} phút", in_words(minute)),
    }
}

fn digit(value: u64) -> &'static str {
    usize::try_from(value)
        .ok()
        .and_then(|index| DIGITS.get(index))
        .copied()
        .unwrap_or_default()
}

/// From the billions down. A group below another one is said with its hundreds, even with none: "không trăm".
fn whole(number: u64, words: &mut Vec<&'static str>) {
    if number >= BILLION {
        whole(number / BILLION, words);
        words.push("tỷ");
    }
    let below = number % BILLION;
    let groups = [
        (below / 1_000_000, Some("triệu")),
        (below / 1000 % 1000, Some("nghìn")),
        (below % 1000, None),
    ];
    for (group, name) in groups.into_iter().filter(|(group, _)| *group > 0) {
        hundreds(group, words);
        words.extend(name);
    }
}

fn hundreds(group: u64, words: &mut Vec<&'static str>) {
    let (hundred, ten, one) = (group / 100, group / 10 % 10, group % 10);
    let has_hundreds = hundred > 0 || !words.is_empty();
    if has_hundreds {
        words.extend([digit(hundred), "trăm"]);
    }
    match ten {
        0 if one > 0 && has_hundreds => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(ten), "mươi"]),
    }
    match (ten, one) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(one)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whole_numbers_are_said_as_at_school() {
        let table = [
            (0, "không"),
            (4, "bốn"),
            (5, "năm"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (55, "năm mươi lăm"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (104, "một trăm linh bốn"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (115, "một trăm mười lăm"),
            (999, "chín trăm chín mươi chín"),
            (1000, "một nghìn"),
            (1005, "một nghìn không trăm linh năm"),
            (2008, "hai nghìn không trăm linh tám"),
            (2026, "hai nghìn không trăm hai mươi sáu"),
            (10_500, "mười nghìn năm trăm"),
            (1_050_000, "một triệu không trăm năm mươi nghìn"),
            (1_500_000, "một triệu năm trăm nghìn"),
            (1_000_005, "một triệu không trăm linh năm"),
            (2_000_000_000, "hai tỷ"),
            (1_000_000_000_000, "một nghìn tỷ"),
        ];
        for (number, words) in table {
            assert_eq!(in_words(number), words, "{number}");
        }
        assert!(in_words(u64::MAX).starts_with("mười tám tỷ"));
    }

    #[test]
    fn other_numbers_follow() {
        assert_eq!(whole_number("05"), "năm");
        assert_eq!(whole_number("007"), "không không bảy");
        assert_eq!(decimal("82", "66"), "tám mươi hai phẩy sáu mươi sáu");
        assert_eq!(decimal("0", "05"), "không phẩy không năm");
        assert_eq!(
            digit_by_digit("0905-123"),
            "không chín không năm một hai ba"
        );
        assert_eq!(
            date(15, 3, Some(2026)),
            "mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu"
        );
        assert_eq!(date(5, 4, None), "mùng năm tháng tư");
        assert_eq!(date(1, 1, None), "mùng một tháng một");
        assert_eq!(time(7, 30), "bảy giờ ba mươi phút");
        assert_eq!(time(17, 0), "mười bảy giờ");
    }

    /// Reads words back, as far as the millions.
    fn value(words: &str) -> u64 {
        let (mut total, mut group) = (0, 0);
        let mut last = 0;
        for word in words.split(' ') {
            match word {
                "triệu" => (total, group, last) = (total + (group + last) * 1_000_000, 0, 0),
                "nghìn" => (total, group, last) = (total + (group + last) * 1000, 0, 0),
                "trăm" => (group, last) = (last * 100, 0),
                "mươi" => (group, last) = (group + last * 10, 0),
                "mười" => (group, last) = (group + 10, 0),
                "linh" => {}
                "mốt" => last = 1,
                "tư" => last = 4,
                "lăm" => last = 5,
                digit => last = DIGITS.iter().position(|name| *name == digit).unwrap() as u64,
            }
        }
        total + group + last
    }

    proptest! {
        #[test]
        fn a_listener_can_write_the_number_down(number in 0_u64..1_000_000_000) {
            prop_assert_eq!(value(&in_words(number)), number);
        }

        #[test]
        fn no_number_is_too_large(number in any::<u64>()) {
            prop_assert!(!in_words(number).is_empty());
        }
    }
}
