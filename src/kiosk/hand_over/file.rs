//! What lies in a hand-over file, read strictly (pure but for the key that opens it).

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::key::HandOverKey;

/// What the file says it is; the first word of what its seal covers as well.
const KIND: &str = "hand-over-1";

/// The file as it is carried: nobody on the way can read or change what the tablet wrote.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    hailong: String,
    encapped: String,
    ciphertext: String,
    /// The tablet's public id, which the seal covers.
    pub(super) device: String,
    /// For people who look into the file; what counts is inside.
    #[serde(rename = "made_at")]
    _made_at: String,
}

/// What is inside.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opened {
    /// The tablet's token, which proves that the tablet itself wrote it.
    pub(super) token: String,
    /// The lifetime of the tablet's storage.
    #[serde(rename = "install_id")]
    _install_id: String,
    #[serde(rename = "made_at")]
    _made_at: String,
    /// Records of the tablet's unit, each as it would go to the API.
    pub(super) ballots: Vec<Box<RawValue>>,
    /// Records from the time when the tablet stood in another unit.
    #[serde(default)]
    pub(super) elsewhere: Vec<Elsewhere>,
}

/// Records of another unit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Elsewhere {
    /// Code of the unit.
    pub(super) unit: String,
    pub(super) ballots: Vec<Box<RawValue>>,
}

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unopened {
    /// It is something else.
    Foreign,
    /// It was changed on the way, or made for another server.
    Damaged,
}

impl Sealed {
    /// Reads the file without opening it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unopened> {
        let sealed: Self = serde_json::from_slice(bytes).map_err(|_| Unopened::Foreign)?;
        if sealed.hailong == KIND {
            Ok(sealed)
        } else {
            Err(Unopened::Foreign)
        }
    }

    /// Opens it.
    pub(super) fn open(&self, key: &HandOverKey) -> Result<Opened, Unopened> {
        let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        let aad = format!("{KIND} {}", self.device);
        let opened = || {
            let (encapped, ciphertext) = (decode(&self.encapped)?, decode(&self.ciphertext)?);
            let inside = key.open(&encapped, aad.as_bytes(), &ciphertext)?;
            serde_json::from_slice(&inside).ok()
        };
        opened().ok_or(Unopened::Damaged)
    }
}

/// The number that the tablet gave a record; nothing where it has none.
pub(super) fn seq_of(record: &RawValue) -> Option<i64> {
    #[derive(Deserialize)]
    struct Numbered {
        seq: i64,
    }
    let numbered: Result<Numbered, _> = serde_json::from_str(record.get());
    numbered.ok().map(|numbered| numbered.seq)
}
