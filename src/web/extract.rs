//! How bodies, queries and paths are read: limits, clean text, and errors that say what was wrong.

use actix_web::web::{self, FormConfig, PathConfig, PayloadConfig, QueryConfig, ServiceConfig};
use rust_i18n::t;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::language::language_of;
use crate::error::AppError;

/// Largest form body, bytes. The longest form has 22 answers and one comment.
const FORM_LIMIT: usize = 64 * 1024;
/// Largest API body, bytes: a hundred ballots, each with the longest comment in letters of the longest encoding.
pub const API_LIMIT: usize = 1024 * 1024;
/// Beyond it no list has pages.
const LAST_PAGE: i64 = 100_000;

/// Gives every extractor our limits and our errors.
pub fn configure(app: &mut ServiceConfig) {
    app.app_data(form_limit(FORM_LIMIT))
        .app_data(PayloadConfig::new(API_LIMIT))
        .app_data(QueryConfig::default().error_handler(|error, _| {
            AppError::BadRequest(format!("query string: {error}")).into()
        }))
        .app_data(PathConfig::default().error_handler(|_, _| AppError::NotFound.into()));
}

/// Forms up to this size, bytes, for a page whose texts are longer than usual.
pub fn form_limit(limit: usize) -> FormConfig {
    FormConfig::default()
        .limit(limit)
        .error_handler(move |error, request| {
            match error {
                actix_web::error::UrlencodedError::Overflow { .. } => {
                    let (lang, limit) = (language_of(request), size(limit));
                    let text = t!("error.too_large.form", locale = lang.code(), limit = limit);
                    AppError::TooLarge(text.into_owned())
                }
                actix_web::error::UrlencodedError::ContentType => {
                    return actix_web::error::ErrorUnsupportedMediaType("");
                }
                other => AppError::BadRequest(other.to_string()),
            }
            .into()
        })
}

/// So many bytes as people say it.
pub fn size(bytes: usize) -> String {
    const MEGABYTE: usize = 1024 * 1024;
    match bytes / MEGABYTE {
        0 => format!("{} KB", bytes / 1024),
        megabytes => format!("{megabytes} MB"),
    }
}

/// The fields of a posted form in the order they came.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Takes the decoded pairs of a form.
    pub fn new(form: web::Form<Vec<(String, String)>>) -> Self {
        Self(form.into_inner())
    }

    /// The first value of a field, cleaned: trimmed, NFC, no control characters but line breaks. Empty if absent.
    pub fn text(&self, name: &str) -> String {
        self.raw(name).map(clean_text).unwrap_or_default()
    }

    /// The same in one line, with single spaces.
    pub fn line(&self, name: &str) -> String {
        let text = self.text(name);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first value of a field as it came.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// All fields whose name starts with `prefix`, with the rest of the name.
    pub fn with_prefix<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.0
            .iter()
            .filter_map(move |(field, value)| Some((field.strip_prefix(prefix)?, value.as_str())))
    }
}

/// A number that an address may carry. It only chooses beforehand, turns pages or says what was done: one that is
/// missing or malformed counts as none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct QueryNumber(pub Option<i64>);

impl QueryNumber {
    /// The number of a page of a long list, counted from 1.
    pub fn as_page(self) -> i64 {
        self.0.unwrap_or(1).clamp(1, LAST_PAGE)
    }
}

impl From<String> for QueryNumber {
    fn from(text: String) -> Self {
        Self(text.parse().ok())
    }
}

/// Text as we store it: NFC, trimmed, line breaks as `\n`, no other control characters (PostgreSQL refuses NUL).
pub fn clean_text(text: &str) -> String {
    text.replace("\r\n", "\n")
        .nfc()
        .filter(|letter| *letter == '\n' || !letter.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_composed_and_free_of_control_characters() {
        assert_eq!(
            clean_text("  e\u{302}\u{301}m\u{0}\r\nđềm\u{7} "),
            "ếm\nđềm"
        );
    }

    #[test]
    fn a_number_that_an_address_does_not_carry_well_is_none() {
        let read = |text: &str| QueryNumber::from(text.to_owned());
        assert_eq!(read("-7").0, Some(-7));
        for wrong in ["", "x", "1 ", "99999999999999999999", "７"] {
            assert_eq!(read(wrong).0, None, "{wrong:?}");
        }
        let pages = ["", "0", "7", "999999999"].map(|text| read(text).as_page());
        assert_eq!(pages, [1, 1, 7, LAST_PAGE]);
    }
}
