//! `POST /api/v1/ballots`: what a tablet sends, read strictly, each ballot for itself: one that is not acceptable
//! never holds up the others.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data};
use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::ballot::{Ballot, Channel, Invalid, Origin, SenderTimes, Source};
use super::ballot_box::{BallotBox, Receipt, ReceiptStatus};
use crate::error::{AppError, AppResult};
use crate::kiosk::PairedDevice;
use crate::web::extract::clean_text;

/// Ballots in one request at most.
const BALLOTS_LIMIT: usize = 100;
/// A tablet's session is over within a day.
const LONGEST_SESSION_S: i64 = 86_400;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    ballots: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentBallot {
    id: Uuid,
    questionnaire: String,
    answers: BTreeMap<String, Option<u8>>,
    comment: Option<String>,
    #[serde(default)]
    reasons: Vec<String>,
    lang: String,
    started_at: Option<DateTime<Utc>>,
    created_at: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
    elapsed_ms: Option<i32>,
    seq: Option<i64>,
    install_id: Option<Uuid>,
    #[serde(default)]
    partial: bool,
}

/// Stores up to a hundred ballots of a paired tablet and answers with one receipt for each, after the commit.
///
/// # Errors
/// 401 without a known device, 400 where the body is no list of ballots, 413 for too many, 503 while busy.
pub async fn post_ballots(
    PairedDevice(device): PairedDevice,
    ballot_box: Data<BallotBox>,
    body: Bytes,
) -> AppResult<HttpResponse> {
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
    for value in &sent {
        let prepared = read_ballot(value).and_then(|ballot| ballot_box.prepare(ballot, source));
        receipts.push(match &prepared {
            Ok(incoming) => receipt(incoming.ballot.id.to_string(), ReceiptStatus::Stored, None),
            Err(invalid) => receipt(sent_id(value), ReceiptStatus::Rejected, Some(invalid)),
        });
        accepted.extend(prepared);
    }
    if !accepted.is_empty() {
        let outcomes = ballot_box.put(accepted).await?;
        let pending = receipts
            .iter_mut()
            .filter(|receipt| receipt.status == ReceiptStatus::Stored);
        for (receipt, outcome) in pending.zip(outcomes) {
            receipt.status = outcome.into();
        }
    }
    Ok(answer(&receipts))
}

fn read_request(body: &[u8]) -> AppResult<Vec<Value>> {
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

fn read_ballot(value: &Value) -> Result<Ballot, Invalid> {
    let sent: SentBallot = serde_path_to_error::deserialize(value)
        .map_err(|error| Invalid::new(error.path().to_string(), error.inner().to_string()))?;
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
        reasons: sent.reasons,
        comment,
        lang: sent.lang,
        partial: sent.partial,
        times,
        elapsed_ms: sent.elapsed_ms,
        origin,
    })
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

fn whole_seconds(moment: DateTime<Utc>) -> NaiveDateTime {
    moment.trunc_subsecs(0).naive_utc()
}

/// The id as it was sent, so that the tablet can find the ballot that is meant.
fn sent_id(value: &Value) -> String {
    value
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .chars()
        .take(64)
        .collect()
}

fn receipt(id: String, status: ReceiptStatus, invalid: Option<&Invalid>) -> Receipt {
    Receipt {
        id,
        status,
        reason: invalid.map(ToString::to_string),
    }
}

/// 200 as soon as one ballot is in the box. Where none is, the status says why and the receipts say which.
fn answer(receipts: &[Receipt]) -> HttpResponse {
    let is = |status| move |receipt: &Receipt| receipt.status == status;
    let status = if receipts.iter().all(is(ReceiptStatus::Rejected)) {
        StatusCode::UNPROCESSABLE_ENTITY
    } else if receipts.iter().all(is(ReceiptStatus::Conflict)) {
        StatusCode::CONFLICT
    } else {
        return HttpResponse::Ok().json(json!({ "receipts": receipts }));
    };
    let name = if status == StatusCode::CONFLICT {
        "conflict"
    } else {
        "unprocessable"
    };
    let problem = json!({
        "type": format!("urn:hailong:problem:{name}"),
        "title": "No ballot was stored",
        "status": status.as_u16(),
        "detail": receipts.iter().find_map(|receipt| receipt.reason.clone()),
        "receipts": receipts,
    });
    HttpResponse::build(status)
        .content_type("application/problem+json")
        .body(problem.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_value_is_named_with_its_path() {
        let value = json!({"id": Uuid::nil(), "questionnaire": "touch-5", "answers": {"1": "five"}, "lang": "vi"});
        let invalid = read_ballot(&value).expect_err("refused");
        assert_eq!(invalid.field, "answers.1");
        let value = json!({"id": "x", "questionnaire": "touch-5", "answers": {}, "lang": "vi"});
        assert_eq!(read_ballot(&value).expect_err("refused").field, "id");
        assert_eq!(sent_id(&value), "x");
    }

    #[test]
    fn a_session_cannot_end_before_it_began() {
        let value = json!({"id": Uuid::nil(), "questionnaire": "touch-5", "answers": {"1": 5}, "lang": "vi",
            "started_at": "2026-11-24T08:00:09Z", "created_at": "2026-11-24T08:00:00Z"});
        assert_eq!(
            read_ballot(&value).expect_err("refused").field,
            "started_at"
        );
    }
}
