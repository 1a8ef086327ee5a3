//! Why a file of another installation is not taken, and what to do next, in the reader's language.

use chrono::NaiveDate;
use rust_i18n::t;

use super::file::Unreadable;
use crate::web::language::Lang;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no such file, or was changed.
    Unreadable(Unreadable),
    /// It speaks of a unit that is not here, or not the viewer's to see.
    UnknownUnit(String),
    /// Nobody has said yet which key is this unit's.
    NotTrusted {
        /// The unit's code.
        unit: String,
        /// Fingerprint of the key that signed.
        fingerprint: String,
    },
    /// The key that somebody trusts is not the one that signed.
    OtherThanTrusted(String),
    /// Earlier files of this unit were signed by another key.
    OtherKey {
        /// The unit's code.
        unit: String,
        /// Fingerprint of the key that signed.
        fingerprint: String,
        /// Fingerprint of the key so far.
        pinned: String,
    },
    /// The unit, or one below it, has ballots of its own here: they would be counted twice.
    OwnBallots(String, i32),
    /// A file of a unit above or below it speaks for the same ballots.
    SpokenFor {
        /// The unit's code.
        unit: String,
        /// Code of the other unit.
        other: String,
        /// The year.
        year: i32,
    },
    /// What is here is newer: it counts up to this day.
    Older(NaiveDate),
}

impl Refused {
    /// As it is said.
    pub fn text(&self, lang: Lang) -> String {
        let code = lang.code();
        match self {
            Self::Unreadable(Unreadable::NotOne(why)) => {
                t!("exchange.refused.not_one", locale = code, why = why)
            }
            Self::Unreadable(Unreadable::BadSignature) => {
                t!("exchange.refused.bad_signature", locale = code)
            }
            Self::UnknownUnit(unit) => {
                t!("exchange.refused.unknown_unit", locale = code, unit = unit)
            }
            Self::NotTrusted { unit, fingerprint } => t!(
                "exchange.refused.not_trusted",
                locale = code,
                unit = unit,
                fingerprint = fingerprint
            ),
            Self::OtherThanTrusted(fingerprint) => t!(
                "exchange.refused.other_than_trusted",
                locale = code,
                fingerprint = fingerprint
            ),
            Self::OtherKey {
                unit,
                fingerprint,
                pinned,
            } => t!(
                "exchange.refused.other_key",
                locale = code,
                unit = unit,
                fingerprint = fingerprint,
                pinned = pinned
            ),
            Self::OwnBallots(unit, year) => t!(
                "exchange.refused.own_ballots",
                locale = code,
                unit = unit,
                year = year
            ),
            Self::SpokenFor { unit, other, year } => t!(
                "exchange.refused.spoken_for",
                locale = code,
                unit = unit,
                other = other,
                year = year
            ),
            Self::Older(until) => t!(
                "exchange.refused.older",
                locale = code,
                date = lang.date(*until)
            ),
        }
        .into_owned()
    }
}
