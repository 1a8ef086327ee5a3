//! When a message that failed is tried again, and how long one may wait (pure).

use chrono::{Duration, NaiveDateTime};

/// Minutes to wait after the first failures; afterwards always [`HOURLY`].
const FIRST_WAITS: [i64; 4] = [1, 5, 15, 60];
const HOURLY: i64 = 60;
/// After so long since the first try a message is given up.
const PATIENCE: Duration = Duration::days(3);
/// But never before so many tries: mail rests over a week of holidays.
const TRIES_AT_LEAST: i32 = 10;
/// What is due for so long, and not tried in that time, is no news any more: nobody hears next year of today's answer because its
/// way is opened then. Twice the longest holidays, over which a server may be switched off.
pub(super) const LONGEST_WAIT: Duration = Duration::days(14);

/// When the next try is due after `tries` failures, the first of which began at `first`. `None` gives up.
pub(super) fn next_try(
    tries: i32,
    first: NaiveDateTime,
    now: NaiveDateTime,
) -> Option<NaiveDateTime> {
    if tries >= TRIES_AT_LEAST && now - first >= PATIENCE {
        return None;
    }
    let failures = usize::try_from(tries.saturating_sub(1)).unwrap_or_default();
    let minutes = FIRST_WAITS.get(failures).copied().unwrap_or(HOURLY);
    Some(now + Duration::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn at(minutes: i64) -> NaiveDateTime {
        DateTime::from_timestamp(1_800_000_000 + minutes * 60, 0)
            .expect("in range")
            .naive_utc()
    }

    #[test]
    fn waits_grow_to_an_hour_and_end_after_three_days() {
        let (mut now, mut tries, mut waits) = (at(0), 1, Vec::new());
        while let Some(next) = next_try(tries, at(0), now) {
            waits.push((next - now).num_minutes());
            (now, tries) = (next, tries + 1);
        }
        assert_eq!(waits[..6], [1, 5, 15, 60, 60, 60]);
        assert_eq!((now - at(0)).num_hours(), 72);
    }

    #[test]
    fn a_week_of_holidays_after_the_first_try_ends_nothing() {
        let later = at(9 * 24 * 60);
        assert_eq!(
            next_try(2, at(0), later),
            Some(later + Duration::minutes(5))
        );
        assert_eq!(next_try(TRIES_AT_LEAST, at(0), later), None);
    }
}
