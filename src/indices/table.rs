//! One unit's year as figures: tallies of criteria are pooled into dimensions and into the whole.
//! Where the tallies come from is `store`, how the table is written down is `report`.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::alternatives::{Alternatives, OverallAlternatives};
use super::index::{Counts, Share};
use super::interval::Interval;
use super::measure::Measure;
use super::told::KeptBack;
use crate::survey::questionnaire::Dimension;

/// The counts of one criterion of one questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Version of the questionnaire.
    pub questionnaire: String,
    /// Code of the criterion in it.
    pub criterion: String,
    /// The dimension it belongs to.
    pub dimension: Dimension,
    /// How often each score was given.
    pub counts: Counts,
}

/// A share and how many people stand behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Satisfied answers among all answers.
    pub share: Share,
    /// How many people gave these answers: of the whole, as many as ballots with a score. Of a part, and of what came by
    /// file, no fewer than this: one person answers a criterion once, so it is the most answers any one criterion of a
    /// questionnaire got, added over questionnaires.
    pub persons: u64,
}

/// The figures of one unit and year.
#[derive(Clone, Debug, Default)]
pub struct Table {
    tallies: Vec<Tally>,
    /// Ballots with a score per questionnaire version, where they are known.
    persons: BTreeMap<String, u64>,
    /// Ballots per questionnaire version.
    pub turnout: BTreeMap<String, u64>,
    /// The suspect ballots among them alone.
    pub suspect: Option<Box<Self>>,
    /// What it keeps back because of other tables that are told.
    pub kept_back: KeptBack,
}

impl AddAssign for Figure {
    fn add_assign(&mut self, other: Self) {
        self.share.satisfied += other.share.satisfied;
        self.share.answers += other.share.answers;
        self.persons += other.persons;
    }
}

impl Figure {
    /// Wilson's interval with every person counted once, however many criteria they answered:
    /// answers of one person resemble each other, so the answers alone would promise too much.
    pub fn interval_of_persons(self) -> Option<Interval> {
        Interval::of_sample(self.share, self.persons)
    }

    /// The figure without what was answered: that there is one may be told, but not what it is.
    pub fn withheld(self) -> Self {
        Self {
            share: Share::default(),
            ..self
        }
    }

    /// Whether it was withheld.
    pub fn is_withheld(self) -> bool {
        self.share.answers == 0 && self.persons > 0
    }
}

impl Table {
    /// A table of these tallies. Questionnaires keep their order, criteria are put in that of their codes.
    pub fn new(mut tallies: Vec<Tally>, turnout: BTreeMap<String, u64>) -> Self {
        tallies.sort_by_cached_key(|tally| {
            (
                tally.dimension,
                tally.questionnaire.clone(),
                code_order(&tally.criterion),
            )
        });
        Self {
            tallies,
            turnout,
            ..Self::default()
        }
    }

    /// The same, with the ballots that have a score, per questionnaire version: so many people stand behind the whole.
    pub fn with_persons(self, persons: BTreeMap<String, u64>) -> Self {
        Self { persons, ..self }
    }

    /// Number of suspect ballots.
    pub fn suspect_ballots(&self) -> u64 {
        self.suspect.as_deref().map_or(0, Self::ballots)
    }

    /// The table as it would be without the suspect ballots.
    pub fn without_suspect(&self) -> Self {
        let Some(suspect) = self.suspect.as_deref() else {
            return self.clone();
        };
        let rest = |tally: &Tally| Tally {
            counts: tally.counts.without(suspect.counts_of(tally)),
            ..tally.clone()
        };
        Self {
            tallies: self.tallies.iter().map(rest).collect(),
            persons: without(&self.persons, &suspect.persons),
            turnout: without(&self.turnout, &suspect.turnout),
            suspect: None,
            kept_back: KeptBack::default(),
        }
    }

    fn counts_of(&self, like: &Tally) -> Counts {
        self.find(like).map(|own| own.counts).unwrap_or_default()
    }

    /// The same criterion as in another table.
    pub(super) fn find(&self, like: &Tally) -> Option<&Tally> {
        self.tallies
            .iter()
            .find(|own| own.questionnaire == like.questionnaire && own.criterion == like.criterion)
    }

    /// Number of ballots.
    pub fn ballots(&self) -> u64 {
        self.turnout.values().sum()
    }

