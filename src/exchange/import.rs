//! Taking a file of another installation in: whether it may be believed, whether it would be counted twice, and what it
//! replaces.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::file::{Opened, Payload};
use super::key::PublicKey;
use super::pool::add;
use super::refused::Refused;
use super::store::{self, ForeignCounts, ForeignFile, NewFile};
use super::telling::take_turn;
use crate::clock::local_day;
use crate::db::DbConn;
use crate::error::{AppError, AppResult};
use crate::survey::questionnaire::catalogue;
use crate::survey::store::{hold_head, sync_questionnaires};
use crate::units::store::list_units;
use crate::units::{Scope, Unit};
use crate::web::language::Lang;

/// Clocks of two machines may be so far apart.
const CLOCKS_APART: Duration = Duration::hours(1);

/// How a file is taken.
#[derive(Clone, Debug)]
pub struct Order {
    /// The unit of whoever takes it, who may take files of the units below it; nothing for a command, which takes all.
    pub above: Option<Unit>,
    /// The key, or its fingerprint, that an official letter named; empty where the unit's key is known.
    pub trust: String,
    /// Account of whoever takes it; nothing for a command.
    pub account_id: Option<i64>,
    /// The moment.
    pub now: NaiveDateTime,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Outcome {
    /// It counts from now on: code of the unit, the year, ballots, and whether it replaced an older one.
    Taken {
        /// Code of the unit.
        unit: String,
        /// The year.
        year: i32,
        /// Ballots of the year.
        ballots: i64,
        /// Whether an older file of the unit and year counted before.
        replaced: bool,
        /// Fingerprint of the key that is the unit's from now on.
        fingerprint: String,
    },
    /// It was taken before: nothing changes.
    Known,
    /// It is not taken.
    #[serde(skip)]
    Refused(Refused),
}

impl Order {
    fn covers(&self, unit: &Unit) -> bool {
        let is_below = |above: &Unit| above.id != unit.id && above.is_or_is_above(unit);
        self.above.as_ref().is_none_or(is_below)
    }
}

/// For whoever gave the command.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken {
                unit,
                year,
                ballots,
                replaced,
                fingerprint,
            } => {
                let instead = if *replaced {
                    "; it counts instead of the file before"
                } else {
                    ""
                };
                write!(
                    f,
                    "unit {unit}, {year}: {ballots} ballots, signed by {fingerprint}{instead}"
                )
            }
            Self::Known => f.write_str("this file was taken before: nothing changes"),
            Self::Refused(why) => f.write_str(&why.text(Lang::En)),
        }
    }
}

/// Takes a file. The connection must be in a transaction.
///
/// # Errors
/// The database refuses. A file that is not taken is no error but an outcome.
pub fn import(conn: &mut DbConn, content: String, order: &Order) -> AppResult<Outcome> {
    let opened = match Opened::read(content) {
        Ok(opened) => opened,
        Err(why) => return Ok(Outcome::Refused(Refused::Unreadable(why))),
    };
    take_turn(conn)?;
    let payload = &opened.payload;
    let units = list_units(conn, &Scope::everything())?;
    let named = units.iter().find(|unit| unit.code == payload.unit.code);
    let Some(unit) = named.filter(|unit| order.covers(unit)) else {
        let code = payload.unit.code.clone();
        return Ok(Outcome::Refused(Refused::UnknownUnit(code)));
    };
    if store::is_known(conn, &opened.sha256)? {
        return Ok(Outcome::Known);
    }
    let pinned = store::find_newest(conn, unit.id, None)?;
    if let Err(refused) = believed(&opened, pinned.as_ref(), &order.trust) {
        return Ok(Outcome::Refused(refused));
    }
    let (made_at, now) = (payload.made_at, order.now);
    if is_ahead((made_at, payload.until), now) {
        return Ok(Outcome::Refused(Refused::Ahead { made_at, now }));
    }
    hold_head(conn)?;
    let before = store::find_newest(conn, unit.id, Some(payload.year))?;
    let is_first = before.is_none();
    if let Some(refused) = counted_twice(conn, &units, (unit, payload.year), is_first)? {
        return Ok(Outcome::Refused(refused));
    }
    if let Some(before) = before.as_ref().filter(|before| is_newer(before, &opened)) {
        return Ok(Outcome::Refused(Refused::Older(before.until)));
    }
    keep(conn, (unit, order), &opened)?;
    Ok(Outcome::Taken {
        unit: unit.code.clone(),
        year: payload.year,
        ballots: payload.ballots,
        replaced: before.is_some(),
        fingerprint: opened.key.fingerprint(),
    })
}

