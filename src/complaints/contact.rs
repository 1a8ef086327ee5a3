//! How to reach whoever complained (pure).

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
}
