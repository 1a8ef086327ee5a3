//! The proof that a request comes from a tablet: a bearer token whose hash we keep.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use moka::sync::Cache;

use super::device::Device;
use super::store;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::web::secret::token_hash;

/// A tablet revoked on another server is refused here after this long at the latest.
const REMEMBERED: Duration = Duration::from_secs(3);
/// Tablets remembered at most; a province has a few thousand.
const REMEMBERED_LIMIT: u64 = 10_000;

/// Tablets seen in the last seconds, so that a ballot costs no look-up of its own.
#[derive(Clone)]
pub struct Devices(Cache<String, Device>);

impl Default for Devices {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(REMEMBERED_LIMIT)
                .time_to_live(REMEMBERED)
                .build(),
        )
    }
}

impl Devices {
    async fn find(&self, db: &Db, token: &str) -> AppResult<Option<Device>> {
        let hash = token_hash(token);
        if let Some(device) = self.0.get(&hash) {
            return Ok(Some(device));
        }
        let wanted = hash.clone();
        let found = db
            .read(move |conn| store::find_device_by_hash(conn, &wanted))
            .await?;
        if let Some(device) = &found {
            self.0.insert(hash, device.clone());
        }
        Ok(found)
    }

    /// Asks the database for every tablet again: one of them was revoked.
    pub fn forget(&self) {
        self.0.invalidate_all();
    }
}

/// The tablet that sent a request. Without a known token the request ends with 401.
#[derive(Clone, Debug)]
pub struct PairedDevice(pub Device);

impl FromRequest for PairedDevice {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = AppResult<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = request
            .headers()
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim().to_owned());
        let db = request.app_data::<Data<Db>>().cloned();
        let devices = request.app_data::<Data<Devices>>().cloned();
        Box::pin(async move {
            let (Some(token), Some(db), Some(devices)) = (token, db, devices) else {
                return Err(AppError::SignInNeeded);
            };
            let device = devices.find(&db, &token).await?;
            device.map(Self).ok_or(AppError::SignInNeeded)
        })
    }
}
