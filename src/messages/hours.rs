//! When mail may leave: nobody is called to work by a mail at night. The hook has no hours: its gateway keeps its own.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::QueryResult;

use crate::calendar::store::find_working_days;
use crate::calendar::{WorkingDays, is_weekend};
use crate::clock::local_time;
use crate::db::DbConn;

/// The hours of a working day in which mail leaves, local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MailHours {
    /// From this minute on.
    pub(super) from: NaiveTime,
    /// Up to this minute.
    pub(super) to: NaiveTime,
}

impl Default for MailHours {
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self {
            from: hour(7),
            to: hour(18),
        }
    }
}

impl MailHours {
    /// Whether mail may leave at this local time, where `is_working` knows the working days.
    pub(super) fn may_send(
        self,
        local: NaiveDateTime,
        is_working: impl Fn(NaiveDate) -> bool,
    ) -> bool {
        (self.from..self.to).contains(&local.time()) && is_working(local.date())
    }
}

/// When mail may leave, as known when it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct MailTime {
    hours: MailHours,
    working_days: WorkingDays,
}

impl MailTime {
    /// Reads the working days that are loaded.
    ///
    /// # Errors
    /// The database refuses.
    pub(super) fn find(conn: &mut DbConn) -> QueryResult<Self> {
        Ok(Self {
            hours: MailHours::default(),
            working_days: find_working_days(conn)?,
        })
    }

    /// Whether mail may leave at this moment, UTC. In a year whose working days are not loaded every weekday is one:
    /// mail that waits for a calendar could not say that it is missing.
    pub(super) fn may_leave(&self, utc: NaiveDateTime) -> bool {
        self.hours.may_send(local_time(utc), |day| {
            self.working_days
                .is_working(day)
                .unwrap_or_else(|_| !is_weekend(day))
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    fn is_weekday(day: NaiveDate) -> bool {
        !is_weekend(day)
    }

    #[test]
    fn mail_leaves_on_working_days_from_seven_to_six() {
        let may = |text: &str| {
            let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment");
            MailHours::default().may_send(local, is_weekday)
        };
        for yes in ["2026-11-30 07:00", "2026-12-01 12:00", "2026-12-04 17:59"] {
            assert!(may(yes), "{yes}");
        }
        for no in [
            "2026-11-30 06:59",
            "2026-12-04 18:00",
            "2026-12-04 22:00",
            "2026-12-05 09:00",
            "2026-12-06 09:00",
        ] {
            assert!(!may(no), "{no}");
        }
        let holiday = |day: NaiveDate| is_weekday(day) && day.day() != 1;
        let noon = |day| {
            NaiveDate::from_ymd_opt(2026, 12, day)
                .and_then(|day| day.and_hms_opt(12, 0, 0))
                .expect("a moment")
        };
        assert!(!MailHours::default().may_send(noon(1), holiday));
        assert!(MailHours::default().may_send(noon(2), holiday));
    }
}
