//! In which order the units are listed (pure).

use std::cmp::Reverse;

use super::Place;
use crate::indices::comparison::{Points, Verdict};
use crate::vietnamese;

crate::text_enum! {
    /// The order of the list. The word is the one in the address.
    pub enum Sort {
        /// The best first.
        Rank => "rank",
        /// By name.
        Name => "name",
        /// Those that surely fell first, those that surely rose last.
        Change => "change",
    }
}

impl Sort {
    /// Reads the word of an address; where nothing is said, the best comes first.
    pub fn read(word: Option<&str>) -> Option<Self> {
        match word {
            None | Some("") => Some(Self::Rank),
            Some(word) => word.parse().ok(),
        }
    }

    /// Puts places that stand in the order of their shares into this one.
    pub fn put(self, places: &mut [Place]) {
        match self {
            Self::Rank => {}
            Self::Name => places.sort_by_cached_key(|place| by_name(&place.below.unit.name)),
            Self::Change => places.sort_by_key(|place| {
                let compared = place.below.compared.map(|(_, compared)| compared);
                let verdict = compared.map_or(Verdict::NoData, |compared| compared.verdict);
                let points = compared.and_then(|compared| compared.points);
                (concluded(verdict), points.map_or(0, Points::value))
            }),
        }
    }
}

/// The best first, among equals the surer, then by name.
pub(super) fn by_share(place: &Place) -> impl Ord + use<> {
    let percent = place.below.now.share.percent();
    (
        Reverse(percent),
        Reverse(place.interval.low),
        by_name(&place.below.unit.name),
    )
}

/// Names without their accents, then with them.
pub(super) fn by_name(name: &str) -> (String, String) {
    (vietnamese::fold(name), name.to_owned())
}

const fn concluded(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Fall => 0,
        Verdict::NotEnough | Verdict::OtherClasses => 1,
        Verdict::Rise => 2,
        Verdict::NoData => 3,
    }
}
