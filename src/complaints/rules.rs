//! How many working days each kind of matter has (pure). A unit may set its own; these are the usual ones.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::class::Class;

/// Days after an answer in which the citizen may say that it is not solved, calendar days.
pub const REOPEN_DAYS: i64 = 15;

/// Numbers of working days, the day of receipt not counted (Bộ luật Dân sự 2015 Điều 147).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Days {
    /// To tell the citizen that it is being seen to.
    pub acknowledge: u32,
    /// To answer what officers did or left undone (Luật Tiếp công dân 2013 Điều 28).
    pub conduct: u32,
    /// To answer about a regulation.
    pub regulation: u32,
    /// To answer a question.
    pub question: u32,
    /// To forward what is another authority's (NĐ 20/2008/NĐ-CP Điều 9: five at most).
    pub elsewhere: u32,
    /// To tell that it is not taken in, and why (NĐ 154/2026/NĐ-CP: three).
    pub unfit: u32,
    /// To advise and hand up a grievance.
    pub grievance: u32,
    /// To hand up what may be a denunciation (Luật Tố cáo 2018: five at most).
    pub denunciation: u32,
    /// To note what was an emergency.
    pub emergency: u32,
    /// How many days before its day a case is called soon.
    pub soon: u32,
    /// Months after its end for which name, phone and address of a case are kept.
    pub keep_months: u32,
}

impl Default for Days {
    fn default() -> Self {
        Self {
            acknowledge: 1,
            conduct: 10,
            regulation: 10,
            question: 10,
            elsewhere: 5,
            unfit: 3,
            grievance: 5,
            denunciation: 5,
            emergency: 1,
            soon: 2,
            keep_months: 24,
        }
    }
}

impl Days {
    /// The day on which name, phone and address go of a case that ended on a day.
    pub fn erase_on(&self, done: NaiveDate) -> NaiveDate {
        done + Months::new(self.keep_months)
    }

    /// Working days until a case of this class must be answered, forwarded or refused.
    pub const fn of(&self, class: Class) -> u32 {
        match class {
            Class::Unfit => self.unfit,
            Class::Conduct => self.conduct,
            Class::Regulation => self.regulation,
            Class::Elsewhere => self.elsewhere,
            Class::Question => self.question,
            Class::Grievance => self.grievance,
            Class::Denunciation => self.denunciation,
            Class::Emergency => self.emergency,
        }
    }
}

/// How a unit handles complaints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The leader who alone sees what may be a denunciation, and who is told of what becomes late.
    pub leader_id: Option<i64>,
    /// The numbers of days.
    pub days: Days,
}
