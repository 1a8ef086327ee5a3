//! The code on the tablet's screen (pure): eight consonants, so that it spells no word and nothing in it can be misread
//! (RFC 8628, 6.1). 20^8 codes, ten minutes of life and few tries leave nothing to guess.

use crate::web::secret::random_bytes;

const ALPHABET: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;

/// A code without its hyphen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PairingCode(String);

impl PairingCode {
    /// A random one. Bytes that would favour some letters are passed over.
    pub(super) fn fresh() -> Self {
        let mut code = String::with_capacity(LENGTH);
        while code.len() < LENGTH {
            let letters = random_bytes::<16>()
                .into_iter()
                .filter(|byte| *byte < 240)
                .filter_map(|byte| ALPHABET.get(usize::from(byte % 20)));
            code.extend(
                letters
                    .take(LENGTH - code.len())
                    .map(|letter| char::from(*letter)),
            );
        }
        Self(code)
    }

    /// What somebody typed, whatever the case and whatever stands between the letters; nothing if it is no code.
    pub(super) fn read(typed: &str) -> Option<Self> {
        let code: String = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.'))
            .map(|letter| letter.to_ascii_uppercase())
            .collect();
        let fits = code.len() == LENGTH && code.bytes().all(|letter| ALPHABET.contains(&letter));
        fits.then_some(Self(code))
    }

    /// As it is stored.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is shown: BCDF-GHJK.
    pub(super) fn shown(&self) -> String {
        let (first, second) = self.0.split_at(LENGTH / 2);
        format!("{first}-{second}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = PairingCode::fresh();
        let shown = code.shown();
        assert_eq!(shown.len(), 9);
        assert_eq!(PairingCode::read(&shown), Some(code.clone()));
        let sloppy = format!(" {} ", shown.to_lowercase().replace('-', " "));
        assert_eq!(PairingCode::read(&sloppy), Some(code));
        for wrong in ["", "BCDF-GHJ", "BCDF-GHJA", "BCDF-GHJKK", "BCDF-GHJ1"] {
            assert_eq!(PairingCode::read(wrong), None, "{wrong}");
        }
    }
}
