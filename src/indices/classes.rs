//! Classes of evidence: a ballot of the tablet at the desk or of a dossier's slip was given by somebody who was served
//! there; a poster's code, an open link, the hotline or paper tell less of who gave it. What the headline stands on, and
//! whether two years stand on the same, is decided here (pure).

use std::collections::BTreeMap;

use rust_i18n::t;

use super::comparison::mixed_differently;
use super::store::Sums;
use crate::survey::ballot::Channel;
use crate::web::language::Lang;

/// Those who were served, at the desk: what the headline stands on.
pub const AT_THE_DESK: [Channel; 2] = [Channel::Kiosk, Channel::Slip];

/// What was answered by each class of evidence.
pub type ByClass = BTreeMap<Channel, Sums>;

/// Which classes of evidence are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Those at the desk; all of them where there are none of those.
    #[default]
    Headline,
    /// All of them pooled.
    All,
    /// One alone.
    Only(Channel),
}

/// The classes a figure stands on, with the ballots of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// Ballots of each class that has any.
    pub ballots: BTreeMap<Channel, u64>,
    /// Whether there was nothing at the desk, so that all classes stand in.
    pub fallen_back: bool,
}

impl Filter {
    /// Reads the word of an address; an empty one is the headline.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "" => Some(Self::Headline),
            "all" => Some(Self::All),
            other => other.parse().ok().map(Self::Only),
        }
    }

    /// The word that `read` reads.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Headline => "",
            Self::All => "all",
            Self::Only(channel) => channel.as_str(),
        }
    }

    /// What it is called.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Headline => t!("indices.classes.headline", locale = lang.code()).into_owned(),
            Self::All => t!("indices.classes.all", locale = lang.code()).into_owned(),
            Self::Only(class) => class_name(lang, class),
        }
    }

    /// Everything that can be chosen.
    pub fn every() -> impl Iterator<Item = Self> {
        let classes = Channel::ALL.iter().copied().map(Self::Only);
        [Self::Headline, Self::All].into_iter().chain(classes)
    }

    /// Whether a class is wanted where nothing falls back.
    pub fn wants(self, channel: Channel) -> bool {
        match self {
            Self::Headline => AT_THE_DESK.contains(&channel),
            Self::All => true,
            Self::Only(only) => only == channel,
        }
    }

    /// What a figure of these sums stands on.
    pub fn ground(self, sums: &ByClass) -> Ground {
        let ballots = |wanted: &dyn Fn(Channel) -> bool| -> BTreeMap<Channel, u64> {
            sums.iter()
                .map(|(channel, sums)| (*channel, sums.ballots()))
                .filter(|(channel, ballots)| wanted(*channel) && *ballots > 0)
                .collect()
        };
        let found = ballots(&|channel| self.wants(channel));
        if !found.is_empty() || self != Self::Headline {
            return Ground {
                ballots: found,
                fallen_back: false,
            };
        }
        let ballots = ballots(&|_| true);
        Ground {
            fallen_back: !ballots.is_empty(),
            ballots,
        }
    }
}

impl Ground {
    /// The sums of its classes.
    pub fn sums(&self, of: &ByClass) -> Sums {
        let mut pooled = Sums::default();
        for (_, sums) in of
            .iter()
            .filter(|(class, _)| self.ballots.contains_key(class))
        {
            pooled += sums;
        }
        pooled
    }

    /// Whether no more than a tenth of the ballots came another way than the other year's: else a difference may come from
    /// the asking. A year without ballots differs from nothing.
    pub fn is_like(&self, other: &Self) -> bool {
        !mixed_differently(&self.ballots, &other.ballots)
    }
}

/// What a class is called, in words a leader uses.
pub fn class_name(lang: Lang, class: Channel) -> String {
    t!(format!("indices.classes.{class}"), locale = lang.code()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(parts: &[(Channel, u64)]) -> ByClass {
        let one = |(channel, ballots): &(Channel, u64)| {
            let sums = Sums {
                turnout: BTreeMap::from([(1, *ballots)]),
                ..Sums::default()
            };
            (*channel, sums)
        };
        parts.iter().map(one).collect()
    }

    fn ground(filter: Filter, parts: &[(Channel, u64)]) -> (Vec<Channel>, bool) {
        let ground = filter.ground(&sums(parts));
        (ground.ballots.keys().copied().collect(), ground.fallen_back)
    }

    #[test]
    fn the_headline_stands_on_those_who_were_served() {
        use Channel::{Kiosk, Open, Paper, Slip};
        let all = [(Kiosk, 5), (Slip, 2), (Open, 900), (Paper, 0)];
        assert_eq!(ground(Filter::Headline, &all), (vec![Kiosk, Slip], false));
        assert_eq!(ground(Filter::All, &all), (vec![Kiosk, Slip, Open], false));
        assert_eq!(ground(Filter::Only(Open), &all), (vec![Open], false));
        let remote = [(Kiosk, 0), (Open, 9), (Paper, 1)];
        assert_eq!(ground(Filter::Headline, &remote), (vec![Open, Paper], true));
        assert_eq!(ground(Filter::Only(Kiosk), &remote), (vec![], false));
        assert_eq!(ground(Filter::Headline, &[]), (vec![], false));
    }

    #[test]
    fn a_new_poster_makes_a_year_unlike_the_other() {
        use Channel::{Kiosk, Place, Slip};
        let of = |parts: &[(Channel, u64)]| Filter::All.ground(&sums(parts));
        let before = of(&[(Kiosk, 100)]);
        assert!(before.is_like(&of(&[(Kiosk, 900), (Slip, 100)])));
        assert!(!before.is_like(&of(&[(Kiosk, 500), (Place, 500)])));
        assert!(before.is_like(&of(&[])));
    }

    #[test]
    fn every_word_of_an_address_is_read_back() {
        for filter in Filter::every() {
            assert_eq!(Filter::read(filter.word()), Some(filter));
        }
        assert_eq!(Filter::read("phone"), None);
    }
}
