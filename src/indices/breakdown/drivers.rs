//! What moved the whole: its difference between two spans, taken apart exactly (pure). Each part gives what it does by
//! being better or worse itself, and what it does by making up more or less of the answers.

use std::cmp::Reverse;

use super::fields::{Fields, InYear};
use super::sums::{Sums, pooled};
use crate::indices::comparison::{Comparison, FEWEST_PERSONS, Points, Verdict};
use crate::indices::index::Share;
use crate::indices::measure::Measure;
use crate::indices::table::Figure;
use crate::percent::Hundredths;
use crate::survey::questionnaire::Dimension;

/// One part's share in the difference, in hundredths of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver<K> {
    /// The part; nothing for all others together.
    pub part: Option<K>,
    /// By its own rise or fall.
    pub within: i64,
    /// By weighing more or less.
    pub mix: i64,
    /// What may be said of the part itself.
    pub verdict: Verdict,
}

/// A part of both spans.
struct Part<K> {
    name: Option<K>,
    now: Share,
    before: Share,
    verdict: Verdict,
}

/// The parts, those that moved most first, the others last. They add up to the difference of the printed percentages.
pub type Drivers<K> = Vec<Driver<K>>;

impl<K> Driver<K> {
    /// Both together.
    pub fn total(&self) -> i64 {
        self.within + self.mix
    }
}

/// The dimensions between two spans. Those that fewer than twenty persons answered stand together.
pub fn by_dimension(now: &Sums, before: &Sums) -> Drivers<Dimension> {
    let parts = Dimension::ALL.iter().map(|dimension| {
        let measure = Measure::from(*dimension);
        (*dimension, now.whole(measure), before.whole(measure))
    });
    decompose(parts.collect(), whole(now), whole(before))
}

/// The fields between two spans: those that are told and that twenty persons answered in both.
pub fn by_field(fields: &Fields, now: &InYear, before: &InYear) -> Drivers<String> {
    let told = fields.lines.iter().filter_map(|line| {
        let (now, before) = (line.now.told()?, line.before.told()?);
        Some((line.code.clone(), *now, *before))
    });
    decompose(told.collect(), whole(&now.sums), whole(&before.sums))
}

fn whole(sums: &Sums) -> Share {
    sums.whole(Measure::Overall).share
}

/// Takes the difference apart; nothing where it is not known or no part is large enough.
fn decompose<K>(parts: Vec<(K, Figure, Figure)>, now: Share, before: Share) -> Drivers<K> {
    let (Some(percent_now), Some(percent_before)) = (now.percent(), before.percent()) else {
        return Vec::new();
    };
    let mut large: Vec<Part<K>> = parts
        .into_iter()
        .filter(|(_, now, before)| now.persons.min(before.persons) >= FEWEST_PERSONS)
        .map(|(part, now, before)| Part {
            name: Some(part),
            now: now.share,
            before: before.share,
            verdict: Comparison::of(now, before).verdict,
        })
        .collect();
    if large.is_empty() {
        return Vec::new();
    }
    let sum = |of: fn(&Part<K>) -> Share| large.iter().map(of).fold(Share::default(), pooled);
    let others = Part {
        name: None,
        now: rest(now, sum(|part| part.now)),
        before: rest(before, sum(|part| part.before)),
        verdict: Verdict::NotEnough,
    };
    if others.now.answers + others.before.answers > 0 {
        large.push(others);
    }
    let exact: Vec<f64> = large
        .iter()
        .flat_map(|part| effects((part.now, now), (part.before, before)))
        .collect();
    let difference = i64::from(Points::between(percent_now, percent_before).value());
    let rounded = rounded_to(difference, &exact);
    let mut drivers: Drivers<K> = large
        .into_iter()
        .zip(rounded.chunks_exact(2))
        .map(|(part, effects)| Driver {
            part: part.name,
            within: effects.first().copied().unwrap_or(0),
            mix: effects.last().copied().unwrap_or(0),
            verdict: part.verdict,
        })
        .collect();
    drivers.sort_by_key(|driver| (driver.part.is_none(), Reverse(driver.total().abs())));
    drivers
}

fn rest(all: Share, told: Share) -> Share {
    Share {
        satisfied: all.satisfied.saturating_sub(told.satisfied),
        answers: all.answers.saturating_sub(told.answers),
    }
}

/// What a part does by itself and by its weight, in hundredths of a point, each share and each whole being taken at the
/// middle of both spans. What a part weighs more, others weigh less, so the wholes cancel out in the sum.
fn effects((now, all_now): (Share, Share), (before, all_before): (Share, Share)) -> [f64; 2] {
    let weight = |part: Share, all: Share| part.answers as f64 / all.answers.max(1) as f64;
    let (weight_now, weight_before) = (weight(now, all_now), weight(before, all_before));
    let middle_of_all = middle(all_now.proportion(), all_before.proportion());
    let change = now.proportion().zip(before.proportion());
    let change = change.map_or(0.0, |(now, before)| now - before);
    let within = (weight_now + weight_before) / 2.0 * change;
    let above = middle(now.proportion(), before.proportion()) - middle_of_all;
    let mix = above * (weight_now - weight_before);
    let full = f64::from(Hundredths::FULL.value());
    [within * full, mix * full]
}

/// The middle of what is known.
fn middle(one: Option<f64>, other: Option<f64>) -> f64 {
    match (one, other) {
        (Some(one), Some(other)) => (one + other) / 2.0,
        (Some(known), None) | (None, Some(known)) => known,
        (None, None) => 0.0,
    }
}

