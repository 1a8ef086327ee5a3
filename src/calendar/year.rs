//! One year of the calendar as it is published: the days that differ from Monday to Friday, checked (pure).

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::fault::Fault;
use super::holidays::{Lack, lacks};
use super::working_days::is_weekend;

/// Years that a calendar can be of.
pub const YEARS: RangeInclusive<i32> = 2000..=2100;
/// Longest name of a day, letters.
pub const NAME_LIMIT: usize = 200;
/// Longest source of a year, letters.
pub const SOURCE_LIMIT: usize = 600;
/// Holidays that have the same date every year, month and day (Bộ luật Lao động 2019, Điều 112).
const FIXED: [(u32, u32); 4] = [(1, 1), (4, 30), (5, 1), (9, 2)];

crate::text_enum! {
    /// How a day differs from Monday to Friday.
    pub enum DayKind {
        /// A holiday, or a day off in its place.
        Off => "off",
        /// A Saturday or Sunday that is worked to make up for a day off.
        Work => "work",
    }
}

/// A day that differs.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::calendar_days)]
pub struct SpecialDay {
    /// Which.
    pub day: NaiveDate,
    /// How.
    #[diesel(deserialize_as = String)]
    pub kind: DayKind,
    /// Why; may be empty.
    pub name: String,
}

/// A whole year, checked and ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearPlan {
    year: i32,
    source: String,
    days: Vec<SpecialDay>,
}

/// A year that is being put together, day by day.
#[derive(Debug)]
pub struct YearDraft {
    year: i32,
    days: BTreeMap<NaiveDate, SpecialDay>,
}

/// A year as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedYear {
    /// Which.
    pub year: i32,
    /// Where its days are published.
    pub source: String,
    /// When it was loaded, UTC.
    pub loaded_at: NaiveDateTime,
    /// Its days that differ, in their order.
    pub days: Vec<SpecialDay>,
}

/// Days in a row that differ in the same way for the same reason; weekends between them belong to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell<'a> {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
    /// How its days differ.
    pub kind: DayKind,
    /// Why; may be empty.
    pub name: &'a str,
}

impl YearPlan {
    /// Which year.
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// Where its days are published.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its days that differ, in their order.
    pub fn days(&self) -> &[SpecialDay] {
        &self.days
    }
}

impl YearDraft {
    /// A year without any day yet.
    pub const fn new(year: i32) -> Self {
        Self {
            year,
            days: BTreeMap::new(),
        }
    }

    /// Adds a day.
    ///
    /// # Errors
    /// It is of another year, stands there already, or is a day from Monday to Friday that would have to be made up for.
    pub fn add(&mut self, special: SpecialDay) -> Result<(), Fault> {
        let day = special.day;
        if day.year() != self.year {
            return Err(Fault::OtherYear(day, self.year));
        }
        if special.kind == DayKind::Work && !is_weekend(day) {
            return Err(Fault::WorkOnWeekday(day));
        }
        if special.name.chars().count() > NAME_LIMIT {
            return Err(Fault::LongName(day));
        }
        match self.days.get(&day) {
            Some(known) if known.kind == special.kind => return Err(Fault::Twice(day)),
            Some(_) => return Err(Fault::OffAndWork(day)),
            None => {}
        }
        self.days.insert(day, special);
        Ok(())
    }

    /// The holidays on which the draft would have people work: a sign that days are missing.
    pub fn missing(&self) -> Vec<Fault> {
        let fixed: Vec<NaiveDate> = self.fixed_but_worked().collect();
        let is_explained = |lack: &Lack| {
            let span = lack.first..=lack.last;
            let known = fixed.iter().filter(|day| span.contains(day));
            lack.listed + known.count() >= lack.needed
        };
        let lacks = lacks(self.year, self.days.values()).filter(|lack| !is_explained(lack));
        let lacks: Vec<Fault> = lacks.map(Fault::TooFew).collect();
        let fixed = fixed.into_iter().map(Fault::NotOff);
        fixed.chain(lacks).collect()
    }

    /// The holidays of fixed date that are worked.
    fn fixed_but_worked(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let fixed = FIXED.into_iter();
        let dates = fixed.filter_map(|(month, day)| NaiveDate::from_ymd_opt(self.year, month, day));
        dates.filter(|day| match self.days.get(day) {
            Some(special) => special.kind == DayKind::Work,
            None => !is_weekend(*day),
        })
    }

