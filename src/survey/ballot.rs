//! One citizen's answer: its rules, its canonical digest and its link in the chain (pure).
//! Reading it from JSON, a form or a file lives beside each way in; storing it in `store`.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::questionnaire::Questionnaire;

crate::text_enum! {
    /// How a ballot came in. The classes of evidence are reported apart.
    pub enum Channel {
        /// The paired tablet at the desk.
        Kiosk => "kiosk",
        /// The QR on one dossier's receipt slip.
        Slip => "slip",
        /// The QR of a counter or a poster.
        Place => "place",
        /// A link without a place.
        Open => "open",
        /// Asked on the hotline.
        Hotline => "hotline",
        /// A paper form, entered later.
        Paper => "paper",
    }
}

/// Longest comment, characters.
pub const COMMENT_LIMIT: usize = 2000;
/// Most reasons after a low score.
pub const REASONS_LIMIT: usize = 10;
/// Most signals of one visit.
pub const SIGNALS_LIMIT: usize = 16;

/// Scores by criterion code: 1 to 5, or `None` for "không có ý kiến". A criterion that is not here was skipped.
pub type Answers = BTreeMap<String, Option<u8>>;

/// Which installation of the tablet's storage made the ballot, and its number there: gaps prove loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Random for each storage lifetime.
    pub install_id: Uuid,
    /// 1, 2, 3 … in that storage.
    pub seq: i64,
}

/// What the sender's own clock said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SenderTimes {
    /// When the citizen finished.
    pub created_at: NaiveDateTime,
    /// When the record was sent, if told: the difference to our clock corrects `created_at`.
    pub sent_at: Option<NaiveDateTime>,
    /// Seconds from the first touch to the end.
    pub duration_s: Option<i32>,
}

/// What the tablet knew of the moment beside the answers: covariates of a score, and what made it help or doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Circumstances {
    /// Version of the scale on the screen: scales are never compared with each other.
    pub scale: Option<String>,
    /// How the screen lay: `landscape` or `portrait`.
    pub layout: Option<String>,
    /// What it noticed: `audio`, `large_text`, `suspect_burst` …
    pub signals: Vec<String>,
}

/// What one citizen gave once, as the sender tells it. Read-only from the first byte sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// Made by the sender, the same on every retry.
    pub id: Uuid,
    /// Version of the questions.
    pub questionnaire: String,
    /// The scores.
    pub answers: Answers,
    /// Codes chosen after a low score.
    pub reasons: Vec<String>,
    /// Free words.
    pub comment: Option<String>,
    /// Language of the screen.
    pub lang: String,
    /// The citizen left before the end.
    pub partial: bool,
    /// The sender's clock, where it has one.
    pub times: Option<SenderTimes>,
    /// Milliseconds by a monotonic timer.
    pub elapsed_ms: Option<i32>,
    /// Which tablet storage.
    pub origin: Option<Origin>,
    /// Nothing where the sender is no tablet.
    pub circumstances: Circumstances,
}

/// Where a ballot belongs, as we know it (never as the sender claims).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The unit that is rated.
    pub unit_id: i64,
    /// How it came in.
    pub channel: Channel,
    /// The counter, where known.
    pub counter_id: Option<i64>,
    /// Who was on duty there, where known.
    pub officer_id: Option<i64>,
    /// The tablet, on the kiosk channel.
    pub device_id: Option<i64>,
    /// The QR link, on the place and open channels.
    pub link_id: Option<i64>,
}

/// A value that the rules do not allow: where, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct Invalid {
    /// Path of the value: `answers.7`.
    pub field: String,
    /// What is wrong with it, with the limit.
    pub reason: String,
}

impl Invalid {
    /// A refusal of one value.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            reason: reason.into(),
        }
    }
}

