//! The only caller of the system clock: UTC in storage, whole seconds, and the local day of Vietnam.
//! Deadlines and working days do not live here.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, Utc};

/// Asia/Ho_Chi_Minh has been UTC+7 without daylight saving since 1975.
const LOCAL_HOURS: i64 = 7;

/// Tells the time. A shift, used by tests and drills only, moves every reader of the same clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    shift_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// Now in UTC, whole seconds: both databases give the same value back.
    pub fn now(&self) -> NaiveDateTime {
        let shift = Duration::seconds(self.shift_seconds.load(Ordering::Relaxed));
        (system_now() + shift).naive_utc()
    }

    /// Today's date in Vietnam.
    pub fn today(&self) -> NaiveDate {
        local_day(self.now())
    }

    /// Moves this clock forward (or back) for everyone who holds it.
    pub fn shift(&self, by: Duration) {
        self.shift_seconds
            .fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the system"
)]
fn system_now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(0)
}

/// The day in Vietnam on which a UTC moment falls.
pub fn local_day(utc: NaiveDateTime) -> NaiveDate {
    local_time(utc).date()
}

/// The wall-clock time in Vietnam of a UTC moment.
pub fn local_time(utc: NaiveDateTime) -> NaiveDateTime {
    utc + Duration::hours(LOCAL_HOURS)
}

/// The UTC moment of a wall-clock time in Vietnam.
pub fn utc_of_local(local: NaiveDateTime) -> NaiveDateTime {
    local - Duration::hours(LOCAL_HOURS)
}

/// A year in Vietnam as UTC moments; nothing for a year that no calendar has.
pub fn year_in_utc(year: i32) -> Option<Range<NaiveDateTime>> {
    let start = |year| {
        let day = NaiveDate::from_ymd_opt(year, 1, 1)?;
        Some(utc_of_local(day.and_time(NaiveTime::MIN)))
    };
    Some(start(year)?..start(year.checked_add(1)?)?)
}

/// Days in Vietnam, both ends counted in, as UTC moments.
pub fn days_in_utc(first: NaiveDate, last: NaiveDate) -> Range<NaiveDateTime> {
    let start = |day: NaiveDate| utc_of_local(day.and_time(NaiveTime::MIN));
    start(first)..start(last.succ_opt().unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_in_london_is_the_next_day_in_vietnam() {
        let utc = NaiveDate::from_ymd_opt(2026, 12, 31)
            .and_then(|day| day.and_hms_opt(17, 0, 0))
            .expect("a real moment");
        assert_eq!(local_day(utc).to_string(), "2027-01-01");
        assert_eq!(utc_of_local(local_time(utc)), utc);
    }

    #[test]
    fn a_year_begins_at_midnight_in_vietnam() {
        let year = year_in_utc(2026).expect("a year");
        assert_eq!(local_time(year.start).to_string(), "2026-01-01 00:00:00");
        assert_eq!(local_time(year.end).to_string(), "2027-01-01 00:00:00");
        assert_eq!(year_in_utc(i32::MAX), None);
    }
}
