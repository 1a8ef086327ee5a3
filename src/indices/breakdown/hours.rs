//! When people are less satisfied: by weekday and two hours of the day (kiosk.md D7), pure.

use super::sums::{Sums, together};
use crate::indices::comparison::FEWEST_PERSONS;
use crate::indices::measure::Measure;
use crate::indices::privacy::{self, FEWEST, Shown};
use crate::indices::table::Figure;
use crate::survey::Facet;

/// Days of a week.
const DAYS: usize = 7;
/// Monday to Friday are shown in any case.
const WORKING_DAYS: usize = 5;
/// Two hours each, so that the working hours of an office (7 to 11.30, 13 to 17) fill whole ones; before and after.
const BLOCKS: usize = 7;
/// The hour at which the second block begins.
const OPENS: usize = 7;

/// Where in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// 0 for Monday.
    pub day: usize,
    /// 0 for what is before 7, 1 for 7 to 9, … 6 for what is from 17.
    pub block: usize,
}

/// A week.
#[derive(Clone, Debug, Default)]
pub struct Hours {
    /// Blocks that somebody answered in, each with its figures from Monday on.
    pub rows: Vec<(usize, Vec<Shown<Figure>>)>,
    /// The slot that is surely below the whole, and its figure.
    pub lowest: Option<(Slot, Figure)>,
}

impl Slot {
    /// Reads `3-09`: ISO weekday and hour.
    fn parse(text: &str) -> Option<Self> {
        let (day, hour) = text.split_once('-')?;
        let day = day.parse::<usize>().ok()?.checked_sub(1)?;
        let hour = hour.parse::<usize>().ok().filter(|hour| *hour < 24)?;
        let block = match hour.checked_sub(OPENS) {
            None => 0,
            Some(since) => (since / 2 + 1).min(BLOCKS - 1),
        };
        (day < DAYS).then_some(Self { day, block })
    }
}

/// The hours of a block, from and until; open to one side before and after the working hours.
pub fn hours_of(block: usize) -> (Option<usize>, Option<usize>) {
    let from = block.checked_sub(1).map(|before| OPENS + 2 * before);
    let until = (block + 1 < BLOCKS).then_some(OPENS + 2 * block);
    (from, until)
}

impl Hours {
    /// Puts the hours of a span in their week.
    pub fn of(sums: &Sums) -> Self {
        let mut week = [[Figure::default(); DAYS]; BLOCKS];
        let mut unknown = Figure::default();
        for (value, measures) in sums.values(Facet::Hour) {
            let figure = measures.get(&Measure::Overall).copied().unwrap_or_default();
            let slot = Slot::parse(value);
            let cell = slot.and_then(|slot| week.get_mut(slot.block)?.get_mut(slot.day));
            let cell = cell.unwrap_or(&mut unknown);
            *cell = together(*cell, figure);
        }
        let days = week
            .iter()
            .flat_map(|row| row.iter().enumerate())
            .filter(|(_, figure)| figure.persons > 0)
            .map(|(day, _)| day + 1)
            .fold(WORKING_DAYS, usize::max);
        let (numbers, rows): (Vec<_>, Vec<_>) = week
            .iter()
            .enumerate()
            .filter(|(_, row)| row.iter().any(|figure| figure.persons > 0))
            .map(|(block, row)| {
                let cells = row.iter().take(days);
                (
                    block,
                    cells.map(|figure| (figure.persons, *figure)).collect(),
                )
            })
            .unzip();
        let told = privacy::grid(rows, unknown.persons, FEWEST);
        let rows: Vec<_> = numbers.into_iter().zip(told).collect();
        let lowest = lowest(&rows, sums.whole(Measure::Overall));
        Self { rows, lowest }
    }

    /// How many days are shown, from Monday on.
    pub fn days(&self) -> usize {
        self.rows.first().map_or(0, |(_, row)| row.len())
    }
}

/// Named only where even the upper end of its interval is below the whole.
fn lowest(rows: &[(usize, Vec<Shown<Figure>>)], whole: Figure) -> Option<(Slot, Figure)> {
    let whole = whole.share.percent()?;
    let slots = rows.iter().flat_map(|(block, row)| {
        let cells = row.iter().enumerate();
        cells.filter_map(|(day, cell)| {
            let slot = Slot { day, block: *block };
            Some((slot, *cell.told()?))
        })
    });
    slots
        .filter(|(_, figure)| figure.persons >= FEWEST_PERSONS)
        .filter(|(_, figure)| {
            figure
                .interval_of_persons()
                .is_some_and(|interval| interval.high < whole)
        })
        .min_by_key(|(_, figure)| figure.share.percent())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::breakdown::sums::tests::{figure, overall};

    #[test]
    fn an_hour_stands_in_its_block() {
        let slot = |text| Slot::parse(text).map(|slot| (slot.day, slot.block));
        assert_eq!(slot("1-07"), Some((0, 1)));
        assert_eq!(slot("3-10"), Some((2, 2)));
        assert_eq!(slot("5-16"), Some((4, 5)));
        assert_eq!(
            (slot("7-06"), slot("7-17"), slot("7-23")),
            (Some((6, 0)), Some((6, 6)), Some((6, 6)))
        );
        for wrong in ["", "0-09", "8-09", "3-24", "3", "x-y"] {
            assert_eq!(slot(wrong), None, "{wrong}");
        }
        let hours: Vec<_> = (0..BLOCKS).map(hours_of).collect();
        assert_eq!(hours.first(), Some(&(None, Some(7))));
        assert_eq!(hours.get(1), Some(&(Some(7), Some(9))));
        assert_eq!(hours.last(), Some(&(Some(17), None)));
    }

    #[test]
    fn a_week_merges_hours_and_names_what_is_surely_low() {
        let hours = [
            ("1-07", figure(6, 20)),
            ("1-08", figure(6, 20)),
            ("1-09", figure(38, 40)),
            ("2-07", figure(38, 40)),
            ("2-09", figure(38, 40)),
            ("", figure(12, 12)),
        ];
        let fields = [("", figure(150, 172))]
            .map(|(value, figure)| (Facet::Field, value.to_owned(), Measure::Overall, figure));
        let rows =
            hours.map(|(value, figure)| (Facet::Hour, value.to_owned(), Measure::Overall, figure));
        let week = Hours::of(&rows.into_iter().chain(fields).collect());
        assert_eq!((week.rows.len(), week.days()), (2, 5));
        assert_eq!(week.rows[0].1[0], Shown::Told(figure(12, 40)));
        assert_eq!(week.rows[0].1[4], Shown::Nobody);
        assert_eq!(
            week.lowest,
            Some((Slot { day: 0, block: 1 }, figure(12, 40)))
        );
        assert!(Hours::of(&overall(Facet::Hour, &[])).rows.is_empty());
    }
}
