//! `POST /api/v1/ballots`: what a tablet sends, each ballot for itself: one that is not acceptable never holds up the
//! others. Reading one record is in `sent`; what we know of the place that it names, in `desk`.

mod desk;
mod sent;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data};
use chrono::{Duration, NaiveDateTime};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use uuid::{Uuid, Version};

use self::desk::Desks;
pub(super) use self::desk::{Break, Desk};
pub(super) use self::sent::sent_id;
use self::sent::{Sent, is_object, read_ballot};
use super::bearer::PairedDevice;
use super::device::Device;
use crate::clock::Clock;
use crate::complaints::{self, Details, NewComplaint};
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::survey::ballot::{Channel, Invalid, SenderTimes, Source};
use crate::survey::slips::SlipToken;
use crate::survey::slips::store::Claim;
use crate::survey::store::{Incoming, Outcome};
use crate::survey::{BallotBox, Flag, RatedAt, Receipt, ReceiptStatus};
use crate::web::extract::API_LIMIT;

/// Ballots in one request at most.
pub(super) const BALLOTS_LIMIT: usize = 100;
/// A file is brought within this time. A tablet that cannot send may be heard all the while.
const LONGEST_CARRIED: Duration = Duration::days(7);
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

/// How records came.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// Sent by the tablet.
    Network,
    /// In a file that staff carried from the tablet.
    HandedOver {
        /// When the tablet's token was revoked, UTC, if it was.
        revoked_at: Option<NaiveDateTime>,
        /// How its clock went.
        clock: TabletClock,
    },
}

/// How the clock of a tablet went.
#[derive(Clone, Copy)]
pub(super) struct TabletClock {
    /// Seconds that it was behind ours when the tablet was last heard; 0 if it never was.
    pub(super) skew_s: i32,
    /// When that was, or when the tablet was paired if it was never heard, UTC.
    pub(super) heard_at: NaiveDateTime,
}

impl TabletClock {
    /// When the records of a file would have left by the network. The file's own time tells how long it was carried as
    /// well, so that what is known of the clock goes before it, unless by that the file is older than what a tablet can
    /// have that was heard meanwhile. Then the clock was set back since (an empty battery), and the file's time alone
    /// corrects it: the record counts later by the way it was carried, and is flagged.
    fn sent_at(
        self,
        told: Option<NaiveDateTime>,
        received_at: NaiveDateTime,
    ) -> Option<NaiveDateTime> {
        let skew = Duration::seconds(self.skew_s.into());
        let made_at = told.and_then(|told| told.checked_add_signed(skew));
        if made_at.is_some_and(|made_at| made_at < self.heard_at - LONGEST_CARRIED) {
            told
        } else {
            Some(received_at - skew)
        }
    }
}

impl Way {
    /// When a record counts that was received now.
    fn rated_at(
        self,
        times: Option<&SenderTimes>,
        received_at: NaiveDateTime,
    ) -> Result<RatedAt, Invalid> {
        let times = times.map(|times| SenderTimes {
            sent_at: match self {
                Self::Network => times.sent_at,
                Self::HandedOver { clock, .. } => clock.sent_at(times.sent_at, received_at),
            },
            ..*times
        });
        RatedAt::of(times.as_ref(), received_at)
    }

    /// What is noted of a record that was made at this time.
    fn flags(self, made_at: NaiveDateTime) -> impl Iterator<Item = Flag> {
        let (carried, revoked_at) = match self {
            Self::Network => (None, None),
            Self::HandedOver { revoked_at, .. } => (Some(Flag::HandedOver), revoked_at),
        };
        let late = revoked_at.is_some_and(|revoked_at| made_at >= revoked_at);
        carried
            .into_iter()
            .chain(late.then_some(Flag::WhileRevoked))
    }
}

/// Takes in what tablets made, whichever way it came: by the network or in a file that staff carried.
#[derive(Clone)]
pub struct Intake {
    db: Db,
    ballot_box: BallotBox,
    desks: Desks,
    clock: Clock,
}

impl Intake {
    /// On this box.
    pub fn new(db: &Db, ballot_box: &BallotBox, clock: &Clock) -> Self {
        Self {
            db: db.clone(),
            ballot_box: ballot_box.clone(),
            desks: Desks::default(),
            clock: clock.clone(),
        }
    }

