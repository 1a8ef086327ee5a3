//! Dates, times, telephone numbers, amounts and units: everything with a digit in it.

use super::{Place, Said};
use crate::vietnamese::numbers;
use crate::vietnamese::patterns::{self, WrittenDate, digits, goes_on};

/// Words after which `15/3` is a day.
const BEFORE_A_DAY: &[&str] = &[
    "ngay", "le", "dip", "hom", "sang", "trua", "chieu", "toi", "tu", "den", "truoc", "sau", "mung",
];
/// Words after which a short number is called, not counted: "gọi một một bốn".
const BEFORE_A_CALL: &[&str] = &["goi", "nong", "thoai"];
/// From so many digits on, nobody hears an amount any more.
const CODE: usize = 9;

/// Units, and whether they are one without a number in front.
const UNITS: &[(&str, &str, bool)] = &[
    ("km2", "ki-lô-mét vuông", true),
    ("m2", "mét vuông", true),
    ("m3", "mét khối", true),
    ("km", "ki-lô-mét", true),
    ("cm", "xăng-ti-mét", true),
    ("mm", "mi-li-mét", true),
    ("kg", "ki-lô-gam", true),
    ("kWh", "ki-lô-oát giờ", true),
    ("ha", "héc-ta", false),
    ("m", "mét", false),
    ("g", "gam", false),
    ("h", "giờ", false),
    ("°C", "độ C", false),
    ("%", "phần trăm", true),
    ("‰", "phần nghìn", true),
    ("VNĐ", "đồng", true),
    ("VND", "đồng", true),
    ("vnđ", "đồng", true),
    ("₫", "đồng", true),
    ("đ", "đồng", false),
    ("tr", "triệu", false),
];

/// A whole date, or a day and a month where the word in front calls for a day.
pub fn date(place: &Place) -> Option<Said> {
    if !place.is_start_of_number() {
        return None;
    }
    let last = place.last_word();
    let short = || {
        let is_day = BEFORE_A_DAY.contains(&last.as_str());
        patterns::day_and_month(place.rest).filter(|_| is_day)
    };
    let WrittenDate {
        day,
        month,
        year,
        length,
    } = patterns::date(place.rest).or_else(short)?;
    let date = numbers::date(day, month, year);
    let words = match last.as_str() {
        "mung" | "mong" => date.trim_start_matches("mùng ").to_owned(),
        "ngay" => date,
        _ => format!("ngày {date}"),
    };
    Some(Said { length, words })
}

/// A month with its year: `3/2026`.
pub fn month(place: &Place) -> Option<Said> {
    let (month, after) = digits(place.rest);
    let (year, after) = digits(after.strip_prefix('/')?);
    let is_month = month.len() <= 2 && year.len() == 4 && !goes_on(after);
    if !is_month || !place.is_start_of_number() || after.starts_with('/') {
        return None;
    }
    let number = month
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let year = numbers::in_words(year.parse().ok()?);
    let month = numbers::fourth_is_tu(number);
    let words = match place.last_word().as_str() {
        "thang" | "quy" | "so" => format!("{month} năm {year}"),
        _ => format!("tháng {month} năm {year}"),
    };
    place.say(after, words)
}

/// `7h30`, `7g30`, `7:30`, `7h`.
pub fn time(place: &Place) -> Option<Said> {
    if !place.is_start_of_number() {
        return None;
    }
    let (hour, after) = digits(place.rest);
    let hour = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let mark = after.chars().next().filter(|mark| "hg:".contains(*mark))?;
    let after = after.strip_prefix(mark)?;
    let (minute, tail) = digits(after);
    if minute.is_empty() {
        let is_hour = mark == 'h' && !goes_on(after);
        return is_hour.then(|| place.say(after, numbers::time(hour, 0)))?;
    }
    let tail = tail.strip_prefix(['p', '\'']).unwrap_or(tail);
    let is_exact = minute.len() == 2 && !goes_on(tail) && !is_ratio(tail);
    let minute = minute.parse().ok().filter(|minute| *minute < 60)?;
    is_exact.then(|| place.say(tail, numbers::time(hour, minute)))?
}

/// A further colon with a digit: no time of day.
fn is_ratio(tail: &str) -> bool {
    tail.strip_prefix(':').is_some_and(goes_on)
}

/// A telephone number, digit by digit with a rest after each group.
pub fn telephone(place: &Place) -> Option<Said> {
    if place.before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let length = patterns::telephone(place.rest).or_else(|| service_number(place))?;
    let (number, after) = place.rest.split_at_checked(length)?;
    let mut groups: Vec<String> = number
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .map(numbers::digit_by_digit)
        .collect();
    if let Some(first) = groups.first_mut().filter(|_| number.contains('+')) {
        *first = format!("cộng {first}");
    }
    place.say(after, groups.join(", "))
}

/// `1900 6868`, `18001166`; 113, 114 and 115 where they are to be called.
fn service_number(place: &Place) -> Option<usize> {
    let groups = patterns::digit_groups(place.rest);
    let is_service = ["1800", "1900"]
        .iter()
        .any(|prefix| place.rest.starts_with(prefix));
    let is_called = BEFORE_A_CALL.contains(&place.last_word().as_str());
    let fits = |count: usize| match count {
        8 | 10 => is_service && !place.rest.contains('-'),
        3 => is_called && place.rest.starts_with("11"),
        _ => false,
    };
    let found = groups.into_iter().find(|(count, _)| fits(*count));
    found.map(|(_, end)| end)
}

