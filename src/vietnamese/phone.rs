//! Telephone numbers as they are written and dialled here.

/// Longest number to call back as it is written, characters.
pub const PHONE_LIMIT: usize = 30;
/// Digits from which on a number is somebody's, as one within the province; a part of one would find strangers.
pub const PHONE_DIGITS: usize = 8;
/// Digits of the longest number from abroad.
const PHONE_DIGITS_ABROAD: usize = 15;

/// Whether a number is written as numbers are; none at all is.
pub fn is_phone(typed: &str) -> bool {
    let written = |letter: char| "0123456789 +-.()".contains(letter);
    typed.chars().all(written)
}

/// Whether a number can be called back.
pub fn is_callable(typed: &str) -> bool {
    let digits = phone_key(typed).len();
    is_phone(typed)
        && typed.chars().count() <= PHONE_LIMIT
        && (PHONE_DIGITS..=PHONE_DIGITS_ABROAD).contains(&digits)
}

/// Digits of a number as they are dialled here: `+84 905 123 456` and `0905.123.456` are the same.
pub fn phone_key(typed: &str) -> String {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let abroad = typed.trim_start().starts_with('+') || digits.starts_with("0084");
    let bare = digits.trim_start_matches("00");
    match bare.strip_prefix("84") {
        Some(rest) if abroad || digits.len() >= 11 => format!("0{rest}"),
        _ => digits,
    }
}

/// The digits that prove a citizen's claim to a case: the last three of the number left with it.
pub fn last_digits(key: &str) -> Option<&str> {
    key.len().checked_sub(3).and_then(|from| key.get(from..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_key_however_it_is_written() {
        for written in [
            "0905 123 456",
            "+84 905.123.456",
            "84905123456",
            "0084 905 123-456",
            "(0905) 123456",
        ] {
            assert_eq!(phone_key(written), "0905123456", "{written}");
        }
        assert_eq!(phone_key("0269 382 4567"), "02693824567");
        assert_eq!(last_digits("0905123456"), Some("456"));
        assert_eq!(last_digits("12"), None);
    }

    #[test]
    fn a_number_must_be_one_that_can_be_called() {
        for good in [
            "0905 123 456",
            "+84 905.123.456",
            "(0269) 3838-123",
            "38381234",
        ] {
            assert!(is_callable(good), "{good}");
        }
        for bad in [
            "",
            "113",
            "hỏi ông Ba",
            "0905 123 456 hoặc 0905",
            "0905/123456",
            "１２３４５６７８",
            "0 9 0 5 . 1 2 3 . 4 5 6 - - - - -",
        ] {
            assert!(!is_callable(bad), "{bad}");
        }
    }
}
