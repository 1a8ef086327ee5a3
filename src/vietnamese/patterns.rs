//! How telephone numbers, dossier codes, vehicle plates and dates are written. Each reader takes the text from the
//! place where one may begin, and answers how many bytes it covers.

use chrono::NaiveDate;

/// Digits of the longest number that anybody writes in groups.
const MOST_DIGITS: usize = 24;
/// Most separators between two groups of a telephone number: " - ".
const WIDEST_GAP: usize = 3;

/// A date as written, and its length in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// Day of the month.
    pub day: u64,
    /// Month, 1 to 12.
    pub month: u64,
    /// Four digits, where written.
    pub year: Option<u64>,
    /// Bytes.
    pub length: usize,
}

/// The ASCII digits in front, and what follows them.
pub fn digits(rest: &str) -> (&str, &str) {
    let end = rest.find(|letter: char| !letter.is_ascii_digit());
    rest.split_at(end.unwrap_or(rest.len()))
}

/// True if the text goes on with a letter or a digit.
pub fn goes_on(rest: &str) -> bool {
    rest.starts_with(char::is_alphanumeric)
}

/// `15/3/2026`, also with `-` or `.`; only days that exist.
pub fn date(rest: &str) -> Option<WrittenDate> {
    let (day, after) = digits(rest);
    let separator = after.chars().next().filter(|mark| "/-.".contains(*mark))?;
    let (month, after) = digits(after.strip_prefix(separator)?);
    let (year, after) = digits(after.strip_prefix(separator)?);
    if year.len() != 4 || goes_on(after) {
        return None;
    }
    // What goes on after another stroke is a document's number.
    let tail = after.strip_prefix('/').unwrap_or_default();
    if goes_on(tail) {
        return None;
    }
    checked(day, month, Some(year), rest.len() - after.len())
}

/// `15/3`: a date only where the words around it say so.
pub fn day_and_month(rest: &str) -> Option<WrittenDate> {
    let (day, after) = digits(rest);
    let (month, after) = digits(after.strip_prefix('/')?);
    let ends = !goes_on(after) && !after.starts_with('/');
    ends.then(|| checked(day, month, None, rest.len() - after.len()))?
}

fn checked(day: &str, month: &str, year: Option<&str>, length: usize) -> Option<WrittenDate> {
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    let calendar_year = year.unwrap_or("2024").parse().ok()?;
    NaiveDate::from_ymd_opt(calendar_year, month.parse().ok()?, day.parse().ok()?)?;
    Some(WrittenDate {
        day: day.parse().ok()?,
        month: month.parse().ok()?,
        year: year.and_then(|year| year.parse().ok()),
        length,
    })
}

/// A telephone number of Vietnam: ten digits from 0 (eleven for many fixed lines), or from 84 with or without `+`;
/// in one piece or in groups with spaces, dots, strokes or brackets between.
pub fn telephone(rest: &str) -> Option<usize> {
    let is_abroad = rest.starts_with("+84") || rest.starts_with("(+84") || rest.starts_with("84");
    let wanted: &[usize] = if is_abroad {
        &[11, 12]
    } else if rest.starts_with("02") || rest.starts_with("(02") {
        &[11, 10]
    } else if rest.starts_with('0') || rest.starts_with("(0") {
        &[10, 11]
    } else {
        return None;
    };
    let groups = digit_groups(rest);
    let (first, _) = groups.first()?;
    // A day or a month has two digits.
    let is_marked = rest.starts_with('+') || rest.starts_with('(');
    let shortest = if rest.starts_with("84") { 11 } else { 3 };
    if *first < shortest && !is_marked {
        return None;
    }
    wanted.iter().find_map(|count| {
        let group = groups.iter().find(|(digits, _)| digits == count);
        group.map(|(_, end)| *end)
    })
}

/// Groups of digits that belong together: after each, how many digits so far, and where it ends.
pub fn digit_groups(rest: &str) -> Vec<(usize, usize)> {
    let mut groups = Vec::new();
    let (mut count, mut gap) = (0_usize, 0_usize);
    for (at, letter) in rest.char_indices() {
        if letter.is_ascii_digit() && count < MOST_DIGITS {
            (count, gap) = (count + 1, 0);
            let next = rest.get(at + 1..).unwrap_or_default();
            if !next.starts_with(|letter: char| letter.is_ascii_digit()) {
                groups.push((count, at + 1));
            }
        } else if " .-–()\u{a0}".contains(letter) || (at < 2 && letter == '+') {
            gap += 1;
            if gap > WIDEST_GAP {
                break;
            }
        } else {
            break;
        }
    }
    groups
}

