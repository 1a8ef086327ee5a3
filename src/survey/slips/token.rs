//! The token on a receipt slip: made, printed, and read back from what a phone scanned or a hand typed (pure).

use std::fmt;

use data_encoding::HEXLOWER;
use pbkdf2::pbkdf2_hmac_array;
use sha2::Sha256;

use crate::web::secret::random_code;

/// Letters of a token: 60 random bits, twelve letters to type.
const LENGTH: usize = 12;
/// Letters that are printed together.
const GROUP: usize = 4;
/// Longest text that is looked at; a token with a hyphen or a space after each letter has 23.
const TYPED_LIMIT: usize = 40;
/// Rounds of hashing: a few milliseconds for whoever has one token.
const WORK: u32 = 10_000;
/// Crockford's base 32.
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A token as it is printed. Whoever has it may rate once; only its hash is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SlipToken(String);

impl SlipToken {
    /// A new one.
    pub fn fresh() -> Self {
        Self(random_code(LENGTH))
    }

    /// Reads what was scanned or typed: in small letters, with spaces, hyphens or dots, with the letters that look like
    /// digits. Nothing where it can be no token.
    pub fn read(text: &str) -> Option<Self> {
        if text.chars().count() > TYPED_LIMIT {
            return None;
        }
        let token: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.' | ','))
            .map(|letter| match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let is_token = token.len() == LENGTH && token.chars().all(|it| ALPHABET.contains(it));
        is_token.then_some(Self(token))
    }

    /// Path of its form as its QR has it: capitals need less room.
    pub fn path(&self) -> String {
        format!("/D/{}", self.0)
    }

    /// Path of its form as pages name it.
    pub(in crate::survey) fn form_path(&self) -> String {
        format!("/d/{}", self.0)
    }

    /// What the database keeps of it. A key would add nothing, as it would lie in the same database; that all slips could
    /// be tried at once is made dear by work. Of 60 random bits and a hundred thousand slips a machine that makes ten
    /// thousand million simple hashes in a second finds the first after a third of a year, while a slip lives for a month.
    pub fn hash(&self) -> String {
        self.worked("slip")
    }

    /// What the database keeps of it once it has rated: another hash, which nobody without the paper finds the first by.
    pub fn use_hash(&self) -> String {
        self.worked("slip used")
    }

    fn worked(&self, purpose: &str) -> String {
        let hash = pbkdf2_hmac_array::<Sha256, 32>(self.0.as_bytes(), purpose.as_bytes(), WORK);
        HEXLOWER.encode(&hash)
    }
}

/// In groups of four, as it is printed and read aloud.
impl fmt::Display for SlipToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, letter) in self.0.chars().enumerate() {
            if at > 0 && at % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

/// Never in a log.
impl fmt::Debug for SlipToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_typed_by_hand_is_understood() {
        let printed = SlipToken::read("7Q0M-K2R1-9XWB").expect("a token");
        assert_eq!(printed.to_string(), "7Q0M-K2R1-9XWB");
        for typed in [
            "7q0mk2r19xwb",
            " 7QOM k2ri 9xwb ",
            "7Q0M–K2RL–9XWB.",
            "7 q o m k 2 r l 9 x w b",
        ] {
            assert_eq!(SlipToken::read(typed).as_ref(), Some(&printed), "{typed}");
        }
        for wrong in [
            "",
            "7Q0MK2R19XW",
            "7Q0MK2R19XWBB",
            "7Q0MK2R19XWU",
            "7Q0MK2R19XWế",
        ] {
            assert!(SlipToken::read(wrong).is_none(), "{wrong}");
        }
        assert!(SlipToken::read(&"-".repeat(1000)).is_none());
    }

    #[test]
    fn what_has_rated_is_known_by_another_hash() {
        let token = SlipToken::fresh();
        assert_ne!(token.hash(), token.use_hash());
        let typed = SlipToken::read(&token.to_string().to_lowercase()).expect("a token");
        assert_eq!(typed.use_hash(), token.use_hash());
    }

    #[test]
    fn a_token_shows_itself_on_paper_only() {
        let token = SlipToken::fresh();
        assert!(token.path().starts_with("/D/"));
        assert_eq!(format!("{token:?}"), "(not shown)");
        assert_ne!(SlipToken::fresh().hash(), token.hash());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_a_token_is_read_or_refused(text in ".{0,60}") {
            if let Some(token) = SlipToken::read(&text) {
                prop_assert_eq!(SlipToken::read(&token.to_string()), Some(token));
            }
        }
    }
}
