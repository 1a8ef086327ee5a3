//! What a slip stands for, and whether it rates (pure).

use std::sync::Arc;

use chrono::NaiveDate;

use super::token::SlipToken;
use crate::links::LinkPlace;

/// How a slip stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipState {
    /// The result has not been returned.
    NotYet,
    /// It rates.
    Open,
    /// It has rated.
    Used,
    /// Its days are over.
    Over,
}

impl SlipState {
    /// Of a slip that has not rated and does until the end of a day, if its result was returned.
    pub fn of(until: Option<NaiveDate>, today: NaiveDate) -> Self {
        match until {
            None => Self::NotYet,
            Some(until) if until < today => Self::Over,
            Some(_) => Self::Open,
        }
    }
}

/// A slip that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The unit that is rated.
    pub unit_id: i64,
    /// Its path in the tree.
    pub unit_path: String,
    /// Its name.
    pub unit_name: String,
    /// Its hotline; may be empty.
    pub hotline: String,
    /// The counter that took the dossier; none any more once it was used.
    pub counter_id: Option<i64>,
    /// The counter's name.
    pub counter_name: Option<String>,
    /// Whether it rates.
    pub state: SlipState,
}

/// A slip as a page is about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipPlace {
    /// Its token.
    pub token: SlipToken,
    /// What is known of it.
    pub slip: Found,
    /// The unit's form for everybody, for whatever the slip does not take.
    pub general: Option<Arc<LinkPlace>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_rates_from_the_result_to_the_end_of_its_last_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).expect("a day");
        let until = Some(day(30));
        assert_eq!(SlipState::of(None, day(1)), SlipState::NotYet);
        assert_eq!(SlipState::of(until, day(30)), SlipState::Open);
        assert_eq!(SlipState::of(until, day(31)), SlipState::Over);
    }
}