    /// Stores a tablet's records and gives one receipt for each, in their order, after the commit. Complaints are
    /// stored first and by themselves: nothing ties one to its ballot, and it stays when the ballot is refused.
    ///
    /// # Errors
    /// The box is busy or the database does not answer; then nothing is acknowledged.
    pub(super) async fn take(
        &self,
        device: &Device,
        records: &[&RawValue],
        way: Way,
    ) -> AppResult<Vec<Receipt>> {
        let mut receipts = Vec::with_capacity(records.len());
        let mut accepted = Vec::with_capacity(records.len());
        let mut reported = Vec::new();
        for record in records {
            let prepared = match read_ballot(record.get()) {
                Ok(sent) => self.prepare(device, sent, way, &mut reported).await?,
                Err(invalid) => Err(invalid),
            };
            let (status, reason) = match &prepared {
                Ok(_) => (ReceiptStatus::Stored, None),
                Err(invalid) => (ReceiptStatus::Rejected, Some(invalid.to_string())),
            };
            let id = sent_id(record.get());
            receipts.push(Receipt { id, status, reason });
            accepted.extend(prepared);
        }
        if !reported.is_empty() {
            self.db
                .write(move |conn| {
                    reported
                        .iter()
                        .try_for_each(|new| complaints::take_in(conn, new).map(|_| ()))
                })
                .await?;
        }
        self.put(accepted, &mut receipts).await?;
        Ok(receipts)
    }

    async fn prepare(
        &self,
        device: &Device,
        sent: Sent,
        way: Way,
        reported: &mut Vec<NewComplaint>,
    ) -> AppResult<Result<Incoming, Invalid>> {
        let (counter_id, officer_id, known) = self.desks.find(&self.db, device, sent.place).await?;
        let source = Source {
            unit_id: device.unit_id,
            channel: Channel::Kiosk,
            counter_id,
            officer_id,
            device_id: Some(device.id),
            link_id: None,
        };
        let (lang, origin) = (sent.ballot.lang.clone(), sent.ballot.origin);
        let received_at = self.clock.now();
        let rated_at = way.rated_at(sent.ballot.times.as_ref(), received_at);
        let reported_at = rated_at.as_ref().map(|rated_at| rated_at.moment);
        let reported_at = reported_at.unwrap_or(received_at);
        let mut prepared = rated_at
            .and_then(|rated_at| self.ballot_box.prepare_rated(sent.ballot, source, rated_at));
        if let Ok(incoming) = &mut prepared {
            incoming.slip = self.claim(sent.slip, incoming.ballot.id);
            let made_at = incoming.rated_at.moment;
            incoming.flags.extend(way.flags(made_at));
            if !known {
                incoming.flags.insert(Flag::OtherPlace);
            }
            let between = self.desks.find_break(&self.db, device, origin).await?;
            if between.is_some_and(|between| between.contains(&made_at)) {
                incoming.flags.insert(Flag::WhileRevoked);
            }
        }
        if let Some(report) = sent.complaint {
            reported.push(NewComplaint {
                report,
                unit_id: device.unit_id,
                counter_id,
                way: complaints::Way::Kiosk,
                lang,
                created_at: reported_at,
                received_at,
                details: Details::default(),
            });
        }
        Ok(prepared)
    }

    /// The slip that a ballot is to redeem: counted as its slip's where that rates, and as the tablet's where it does
    /// not. An id that tells its time (kiosk.md Q28) cannot stand beside a slip; the ballot stays the tablet's.
    fn claim(&self, slip: Option<SlipToken>, id: Uuid) -> Option<Claim> {
        let is_random = id.get_version() == Some(Version::Random);
        let token = slip.filter(|_| is_random)?;
        Some(Claim::of(&token, self.clock.today()))
    }

    /// Puts the accepted ones into the box and writes what became of each on its receipt.
    async fn put(&self, accepted: Vec<Incoming>, receipts: &mut [Receipt]) -> AppResult<()> {
        if accepted.is_empty() {
            return Ok(());
        }
        let outcomes = self.ballot_box.put(accepted).await?;
        let pending = receipts
            .iter_mut()
            .filter(|receipt| receipt.status == ReceiptStatus::Stored);
        for (receipt, outcome) in pending.zip(outcomes) {
            receipt.status = outcome.into();
            receipt.reason = match outcome {
                Outcome::Conflict => Some(OTHER.to_owned()),
                Outcome::Stored | Outcome::Duplicate | Outcome::Spent => None,
            };
        }
        Ok(())
    }
}

/// Stores up to a hundred ballots of a paired tablet and answers with one receipt for each, after the commit.
///
/// # Errors
/// 401 without a known device, 400 where the body is no list of ballots, 413 for too many, 503 while busy.
pub async fn post_ballots(
    PairedDevice(device): PairedDevice,
    intake: Data<Intake>,
    body: Result<Bytes, actix_web::Error>,
) -> AppResult<HttpResponse> {
    let body = body.map_err(|error| unreadable(&error))?;
    let receipts = intake
        .take(&device, &read_request(&body)?, Way::Network)
        .await?;
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
    fn half_a_letter_spoils_its_own_ballot_only() {
        let id = Uuid::nil();
        let body = format!(r#"{{"ballots":[{{"id":"{id}","comment":"\ud83d"}},{{"id":"B"}}]}}"#);
        let sent = read_request(body.as_bytes()).expect("a list of two");
        let ids: Vec<_> = sent.iter().map(|ballot| sent_id(ballot.get())).collect();
        assert_eq!(ids, [id.to_string(), "B".to_owned()]);
        let refused = read_ballot(sent[0].get()).expect_err("refused");
        assert_eq!(refused.field, "comment");
    }
}
