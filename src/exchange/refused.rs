//! Why a file of another installation is not taken, and what to do next, in the reader's language.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};
use rust_i18n::t;

use super::file::Unreadable;
use crate::clock::local_time;
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
    /// It was made later than now, or counts days that are not yet: the clock of its machine is ahead.
    Ahead {
        /// When it says that it was made.
        made_at: NaiveDateTime,
        /// The moment here.
        now: NaiveDateTime,
    },
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
            Self::Ahead { made_at, now } => Cow::Owned(ahead(lang, *made_at, *now)),
        }
        .into_owned()
    }
}

fn ahead(lang: Lang, made_at: NaiveDateTime, now: NaiveDateTime) -> String {
    let moment = |utc| lang.moment(local_time(utc));
    t!(
        "exchange.refused.ahead",
        locale = lang.code(),
        made = moment(made_at),
        now = moment(now)
    )
    .into_owned()
}
