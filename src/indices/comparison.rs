//! What may be said of two years, or of a year and its target: risen, fallen, or not enough to conclude.
//! The words for it are in the catalogue, the intervals in `interval`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::interval::Estimate;
use super::table::Figure;
use crate::percent::Hundredths;

/// Below this many people on either side nothing is concluded: such small samples jump too much.
pub const FEWEST_PERSONS: u64 = 20;

/// Two years are mixed differently when more than this part of the ballots, in hundredths,
/// would have to come another way to make them alike.
const ALIKE_UP_TO: u16 = 1_000;

crate::text_enum! {
    /// What this year is against the other one.
    pub enum Verdict {
        /// Risen, with 95 % confidence.
        Rise => "rise",
        /// Fallen, with 95 % confidence.
        Fall => "fall",
        /// Too few people, or too small a difference, to say either.
        NotEnough => "not_enough",
        /// One of the years has no answers.
        NoData => "no_data",
        /// The years stand on other classes of evidence: a difference may come from the asking.
        OtherClasses => "other_classes",
    }
}

crate::text_enum! {
    /// What a year is against its target.
    pub enum Standing {
        /// At or above the target, and the whole interval is.
        MetSurely => "met_surely",
        /// At or above the target, but the interval reaches below it.
        Met => "met",
        /// Below the target, but the interval reaches it.
        Missed => "missed",
        /// Below the target, and the whole interval is.
        MissedSurely => "missed_surely",
        /// No answers this year.
        NoData => "no_data",
    }
}

/// This year minus the other one, in hundredths of a percentage point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(i32);

/// The difference of two years and what it allows to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Difference of the two published percentages; nothing if one of them is unknown.
    pub points: Option<Points>,
    /// What may be concluded from it.
    pub verdict: Verdict,
}

impl Points {
    /// The difference of two percentages as they are printed, so that a reader's subtraction agrees.
    pub fn between(now: Hundredths, before: Hundredths) -> Self {
        Self(i32::from(now.value()) - i32::from(before.value()))
    }

    /// Hundredths of a percentage point, negative for a fall.
    pub fn value(self) -> i32 {
        self.0
    }

    /// The size of the difference without its direction.
    pub fn size(self) -> Option<Hundredths> {
        Hundredths::new(self.0.unsigned_abs().into())
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "+" };
        let size = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", size / 100, size % 100))
    }
}

/// A JSON number of percentage points.
impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0) / 100.0)
    }
}

impl Comparison {
    /// Compares two figures. A direction is said only if Newcombe's 95 % interval of the difference,
    /// taken over people and not over answers, leaves 0 out: this errs on the side of saying nothing.
    pub fn of(now: Figure, before: Figure) -> Self {
        let percents = (now.share.percent(), before.share.percent());
        let (Some(current), Some(earlier)) = percents else {
            return Self {
                points: None,
                verdict: Verdict::NoData,
            };
        };
        let points = Points::between(current, earlier);
        Self {
            points: Some(points),
            verdict: verdict(points, now, before),
        }
    }

    /// The same, with nothing concluded where the years do not stand on the same classes of evidence.
    #[must_use]
    pub fn if_alike(self, alike: bool) -> Self {
        let verdict = match self.verdict {
            Verdict::NoData => Verdict::NoData,
            told if alike => told,
            _ => Verdict::OtherClasses,
        };
        Self { verdict, ..self }
    }
}

fn verdict(points: Points, now: Figure, before: Figure) -> Verdict {
    if now.persons.min(before.persons) < FEWEST_PERSONS {
        return Verdict::NotEnough;
    }
    let estimate = |figure: Figure| Estimate::of_sample(figure.share, figure.persons);
    let (Some(current), Some(earlier)) = (estimate(now), estimate(before)) else {
        return Verdict::NoData;
    };
    let (low, high) = current.difference(earlier);
    if low > 0.0 && points.value() > 0 {
        Verdict::Rise
    } else if high < 0.0 && points.value() < 0 {
        Verdict::Fall
    } else {
        Verdict::NotEnough
    }
}

