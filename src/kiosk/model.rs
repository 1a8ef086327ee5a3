//! Which machine a request comes from, as far as its browser tells, for people who compare it with the one before them.

use actix_web::http::header::{HeaderMap, USER_AGENT};

/// Letters that are kept.
const LONGEST: usize = 60;

/// The model of an Android device, or the system, or nothing.
pub(super) fn model_of(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let hinted = text("sec-ch-ua-model")
        .map(|model| model.trim_matches('"'))
        .filter(|model| !model.is_empty());
    let told = hinted.or_else(|| text(USER_AGENT.as_str()).and_then(within_brackets));
    told.unwrap_or_default().chars().take(LONGEST).collect()
}

/// `Mozilla/5.0 (Linux; Android 13; SM-X200) …` is an SM-X200.
fn within_brackets(agent: &str) -> Option<&str> {
    let (_, rest) = agent.split_once('(')?;
    let (inside, _) = rest.split_once(')')?;
    let last = inside.split(';').map(str::trim).next_back()?;
    Some(last.split(" Build/").next().unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_read_from_the_brackets() {
        let model = "Mozilla/5.0 (Linux; Android 13; SM-X200 Build/TP1A) AppleWebKit/537.36";
        assert_eq!(within_brackets(model), Some("SM-X200"));
        let desktop = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36";
        assert_eq!(within_brackets(desktop), Some("Linux x86_64"));
        assert_eq!(within_brackets("curl/8"), None);
    }
}
