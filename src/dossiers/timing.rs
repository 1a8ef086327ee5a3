//! Whether a dossier ended before its day, on it, or after it (pure): the time it took against the time it may take, as
//! TT 01/2018/TT-VPCP Điều 13 compares them. What counts is the day that was promised first.

use chrono::Duration;

use super::dossier::Dossier;
use super::limit::LimitUnit;
use super::state::State;
use crate::clock::local_day;

crate::text_enum! {
    /// How a dossier ended.
    pub enum Timing {
        /// On a day before its day; where hours are promised, at least one hour before.
        Early => "early",
        /// On its day.
        OnDay => "on_day",
        /// After it.
        Late => "late",
        /// It is not over, its applicant took it back, or nobody knows its day.
        Unknown => "unknown",
    }
}

impl Dossier {
    /// How it ended, as follows from its moments.
    pub fn timing(&self) -> Timing {
        let judged = self.clock().filter(|_| self.ended_at.is_some());
        let (Some(at), Some(due)) = (judged, self.first_due_at) else {
            return Timing::Unknown;
        };
        let by_hours = self
            .limit()
            .is_some_and(|limit| limit.unit == LimitUnit::Hour);
        let is_early = match by_hours {
            true => due - at >= Duration::hours(1),
            false => local_day(at) < local_day(due),
        };
        match (self.state, at > due, is_early) {
            (State::Withdrawn, ..) => Timing::Unknown,
            (_, true, _) => Timing::Late,
            (_, _, true) => Timing::Early,
            _ => Timing::OnDay,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::utc_of_local;
    use crate::dossiers::limit::Limit;

    fn ended(at: &str, change: impl FnOnce(&mut Dossier)) -> Timing {
        let moment = |text: &str| utc_of_local(text.parse().expect("a moment"));
        let mut dossier = Dossier::received(1, "X".into(), moment("2026-06-01T09:00:00"));
        dossier.first_due_at = Some(moment("2026-06-05T23:59:59"));
        dossier.end(moment(at));
        change(&mut dossier);
        dossier.timing()
    }

    #[test]
    fn days_are_compared_as_days_of_vietnam() {
        assert_eq!(ended("2026-06-04T23:30:00", |_| ()), Timing::Early);
        assert_eq!(ended("2026-06-05T00:10:00", |_| ()), Timing::OnDay);
        assert_eq!(ended("2026-06-06T00:00:00", |_| ()), Timing::Late);
    }

    #[test]
    fn hours_are_compared_as_hours() {
        let hours = |dossier: &mut Dossier| {
            dossier.set_limit(Limit {
                n: 4,
                unit: LimitUnit::Hour,
            });
            dossier.first_due_at = Some(utc_of_local(
                "2026-06-05T15:00:00".parse().expect("a moment"),
            ));
        };
        assert_eq!(ended("2026-06-05T14:00:00", hours), Timing::Early);
        assert_eq!(ended("2026-06-05T14:00:01", hours), Timing::OnDay);
        assert_eq!(ended("2026-06-05T15:00:01", hours), Timing::Late);
    }

    #[test]
    fn nothing_is_said_of_what_is_open_taken_back_or_without_a_day() {
        let unknown = [
            ended("2026-06-04T09:00:00", |dossier| dossier.ended_at = None),
            ended("2026-06-04T09:00:00", |dossier| {
                dossier.state = State::Withdrawn
            }),
            ended("2026-06-04T09:00:00", |dossier| dossier.first_due_at = None),
        ];
        assert_eq!(unknown, [Timing::Unknown; 3]);
    }

    #[test]
    fn a_clock_that_stood_is_judged_by_when_it_was_stopped() {
        let stood = |dossier: &mut Dossier| dossier.stopped_at = Some(dossier.received_at);
        assert_eq!(ended("2026-06-30T09:00:00", stood), Timing::Early);
    }
}
