//! What can be said of a dossier's day at a moment: how many working days are left or over, and the last day on which an
//! apology is in time (pure). What is owed is decided in `dossier`.

use chrono::{NaiveDate, NaiveDateTime};

use super::dossier::Dossier;
use super::limit::Counting;
use super::store::Listed;
use crate::clock::{local_day, local_time};

/// What is said is said from these moments, UTC.
#[derive(Clone, Copy, Debug, Default)]
pub struct Days {
    /// When it came in.
    pub received_at: NaiveDateTime,
    /// The last moment in time as promised first.
    pub first_due_at: Option<NaiveDateTime>,
    /// The same as promised now.
    pub due_at: Option<NaiveDateTime>,
    /// Since when the clock stands.
    pub stopped_at: Option<NaiveDateTime>,
    /// When it ended.
    pub ended_at: Option<NaiveDateTime>,
    /// The day of the apology for being late.
    pub apologised_on: Option<NaiveDate>,
    /// From when an apology is owed, past or to come.
    pub owed_from: Option<NaiveDateTime>,
    /// Errors not apologised for.
    pub errors_owed: i32,
}

impl From<&Dossier> for Days {
    fn from(dossier: &Dossier) -> Self {
        Self {
            received_at: dossier.received_at,
            first_due_at: dossier.first_due_at,
            due_at: dossier.due_at,
            stopped_at: dossier.stopped_at,
            ended_at: dossier.ended_at,
            apologised_on: dossier.apologised_on,
            owed_from: dossier.owed_from,
            errors_owed: dossier.errors_owed,
        }
    }
}

impl From<&Listed> for Days {
    fn from(listed: &Listed) -> Self {
        Self {
            received_at: listed.received_at,
            first_due_at: listed.first_due_at,
            due_at: listed.due_at,
            stopped_at: listed.stopped_at,
            ended_at: listed.ended_at,
            apologised_on: listed.apologised_on,
            owed_from: listed.owed_from,
            errors_owed: listed.errors_owed,
        }
    }
}

/// How a dossier stands to its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The working days of its year are not loaded.
    Unknown,
    /// So many working days are left.
    Left(u32),
    /// Its day is today.
    Today,
    /// Its clock stands, and it was in time when it was stopped.
    Still,
    /// Late, or was when it ended; for how many working days, where one is over and the calendar tells.
    Late(Option<u32>),
    /// It ended in time.
    InTime,
}

/// The last day on which an apology is in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDay {
    /// It is still to come, or today.
    Until(NaiveDate),
    /// It is over.
    Over(NaiveDate),
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The last moment in time, in Vietnam.
    pub due: Option<NaiveDateTime>,
    /// How it stands to it.
    pub standing: Standing,
    /// By when an apology must be said, where one is owed or soon will be.
    pub apology: Option<LastDay>,
    /// Whether an error waits for an apology.
    pub is_wrong: bool,
}

impl Outlook {
    /// What is said of a dossier now (UTC).
    pub fn of(days: Days, now: NaiveDateTime, counting: Counting<'_>) -> Self {
        let standing = standing(days, now, counting);
        Self {
            due: days.due_at.map(local_time),
            standing,
            apology: last_day(days, now, counting).filter(|_| is_near(standing, counting)),
            is_wrong: days.errors_owed > 0,
        }
    }
}

fn standing(days: Days, now: NaiveDateTime, counting: Counting<'_>) -> Standing {
    let Some(due) = days.due_at else {
        return Standing::Unknown;
    };
    let judged = days.stopped_at.or(days.ended_at);
    let moment = judged.unwrap_or(now);
    let due_day = local_day(due);
    let late_since = |due: NaiveDateTime| {
        let over = counting.calendar.between(local_day(due), local_day(moment));
        Standing::Late(over.ok().filter(|over| *over > 0))
    };
    // What is over is judged by the day that was promised first, as figures judge it.
    let promised = days.first_due_at.filter(|_| days.ended_at.is_some());
    if let Some(promised) = promised.filter(|promised| moment > *promised) {
        return late_since(promised);
    }
    if moment > due {
        return late_since(due);
    }
    if days.ended_at.is_some() {
        return Standing::InTime;
    }
    if days.stopped_at.is_some() {
        return Standing::Still;
    }
    match counting.calendar.between(local_day(now), due_day) {
        Ok(0) => Standing::Today,
        Ok(left) => Standing::Left(left),
        Err(_) => Standing::Unknown,
    }
}

/// By which day an apology for its days must be said, if one is owed or will be once the day passes. None is told that
/// lies before receipt, nor of a new day that was promised before it was missed, too.
fn last_day(days: Days, now: NaiveDateTime, counting: Counting<'_>) -> Option<LastDay> {
    days.owed_from?;
    let due = match days.apologised_on {
        None => days.first_due_at?,
        Some(_) if days.due_at != days.first_due_at => days.due_at.filter(|due| now > *due)?,
        Some(_) => return None,
    };
    let judged = days.stopped_at.or(days.ended_at);
    if judged.is_some_and(|at| at <= due) {
        return None;
    }
    let last = counting.last_day_to_apologise(local_time(due)).ok()?;
    if last < local_day(days.received_at) {
        return None;
    }
    Some(match local_day(now) <= last {
        true => LastDay::Until(last),
        false => LastDay::Over(last),
    })
}

