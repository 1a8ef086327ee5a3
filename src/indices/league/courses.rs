//! The months of each unit below, as far as they may be told beside the months of the unit above, each unit's year and its
//! own page. Months that are running tell nothing yet (pure, but for `find`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};

use super::store::{PartsByMonth, list_months_of_units};
use crate::db::DbConn;
use crate::error::AppResult;
use crate::indices::below::UnitBelow;
use crate::indices::classes::Filter;
use crate::indices::privacy::{FEWEST, months_of_units};
use crate::indices::span::{Span, first_of_month};
use crate::indices::table::Figure;
use crate::indices::trend::{Change, breaks};
use crate::survey::ballot::Channel;

/// Fewer months than these are no course.
const FEWEST_MONTHS: usize = 2;

/// What one class of evidence answered to one questionnaire in a month.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The class.
    pub class: Channel,
    /// The questionnaire, by its id.
    pub questionnaire: i64,
    /// Overall.
    pub figure: Figure,
}

/// A month that is told.
#[derive(Clone, Copy, Debug)]
pub struct Month {
    /// Its first day.
    pub month: NaiveDate,
    /// Overall.
    pub figure: Figure,
    /// Whether other things were asked than before, or in other ways.
    pub breaks: bool,
}

/// The months of all units, of the year looked at and the one before.
#[derive(Clone, Debug)]
pub struct Courses {
    /// First day of the first month drawn and of the one after the last.
    pub months: Range<NaiveDate>,
    by_unit: BTreeMap<i64, Vec<Month>>,
}

impl Courses {
    /// Reads the months of these units in one query: up to the last whole month that is over.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find<'a>(
        conn: &mut DbConn,
        units: impl Iterator<Item = &'a UnitBelow> + Clone,
        (span, filter): (Span, Filter),
        today: NaiveDate,
    ) -> AppResult<Self> {
        let (first, after) = (january(span.year() - 1), january(span.year() + 1));
        let ids: Vec<i64> = units
            .clone()
            .flat_map(|unit| unit.unit_ids.clone())
            .collect();
        let any_fallen_back = units.clone().any(|unit| unit.fallen_back);
        let wanted = |class: &&Channel| any_fallen_back || filter.wants(Some(**class));
        let classes: Vec<Channel> = Channel::ALL.iter().filter(wanted).copied().collect();
        let parts = list_months_of_units(conn, &ids, first..after, &classes)?;
        let end = span.months().end.min(first_of_month(today)).max(first);
        Ok(Self::of(units, &parts, filter, first..end))
    }

    /// Each year by itself: its months add up to the year of a unit, and over units to the months of the whole.
    fn of<'a>(
        units: impl Iterator<Item = &'a UnitBelow>,
        parts: &PartsByMonth,
        filter: Filter,
        months: Range<NaiveDate>,
    ) -> Self {
        let units: Vec<(i64, ByMonth)> = units
            .map(|unit| (unit.unit.id, ByMonth::of(unit, parts, filter)))
            .collect();
        let mut by_unit = BTreeMap::<i64, Vec<Month>>::new();
        for year in months.start.year()..=months.end.year() {
            let row = |(_, own): &(i64, ByMonth)| own.year(year);
            let told = months_of_units(units.iter().map(row).collect(), FEWEST);
            for ((id, _), cells) in units.iter().zip(told) {
                let told = cells.into_iter().filter_map(|cell| cell.told().copied());
                let drawn = told.filter(|month| months.contains(&month.month));
                by_unit.entry(*id).or_default().extend(drawn);
            }
        }
        by_unit.retain(|_, months| months.len() >= FEWEST_MONTHS);
        Self { months, by_unit }
    }

    /// The months of a unit that are told; nothing where they make no course.
    pub fn of_unit(&self, id: i64) -> Option<&[Month]> {
        self.by_unit.get(&id).map(Vec::as_slice)
    }

    /// Every month that is told.
    pub fn all(&self) -> impl Iterator<Item = &Month> {
        self.by_unit.values().flatten()
    }

    /// How many months are drawn, told or not.
    pub fn count(&self) -> u32 {
        let number = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        (number(self.months.end) - number(self.months.start)).unsigned_abs()
    }
}

