//! `GET /api/v1/kiosk/config`: everything that a tablet shows, in every language, so that it needs to ask only once.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use data_encoding::HEXLOWER;
use diesel::QueryResult;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::bearer::PairedDevice;
use super::device::Device;
use super::hand_over::HandOverKey;
use super::languages::Languages;
use super::settings::find_settings;
use super::store;
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::survey::questionnaire::{Dimension, TOUCH, catalogue};
use crate::survey::reasons::reasons;
use crate::web::language::Lang;

/// Seconds without a touch before the warning.
const IDLE_S: u32 = 45;
/// The same while somebody types or listens.
const TYPING_IDLE_S: u32 = 90;
/// Seconds of the warning before the screen forgets (WCAG 2.2.1: at least 20).
const WARNING_S: u32 = 20;
/// Seconds that the thanks stay.
const THANKS_S: u32 = 6;
/// Milliseconds in which touches are ignored after a change of screen.
const TAP_GUARD_MS: u32 = 400;
/// Letters of a version.
const VERSION_LENGTH: usize = 16;

/// The catalogue's own files hold the tablet's texts under this key.
const TEXTS: [(Lang, &str); 2] = [
    (Lang::Vi, include_str!("../../locales/kiosk.vi.yml")),
    (Lang::En, include_str!("../../locales/kiosk.en.yml")),
];

/// Milliseconds are for fingers; these are rules about visits, in seconds and in numbers of visits.
mod suspect {
    /// A visit that begins sooner after the end of the one before is marked.
    pub(super) const INTERVAL_S: u32 = 5;
    /// So many visits within this time are a burst.
    pub(super) const BURST: (u32, u32) = (3, 60);
    /// From the first touch to the end nobody can have read in less.
    pub(super) const QUICK_S: u32 = 3;
    /// So many visits with the same answers in a row within this time are a burst.
    pub(super) const ALIKE: (u32, u32) = (5, 180);
    /// Rest of the screen after a burst.
    pub(super) const REST_S: u32 = 20;
}

/// What this tablet shows.
///
/// # Errors
/// 401 without a known token.
pub async fn kiosk_config(
    PairedDevice(device): PairedDevice,
    db: Data<Db>,
    common: Data<Common>,
) -> AppResult<HttpResponse> {
    let config = db
        .read(move |conn| find_config(conn, &device, &common))
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(config))
}

/// The whole configuration of a tablet, with its version.
///
/// # Errors
/// The database refuses.
fn find_config(conn: &mut DbConn, device: &Device, common: &Common) -> QueryResult<Value> {
    let mut config = find_own(conn, device)?;
    let version = common.version_with(&config);
    if let (Value::Object(config), Value::Object(shared)) = (&mut config, &*common.shared) {
        config.extend(shared.clone());
        config.insert("version".into(), version.into());
    }
    Ok(config)
}

/// Version of the tablet's present configuration, for it to compare with its own.
///
/// # Errors
/// The database refuses.
pub(super) fn find_version(
    conn: &mut DbConn,
    device: &Device,
    common: &Common,
) -> QueryResult<String> {
    Ok(common.version_with(&find_own(conn, device)?))
}

/// The part that is this tablet's: where it stands, and what staff set for it.
fn find_own(conn: &mut DbConn, device: &Device) -> QueryResult<Value> {
    let place = store::find_device_place(conn, device)?;
    let (hours, pin) = find_settings(conn, device.id)?;
    Ok(json!({
        "device": device.public_id,
        "unit": {"code": place.unit_code, "name": place.unit_name, "hotline": place.hotline},
        "counter": place.counter,
        "counter_id": device.counter_id,
        "officer_id": place.officer_id,
        "hours": hours,
        "pin": pin,
    }))
}

/// The part that is the same for every tablet, made once.
#[derive(Clone)]
pub struct Common {
    shared: Arc<Value>,
    hash: Arc<[u8]>,
}

impl Common {
    /// What the program says itself, what the commune says in its own languages, and to whom tablets seal their files.
    pub fn new(languages: &Languages, key: &HandOverKey) -> Self {
        let mut shared = shared(key);
        languages.add_to(&mut shared);
        let hash = Sha256::digest(shared.to_string().as_bytes()).to_vec();
        Self {
            shared: Arc::new(shared),
            hash: hash.into(),
        }
    }

    /// Version of the configuration whose other part is `own`.
    fn version_with(&self, own: &Value) -> String {
        let mut hasher = Sha256::new();
        hasher.update(&self.hash);
        hasher.update(own.to_string().as_bytes());
        let mut version = HEXLOWER.encode(&hasher.finalize());
        version.truncate(VERSION_LENGTH);
        version
    }
}

/// Questions, scale, reasons, languages, texts, times and limits.
fn shared(key: &HandOverKey) -> Value {
    let catalogue = catalogue();
    let touch = catalogue.questionnaire(TOUCH);
    let criteria: Vec<_> = touch
        .iter()
        .flat_map(|touch| &touch.criteria)
        .map(|criterion| {
            json!({"code": criterion.code, "dimension": criterion.dimension, "text": criterion.wording})
        })
        .collect();
    let levels = catalogue.scale.levels.iter();
    let scale: Vec<_> = levels
        .map(|level| json!({"score": level.score, "text": level.wording}))
        .collect();
    let reasons: Map<_, _> = Dimension::ALL
        .iter()
        .map(|dimension| {
            let reasons: Vec<_> = reasons()
                .of(*dimension)
                .map(|reason| json!({"code": reason.code, "text": reason.wording}))
                .collect();
            (dimension.to_string(), reasons.into())
        })
        .collect();
    let languages: Vec<_> = Lang::ALL
        .iter()
        .map(|lang| json!({"code": lang, "name": lang.own_name(), "audio": {}}))
        .collect();
    json!({
        "questionnaire": {"version": TOUCH, "scale": catalogue.scale.version, "criteria": criteria},
        "scale": scale,
        "reasons": reasons,
        "languages": languages,
        "messages": messages(),
        "hand_over_key": key.public_base64url(),
        "ask_complaint": true,
        "timing": {
            "idle_s": IDLE_S,
            "typing_idle_s": TYPING_IDLE_S,
            "warning_s": WARNING_S,
            "thanks_s": THANKS_S,
            "tap_guard_ms": TAP_GUARD_MS,
        },
        "signals": {
            "interval_s": suspect::INTERVAL_S,
            "burst_sessions": suspect::BURST.0,
            "burst_window_s": suspect::BURST.1,
            "quick_s": suspect::QUICK_S,
            "alike": suspect::ALIKE.0,
            "alike_window_s": suspect::ALIKE.1,
            "rest_s": suspect::REST_S,
        },
    })
}

fn messages() -> Map<String, Value> {
    TEXTS
        .iter()
        .map(|(lang, file)| (lang.to_string(), texts_of(file)))
        .collect()
}

/// The texts under `kiosk:` in a file of the catalogue.
fn texts_of(file: &str) -> Value {
    let parsed: Result<Value, _> = serde_yaml_ng::from_str(file);
    parsed
        .ok()
        .and_then(|mut texts| texts.get_mut("kiosk").map(Value::take))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_texts() {
        let keys = |lang: &str| -> Vec<String> {
            let texts = messages();
            let texts = texts[lang].as_object().expect("texts").clone();
            texts.into_iter().map(|(key, _)| key).collect()
        };
        assert_eq!(keys("vi"), keys("en"));
        assert!(!keys("vi").is_empty());
    }
}
