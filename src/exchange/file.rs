//! The file that one installation hands to another: aggregates only, signed. The signature is over the text `payload`
//! exactly as the file carries it, so that nothing has to be written anew to be checked.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::export::Row;
use super::key::{OwnKey, PublicKey};
use super::pool::{Counts, LEAST, Label, people};
use super::telling::Told;
use crate::survey::ballot::Channel;
use crate::survey::questionnaire::catalogue;

/// Name of the format.
const FORMAT: &str = "hailong-tallies";
/// Its version: one that is larger is not understood.
const VERSION: u32 = 1;
/// Rows of a file at most: every month and channel of a hundred criteria is less.
const ROWS: usize = 100_000;

/// The file as it lies on a disk.
#[derive(Deserialize, Serialize)]
struct Envelope {
    /// Ed25519, in hexadecimal, over the bytes of the text beside it.
    signature: String,
    payload: String,
}

/// What a file tells.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Payload {
    format: String,
    version: u32,
    /// Public key of the installation that signed, in hexadecimal.
    pub key: String,
    /// Whose counts they are; the units below it are counted in.
    pub unit: Named,
    /// The year in Vietnam.
    pub year: i32,
    /// When it was made, UTC.
    pub made_at: NaiveDateTime,
    /// The day in Vietnam on which it was made.
    pub made_on: NaiveDate,
    /// The last day that is counted.
    pub until: NaiveDate,
    /// The end of the installation's ledger.
    pub ledger: Head,
    /// Ballots of the year.
    pub ballots: i64,
    /// Ballots among them whose scores are not told, because they are too few.
    pub untold: i64,
    /// Ballots, by group.
    pub turnout: Vec<BallotRow>,
    /// Scores, by group.
    pub tallies: Vec<ScoreRow>,
}

/// A unit by its code and name.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Named {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The last ballot of a ledger.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Head {
    /// Its number.
    pub seq: i64,
    /// Its link, in hexadecimal.
    pub link: String,
}

/// Which people a row tells of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Place {
    /// First month, `2026-01`.
    pub month: String,
    /// Last month.
    pub until: String,
    /// How the ballots came in; empty for several ways together.
    pub channel: String,
    /// Version of the questionnaire.
    pub questionnaire: String,
}

/// Ballots of a group.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BallotRow {
    /// Which.
    #[serde(flatten)]
    pub place: Place,
    /// How many.
    pub ballots: i64,
}

/// Scores of a group.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ScoreRow {
    /// Which.
    #[serde(flatten)]
    pub place: Place,
    /// Code of the criterion.
    pub criterion: String,
    /// How often each score from 1 to 5 was given, then "không có ý kiến".
    pub counts: Counts,
}

/// A file that was read: its signature holds and its content makes sense.
#[derive(Debug)]
pub struct Opened {
    /// What it tells.
    pub payload: Payload,
    /// Who signed it.
    pub key: PublicKey,
    /// The file itself.
    pub content: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// Why a file is not taken as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no such file, or one of a later version: the text says what is wrong, in English.
    NotOne(String),
    /// It was changed after it was signed, or was signed by another key than it says.
    BadSignature,
}

/// Version of the questionnaire of each row; nothing for one that has none.
pub type Versions = std::collections::BTreeMap<i64, String>;

