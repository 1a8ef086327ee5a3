//! One record of a tablet, read strictly.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use crate::complaints::Report;
use crate::survey::ballot::{Ballot, Circumstances, Invalid, Origin, SenderTimes};
use crate::survey::slips::SlipToken;
use crate::web::extract::clean_text;

/// A tablet's session is over within a day.
const LONGEST_SESSION_S: i64 = 86_400;
/// Letters of an id that a receipt repeats at most; a UUID has 45 in its longest spelling.
const ID_SHOWN: usize = 64;

/// As much of a ballot as names it, whatever else is wrong with it.
#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentBallot {
    id: Uuid,
    questionnaire: String,
    answers: BTreeMap<String, Option<u8>>,
    comment: Option<String>,
    reasons: Option<Vec<String>>,
    lang: String,
    started_at: Option<DateTime<Utc>>,
    created_at: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
    elapsed_ms: Option<i32>,
    seq: Option<i64>,
    install_id: Option<Uuid>,
    partial: Option<bool>,
    scale: Option<String>,
    layout: Option<String>,
    signals: Option<Vec<String>>,
    /// Absent: the tablet does not say. Null: it stood at no counter.
    #[serde(default, deserialize_with = "told")]
    counter: Option<Option<i64>>,
    officer: Option<i64>,
    complaint: Option<SentComplaint>,
    slip: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentComplaint {
    id: Uuid,
    text: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    name: String,
}

/// Where the tablet says that the citizen stood, by the rows that its configuration named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SentPlace {
    /// The counter; `None` where the tablet does not say, `Some(None)` where it stood at none.
    pub(super) counter: Option<Option<i64>>,
    /// The officer on duty.
    pub(super) officer: Option<i64>,
}

/// What one record of a tablet holds.
#[derive(Debug)]
pub(super) struct Sent {
    /// The rating.
    pub(super) ballot: Ballot,
    /// Where it was given.
    pub(super) place: SentPlace,
    /// What the citizen reported beside it; from here on the two go separate ways.
    pub(super) complaint: Option<Report>,
    /// The receipt slip whose code the citizen typed. What is no code is none: the rating counts all the same.
    pub(super) slip: Option<SlipToken>,
}

fn told<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// Reads one record.
///
/// # Errors
/// The first value that is not allowed.
pub(super) fn read_ballot(text: &str) -> Result<Sent, Invalid> {
    if !is_object(text.as_bytes()) {
        return Err(Invalid::new("ballot", "must be an object"));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let sent: SentBallot =
        serde_path_to_error::deserialize(&mut json).map_err(|error| wrong_value(&error))?;
    let origin = match (sent.install_id, sent.seq) {
        (Some(install_id), Some(seq)) => Some(Origin { install_id, seq }),
        (None, None) => None,
        _ => {
            return Err(Invalid::new(
                "install_id",
                "needs seq, and seq needs install_id",
            ));
        }
    };
    let times = sender_times(&sent)?;
    let comment = sent
        .comment
        .as_deref()
        .map(clean_text)
        .filter(|comment| !comment.is_empty());
    let place = SentPlace {
        counter: sent.counter,
        officer: sent.officer,
    };
    let complaint = sent.complaint.map(read_complaint).transpose()?;
    let slip = sent.slip.as_deref().and_then(SlipToken::read);
    let ballot = Ballot {
        id: sent.id,
        questionnaire: sent.questionnaire,
        answers: sent.answers,
        reasons: sent.reasons.unwrap_or_default(),
        comment,
        lang: sent.lang,
        partial: sent.partial.unwrap_or_default(),
        times,
        elapsed_ms: sent.elapsed_ms,
        origin,
        circumstances: Circumstances {
            scale: sent.scale,
            layout: sent.layout,
            signals: sent.signals.unwrap_or_default(),
        },
    };
    Ok(Sent {
        ballot,
        place,
        complaint,
        slip,
    })
}

fn read_complaint(sent: SentComplaint) -> Result<Report, Invalid> {
    let report = Report {
        id: sent.id,
        text: clean_text(&sent.text),
        phone: clean_text(&sent.phone),
        name: clean_text(&sent.name),
    };
    report
        .check()
        .map_err(|wrong| Invalid::new(format!("complaint.{}", wrong.field), wrong.reason))?;
    Ok(report)
}

/// A list of values in the right order would pass for an object with the reader of JSON.
pub(super) fn is_object(json: &[u8]) -> bool {
    json.trim_ascii_start().starts_with(b"{")
}

/// The place of a wrong value and what is wrong with it. Where a field is missing, the place is the ballot.
fn wrong_value(error: &serde_path_to_error::Error<serde_json::Error>) -> Invalid {
    let path = error.path().to_string();
    let reason = error.inner().to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    Invalid::new(if path == "." { "ballot" } else { &path }, reason)
}

fn sender_times(sent: &SentBallot) -> Result<Option<SenderTimes>, Invalid> {
    let Some(created_at) = sent.created_at.map(whole_seconds) else {
        let told = sent.started_at.is_some() || sent.sent_at.is_some();
        return if told {
            Err(Invalid::new(
                "created_at",
                "missing beside started_at or sent_at",
            ))
        } else {
            Ok(None)
        };
    };
    let duration_s = match sent.started_at.map(whole_seconds) {
        None => None,
        Some(started_at) => {
            let seconds = (created_at - started_at).num_seconds();
            if !(0..=LONGEST_SESSION_S).contains(&seconds) {
                return Err(Invalid::new(
                    "started_at",
                    "must be within the day before created_at",
                ));
            }
            i32::try_from(seconds).ok()
        }
    };
    Ok(Some(SenderTimes {
        created_at,
        sent_at: sent.sent_at.map(whole_seconds),
        duration_s,
    }))
}

/// Without fractions, which the databases keep differently, and without leap seconds, which they do not keep.
fn whole_seconds(moment: DateTime<Utc>) -> NaiveDateTime {
    DateTime::from_timestamp(moment.timestamp(), 0)
        .unwrap_or(moment)
        .naive_utc()
}

/// The id as it was sent, letter for letter, so that the tablet finds the ballot that is meant. Empty where there
/// is none; the receipts stand in the order of the ballots.
pub(in crate::kiosk) fn sent_id(text: &str) -> String {
    let named: Result<Named, _> = serde_json::from_str(text);
    let id = named.map(|named| named.id).unwrap_or_default();
    id.chars().take(ID_SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wrong_value_is_named_with_its_path() {
        let refused = |ballot: serde_json::Value| {
            read_ballot(&ballot.to_string()).expect_err("refused").field
        };
        let ballot = json!({"id": Uuid::nil(), "questionnaire": "touch-5", "answers": {"1": "five"}, "lang": "vi"});
        assert_eq!(refused(ballot), "answers.1");
        let ballot = json!({"id": "x", "questionnaire": "touch-5", "answers": {}, "lang": "vi"});
        assert_eq!(sent_id(&ballot.to_string()), "x");
        assert_eq!(refused(ballot), "id");
    }

    #[test]
    fn a_session_cannot_end_before_it_began() {
        let value = json!({"id": Uuid::nil(), "questionnaire": "touch-5", "answers": {"1": 5}, "lang": "vi",
            "started_at": "2026-11-24T08:00:09Z", "created_at": "2026-11-24T08:00:00Z"});
        assert_eq!(
            read_ballot(&value.to_string()).expect_err("refused").field,
            "started_at"
        );
    }
}
