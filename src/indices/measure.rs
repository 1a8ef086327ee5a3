//! What a figure is of: the whole, or one of the five dimensions. Targets and baselines are stored by this word.

use rust_i18n::t;

use crate::survey::questionnaire::{Dimension, catalogue};
use crate::web::language::Lang;

crate::text_enum! {
    /// The overall index or the index of one dimension.
    pub enum Measure {
        /// All criteria together.
        Overall => "overall",
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

impl Measure {
    /// The dimension this measure is of; the overall index is of none.
    pub const fn dimension(self) -> Option<Dimension> {
        match self {
            Self::Overall => None,
            Self::Access => Some(Dimension::Access),
            Self::Procedure => Some(Dimension::Procedure),
            Self::Officer => Some(Dimension::Officer),
            Self::Outcome => Some(Dimension::Outcome),
            Self::Feedback => Some(Dimension::Feedback),
        }
    }

    /// What it is called.
    pub fn name(self, lang: Lang) -> String {
        match self.dimension() {
            Some(dimension) => catalogue()
                .dimension_name(dimension, lang.code())
                .to_owned(),
            None => t!("indices.overall", locale = lang.code()).into_owned(),
        }
    }

    /// Whether answers on `dimension` enter this measure.
    pub fn covers(self, dimension: Dimension) -> bool {
        self.dimension().is_none_or(|own| own == dimension)
    }
}

impl From<Dimension> for Measure {
    fn from(dimension: Dimension) -> Self {
        match dimension {
            Dimension::Access => Self::Access,
            Dimension::Procedure => Self::Procedure,
            Dimension::Officer => Self::Officer,
            Dimension::Outcome => Self::Outcome,
            Dimension::Feedback => Self::Feedback,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dimension_is_a_measure_of_the_same_name() {
        for dimension in Dimension::ALL {
            let measure = Measure::from(*dimension);
            assert_eq!(measure.as_str(), dimension.as_str());
            assert_eq!(measure.dimension(), Some(*dimension));
            assert!(Measure::Overall.covers(*dimension));
        }
        assert!(!Measure::Access.covers(Dimension::Outcome));
    }
}
