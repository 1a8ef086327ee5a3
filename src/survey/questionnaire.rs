//! Dimensions, criteria and the scale: versioned data, parsed and checked (pure).
//! The questions come from `data/questionnaires.json`, which is built into the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The file of questionnaires as it lies in the program.
const BUILT_IN: &str = include_str!("../../data/questionnaires.json");

/// Version asked on the tablet and on the short phone form: one question for each dimension.
pub const TOUCH: &str = "touch-5";
/// Version of the full form with 22 criteria (QĐ 2640/QĐ-BNV of 2017).
pub const FULL: &str = "sipas-2017";

crate::text_enum! {
    /// The five SIPAS dimensions (yếu tố), in their fixed order (QĐ 2640/QĐ-BNV of 2017).
    pub enum Dimension {
        /// Tiếp cận dịch vụ.
        Access => "access",
        /// Thủ tục hành chính.
        Procedure => "procedure",
        /// Công chức trực tiếp giải quyết công việc.
        Officer => "officer",
        /// Kết quả cung ứng dịch vụ.
        Outcome => "result",
        /// Việc tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị.
        Feedback => "feedback",
    }
}

/// A wording in each language; Vietnamese is always there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Vietnamese.
    pub vi: String,
    /// English, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Wording {
    /// The wording in a language (by its tag), else in Vietnamese.
    pub fn in_language(&self, code: &str) -> &str {
        match (code, &self.en) {
            ("en", Some(english)) => english,
            _ => &self.vi,
        }
    }
}

/// One question that is answered on the scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Code, unique in its questionnaire: `4.1`.
    pub code: String,
    /// The dimension it belongs to.
    pub dimension: Dimension,
    /// What is asked.
    #[serde(flatten)]
    pub wording: Wording,
}

/// A version of the questions. Frozen once a ballot uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its name for ever: `sipas-2017`.
    pub version: String,
    /// The document it comes from.
    pub source: String,
    /// Its criteria in the order they are asked.
    pub criteria: Vec<Criterion>,
}

impl Questionnaire {
    /// The criterion with this code.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.criteria
            .iter()
            .find(|criterion| criterion.code == code)
    }

    /// Its criteria by dimension, in order.
    pub fn by_dimension(&self) -> BTreeMap<Dimension, Vec<&Criterion>> {
        let mut grouped = BTreeMap::<_, Vec<_>>::new();
        for criterion in &self.criteria {
            grouped
                .entry(criterion.dimension)
                .or_default()
                .push(criterion);
        }
        grouped
    }
}

/// A point of the scale.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Level {
    /// 1 to 5.
    pub score: u8,
    /// Its label.
    #[serde(flatten)]
    pub wording: Wording,
}

/// The scale that every questionnaire uses.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Scale {
    /// Its name for ever.
    pub version: String,
    /// Worst first.
    pub levels: Vec<Level>,
}

/// A dimension with its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamedDimension {
    /// Which.
    pub code: Dimension,
    /// Its name.
    #[serde(flatten)]
    pub wording: Wording,
}

/// Everything that can be asked: the content of the built-in file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// The scale.
    pub scale: Scale,
    /// The dimensions in order.
    pub dimensions: Vec<NamedDimension>,
    /// All versions.
    pub questionnaires: Vec<Questionnaire>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    // A test proves that the built-in file is well formed, so the default is never seen.
    serde_json::from_str(BUILT_IN).unwrap_or_default()
});

/// The built-in questions.
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

impl Catalogue {
    /// The questionnaire with this version.
    pub fn questionnaire(&self, version: &str) -> Option<&Questionnaire> {
        self.questionnaires
            .iter()
            .find(|questionnaire| questionnaire.version == version)
    }

    /// A dimension's name in a language.
    pub fn dimension_name(&self, dimension: Dimension, lang: &str) -> &str {
        self.dimensions
            .iter()
            .find(|named| named.code == dimension)
            .map_or(dimension.as_str(), |named| named.wording.in_language(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_questions_are_the_published_ones() {
        let catalogue: Catalogue = serde_json::from_str(BUILT_IN).expect("well formed");
        let split = |version: &str| -> Vec<usize> {
            let questionnaire = catalogue.questionnaire(version).expect("listed");
            questionnaire
                .by_dimension()
                .values()
                .map(Vec::len)
                .collect()
        };
        assert_eq!(split(FULL), [4, 5, 6, 3, 4]);
        assert_eq!(split("sipas-2023-service"), [4, 4, 5, 3, 3]);
        assert_eq!(split(TOUCH), [1, 1, 1, 1, 1]);
        assert_eq!(catalogue.scale.levels.len(), 5);
        assert_eq!(catalogue.dimensions.len(), 5);
    }

    #[test]
    fn codes_are_unique_in_a_questionnaire() {
        for questionnaire in &catalogue().questionnaires {
            let mut codes: Vec<_> = questionnaire.criteria.iter().map(|c| &c.code).collect();
            codes.sort();
            codes.dedup();
            assert_eq!(codes.len(), questionnaire.criteria.len());
        }
    }
}