/// `T2` to `T7`.
pub fn weekday(place: &Place) -> Option<Said> {
    let (day, after) = digits(place.rest.strip_prefix('T')?);
    let number = day.parse().ok().filter(|day| (2..=7).contains(day))?;
    let is_day = place.is_start_of_word() && day.len() == 1 && !goes_on(after);
    is_day.then(|| place.say(after, format!("thứ {}", numbers::fourth_is_tu(number))))?
}

/// The dash between two figures, or two weekdays.
pub fn until(place: &Place) -> Option<Said> {
    let is_figure = |letter: char| letter.is_ascii_digit() || "h%".contains(letter);
    let before = place.before.trim_end_matches(' ');
    if !before.ends_with(is_figure) {
        return None;
    }
    let after = place.rest.trim_start_matches(' ');
    let after = after.strip_prefix(['-', '–', '—'])?.trim_start_matches(' ');
    let figure = after.strip_prefix('T').unwrap_or(after);
    let is_number = figure.starts_with(|letter: char| letter.is_ascii_digit());
    is_number.then(|| place.say(after, " đến ".to_owned()))?
}

/// Any number, with the unit that follows it. Nothing with a digit gets past this rule.
pub fn number(place: &Place) -> Option<Said> {
    let (figures, after) = digits(place.rest);
    if figures.is_empty() {
        return None;
    }
    let (words, after) = amount(place, figures, after);
    let behind = after.strip_prefix(' ').unwrap_or(after);
    if let Some((unit, after)) = unit_in_front(behind, |_| true) {
        return place.say(after, format!("{words} {unit}"));
    }
    place.say(after, words)
}

fn amount<'a>(place: &Place, figures: &'a str, after: &'a str) -> (String, &'a str) {
    for mark in ['.', ','] {
        let (thousands, rest) = thousands(figures, after, mark);
        let groups = thousands.len().saturating_sub(figures.len()) / 3;
        // One group after a comma is a fraction here: 1,500 kg.
        if groups > usize::from(mark == ',') {
            return with_fraction(&thousands, rest, if mark == '.' { ',' } else { '.' });
        }
    }
    if let Some(section) = after
        .strip_prefix('.')
        .filter(|rest| !digits(rest).0.is_empty())
    {
        let (part, rest) = digits(section);
        let words = [figures, part].map(numbers::whole_number);
        return (words.join(" chấm "), rest);
    }
    if after.starts_with(',') && !digits(after.get(1..).unwrap_or_default()).0.is_empty() {
        return with_fraction(figures, after, ',');
    }
    (single(place, figures, after), after)
}

/// The digits of `1.500.000` without the marks, and what follows.
fn thousands<'a>(figures: &str, after: &'a str, mark: char) -> (String, &'a str) {
    let (mut all, mut rest) = (figures.to_owned(), after);
    if figures.len() > 3 || figures.starts_with('0') {
        return (all, rest);
    }
    while let Some((group, further)) = rest.strip_prefix(mark).map(digits) {
        if group.len() != 3 {
            break;
        }
        all.push_str(group);
        rest = further;
    }
    (all, rest)
}

fn with_fraction<'a>(whole: &str, after: &'a str, mark: char) -> (String, &'a str) {
    match after.strip_prefix(mark).map(digits) {
        Some((fraction, rest)) if !fraction.is_empty() => (numbers::decimal(whole, fraction), rest),
        _ => (numbers::whole_number(whole), after),
    }
}

/// A number without marks, as the word in front wants it.
fn single(place: &Place, figures: &str, after: &str) -> String {
    let value = figures.parse().unwrap_or_default();
    let last = place.last_word();
    match last.as_str() {
        "ngay" if after.starts_with(" tháng ") && figures.len() <= 2 => numbers::day(value),
        "thang" if value == 4 => numbers::fourth_is_tu(value),
        "thu" if value == 4 => numbers::fourth_is_tu(value),
        "thu" if value == 1 => "nhất".to_owned(),
        _ if figures.len() >= CODE => numbers::digit_by_digit(figures),
        _ => numbers::whole_number(figures),
    }
}

/// A unit that stands without a number, or after the stroke of "đồng/kg".
pub fn unit(place: &Place) -> Option<Said> {
    let is_per = place.before.ends_with('/');
    if !place.is_start_of_word() {
        return None;
    }
    let (words, after) = unit_in_front(place.rest, |stands_alone| stands_alone || is_per)?;
    place.say(after, words.to_owned())
}

fn unit_in_front(rest: &str, allowed: impl Fn(bool) -> bool) -> Option<(&'static str, &str)> {
    UNITS.iter().find_map(|(sign, words, alone)| {
        let after = rest.strip_prefix(sign).filter(|_| allowed(*alone))?;
        let ends = !goes_on(after) || !sign.ends_with(char::is_alphanumeric);
        ends.then_some((*words, after))
    })
}