impl Circumstances {
    fn check(&self) -> Result<(), Invalid> {
        let coded = [("scale", &self.scale), ("layout", &self.layout)];
        for (field, value) in coded {
            if value.as_deref().is_some_and(|value| !is_code(value, 32)) {
                return Err(Invalid::new(field, "must be a code"));
            }
        }
        if self.signals.len() > SIGNALS_LIMIT {
            return Err(Invalid::new(
                "signals",
                format!("more than {SIGNALS_LIMIT}"),
            ));
        }
        if let Some(signal) = self.signals.iter().find(|signal| !is_code(signal, 32)) {
            return Err(Invalid::new(
                "signals",
                format!("'{}' is not a code", shorten(signal)),
            ));
        }
        Ok(())
    }
}

impl Ballot {
    /// Holds the ballot against its questionnaire and the limits.
    ///
    /// # Errors
    /// The first value that is not allowed.
    pub fn check(&self, questionnaire: &Questionnaire) -> Result<(), Invalid> {
        if self.answers.is_empty() {
            return Err(Invalid::new("answers", "no criterion is answered"));
        }
        for (code, score) in &self.answers {
            if questionnaire.criterion(code).is_none() {
                return Err(Invalid::new(
                    format!("answers.{}", shorten(code)),
                    format!("not a criterion of {}", questionnaire.version),
                ));
            }
            if score.is_some_and(|score| !(1..=5).contains(&score)) {
                return Err(Invalid::new(
                    format!("answers.{code}"),
                    "must be 1 to 5 or null",
                ));
            }
        }
        if let Some(comment) = &self.comment
            && comment.chars().count() > COMMENT_LIMIT
        {
            return Err(Invalid::new(
                "comment",
                format!("longer than {COMMENT_LIMIT} characters"),
            ));
        }
        self.check_circumstances()
    }

    fn check_circumstances(&self) -> Result<(), Invalid> {
        if self.reasons.len() > REASONS_LIMIT {
            return Err(Invalid::new(
                "reasons",
                format!("more than {REASONS_LIMIT}"),
            ));
        }
        if let Some(reason) = self.reasons.iter().find(|reason| !is_code(reason, 32)) {
            return Err(Invalid::new(
                "reasons",
                format!("'{}' is not a code", shorten(reason)),
            ));
        }
        self.circumstances.check()?;
        if !is_code(&self.lang, 8) {
            return Err(Invalid::new("lang", "must be a language tag such as vi"));
        }
        if self.elapsed_ms.is_some_and(|ms| ms < 0) {
            return Err(Invalid::new("elapsed_ms", "must not be negative"));
        }
        if self.origin.is_some_and(|origin| origin.seq < 0) {
            return Err(Invalid::new("seq", "must not be negative"));
        }
        Ok(())
    }

    /// The citizen's own words and nothing of the tablet's: neither times nor number nor circumstances.
    pub fn bare(&self) -> Self {
        Self {
            times: None,
            elapsed_ms: None,
            origin: None,
            circumstances: Circumstances::default(),
            ..self.clone()
        }
    }

    /// SHA-256 of everything the sender said, with the comment as its seal: the same on every retry, whatever
    /// device or time it comes from, and still checkable when the comment has been erased.
    pub fn digest(&self, comment_seal: Option<&[u8]>) -> [u8; 32] {
        #[derive(Serialize)]
        struct Canonical<'a>(
            &'static str,
            Uuid,
            &'a str,
            &'a Answers,
            &'a [String],
            Option<&'a [u8]>,
            &'a str,
            bool,
            Option<(NaiveDateTime, Option<i32>)>,
            Option<i32>,
            Option<(Uuid, i64)>,
        );
        let canonical = Canonical(
            "ballot-1",
            self.id,
            &self.questionnaire,
            &self.answers,
            &self.reasons,
            comment_seal,
            &self.lang,
            self.partial,
            self.times.map(|times| (times.created_at, times.duration_s)),
            self.elapsed_ms,
            self.origin.map(|origin| (origin.install_id, origin.seq)),
        );
        let bytes = if self.circumstances == Circumstances::default() {
            serde_json::to_vec(&canonical)
        } else {
            serde_json::to_vec(&("ballot-2", &canonical, &self.circumstances))
        };
        sha256(&bytes.unwrap_or_default())
    }
}

