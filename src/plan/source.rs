//! What measures an item: an index, a criterion, a rate that the program counts, or somebody who enters it.

use std::fmt;
use std::str::FromStr;

use rust_i18n::t;

use crate::indices::Measure;
use crate::survey::questionnaire::catalogue;
use crate::web::language::Lang;

/// What a stored criterion begins with.
const CRITERION: &str = "criterion:";
/// What a stored index begins with.
const INDEX: &str = "index.";

crate::text_enum! {
    /// A rate that other parts of the program count.
    pub enum Rate {
        /// Dossiers ended by the day that was promised first, of all that ended.
        OnTime => "dossiers.on_time",
        /// Late dossiers for which an apology was issued, of all late ones.
        Apologised => "dossiers.apologised",
        /// Complaints done by their day, of those of which that is known.
        AnsweredInTime => "complaints.in_time",
        /// Answered complaints whose answer is published, of all that were answered.
        Published => "complaints.published",
        /// Citizens who rate the handling with 4 or 5, of all who rate it.
        Satisfied => "complaints.satisfied",
    }
}

/// What measures an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A SIPAS index.
    Index(Measure),
    /// A criterion: version of the questionnaire, and code.
    Criterion(String, String),
    /// A rate.
    Rate(Rate),
    /// Nothing: it is entered.
    Entered,
}

impl Source {
    /// Everything that can be chosen, in the order of a plan.
    pub fn all() -> Vec<Self> {
        let indices = Measure::ALL.iter().map(|measure| Self::Index(*measure));
        let rates = Rate::ALL.iter().map(|rate| Self::Rate(*rate));
        let criteria = catalogue().questionnaires.iter().flat_map(|of| {
            let criterion = |it: &crate::survey::questionnaire::Criterion| {
                Self::Criterion(of.version.clone(), it.code.clone())
            };
            of.criteria.iter().map(criterion)
        });
        let entered = std::iter::once(Self::Entered);
        entered
            .chain(indices)
            .chain(rates)
            .chain(criteria)
            .collect()
    }

    /// Whether the program knows its figures by itself.
    pub fn is_computed(&self) -> bool {
        *self != Self::Entered
    }

    /// What it is called.
    pub fn name(&self, lang: Lang) -> String {
        match self {
            Self::Index(measure) => t!(
                "plan.source.index",
                locale = lang.code(),
                name = measure.name(lang)
            )
            .into_owned(),
            Self::Criterion(version, code) => {
                let words = catalogue().questionnaire(version);
                let words = words.and_then(|of| of.criterion(code));
                let words = words.map_or("", |it| it.wording.in_language(lang.code()));
                t!(
                    "plan.source.criterion",
                    locale = lang.code(),
                    version = version,
                    code = code,
                    name = words
                )
                .into_owned()
            }
            Self::Rate(rate) => {
                t!(format!("plan.source.{rate}"), locale = lang.code()).into_owned()
            }
            Self::Entered => t!("plan.source.entered", locale = lang.code()).into_owned(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(measure) => write!(f, "{INDEX}{measure}"),
            Self::Criterion(version, code) => write!(f, "{CRITERION}{version}/{code}"),
            Self::Rate(rate) => write!(f, "{rate}"),
            Self::Entered => f.write_str("entered"),
        }
    }
}

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "entered" {
            return Ok(Self::Entered);
        }
        if let Some(measure) = text.strip_prefix(INDEX) {
            return measure.parse().map(Self::Index);
        }
        match text
            .strip_prefix(CRITERION)
            .and_then(|it| it.split_once('/'))
        {
            Some((version, code)) => {
                let known = catalogue().questionnaire(version);
                match known.and_then(|of| of.criterion(code)) {
                    Some(_) => Ok(Self::Criterion(version.to_owned(), code.to_owned())),
                    None => Err(format!("'{text}' is no criterion")),
                }
            }
            None => text.parse().map(Self::Rate),
        }
    }
}

impl TryFrom<String> for Source {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_reads_back() {
        let all = Source::all();
        assert!(all.len() > 30);
        for source in all {
            assert_eq!(source.to_string().parse(), Ok(source));
        }
        for wrong in ["", "index.x", "criterion:sipas-2017/99", "x"] {
            assert!(wrong.parse::<Source>().is_err(), "{wrong}");
        }
    }
}
