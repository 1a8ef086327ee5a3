//! Other ways to make one number of the same answers. They are always shown under their name, never as the index:
//! the published figures fit the pooled share only.

use serde::Serialize;

use super::fraction::Mean;
use super::index::{Counts, Share};
use crate::percent::Hundredths;

/// A dimension, or all of them, by each of the other methods; nothing without answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Alternatives {
    /// Mean of the indices of the criteria, each with the same weight.
    pub mean_of_criteria: Option<Hundredths>,
    /// Mean score as a part of 5: all "very dissatisfied" gives 20 %.
    pub mean_score_of_five: Option<Hundredths>,
    /// Mean score on the way from 1 to 5: all "very dissatisfied" gives 0 %.
    pub mean_score_from_one: Option<Hundredths>,
}

/// All dimensions by each of the other methods. The last one has a meaning here alone: the mean of one dimension
/// is that dimension.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OverallAlternatives {
    /// The methods that a dimension has, too.
    #[serde(flatten)]
    pub common: Alternatives,
    /// Mean of the pooled indices of the dimensions, each with the same weight.
    pub mean_of_dimensions: Option<Hundredths>,
}

impl OverallAlternatives {
    /// Of the criteria's counts and the dimensions' pooled shares; those without answers are left out.
    pub fn of(criteria: &[Counts], dimensions: &[Share]) -> Self {
        Self {
            common: Alternatives::of(criteria),
            mean_of_dimensions: Mean::of(dimensions.iter().copied()).percent(),
        }
    }
}

impl Alternatives {
    /// Of the criteria's counts; those without answers are left out.
    pub fn of(criteria: &[Counts]) -> Self {
        let pooled: Counts = criteria.iter().copied().sum();
        let answers = u128::from(pooled.answers());
        let points = pooled.points();
        Self {
            mean_of_criteria: Mean::of(criteria.iter().map(Counts::share)).percent(),
            mean_score_of_five: Hundredths::of_ratio(points, 5 * answers),
            mean_score_from_one: Hundredths::of_ratio(points - answers, 4 * answers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(score: usize) -> Counts {
        let mut counts = Counts::default();
        counts.scores[score - 1] = 7;
        counts
    }

    #[test]
    fn the_two_scales_of_the_mean_score_end_where_they_say() {
        let of = |score| Alternatives::of(&[all(score)]);
        let value = |percent: Option<Hundredths>| percent.map(Hundredths::value);
        assert_eq!(value(of(1).mean_score_of_five), Some(2_000));
        assert_eq!(value(of(1).mean_score_from_one), Some(0));
        assert_eq!(value(of(5).mean_score_of_five), Some(10_000));
        assert_eq!(value(of(5).mean_score_from_one), Some(10_000));
    }

    #[test]
    fn without_answers_no_method_gives_a_number() {
        let none = OverallAlternatives::of(&[Counts::default()], &[Share::default()]);
        assert_eq!(
            serde_json::to_value(none).expect("json"),
            serde_json::json!({
                "mean_of_criteria": null, "mean_of_dimensions": null,
                "mean_score_of_five": null, "mean_score_from_one": null,
            })
        );
    }
}