impl Standing {
    /// Where a figure stands against a target. Met or missed follows the printed percentage, as an office reads it;
    /// surely or not follows the interval over people.
    pub fn of(now: Figure, target: Hundredths) -> Self {
        let (Some(percent), Some(interval)) = (now.share.percent(), now.interval_of_persons())
        else {
            return Self::NoData;
        };
        let enough = now.persons >= FEWEST_PERSONS;
        match (percent >= target, enough) {
            (true, true) if interval.low >= target => Self::MetSurely,
            (true, _) => Self::Met,
            (false, true) if interval.high < target => Self::MissedSurely,
            (false, _) => Self::Missed,
        }
    }
}

/// Whether two years were asked so differently (other questionnaires, or in other proportions)
/// that a difference may come from the asking. A year without ballots differs from nothing.
pub fn mixed_differently<K: Ord>(now: &BTreeMap<K, u64>, before: &BTreeMap<K, u64>) -> bool {
    let total = |ballots: &BTreeMap<K, u64>| ballots.values().copied().map(u128::from).sum();
    let (all_now, all_before): (u128, u128) = (total(now), total(before));
    let count =
        |ballots: &BTreeMap<K, u64>, key| u128::from(ballots.get(key).copied().unwrap_or(0));
    // Parts of the two years on a common denominator; what one has more is what the other has less.
    let moved = now.keys().map(|key| {
        let (part, other) = (count(now, key) * all_before, count(before, key) * all_now);
        part.saturating_sub(other)
    });
    Hundredths::of_ratio(moved.sum(), all_now * all_before)
        .is_some_and(|moved| moved.value() > ALIKE_UP_TO)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indices::index::Share;

    fn figure(satisfied: u64, answers: u64, persons: u64) -> Figure {
        Figure {
            share: Share { satisfied, answers },
            persons,
        }
    }

    fn single(satisfied: u64, answers: u64) -> Figure {
        figure(satisfied, answers, answers)
    }

    fn verdict_of(now: Figure, before: Figure) -> Verdict {
        Comparison::of(now, before).verdict
    }

    #[test]
    fn a_clear_change_is_named_and_a_small_one_is_not() {
        assert_eq!(
            verdict_of(single(900, 1000), single(800, 1000)),
            Verdict::Rise
        );
        assert_eq!(
            verdict_of(single(800, 1000), single(900, 1000)),
            Verdict::Fall
        );
        assert_eq!(
            verdict_of(single(810, 1000), single(800, 1000)),
            Verdict::NotEnough
        );
        assert_eq!(
            verdict_of(single(19, 19), single(0, 1000)),
            Verdict::NotEnough
        );
        assert_eq!(verdict_of(single(0, 0), single(800, 1000)), Verdict::NoData);
    }

    #[test]
    fn many_answers_of_few_people_do_not_make_a_trend() {
        // 1000 answers each, but of 50 people who answered 20 criteria.
        let (now, before) = (figure(850, 1000, 50), figure(800, 1000, 50));
        assert_eq!(verdict_of(now, before), Verdict::NotEnough);
        assert_eq!(
            verdict_of(single(850, 1000), single(800, 1000)),
            Verdict::Rise
        );
    }

    #[test]
    fn the_difference_is_that_of_the_printed_percentages() {
        let compared = Comparison::of(single(2, 3), single(1, 3));
        assert_eq!(compared.points.map(Points::value), Some(6667 - 3333));
        assert_eq!(Points(-50).to_string(), "-0.50");
        assert_eq!(
            serde_json::to_string(&compared).expect("json"),
            r#"{"points":33.34,"verdict":"not_enough"}"#
        );
    }

    #[test]
    fn a_target_is_met_by_the_printed_percentage() {
        let target = Hundredths::new(8_000).expect("80 %");
        assert_eq!(Standing::of(single(800, 1000), target), Standing::Met);
        assert_eq!(Standing::of(single(900, 1000), target), Standing::MetSurely);
        assert_eq!(Standing::of(single(790, 1000), target), Standing::Missed);
        assert_eq!(
            Standing::of(single(700, 1000), target),
            Standing::MissedSurely
        );
        assert_eq!(Standing::of(single(10, 10), target), Standing::Met);
        assert_eq!(Standing::of(single(0, 0), target), Standing::NoData);
    }

    #[test]
    fn many_answers_of_few_people_make_no_target_sure() {
        let [lower, higher] = [7_700, 8_300].map(|value| Hundredths::new(value).expect("a share"));
        let fifty = figure(800, 1000, 50);
        assert_eq!(Standing::of(single(800, 1000), lower), Standing::MetSurely);
        assert_eq!(Standing::of(fifty, lower), Standing::Met);
        assert_eq!(
            Standing::of(single(800, 1000), higher),
            Standing::MissedSurely
        );
        assert_eq!(Standing::of(fifty, higher), Standing::Missed);
    }

    #[test]
    fn a_change_of_questionnaires_is_noticed() {
        let mix = |parts: &[(&str, u64)]| {
            parts
                .iter()
                .map(|(key, ballots)| ((*key).to_owned(), *ballots))
                .collect()
        };
        let touch = mix(&[("touch-5", 1000)]);
        assert!(!mixed_differently(
            &touch,
            &mix(&[("touch-5", 3), ("sipas-2017", 0)])
        ));
        assert!(!mixed_differently(
            &touch,
            &mix(&[("touch-5", 90), ("sipas-2017", 10)])
        ));
        assert!(mixed_differently(
            &touch,
            &mix(&[("touch-5", 89), ("sipas-2017", 11)])
        ));
        assert!(mixed_differently(&touch, &mix(&[("sipas-2017", 5)])));
        assert!(!mixed_differently(&touch, &mix(&[])));
    }

    fn any_figure() -> impl Strategy<Value = Figure> {
        (0..5_000_u64, 0..5_000_u64, 1..6_u64).prop_map(|(satisfied, rest, criteria)| {
            let answers = satisfied + rest;
            figure(satisfied, answers, answers.div_ceil(criteria))
        })
    }

    proptest! {
        #[test]
        fn swapping_the_years_swaps_the_verdict(a in any_figure(), b in any_figure()) {
            let (there, back) = (Comparison::of(a, b), Comparison::of(b, a));
            prop_assert_eq!(there.points.map(Points::value), back.points.map(|p| -p.value()));
            let mirrored = match back.verdict {
                Verdict::Rise => Verdict::Fall,
                Verdict::Fall => Verdict::Rise,
                other => other,
            };
            prop_assert_eq!(there.verdict, mirrored);
        }

        #[test]
        fn a_year_does_not_differ_from_itself(a in any_figure()) {
            prop_assert!(matches!(verdict_of(a, a), Verdict::NotEnough | Verdict::NoData));
        }

        #[test]
        fn counting_people_never_finds_more_than_counting_answers(a in any_figure(), b in any_figure()) {
            let by_persons = verdict_of(a, b);
            let by_answers = verdict_of(
                single(a.share.satisfied, a.share.answers),
                single(b.share.satisfied, b.share.answers),
            );
            prop_assert!(by_persons == Verdict::NotEnough || by_persons == by_answers);
        }

        #[test]
        fn a_verdict_never_contradicts_its_difference(a in any_figure(), b in any_figure()) {
            let found = Comparison::of(a, b);
            let points = found.points.map_or(0, Points::value);
            match found.verdict {
                Verdict::Rise => prop_assert!(points > 0),
                Verdict::Fall => prop_assert!(points < 0),
                Verdict::NoData => prop_assert!(found.points.is_none()),
                Verdict::NotEnough | Verdict::OtherClasses => {}
            }
        }

        #[test]
        fn a_target_reached_stays_reached_when_it_is_lowered(
            a in any_figure(), target in 0..=10_000_i64, less in 0..=10_000_i64,
        ) {
            let target = Hundredths::new(target).expect("in range");
            let lower = Hundredths::new(i64::from(target.value()).min(less)).expect("in range");
            let met = |target| matches!(Standing::of(a, target), Standing::Met | Standing::MetSurely);
            prop_assert!(!met(target) || met(lower));
        }

        #[test]
        fn a_sure_standing_is_never_said_of_few_people(satisfied in 0..19_u64, rest in 0..19_u64, target in 0..=10_000_i64) {
            prop_assume!(satisfied + rest < FEWEST_PERSONS);
            let standing = Standing::of(single(satisfied, satisfied + rest), Hundredths::new(target).expect("in range"));
            prop_assert!(!matches!(standing, Standing::MetSurely | Standing::MissedSurely));
        }
    }
}
