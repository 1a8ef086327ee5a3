//! `GET /api/v1/kiosk/config`: everything that a tablet shows, in every language, so that it needs to ask only once.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use serde_json::{Map, Value, json};

use super::pairing::PairedDevice;
use super::store;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::survey::questionnaire::{TOUCH, catalogue};
use crate::web::language::Lang;

/// Seconds without a touch before the warning.
const IDLE_S: u32 = 45;
/// Seconds of the warning before the screen forgets (WCAG 2.2.1: at least 20).
const WARNING_S: u32 = 20;
/// Seconds that the thanks stay.
const THANKS_S: u32 = 6;
/// Milliseconds in which touches are ignored after a change of screen.
const TAP_GUARD_MS: u32 = 400;

/// The catalogue's own files hold the tablet's texts under this key.
const TEXTS: [(Lang, &str); 2] = [
    (Lang::Vi, include_str!("../../locales/kiosk.vi.yml")),
    (Lang::En, include_str!("../../locales/kiosk.en.yml")),
];

/// What this tablet shows.
///
/// # Errors
/// 401 without a known token.
pub async fn kiosk_config(device: PairedDevice, db: Data<Db>) -> AppResult<HttpResponse> {
    let place = db
        .read(move |conn| store::find_device_place(conn, &device.0))
        .await?;
    let touch = catalogue().questionnaire(TOUCH).ok_or(AppError::NotFound)?;
    let criteria: Vec<_> = touch
        .criteria
        .iter()
        .map(|criterion| {
            json!({"code": criterion.code, "dimension": criterion.dimension, "text": criterion.wording})
        })
        .collect();
    let scale: Vec<_> = catalogue()
        .scale
        .levels
        .iter()
        .map(|level| json!({"score": level.score, "text": level.wording}))
        .collect();
    let languages: Vec<_> = Lang::ALL
        .iter()
        .map(|lang| json!({"code": lang, "name": lang.own_name()}))
        .collect();
    let config = json!({
        "unit": {"code": place.unit_code, "name": place.unit_name, "hotline": place.hotline},
        "counter": place.counter,
        "questionnaire": {"version": touch.version, "scale": catalogue().scale.version, "criteria": criteria},
        "scale": scale,
        "languages": languages,
        "messages": messages(),
        "timing": {"idle_s": IDLE_S, "warning_s": WARNING_S, "thanks_s": THANKS_S, "tap_guard_ms": TAP_GUARD_MS},
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(config))
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
