//! The key with which an installation signs what it hands out (Ed25519, RFC 8032), and the keys of others. It is made
//! once and kept in the database, so that every node signs with the same.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use crate::db::DbConn;
use crate::db::settings::{find_or_store_setting, find_setting};
use crate::error::{AppError, AppResult};
use crate::web::secret::random_bytes;

/// Name of the setting: the seed in hexadecimal.
const SETTING: &str = "exchange_key";
/// Letters of a fingerprint: 100 bits, which nobody finds a second key to.
const FINGERPRINT: usize = 20;
/// Letters that are told together.
const TOGETHER: usize = 4;

/// The installation's own key.
pub struct OwnKey(Ed25519KeyPair);

/// The key of whoever signed a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl OwnKey {
    /// The installation's key, made at the first call. Two nodes that make one at once agree.
    ///
    /// # Errors
    /// The database refuses, or what it keeps is no key.
    pub fn find_or_make(conn: &mut DbConn) -> AppResult<Self> {
        let seed = match find_setting(conn, SETTING)? {
            Some(seed) => seed,
            None => find_or_store_setting(conn, SETTING, &fresh_seed())?,
        };
        let seed = HEXLOWER.decode(seed.as_bytes());
        Self::of_seed(&seed.map_err(AppError::internal)?)
    }

    /// # Errors
    /// It is no seed of 32 bytes.
    pub(super) fn of_seed(seed: &[u8]) -> AppResult<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed);
        let pair = pair.map_err(|error| AppError::internal(error.to_string()))?;
        Ok(Self(pair))
    }

    /// What others know it by.
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        let own = self.0.public_key().as_ref().iter();
        bytes.iter_mut().zip(own).for_each(|(to, from)| *to = *from);
        PublicKey(bytes)
    }

    /// The signature over these bytes, in hexadecimal.
    pub fn sign(&self, bytes: &[u8]) -> String {
        HEXLOWER.encode(self.0.sign(bytes).as_ref())
    }
}

fn fresh_seed() -> String {
    HEXLOWER.encode(&random_bytes::<32>())
}

impl PublicKey {
    /// True if whoever has this key signed these bytes; `signature` in hexadecimal.
    pub fn signed(&self, bytes: &[u8], signature: &str) -> bool {
        let signature = HEXLOWER_PERMISSIVE.decode(signature.as_bytes());
        signature.is_ok_and(|signature| {
            UnparsedPublicKey::new(&ED25519, self.0)
                .verify(bytes, &signature)
                .is_ok()
        })
    }

    /// Short enough for a letter and for the telephone: `K7QM-…`.
    pub fn fingerprint(&self) -> String {
        let mut letters = BASE32_NOPAD.encode(&Sha256::digest(self.0));
        letters.truncate(FINGERPRINT);
        let mut parts = Vec::new();
        while letters.len() > TOGETHER {
            let rest = letters.split_off(TOGETHER);
            parts.push(std::mem::replace(&mut letters, rest));
        }
        parts.push(letters);
        parts.join("-")
    }

    /// True if somebody means this key: by all of it or by its fingerprint, in capitals or not, with spaces or hyphens.
    pub fn is_meant_by(&self, text: &str) -> bool {
        let bare = |text: &str| -> String {
            let letters = text.chars().filter(char::is_ascii_alphanumeric);
            letters.map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let text = bare(text);
        text == bare(&self.fingerprint()) || text == self.to_string()
    }
}

/// In hexadecimal.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl FromStr for PublicKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes());
        bytes
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or_else(|| "not a public key of 64 hexadecimal digits".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_signs_as_the_standard_says() {
        // RFC 8032, 7.1, test 2.
        let seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        let key = OwnKey::of_seed(&HEXLOWER.decode(seed.as_bytes()).expect("hex")).expect("a key");
        let public = key.public();
        assert_eq!(
            public.to_string(),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
        );
        let signature = key.sign(&[0x72]);
        assert_eq!(
            signature,
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
        assert!(public.signed(&[0x72], &signature));
        assert!(!public.signed(&[0x73], &signature));
        assert!(!public.signed(&[0x72], "92a0"));
    }

    #[test]
    fn a_key_is_named_by_its_fingerprint_or_whole() {
        let key = OwnKey::of_seed(&[7; 32]).expect("a key").public();
        let fingerprint = key.fingerprint();
        assert_eq!(fingerprint.len(), 24);
        assert!(key.is_meant_by(&fingerprint));
        assert!(key.is_meant_by(&fingerprint.to_lowercase().replace('-', " ")));
        assert!(key.is_meant_by(&key.to_string().to_uppercase()));
        assert!(!key.is_meant_by(&fingerprint[..20]));
        assert!(!key.is_meant_by(""));
        assert_eq!(key.to_string().parse(), Ok(key));
    }
}