/// The code of a dossier: `H21.65-220914-0011` (TT 01/2018/TT-VPCP Điều 19), small letters too.
pub fn dossier_code(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(|letter: char| letter.is_ascii_alphabetic())?;
    let (agency, mut after) = digits(after);
    if agency.len() != 2 {
        return None;
    }
    for _ in 0..3 {
        let Some(level) = after.strip_prefix('.') else {
            break;
        };
        let (level, further) = digits(level);
        if !(1..=3).contains(&level.len()) {
            return None;
        }
        after = further;
    }
    let (day, after) = digits(after.strip_prefix('-')?);
    let (number, after) = digits(after.strip_prefix('-')?);
    let fits = day.len() == 6 && (4..=6).contains(&number.len()) && !goes_on(after);
    fits.then_some(rest.len() - after.len())
}

/// The plate of a vehicle: `81A-123.45`, `81B1 234.56`, `81-B1 23456`, `81H-1234`.
pub fn plate(rest: &str) -> Option<usize> {
    let (province, after) = digits(rest);
    if province.len() != 2 || province < "11" {
        return None;
    }
    let after = after.strip_prefix(['-', ' ']).unwrap_or(after);
    let letters = after.find(|letter: char| !(letter.is_ascii_uppercase() || letter == 'Đ'))?;
    let (letters, after) = after.split_at_checked(letters)?;
    if !(1..=2).contains(&letters.chars().count()) {
        return None;
    }
    // The digit of a motorcycle's series, unless the number itself begins here.
    let (series, further) = digits(after);
    let after = if series.len() == 1 { further } else { after };
    let is_joined = after.starts_with(['-', '–']);
    let after = after.strip_prefix(['-', '–', ' ', '.']).unwrap_or(after);
    let (number, after) = digits(after);
    let (last, after) = match after.strip_prefix('.') {
        Some(further) => digits(further),
        None => ("", after),
    };
    let is_number = match (number.len(), last.len()) {
        (3, 2) | (5, 0) => true,
        (4, 0) => is_joined,
        _ => false,
    };
    (is_number && !goes_on(after)).then_some(rest.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_known_in_every_writing() {
        let whole = [
            "0905123456",
            "0905 123 456",
            "0905.123.456",
            "090-512-3456",
            "0905 - 123 - 456",
            "+84905123456",
            "+84 905 123 456",
            "(+84) 905 123 456",
            "84905123456",
            "02693824123",
            "0269 3824 123",
            "(0269) 3.824.123",
            "0269.3824123",
        ];
        for text in whole {
            let longer = format!("{text} nhé");
            assert_eq!(telephone(&longer), Some(text.len()), "{text}");
        }
        let others = ["064090001234", "05 10 2026 12", "1.500.000", "2026", "0905"];
        for text in others {
            assert_eq!(telephone(text), None, "{text}");
        }
    }

    #[test]
    fn codes_and_plates_are_known() {
        for code in [
            "H21.65-220914-0011",
            "H56-240823-00012",
            "h21.65.3-220914-0011",
        ] {
            assert_eq!(dossier_code(code), Some(code.len()), "{code}");
        }
        for text in [
            "H21.65-2209-0011",
            "H2-220914-0011",
            "H21.65-220914-11",
            "H21",
        ] {
            assert_eq!(dossier_code(text), None, "{text}");
        }
        for text in [
            "81A-123.45",
            "81B1-234.56",
            "81-B1 23456",
            "81H-1234",
            "81AĐ 123.45",
        ] {
            assert_eq!(plate(text), Some(text.len()), "{text}");
        }
        for text in ["10A 2026", "15 NĐ", "81A", "05A-123.45"] {
            assert_eq!(plate(text), None, "{text}");
        }
    }

    #[test]
    fn dates_must_exist() {
        assert_eq!(date("15/3/2026, ").map(|date| date.length), Some(9));
        assert_eq!(date("01-02-2026 10").map(|date| date.length), Some(10));
        assert_eq!(date("31/2/2026"), None);
        assert_eq!(date("20/2008/NĐ-CP"), None);
        assert_eq!(day_and_month("29/2 này").map(|date| date.length), Some(4));
        assert_eq!(day_and_month("24/24"), None);
    }
}
