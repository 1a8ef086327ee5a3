//! What can be chosen after a low score: short, concrete reasons for each dimension, each from criteria of the full
//! questionnaires (pure). They come from `data/reasons.json`, which is built into the program.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::questionnaire::{Dimension, Wording};

/// The file of reasons as it lies in the program.
const BUILT_IN: &str = include_str!("../../data/reasons.json");

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Its name for ever: `officer.attitude`.
    pub code: String,
    /// The dimension it explains.
    pub dimension: Dimension,
    /// The criteria it comes from, as `VERSION CODE`.
    pub criteria: Vec<String>,
    /// What is shown.
    #[serde(flatten)]
    pub wording: Wording,
}

/// All reasons of one version.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Reasons {
    /// Its name.
    pub version: String,
    /// In the order they are shown.
    pub reasons: Vec<Reason>,
}

static REASONS: LazyLock<Reasons> = LazyLock::new(|| {
    // A test proves that the built-in file is well formed, so the default is never seen.
    serde_json::from_str(BUILT_IN).unwrap_or_default()
});

/// The built-in reasons.
pub fn reasons() -> &'static Reasons {
    &REASONS
}

impl Reasons {
    /// The reasons of one dimension.
    pub fn of(&self, dimension: Dimension) -> impl Iterator<Item = &Reason> {
        self.reasons
            .iter()
            .filter(move |reason| reason.dimension == dimension)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::survey::questionnaire::catalogue;

    #[test]
    fn each_dimension_has_a_screenful_of_reasons() {
        let reasons: Reasons = serde_json::from_str(BUILT_IN).expect("well formed");
        for dimension in Dimension::ALL {
            let count = reasons.of(*dimension).count();
            assert!((4..=6).contains(&count), "{dimension}: {count}");
        }
        let codes: BTreeSet<_> = reasons.reasons.iter().map(|reason| &reason.code).collect();
        assert_eq!(codes.len(), reasons.reasons.len(), "codes are unique");
        for reason in &reasons.reasons {
            let start = format!("{}.", reason.dimension);
            assert!(reason.code.starts_with(&start) && reason.code.len() <= 32);
            assert!(reason.wording.en.is_some(), "{} in English", reason.code);
            assert!(reason.wording.vi.chars().count() <= 34, "{}", reason.code);
        }
    }

    #[test]
    fn each_reason_comes_from_criteria_of_its_dimension() {
        for reason in &reasons().reasons {
            assert!(!reason.criteria.is_empty());
            for named in &reason.criteria {
                let (version, code) = named.split_once(' ').expect("VERSION CODE");
                let questionnaire = catalogue().questionnaire(version).expect(version);
                let criterion = questionnaire.criterion(code).expect(named);
                assert_eq!(criterion.dimension, reason.dimension, "{named}");
            }
        }
    }
}
