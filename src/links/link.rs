//! A QR link and the place it stands for (pure).

/// Length of a link's code: 30 random bits, short enough to type from a poster.
pub const CODE_LENGTH: usize = 6;

/// A QR link to the rating form.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::links)]
pub struct Link {
    /// Row.
    pub id: i64,
    /// Its code, in upper case.
    pub code: String,
    /// The unit that is rated.
    pub unit_id: i64,
    /// The counter it hangs at, if any.
    pub counter_id: Option<i64>,
    /// `place` or `open`.
    pub channel: String,
}

/// A link with everything that its form shows and stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPlace {
    /// Row of the link.
    pub link_id: i64,
    /// Its code, in upper case.
    pub code: String,
    /// True for a link that belongs to no place.
    pub open: bool,
    /// The unit that is rated.
    pub unit_id: i64,
    /// Its name.
    pub unit_name: String,
    /// Its hotline; may be empty.
    pub hotline: String,
    /// The counter it hangs at, if any.
    pub counter_id: Option<i64>,
    /// The counter's name.
    pub counter_name: Option<String>,
}

/// A code as it is stored, from what was typed or scanned: upper case, the letters that look like digits read as
/// such. `None` where it can be no code.
pub fn normal_code(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let plausible = code.len() <= 16 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plausible && !code.is_empty()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_typed_from_a_poster_is_understood() {
        assert_eq!(normal_code("7q4mko"), Some("7Q4MK0".into()));
        assert_eq!(normal_code("a\0b"), None);
        assert_eq!(normal_code(""), None);
    }
}
