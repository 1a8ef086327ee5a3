//! One row of a file of dossiers: what it says, or what is wrong with it (pure).

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::column::Target;
use super::fault::Fault;
use super::moment::{Told, moment_of};
use super::report::Remark;
use super::said::{Applicant, Reported, Said};
use super::sheet::Sight;
use super::words::{field_of, state_of, way_of};
use crate::dossiers::code::{DOSSIER_LIMIT, read_dossier};
use crate::dossiers::procedure::NAME_LIMIT;
use crate::dossiers::state::State;
use crate::rows::Shown;

/// Longest line of anything else, characters.
const LINE_LIMIT: usize = 500;
/// A code of a day so far from the day of receipt is remarkable.
const FAR: Duration = Duration::days(365);
/// Most contacts or agencies that are believed.
const MOST: i32 = 1_000;

/// A row, read on a day.
pub struct RowReader {
    /// Now, in Vietnam.
    pub now: NaiveDateTime,
}

/// What a row says, and what is remarkable about it.
pub type Read = Result<(Reported, Option<Remark>), Remark>;

impl RowReader {
    /// Reads a row.
    ///
    /// # Errors
    /// What is wrong with it first.
    pub fn read(&self, row: &Sight<'_, Target>) -> Read {
        let code = read_code(row)?;
        let received = self.past(row, Target::Received)?;
        let received = received.ok_or_else(|| row.remark(Target::Received, Fault::Absent))?;
        let due = moment(row, Target::Due)?;
        let (ended, returned) = (
            self.past(row, Target::Ended)?,
            self.past(row, Target::Returned)?,
        );
        let days = Days {
            received,
            due,
            ended,
            returned,
        };
        days.check(row)?;
        let state = days.state(row)?;
        let applicant = read_applicant(row)?;
        let said = Said {
            state,
            received,
            due,
            ended: ended.or(returned),
            returned: returned.filter(|_| state == State::Returned),
            procedure: row.text(Target::Procedure, NAME_LIMIT)?,
            field: row
                .text(Target::Field, LINE_LIMIT)?
                .map(|text| field_of(&text)),
            officer: row.text(Target::Officer, LINE_LIMIT)?,
            way: known(row, Target::Way, way_of, Fault::NoWay)?,
            contacts: known(row, Target::Contacts, count_of, Fault::NoNumber)?,
            agencies: known(row, Target::Agencies, count_of, Fault::NoNumber)?,
            applicant: applicant.mark(),
        };
        let remark = is_of_other_day(&code, received.day)
            .then(|| row.remark(Target::Code, Fault::CodeOfOtherDay));
        let reported = Reported {
            line: row.line(),
            code,
            said,
            applicant,
        };
        Ok((reported, remark))
    }

    /// A moment that has come already.
    fn past(&self, row: &Sight<'_, Target>, target: Target) -> Result<Option<Told>, Remark> {
        let told = moment(row, target)?;
        match told {
            Some(told) if told.at(NaiveTime::MIN) > self.now => {
                Err(row.remark(target, Fault::Future))
            }
            told => Ok(told),
        }
    }
}

/// The days of a row.
struct Days {
    received: Told,
    due: Option<Told>,
    ended: Option<Told>,
    returned: Option<Told>,
}

impl Days {
    fn check(&self, row: &Sight<'_, Target>) -> Result<(), Remark> {
        if self.due.is_some_and(|due| is_before(due, self.received)) {
            return Err(row.remark(Target::Due, Fault::DueBeforeReceived));
        }
        for (told, target) in [
            (self.ended, Target::Ended),
            (self.returned, Target::Returned),
        ] {
            if told.is_some_and(|told| is_before(told, self.received)) {
                return Err(row.remark(target, Fault::EndedBeforeReceived));
            }
        }
        match (self.ended, self.returned) {
            (Some(ended), Some(returned)) if is_before(returned, ended) => {
                Err(row.remark(Target::Returned, Fault::ReturnedBeforeEnded))
            }
            _ => Ok(()),
        }
    }

    /// Where it stands: by its word, or, where none is told, by its days. A day of return is a fact, whatever the word
    /// still says of a result that is ready.
    fn state(&self, row: &Sight<'_, Target>) -> Result<State, Remark> {
        let by_days = match (self.ended, self.returned) {
            (_, Some(_)) => State::Returned,
            (Some(_), None) => State::Ready,
            (None, None) => State::Working,
        };
        let Some(state) = known(row, Target::State, state_of, Fault::NoState)? else {
            return Ok(by_days);
        };
        if by_days == State::Working && !state.is_open() {
            return Err(row.remark(Target::State, Fault::NoEnd));
        }
        if by_days != State::Working && state.is_open() {
            return Err(row.remark(Target::State, Fault::OpenButEnded));
        }
        Ok(match (state, by_days) {
            (State::Ready, State::Returned) => State::Returned,
            (state, _) => state,
        })
    }
}

/// A day without a time is before nothing on the same day.
fn is_before(told: Told, other: Told) -> bool {
    match (told.time, other.time) {
        (Some(_), Some(_)) => told.at(NaiveTime::MIN) < other.at(NaiveTime::MIN),
        _ => told.day < other.day,
    }
}

fn read_code(row: &Sight<'_, Target>) -> Result<String, Remark> {
    let typed = row.text(Target::Code, DOSSIER_LIMIT)?;
    let typed = typed.ok_or_else(|| row.remark(Target::Code, Fault::Absent))?;
    read_dossier(&typed).map_err(|wrong| row.remark(Target::Code, Fault::Code(wrong)))
}

fn moment(row: &Sight<'_, Target>, target: Target) -> Result<Option<Told>, Remark> {
    match row.shown(target) {
        None => Ok(None),
        Some(Shown::NeverCalculated) => Err(row.remark(target, Fault::NeverCalculated)),
        Some(Shown::Error(_)) => Err(row.remark(target, Fault::CellError)),
        Some(shown) => {
            let told = moment_of(shown).ok_or_else(|| row.remark(target, Fault::NoMoment))?;
            Ok(Some(told))
        }
    }
}

fn known<T>(
    row: &Sight<'_, Target>,
    target: Target,
    read: impl Fn(&str) -> Option<T>,
    wrong: Fault,
) -> Result<Option<T>, Remark> {
    let Some(text) = row.text(target, LINE_LIMIT)? else {
        return Ok(None);
    };
    let read = read(&text).ok_or_else(|| row.remark(target, wrong))?;
    Ok(Some(read))
}

fn count_of(text: &str) -> Option<i32> {
    text.parse().ok().filter(|count| (0..=MOST).contains(count))
}

fn read_applicant(row: &Sight<'_, Target>) -> Result<Applicant, Remark> {
    let line = |target| row.text(target, LINE_LIMIT).map(Option::unwrap_or_default);
    Ok(Applicant {
        name: line(Target::Applicant)?,
        identity: line(Target::Identity)?,
        phone: line(Target::Phone)?,
        email: line(Target::Email)?,
        address: line(Target::Address)?,
    })
}

/// Whether the day in a code lies more than a year from the day of receipt.
fn is_of_other_day(code: &str, received: NaiveDate) -> bool {
    let date = code.split('-').nth(1).filter(|date| date.len() == 6);
    let day = date.and_then(|date| NaiveDate::parse_from_str(&format!("20{date}"), "%Y%m%d").ok());
    day.is_some_and(|day| day.year() > 1999 && (day - received).abs() > FAR)
}
