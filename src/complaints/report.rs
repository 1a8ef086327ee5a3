//! A citizen's words and how to call them back: the limits (pure).

use chrono::{NaiveDate, NaiveDateTime};
use uuid::Uuid;

use super::class::Class;
use super::way::Way;
use crate::survey::ballot::Invalid;
use crate::survey::questionnaire::Dimension;
use crate::vietnamese::phone::{PHONE_LIMIT, is_phone};

/// Longest report, characters.
pub const TEXT_LIMIT: usize = 2000;
/// Longest name, characters.
pub const NAME_LIMIT: usize = 100;
/// Longest address, characters.
pub const ADDRESS_LIMIT: usize = 200;

/// What a citizen reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Made by the sender, the same on every retry.
    pub id: Uuid,
    /// The words.
    pub text: String,
    /// Number to call back; may be empty.
    pub phone: String,
    /// Name; may be empty.
    pub name: String,
}

/// A report with its place and time, as we know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComplaint {
    /// The words and the contact.
    pub report: Report,
    /// The unit it is about.
    pub unit_id: i64,
    /// The counter, where known.
    pub counter_id: Option<i64>,
    /// How it came in.
    pub way: Way,
    /// Language of the screen.
    pub lang: String,
    /// When it was said or written, UTC, corrected.
    pub created_at: NaiveDateTime,
    /// When it came, UTC.
    pub received_at: NaiveDateTime,
    /// What else was told.
    pub details: Details,
}

/// What an officer notes of a complaint beside the words, or a citizen may add. All of it may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Where whoever complained lives.
    pub address: String,
    /// Code or name of the dossier.
    pub dossier: String,
    /// What kind of matter it is about.
    pub dimension: Option<Dimension>,
    /// What the officer takes it for; otherwise the program proposes.
    pub proposed: Option<Class>,
    /// Code of the field of work.
    pub field: String,
    /// The account that takes it in.
    pub recorded_by: Option<i64>,
    /// Accounts of the officers whom it names.
    pub officers: Vec<i64>,
    /// The case that it is a part of.
    pub parent_id: Option<i64>,
    /// The day on which the citizen was told that it is being seen to, where that was before it came in.
    pub acknowledged_on: Option<NaiveDate>,
    /// The day after which its days are counted, and how many there are, where they began before it came in.
    pub counted: Option<(NaiveDate, i32)>,
    /// Seen by a keeper alone, whatever the words say.
    pub secret: bool,
}

impl Report {
    /// Holds the report against the limits. A number is kept as it was written, as long as one could call it.
    ///
    /// # Errors
    /// The first value that is not allowed.
    pub fn check(&self) -> Result<(), Invalid> {
        if self.text.is_empty() {
            return Err(Invalid::new("text", "must not be empty"));
        }
        let limits = [
            ("text", &self.text, TEXT_LIMIT),
            ("name", &self.name, NAME_LIMIT),
            ("phone", &self.phone, PHONE_LIMIT),
        ];
        for (field, value, limit) in limits {
            if value.chars().count() > limit {
                let reason = format!("longer than {limit} characters");
                return Err(Invalid::new(field, reason));
            }
        }
        if !is_phone(&self.phone) {
            let reason = "digits, spaces, + - . ( ) alone";
            return Err(Invalid::new("phone", reason));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_needed_and_a_number_must_be_one() {
        let report = Report {
            id: Uuid::nil(),
            text: "Chờ cả buổi sáng".into(),
            phone: "0905 123-456".into(),
            name: String::new(),
        };
        assert_eq!(report.check(), Ok(()));
        let refused = |report: Report| report.check().expect_err("refused").field;
        let silent = Report {
            text: String::new(),
            ..report.clone()
        };
        assert_eq!(refused(silent), "text");
        let wordy = Report {
            text: "ạ".repeat(TEXT_LIMIT + 1),
            ..report.clone()
        };
        assert_eq!(refused(wordy), "text");
        let odd = Report {
            phone: "hỏi ông Ba".into(),
            ..report
        };
        assert_eq!(refused(odd), "phone");
    }
}
