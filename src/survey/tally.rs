//! Counts of scores over a set of ballots, by day and by month (pure). The same code counts a batch that is
//! being stored and recounts the whole box, so that both can only agree.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::ballot::{Answers, Channel};

/// Scores from this one up count as satisfied.
pub const SATISFIED_FROM: u8 = 4;

/// What a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TallyKey {
    /// The unit that was rated.
    pub unit_id: i64,
    /// A day in Vietnam, or the first day of a month.
    pub period: NaiveDate,
    /// How the ballots came in.
    pub channel: Channel,
    /// Row of the questionnaire.
    pub questionnaire_id: i64,
    /// Criterion code; empty in the turnout, which counts ballots.
    pub criterion: String,
}

/// Scores 1 to 5, then "không có ý kiến".
pub type ScoreCounts = [i32; 6];
/// Ballots, how many of them are partial, how many have a score; scores of 4 and 5 among all scores, scores.
pub type BallotCounts = [i32; 5];

/// All counts of a set of ballots, in both grains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// Scores by day.
    pub days: BTreeMap<TallyKey, ScoreCounts>,
    /// Scores by month.
    pub months: BTreeMap<TallyKey, ScoreCounts>,
    /// Ballots by day.
    pub turnout_days: BTreeMap<TallyKey, BallotCounts>,
    /// Ballots by month.
    pub turnout_months: BTreeMap<TallyKey, BallotCounts>,
}

/// What of a ballot is counted.
pub struct Counted<'a> {
    /// The unit that was rated.
    pub unit_id: i64,
    /// The day in Vietnam.
    pub day: NaiveDate,
    /// How it came in.
    pub channel: Channel,
    /// Row of the questionnaire.
    pub questionnaire_id: i64,
    /// The scores.
    pub answers: &'a Answers,
    /// The citizen left before the end.
    pub partial: bool,
}

impl Tallies {
    /// Counts one ballot.
    pub fn add(&mut self, ballot: &Counted<'_>) {
        let month = ballot.day.with_day(1).unwrap_or(ballot.day);
        let mut key = TallyKey {
            unit_id: ballot.unit_id,
            period: ballot.day,
            channel: ballot.channel,
            questionnaire_id: ballot.questionnaire_id,
            criterion: String::new(),
        };
        let counts = one_ballot(ballot);
        add_to(&mut self.turnout_days, &key, counts);
        key.period = month;
        add_to(&mut self.turnout_months, &key, counts);
        for (criterion, score) in ballot.answers {
            let counts = one_score(*score);
            key.criterion.clone_from(criterion);
            key.period = ballot.day;
            add_to(&mut self.days, &key, counts);
            key.period = month;
            add_to(&mut self.months, &key, counts);
        }
    }
}

fn one_ballot(ballot: &Counted<'_>) -> BallotCounts {
    let (mut satisfied, mut answers) = (0, 0);
    for score in ballot.answers.values().flatten() {
        satisfied += i32::from(*score >= SATISFIED_FROM);
        answers += 1;
    }
    [
        1,
        ballot.partial.into(),
        (answers > 0).into(),
        satisfied,
        answers,
    ]
}

fn one_score(score: Option<u8>) -> ScoreCounts {
    let mut counts = [0; 6];
    let place = score.map_or(5, |score| usize::from(score).saturating_sub(1));
    if let Some(count) = counts.get_mut(place) {
        *count = 1;
    }
    counts
}

fn add_to<const N: usize>(
    counts: &mut BTreeMap<TallyKey, [i32; N]>,
    key: &TallyKey,
    more: [i32; N],
) {
    match counts.get_mut(key) {
        Some(sum) => sum
            .iter_mut()
            .zip(more)
            .for_each(|(sum, more)| *sum += more),
        None => {
            counts.insert(key.clone(), more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_opinion_is_counted_apart_and_skipped_is_not_counted() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let answers = Answers::from([("1".into(), Some(5)), ("2".into(), None)]);
        let mut tallies = Tallies::default();
        for partial in [false, true] {
            tallies.add(&Counted {
                unit_id: 1,
                day,
                channel: Channel::Kiosk,
                questionnaire_id: 3,
                answers: &answers,
                partial,
            });
        }
        let counts: Vec<_> = tallies.months.values().collect();
        assert_eq!(counts, [&[0, 0, 0, 0, 2, 0], &[0, 0, 0, 0, 0, 2]]);
        assert!(tallies.months.keys().all(|key| key.period.day() == 1));
        assert_eq!(tallies.turnout_days.values().next(), Some(&[2, 1, 2, 2, 2]));
    }

    #[test]
    fn a_ballot_without_a_score_is_of_nobody_who_judged() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let mut tallies = Tallies::default();
        for answers in [
            vec![("1", Some(3)), ("2", Some(4))],
            vec![("1", None)],
            vec![],
        ] {
            let answers = answers
                .into_iter()
                .map(|(code, score)| (code.to_owned(), score));
            tallies.add(&Counted {
                unit_id: 1,
                day,
                channel: Channel::Kiosk,
                questionnaire_id: 3,
                answers: &answers.collect(),
                partial: false,
            });
        }
        assert_eq!(
            tallies.turnout_months.values().next(),
            Some(&[3, 0, 1, 1, 2])
        );
    }
}
