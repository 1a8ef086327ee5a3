//! The key pair to which tablets seal their hand-over files: HPKE (RFC 9180) in base mode with P-256, HKDF-SHA-256 and
//! AES-256-GCM, all of which a browser has. It is made once for an installation and kept in its database.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use diesel::QueryResult;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, Serializable, single_shot_open};

use crate::db::DbConn;
use crate::db::settings::{find_or_store_setting, find_setting};
use crate::web::secret::random_bytes;

/// Name of the setting: the seed in hexadecimal, a space, the public key.
const SETTING: &str = "hand_over_key";

/// The installation's key pair for hand-over files.
#[derive(Clone)]
pub struct HandOverKey {
    stored: String,
}

impl HandOverKey {
    /// The installation's key, made at the first call. Two nodes that make one at once agree.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find_or_make(conn: &mut DbConn) -> QueryResult<Self> {
        let stored = match find_setting(conn, SETTING)? {
            Some(stored) => stored,
            None => find_or_store_setting(conn, SETTING, &Self::fresh().stored)?,
        };
        Ok(Self { stored })
    }

    fn fresh() -> Self {
        let seed = random_bytes::<32>();
        let (_, public) = DhP256HkdfSha256::derive_keypair(&seed);
        let public = BASE64URL_NOPAD.encode(&public.to_bytes());
        Self {
            stored: format!("{} {public}", HEXLOWER.encode(&seed)),
        }
    }

    /// What tablets seal to: the uncompressed point, 65 bytes.
    pub fn public_base64url(&self) -> &str {
        self.stored.split(' ').nth(1).unwrap_or_default()
    }

    /// What was sealed; nothing where it was sealed to another key, or changed since.
    pub fn open(&self, encapped: &[u8], aad: &[u8], ciphertext: &[u8]) -> Option<Vec<u8>> {
        let seed = self.stored.split(' ').next()?;
        let (private, _) =
            DhP256HkdfSha256::derive_keypair(&HEXLOWER.decode(seed.as_bytes()).ok()?);
        let encapped = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(encapped).ok()?;
        single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeR::Base,
            &private,
            &encapped,
            b"",
            ciphertext,
            aad,
        )
        .ok()
    }
}

#[cfg(test)]
mod tests {
    use hpke::{OpModeS, single_shot_seal};

    use super::*;

    #[test]
    fn only_the_own_key_opens_and_only_what_nobody_changed() {
        let (own, other) = (HandOverKey::fresh(), HandOverKey::fresh());
        let public = BASE64URL_NOPAD
            .decode(own.public_base64url().as_bytes())
            .expect("base64url");
        assert_eq!(public.len(), 65);
        let public = <DhP256HkdfSha256 as Kem>::PublicKey::from_bytes(&public).expect("a point");
        let (encapped, mut sealed) = single_shot_seal::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeS::Base,
            &public,
            b"",
            "phiếu".as_bytes(),
            b"hand-over-1 A",
        )
        .expect("sealed");
        let encapped = encapped.to_bytes();
        let opened = own.open(&encapped, b"hand-over-1 A", &sealed);
        assert_eq!(opened.as_deref(), Some("phiếu".as_bytes()));
        assert_eq!(own.open(&encapped, b"hand-over-1 B", &sealed), None);
        assert_eq!(other.open(&encapped, b"hand-over-1 A", &sealed), None);
        assert_eq!(own.open(b"short", b"hand-over-1 A", &sealed), None);
        sealed[0] ^= 1;
        assert_eq!(own.open(&encapped, b"hand-over-1 A", &sealed), None);
    }
}
