//! What a citizen is told of a case, and what they may still do with it (pure).

use chrono::{Duration, NaiveDate, NaiveDateTime};

use crate::clock::local_day;
use crate::complaints::case::Case;
use crate::complaints::rules::REOPEN_DAYS;
use crate::complaints::{Class, State};
use crate::vietnamese::phone::{is_callable, is_phone, last_digits, phone_key};

crate::text_enum! {
    /// Where a case stands, in the citizen's terms.
    pub enum Stand {
        /// In the register; nobody works on it yet.
        Received => "received",
        /// Being seen to.
        InProgress => "in_progress",
        /// Others must act first; the days stand still.
        Waiting => "waiting",
        /// The citizen said that it was not solved: being seen to again.
        Again => "again",
        /// Answered.
        Answered => "answered",
        /// Not taken in, for a reason.
        Refused => "refused",
        /// With another authority.
        Forwarded => "forwarded",
        /// Nothing is told but that it was received and is kept secret.
        Confined => "confined",
    }
}

impl Stand {
    /// Where this case stands.
    pub fn of(case: &Case) -> Self {
        if case.confined {
            return Self::Confined;
        }
        match case.state {
            State::Received => Self::Received,
            State::Waiting => Self::Waiting,
            State::Answered | State::Closed => Self::Answered,
            State::Refused => Self::Refused,
            State::Forwarded => Self::Forwarded,
            _ if case.reopened > 0 => Self::Again,
            State::Reopened => Self::Again,
            State::Classified | State::Assigned | State::InProgress => Self::InProgress,
        }
    }

    /// How many of the three steps (received, being seen to, answered) are reached; nothing where the way is another.
    pub fn step(self) -> Option<usize> {
        match self {
            Self::Received => Some(1),
            Self::InProgress | Self::Waiting | Self::Again => Some(2),
            Self::Answered => Some(3),
            Self::Refused | Self::Forwarded | Self::Confined => None,
        }
    }
}

/// The last three digits of a phone as they were typed; whoever types the whole number means its end. Nothing for what is
/// neither.
pub fn asked_digits(typed: &str) -> Option<String> {
    let key = phone_key(typed);
    let fits = is_phone(typed) && key.len() == 3 || is_callable(typed);
    last_digits(&key).filter(|_| fits).map(str::to_owned)
}

/// The name of the advice for what is another procedure's, or is taken for it until somebody decides. What is confined
/// is advised as a denunciation, whatever it turns out to be. Whom to call when it cannot wait is told beside it.
pub fn advice(case: &Case) -> Option<&'static str> {
    match case.class_or_proposed() {
        _ if case.confined => Some("denunciation"),
        Class::Grievance => Some("grievance"),
        Class::Denunciation => Some("denunciation"),
        _ => None,
    }
}

/// The last day on which the citizen may say that it is not solved, and rate the handling. Nothing for a case that is
/// not answered, or is confined.
pub fn open_until(case: &Case, approved_at: Option<NaiveDateTime>) -> Option<NaiveDate> {
    if Stand::of(case) != Stand::Answered {
        return None;
    }
    let answered = approved_at.map(local_day).or(case.done_on)?;
    Some(answered + Duration::days(REOPEN_DAYS))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::complaints::{Details, NewComplaint, Report, Way};

    fn case(state: State) -> Case {
        let at = chrono::DateTime::from_timestamp(1_780_000_000, 0)
            .expect("in range")
            .naive_utc();
        let new = NewComplaint {
            report: Report {
                id: Uuid::nil(),
                text: String::new(),
                phone: String::new(),
                name: String::new(),
            },
            unit_id: 1,
            counter_id: None,
            way: Way::Place,
            lang: "vi".into(),
            created_at: at,
            received_at: at,
            details: Details::default(),
        };
        let mut case = Case::received(&new, Class::Question);
        case.state = state;
        case
    }

    #[test]
    fn a_confined_case_tells_nothing_but_that_it_was_received() {
        for state in State::ALL {
            let mut case = case(*state);
            case.confined = true;
            assert_eq!(Stand::of(&case), Stand::Confined);
            assert_eq!(advice(&case), Some("denunciation"));
            let answered = Some(case.received_at);
            assert_eq!(open_until(&case, answered), None);
        }
    }

    #[test]
    fn the_end_of_a_number_may_be_typed_with_the_whole_of_it() {
        for typed in [
            "456",
            "4 5 6",
            "4.5.6",
            "0905123456",
            "0905.123.456",
            "+84 905 123 456",
        ] {
            assert_eq!(asked_digits(typed).as_deref(), Some("456"), "{typed}");
        }
        for unfit in [
            "",
            "45",
            "4567",
            "x456",
            "４５６",
            "phone 0905123456",
            "a 456",
        ] {
            assert_eq!(asked_digits(unfit), None, "{unfit}");
        }
    }

    #[test]
    fn a_case_may_be_reopened_for_fifteen_days_after_its_answer() {
        let case = case(State::Answered);
        let evening = "2026-03-01T16:59:59".parse().expect("a moment");
        let night = "2026-03-01T17:00:00".parse().expect("a moment");
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(open_until(&case, Some(evening)), day("2026-03-16"));
        assert_eq!(
            open_until(&case, Some(night)),
            day("2026-03-17"),
            "in Vietnam"
        );
        assert_eq!(open_until(&case, None), None);
    }
}
