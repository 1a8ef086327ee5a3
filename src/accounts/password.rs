//! Passwords: what is fit to be one, and argon2id, which is slow on purpose and therefore never runs on a thread
//! that answers requests nor inside a transaction. Limits on tries live in `throttle`.

use actix_web::web;
use argon2::password_hash::SaltString;
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::{AppError, AppResult};
use crate::web::secret::random_bytes;

/// Fewest characters of a password. Length is what counts (NIST SP 800-63B): no rule about kinds of characters.
pub const SHORTEST: usize = 10;
/// Most characters of a password.
pub const LONGEST: usize = 128;

/// Memory in KiB, passes and lanes that OWASP recommends for argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// Each computation takes 19 MiB: more of them wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Why a text is no fit password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// The same as the login.
    IsLogin,
}

/// A password fit to be set.
pub struct Password(String);

impl Password {
    /// Takes what was typed, as it was typed: spaces count. `login` is folded.
    ///
    /// # Errors
    /// See [`Unfit`].
    pub fn parse(typed: &str, login: &str) -> Result<Self, Unfit> {
        let text = composed(typed);
        let length = text.chars().count();
        if length < SHORTEST {
            Err(Unfit::TooShort)
        } else if length > LONGEST {
            Err(Unfit::TooLong)
        } else if text.trim().to_lowercase() == login {
            Err(Unfit::IsLogin)
        } else {
            Ok(Self(text))
        }
    }

    /// What is stored of it. Takes tens of milliseconds: for commands and threads of our own.
    ///
    /// # Errors
    /// No memory for the computation.
    pub fn hash_blocking(&self) -> AppResult<String> {
        let salt = SaltString::encode_b64(&random_bytes::<16>()).map_err(AppError::internal)?;
        let hash = argon2()?.hash_password(self.0.as_bytes(), &salt);
        Ok(hash.map_err(AppError::internal)?.to_string())
    }

    /// `hash_blocking` for requests.
    ///
    /// # Errors
    /// No memory for the computation.
    pub async fn hash(self) -> AppResult<String> {
        let _turn = AT_ONCE.acquire().await.map_err(AppError::internal)?;
        web::block(move || self.hash_blocking()).await?
    }
}

/// Whether `typed` is the password whose hash is stored. Without a stored hash the answer is no after the same work,
/// so that the time does not tell which logins exist.
///
/// # Errors
/// No memory for the computation.
pub async fn verify(typed: &str, stored: Option<String>) -> AppResult<bool> {
    let text = composed(typed);
    let _turn = AT_ONCE.acquire().await.map_err(AppError::internal)?;
    web::block(move || verify_blocking(&text, stored.as_deref())).await?
}

fn verify_blocking(text: &str, stored: Option<&str>) -> AppResult<bool> {
    let argon2 = argon2()?;
    let Some(stored) = stored else {
        let mut nothing = [0; Params::DEFAULT_OUTPUT_LEN];
        argon2
            .hash_password_into(text.as_bytes(), &[0; 16], &mut nothing)
            .map_err(AppError::internal)?;
        return Ok(false);
    };
    let stored = PasswordHash::new(stored).map_err(AppError::internal)?;
    match argon2.verify_password(text.as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(error) => Err(AppError::internal(error)),
    }
}

/// The same accents whichever keyboard typed them.
fn composed(typed: &str) -> String {
    typed.nfc().collect()
}

fn argon2() -> AppResult<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(AppError::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters_and_the_login_is_no_password() {
        let parse = |text: &str| Password::parse(text, "nguyen.van.an").err();
        assert_eq!(parse("ngắn quá"), Some(Unfit::TooShort));
        assert_eq!(parse("mười ký tự"), None);
        assert_eq!(parse(&"ế".repeat(128)), None);
        assert_eq!(parse(&"ế".repeat(129)), Some(Unfit::TooLong));
        assert_eq!(parse("Nguyen.Van.An"), Some(Unfit::IsLogin));
    }

    #[test]
    fn a_hash_fits_its_password_however_the_accents_were_typed() {
        let hash = Password::parse("t\u{1ebf}t n\u{103}m nay", "an")
            .ok()
            .and_then(|password| password.hash_blocking().ok())
            .expect("a hash");
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let decomposed = composed("te\u{302}\u{301}t na\u{306}m nay");
        assert_eq!(verify_blocking(&decomposed, Some(&hash)).ok(), Some(true));
        assert_eq!(
            verify_blocking("tết năm sau", Some(&hash)).ok(),
            Some(false)
        );
        assert_eq!(verify_blocking("tết năm nay", None).ok(), Some(false));
    }
}
