//! What a language must say before a citizen may choose it: every text of the tablet, with the Vietnamese one as its
//! model (pure).

use std::collections::BTreeSet;

use serde_yaml_ng::{Mapping, Value};

use crate::survey::questionnaire::{TOUCH, catalogue};
use crate::survey::reasons::reasons;

/// The tablet's own texts as they lie in the catalogue.
const TEXTS: &str = include_str!("../../../locales/kiosk.vi.yml");

crate::text_enum! {
    /// A language of the Central Highlands that a commune may write the tablet's texts in.
    pub enum OwnLanguage {
        /// Jrai.
        Jrai => "jra",
        /// Bahnar.
        Bahnar => "bdq",
    }
}

crate::text_enum! {
    /// A part of the file of texts.
    pub enum Section {
        /// Headings, buttons, hints.
        Kiosk => "kiosk",
        /// The words below the faces, by score.
        Scale => "scale",
        /// The questions, by their codes.
        Criteria => "criteria",
        /// What can be chosen after a low score, by its code.
        Reasons => "reasons",
    }
}

/// One text that must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Where it stands.
    pub section: Section,
    /// Its name there.
    pub key: String,
    /// The Vietnamese text.
    pub model: String,
}

/// Every text that must be there, in the order of the template.
pub fn wanted() -> Vec<Wanted> {
    let of = |section, key: &str, model: &str| Wanted {
        section,
        key: key.to_owned(),
        model: model.to_owned(),
    };
    let kiosk = kiosk_texts();
    let kiosk = kiosk.iter().filter_map(|(key, text)| {
        let (key, text) = (key.as_str()?, text.as_str()?);
        Some(of(Section::Kiosk, key, text))
    });
    let levels = catalogue().scale.levels.iter();
    let scale = levels.map(|level| of(Section::Scale, &level.score.to_string(), &level.wording.vi));
    let touch = catalogue().questionnaire(TOUCH);
    let criteria = touch
        .iter()
        .flat_map(|touch| &touch.criteria)
        .map(|criterion| of(Section::Criteria, &criterion.code, &criterion.wording.vi));
    let reasons = reasons().reasons.iter();
    let reasons = reasons.map(|reason| of(Section::Reasons, &reason.code, &reason.wording.vi));
    kiosk.chain(scale).chain(criteria).chain(reasons).collect()
}

fn kiosk_texts() -> Mapping {
    // A test proves that the built-in file is well formed, so the default is never seen.
    let file: Value = serde_yaml_ng::from_str(TEXTS).unwrap_or_default();
    match file.get(Section::Kiosk.as_str()) {
        Some(Value::Mapping(texts)) => texts.clone(),
        _ => Mapping::new(),
    }
}

/// The `%{…}` of a text: what the tablet puts in when it shows it.
pub(super) fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("%{")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_citizen_reads_is_left_out() {
        let wanted = wanted();
        let count = |section| wanted.iter().filter(|text| text.section == section).count();
        assert_eq!(count(Section::Scale), 5);
        assert_eq!(count(Section::Criteria), 5);
        assert_eq!(count(Section::Reasons), reasons().reasons.len());
        let lines = TEXTS.lines().filter(|line| line.starts_with("  ")).count();
        assert_eq!(count(Section::Kiosk), lines);
        assert!(wanted.iter().all(|text| !text.model.is_empty()));
    }

    #[test]
    fn placeholders_are_found_wherever_they_stand() {
        let found = placeholders("%{n} giây, %{all}%, %{ open");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["all", "n"]);
    }
}
