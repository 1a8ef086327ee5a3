//! The units directly below one, side by side: a league in which a rank is told only as far as it is known (`rank`), the
//! months of each unit (`courses`), and which of them lie surely above or below the whole.

mod courses;
mod export;
mod handlers;
mod pages;
mod rank;
mod sort;
mod store;

use self::courses::Courses;
pub use self::courses::Month;
pub use self::handlers::{show, show_export};
pub use self::pages::View;
use self::rank::{Rank, Side, ranks};
use self::sort::{Sort, by_name, by_share};
use chrono::NaiveDate;

use super::below::{UnitBelow, list_below};
use super::comparison::{Comparison, FEWEST_PERSONS};
use super::evidence::Evidence;
use super::interval::Interval;
use super::measure::Measure;
use super::reading::Reading;
use super::table::Figure;
use crate::db::DbConn;
use crate::error::AppResult;

/// The units below, in the order of their shares.
#[derive(Clone, Debug, Default)]
pub struct League {
    /// Overall, of the unit above with all that is below it; as it may be told.
    pub whole: Figure,
    /// The same in the days compared with, and what may be said of the two.
    pub compared: Option<(Figure, Comparison)>,
    /// Those with a rank, the best first.
    pub places: Vec<Place>,
    /// Those without, by name.
    pub others: Vec<Other>,
}

/// A unit with a rank.
#[derive(Clone, Debug)]
pub struct Place {
    /// The unit and its figures.
    pub below: UnitBelow,
    /// How sure its figure is, with every person counted once.
    pub interval: Interval,
    /// The places it can have among those that are ranked; nothing where it is alone.
    pub rank: Option<Rank>,
    /// Where it lies to the whole.
    pub side: Side,
}

/// A unit without a rank.
#[derive(Clone, Debug)]
pub struct Other {
    /// The unit and its figures.
    pub below: UnitBelow,
    /// Why it has none.
    pub why: Why,
}

crate::text_enum! {
    /// Why a unit has no rank.
    pub enum Why {
        /// Nobody answered.
        NoData => "no_data",
        /// Its figure would tell of too few people.
        Withheld => "withheld",
        /// Too few people to conclude anything.
        Few => "few",
        /// It stands on other classes of evidence than the whole.
        OtherClasses => "other_classes",
    }
}

impl League {
    /// Reads the units below; none where the classes looked at are withheld as a whole.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(
        conn: &mut DbConn,
        (evidence, reading): (&Evidence, &Reading),
        today: NaiveDate,
    ) -> AppResult<Self> {
        if evidence.is_withheld() {
            return Ok(Self::default());
        }
        let below = list_below(
            conn,
            &evidence.unit,
            (&evidence.spans, today),
            evidence.filter,
        )?;
        let (whole, before) = reading.figures(Measure::Overall);
        Ok(Self {
            compared: before.zip(reading.comparison(Measure::Overall)),
            ..Self::of(whole, evidence.now.ground.fallen_back, below)
        })
    }

    /// Ranks those of enough people that stand on the same classes as the whole.
    fn of(whole: Figure, fallen_back: bool, below: Vec<UnitBelow>) -> Self {
        let (mut ranked, mut others) = (Vec::new(), Vec::new());
        for below in below {
            match why_not(&below, fallen_back) {
                Some(why) => others.push(Other { below, why }),
                None => ranked.extend(below.now.interval_of_persons().map(|own| (below, own))),
            }
        }
        let intervals: Vec<Interval> = ranked.iter().map(|(_, own)| *own).collect();
        let of_whole = whole.interval_of_persons();
        let place = |((below, interval), rank): ((UnitBelow, Interval), Option<Rank>)| Place {
            below,
            interval,
            rank,
            side: of_whole.map_or(Side::Open, |whole| Side::of(interval, whole)),
        };
        let told = ranks(&intervals)
            .into_iter()
            .map(|rank| (rank.of > 1).then_some(rank));
        let places = ranked.into_iter().zip(told);
        let mut places: Vec<Place> = places.map(place).collect();
        places.sort_by_cached_key(by_share);
        others.sort_by_cached_key(|other| by_name(&other.below.unit.name));
        Self {
            whole,
            compared: None,
            places,
            others,
        }
    }

    /// Whether there is no unit below.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.others.is_empty()
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.places.len() + self.others.len()
    }

    /// All units: those with a rank, then those without.
    pub fn units(&self) -> impl Iterator<Item = &UnitBelow> + Clone {
        let places = self.places.iter().map(|place| &place.below);
        places.chain(self.others.iter().map(|other| &other.below))
    }

    /// Those on one side of the whole, in the order of their shares.
    pub fn on(&self, side: Side) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(move |place| place.side == side)
    }
}