    /// The whole year. Whoever asks has looked at what is `missing`.
    pub fn finish(self, source: String) -> YearPlan {
        YearPlan {
            year: self.year,
            source,
            days: self.days.into_values().collect(),
        }
    }
}

/// Puts days that belong together into one line, in the order of their dates.
pub fn spells(days: &[SpecialDay]) -> Vec<Spell<'_>> {
    let mut spells: Vec<Spell<'_>> = Vec::new();
    for special in days {
        let (day, kind, name) = (special.day, special.kind, special.name.as_str());
        match spells.last_mut() {
            Some(spell) if spell.kind == kind && spell.name == name && touch(spell.last, day) => {
                spell.last = day;
            }
            _ => spells.push(Spell {
                first: day,
                last: day,
                kind,
                name,
            }),
        }
    }
    spells
}

/// True if only Saturdays and Sundays lie between two days.
fn touch(earlier: NaiveDate, later: NaiveDate) -> bool {
    let mut between = earlier.iter_days().skip(1).take_while(|day| *day < later);
    between.all(is_weekend)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn special(day: &str, kind: DayKind, name: &str) -> SpecialDay {
        SpecialDay {
            day: day.parse().expect("a day"),
            kind,
            name: name.to_owned(),
        }
    }

    fn off(day: &str) -> SpecialDay {
        special(day, DayKind::Off, "Tết")
    }

    #[test]
    fn a_day_that_cannot_be_is_refused() {
        let mut draft = YearDraft::new(2027);
        let tuesday = "2027-11-23".parse().expect("a day");
        let saturday = "2027-11-20".parse().expect("a day");
        let last_year = "2026-12-31".parse().expect("a day");
        assert_eq!(draft.add(off("2027-11-23")), Ok(()));
        assert_eq!(draft.add(off("2027-11-23")), Err(Fault::Twice(tuesday)));
        assert_eq!(
            draft.add(off("2026-12-31")),
            Err(Fault::OtherYear(last_year, 2027))
        );
        let work = |day| special(day, DayKind::Work, "");
        assert_eq!(
            draft.add(work("2027-11-23")),
            Err(Fault::WorkOnWeekday(tuesday))
        );
        assert_eq!(draft.add(work("2027-11-20")), Ok(()));
        assert_eq!(
            draft.add(off("2027-11-20")),
            Err(Fault::OffAndWork(saturday))
        );
        let long = special("2027-01-01", DayKind::Off, &"ế".repeat(NAME_LIMIT + 1));
        assert_eq!(draft.add(long.clone()), Err(Fault::LongName(long.day)));
    }

    #[test]
    fn a_year_without_its_fixed_holidays_is_not_whole() {
        let mut draft = YearDraft::new(2027);
        let missing = |draft: &YearDraft| -> Vec<String> {
            let days = draft.missing().into_iter().filter_map(|fault| match fault {
                Fault::NotOff(day) => Some(day.to_string()),
                _ => None,
            });
            days.collect()
        };
        // 1 May 2027 is a Saturday.
        assert_eq!(missing(&draft), ["2027-01-01", "2027-04-30", "2027-09-02"]);
        for day in ["2027-01-01", "2027-04-30", "2027-09-02"] {
            draft.add(off(day)).expect("a holiday");
        }
        assert!(missing(&draft).is_empty());
        let worked = special("2027-05-01", DayKind::Work, "");
        draft.add(worked).expect("a Saturday");
        assert_eq!(missing(&draft), ["2027-05-01"]);
    }

    #[test]
    fn days_of_one_holiday_stand_in_one_line() {
        let days = [
            off("2026-02-12"),
            off("2026-02-13"),
            off("2026-02-16"),
            off("2026-02-18"),
            special("2026-02-19", DayKind::Off, "Lễ khác"),
        ];
        let lines: Vec<String> = spells(&days)
            .iter()
            .map(|spell| format!("{} {} {}", spell.first, spell.last, spell.name))
            .collect();
        assert_eq!(
            lines,
            [
                "2026-02-12 2026-02-16 Tết",
                "2026-02-18 2026-02-18 Tết",
                "2026-02-19 2026-02-19 Lễ khác",
            ]
        );
    }
}
