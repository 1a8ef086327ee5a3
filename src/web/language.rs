//! The reader's language and how numbers and dates are written in it. The texts are in `locales/`.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use crate::percent::Hundredths;

/// Name of the cookie that remembers a staff member's or visitor's choice.
pub const LANG_COOKIE: &str = "lang";

crate::text_enum! {
    /// A language that the catalogue is complete in. Vietnamese is the default for everybody.
    pub enum Lang {
        /// Tiếng Việt.
        Vi => "vi",
        /// English.
        En => "en",
    }
}

impl Lang {
    /// The tag used in `lang` attributes and catalogue look-ups.
    pub const fn code(self) -> &'static str {
        self.as_str()
    }

    /// The language's own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Vi => "Tiếng Việt",
            Self::En => "English",
        }
    }

    /// The language that a query string (`lang=en`) asks for.
    pub fn in_query(query: &str) -> Option<Self> {
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix("lang="))
            .and_then(|code| code.parse().ok())
    }

    /// A whole number with thousands grouped: 12.345 in Vietnamese, 12,345 in English.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                grouped.push(if self == Self::Vi { '.' } else { ',' });
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Hundredths with the decimal sign of the language: 8138 is 81,38 or 81.38. Keeps the sign of a difference.
    pub fn hundredths(self, hundredths: i64) -> String {
        let sign = if hundredths < 0 { "−" } else { "" };
        let point = if self == Self::Vi { ',' } else { '.' };
        let size = hundredths.unsigned_abs();
        format!("{sign}{}{point}{:02}", size / 100, size % 100)
    }

    /// A percentage with its sign, which stays on its line: "82,01 %".
    pub fn percent(self, percent: Hundredths) -> String {
        format!("{}\u{a0}%", self.hundredths(percent.value().into()))
    }

    /// A date as it is written in running text: 05/01/2026 or 5 Jan 2026.
    pub fn date(self, date: NaiveDate) -> String {
        match self {
            Self::Vi => format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
            Self::En => date.format("%-d %b %Y").to_string(),
        }
    }

    /// A local moment: 05/01/2026 14:30.
    pub fn moment(self, local: NaiveDateTime) -> String {
        format!(
            "{} {:02}:{:02}",
            self.date(local.date()),
            local.hour(),
            local.minute()
        )
    }
}

/// The address's `lang`, else the remembered choice, else Vietnamese.
pub fn language_of(request: &HttpRequest) -> Lang {
    Lang::in_query(request.query_string())
        .or_else(|| {
            let cookie = request.cookie(LANG_COOKIE)?;
            cookie.value().parse().ok()
        })
        .unwrap_or(Lang::Vi)
}

impl FromRequest for Lang {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(language_of(request)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(Lang::Vi.number(1_234_567), "1.234.567");
        assert_eq!(Lang::En.number(999), "999");
        assert_eq!(Lang::Vi.hundredths(8138), "81,38");
        assert_eq!(Lang::Vi.hundredths(-5), "−0,05");
        assert_eq!(Lang::En.hundredths(10_000), "100.00");
    }
}
