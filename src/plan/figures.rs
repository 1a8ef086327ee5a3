//! What the program knows of a unit and a year: its indices and criteria, the rates of its dossiers and complaints, and the
//! imported figures of years that were counted elsewhere.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::source::{Rate, Source};
use super::store;
use crate::apologies::figures as dossiers;
use crate::clock::year_in_utc;
use crate::complaints::facts::Fact as CaseFact;
use crate::complaints::figures as complaints;
use crate::complaints::store::sum_tallies;
use crate::db::DbConn;
use crate::dossiers::facts::Fact;
use crate::error::AppResult;
use crate::indices::{Figure, Measure, Reading, list_baselines};
use crate::percent::Hundredths;
use crate::units::{Scope, Unit};

/// Imported figures of a unit read at most.
const IMPORTED: i64 = 200;

/// The figures of a unit and everything below it in one year.
pub struct Figures {
    reading: Reading,
    dossiers: dossiers::Counts,
    cases: complaints::Counts,
    published: complaints::Rate,
    imported: BTreeMap<Measure, (Hundredths, String)>,
}

/// One figure.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How much; nothing where there is nothing to count.
    pub amount: Option<Amount>,
    /// What an index is made of.
    pub figure: Option<Figure>,
    /// Part and whole of a rate.
    pub ratio: Option<(u64, u64)>,
    /// Where it was imported from.
    pub imported: Option<String>,
    /// There is nothing of which the target could be missed.
    pub is_void: bool,
}

impl Figures {
    /// Reads them. The viewer may see the unit: that is the caller's to know.
    ///
    /// # Errors
    /// The database refuses.
    pub fn find(conn: &mut DbConn, unit: &Unit, year: i32) -> AppResult<Self> {
        let scope = Scope::below(unit);
        let imported = list_baselines(conn, &[unit.id], IMPORTED)?.into_iter();
        let imported = imported.filter(|(owner, of)| *owner == Some(unit.id) && of.year == year);
        let (part, whole) = match year_in_utc(year) {
            Some(span) => store::count_published(conn, &scope, &span)?,
            None => (0, 0),
        };
        Ok(Self {
            reading: Reading::headline(conn, unit, year)?,
            dossiers: dossiers::Figures::find(conn, &scope, year)?.all,
            cases: sum_tallies(conn, &scope, year)?.into_iter().collect(),
            published: complaints::Rate { part, whole },
            imported: imported
                .filter_map(|(_, of)| Some((of.measure.parse().ok()?, (of.percent, of.source))))
                .collect(),
        })
    }

    /// What is known of a source.
    pub fn of(&self, source: &Source) -> Found {
        match source {
            Source::Index(measure) => self.index(*measure),
            Source::Criterion(version, code) => {
                let mut tallies = self.reading.now.tallies().iter();
                let tally =
                    tallies.find(|it| it.questionnaire == *version && it.criterion == *code);
                let told = tally.map(|tally| self.reading.now.told_criterion(tally));
                told.map_or_else(Found::default, Found::measured)
            }
            Source::Rate(rate) => self.rate(*rate),
            Source::Entered => Found::default(),
        }
    }

    fn index(&self, measure: Measure) -> Found {
        let own = Found::measured(self.reading.now.told(measure));
        match (own.amount, self.imported.get(&measure)) {
            (None, Some((percent, origin))) => Found {
                amount: Some((*percent).into()),
                imported: Some(origin.clone()),
                ..Found::default()
            },
            _ => own,
        }
    }

    fn rate(&self, rate: Rate) -> Found {
        let (counts, cases) = (&self.dossiers, &self.cases);
        let (part, whole) = match rate {
            Rate::OnTime => (counts.of(Fact::OnTime), counts.of(Fact::Ended)),
            Rate::Apologised => (counts.of(Fact::Apologised), counts.of(Fact::Late)),
            Rate::AnsweredInTime => (cases.in_time().part, cases.in_time().whole),
            Rate::Published => (self.published.part, self.published.whole),
            Rate::Satisfied => (cases.of(CaseFact::Satisfied), cases.of(CaseFact::Rated)),
        };
        Found {
            amount: Hundredths::of_ratio(part.into(), whole.into()).map(Amount::from),
            ratio: Some((part, whole)),
            is_void: rate == Rate::Apologised && whole == 0 && counts.of(Fact::Ended) > 0,
            ..Found::default()
        }
    }
}

impl Found {
    fn measured(figure: Figure) -> Self {
        Self {
            amount: figure.share.percent().map(Amount::from),
            figure: Some(figure),
            ..Self::default()
        }
    }
}
