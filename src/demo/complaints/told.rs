//! What the sample's citizens say, as it lies in the repository, and the complaint that it becomes.

use chrono::{Duration, NaiveDate, NaiveTime};
use uuid::Builder;

use super::Ground;
use crate::accounts::Role;
use crate::clock::utc_of_local;
use crate::complaints::{Class, Details, NewComplaint, Report, Way};
use crate::error::{AppError, AppResult};
use crate::survey::questionnaire::Dimension;

/// The list as it lies in the repository.
const TOLD: &str = include_str!("../../../data/sample-complaints.csv");
/// First minute of the day at which something is told: a quarter past seven.
const OPENS: i64 = 7 * 60 + 15;
/// Minutes of the day in which something is told.
const OPEN_FOR: i64 = 9 * 60;

crate::text_enum! {
    /// Where a complaint of the sample stands.
    pub enum Stage {
        /// Nobody has decided what it is.
        Received => "received",
        /// Its class is decided.
        Classified => "classified",
        /// Somebody is to work on it.
        Assigned => "assigned",
        /// Somebody does.
        Started => "started",
        /// An answer waits for the leader.
        Drafted => "drafted",
        /// The clock stands.
        Waiting => "waiting",
        /// Answered not long ago.
        Answered => "answered",
        /// Answered and over.
        Closed => "closed",
        /// Answered, but not solved.
        Reopened => "reopened",
        /// Not taken in.
        Refused => "refused",
        /// Handed to another authority.
        Forwarded => "forwarded",
    }
}

/// One line.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Told {
    /// How many working days ago; nothing where it is long over.
    pub ago: Option<u32>,
    /// How it came in.
    pub way: Way,
    /// Number of the counter it is about, from 1.
    pub counter: Option<usize>,
    /// Code of the field of work.
    pub field: String,
    /// What an official decides it to be about.
    pub dimension: Option<Dimension>,
    /// What an official decides it to be.
    pub class: Class,
    /// Where it stands in the end.
    pub course: Stage,
    /// Working days from the day received to the answer, or to what is done instead.
    pub pace: Option<u32>,
    /// How the citizen rates the handling.
    pub score: Option<i32>,
    /// The words.
    pub text: String,
    /// The answer, where there is one.
    pub answer: String,
}

/// Everything that is told, those that are over in the order of time.
///
/// # Errors
/// The built-in file cannot be read.
pub fn list_told() -> AppResult<Vec<Told>> {
    csv::Reader::from_reader(TOLD.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| AppError::internal(format!("sample complaints: {error}")))
}

impl Ground<'_> {
    /// What comes into the register on a day. Whoever calls or comes leaves a name; others leave one now and then.
    pub(super) fn complaint(&self, number: usize, told: &Told, day: NaiveDate) -> NewComplaint {
        let place = i64::try_from(number).unwrap_or(0);
        let minute = OPENS + place * 47 % OPEN_FOR;
        let local = day.and_time(NaiveTime::MIN) + Duration::minutes(minute);
        let at = utc_of_local(local).min(self.now);
        let counter = told
            .counter
            .and_then(|counter| self.sample.counters.get(counter.checked_sub(1)?));
        let counter_id = counter.map(|at| at.counter.id);
        let by_staff = Way::BY_STAFF.contains(&told.way);
        let leaves_name = by_staff || number.is_multiple_of(2);
        let person = number + 1;
        let taken_by = match told.way {
            Way::Desk => self.officer_at(counter_id),
            _ => self.somebody(Role::Hotline),
        };
        let text_if = |given: bool, text: String| if given { text } else { String::new() };
        NewComplaint {
            report: Report {
                id: Builder::from_random_bytes((0x5a3b << 64 | number as u128).to_be_bytes())
                    .into_uuid(),
                text: told.text.clone(),
                phone: text_if(leaves_name, format!("0900 000 0{person:02}")),
                name: text_if(leaves_name, format!("Người dân mẫu {person}")),
            },
            unit_id: self.sample.unit.id,
            counter_id,
            way: told.way,
            lang: "vi".to_owned(),
            created_at: at,
            received_at: at,
            details: Details {
                address: text_if(by_staff, format!("Làng mẫu {}", number % 9 + 1)),
                dossier: text_if(
                    told.dimension == Some(Dimension::Outcome),
                    format!("HS-MẪU-{:04}", 100 + number * 7),
                ),
                recorded_by: taken_by.ok().filter(|_| by_staff).map(|person| person.id),
                ..Details::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::fields::fields;

    #[test]
    fn every_line_can_be_gone_through() {
        let told = list_told().expect("readable");
        assert!((55..=65).contains(&told.len()), "{}", told.len());
        for told in &told {
            let known = fields().iter().any(|field| field.code == told.field);
            assert!(known, "{}: {}", told.field, told.text);
            let answered = matches!(
                told.course,
                Stage::Drafted | Stage::Answered | Stage::Closed | Stage::Reopened
            );
            assert_eq!(answered, !told.answer.is_empty(), "{}", told.text);
            assert!(!answered || told.class.is_answered_here(), "{}", told.text);
        }
        for stage in Stage::ALL {
            assert!(told.iter().any(|told| told.course == *stage), "{stage}");
        }
        for way in Way::ALL {
            assert!(told.iter().any(|told| told.way == *way), "{way}");
        }
        for class in Class::ALL {
            assert!(told.iter().any(|told| told.class == *class), "{class}");
        }
    }
}
