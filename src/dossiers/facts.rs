//! What a dossier counts as, and under what (pure). The counts themselves are moved by `store`.

use chrono::{Datelike, NaiveDateTime};

use super::dossier::Dossier;
use super::state::State;
use crate::clock::local_day;

crate::text_enum! {
    /// What a dossier counts as. The first two by the month of receipt, the others by that of its end.
    pub enum Fact {
        /// Every dossier.
        Received => "received",
        /// A supplement was asked for.
        Supplemented => "supplemented",
        /// Its result was ready, or it was refused. What its applicant took back is neither in time nor late.
        Ended => "ended",
        /// By the day that was promised first.
        OnTime => "on_time",
        /// After it.
        Late => "late",
        /// After it, and an apology was issued for that.
        Apologised => "apologised",
        /// After the new day, too.
        LateAgain => "late_again",
        /// It was refused.
        Refused => "refused",
    }
}

/// Under what a dossier is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TallyKey {
    /// The unit.
    pub unit_id: i64,
    /// The year, in Vietnam.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: i32,
    /// Code of the field, or empty.
    pub field: String,
    /// As what.
    pub fact: Fact,
    /// Of what was late: by how many working days, 0 for hours; -1 where the calendar is missing. Of all else 0.
    pub days: i32,
}

impl Dossier {
    /// What it counts as now.
    pub fn facts(&self) -> Vec<TallyKey> {
        let key = |at: NaiveDateTime, fact: Fact, days: i32| {
            let day = local_day(at);
            TallyKey {
                unit_id: self.unit_id,
                year: day.year(),
                month: day.month().cast_signed(),
                field: self.field.clone(),
                fact,
                days,
            }
        };
        let mut facts = vec![key(self.received_at, Fact::Received, 0)];
        if self.supplements > 0 {
            facts.push(key(self.received_at, Fact::Supplemented, 0));
        }
        let Some(ended) = self.ended_at.filter(|_| self.state != State::Withdrawn) else {
            return facts;
        };
        facts.push(key(ended, Fact::Ended, 0));
        if self.state == State::Refused {
            facts.push(key(ended, Fact::Refused, 0));
        }
        if !self.is_late(ended) {
            facts.push(key(ended, Fact::OnTime, 0));
            return facts;
        }
        facts.push(key(ended, Fact::Late, self.days_late.unwrap_or(-1)));
        if self.apologised_on.is_some() {
            facts.push(key(ended, Fact::Apologised, 0));
        }
        if self.is_late_again(ended) {
            facts.push(key(ended, Fact::LateAgain, 0));
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment")
    }

    fn words(dossier: &Dossier) -> Vec<(&'static str, i32, i32)> {
        let word = |key: TallyKey| (key.fact.as_str(), key.month, key.days);
        dossier.facts().into_iter().map(word).collect()
    }

    #[test]
    fn a_dossier_counts_in_the_months_of_its_receipt_and_of_its_end() {
        let mut dossier = Dossier::received(1, "X".into(), moment("2026-05-29 02:00"));
        dossier.first_due_at = Some(moment("2026-06-03 16:59"));
        dossier.due_at = dossier.first_due_at;
        assert_eq!(words(&dossier), [("received", 5, 0)]);
        dossier.state = State::Ready;
        dossier.end(moment("2026-06-03 08:00"));
        assert_eq!(
            words(&dossier),
            [("received", 5, 0), ("ended", 6, 0), ("on_time", 6, 0)]
        );
        dossier.ended_at = Some(moment("2026-06-05 08:00"));
        dossier.days_late = Some(2);
        dossier.apologised_on = Some(local_day(moment("2026-06-04 08:00")));
        assert_eq!(
            words(&dossier),
            [
                ("received", 5, 0),
                ("ended", 6, 0),
                ("late", 6, 2),
                ("apologised", 6, 0)
            ]
        );
        dossier.state = State::Withdrawn;
        assert_eq!(words(&dossier), [("received", 5, 0)]);
    }
}
