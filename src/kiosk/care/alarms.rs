//! What of a tablet's state needs somebody: the rules (pure). The sentences are in the catalogue under `care.alarms`.

use chrono::{Duration, NaiveDateTime};

use super::state::State;
use crate::clock::{local_time, utc_of_local};
use crate::kiosk::settings::hours::Hours;

/// A tablet speaks every minute; ten minutes of silence are no accident.
const SILENCE: Duration = Duration::minutes(10);
/// A ballot that waits longer needs somebody.
const LONGEST_WAIT: Duration = Duration::hours(24);
/// A clock that is off by more, in seconds.
const SKEW_S: u32 = 300;
/// A tablet hears of a new program every minute and changes it when nobody rates.
const CHANGE_OF_PROGRAM: Duration = Duration::hours(2);
/// Percent of charge.
const LOW_BATTERY: i32 = 20;

/// Something about a tablet that somebody should see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alarm {
    /// Ballots were made that are nowhere.
    Missing(i64),
    /// Its database takes nothing; it writes to a spare place.
    StorageBroken,
    /// The server will not take these.
    Refused(i64),
    /// Nothing heard in opening hours since, UTC.
    Silent(NaiveDateTime),
    /// The oldest record waits since, UTC.
    Waiting(NaiveDateTime),
    /// It was never heard.
    NeverHeard,
    /// A whole opening day, and nobody rated.
    NobodyRated,
    /// Records of another unit wait on it.
    Elsewhere(i64),
    /// Its clock is off by seconds.
    Clock(u32),
    /// The browser may throw away what is stored.
    NotPersisted,
    /// No HTTPS.
    NotSecure,
    /// Percent, and not charging.
    Battery(i32),
    /// Its program is not the one that this server gives out, and it has had the time to change it.
    Outdated,
    /// The screen may go dark.
    Asleep,
    /// Sizes are guessed.
    NotMeasured,
}

impl Alarm {
    /// True if ratings are lost or will be.
    pub const fn is_urgent(self) -> bool {
        matches!(
            self,
            Self::Missing(_)
                | Self::StorageBroken
                | Self::Refused(_)
                | Self::Silent(_)
                | Self::Waiting(_)
        )
    }
}

/// What tablets should run.
#[derive(Clone)]
pub struct Program {
    /// Its version.
    pub version: String,
    /// Since when this server gives it out, UTC.
    pub since: NaiveDateTime,
}

/// What is known of a tablet at a moment.
pub struct Known<'a> {
    /// UTC.
    pub now: NaiveDateTime,
    /// When it was paired, UTC.
    pub paired_at: NaiveDateTime,
    /// When its desk is open; `None`: always.
    pub hours: Option<&'a Hours>,
    /// How it was when it was last heard, if ever.
    pub state: Option<&'a State>,
    /// When it was first heard that somebody had rated since, UTC.
    pub rated_at: Option<NaiveDateTime>,
    /// The program that this server gives out.
    pub program: &'a Program,
    /// Ballots that are nowhere, over all lifetimes of its storage.
    pub missing: i64,
}

