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

/// A class of evidence; nothing where several are counted together without their names, as a file of another installation
/// may tell them. Those belong to the whole and to no class.
pub type Class = Option<Channel>;

/// What was answered by each class of evidence.
pub type ByClass = BTreeMap<Class, Sums>;

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
    pub ballots: BTreeMap<Class, u64>,
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
            Self::Only(class) => class_name(lang, Some(class)),
        }
    }

    /// Everything that can be chosen.
    pub fn every() -> impl Iterator<Item = Self> {
        let classes = Channel::ALL.iter().copied().map(Self::Only);
        [Self::Headline, Self::All].into_iter().chain(classes)
    }

    /// Whether a class is wanted where nothing falls back.
    pub fn wants(self, class: Class) -> bool {
        match self {
            Self::Headline => class.is_some_and(|class| AT_THE_DESK.contains(&class)),
            Self::All => true,
            Self::Only(only) => class == Some(only),
        }
    }

    /// What a figure of these sums stands on.
    pub fn ground(self, sums: &ByClass) -> Ground {
        let ballots = |wanted: &dyn Fn(Class) -> bool| -> BTreeMap<Class, u64> {
            sums.iter()
                .map(|(class, sums)| (*class, sums.ballots()))
                .filter(|(class, ballots)| wanted(*class) && *ballots > 0)
                .collect()
        };
        let found = ballots(&|class| self.wants(class));
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
pub fn class_name(lang: Lang, class: Class) -> String {
    let key = format!("indices.classes.{}", class_word(class));
    t!(key, locale = lang.code()).into_owned()
}

/// The class as the end of a key of texts.
pub fn class_word(class: Class) -> &'static str {
    class.map_or("several", Channel::as_str)
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
            (Some(*channel), sums)
        };
        parts.iter().map(one).collect()
    }

    fn ground(filter: Filter, parts: &[(Channel, u64)]) -> (Vec<Channel>, bool) {
        let ground = filter.ground(&sums(parts));
        let classes = ground.ballots.keys().copied().flatten();
        (classes.collect(), ground.fallen_back)
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
    fn classes_without_names_are_part_of_the_whole_alone() {
        let mut all = sums(&[(Channel::Kiosk, 5)]);
        all.extend([(
            None,
            sums(&[(Channel::Open, 7)])
                .remove(&Some(Channel::Open))
                .expect("sums"),
        )]);
        let ballots = |filter: Filter| filter.ground(&all).ballots.into_values().sum::<u64>();
        assert_eq!(
            [Filter::Headline, Filter::All, Filter::Only(Channel::Open)].map(ballots),
            [5, 12, 0]
        );
        all.remove(&Some(Channel::Kiosk));
        let ground = Filter::Headline.ground(&all);
        assert_eq!(
            (ground.ballots, ground.fallen_back),
            (BTreeMap::from([(None, 7)]), true)
        );
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
