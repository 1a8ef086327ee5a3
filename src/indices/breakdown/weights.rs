//! Re-weighting (pure): the same weights in both spans, so that who happened to rate more often changes nothing.

use crate::indices::comparison::{Points, Verdict};
use crate::indices::table::Figure;
use crate::percent::Hundredths;

/// The 97.5 % point of the normal distribution: two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A part of the people that is weighed as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Stratum {
    /// How much it weighs: dossiers returned.
    pub weight: u64,
    /// This year.
    pub now: Figure,
    /// The other one, if there is one.
    pub before: Option<Figure>,
}

/// The index of both spans with the same weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// This year.
    pub now: Hundredths,
    /// The other one.
    pub before: Option<Hundredths>,
    /// What may be said of both; nothing where they are not compared.
    pub verdict: Option<Verdict>,
    /// Dossiers of the fields that are weighed.
    pub dossiers: u64,
    /// Their part of all dossiers returned.
    pub of_all: Hundredths,
}

impl Weighed {
    /// Weighs the strata; nothing where they weigh nothing. `all`: what everything weighs, with what is not known.
    pub fn of(strata: &[Stratum], all: u64) -> Option<Self> {
        let dossiers = strata.iter().map(|stratum| stratum.weight).sum();
        let now = weigh(strata, |stratum| Some(stratum.now))?;
        let before = weigh(strata, |stratum| stratum.before);
        let (now_percent, before_percent) = (
            Hundredths::of_proportion(now),
            before.map(Hundredths::of_proportion),
        );
        Some(Self {
            now: now_percent,
            before: before_percent,
            verdict: before_percent.map(|before| verdict(strata, now_percent, before)),
            dossiers,
            of_all: Hundredths::of_ratio(dossiers.into(), all.into())?,
        })
    }
}

/// The parts of one that each weighs.
fn weights(strata: &[Stratum]) -> Option<Vec<f64>> {
    let all: u64 = strata.iter().map(|stratum| stratum.weight).sum();
    let part = |stratum: &Stratum| stratum.weight as f64 / all as f64;
    (all > 0).then(|| strata.iter().map(part).collect())
}

/// The weighted mean, between the least and the greatest share.
fn weigh(strata: &[Stratum], of: impl Fn(&Stratum) -> Option<Figure>) -> Option<f64> {
    let shares: Option<Vec<f64>> = strata
        .iter()
        .map(|stratum| of(stratum)?.share.proportion())
        .collect();
    let shares = shares?;
    let weights = weights(strata)?;
    let (least, most) = shares
        .iter()
        .fold((1.0_f64, 0.0_f64), |(least, most), share| {
            (least.min(*share), most.max(*share))
        });
    let mean: f64 = shares
        .iter()
        .zip(weights)
        .map(|(share, weight)| share * weight)
        .sum();
    Some(mean.clamp(least, most))
}

/// A direction is said only if the 95 % interval of the difference leaves 0 out, with persons as the sample and two
/// satisfied and two unsatisfied ones added to each stratum (Agresti and Coull 1998), so that 100 % is not taken as sure.
fn verdict(strata: &[Stratum], now: Hundredths, before: Hundredths) -> Verdict {
    let spread = |figure: Figure| {
        let persons = figure.persons as f64 + 4.0;
        let share = figure.share.proportion().unwrap_or(0.5);
        let share = (share * (persons - 4.0) + 2.0) / persons;
        share * (1.0 - share) / persons
    };
    let weights = weights(strata).unwrap_or_default();
    let variance: f64 = strata
        .iter()
        .zip(weights)
        .map(|(stratum, weight)| {
            weight * weight * (spread(stratum.now) + stratum.before.map_or(0.0, spread))
        })
        .sum();
    let points = Points::between(now, before).value();
    let sure = f64::from(points.abs()) / f64::from(Hundredths::FULL.value()) > Z * variance.sqrt();
    match points.signum() {
        1 if sure => Verdict::Rise,
        -1 if sure => Verdict::Fall,
        _ => Verdict::NotEnough,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indices::breakdown::sums::tests::figure;

    fn any_stratum() -> impl Strategy<Value = Stratum> {
        let figure = || (0..3_000_u64, 0..3_000_u64).prop_map(|(a, b)| figure(a, a + b + 1));
        (0..10_000_u64, figure(), figure()).prop_map(|(weight, now, before)| Stratum {
            weight,
            now,
            before: Some(before),
        })
    }

    fn weighed(strata: &[Stratum]) -> Option<Weighed> {
        Weighed::of(strata, strata.iter().map(|stratum| stratum.weight).sum())
    }

    #[test]
    fn a_clear_rise_in_every_field_is_one_and_noise_is_none() {
        let stratum = |now, before| Stratum {
            weight: 10,
            now,
            before: Some(before),
        };
        let clear = [
            stratum(figure(900, 1000), figure(800, 1000)),
            stratum(figure(500, 1000), figure(400, 1000)),
        ];
        let found = weighed(&clear).expect("weights");
        assert_eq!(
            (found.now.value(), found.verdict),
            (7000, Some(Verdict::Rise))
        );
        let noise = [stratum(figure(18, 20), figure(17, 20))];
        assert_eq!(
            weighed(&noise).and_then(|it| it.verdict),
            Some(Verdict::NotEnough)
        );
        let full = [stratum(figure(20, 20), figure(19, 20))];
        assert_eq!(
            weighed(&full).and_then(|it| it.verdict),
            Some(Verdict::NotEnough)
        );
        assert_eq!(weighed(&[]), None);
    }

    proptest! {
        #[test]
        fn weights_are_parts_of_one(strata in prop::collection::vec(any_stratum(), 1..10)) {
            let all: u64 = strata.iter().map(|stratum| stratum.weight).sum();
            let sum = weights(&strata).map(|weights| weights.iter().sum::<f64>());
            prop_assert_eq!(sum.is_some(), all > 0);
            prop_assert!(sum.is_none_or(|sum| (sum - 1.0).abs() < 1e-12));
        }

        #[test]
        fn the_whole_lies_between_its_fields(strata in prop::collection::vec(any_stratum(), 1..10)) {
            prop_assume!(strata.iter().any(|stratum| stratum.weight > 0));
            let found = weighed(&strata).expect("weights").now;
            let fields = strata.iter().filter_map(|stratum| stratum.now.share.percent());
            prop_assert!(fields.clone().min() <= Some(found) && Some(found) <= fields.max());
        }

        #[test]
        fn more_ballots_of_one_field_change_nothing(
            strata in prop::collection::vec(any_stratum(), 1..10), which in 0..10_usize, times in 2..50_u64,
        ) {
            let mut more = strata.clone();
            let stratum = &mut more[which % strata.len()];
            stratum.now = figure(stratum.now.share.satisfied * times, stratum.now.share.answers * times);
            let percents = |strata: &[Stratum]| weighed(strata).map(|found| (found.now, found.before));
            prop_assert_eq!(percents(&more), percents(&strata));
        }
    }
}
