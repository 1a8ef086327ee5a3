//! `POST /api/v1/devices/pair`: a tablet asks for a code, then whether somebody has confirmed it. From then on the secret
//! that it was given is its token: the database has never had more than its hash.

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use chrono::Duration;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::code::PairingCode;
use super::store::{self, Asking, LIFE};
use crate::accounts::{ClientAddress, Throttle};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::kiosk::model::model_of;
use crate::web::secret::{random_token, token_hash};

/// Seconds between two questions (RFC 8628, 3.5).
const INTERVAL_S: i64 = 5;

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Asked {
    Poll {
        secret: String,
    },
    Begin {
        install_id: Uuid,
        #[serde(rename = "screen")]
        _screen: String,
    },
}

/// Begins a pairing, or tells how it stands.
///
/// # Errors
/// 400 for what is neither, 429 for too many.
pub async fn post_pair(
    request: HttpRequest,
    db: Data<Db>,
    clock: Data<Clock>,
    throttle: Data<Throttle>,
    client: ClientAddress,
    body: Bytes,
) -> AppResult<HttpResponse> {
    let asked = serde_json::from_slice(&body).map_err(|_| {
        let reason = "body: must hold install_id and screen, or the secret of a pairing";
        AppError::BadRequest(reason.into())
    })?;
    match asked {
        Asked::Poll { secret } => poll(&db, &clock, &secret).await,
        Asked::Begin { install_id, .. } => {
            if let Err(seconds) = throttle.count_pairing(client) {
                return Ok(problem(StatusCode::TOO_MANY_REQUESTS, "slow_down", seconds));
            }
            let model = model_of(request.headers());
            begin(&db, &clock, install_id, (client.to_string(), model)).await
        }
    }
}

async fn begin(
    db: &Db,
    clock: &Clock,
    install_id: Uuid,
    (address, model): (String, String),
) -> AppResult<HttpResponse> {
    let (code, secret, now) = (PairingCode::fresh(), random_token(), clock.now());
    let answer = json!({
        "code": code.shown(),
        "secret": secret,
        "interval": INTERVAL_S,
        "expires_in": LIFE.num_seconds(),
    });
    db.write(move |conn| {
        let asking = Asking {
            code: &code,
            secret_hash: &token_hash(&secret),
            install_id,
            address: &address,
            model: &model,
        };
        store::insert_pairing(conn, &asking, now)
    })
    .await?;
    Ok(HttpResponse::Ok().json(answer))
}

/// Writes only where a pairing waits at its pace, so that nobody without one holds up those who write.
async fn poll(db: &Db, clock: &Clock, secret: &str) -> AppResult<HttpResponse> {
    let (hash, now) = (token_hash(secret), clock.now());
    let found = db
        .read(move |conn| {
            let Some(pairing) = store::find_polled(conn, &hash, now)? else {
                return Ok(None);
            };
            let device = pairing.device_id;
            let id = device
                .map(|id| store::find_public_id(conn, id))
                .transpose()?;
            Ok::<_, diesel::result::Error>(Some((pairing, id)))
        })
        .await?;
    let Some((pairing, id)) = found else {
        return Ok(problem(StatusCode::GONE, "expired_token", 0));
    };
    if let Some(id) = id {
        return Ok(HttpResponse::Ok().json(json!({"id": id, "token": secret})));
    }
    let soon = Duration::seconds(INTERVAL_S - 1);
    if pairing.polled_at.is_some_and(|before| now - before < soon) {
        let seconds = INTERVAL_S.unsigned_abs();
        return Ok(problem(StatusCode::TOO_MANY_REQUESTS, "slow_down", seconds));
    }
    db.write(move |conn| store::note_poll(conn, &pairing, now))
        .await?;
    let pending = json!({"status": "authorization_pending", "interval": INTERVAL_S});
    Ok(HttpResponse::Accepted().json(pending))
}

/// An answer that the tablet reads by its `error` (RFC 8628, 3.5).
fn problem(status: StatusCode, error: &str, retry_after: u64) -> HttpResponse {
    let body = json!({
        "type": format!("urn:hailong:problem:{error}"),
        "title": error,
        "status": status.as_u16(),
        "error": error,
    });
    let mut answer = HttpResponse::build(status);
    answer.content_type("application/problem+json");
    if retry_after > 0 {
        answer.insert_header((RETRY_AFTER, retry_after));
    }
    answer.body(body.to_string())
}