    /// The criteria, by dimension, then questionnaire, then code.
    pub fn tallies(&self) -> &[Tally] {
        &self.tallies
    }

    /// The pooled figure of a measure.
    pub fn figure(&self, measure: Measure) -> Figure {
        let mut persons: BTreeMap<&str, u64> = match measure.dimension() {
            None => self
                .persons
                .iter()
                .map(|(version, n)| (version.as_str(), *n))
                .collect(),
            Some(_) => BTreeMap::new(),
        };
        let mut counts = Counts::default();
        for tally in self.of(measure) {
            counts += tally.counts;
            let most = persons.entry(&tally.questionnaire).or_default();
            *most = (*most).max(tally.counts.answers());
        }
        Figure {
            share: counts.share(),
            persons: persons.values().sum(),
        }
    }

    /// A dimension by other ways of averaging.
    pub fn alternatives(&self, dimension: Dimension) -> Alternatives {
        Alternatives::of(&self.counts(dimension.into()))
    }

    /// The whole by other ways of averaging.
    pub fn overall_alternatives(&self) -> OverallAlternatives {
        let share = |dimension: &Dimension| self.figure((*dimension).into()).share;
        let dimensions: Vec<_> = Dimension::ALL.iter().map(share).collect();
        OverallAlternatives::of(&self.counts(Measure::Overall), &dimensions)
    }

    fn counts(&self, measure: Measure) -> Vec<Counts> {
        self.of(measure).map(|tally| tally.counts).collect()
    }

    /// The figure of the same criterion as in another table, if it is in this one.
    pub fn criterion(&self, like: &Tally) -> Option<Figure> {
        self.find(like).map(Tally::figure)
    }

    /// The criteria of a measure.
    pub(super) fn of(&self, measure: Measure) -> impl Iterator<Item = &Tally> {
        self.tallies
            .iter()
            .filter(move |tally| measure.covers(tally.dimension))
    }
}

impl Tally {
    /// The figure of this criterion alone: every answer is another person's.
    pub fn figure(&self) -> Figure {
        let share = self.counts.share();
        Figure {
            share,
            persons: share.answers,
        }
    }
}

/// Counts without others, version by version.
fn without(all: &BTreeMap<String, u64>, others: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let rest = |(version, n): (&String, &u64)| {
        let out = others.get(version).copied().unwrap_or(0);
        (version.clone(), n.saturating_sub(out))
    };
    all.iter().map(rest).collect()
}

