//! `POST /api/v1/ballots`: what a tablet sends, read strictly, each ballot for itself: one that is not acceptable
//! never holds up the others.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::pairing::PairedDevice;
use crate::error::{AppError, AppResult};
use crate::survey::ballot::{Ballot, Channel, Invalid, Origin, SenderTimes, Source};
use crate::survey::{BallotBox, Receipt, ReceiptStatus};
use crate::web::extract::{API_LIMIT, clean_text};

/// Ballots in one request at most.
const BALLOTS_LIMIT: usize = 100;
/// A tablet's session is over within a day.
const LONGEST_SESSION_S: i64 = 86_400;
/// Letters of an id that a receipt repeats at most; a UUID has 45 in its longest spelling.
const ID_SHOWN: usize = 64;
/// What is said of a conflict.
const OTHER: &str =
    "id: another ballot with this id is stored; this one is kept aside and not counted";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request<'a> {
    /// Only delimited here: what is inside is read one by one.
    #[serde(borrow)]
    ballots: Vec<&'a RawValue>,
}

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
}

/// Stores up to a hundred ballots of a paired tablet and answers with one receipt for each, after the commit.
///
/// # Errors
/// 401 without a known device, 400 where the body is no list of ballots, 413 for too many, 503 while busy.
pub async fn post_ballots(
    PairedDevice(device): PairedDevice,
    ballot_box: Data<BallotBox>,
    body: Result<Bytes, actix_web::Error>,
) -> AppResult<HttpResponse> {
    let body = body.map_err(|error| unreadable(&error))?;
    let sent = read_request(&body)?;
    let source = Source {
        unit_id: device.unit_id,
        channel: Channel::Kiosk,
        counter_id: device.counter_id,
        device_id: Some(device.id),
        link_id: None,
    };
    let mut receipts = Vec::with_capacity(sent.len());
    let mut accepted = Vec::with_capacity(sent.len());
    for ballot in sent {
        let prepared = read_ballot(ballot.get()).and_then(|read| ballot_box.prepare(read, source));
        let (status, reason) = match &prepared {
            Ok(_) => (ReceiptStatus::Stored, None),
            Err(invalid) => (ReceiptStatus::Rejected, Some(invalid.to_string())),
        };
        let id = sent_id(ballot.get());
        receipts.push(Receipt { id, status, reason });
        accepted.extend(prepared);
    }
    if !accepted.is_empty() {
        let outcomes = ballot_box.put(accepted).await?;
        let pending = receipts
            .iter_mut()
            .filter(|receipt| receipt.status == ReceiptStatus::Stored);
        for (receipt, outcome) in pending.zip(outcomes) {
            receipt.status = outcome.into();
            receipt.reason = (receipt.status == ReceiptStatus::Conflict).then(|| OTHER.to_owned());
        }
    }
    Ok(answer(&receipts))
}

fn unreadable(error: &actix_web::Error) -> AppError {
    if error.as_response_error().status_code() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge(format!("body: over {API_LIMIT} bytes"))
    } else {
        AppError::BadRequest(format!("body: {error}"))
    }
}

fn read_request(body: &[u8]) -> AppResult<Vec<&RawValue>> {
    if !is_object(body) {
        let reason = "body: must be an object with a list of ballots";
        return Err(AppError::BadRequest(reason.into()));
    }
    let request: Request =
        serde_json::from_slice(body).map_err(|error| AppError::BadRequest(error.to_string()))?;
    if request.ballots.is_empty() {
        return Err(AppError::BadRequest("ballots: the list is empty".into()));
    }
    if request.ballots.len() > BALLOTS_LIMIT {
        return Err(AppError::TooLarge(format!(
            "ballots: {} in one request, at most {BALLOTS_LIMIT}",
            request.ballots.len()
        )));
    }
    Ok(request.ballots)
}

fn read_ballot(text: &str) -> Result<Ballot, Invalid> {
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
    Ok(Ballot {
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
    })
}

/// A list of values in the right order would pass for an object with the reader of JSON.
fn is_object(json: &[u8]) -> bool {
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
fn sent_id(text: &str) -> String {
    let named: Result<Named, _> = serde_json::from_str(text);
    let id = named.map(|named| named.id).unwrap_or_default();
    id.chars().take(ID_SHOWN).collect()
}

/// 200 with the receipts; where all ballots were refused, the status says so as well.
fn answer(receipts: &[Receipt]) -> HttpResponse {
    let refused = |receipt: &Receipt| receipt.status == ReceiptStatus::Rejected;
    if !receipts.iter().all(refused) {
        return HttpResponse::Ok().json(json!({ "receipts": receipts }));
    }
    let problem = json!({
        "type": "urn:hailong:problem:unprocessable",
        "title": "No ballot was stored",
        "status": 422,
        "detail": receipts.iter().find_map(|receipt| receipt.reason.clone()),
        "receipts": receipts,
    });
    HttpResponse::UnprocessableEntity()
        .content_type("application/problem+json")
        .body(problem.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn half_a_letter_spoils_its_own_ballot_only() {
        let id = Uuid::nil();
        let body = format!(r#"{{"ballots":[{{"id":"{id}","comment":"\ud83d"}},{{"id":"B"}}]}}"#);
        let sent = read_request(body.as_bytes()).expect("a list of two");
        let ids: Vec<_> = sent.iter().map(|ballot| sent_id(ballot.get())).collect();
        assert_eq!(ids, [id.to_string(), "B".to_owned()]);
        let refused = read_ballot(sent[0].get()).expect_err("refused");
        assert_eq!(refused.field, "comment");
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
