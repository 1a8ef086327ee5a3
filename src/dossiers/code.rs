//! The code of a dossier as on its receipt slip, or, where nobody has the slip at hand, whatever it is called (pure).

use chrono::NaiveDate;

/// Longest code or name, characters.
pub const DOSSIER_LIMIT: usize = 200;
/// Fewest digits of what is meant as a code: those of its date.
const DIGITS_OF_DATE: usize = 6;

/// It looks like the code of a dossier and is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCode {
    /// Its parts are not those of a code.
    Form,
    /// Its six digits in the middle are no day of the calendar.
    Date,
}

/// The dossier as it is kept: a code in capitals without spaces (TT 01/2018/TT-VPCP Điều 19, with the agency's code of
/// QĐ 20/2020/QĐ-TTg: `H21.65-220914-0011`), or any other words as they stand.
///
/// # Errors
/// It looks like a code, but is none.
pub fn read_dossier(typed: &str) -> Result<String, NoCode> {
    let typed = typed.trim();
    let squeezed: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '–' | '—' | '−' => '-',
            other => other.to_ascii_uppercase(),
        })
        .collect();
    if !looks_like_code(&squeezed) {
        return Ok(typed.to_owned());
    }
    check_code(&squeezed)?;
    Ok(squeezed)
}

/// Digits, dots and hyphens, perhaps behind the letter of a province or ministry: nobody calls a dossier that.
fn looks_like_code(text: &str) -> bool {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let letters = text.len() - rest.len();
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let plain = rest
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    // A number of six digits without a hyphen may be anything.
    let whole = letters > 0 || rest.contains('-');
    plain && whole && digits >= DIGITS_OF_DATE && rest.starts_with(|c: char| c.is_ascii_digit())
}

/// `^[A-Z]\d{2}(\.\d{1,3}){0,3}-\d{6}-\d{4,6}$`, with a day that is in the calendar.
fn check_code(text: &str) -> Result<(), NoCode> {
    let mut parts = text.split('-');
    let (Some(agency), Some(date), Some(number), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(NoCode::Form);
    };
    let form = is_agency(agency)
        && is_number(date, DIGITS_OF_DATE..=DIGITS_OF_DATE)
        && is_number(number, 4..=6);
    if !form {
        return Err(NoCode::Form);
    }
    NaiveDate::parse_from_str(&format!("20{date}"), "%Y%m%d")
        .map(|_| ())
        .map_err(|_| NoCode::Date)
}

fn is_agency(text: &str) -> bool {
    let mut levels = text.split('.');
    let top = levels.next().unwrap_or_default();
    let is_top = top
        .strip_prefix(|letter: char| letter.is_ascii_uppercase())
        .is_some_and(|digits| is_number(digits, 2..=2));
    let below: Vec<&str> = levels.collect();
    is_top && below.len() <= 3 && below.iter().all(|level| is_number(level, 1..=3))
}

fn is_number(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_kept_as_on_the_slip_however_it_was_typed() {
        for typed in [
            "H21.65-220914-0011",
            " h21.65 - 220914 - 0011 ",
            "H21.65–220914–0011",
        ] {
            let read = read_dossier(typed);
            assert_eq!(read.as_deref(), Ok("H21.65-220914-0011"), "{typed}");
        }
        for code in ["H21-240229-0001", "G01.1.22.333-251231-123456"] {
            assert_eq!(read_dossier(code).as_deref(), Ok(code));
        }
    }

    #[test]
    fn what_is_meant_as_a_code_and_is_none_is_refused() {
        for (typed, wrong) in [
            ("H21.65-220914-011", NoCode::Form),
            ("H21.65-22091-0011", NoCode::Form),
            ("H21.65.220914.0011", NoCode::Form),
            ("H2165-220914-0011", NoCode::Form),
            ("HH21.65-220914-0011", NoCode::Form),
            ("H21.65-220914-0011-2", NoCode::Form),
            ("H21.65.1.2.3-220914-0011", NoCode::Form),
            ("220914-0011", NoCode::Form),
            ("H21.65-220231-0011", NoCode::Date),
            ("H21.65-221301-0011", NoCode::Date),
            ("H21.65-230229-0011", NoCode::Date),
        ] {
            assert_eq!(read_dossier(typed), Err(wrong), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_the_name_of_a_dossier() {
        for name in [
            "",
            "Khai sinh cho con",
            "sổ đỏ 2020",
            "Đất thửa 12-34",
            "C50",
            "1.012784.H21",
            "020114",
            "Giấy phép H21.65-220914-0011 (bản cũ)",
        ] {
            assert_eq!(read_dossier(name).as_deref(), Ok(name));
        }
    }

    proptest! {
        /// Every day of this century has its codes, and no other six digits have.
        #[test]
        fn a_code_needs_a_day_of_the_calendar(
            agency in "[A-Z][0-9]{2}(\\.[0-9]{1,3}){0,3}",
            (year, month, day) in (0_i32..100, 0_u32..15, 0_u32..40),
            number in "[0-9]{4,6}",
        ) {
            let code = format!("{agency}-{year:02}{month:02}{day:02}-{number}");
            let real = NaiveDate::from_ymd_opt(2000 + year, month, day).is_some();
            prop_assert_eq!(read_dossier(&code).is_ok(), real);
            prop_assert_eq!(read_dossier(&code.to_lowercase()), read_dossier(&code));
        }

        /// Whatever is typed is refused or kept without being changed again.
        #[test]
        fn what_is_kept_stays_as_it_is(typed in "\\PC{0,40}") {
            if let Ok(kept) = read_dossier(&typed) {
                prop_assert_eq!(read_dossier(&kept), Ok(kept));
            }
        }
    }
}
