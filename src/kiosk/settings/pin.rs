//! The PIN of a tablet's staff corner (pure). The tablet checks it without network, so it gets the salted hash; the
//! work of PBKDF2 and the tablet's own limit of tries are what stands against guessing.

use data_encoding::BASE64;
use pbkdf2::pbkdf2_hmac_array;
use serde::Serialize;
use sha2::Sha256;

use crate::web::secret::random_bytes;

/// A second of an old tablet.
const ITERATIONS: u32 = 200_000;

/// A PIN as it is stored and as tablets get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PinHash {
    /// Base 64.
    salt: String,
    /// Rounds of PBKDF2-HMAC-SHA-256.
    iterations: u32,
    /// Base 64 of 32 bytes.
    hash: String,
}

impl PinHash {
    /// Hashes what staff typed: 4 to 8 digits; nothing for anything else.
    pub(super) fn of(typed: &str) -> Option<Self> {
        let fits = (4..=8).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self::salted(typed, &random_bytes::<16>()))
    }

    fn salted(pin: &str, salt: &[u8]) -> Self {
        let hash = pbkdf2_hmac_array::<Sha256, 32>(pin.as_bytes(), salt, ITERATIONS);
        Self {
            salt: BASE64.encode(salt),
            iterations: ITERATIONS,
            hash: BASE64.encode(&hash),
        }
    }

    /// The stored text.
    pub(super) fn stored(&self) -> String {
        format!("{}${}${}", self.iterations, self.salt, self.hash)
    }

    /// Reads the stored text; nothing where it is not ours.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('$');
        let (iterations, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self {
            iterations: iterations.parse().ok()?,
            salt: salt.to_owned(),
            hash: hash.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_digits_and_its_hash_is_read_back() {
        assert_eq!(PinHash::of("123"), None);
        assert_eq!(PinHash::of("12a4"), None);
        assert_eq!(PinHash::of("123456789"), None);
        let pin = PinHash::of("2580").expect("a PIN");
        assert_eq!(PinHash::parse(&pin.stored()), Some(pin.clone()));
        assert_ne!(PinHash::of("2580"), Some(pin), "each with its own salt");
    }

    #[test]
    fn the_hash_is_the_one_that_browsers_make() {
        let known = PinHash::salted("2580", b"0123456789abcdef");
        assert_eq!(known.hash, "8qqJxVOCuMRqJ7tCXd+6RdMANT80yPzz4Mk/nFzTBSY=");
    }
}
