//! Looking at what a unit watches: the figures of now, each with all that an alert keeps of them.

use chrono::{Days, Duration, NaiveDate, NaiveDateTime};

use super::evidence::{Evidence, Silent};
use super::rule::{Rule, Span};
use super::store::figures::{self, Sums};
use super::subject::Subject;
use super::usual::{LOOK_BACK, against_usual};
use crate::clock::{local_day, local_time};
use crate::db::DbConn;
use crate::dossiers::Ground;
use crate::error::{AppError, AppResult};
use crate::indices::{Counts, FEWEST_PERSONS, Figure, Measure, Table, Tally};
use crate::kiosk::list_heard;
use crate::survey::ballot::Channel;
use crate::survey::questionnaire::Questionnaire;
use crate::units::{Scope, Unit};

/// Days of an index that is not of the year.
pub const INDEX_DAYS: u64 = 90;
/// What is given at the desk by whoever was served there.
const AT_DESK: [Channel; 2] = [Channel::Kiosk, Channel::Slip];

/// A unit with everything below it, at a moment.
pub struct Look {
    scope: Scope,
    unit_ids: Vec<i64>,
    ground: Ground,
    now: NaiveDateTime,
    questionnaires: Vec<(i64, Questionnaire)>,
}

/// What was answered on some days, and whether it stands on the desk's own ballots.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The answers.
    pub table: Table,
    /// Whether they were given at the desk; else they are all there are.
    pub at_desk: bool,
}

impl Look {
    /// Begins to look.
    ///
    /// # Errors
    /// The database refuses.
    pub fn at(conn: &mut DbConn, unit: &Unit, now: NaiveDateTime) -> AppResult<Self> {
        let scope = Scope::below(unit);
        let parsed = |(id, definition): (i64, String)| {
            let read = serde_json::from_str(&definition).map_err(AppError::internal)?;
            Ok::<_, AppError>((id, read))
        };
        let stored = figures::list_questionnaires(conn)?;
        Ok(Self {
            unit_ids: figures::list_unit_ids(conn, &scope)?,
            ground: Ground::find(conn, unit.id)?,
            questionnaires: stored.into_iter().map(parsed).collect::<Result<_, _>>()?,
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
    pub fn see(&self, conn: &mut DbConn, subject: Subject, rule: &Rule) -> AppResult<Evidence> {
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

    fn index(&self, conn: &mut DbConn, measure: Measure, span: Span) -> AppResult<Evidence> {
        let today = self.today();
        let (first, sums) = match span {
            Span::Days => {
                let first = today - Days::new(INDEX_DAYS - 1);
                let sums = figures::sum_days(conn, &self.unit_ids, (first, today))?;
                (first, sums)
            }
            Span::Year => {
                let first = figures::first_of_year(today);
                (first, figures::sum_year(conn, &self.unit_ids, today)?)
            }
        };
        let answered = self.answered(sums);
        let figure = answered.table.figure(measure);
        Ok(Evidence {
            days: Some((first, today)),
            at_desk: answered.at_desk,
            ..of_index(figure)
        })
    }

    /// What was answered from one day to another.
    ///
    /// # Errors
    /// The database refuses.
    pub fn answered_on(
        &self,
        conn: &mut DbConn,
        days: (NaiveDate, NaiveDate),
    ) -> AppResult<Answered> {
        Ok(self.answered(figures::sum_days(conn, &self.unit_ids, days)?))
    }

    /// The headline stands on what is given at the desk; where nothing is, on everything.
    fn answered(&self, sums: Vec<Sums>) -> Answered {
        let desk = AT_DESK.map(Channel::as_str);
        let is_at_desk = |sum: &Sums| desk.contains(&sum.0.as_str());
        let at_desk = sums.iter().any(is_at_desk);
        let kept = sums.into_iter().filter(|sum| !at_desk || is_at_desk(sum));
        let mut tallies: Vec<Tally> = Vec::new();
        for (_, id, criterion, n1, n2, n3, n4, n5) in kept {
            let asked = self.questionnaires.iter().find(|(own, _)| *own == id);
            let Some((_, questionnaire)) = asked else {
                continue;
            };
            let known = questionnaire
                .criteria
                .iter()
                .find(|it| it.code == criterion);
            let Some(dimension) = known.map(|it| it.dimension) else {
                continue;
            };
            let counts = Counts {
                scores: [n1, n2, n3, n4, n5].map(natural),
                no_opinion: 0,
            };
            let same = |it: &&mut Tally| {
                it.criterion == criterion && it.questionnaire == questionnaire.version
            };
            match tallies.iter_mut().find(same) {
                Some(tally) => tally.counts += counts,
                None => tallies.push(Tally {
                    questionnaire: questionnaire.version.clone(),
                    criterion,
                    dimension,
                    counts,
                }),
            }
        }
        Answered {
            table: Table::new(tallies, std::collections::BTreeMap::new()),
            at_desk,
        }
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

/// An index with the interval of its people.
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

fn natural(sum: Option<i64>) -> u64 {
    sum.and_then(|sum| u64::try_from(sum).ok()).unwrap_or(0)
}

fn small(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
