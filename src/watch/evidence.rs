//! What was seen at the moment at which an alert began, kept as it was then (pure).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rule::{Rule, Seen};

/// A tablet that was silent, for how many whole hours of office time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silent {
    /// The tablet.
    pub device_id: i64,
    /// Where it stands.
    pub place: String,
    /// Start of its name.
    pub name: String,
    /// Hours.
    pub hours: i32,
}

/// The figures, and what they were judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The figure in the subject's own unit.
    pub value: i32,
    /// Lower end of its interval; of a count the same.
    pub low: i32,
    /// Upper end.
    pub high: i32,
    /// Whether there was enough to judge by.
    pub sure: bool,
    /// The threshold at which it rang.
    pub rings_at: i32,
    /// The one at which it is quiet again.
    pub quiet_at: i32,
    /// First and last day that were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The people behind an index, or the ballots of the last days.
    #[serde(default)]
    pub persons: u64,
    /// Their answers, or the ballots that are usual in as many days.
    #[serde(default)]
    pub answers: u64,
    /// Whether an index stands on the desk's own ballots; else on all of them.
    #[serde(default)]
    pub at_desk: bool,
    /// The day of whoever waits longest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Silent tablets, the longest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tablets: Vec<Silent>,
}

impl Evidence {
    /// A count, which is what it is.
    pub fn of_count(value: i32) -> Self {
        Self {
            value,
            low: value,
            high: value,
            sure: true,
            ..Self::default()
        }
    }

    /// The same, judged by a rule.
    #[must_use]
    pub fn judged_by(mut self, rule: &Rule) -> Self {
        (self.rings_at, self.quiet_at) = (rule.rings_at, rule.quiet_at);
        self
    }

    /// The figure as it is judged.
    pub fn seen(&self) -> Seen {
        Seen {
            value: self.value,
            low: self.low,
            high: self.high,
            sure: self.sure,
        }
    }
}
