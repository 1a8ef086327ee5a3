//! When a ballot counts: the sender's clock held against ours (pure).

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::ballot::{Invalid, SenderTimes};
use crate::clock::utc_of_local;

/// A clock that differs more than this from ours is flagged.
const SKEW_TOLERANCE: Duration = Duration::minutes(5);
/// A ballot may wait on a tablet this long; older ones are a wrong clock.
const OLDEST: Duration = Duration::days(730);

/// When a ballot counts, and how far the sender's clock was corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatedAt {
    /// UTC by our clock.
    pub moment: NaiveDateTime,
    /// Seconds added to the sender's time; `None` where it told none.
    pub skew_s: Option<i32>,
    /// The sender's clock differs by more than five minutes.
    pub suspect: bool,
}

impl RatedAt {
    /// Noon of a day in Vietnam: for paper forms, which tell a day only.
    pub fn on_day(day: NaiveDate) -> Self {
        Self {
            moment: utc_of_local(day.and_time(NaiveTime::MIN) + Duration::hours(12)),
            skew_s: None,
            suspect: false,
        }
    }

    /// Corrects the sender's time by the difference between our receipt and its sending. What is then still ahead
    /// of the receipt, or further back than any tablet waits, came from a clock that was wrong in another way than
    /// when it sent (an empty battery, set right meanwhile): it counts when it came, and is flagged.
    ///
    /// # Errors
    /// The sender's time is more than 68 years away.
    pub fn of(times: Option<&SenderTimes>, received_at: NaiveDateTime) -> Result<Self, Invalid> {
        let Some(times) = times else {
            return Ok(Self {
                moment: received_at,
                skew_s: None,
                suspect: false,
            });
        };
        let offset = times
            .sent_at
            .map_or_else(Duration::zero, |sent_at| received_at - sent_at);
        let possible = received_at - OLDEST..=received_at;
        let moment = times
            .created_at
            .checked_add_signed(offset)
            .filter(|corrected| possible.contains(corrected))
            .unwrap_or(received_at);
        let skew = moment - times.created_at;
        let skew_s = i32::try_from(skew.num_seconds())
            .map_err(|_| Invalid::new("created_at", "more than 68 years away"))?;
        Ok(Self {
            moment,
            skew_s: Some(skew_s),
            suspect: offset.abs().max(skew.abs()) > SKEW_TOLERANCE,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(seconds: i64) -> NaiveDateTime {
        chrono::DateTime::from_timestamp(1_780_000_000 + seconds, 0)
            .expect("in range")
            .naive_utc()
    }

    #[test]
    fn a_tablet_stuck_in_2015_is_corrected_by_its_sending_time() {
        let in_2015 = moment(-345_000_000);
        let times = SenderTimes {
            created_at: in_2015,
            sent_at: Some(in_2015 + Duration::seconds(60)),
            duration_s: None,
        };
        let rated = RatedAt::of(Some(&times), moment(0)).expect("accepted");
        assert_eq!(rated.moment, moment(-60));
        assert!(rated.suspect);
        let skew = rated.skew_s.expect("told");
        assert_eq!(rated.moment - Duration::seconds(skew.into()), in_2015);
    }

    #[test]
    fn a_rating_from_the_future_counts_when_it_came_and_is_flagged() {
        let times = SenderTimes {
            created_at: moment(9_000),
            sent_at: None,
            duration_s: None,
        };
        let rated = RatedAt::of(Some(&times), moment(0)).expect("accepted");
        assert_eq!(rated.moment, moment(0));
        assert!(rated.suspect);
    }

    #[test]
    fn a_tablet_whose_clock_was_set_right_before_sending_loses_no_rating() {
        let times = SenderTimes {
            created_at: moment(-345_000_000),
            sent_at: Some(moment(-2)),
            duration_s: None,
        };
        let rated = RatedAt::of(Some(&times), moment(0)).expect("accepted");
        assert_eq!(rated.moment, moment(0));
        assert!(rated.suspect);
    }
}
