//! When something was or came, as it is typed: day and time, each of which may be left out (pure).

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::clock::{local_time, utc_of_local};

/// What is older was not taken in here.
const OLDEST: Duration = Duration::days(3 * 366);

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMoment {
    /// The day is not in the calendar, or not written as a day.
    Day,
    /// The time is none.
    Time,
    /// It is still ahead.
    Future,
    /// It is years ago.
    TooOld,
}

/// The moment (UTC) of a day such as 24/11/2026 and a time such as 14:30 in Vietnam. Without a day it is today, without
/// both it is now. A day that is told without a time counts from its noon, or from now if that is still ahead.
///
/// # Errors
/// Whatever is wrong with either, found together; see [`NoMoment`].
pub fn read_moment(
    day: &str,
    time: &str,
    now: NaiveDateTime,
) -> Result<NaiveDateTime, Vec<NoMoment>> {
    let here = local_time(now);
    let day = match day.is_empty() {
        true => Ok(here.date()),
        false => read_day(day),
    };
    let (day, time) = match (day, read_time(time)) {
        (Ok(day), Ok(time)) => (day, time),
        (day, time) => return Err(day.err().into_iter().chain(time.err()).collect()),
    };
    let moment = match time {
        Some(time) => day.and_time(time),
        None if day == here.date() => here,
        None => day.and_time(NaiveTime::MIN) + Duration::hours(12),
    };
    if moment > here {
        return Err(vec![NoMoment::Future]);
    }
    if here - moment > OLDEST {
        return Err(vec![NoMoment::TooOld]);
    }
    Ok(utc_of_local(moment))
}

/// A day such as 24/11/2026.
///
/// # Errors
/// It is not in the calendar, or not written as a day.
pub fn read_day(text: &str) -> Result<NaiveDate, NoMoment> {
    ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .ok_or(NoMoment::Day)
}

/// 14:30, 14h30, 14h or 14.30; nothing where nothing is typed.
///
/// # Errors
/// It is no time of day.
pub fn read_time(text: &str) -> Result<Option<NaiveTime>, NoMoment> {
    if text.is_empty() {
        return Ok(None);
    }
    let (hour, minute) = text
        .split_once([':', 'h', 'H', '.'])
        .ok_or(NoMoment::Time)?;
    let minute = if minute.is_empty() { "0" } else { minute };
    let number = |digits: &str| digits.trim().parse().map_err(|_| NoMoment::Time);
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0)
        .map(Some)
        .ok_or(NoMoment::Time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment")
    }

    /// 24 November 2026, 10:15 in Vietnam.
    fn read(day: &str, time: &str) -> Result<NaiveDateTime, Vec<NoMoment>> {
        read_moment(day, time, at("2026-11-24 03:15"))
    }

    #[test]
    fn what_is_left_out_is_now() {
        assert_eq!(read("", ""), Ok(at("2026-11-24 03:15")));
        assert_eq!(read("24/11/2026", ""), Ok(at("2026-11-24 03:15")));
        assert_eq!(read("", "9h05"), Ok(at("2026-11-24 02:05")));
        for time in ["9:00", "9h", "09h00", "9.00"] {
            assert_eq!(read("23/11/2026", time), Ok(at("2026-11-23 02:00")));
        }
        assert_eq!(read("2026-11-20", ""), Ok(at("2026-11-20 05:00")));
    }

    #[test]
    fn a_day_that_is_none_or_still_ahead_is_refused() {
        for day in ["31/02/2026", "2026-02-31", "hôm qua", "24/11", "0/0/0"] {
            assert_eq!(read(day, ""), Err(vec![NoMoment::Day]), "{day}");
        }
        for time in ["25:00", "9", "sáng", "9:61", "-1:00"] {
            assert_eq!(read("", time), Err(vec![NoMoment::Time]), "{time}");
        }
        let both = vec![NoMoment::Day, NoMoment::Time];
        assert_eq!(read("31/02/2026", "25:00"), Err(both));
        assert_eq!(read("25/11/2026", ""), Err(vec![NoMoment::Future]));
        assert_eq!(read("", "10:16"), Err(vec![NoMoment::Future]));
        assert_eq!(read("24/11/2006", ""), Err(vec![NoMoment::TooOld]));
        assert_eq!(read("24/11/0026", ""), Err(vec![NoMoment::TooOld]));
    }
}