/// Orders "2" before "10" and "1.9" before "1.10".
fn code_order(code: &str) -> Vec<(u64, String)> {
    code.split('.')
        .map(|part| (part.parse().unwrap_or(u64::MAX), part.to_owned()))
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::percent::Hundredths;

    /// A criterion of questionnaire `paper` with these scores.
    pub(crate) fn tally(criterion: &str, dimension: Dimension, scores: [u64; 5]) -> Tally {
        Tally {
            questionnaire: "paper".to_owned(),
            criterion: criterion.to_owned(),
            dimension,
            counts: Counts {
                scores,
                no_opinion: 0,
            },
        }
    }

    /// The example worked out by hand in the method's description.
    pub(crate) fn worked_example() -> Table {
        use Dimension::{Feedback, Outcome};
        let tallies = vec![
            tally("5.2", Feedback, [1, 1, 3, 9, 6]),
            tally("5.1", Feedback, [1, 1, 3, 9, 6]),
            tally("5.3", Feedback, [1, 1, 3, 9, 6]),
            tally("5.4", Feedback, [1, 1, 3, 9, 6]),
            tally("4.1", Outcome, [1, 3, 12, 52, 32]),
            tally("4.2", Outcome, [0, 2, 18, 50, 30]),
            tally("4.3", Outcome, [1, 4, 13, 45, 27]),
        ];
        Table::new(tallies, BTreeMap::from([("paper".to_owned(), 120)]))
    }

    fn shown(percent: Option<Hundredths>) -> String {
        percent.map_or_else(|| "—".to_owned(), |percent| percent.to_string())
    }

    #[test]
    fn the_worked_example_comes_out_to_the_last_digit() {
        let table = worked_example();
        let percent = |measure| shown(table.figure(measure).share.percent());
        assert_eq!(percent(Measure::Overall), "80.00");
        assert_eq!(percent(Measure::Outcome), "81.38");
        assert_eq!(percent(Measure::Feedback), "75.00");
        assert_eq!(percent(Measure::Access), "—");
        assert_eq!(table.figure(Measure::Overall).share.answers, 370);

        let result = table.alternatives(Dimension::Outcome);
        assert_eq!(shown(result.mean_of_criteria), "81.33");
        assert_eq!(shown(result.mean_score_of_five), "81.52");
        assert_eq!(shown(result.mean_score_from_one), "76.90");
        let overall = table.overall_alternatives();
        assert_eq!(shown(overall.mean_of_dimensions), "78.19");
    }

    #[test]
    fn persons_are_counted_once_per_questionnaire() {
        let table = worked_example();
        assert_eq!(table.figure(Measure::Outcome).persons, 100);
        assert_eq!(table.figure(Measure::Feedback).persons, 20);
        assert_eq!(table.figure(Measure::Overall).persons, 100);
        let mut touch = tally("1", Dimension::Access, [0, 0, 0, 4, 3]);
        touch.questionnaire = "touch".to_owned();
        let both = Table::new([table.tallies, vec![touch]].concat(), BTreeMap::new());
        assert_eq!(both.figure(Measure::Overall).persons, 107);
    }

    #[test]
    fn without_suspect_ballots_each_criterion_loses_what_they_gave() {
        let turnout = BTreeMap::from([("paper".to_owned(), 16)]);
        let part = Table::new(
            vec![tally("4.1", Dimension::Outcome, [1, 3, 12, 0, 0])],
            turnout,
        );
        let mut table = worked_example();
        table.suspect = Some(Box::new(part));
        assert_eq!((table.ballots(), table.suspect_ballots()), (120, 16));
        let rest = table.without_suspect();
        assert_eq!((rest.ballots(), rest.suspect_ballots()), (104, 0));
        let overall = rest.figure(Measure::Overall).share;
        assert_eq!((overall.satisfied, overall.answers), (296, 370 - 16));
        let percent = |table: &Table, measure| shown(table.figure(measure).share.percent());
        assert_eq!(percent(&table, Measure::Outcome), "81.38");
        assert_eq!(percent(&rest, Measure::Outcome), "86.13");
        assert_eq!(percent(&rest, Measure::Feedback), "75.00");

        table.suspect = Some(Box::new(worked_example()));
        let nothing = table.without_suspect();
        assert_eq!(nothing.ballots(), 0);
        assert_eq!(nothing.tallies().len(), table.tallies().len());
        assert_eq!(nothing.figure(Measure::Overall), Figure::default());
    }

    #[test]
    fn a_dimension_of_few_people_takes_another_with_it() {
        use Dimension::{Access, Feedback, Officer, Outcome};
        let table = Table::new(
            vec![
                tally("1", Access, [0, 0, 0, 50, 0]),
                tally("3", Officer, [0, 0, 0, 30, 0]),
                tally("4", Outcome, [0, 0, 0, 40, 0]),
                tally("5.1", Feedback, [0, 2, 0, 3, 0]),
                tally("5.2", Feedback, [0, 0, 0, 9, 0]),
            ],
            BTreeMap::new(),
        );
        let hidden = |measure| table.told(measure).is_withheld();
        let found = [Access, Officer, Outcome, Feedback].map(|own| hidden(own.into()));
        assert_eq!(found, [false, true, false, true]);
        assert!(!hidden(Measure::Overall) && !hidden(Measure::Procedure));
        let nine = Table::new(vec![tally("1", Access, [0, 0, 0, 9, 0])], BTreeMap::new());
        assert!(nine.told(Measure::Overall).is_withheld());
        let criteria = table.tallies().iter();
        let hidden: Vec<_> = criteria
            .map(|tally| table.told_criterion(tally).is_withheld())
            .collect();
        assert_eq!(hidden, [false, true, false, true, true]);
    }

    #[test]
    fn criteria_stand_in_the_order_people_count() {
        let codes = ["1.10", "1.2", "1.9", "1.1"];
        let tallies = codes.map(|code| tally(code, Dimension::Access, [0; 5]));
        let table = Table::new(tallies.to_vec(), BTreeMap::new());
        let order: Vec<_> = table
            .tallies()
            .iter()
            .map(|t| t.criterion.as_str())
            .collect();
        assert_eq!(order, ["1.1", "1.2", "1.9", "1.10"]);
    }
}
