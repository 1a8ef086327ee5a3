//! Looking at what a unit watches: the figures of now, each with all that an alert keeps of them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime};

use super::evidence::{Evidence, Silent};
use super::rule::{Rule, Span};
use super::store::figures;
use super::subject::Subject;
use super::usual::{LOOK_BACK, against_usual};
use crate::clock::{local_day, local_time};
use crate::db::DbConn;
use crate::dossiers::Ground;
use crate::error::AppResult;
use crate::indices::{FEWEST_PERSONS, Figure, Headline, Measure};
use crate::kiosk::list_heard;
use crate::units::{Scope, Unit};

/// Days of an index that is not of the year.
pub const INDEX_DAYS: u64 = 90;

/// A unit with everything below it, at a moment.
pub struct Look {
    unit: Unit,
    scope: Scope,
    unit_ids: Vec<i64>,
    ground: Ground,
    now: NaiveDateTime,
    headlines: BTreeMap<Span, Headline>,
}

impl Look {
    /// Begins to look.
    ///
    /// # Errors
    /// The database refuses.
    pub fn at(conn: &mut DbConn, unit: &Unit, now: NaiveDateTime) -> AppResult<Self> {
        let scope = Scope::below(unit);
        Ok(Self {
            unit_ids: figures::list_unit_ids(conn, &scope)?,
            ground: Ground::find(conn, unit.id)?,
            headlines: BTreeMap::new(),
            unit: unit.clone(),
            scope,
            now,
        })
    }

    /// Ids of the units looked at.
    pub fn unit_ids(&self) -> &[i64] {
        &self.unit_ids
    }

    /// What a rule watches, as it is now.
    ///
    /// # Errors
    /// The database refuses.
    pub fn see(&mut self, conn: &mut DbConn, subject: Subject, rule: &Rule) -> AppResult<Evidence> {
        let found = match (subject, subject.measure()) {
            (_, Some(measure)) => self.index(conn, measure, rule.span)?,
            (Subject::Complaints, _) => self.complaints(conn)?,
            (Subject::Apologies, _) => self.apologies(conn)?,
            (Subject::Tablets, _) => self.tablets(conn)?,
            _ => self.ballots(conn)?,
        };
        Ok(found.judged_by(rule))
    }

    fn today(&self) -> NaiveDate {
        local_day(self.now)
    }

    fn index(&mut self, conn: &mut DbConn, measure: Measure, span: Span) -> AppResult<Evidence> {
        let headline = self.headline(conn, span)?;
        Ok(Evidence {
            days: Some(headline.days),
            at_desk: headline.is_of_the_desk(),
            ..of_index(headline.told(measure))
        })
    }

    /// All indices of the same days stand on one reading.
    fn headline(&mut self, conn: &mut DbConn, span: Span) -> AppResult<&Headline> {
        let today = self.today();
        match self.headlines.entry(span) {
            Entry::Occupied(found) => Ok(found.into_mut()),
            Entry::Vacant(place) => {
                let first = match span {
                    Span::Days => today - Days::new(INDEX_DAYS - 1),
                    Span::Year => NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today),
                };
                Ok(place.insert(Headline::of_days(conn, &self.unit, (first, today))?))
            }
        }
    }

    /// The index from one day to another.
    ///
    /// # Errors
    /// The database refuses.
    pub fn headline_of(
        &self,
        conn: &mut DbConn,
        days: (NaiveDate, NaiveDate),
    ) -> AppResult<Headline> {
        Headline::of_days(conn, &self.unit, days)
    }

    fn complaints(&self, conn: &mut DbConn) -> AppResult<Evidence> {
        let (count, since) = figures::count_late_complaints(conn, &self.unit_ids, self.today())?;
        Ok(Evidence {
            since,
            ..Evidence::of_count(small(count))
        })
    }

    fn apologies(&self, conn: &mut DbConn) -> AppResult<Evidence> {
        let (count, since) = figures::count_owed_apologies(conn, &self.unit_ids, self.now)?;
        Ok(Evidence {
            since: since.map(local_day),
            ..Evidence::of_count(small(count))
        })
    }

    /// Tablets that were silent for a whole hour of office time or longer; the longest silence is what counts.
    ///
    /// # Errors
    /// The database refuses.
    pub fn silent(&self, conn: &mut DbConn) -> AppResult<Vec<Silent>> {
        let hours = |since: NaiveDateTime| {
            let (from, until) = (local_time(since), local_time(self.now));
            let worked = self
                .ground
                .rules
                .hours
                .between(from, until, &self.ground.calendar);
            worked.unwrap_or_else(|_| Duration::zero()).num_hours()
        };
        let mut silent: Vec<Silent> = list_heard(conn, &self.scope)?
            .into_iter()
            .map(|tablet| Silent {
                hours: small(hours(tablet.since)),
                device_id: tablet.device_id,
                place: tablet.place,
                name: tablet.name,
            })
            .filter(|tablet| tablet.hours > 0)
            .collect();
        silent.sort_by_key(|tablet| std::cmp::Reverse(tablet.hours));
        Ok(silent)
    }

    fn tablets(&self, conn: &mut DbConn) -> AppResult<Evidence> {
        let tablets = self.silent(conn)?;
        let longest = tablets.first().map_or(0, |tablet| tablet.hours);
        Ok(Evidence {
            tablets,
            ..Evidence::of_count(longest)
        })
    }

    fn ballots(&self, conn: &mut DbConn) -> AppResult<Evidence> {
        let today = self.today();
        let since = today - Days::new(LOOK_BACK);
        let ballots = figures::count_ballots(conn, &self.unit_ids, since)?;
        Ok(against_usual(&ballots, &self.ground.calendar, today))
    }
}

/// An index with the interval of its people; nothing to judge by where it is withheld.
fn of_index(figure: Figure) -> Evidence {
    let answers = figure.share.answers;
    let (Some(percent), Some(interval)) = (figure.share.percent(), figure.interval_of_persons())
    else {
        return Evidence::default();
    };
    Evidence {
        value: percent.value().into(),
        low: interval.low.value().into(),
        high: interval.high.value().into(),
        sure: figure.persons >= FEWEST_PERSONS,
        persons: figure.persons,
        answers,
        ..Evidence::default()
    }
}

fn small(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