/// Whether the key that signed is this unit's: the one that was named now, or else the one of the files before.
fn believed(opened: &Opened, pinned: Option<&ForeignFile>, trust: &str) -> Result<(), Refused> {
    let fingerprint = opened.key.fingerprint();
    let unit = opened.payload.unit.code.clone();
    if !trust.trim().is_empty() {
        return match opened.key.is_meant_by(trust) {
            true => Ok(()),
            false => Err(Refused::OtherThanTrusted(fingerprint)),
        };
    }
    match pinned {
        None => Err(Refused::NotTrusted { unit, fingerprint }),
        Some(file) if file.issuer == opened.key.to_string() => Ok(()),
        Some(file) => Err(Refused::OtherKey {
            unit,
            fingerprint,
            pinned: fingerprint_of(&file.issuer),
        }),
    }
}

/// The fingerprint of a key that is kept.
pub(super) fn fingerprint_of(issuer: &str) -> String {
    let key = issuer.parse::<PublicKey>();
    key.map_or_else(|_| issuer.to_owned(), |key| key.fingerprint())
}

/// Whether a file was made later than now, but for what clocks may be apart, or counts days that are not yet. Were it
/// taken, every file that its unit makes by a right clock would pass for older.
fn is_ahead((made_at, until): (NaiveDateTime, NaiveDate), now: NaiveDateTime) -> bool {
    made_at > now + CLOCKS_APART || until > local_day(now)
}

/// Why the unit's people would be counted twice. Ballots that are here before its first file may be those that the file
/// counts; what is given here once a file counts is given here alone, and stands beside it.
fn counted_twice(
    conn: &mut DbConn,
    units: &[Unit],
    (unit, year): (&Unit, i32),
    is_first: bool,
) -> AppResult<Option<Refused>> {
    let below: Vec<i64> = units
        .iter()
        .filter(|other| unit.is_or_is_above(other))
        .map(|unit| unit.id)
        .collect();
    if is_first && store::has_own_ballots(conn, &below, year)? {
        return Ok(Some(Refused::OwnBallots(unit.code.clone(), year)));
    }
    let kin: Vec<i64> = units
        .iter()
        .filter(|other| other.id != unit.id)
        .filter(|other| unit.is_or_is_above(other) || other.is_or_is_above(unit))
        .map(|unit| unit.id)
        .collect();
    let spoken_for = store::list_spoken_for(conn, &kin, year)?;
    Ok(spoken_for
        .into_iter()
        .next()
        .map(|other| Refused::SpokenFor {
            unit: unit.code.clone(),
            other,
            year,
        }))
}

/// Whether the file that is here was made later, or by the same installation when it had more ballots.
fn is_newer(here: &ForeignFile, opened: &Opened) -> bool {
    let same = here.issuer == opened.key.to_string();
    here.made_at > opened.payload.made_at || (same && here.ballots > opened.payload.ballots)
}

fn keep(conn: &mut DbConn, (unit, order): (&Unit, &Order), opened: &Opened) -> AppResult<()> {
    let payload = &opened.payload;
    let ids = sync_questionnaires(conn, catalogue(), order.now)?;
    let versions = ids.into_iter().collect();
    let counts = counts_of(payload, &versions).ok_or_else(|| {
        AppError::internal("a questionnaire of this program has no row".to_owned())
    })?;
    let file = NewFile {
        unit_id: unit.id,
        year: payload.year,
        issuer: &opened.key.to_string(),
        content: &opened.content,
        sha256: &opened.sha256,
        made_at: payload.made_at,
        until: payload.until,
        ballots: payload.ballots,
        untold: payload.untold,
        imported_at: order.now,
        imported_by: order.account_id,
    };
    store::insert_file(conn, &file)?;
    store::replace_counts(conn, (unit.id, payload.year), &counts)?;
    Ok(())
}

/// What a file tells, under the rows of its questionnaires; nothing where one has none.
pub(super) fn counts_of(payload: &Payload, ids: &BTreeMap<String, i64>) -> Option<ForeignCounts> {
    let mut counts = ForeignCounts::new();
    let scores = payload.tallies.iter();
    let scores = scores.map(|row| (&row.place, row.criterion.clone(), row.counts));
    let ballots = payload.turnout.iter();
    let ballots = ballots.map(|row| (&row.place, String::new(), [row.ballots, 0, 0, 0, 0, 0]));
    for (place, criterion, told) in scores.chain(ballots) {
        let id = *ids.get(&place.questionnaire)?;
        let key = (place.last_month()?, place.channel.clone(), id, criterion);
        add(counts.entry(key).or_default(), &told);
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_ahead_is_found() {
        let at = |text: &str| -> NaiveDateTime { text.parse().expect("a moment") };
        let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
        // 23:30 in Vietnam.
        let now = at("2026-05-14T16:30:00");
        let today = day("2026-05-14");
        assert!(!is_ahead((now, today), now));
        assert!(!is_ahead((at("2026-05-14T17:30:00"), today), now));
        assert!(is_ahead((at("2026-05-14T17:30:01"), today), now));
        assert!(is_ahead((now, day("2026-05-15")), now));
        assert!(!is_ahead((now, day("2025-12-31")), now));
    }
}
