//! How a tablet was when it was last heard, and what it has made, kept and lost (pure).

use chrono::NaiveDateTime;
use uuid::Uuid;

/// What a tablet says of the records of one lifetime of its storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstallCounts {
    /// Which.
    pub install_id: Uuid,
    /// Records made: the last number given out.
    pub captured: i64,
    /// Not sent yet.
    pub waiting: i64,
    /// Not accepted, and kept.
    pub refused: i64,
    /// Thrown away by the staff.
    pub discarded: i64,
}

impl InstallCounts {
    /// The same once the storage is no more: nothing waits in it.
    pub const fn gone(self) -> Self {
        Self {
            waiting: 0,
            refused: 0,
            ..self
        }
    }

    /// Records that are neither in the box nor on the tablet. The tablet counts before it sends, so that a record on
    /// its way is at most counted twice, and never missing.
    pub fn missing(&self, stored: i64) -> i64 {
        (self.captured - stored - self.waiting - self.refused - self.discarded).max(0)
    }
}

/// A lifetime of a tablet's storage, as the server counted it and as the tablet told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Install {
    /// What the tablet told.
    pub counts: InstallCounts,
    /// Ballots of it in the box.
    pub stored: i64,
    /// When it was heard; `None` where only ballots came.
    pub seen_at: Option<NaiveDateTime>,
    /// The tablet still has it: it was heard with the last, or the tablet was not heard since it was paired.
    pub present: bool,
}

impl Install {
    /// Records that are nowhere; before the tablet has counted for us, none. What waited in a storage that is gone is
    /// gone with it.
    pub fn missing(&self) -> i64 {
        match (self.seen_at, self.present) {
            (None, _) => 0,
            (Some(_), true) => self.counts.missing(self.stored),
            (Some(_), false) => self.counts.gone().missing(self.stored),
        }
    }
}

/// How a tablet was when it was last heard. `None`: it does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The records of the storage that it told of; once stored, what waits and was refused in any that it has.
    pub counts: InstallCounts,
    /// When, UTC.
    pub seen_at: NaiveDateTime,
    /// Version of its program.
    pub app: String,
    /// Since when the oldest record waits, UTC.
    pub oldest_waiting_at: Option<NaiveDateTime>,
    /// Waiting records of another unit.
    pub elsewhere: i64,
    /// HTTPS: it works without network, keeps the screen on and can encrypt.
    pub secure: bool,
    /// Its database takes records.
    pub storage_works: bool,
    /// The browser promised to keep what it stores.
    pub persisted: Option<bool>,
    /// Bytes in use.
    pub used_bytes: Option<i64>,
    /// Bytes that it may use.
    pub quota_bytes: Option<i64>,
    /// The screen is kept on.
    pub awake: Option<bool>,
    /// Percent.
    pub battery: Option<i32>,
    /// On the cable.
    pub charging: Option<bool>,
    /// Seconds that its clock is behind ours.
    pub skew_s: i32,
    /// When it was touched last, UTC.
    pub last_input_at: Option<NaiveDateTime>,
    /// 631 is 6.31 CSS pixels to a millimetre; `None` before it was measured with a card.
    pub px_per_mm_hundredths: Option<i32>,
    /// Width and height in CSS pixels.
    pub screen: String,
    /// Where it asked from.
    pub address: String,
    /// What kind of machine.
    pub model: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_its_way_is_not_missing() {
        let counts = InstallCounts {
            install_id: Uuid::nil(),
            captured: 10,
            waiting: 3,
            refused: 1,
            discarded: 1,
        };
        assert_eq!(counts.missing(5), 0);
        assert_eq!(counts.missing(7), 0, "two arrived since it counted");
        assert_eq!(counts.missing(4), 1);
    }
}
