//! What can be watched, and in what its figures are counted (pure).

use rust_i18n::t;

use crate::indices::Measure;
use crate::percent::Hundredths;
use crate::web::language::Lang;

crate::text_enum! {
    /// What a rule watches. The first six are indices, by the words of their measures.
    pub enum Subject {
        /// The overall index.
        Overall => "overall",
        /// The index of access.
        Access => "access",
        /// The index of procedures.
        Procedure => "procedure",
        /// The index of officers.
        Officer => "officer",
        /// The index of results.
        Outcome => "result",
        /// The index of feedback.
        Feedback => "feedback",
        /// Complaints past their day without an answer.
        Complaints => "complaints",
        /// Dossiers for which an apology is owed.
        Apologies => "apologies",
        /// Tablets that are silent in office hours.
        Tablets => "tablets",
        /// How many people rate, against how many usually do.
        Ballots => "ballots",
    }
}

impl Subject {
    /// The index, where it is one.
    pub fn measure(self) -> Option<Measure> {
        self.as_str().parse().ok()
    }

    /// Whether it rings when its figure is too low; else when it is too high.
    pub fn rings_below(self) -> bool {
        self.measure().is_some() || self == Self::Ballots
    }

    /// The least and the most that a threshold may be.
    pub fn bounds(self) -> (i32, i32) {
        match self {
            Self::Complaints | Self::Apologies => (0, 1_000),
            Self::Tablets => (0, 80),
            Self::Ballots => (1, 100),
            _ => (0, Hundredths::FULL.value().into()),
        }
    }

    /// What it is called.
    pub fn name(self, lang: Lang) -> String {
        match self.measure() {
            Some(measure) => measure.name(lang),
            None => t!(format!("watch.subject.{self}"), locale = lang.code()).into_owned(),
        }
    }

    /// A figure with the word for what it counts: "78,20 %", "3 phản ánh", "5 giờ".
    pub fn figure(self, value: i32, lang: Lang) -> String {
        match self {
            Self::Complaints | Self::Apologies | Self::Tablets | Self::Ballots => {
                let key = format!("watch.figure.{self}");
                t!(key, locale = lang.code(), count = value).into_owned()
            }
            _ => format!("{}\u{a0}%", lang.hundredths(value.into())),
        }
    }

    /// A threshold as it is typed.
    pub fn typed(self, value: i32, lang: Lang) -> String {
        match self.measure() {
            Some(_) if value % 100 == 0 => (value / 100).to_string(),
            Some(_) => lang.hundredths(value.into()),
            None => value.to_string(),
        }
    }

    /// Reads a threshold; nothing where it is none.
    pub fn parse(self, typed: &str) -> Option<i32> {
        let value = match self.measure() {
            Some(_) => Hundredths::parse(typed)?.value().into(),
            None => typed.parse().ok()?,
        };
        let (least, most) = self.bounds();
        (least..=most).contains(&value).then_some(value)
    }

    /// Where whoever leads the unit sees it.
    pub fn address(self, unit: &str) -> String {
        match self {
            Self::Complaints => "/complaints?tab=late".to_owned(),
            Self::Apologies => "/dossiers?tab=owed".to_owned(),
            Self::Tablets => "/kiosks".to_owned(),
            _ => format!("/indices?unit={unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_typed_in_percent_and_all_else_in_whole_numbers() {
        assert_eq!(Subject::Overall.parse("80,5"), Some(8_050));
        assert_eq!(Subject::Overall.typed(8_050, Lang::Vi), "80,50");
        assert_eq!(Subject::Overall.typed(8_000, Lang::Vi), "80");
        assert_eq!(Subject::Complaints.parse("3"), Some(3));
        for wrong in ["", "-1", "3,5", "100000", "x"] {
            assert_eq!(Subject::Tablets.parse(wrong), None, "{wrong}");
        }
        let indices = Subject::ALL.iter().filter(|it| it.measure().is_some());
        assert_eq!(indices.count(), Measure::ALL.len());
    }
}
