//! `POST /api/v1/devices/heartbeat`: what a tablet says of itself every minute, read strictly.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::state::{InstallCounts, State};
use super::store;
use crate::accounts::ClientAddress;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::PairedDevice;
use crate::kiosk::config::{Common, find_version};
use crate::kiosk::model::model_of;
use crate::web::kiosk_app::KioskApp;

/// Letters of a version or a size that are kept.
const WORD: usize = 40;
/// Nobody counts further.
const MOST: i64 = 1_000_000_000;
/// A tablet may be untouched, or a ballot wait, this long.
const LONGEST_S: i64 = 10 * 365 * 86_400;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heartbeat {
    install_id: Uuid,
    app: String,
    captured: i64,
    waiting: i64,
    refused: i64,
    discarded: i64,
    elsewhere: i64,
    oldest_waiting_s: Option<i64>,
    secure: bool,
    storage_works: bool,
    persisted: Option<bool>,
    used_bytes: Option<i64>,
    quota_bytes: Option<i64>,
    awake: Option<bool>,
    battery: Option<u8>,
    charging: Option<bool>,
    sent_at: DateTime<Utc>,
    last_input_s: Option<i64>,
    px_per_mm: Option<f64>,
    screen: String,
}

/// Notes how a tablet is, and tells it the time and which configuration is the present one.
///
/// # Errors
/// 401 without a known device, 400 or 422 for what is no heartbeat.
pub async fn post_heartbeat(
    PairedDevice(device): PairedDevice,
    request: HttpRequest,
    client: ClientAddress,
    db: Data<Db>,
    clock: Data<Clock>,
    (common, app): (Data<Common>, Data<KioskApp>),
    body: Bytes,
) -> AppResult<HttpResponse> {
    let now = clock.now();
    let mut state = read(&body)?.state(now)?;
    state.address = client.to_string();
    state.model = model_of(request.headers());
    let heard = device.clone();
    db.write(move |conn| store::note_heartbeat(conn, &heard, &state, now))
        .await?;
    let version = db
        .read(move |conn| find_version(conn, &device, &common))
        .await?;
    Ok(HttpResponse::Ok().json(json!({
        "received_at": now.and_utc(),
        "config": version,
        "app": app.version(),
    })))
}

fn read(body: &[u8]) -> AppResult<Heartbeat> {
    let mut json = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut json)
        .map_err(|error| AppError::BadRequest(format!("{}: {}", error.path(), error.inner())))
}

impl Heartbeat {
    fn state(self, now: NaiveDateTime) -> AppResult<State> {
        let counts = InstallCounts {
            install_id: self.install_id,
            captured: self.captured,
            waiting: self.waiting,
            refused: self.refused,
            discarded: self.discarded,
        };
        let numbers = [
            ("captured", counts.captured, MOST),
            ("waiting", counts.waiting, MOST),
            ("refused", counts.refused, MOST),
            ("discarded", counts.discarded, MOST),
            ("elsewhere", self.elsewhere, MOST),
            (
                "oldest_waiting_s",
                self.oldest_waiting_s.unwrap_or(0),
                LONGEST_S,
            ),
            ("last_input_s", self.last_input_s.unwrap_or(0), LONGEST_S),
            ("used_bytes", self.used_bytes.unwrap_or(0), i64::MAX),
            ("quota_bytes", self.quota_bytes.unwrap_or(0), i64::MAX),
        ];
        for (field, number, most) in numbers {
            if !(0..=most).contains(&number) {
                return Err(AppError::Unprocessable(format!(
                    "{field}: must be 0 to {most}"
                )));
            }
        }
        if self.battery.is_some_and(|percent| percent > 100) {
            return Err(AppError::Unprocessable("battery: must be 0 to 100".into()));
        }
        let ago = |seconds: Option<i64>| seconds.map(|seconds| now - Duration::seconds(seconds));
        let skew = (now - self.sent_at.naive_utc()).num_seconds();
        Ok(State {
            counts,
            seen_at: now,
            app: shorten(&self.app),
            oldest_waiting_at: ago(self.oldest_waiting_s),
            elsewhere: self.elsewhere,
            secure: self.secure,
            storage_works: self.storage_works,
            persisted: self.persisted,
            used_bytes: self.used_bytes,
            quota_bytes: self.quota_bytes,
            awake: self.awake,
            battery: self.battery.map(i32::from),
            charging: self.charging,
            skew_s: i32::try_from(skew).unwrap_or(if skew < 0 { i32::MIN } else { i32::MAX }),
            last_input_at: ago(self.last_input_s),
            px_per_mm_hundredths: self.px_per_mm.and_then(hundredths),
            screen: shorten(&self.screen),
            address: String::new(),
            model: String::new(),
        })
    }
}

/// Between a wall and a watch; anything else was not measured with a card.
fn hundredths(px_per_mm: f64) -> Option<i32> {
    let whole = (px_per_mm * 100.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded in the line above it"
    )]
    (50.0..=5_000.0).contains(&whole).then_some(whole as i32)
}

fn shorten(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control())
        .take(WORD)
        .collect()
}
