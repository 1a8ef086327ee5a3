//! Recorded voices: which files of a folder are recordings of which text (pure).

use actix_web::web::Bytes;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::survey::reasons::reasons;

/// What can be read aloud besides the reasons.
const NAMES: [&str; 22] = [
    "attract",
    "question-1",
    "question-2",
    "question-3",
    "question-4",
    "question-5",
    "face-1",
    "face-2",
    "face-3",
    "face-4",
    "face-5",
    "no-opinion",
    "reasons",
    "slip",
    "comment",
    "complaint",
    "thanks",
    "warning",
    "unsaved",
    "rest",
    "closed",
    "assisted",
];
/// A reason's recording is named `reason-CODE`.
const REASON: &str = "reason-";
/// Endings with what they hold. If a text was recorded twice, the first of these is played.
const KINDS: [(&str, &str); 5] = [
    ("opus", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("m4a", "audio/mp4"),
    ("mp3", "audio/mpeg"),
    ("wav", "audio/wav"),
];
/// Bytes of a recording at most: tablets keep them all.
pub(super) const LARGEST: usize = 2_000_000;
/// Letters of the hash in an address.
const HASH_LENGTH: usize = 12;

/// A voice that reads one text.
#[derive(Clone, Debug)]
pub struct Recording {
    /// What it reads: `question-1`.
    pub name: String,
    /// Name of its file.
    pub file: String,
    /// What its file holds.
    pub kind: &'static str,
    /// Its file as it was when the server started.
    pub bytes: Bytes,
    /// SHA-256 of it.
    pub hash: [u8; 32],
}

impl Recording {
    /// Takes a file of this name and content.
    ///
    /// # Errors
    /// Why it can be no recording.
    pub(super) fn read(file: &str, bytes: Vec<u8>) -> Result<Self, String> {
        let (name, kind) = name_and_kind(file)?;
        if bytes.is_empty() {
            return Err("is empty".into());
        }
        if bytes.len() > LARGEST {
            return Err(format!("is too large, at most {LARGEST} bytes"));
        }
        Ok(Self {
            name: name.to_owned(),
            file: file.to_owned(),
            kind,
            hash: Sha256::digest(&bytes).into(),
            bytes: bytes.into(),
        })
    }

    /// Its place in the order of endings: the lower one is played.
    pub(super) fn rank(&self) -> usize {
        let ending = KINDS
            .iter()
            .position(|(ending, _)| self.file.ends_with(ending));
        ending.unwrap_or(KINDS.len())
    }

    /// Its address, with its hash, so that tablets may keep it for good.
    pub(super) fn address(&self, lang: &str) -> String {
        format!("/kiosk/audio/{lang}/{}?v={}", self.file, self.short_hash())
    }

    /// The hash in its address.
    pub(super) fn short_hash(&self) -> String {
        let mut hash = HEXLOWER.encode(&self.hash);
        hash.truncate(HASH_LENGTH);
        hash
    }
}

fn name_and_kind(file: &str) -> Result<(&str, &'static str), String> {
    let (name, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let kind = KINDS.iter().find(|(known, _)| *known == ending);
    let Some((_, kind)) = kind else {
        let endings: Vec<_> = KINDS.iter().map(|(ending, _)| *ending).collect();
        return Err(format!("is of no known kind ({})", endings.join(", ")));
    };
    let is_reason = |code| reasons().reasons.iter().any(|reason| reason.code == code);
    if NAMES.contains(&name) || name.strip_prefix(REASON).is_some_and(is_reason) {
        Ok((name, *kind))
    } else {
        Err(format!(
            "is never read; names are {}, {REASON}CODE",
            NAMES.join(", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_read_somewhere_is_a_recording() {
        for file in [
            "question-1.opus",
            "thanks.mp3",
            "reason-officer.attitude.wav",
        ] {
            assert!(Recording::read(file, vec![1]).is_ok(), "{file}");
        }
        for file in [
            "question-6.opus",
            "thanks",
            "thanks.exe",
            "reason-x.mp3",
            ".mp3",
            "Thanks.mp3",
        ] {
            assert!(Recording::read(file, vec![1]).is_err(), "{file}");
        }
        assert!(Recording::read("thanks.mp3", Vec::new()).is_err());
        assert!(Recording::read("thanks.mp3", vec![0; LARGEST + 1]).is_err());
    }
}