/// Whole numbers next to these that add up to `sum`: what is missing goes where rounding down took most.
fn rounded_to(sum: i64, exact: &[f64]) -> Vec<i64> {
    let mut rounded: Vec<i64> = exact.iter().map(|value| value.floor() as i64).collect();
    let missing = sum - rounded.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let taken = |at: &usize| exact.get(*at).map_or(0.0, |value| value - value.floor());
    order.sort_by(|one, other| taken(other).total_cmp(&taken(one)));
    if missing < 0 {
        order.reverse();
    }
    let times = usize::try_from(missing.unsigned_abs()).unwrap_or(0);
    for at in order.iter().cycle().take(times) {
        if let Some(value) = rounded.get_mut(*at) {
            *value += missing.signum();
        }
    }
    rounded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indices::breakdown::sums::tests::figure;

    fn parts_of(figures: &[(Figure, Figure)]) -> (Drivers<usize>, i64) {
        let all = |of: fn(&(Figure, Figure)) -> Figure| {
            figures
                .iter()
                .map(|both| of(both).share)
                .fold(Share::default(), pooled)
        };
        let (now, before) = (all(|both| both.0), all(|both| both.1));
        let parts = figures.iter().enumerate();
        let parts = parts
            .map(|(at, (now, before))| (at, *now, *before))
            .collect();
        let value = |share: Share| {
            share
                .percent()
                .map_or(0, |percent| i64::from(percent.value()))
        };
        (decompose(parts, now, before), value(now) - value(before))
    }

    #[test]
    fn a_fall_is_put_down_to_the_part_that_fell() {
        let (drivers, difference) = parts_of(&[
            (figure(90, 100), figure(90, 100)),
            (figure(60, 100), figure(80, 100)),
            (figure(10, 19), figure(0, 0)),
        ]);
        assert_eq!(drivers.iter().map(Driver::total).sum::<i64>(), difference);
        assert_eq!(drivers[0].part, Some(1));
        assert!(
            drivers[0].within < -900 && drivers[0].mix.abs() < 100,
            "{drivers:?}"
        );
        assert_eq!(drivers.last().and_then(|driver| driver.part), None);
    }

    #[test]
    fn another_mix_is_told_apart_from_a_rise() {
        let (drivers, difference) = parts_of(&[
            (figure(540, 600), figure(90, 100)),
            (figure(60, 100), figure(60, 100)),
        ]);
        assert!(difference > 0);
        assert!(
            drivers
                .iter()
                .all(|driver| driver.within == 0 && driver.mix > 0),
            "{drivers:?}"
        );
    }

    #[test]
    fn nothing_is_put_down_to_few_persons() {
        assert!(parts_of(&[(figure(10, 19), figure(50, 60))]).0.is_empty());
        assert!(parts_of(&[]).0.is_empty());
    }

    fn any_figure() -> impl Strategy<Value = Figure> {
        prop_oneof![
            (0..30_u64, 0..30_u64),
            (0..900_u64, 0..300_u64),
            (0..900_000_u64, 0..300_000_u64)
        ]
        .prop_map(|(satisfied, rest)| figure(satisfied, satisfied + rest))
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_difference(
            figures in prop::collection::vec((any_figure(), any_figure()), 1..12),
        ) {
            let (drivers, difference) = parts_of(&figures);
            prop_assume!(!drivers.is_empty());
            prop_assert_eq!(drivers.iter().map(Driver::total).sum::<i64>(), difference);
        }

        #[test]
        fn before_rounding_the_parts_are_exact(
            figures in prop::collection::vec((any_figure(), any_figure()), 1..12),
        ) {
            let all = |of: fn(&(Figure, Figure)) -> Figure| {
                figures.iter().map(|both| of(both).share).fold(Share::default(), pooled)
            };
            let (now, before) = (all(|both| both.0), all(|both| both.1));
            let known = now.proportion().zip(before.proportion());
            let Some((after, earlier)) = known else { return Ok(()); };
            let sum: f64 = figures
                .iter()
                .flat_map(|both| effects((both.0.share, now), (both.1.share, before)))
                .sum();
            prop_assert!((sum - (after - earlier) * 10_000.0).abs() < 1e-6, "{}", sum);
        }

        #[test]
        fn rounding_moves_a_part_by_less_than_two_hundredths(
            figures in prop::collection::vec((any_figure(), any_figure()), 1..12),
        ) {
            let (drivers, _) = parts_of(&figures);
            for driver in &drivers {
                let Some(at) = driver.part else { continue };
                let all = |of: fn(&(Figure, Figure)) -> Figure| {
                    figures.iter().map(|both| of(both).share).fold(Share::default(), pooled)
                };
                let exact = effects(
                    (figures[at].0.share, all(|both| both.0)),
                    (figures[at].1.share, all(|both| both.1)),
                );
                prop_assert!((driver.within as f64 - exact[0]).abs() < 2.0);
                prop_assert!((driver.mix as f64 - exact[1]).abs() < 2.0);
            }
        }

        #[test]
        fn the_other_way_round_everything_moves_back(
            figures in prop::collection::vec((any_figure(), any_figure()), 1..12),
        ) {
            let all = |of: fn(&(Figure, Figure)) -> Figure| {
                figures.iter().map(|both| of(both).share).fold(Share::default(), pooled)
            };
            let (now, before) = (all(|both| both.0), all(|both| both.1));
            for (one, other) in &figures {
                let there = effects((one.share, now), (other.share, before));
                let back = effects((other.share, before), (one.share, now));
                prop_assert!(there.iter().zip(back).all(|(there, back)| (there + back).abs() < 1e-6));
            }
        }
    }
}