/// The first day of a year.
fn january(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// A unit's months, told or not, and where they break.
struct ByMonth {
    figures: BTreeMap<NaiveDate, Figure>,
    breaks: BTreeSet<NaiveDate>,
}

impl ByMonth {
    fn of(unit: &UnitBelow, parts: &PartsByMonth, filter: Filter) -> Self {
        let mut figures = BTreeMap::<NaiveDate, Figure>::new();
        let mut classes = BTreeMap::<NaiveDate, BTreeMap<Channel, u64>>::new();
        let mut asked = BTreeMap::<NaiveDate, BTreeMap<i64, u64>>::new();
        let wanted = |part: &&Part| unit.fallen_back || filter.wants(Some(part.class));
        for id in &unit.unit_ids {
            for ((_, month), parts) in parts.range((*id, NaiveDate::MIN)..=(*id, NaiveDate::MAX)) {
                for part in parts.iter().filter(wanted) {
                    let Figure { share, persons } = part.figure;
                    let sum = figures.entry(*month).or_default();
                    sum.share.satisfied += share.satisfied;
                    sum.share.answers += share.answers;
                    sum.persons += persons;
                    let mix = classes.entry(*month).or_default();
                    *mix.entry(part.class).or_default() += persons;
                    let mix = asked.entry(*month).or_default();
                    *mix.entry(part.questionnaire).or_default() += persons;
                }
            }
        }
        let by_class = breaks(
            classes.iter().map(|(month, mix)| (*month, mix)),
            Change::Classes,
        );
        let by_asking = breaks(
            asked.iter().map(|(month, mix)| (*month, mix)),
            Change::Questionnaire,
        );
        Self {
            figures,
            breaks: by_class
                .iter()
                .chain(&by_asking)
                .map(|found| found.month)
                .collect(),
        }
    }

    /// The twelve months of a year with the persons behind each.
    fn year(&self, year: i32) -> Vec<(u64, Month)> {
        let first = january(year);
        let months = (0..12).filter_map(|at| first.checked_add_months(Months::new(at)));
        let cell = |month: NaiveDate| {
            let figure = self.figures.get(&month).copied().unwrap_or_default();
            let breaks = self.breaks.contains(&month);
            (
                figure.persons,
                Month {
                    month,
                    figure,
                    breaks,
                },
            )
        };
        months.map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::index::Share;
    use crate::units::Unit;

    fn unit(id: i64, unit_ids: &[i64], fallen_back: bool) -> UnitBelow {
        UnitBelow {
            unit: Unit {
                id,
                code: format!("X{id}"),
                name: format!("Xã {id}"),
                parent_id: None,
                path: format!("/0/{id}/"),
                hotline: String::new(),
                address: String::new(),
            },
            unit_ids: unit_ids.to_vec(),
            now: Figure::default(),
            compared: None,
            ballots: 0,
            fallen_back,
            ever_fallen_back: fallen_back,
        }
    }

    fn month(text: &str) -> NaiveDate {
        format!("{text}-01").parse().expect("a month")
    }

    /// Unit, month, class and persons, half of whom were satisfied.
    fn parts(rows: &[(i64, &str, Channel, u64)]) -> PartsByMonth {
        let mut all = PartsByMonth::new();
        for (unit, day, class, persons) in rows {
            let share = Share {
                satisfied: persons / 2,
                answers: *persons,
            };
            all.entry((*unit, month(day))).or_default().push(Part {
                class: *class,
                questionnaire: 1,
                figure: Figure {
                    share,
                    persons: *persons,
                },
            });
        }
        all
    }

    fn told(courses: &Courses, id: i64) -> Vec<(String, u64)> {
        let months = courses.of_unit(id).unwrap_or_default();
        let name = |month: &Month| {
            (
                month.month.format("%Y-%m").to_string(),
                month.figure.persons,
            )
        };
        months.iter().map(name).collect()
    }

    fn named(months: &[(&str, u64)]) -> Vec<(String, u64)> {
        months
            .iter()
            .map(|(month, n)| ((*month).to_owned(), *n))
            .collect()
    }

    #[test]
    fn a_month_of_few_is_a_gap_in_its_unit_and_in_another() {
        let kiosk = |unit, day, persons| (unit, day, Channel::Kiosk, persons);
        let rows = [
            kiosk(1, "2026-01", 60),
            kiosk(1, "2026-02", 50),
            kiosk(1, "2026-03", 70),
            kiosk(2, "2026-01", 7),
            kiosk(2, "2026-02", 30),
            kiosk(2, "2026-03", 40),
            kiosk(2, "2026-04", 45),
            kiosk(1, "2026-04", 90),
        ];
        let units = [unit(1, &[1], false), unit(2, &[2], false)];
        let drawn = month("2025-01")..month("2026-05");
        let courses = Courses::of(units.iter(), &parts(&rows), Filter::Headline, drawn);
        assert_eq!(
            told(&courses, 1),
            named(&[("2026-03", 70), ("2026-04", 90)])
        );
        assert_eq!(
            told(&courses, 2),
            named(&[("2026-03", 40), ("2026-04", 45)])
        );
        assert_eq!(courses.count(), 16);
    }

    #[test]
    fn formers_are_counted_in_and_other_classes_are_not() {
        let rows = [
            (1, "2025-03", Channel::Kiosk, 20),
            (9, "2025-03", Channel::Slip, 15),
            (1, "2025-04", Channel::Kiosk, 20),
            (1, "2025-04", Channel::Place, 500),
            (1, "2025-05", Channel::Kiosk, 20),
            (2, "2025-03", Channel::Place, 40),
            (2, "2025-04", Channel::Place, 40),
        ];
        let units = [unit(1, &[1, 9], false), unit(2, &[2], true)];
        let drawn = month("2025-01")..month("2025-05");
        let courses = Courses::of(units.iter(), &parts(&rows), Filter::Headline, drawn);
        assert_eq!(
            told(&courses, 1),
            named(&[("2025-03", 35), ("2025-04", 20)])
        );
        assert_eq!(
            told(&courses, 2),
            named(&[("2025-03", 40), ("2025-04", 40)])
        );
    }

    #[test]
    fn another_way_of_asking_breaks_the_course() {
        let rows = [
            (1, "2025-03", Channel::Kiosk, 40),
            (1, "2025-04", Channel::Slip, 40),
            (1, "2025-05", Channel::Slip, 40),
        ];
        let units = [unit(1, &[1], false)];
        let courses = Courses::of(
            units.iter(),
            &parts(&rows),
            Filter::Headline,
            month("2025-01")..month("2026-01"),
        );
        let flags: Vec<bool> = courses.all().map(|month| month.breaks).collect();
        assert_eq!(flags, [false, true, false]);
    }
}
