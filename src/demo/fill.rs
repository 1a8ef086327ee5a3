//! Filling the sample: how many ratings each day gets, and putting them into the box the way a server does, batch by
//! batch, so that memory stays the same however many there are. A fill that was cut short goes on at the next start:
//! the same plan makes the same ballots, and the box takes each once.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

use super::Size;
use super::places::{Commune, Sample};
use super::sample::{SampleBallot, Sampler, pace};
use crate::clock::utc_of_local;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::indices::{self, Measure};
use crate::percent::Hundredths;
use crate::rows::{OnError, Rows};
use crate::survey::ballot::{Channel, Source};
use crate::survey::questionnaire::catalogue;
use crate::survey::store::{Incoming, accept, sync_questionnaires};
use crate::survey::{RatedAt, told_flags};
use crate::web::secret::random_bytes;

/// Ballots in one commit.
const BATCH: usize = 5_000;
/// Figures that were really published, for the years before.
const PUBLISHED: &str = include_str!("../../data/published-indices.csv");
/// What the sample commune promised for this year.
const TARGETS: [(Measure, i64); 6] = [
    (Measure::Overall, 8_150),
    (Measure::Access, 8_300),
    (Measure::Procedure, 8_000),
    (Measure::Officer, 8_500),
    (Measure::Outcome, 8_400),
    (Measure::Feedback, 8_000),
];

/// Which days are filled, with how many ratings in all, of how many communes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    last: NaiveDate,
    size: Size,
}

impl Plan {
    /// All of last year and this year up to yesterday.
    pub(super) fn until(today: NaiveDate, size: Size) -> Self {
        Self {
            last: today - Duration::days(1),
            size,
        }
    }

    /// Reads what `to_string` wrote.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (last, ballots) = (words.next()?, words.next()?);
        // A sample of before there were several communes names none.
        let communes = words.next().unwrap_or("1");
        Some(Self {
            last: last.parse().ok()?,
            size: Size {
                ballots: ballots.parse().ok()?,
                communes: communes.parse().ok()?,
            },
        })
    }

    /// How much there is of it.
    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// The year that the sample calls this one: that of the day after the last.
    fn year(&self) -> i32 {
        (self.last + Duration::days(1)).year()
    }

    fn first(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year() - 1, 1, 1).unwrap_or(self.last)
    }

    /// Each day with its number of ratings: the days' paces share out the whole, and the parts add up to it.
    fn days(&self) -> impl Iterator<Item = (NaiveDate, u64)> {
        let all = self
            .first()
            .iter_days()
            .take_while(|day| *day <= self.last)
            .map(|day| (day, u128::from(pace(day))))
            .collect::<Vec<_>>();
        let whole: u128 = all.iter().map(|(_, pace)| pace).sum();
        let (ballots, mut sum) = (u128::from(self.size.ballots), 0);
        all.into_iter().map(move |(day, pace)| {
            let before = ballots * sum / whole.max(1);
            sum += pace;
            let count = ballots * sum / whole.max(1) - before;
            (day, u64::try_from(count).unwrap_or(0))
        })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Size { ballots, communes } = self.size;
        write!(f, "{} {ballots} {communes}", self.last)
    }
}

/// Makes the ratings of the plan and puts them into the box.
///
/// # Errors
/// The database refuses.
pub(super) fn put_ballots(
    db: &Db,
    now: NaiveDateTime,
    sample: &Sample,
    plan: &Plan,
) -> AppResult<()> {
    let questionnaires = db.write_blocking(|conn| sync_questionnaires(conn, catalogue(), now))?;
    let communes = sample.communes();
    let mut shares = Shares::among(communes.len());
    let mut batch = Vec::with_capacity(BATCH);
    for (day, count) in plan.days() {
        for (place, count) in shares.of(count) {
            let Some(commune) = communes.get(place) else {
                continue;
            };
            let number = u32::try_from(place).unwrap_or(u32::MAX);
            let sampler = Sampler::new(catalogue(), commune.counters.len(), plan.first(), number);
            for rating in sampler.day(day, count) {
                batch.push(incoming(rating, commune, &questionnaires)?);
                if batch.len() == BATCH {
                    db.write_blocking(|conn| accept(conn, &batch))?;
                    batch.clear();
                }
            }
        }
    }
    db.write_blocking(|conn| accept(conn, &batch))?;
    Ok(())
}

/// How the ratings of a day are shared out: two of three are of the first commune, the others by turns of the rest, some of
/// which are larger.
struct Shares {
    turns: Vec<usize>,
    next: usize,
}

impl Shares {
    fn among(communes: usize) -> Self {
        let turns = |place: usize| std::iter::repeat_n(place, 1 + place % 4);
        Self {
            turns: (1..communes).flat_map(turns).collect(),
            next: 0,
        }
    }

