//! Random tokens and their hashes: what we hand out is never what we store.

use data_encoding::{BASE64URL_NOPAD, Encoding, HEXLOWER, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// 32 random bytes as text, for tokens that machines carry.
pub fn random_token() -> String {
    BASE64URL_NOPAD.encode(&random_bytes::<32>())
}

/// Random bytes from the operating system's generator.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A random code of `length` characters of Crockford's base 32 in upper case: short in a QR, safe to read aloud.
pub fn random_code(length: usize) -> String {
    code(&random_bytes::<32>(), length)
}

/// The code that belongs to a random id, always the same: what is added under an id is added once however often its
/// form is sent.
pub fn code_of(id: Uuid, length: usize) -> String {
    code(&Sha256::digest(id.as_bytes()), length)
}

fn code(bytes: &[u8], length: usize) -> String {
    let alphabet = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    bytes
        .iter()
        .take(length)
        .filter_map(|byte| alphabet.get(usize::from(byte % 32)))
        .map(|byte| char::from(*byte))
        .collect()
}

/// SHA-256 of a token, in hexadecimal: what the database keeps.
pub fn token_hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// A key of this installation for signing what we hand out and want back unchanged.
#[derive(Clone)]
pub struct SigningKey(Vec<u8>);

impl SigningKey {
    const ENCODING: Encoding = HEXLOWER_PERMISSIVE;

    /// A new key as the text in which it is stored.
    pub fn fresh() -> String {
        Self::ENCODING.encode(&random_bytes::<64>())
    }

    /// Reads a stored key. Any text gives a key; only the stored one gives the same signatures.
    pub fn from_stored(text: &str) -> Self {
        Self(
            Self::ENCODING
                .decode(text.as_bytes())
                .unwrap_or_else(|_| text.as_bytes().to_vec()),
        )
    }

    /// HMAC-SHA-256 of the parts, each closed off from the next.
    pub fn sign(&self, parts: &[&str]) -> String {
        BASE64URL_NOPAD.encode(&self.mac(parts).finalize().into_bytes())
    }

    /// True if `signature` is ours for these parts; takes the same time whatever it is.
    pub fn verify(&self, parts: &[&str], signature: &str) -> bool {
        BASE64URL_NOPAD
            .decode(signature.as_bytes())
            .is_ok_and(|bytes| self.mac(parts).verify_slice(&bytes).is_ok())
    }

    /// 64 bytes for the session cookie's own signature, from this key and a label.
    pub fn derive_64(&self, label: &str) -> Vec<u8> {
        let mut bytes = self.mac(&[label, "1"]).finalize().into_bytes().to_vec();
        bytes.extend(self.mac(&[label, "2"]).finalize().into_bytes());
        bytes
    }

    fn mac(&self, parts: &[&str]) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.0)
            .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_parts_only() {
        let key = SigningKey::from_stored(&SigningKey::fresh());
        let signature = key.sign(&["a", "bc"]);
        assert!(key.verify(&["a", "bc"], &signature));
        assert!(!key.verify(&["ab", "c"], &signature));
        assert!(!key.verify(&["a", "bc"], "x"));
        assert_eq!(key.derive_64("session").len(), 64);
    }

    #[test]
    fn codes_use_letters_that_cannot_be_misread() {
        let code = random_code(8);
        assert_eq!(code.len(), 8);
        assert!(!code.contains(['I', 'L', 'O', 'U']));
        let (one, other) = (Uuid::from_u128(7), Uuid::from_u128(8));
        assert_eq!(code_of(one, 6), code_of(one, 6));
        assert_ne!(code_of(one, 6), code_of(other, 6));
    }
}