impl Payload {
    /// What is handed out of a unit's year.
    pub fn new(
        (unit, year): (Named, i32),
        (told, versions): (&Told, &Versions),
        (key, ledger): (&OwnKey, Head),
        (now, today): (NaiveDateTime, NaiveDate),
    ) -> Self {
        let (mut turnout, mut tallies) = (Vec::new(), Vec::new());
        for Row {
            place,
            criterion,
            counts,
        } in told.rows(versions)
        {
            if criterion.is_empty() {
                let ballots = people(&counts);
                turnout.push(BallotRow { place, ballots });
            } else {
                tallies.push(ScoreRow {
                    place,
                    criterion,
                    counts,
                });
            }
        }
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            key: key.public().to_string(),
            unit,
            year,
            made_at: now.with_nanosecond(0).unwrap_or(now),
            made_on: today,
            until: today.min(super::store::days_of(year).1),
            ledger,
            ballots: told.ballots,
            untold: told.untold,
            turnout,
            tallies,
        }
    }

    /// The whole file.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn sealed(&self, key: &OwnKey) -> serde_json::Result<String> {
        let payload = serde_json::to_string(self)?;
        let envelope = Envelope {
            signature: key.sign(payload.as_bytes()),
            payload,
        };
        let mut file = serde_json::to_string(&envelope)?;
        file.push('\n');
        Ok(file)
    }

    /// Nothing that a program of ours would not have written.
    fn check(&self) -> Result<(), String> {
        if self.turnout.len() + self.tallies.len() > ROWS {
            return Err(format!("more than {ROWS} rows"));
        }
        if self.ballots < 0 || !(0..=self.ballots).contains(&self.untold) {
            return Err("ballots: not a count".to_owned());
        }
        if self.until.year() != self.year {
            return Err(format!("until: not a day of {}", self.year));
        }
        let mut seen = std::collections::BTreeSet::new();
        let mut told = 0;
        for row in &self.turnout {
            row.place.check(self.year)?;
            whole(&[row.ballots], &row.place)?;
            told += row.ballots;
            if !seen.insert((&row.place, "")) {
                return Err(format!("{}: told twice", row.place));
            }
        }
        if told != self.ballots - self.untold {
            return Err("turnout: does not add up to the ballots told".to_owned());
        }
        for row in &self.tallies {
            row.place.check(self.year)?;
            whole(&row.counts, &row.place)?;
            if !seen.insert((&row.place, &row.criterion)) {
                return Err(format!("{}: told twice", row.place));
            }
            let asked = catalogue().questionnaire(&row.place.questionnaire);
            if asked.is_none_or(|asked| asked.criterion(&row.criterion).is_none()) {
                return Err(format!(
                    "{}: criterion '{}' is not known here; bring this program up to date",
                    row.place, row.criterion
                ));
            }
        }
        Ok(())
    }
}

/// Counts of people, and enough of them.
fn whole(counts: &[i64], place: &Place) -> Result<(), String> {
    let largest = i64::from(i32::MAX);
    if counts.iter().any(|count| !(0..=largest).contains(count)) {
        return Err(format!("{place}: not a count"));
    }
    if counts.iter().sum::<i64>() < LEAST {
        return Err(format!("{place}: of fewer than {LEAST} people"));
    }
    Ok(())
}

impl Place {
    /// As it is written down.
    pub fn of(label: &Label, version: Option<&String>) -> Self {
        Self {
            month: label.month.format("%Y-%m").to_string(),
            until: label.until.format("%Y-%m").to_string(),
            channel: label.channel.map_or("", Channel::as_str).to_owned(),
            questionnaire: version.cloned().unwrap_or_default(),
        }
    }

    /// First day of the last month.
    pub fn last_month(&self) -> Option<NaiveDate> {
        month(&self.until)
    }

    fn check(&self, year: i32) -> Result<(), String> {
        let months = (month(&self.month), month(&self.until));
        let (Some(first), Some(last)) = months else {
            return Err(format!("{self}: not months such as 2026-01"));
        };
        if first.year() != year || last.year() != year || first > last {
            return Err(format!("{self}: not months of {year}"));
        }
        if !self.channel.is_empty() && self.channel.parse::<Channel>().is_err() {
            return Err(format!("{self}: the channel is not known here"));
        }
        if catalogue().questionnaire(&self.questionnaire).is_none() {
            return Err(format!(
                "{self}: the questionnaire is not known here; bring this program up to date"
            ));
        }
        Ok(())
    }
}

fn month(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok()
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            month,
            until,
            channel,
            questionnaire,
        } = self;
        write!(f, "{month} to {until}, '{channel}', {questionnaire}")
    }
}

impl Opened {
    /// Reads a file: first whether it was signed as it says, then what it tells.
    ///
    /// # Errors
    /// It is none, or was changed.
    pub fn read(content: String) -> Result<Self, Unreadable> {
        let not_one = |error: serde_json::Error| Unreadable::NotOne(error.to_string());
        let envelope: Envelope = serde_json::from_str(&content).map_err(not_one)?;
        let head: Headed = serde_json::from_str(&envelope.payload).map_err(not_one)?;
        let key: PublicKey = head.key.parse().map_err(Unreadable::NotOne)?;
        if !key.signed(envelope.payload.as_bytes(), &envelope.signature) {
            return Err(Unreadable::BadSignature);
        }
        if head.format != FORMAT || head.version > VERSION {
            return Err(Unreadable::NotOne(format!(
                "format {} version {} is not understood, only {FORMAT} version {VERSION}; bring this program up to date",
                head.format, head.version
            )));
        }
        let payload: Payload = serde_json::from_str(&envelope.payload).map_err(not_one)?;
        payload.check().map_err(Unreadable::NotOne)?;
        Ok(Self {
            payload,
            key,
            sha256: HEXLOWER.encode(&Sha256::digest(content.as_bytes())),
            content,
        })
    }
}

/// What every version has.
#[derive(Deserialize)]
struct Headed {
    format: String,
    version: u32,
    key: String,
}