impl Known<'_> {
    /// Everything that needs somebody, the worst first.
    pub fn alarms(&self) -> Vec<Alarm> {
        let mut alarms = Vec::new();
        if self.missing > 0 {
            alarms.push(Alarm::Missing(self.missing));
        }
        match self.state {
            None if self.is_silent(self.paired_at) => alarms.push(Alarm::NeverHeard),
            None => {}
            Some(state) => alarms.extend(self.of_state(state)),
        }
        if self.nobody_rated() {
            alarms.push(Alarm::NobodyRated);
        }
        alarms.sort();
        alarms
    }

    fn of_state(&self, state: &State) -> impl Iterator<Item = Alarm> {
        let waits = state.oldest_waiting_at;
        let low = state.battery.filter(|percent| *percent < LOW_BATTERY);
        let skew = state.skew_s.unsigned_abs();
        [
            (!state.storage_works).then_some(Alarm::StorageBroken),
            (state.counts.refused > 0).then_some(Alarm::Refused(state.counts.refused)),
            self.is_silent(state.seen_at)
                .then_some(Alarm::Silent(state.seen_at)),
            waits
                .filter(|since| self.now - *since > LONGEST_WAIT)
                .map(Alarm::Waiting),
            (state.elsewhere > 0).then_some(Alarm::Elsewhere(state.elsewhere)),
            (skew > SKEW_S).then_some(Alarm::Clock(skew)),
            (state.persisted == Some(false)).then_some(Alarm::NotPersisted),
            (!state.secure).then_some(Alarm::NotSecure),
            low.filter(|_| state.charging == Some(false))
                .map(Alarm::Battery),
            self.is_outdated(state).then_some(Alarm::Outdated),
            (state.awake == Some(false)).then_some(Alarm::Asleep),
            state
                .px_per_mm_hundredths
                .is_none()
                .then_some(Alarm::NotMeasured),
        ]
        .into_iter()
        .flatten()
    }

    /// Silence counts from the opening of the desk on.
    fn is_silent(&self, since: NaiveDateTime) -> bool {
        let from = match self.hours {
            None => since,
            Some(hours) => match hours.open_since(local_time(self.now)) {
                None => return false,
                Some(opened) => since.max(utc_of_local(opened)),
            },
        };
        self.now - from > SILENCE
    }

    fn is_outdated(&self, state: &State) -> bool {
        let Program { version, since } = self.program;
        state.app != *version && state.seen_at - *since > CHANGE_OF_PROGRAM
    }

    fn nobody_rated(&self) -> bool {
        let day = self
            .hours
            .and_then(|hours| hours.last_day(local_time(self.now)));
        let (Some((first, last)), Some(state)) = (day, self.state) else {
            return false;
        };
        let first = utc_of_local(first);
        let was_there = self.paired_at < first && state.seen_at >= first;
        let rated = self.rated_at.is_some_and(|rated| rated >= first);
        was_there && !rated && state.seen_at >= first.max(utc_of_local(last) - Duration::hours(4))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::kiosk::care::state::InstallCounts;

    fn utc(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        let date = NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        date.and_hms_opt(hour, minute, 0).expect("a time")
    }

    fn healthy(seen_at: NaiveDateTime) -> State {
        State {
            counts: InstallCounts {
                install_id: Uuid::nil(),
                captured: 4,
                waiting: 0,
                refused: 0,
                discarded: 0,
            },
            seen_at,
            app: "1".into(),
            oldest_waiting_at: None,
            elsewhere: 0,
            secure: true,
            storage_works: true,
            persisted: Some(true),
            used_bytes: None,
            quota_bytes: None,
            awake: Some(true),
            battery: Some(80),
            charging: Some(true),
            skew_s: 2,
            last_input_at: None,
            px_per_mm_hundredths: Some(631),
            screen: "1280x800".into(),
            address: String::new(),
            model: String::new(),
        }
    }

    fn alarms(now: NaiveDateTime, state: &State, rated_at: Option<NaiveDateTime>) -> Vec<Alarm> {
        let hours =
            Hours::parse(r#"{"days":[1,2,3,4,5],"spans":[["07:00","11:30"],["13:00","17:00"]]}"#);
        let known = Known {
            now,
            paired_at: utc(1, 0, 0),
            hours: hours.as_ref(),
            state: Some(state),
            rated_at,
            program: &Program {
                version: "1".into(),
                since: utc(20, 0, 0),
            },
            missing: 0,
        };
        known.alarms()
    }

    #[test]
    fn silence_counts_in_opening_hours_alone() {
        let rated = Some(utc(24, 8, 0));
        // Wednesday, 08:05 in Vietnam, last heard at closing time the day before.
        let state = healthy(utc(24, 10, 0));
        assert_eq!(
            alarms(utc(25, 0, 5), &state, rated),
            [],
            "the desk opened five minutes ago"
        );
        assert_eq!(
            alarms(utc(25, 1, 5), &state, rated),
            [Alarm::Silent(utc(24, 10, 0))]
        );
        assert_eq!(alarms(utc(24, 20, 0), &state, rated), [], "at night");
        assert_eq!(alarms(utc(25, 1, 5), &healthy(utc(25, 1, 0)), rated), []);
    }

    #[test]
    fn each_fault_is_told_the_worst_first() {
        let now = utc(25, 2, 0);
        let broken = State {
            counts: InstallCounts {
                refused: 2,
                ..healthy(now).counts
            },
            storage_works: false,
            persisted: Some(false),
            oldest_waiting_at: Some(utc(24, 1, 0)),
            skew_s: -301,
            battery: Some(9),
            charging: Some(false),
            px_per_mm_hundredths: None,
            ..healthy(now)
        };
        let found = alarms(now, &broken, Some(utc(24, 8, 0)));
        let expected = [
            Alarm::StorageBroken,
            Alarm::Refused(2),
            Alarm::Waiting(utc(24, 1, 0)),
            Alarm::Clock(301),
            Alarm::NotPersisted,
            Alarm::Battery(9),
            Alarm::NotMeasured,
        ];
        assert_eq!(found, expected);
        assert!(found.iter().take(3).all(|alarm| alarm.is_urgent()));
        assert!(found.iter().skip(3).all(|alarm| !alarm.is_urgent()));
    }

    #[test]
    fn an_old_program_is_told_once_the_tablet_had_time_to_change_it() {
        let rated = Some(utc(24, 8, 0));
        let old = |seen_at| State {
            app: "0".into(),
            ..healthy(seen_at)
        };
        let soon = utc(20, 1, 59);
        assert_eq!(alarms(soon, &old(soon), rated), []);
        let later = utc(20, 2, 1);
        assert_eq!(alarms(later, &old(later), rated), [Alarm::Outdated]);
        assert_eq!(alarms(later, &healthy(later), rated), []);
    }

    #[test]
    fn a_day_without_a_rating_is_told_after_it_ended() {
        let heard = healthy(utc(24, 9, 59));
        let before = Some(utc(23, 8, 0));
        assert_eq!(alarms(utc(24, 10, 0), &heard, before), [Alarm::NobodyRated]);
        assert_eq!(
            alarms(utc(24, 9, 59), &heard, before),
            [],
            "the day is not over"
        );
        assert_eq!(alarms(utc(24, 10, 0), &heard, Some(utc(24, 3, 0))), []);
    }
}
