//! What citizens say by the slip of their dossier: in time, late with an apology, late without one. Does saying sorry help?
//! Shares of groups alone, as `slips` counts them; nothing here leads to a dossier.

mod pages;

use std::collections::BTreeMap;

use diesel::QueryResult;

use crate::db::DbConn;
use crate::percent::Hundredths;
use crate::survey::questionnaire::{Dimension, catalogue};
use crate::survey::slips::{Shares, SlipTally, Timeliness, find_slip_tallies};
use crate::units::Scope;

/// How citizens were served, and what they said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    groups: BTreeMap<Timeliness, Shares>,
    dimensions: BTreeMap<(Dimension, Timeliness), Shares>,
    /// Those among too few to be told apart.
    untold: Shares,
}

impl Voices {
    /// Those of a year, of the units that the viewer may see.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, scope: &Scope, year: i32) -> QueryResult<Self> {
        Ok(Self::of(&find_slip_tallies(conn, scope, year)?))
    }

    /// From counts. Whoever answered several questions of one questionnaire is one citizen.
    fn of(tallies: &[SlipTally]) -> Self {
        let mut voices = Self::default();
        let mut forms: BTreeMap<(Option<Timeliness>, &str), Vec<&SlipTally>> = BTreeMap::new();
        for tally in tallies {
            let form = forms.entry((tally.timeliness, &tally.questionnaire));
            form.or_default().push(tally);
        }
        for ((group, questionnaire), tallies) in forms {
            let shares = Shares::of(tallies.iter().map(|tally| &tally.counts));
            let Some(group) = group else {
                voices.untold += shares;
                continue;
            };
            *voices.groups.entry(group).or_default() += shares;
            for (dimension, shares) in by_dimension(questionnaire, &tallies) {
                *voices.dimensions.entry((dimension, group)).or_default() += shares;
            }
        }
        voices
    }

    /// Whether nobody has rated by a slip.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.untold == Shares::default()
    }

    /// The share of scores 4 and 5 in a group; nothing where fewer than ten citizens answered.
    pub fn satisfied(&self, group: Timeliness) -> Option<Hundredths> {
        self.groups.get(&group)?.percent()
    }

    /// The same of one dimension.
    pub fn satisfied_with(&self, dimension: Dimension, group: Timeliness) -> Option<Hundredths> {
        self.dimensions.get(&(dimension, group))?.percent()
    }
}

fn by_dimension(version: &str, tallies: &[&SlipTally]) -> BTreeMap<Dimension, Shares> {
    let questionnaire = catalogue().questionnaire(version);
    let mut dimensions: BTreeMap<Dimension, Vec<_>> = BTreeMap::new();
    for tally in tallies {
        if let Some(criterion) = questionnaire.and_then(|it| it.criterion(&tally.criterion)) {
            let counts = dimensions.entry(criterion.dimension);
            counts.or_default().push(&tally.counts);
        }
    }
    let dimensions = dimensions.into_iter();
    dimensions
        .map(|(dimension, counts)| (dimension, Shares::of(counts)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(group: Option<Timeliness>, criterion: &str, counts: [i32; 6]) -> SlipTally {
        SlipTally {
            timeliness: group,
            questionnaire: "touch-5".into(),
            criterion: criterion.into(),
            counts,
        }
    }

    #[test]
    fn an_apology_is_held_against_silence() {
        let (sorry, silent) = (Timeliness::LateApologised, Timeliness::LateUnapologised);
        let voices = Voices::of(&[
            tally(Some(sorry), "1", [0, 1, 1, 6, 2, 0]),
            tally(Some(sorry), "3", [0, 0, 0, 5, 4, 1]),
            tally(Some(silent), "1", [4, 3, 1, 1, 0, 0]),
            tally(None, "1", [0, 0, 0, 1, 0, 0]),
        ]);
        assert_eq!(voices.satisfied(sorry), Hundredths::new(8947), "17 of 19");
        assert_eq!(voices.satisfied(silent), None, "nine citizens");
        assert_eq!(voices.satisfied(Timeliness::OnTime), None);
        assert_eq!((voices.untold.citizens, voices.is_empty()), (1, false));
        let dimension = |code: &str| {
            let touch = catalogue().questionnaire("touch-5").expect("built in");
            touch.criterion(code).expect("a criterion").dimension
        };
        let of = |code, group| voices.satisfied_with(dimension(code), group);
        assert_eq!(of("1", sorry), Hundredths::new(8000));
        assert_eq!(of("3", sorry), Hundredths::new(10_000));
        assert_eq!(of("1", silent), None);
        assert!(Voices::of(&[]).is_empty());
    }
}
