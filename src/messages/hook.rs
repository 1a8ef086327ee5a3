//! The one call that goes out: JSON, signed, to the gateway that the operator named. The contract is `docs/hook.md`.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDateTime;
use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use ureq::Agent;
use ureq::http::StatusCode;
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;
use uuid::Uuid;

use super::failure::{Failure, Fault, fault_of_connection};
use crate::config::Secret;

/// For the whole call.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Fewest characters of a key.
const KEY_LENGTH: usize = 16;

/// The way to the gateway.
#[derive(Clone)]
pub(super) struct Hook {
    agent: Agent,
    url: String,
    host: String,
    key: Secret,
}

/// A call to be made.
pub(super) struct Call<'a> {
    pub(super) id: Uuid,
    pub(super) body: &'a str,
    /// When it is signed, UTC.
    pub(super) now: NaiveDateTime,
}

impl Hook {
    /// Reads the settings. Their words are not repeated: they are secrets.
    pub(super) fn read(url: &str, key: &Secret) -> Result<Self, String> {
        let wrong =
            "--hook-url or HAILONG_HOOK_URL: it must be an address such as https://HOST/PATH";
        let url = Url::parse(url.trim()).map_err(|_| wrong)?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        if !matches!(url.scheme(), "http" | "https") || !is_plain || url.fragment().is_some() {
            return Err(wrong.to_owned());
        }
        if key.reveal().chars().count() < KEY_LENGTH {
            return Err(format!(
                "--hook-key or HAILONG_HOOK_KEY: it must have at least {KEY_LENGTH} characters"
            ));
        }
        Ok(Self {
            agent: agent(),
            host: url.host_str().unwrap_or_default().to_owned(),
            url: url.into(),
            key: key.clone(),
        })
    }

    /// Name of the gateway's machine; the rest of its address may be a secret.
    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// Calls the gateway. 2xx is taken, 410 is never; a redirect is not followed.
    pub(super) fn send(&self, call: &Call<'_>) -> Result<(), Failure> {
        let timestamp = call.now.and_utc().timestamp();
        let signature = signature(self.key.reveal(), timestamp, call.body);
        let answer = self
            .agent
            .post(&self.url)
            .header("Content-Type", "application/json")
            .header("X-Hailong-Id", call.id.to_string())
            .header("X-Hailong-Timestamp", timestamp.to_string())
            .header("X-Hailong-Signature", format!("sha256={signature}"))
            .send(call.body)
            .map_err(|error| failure_of(&error))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let fault = if status == StatusCode::GONE {
            Fault::Gone
        } else {
            Fault::Refused
        };
        Err(Failure::new(fault, &format!("HTTP {}", status.as_u16())))
    }
}

/// HMAC-SHA-256 of `TIMESTAMP.BODY` in hexadecimal.
fn signature(key: &str, timestamp: i64, body: &str) -> String {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key.as_bytes())
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(timestamp.to_string().as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    HEXLOWER.encode(&mac.finalize().into_bytes())
}

/// It trusts what the machine trusts, and goes where it is told: settings of a proxy in the environment are not ours.
fn agent() -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .max_idle_connections(0)
        .timeout_global(Some(TIMEOUT))
        .user_agent("hailong")
        .build()
        .new_agent()
}

fn failure_of(error: &ureq::Error) -> Failure {
    let fault = match error {
        ureq::Error::Timeout(_) => Fault::Timeout,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Fault::Tls,
        ureq::Error::Io(error) => fault_of_connection(error),
        _ => Fault::Unreachable,
    };
    Failure::new(fault, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_worked_example() {
        let page = include_str!("../../docs/hook.md");
        let body = page
            .lines()
            .find(|line| line.starts_with("{\"id\""))
            .expect("a body");
        let signature = signature("khoa-bi-mat-cua-xa-2026", 1_796_090_400, body);
        assert!(page.contains(&format!("sha256={signature}")), "{signature}");
    }

    #[test]
    fn what_is_wrong_is_told_without_a_word_of_it() {
        let long = || Secret::from("geheim-geheim-geheim".to_owned());
        for bad in [
            "",
            "geheim",
            "ftp://h/geheim",
            "https://u:geheim@h",
            "https://",
            "https://h/#geheim",
        ] {
            let told = Hook::read(bad, &long()).map(|_| ()).expect_err(bad);
            assert!(told.contains("HAILONG_HOOK_URL"), "{told}");
            assert!(!told.contains("heim"), "{told}");
        }
        let short = Secret::from("geheim".to_owned());
        let told = Hook::read("https://h/x", &short)
            .map(|_| ())
            .expect_err("short");
        assert!(told.contains("HAILONG_HOOK_KEY"), "{told}");
        assert!(!told.contains("heim"), "{told}");
        assert!(Hook::read("http://127.0.0.1:9/x?token=geheim", &long()).is_ok());
    }
}
