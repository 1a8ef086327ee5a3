//! A QR link and the place it stands for (pure).

use chrono::NaiveDateTime;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Length of a link's code: 30 random bits, short enough to type from a poster.
pub const CODE_LENGTH: usize = 6;
/// Letters of a place's name that a file's name keeps.
const FILE_NAME_LIMIT: usize = 60;

crate::text_enum! {
    /// What a link stands for.
    pub enum LinkKind {
        /// Hangs or stands at a place.
        Place => "place",
        /// Belongs to no place, such as on a web page: weakest evidence, never in the headline figures.
        Open => "open",
    }
}

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
    /// What it stands for.
    #[diesel(column_name = channel, deserialize_as = String)]
    pub kind: LinkKind,
}

/// A link with what its list and its printed sheets show.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct PrintableLink {
    /// The link itself.
    pub link: Link,
    /// Name of the unit that is rated.
    pub unit: String,
    /// The unit's hotline; may be empty.
    pub hotline: String,
    /// Name of the counter it hangs at, if any.
    pub counter: Option<String>,
    /// When it was added, UTC.
    pub created_at: NaiveDateTime,
    /// When it was withdrawn, UTC; `None` while it is in use.
    pub revoked_at: Option<NaiveDateTime>,
}

impl PrintableLink {
    /// The counter, or the unit where it belongs to none.
    pub fn place(&self) -> &str {
        self.counter.as_deref().unwrap_or(&self.unit)
    }

    /// Path of its form as a QR has it: capitals need less room.
    pub fn path(&self) -> String {
        format!("/Q/{}", self.link.code)
    }

    /// True for a link that belongs to no place.
    pub fn is_open(&self) -> bool {
        self.link.kind == LinkKind::Open
    }

    /// Name for a downloaded drawing, in letters that every file system knows: `ma-qr-quay-1-7Q4MK2`.
    pub fn file_stem(&self) -> String {
        let plain: String = self
            .place()
            .to_lowercase()
            .replace('đ', "d")
            .nfd()
            .filter(|letter| !is_combining_mark(*letter))
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter
                } else {
                    ' '
                }
            })
            .take(FILE_NAME_LIMIT)
            .collect();
        let words: Vec<&str> = ["ma qr", &plain]
            .iter()
            .flat_map(|text| text.split_whitespace())
            .chain([self.link.code.as_str()])
            .collect();
        words.join("-")
    }
}

/// A link with everything that its form shows and stores.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable)]
pub struct LinkPlace {
    /// Row of the link.
    pub link_id: i64,
    /// Its code, in upper case.
    pub code: String,
    /// What it stands for.
    #[diesel(deserialize_as = String)]
    pub kind: LinkKind,
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

    #[test]
    fn a_file_is_named_in_letters_that_every_system_knows() {
        let link = PrintableLink {
            link: Link {
                id: 1,
                code: "7Q4MK2".into(),
                unit_id: 1,
                counter_id: Some(1),
                kind: LinkKind::Place,
            },
            unit: "Xã Tân Bình".into(),
            hotline: String::new(),
            counter: Some("Quầy 1: \"Đất đai\" / hộ tịch\r\n😀".into()),
            created_at: NaiveDateTime::default(),
            revoked_at: None,
        };
        assert_eq!(link.file_stem(), "ma-qr-quay-1-dat-dai-ho-tich-7Q4MK2");
    }
}