    /// Commune by commune, how many of these.
    fn of(&mut self, count: u64) -> BTreeMap<usize, u64> {
        let rest = match self.turns.is_empty() {
            true => 0,
            false => count / 3,
        };
        let mut shares = BTreeMap::from([(0, count - rest)]);
        for _ in 0..rest {
            let place = self.turns.get(self.next).copied().unwrap_or(0);
            *shares.entry(place).or_default() += 1;
            self.next = (self.next + 1) % self.turns.len();
        }
        shares
    }
}

/// Targets of this year, and published figures as baselines.
///
/// # Errors
/// The database refuses, or the built-in file cannot be read.
pub(super) fn put_figures(db: &Db, sample: &Sample, plan: &Plan) -> AppResult<()> {
    let known = |(measure, value)| Some((measure, Hundredths::new(value)?));
    let targets: BTreeMap<_, _> = TARGETS.into_iter().filter_map(known).collect();
    db.write_blocking(|conn| {
        indices::replace_targets(conn, sample.unit.id, plan.year(), &targets)
    })?;
    // The file calls the province by its bare name.
    let file = PUBLISHED.replace(",Gia Lai,", &format!(",{},", sample.province.name));
    let report = indices::import_baselines(db, Rows::from_csv(file.as_bytes()), OnError::Refuse)?;
    match report.refused.first() {
        Some(refusal) => Err(AppError::internal(refusal.to_string())),
        None => Ok(()),
    }
}

/// The rating as it arrives: on the channel's own way, a moment after it was given.
fn incoming(
    rating: SampleBallot,
    commune: &Commune<'_>,
    questionnaires: &HashMap<String, i64>,
) -> AppResult<Incoming> {
    let given = utc_of_local(rating.local);
    let questionnaire_id = questionnaires
        .get(&rating.ballot.questionnaire)
        .copied()
        .ok_or(AppError::NotFound)?;
    let rated_at = match rating.channel {
        Channel::Paper => RatedAt::on_day(rating.local.date()),
        _ => RatedAt {
            moment: given,
            skew_s: None,
            suspect: false,
        },
    };
    Ok(Incoming {
        questionnaire_id,
        source: source(&rating, commune),
        rated_at,
        received_at: given + Duration::seconds(2),
        salt: random_bytes(),
        flags: told_flags(&rating.ballot).collect(),
        ballot: rating.ballot,
        slip: None,
    })
}

fn source(rating: &SampleBallot, commune: &Commune<'_>) -> Source {
    let counter = rating
        .counter
        .and_then(|number| commune.counters.get(number));
    let link = match (rating.channel, counter) {
        (Channel::Place, Some(counter)) => counter.link.as_ref(),
        (Channel::Place, None) => commune.poster,
        (Channel::Open, _) => commune.open,
        _ => None,
    };
    let tablet = counter
        .filter(|_| rating.channel == Channel::Kiosk)
        .and_then(|counter| counter.tablet.as_ref());
    Source {
        unit_id: commune.unit_id,
        channel: rating.channel,
        counter_id: counter.map(|counter| counter.counter.id),
        device_id: tablet.map(|tablet| tablet.id),
        link_id: link.map(|link| link.id),
        officer_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(ballots: u64) -> Plan {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day");
        Plan::until(
            today,
            Size {
                ballots,
                communes: 3,
            },
        )
    }

    #[test]
    fn the_days_share_out_every_rating() {
        for ballots in [0, 1, 999, 12_000, 1_000_000] {
            let plan = plan(ballots);
            let days: Vec<_> = plan.days().collect();
            assert_eq!(days.iter().map(|(_, count)| count).sum::<u64>(), ballots);
            assert_eq!(
                days.first().map(|(day, _)| day.to_string()),
                Some("2025-01-01".into())
            );
            assert_eq!(
                days.last().map(|(day, _)| day.to_string()),
                Some("2026-11-24".into())
            );
        }
    }

    #[test]
    fn the_communes_share_out_every_rating() {
        let shared = |communes| {
            let (mut shares, mut sums) = (Shares::among(communes), BTreeMap::new());
            for count in [7, 0, 100, 1] {
                for (place, count) in shares.of(count) {
                    *sums.entry(place).or_insert(0) += count;
                }
            }
            sums.into_values().collect::<Vec<u64>>()
        };
        assert_eq!(shared(1), [108]);
        assert_eq!(shared(3), [73, 14, 21]);
    }

    #[test]
    fn a_plan_reads_back() {
        assert_eq!(Plan::parse(&plan(12).to_string()), Some(plan(12)));
        assert_eq!(Plan::parse("x"), None);
        let before = Plan::parse("2026-11-24 600").expect("a plan of before");
        assert_eq!(
            before.size(),
            Size {
                ballots: 600,
                communes: 1
            }
        );
    }

    #[test]
    fn on_new_years_day_the_sample_is_of_last_year() {
        let today = NaiveDate::from_ymd_opt(2027, 1, 1).expect("a day");
        let plan = Plan::until(
            today,
            Size {
                ballots: 100,
                communes: 1,
            },
        );
        assert_eq!(plan.first().year(), 2026);
        assert!(plan.days().all(|(day, _)| day.year() == 2026));
    }
}