/// Whether somebody should think of the apology by now.
fn is_near(standing: Standing, counting: Counting<'_>) -> bool {
    match standing {
        Standing::Late(_) | Standing::Today => true,
        Standing::Left(left) => left <= counting.rules.soon,
        Standing::Unknown | Standing::Still | Standing::InTime => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::WorkingDays;
    use crate::clock::utc_of_local;
    use crate::dossiers::limit::end_of;
    use crate::dossiers::rules::Rules;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn noon(text: &str) -> NaiveDateTime {
        utc_of_local(day(text).and_hms_opt(12, 0, 0).expect("noon"))
    }

    /// Of a dossier that is due at the end of a Wednesday.
    fn on(today: &str, change: impl FnOnce(&mut Days)) -> Outlook {
        let (calendar, rules) = (WorkingDays::new([2026], []), Rules::default());
        let counting = Counting {
            calendar: &calendar,
            rules: &rules,
        };
        let due = utc_of_local(end_of(day("2026-04-29")));
        let mut days = Days {
            first_due_at: Some(due),
            due_at: Some(due),
            owed_from: Some(due),
            ..Days::default()
        };
        change(&mut days);
        Outlook::of(days, noon(today), counting)
    }

    #[test]
    fn a_new_day_that_was_kept_makes_nothing_in_time() {
        let outlook = on("2026-05-11", |days| {
            days.due_at = Some(noon("2026-05-08"));
            days.ended_at = Some(noon("2026-05-07"));
            days.owed_from = None;
        });
        assert!(matches!(outlook.standing, Standing::Late(_)));
    }

    #[test]
    fn the_last_day_for_an_apology_is_told_as_a_date_before_and_after_it() {
        let last = day("2026-04-28");
        for (today, standing, apology) in [
            ("2026-04-22", Standing::Left(5), None),
            ("2026-04-24", Standing::Left(3), Some(LastDay::Until(last))),
            ("2026-04-28", Standing::Left(1), Some(LastDay::Until(last))),
            ("2026-04-29", Standing::Today, Some(LastDay::Over(last))),
            (
                "2026-05-04",
                Standing::Late(Some(3)),
                Some(LastDay::Over(last)),
            ),
        ] {
            let outlook = on(today, |_| {});
            assert_eq!(
                (outlook.standing, outlook.apology),
                (standing, apology),
                "{today}"
            );
        }
    }

    #[test]
    fn whoever_was_told_or_has_the_result_in_time_is_owed_no_word() {
        let told = on("2026-05-04", |days| {
            days.apologised_on = Some(day("2026-04-28"))
        });
        assert_eq!(told.apology, None);
        let ended = on("2026-05-04", |days| {
            days.ended_at = Some(noon("2026-04-29"));
            days.owed_from = None;
        });
        assert_eq!((ended.standing, ended.apology), (Standing::InTime, None));
        let still = on("2026-05-04", |days| {
            days.stopped_at = Some(noon("2026-04-27"));
            days.owed_from = None;
        });
        assert_eq!((still.standing, still.apology), (Standing::Still, None));
    }

    #[test]
    fn no_day_is_told_that_lies_before_receipt() {
        for today in ["2026-04-29", "2026-05-04"] {
            let outlook = on(today, |days| days.received_at = noon("2026-04-29"));
            assert_eq!(outlook.apology, None, "{today}");
        }
        let outlook = on("2026-04-28", |days| days.received_at = noon("2026-04-28"));
        let last = LastDay::Until(day("2026-04-28"));
        assert_eq!(outlook.apology, Some(last), "the day of receipt itself");
    }

    #[test]
    fn of_a_new_day_nothing_is_told_before_it_is_missed() {
        let promised = |today| {
            on(today, |days| {
                days.apologised_on = Some(day("2026-04-28"));
                days.due_at = Some(utc_of_local(end_of(day("2026-05-06"))));
                days.owed_from = days.due_at;
            })
        };
        assert_eq!(promised("2026-05-05").standing, Standing::Left(1));
        assert_eq!(promised("2026-05-05").apology, None);
        assert_eq!(promised("2026-05-06").apology, None);
        let missed = promised("2026-05-07").apology;
        assert_eq!(missed, Some(LastDay::Over(day("2026-05-05"))));
    }

    #[test]
    fn without_a_calendar_nothing_is_made_up() {
        assert_eq!(
            on("2026-04-24", |days| days.due_at = None).standing,
            Standing::Unknown
        );
        let beyond = on("2025-12-30", |_| {});
        assert_eq!((beyond.standing, beyond.apology), (Standing::Unknown, None));
    }
}
