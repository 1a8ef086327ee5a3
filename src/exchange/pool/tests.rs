//! Holds the pooling by examples, by properties, and against somebody who keeps every edition.

use proptest::prelude::*;

use super::*;

fn month(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, number, 1).unwrap_or_default()
}

fn series(cells: &[(Channel, u32, i64)]) -> Series {
    let mut series = Series::new();
    for (channel, number, people) in cells {
        let cell = series.entry((*channel, month(*number))).or_default();
        add(cell, &[0, 0, 0, *people, 0, 0]);
    }
    series
}

fn told(step: &Step) -> Vec<(u32, u32, Option<Channel>, i64)> {
    use chrono::Datelike;
    let shown = |(label, counts): (&Label, &Counts)| {
        let (first, last) = (label.month.month(), label.until.month());
        (first, last, label.channel, people(counts))
    };
    step.groups.iter().map(shown).collect()
}

const KIOSK: Channel = Channel::Kiosk;
const SLIP: Channel = Channel::Slip;
const PAPER: Channel = Channel::Paper;

#[test]
fn few_people_wait_for_the_months_that_follow() {
    let year = series(&[
        (KIOSK, 1, 12),
        (KIOSK, 2, 4),
        (KIOSK, 3, 5),
        (KIOSK, 4, 3),
        (KIOSK, 6, 2),
    ]);
    let step = step(&year, When::First);
    assert_eq!(
        told(&step),
        [(1, 1, Some(KIOSK), 12), (2, 6, Some(KIOSK), 14)]
    );
}

#[test]
fn channels_too_small_for_themselves_are_told_together() {
    let year = series(&[(KIOSK, 1, 30), (SLIP, 2, 6), (PAPER, 5, 7)]);
    let both = [(1, 1, Some(KIOSK), 30), (2, 5, None, 13)];
    assert_eq!(told(&step(&year, When::First)), both);
    assert_eq!(told(&step(&year, When::Over)), both);
    assert_eq!(told(&step(&year, When::Open)), [(1, 1, Some(KIOSK), 30)]);
}

#[test]
fn the_first_edition_is_whole_and_names_no_channel_that_would_give_few_away() {
    let year = series(&[(KIOSK, 1, 30), (KIOSK, 3, 11), (SLIP, 2, 6)]);
    assert_eq!(
        told(&step(&year, When::First)),
        [(1, 1, Some(KIOSK), 30), (2, 3, None, 17)]
    );
    assert_eq!(
        told(&step(&year, When::Over)),
        [(1, 1, Some(KIOSK), 30), (3, 3, Some(KIOSK), 11)]
    );
}

#[test]
fn of_nine_people_nothing_is_told() {
    let year = series(&[(KIOSK, 1, 4), (SLIP, 2, 5)]);
    for when in [When::First, When::Open, When::Over] {
        assert_eq!(step(&year, when), Step::default());
    }
}

#[test]
fn what_vanished_stops_the_telling() {
    let before = series(&[(KIOSK, 1, 12)]);
    let now = series(&[(KIOSK, 1, 11), (SLIP, 1, 40)]);
    assert_eq!(news(&now, &before), Series::new());
}

fn any_cells() -> impl Strategy<Value = Vec<(Channel, u32, i64)>> {
    let channel = prop::sample::select(Channel::ALL.to_vec());
    prop::collection::vec((channel, 1..=12u32, 1..25i64), 0..20)
}

/// Each time something comes and is told or not: what is told is kept with what it covers.
#[derive(Default)]
struct Office {
    now: Series,
    covered: Series,
    told: Groups,
}

impl Office {
    fn tell(&mut self, when: When) {
        let fresh = self.covered.is_empty();
        let when = if fresh { When::First } else { when };
        let news = news(&self.now, &self.covered);
        let step = step(&news, when);
        for (cell, counts) in news
            .iter()
            .filter(|(cell, _)| step.channels.contains(&cell.0))
        {
            add(self.covered.entry(*cell).or_default(), counts);
        }
        for (label, counts) in &step.groups {
            add(self.told.entry(*label).or_default(), counts);
        }
    }
}

fn sum<'a>(counts: impl IntoIterator<Item = &'a Counts>) -> Counts {
    let mut whole = [0; 6];
    for counts in counts {
        add(&mut whole, counts);
    }
    whole
}

proptest! {
    #[test]
    fn a_first_edition_is_exact_or_says_nothing(cells in any_cells()) {
        let year = series(&cells);
        let step = step(&year, When::First);
        prop_assert!(step.groups.values().all(|counts| people(counts) >= LEAST));
        let (told, whole) = (sum(step.groups.values()), sum(year.values()));
        if people(&whole) >= LEAST {
            prop_assert_eq!(told, whole);
        } else {
            prop_assert!(step.groups.is_empty());
        }
    }

    /// Somebody keeps every edition and subtracts each from each later one, group by group, and any groups together.
    #[test]
    fn no_two_editions_give_few_people_away(
        arrivals in prop::collection::vec((any_cells(), any::<bool>()), 1..12),
    ) {
        let mut office = Office::default();
        let mut editions: Vec<Groups> = vec![Groups::new()];
        for (cells, over) in arrivals {
            for (cell, counts) in series(&cells) {
                add(office.now.entry(cell).or_default(), &counts);
            }
            office.tell(if over { When::Over } else { When::Open });
            editions.push(office.told.clone());
            prop_assert_eq!(sum(office.told.values()), sum(office.covered.values()));
        }
        for (at, earlier) in editions.iter().enumerate() {
            for later in editions.iter().skip(at + 1) {
                for (label, counts) in later {
                    let before = earlier.get(label).copied().unwrap_or_default();
                    let more: Counts = std::array::from_fn(|at| counts[at] - before[at]);
                    prop_assert!(more.iter().all(|count| *count >= 0), "what was told stays told");
                    prop_assert!(people(&more) == 0 || people(&more) >= LEAST, "{:?} gives {:?} away", label, more);
                }
                prop_assert!(earlier.keys().all(|label| later.contains_key(label)));
            }
        }
    }

    /// What is not told is little: of each channel fewer than ten, as long as the year is open.
    #[test]
    fn little_waits(first in any_cells(), then in any_cells()) {
        let mut office = Office { now: series(&first), ..Office::default() };
        office.tell(When::Open);
        for (cell, counts) in series(&then) {
            add(office.now.entry(cell).or_default(), &counts);
        }
        office.tell(When::Open);
        for channel in Channel::ALL {
            let waits = news(&office.now, &office.covered);
            let waits = sum(waits.iter().filter(|(cell, _)| cell.0 == *channel).map(|(_, n)| n));
            prop_assert!(people(&waits) < LEAST);
        }
    }
}