/// SHA-256 of a comment under its salt: stands for the comment in the digest.
pub fn comment_seal(salt: &[u8], comment: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(comment.as_bytes());
    hasher.finalize().into()
}

/// What the server notes beside a digest; both go into the link of the chain.
#[derive(Serialize)]
pub struct Noted<'a> {
    /// Place in the chain.
    pub seq: i64,
    /// [`Source::unit_id`].
    pub unit_id: i64,
    /// [`Source::channel`].
    pub channel: Channel,
    /// [`Source::counter_id`].
    pub counter_id: Option<i64>,
    /// [`Source::device_id`].
    pub device_id: Option<i64>,
    /// [`Source::link_id`].
    pub link_id: Option<i64>,
    /// [`Source::officer_id`]; left out where there is none, as it was before ballots knew of officers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer_id: Option<i64>,
    /// When it counts.
    pub rated_at: NaiveDateTime,
    /// When it came.
    pub received_at: NaiveDateTime,
    /// Digest of what the sender said.
    pub digest: &'a [u8],
}

/// SHA-256 that ties a ballot to all that came before it.
pub fn link(previous: &[u8], noted: &Noted<'_>) -> [u8; 32] {
    let mut bytes = previous.to_vec();
    bytes.extend(serde_json::to_vec(noted).unwrap_or_default());
    sha256(&bytes)
}

/// Reads the stored form of answers.
///
/// # Errors
/// It is not the JSON that we wrote.
pub fn parse_answers(text: &str) -> Result<Answers, serde_json::Error> {
    serde_json::from_str(text)
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn is_code(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

fn shorten(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control())
        .take(20)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::questionnaire::{TOUCH, catalogue};

    fn ballot() -> Ballot {
        Ballot {
            id: Uuid::from_u128(7),
            questionnaire: TOUCH.into(),
            answers: BTreeMap::from([("1".into(), Some(5)), ("5".into(), None)]),
            reasons: vec![],
            comment: None,
            lang: "vi".into(),
            partial: false,
            times: None,
            elapsed_ms: Some(9000),
            origin: None,
            circumstances: Circumstances::default(),
        }
    }

    #[test]
    fn scores_outside_the_scale_and_unknown_criteria_are_named() {
        let touch = catalogue().questionnaire(TOUCH).expect("built in");
        assert_eq!(ballot().check(touch), Ok(()));
        let mut wrong = ballot();
        wrong.answers.insert("2".into(), Some(6));
        assert_eq!(wrong.check(touch).expect_err("refused").field, "answers.2");
        let mut wrong = ballot();
        wrong.answers.insert("9".into(), Some(1));
        assert_eq!(wrong.check(touch).expect_err("refused").field, "answers.9");
        let mut wrong = ballot();
        wrong.answers.clear();
        assert_eq!(wrong.check(touch).expect_err("refused").field, "answers");
    }

    #[test]
    fn any_change_changes_the_digest_and_a_retry_does_not() {
        let digest = ballot().digest(None);
        assert_eq!(digest, ballot().digest(None));
        let mut other = ballot();
        other.answers.insert("1".into(), Some(4));
        assert_ne!(digest, other.digest(None));
        let mut skipped = ballot();
        skipped.answers.remove("5");
        assert_ne!(digest, skipped.digest(None));
        assert_ne!(
            digest,
            ballot().digest(Some(&comment_seal(b"salt", "chờ lâu")))
        );
        let mut noticed = ballot();
        noticed.circumstances.signals = vec!["suspect_burst".into()];
        assert_ne!(digest, noticed.digest(None));
    }

    #[test]
    fn ballots_of_before_tablets_told_circumstances_keep_their_digest() {
        let digest = data_encoding::HEXLOWER.encode(&ballot().digest(None));
        assert!(digest.starts_with("5c301d25c15c34f1"), "{digest}");
    }
}