fn why_not(below: &UnitBelow, fallen_back: bool) -> Option<Why> {
    if below.now.persons == 0 {
        Some(Why::NoData)
    } else if below.now.is_withheld() {
        Some(Why::Withheld)
    } else if below.now.persons < FEWEST_PERSONS {
        Some(Why::Few)
    } else if below.fallen_back != fallen_back {
        Some(Why::OtherClasses)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indices::index::Share;
    use crate::units::Unit;

    fn below(id: i64, satisfied: u64, persons: u64) -> UnitBelow {
        let share = Share {
            satisfied,
            answers: persons,
        };
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
            unit_ids: vec![id],
            now: Figure { share, persons },
            compared: None,
            ballots: persons,
            fallen_back: false,
            ever_fallen_back: false,
        }
    }

    #[test]
    fn who_has_too_few_or_was_asked_otherwise_has_no_rank() {
        let withheld = |below: UnitBelow| UnitBelow {
            now: below.now.withheld(),
            ..below
        };
        let otherwise = UnitBelow {
            fallen_back: true,
            ..below(7, 100, 100)
        };
        let of = 3;
        let rank = |best, worst| Some(Rank { best, worst, of });
        let whole = below(0, 800, 1_000).now;
        let all = vec![
            below(1, 70, 100),
            below(2, 99, 100),
            below(3, 19, 19),
            withheld(below(4, 50, 50)),
            below(5, 0, 0),
            below(6, 82, 100),
            otherwise,
        ];
        let league = League::of(whole, false, all);
        let places: Vec<_> = league
            .places
            .iter()
            .map(|place| (place.below.unit.id, place.rank, place.side))
            .collect();
        assert_eq!(
            places,
            [
                (2, rank(1, 1), Side::Above),
                (6, rank(2, 3), Side::Open),
                (1, rank(2, 3), Side::Open)
            ]
        );
        let others: Vec<_> = league
            .others
            .iter()
            .map(|it| (it.below.unit.id, it.why))
            .collect();
        assert_eq!(
            others,
            [
                (3, Why::Few),
                (4, Why::Withheld),
                (5, Why::NoData),
                (7, Why::OtherClasses)
            ]
        );
        assert_eq!(league.len(), 7);
    }

    #[test]
    fn a_unit_alone_has_no_rank() {
        let whole = below(0, 80, 100).now;
        let league = League::of(whole, false, vec![below(1, 80, 100), below(2, 9, 12)]);
        let told: Vec<_> = league.places.iter().map(|place| place.rank).collect();
        assert_eq!(told, [None]);
        assert_eq!(league.others.len(), 1);
    }

    #[test]
    fn units_are_put_in_the_order_asked_for() {
        let mut league = League::of(
            Figure::default(),
            false,
            vec![below(10, 30, 40), below(2, 20, 40)],
        );
        let ids = |league: &League| -> Vec<i64> {
            league
                .places
                .iter()
                .map(|place| place.below.unit.id)
                .collect()
        };
        assert_eq!(ids(&league), [10, 2]);
        let (then, worse) = (below(0, 40, 40).now, below(0, 10, 40).now);
        for (place, before) in league.places.iter_mut().zip([worse, then]) {
            place.below.compared = Some((before, Comparison::of(place.below.now, before)));
        }
        Sort::Change.put(&mut league.places);
        assert_eq!(ids(&league), [2, 10], "the one that fell comes first");
        Sort::Name.put(&mut league.places);
        assert_eq!(ids(&league), [10, 2], "by the letters of their names");
        assert_eq!(Sort::read(Some("best")), None);
    }
}
